"""Gemeinderat: switched off until the public world of numbers exists."""

from __future__ import annotations

from dash import html

from dashboard.page import Content, Page
from dashboard.state import Choices
from dashboard.view import View


def make(view: View) -> Content:
    """One clear sentence; no internal figure is shown on this page."""
    sentence = (
        "Diese Seite ist noch abgeschaltet: Unterlagen für die öffentliche Sitzung gibt es erst, "
        "wenn die Zahlen vor Rückschlüssen auf Personen geschützt sind."
    )
    what = "Bis dahin enthält dieses Programm nur genaue Zahlen für den Dienstgebrauch."
    return Content(
        before=[html.Section([html.P(sentence, className="satz"), html.P(what)], className="karte")]
    )


PAGE = Page(
    path="/gemeinderat",
    title="Gemeinderat",
    order=5,
    lead="In drei Schritten zur Unterlage für den Gemeinderat.",
    make=make,
    choices=Choices(as_of=False),
)
