"""Erklärung zur Barrierefreiheit, with the way to report a barrier."""

from __future__ import annotations

from dash import html

from dashboard.page import Content, Page
from dashboard.state import Choices
from dashboard.view import View
from pipelines.settings import Settings


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
            "Landes-Behinderten\u00adgleichstellungs\u00adgesetz Baden-Württemberg (§ 10 L-BGG) mit der BITV 2.0."
        ),
        html.P("Geprüft wurde in Selbstbewertung, automatisch und von Hand, gegen WCAG 2.2 Stufe AA."),
        html.P(
            "Danach sind die Seiten teilweise vereinbar: Eine Ausnahme steht unter «Was noch nicht geht»."
        ),
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
    return [html.Section(part, className="karte") for part in (status, known, feedback, enforcement)]


PAGE = Page(
    path="/barrierefreiheit",
    title="Barrierefreiheit",
    order=90,
    lead="Erklärung zur Barrierefreiheit dieser Seiten.",
    make=make,
    choices=Choices(as_of=False),
    in_navigation=False,
)
