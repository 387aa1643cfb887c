"""Presse: switched off until the public world of numbers exists."""

from __future__ import annotations

from dash import html

from dashboard.page import Content, Page
from dashboard.state import Choices
from dashboard.view import View


def make(view: View) -> Content:
    """One clear sentence; no internal figure is shown on this page."""
    sentence = (
        "Diese Seite ist noch abgeschaltet: Sätze und Tabellen für die Presse gibt es erst, "
        "wenn die Zahlen vor Rückschlüssen auf Personen geschützt sind."
    )
    what = "Die genauen Zahlen auf den anderen Seiten sind nur für den Dienstgebrauch und nicht zum Zitieren bestimmt."
    return Content(
        before=[html.Section([html.P(sentence, className="satz"), html.P(what)], className="karte")]
    )


PAGE = Page(
    path="/presse",
    title="Presse",
    order=6,
    lead="Sätze, Bilder und Tabellen für die Öffentlichkeitsarbeit.",
    make=make,
    choices=Choices(as_of=False),
)
