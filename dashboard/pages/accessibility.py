"""Erklärung zur Barrierefreiheit, with the way to report a barrier.

Its dates are written by hand, by whoever assessed the pages: a date that the machine computes would claim a review that
nobody made. A new version of the program asks for a new one (tests/dashboard/test_accessibility.py).
"""

from __future__ import annotations

from datetime import date

from dash import html

from dashboard.page import Content, Page
from dashboard.state import Choices
from dashboard.view import View
from pipelines.publish import german
from pipelines.settings import Settings

CREATED = date(2026, 11, 22)
REVIEWED = date(2026, 11, 29)
REVIEWED_VERSION = "0.1.0"  # of the program, with the data of the demo
_TESTED = (
    "Automatisch, jede Seite in Chromium mit axe-core: bei 1280 Pixel Breite, bei 320 Pixel (wie bei 400 Prozent "
    "Vergrößerung), mit dunklen und mit erzwungenen Farben.",
    "Automatisch: Bedienung nur mit der Tastatur, Seiten ohne Skripte, Druck, Aufbau der PDF-Unterlagen (PDF/UA-1).",
    "Mit dem Auge: jede Seite bei 1280 und bei 390 Pixel Breite.",
    "Nicht geprüft: mit einem Bildschirmleseprogramm, und nicht durch Menschen mit Behinderungen.",
)


def make(view: View) -> Content:
    """The statement, for readers who have logged in."""
    return Content(before=statement(view.settings))


def statement(settings: Settings) -> list[html.Section]:
    """Status, what was tested, what is known to be missing, feedback, enforcement; also to be read before the login."""
    city, contact = settings["city.name"], settings["city.contact"]
    status = [
        html.H2("Stand der Vereinbarkeit"),
        html.P(
            f"Die Stadt {city} möchte diese Seiten für alle nutzbar machen. Grundlage ist das "
            "Landes-Behinderten\u00adgleichstellungs\u00adgesetz Baden-Württemberg "
            "(§\u00a010 L\u2011BGG) mit der BITV\u00a02.0."
        ),
        html.P(
            "Nach unserer Prüfung sind die Seiten teilweise vereinbar: Eine Ausnahme steht unter «Was noch nicht geht»."
        ),
    ]
    review = [
        html.H2("Erstellung und Prüfung"),
        html.P(
            f"Diese Erklärung wurde am {german.day(CREATED)} erstellt und zuletzt am {german.day(REVIEWED)} überprüft."
        ),
        html.P(
            "Grundlage ist eine Selbstbewertung nach WCAG 2.2 Stufe AA mit der Fassung "
            f"{REVIEWED_VERSION} des Programms und seinen Beispieldaten:"
        ),
        html.Ul([html.Li(sentence) for sentence in _TESTED]),
    ]
    known = [
        html.H2("Was noch nicht geht"),
        html.P(
            "Das interaktive Diagramm ist mit der Tastatur nur eingeschränkt bedienbar. "
            "Deshalb stehen alle Werte auch in der Tabelle unter jedem Diagramm."
        ),
    ]
    feedback = [
        html.H2("Barriere oder Fehler melden", id="rueckmeldung"),
        html.P(
            f"Bitte wenden Sie sich an: {contact}, Stadt {city}. Nennen Sie die Seite und was nicht ging."
        ),
        html.P("Sie bekommen innerhalb von vier Wochen eine Antwort."),
    ]
    enforcement = [
        html.H2("Durchsetzung"),
        html.P(
            "Bleibt eine Meldung ohne befriedigende Antwort, können Sie sich an die "
            "Landes-Behindertenbeauftragte von Baden-Württemberg wenden."
        ),
    ]
    return [html.Section(part, className="karte") for part in (status, review, known, feedback, enforcement)]


PAGE = Page(
    path="/barrierefreiheit",
    title="Barrierefreiheit",
    order=90,
    lead="Erklärung zur Barrierefreiheit dieser Seiten.",
    make=make,
    choices=Choices(as_of=False),
    in_navigation=False,
)
