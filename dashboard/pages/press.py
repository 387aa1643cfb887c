"""Presse: sentences to copy, pictures with text, tables, definitions, and the check of a draft."""

from __future__ import annotations

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard import publicworld
from dashboard.charts import spoken
from dashboard.components.controls import sent, text_field
from dashboard.components.document import body, head
from dashboard.page import Content, Page
from dashboard.state import Choices, query_of
from dashboard.view import Block, View

_FORMS = (("docx", "Word"), ("html", "HTML"), ("txt", "Text"))


def make(view: View) -> Content:
    """The sheet with copy buttons, its pictures, the draft check; or one sentence without a public world."""
    if not publicworld.is_on(view):
        return Content(before=[html.P(publicworld.OFF, className="karte satz")])
    try:
        sheet = publicworld.sheet_of(view)
    except publicworld.REFUSALS as refusal:
        return Content(before=[html.P(str(refusal), className="hinweis", role="status"), _check()])
    topics = [topic for topic in sheet.topics if topic.chart is not None]
    blocks = tuple(
        Block(spoken(topic.chart), (topic.metric,), public=True) for topic in topics if topic.chart
    )
    jump = html.P(html.A("Einen Entwurf prüfen", href="#pruefen"), className="eingabe")
    before = [jump, html.Div([*head(sheet.document), *_rounding(view), _downloads(view)], className="karte")]
    return Content([*before, *body(sheet.document), _check()], blocks)


def _rounding(view: View) -> list[Any]:
    value = dict(view.state.fields).get("rundung", "")
    field = text_field("rundung", "Personen runden auf", value, "z. B. 100; leer: 5, 10 oder 50")
    return [sent(view, "/presse", [field])]


def _downloads(view: View) -> html.Div:
    query = query_of(view.state)
    links = [
        html.Li(html.A(label, href=f"/unterlage/presse.{form}{query}", download="")) for form, label in _FORMS
    ]
    return html.Div([html.Span("Presseblatt herunterladen:"), html.Ul(links)], className="dateien")


def _check() -> html.Section:
    return html.Section(
        [
            html.H2("Entwurf prüfen", id="pruefen"),
            html.P("Jede Aussage über eine bekannte Zahl wird mit den öffentlichen Zahlen verglichen."),
            html.Label("Text des Entwurfs", htmlFor="entwurf"),
            dbc.Textarea(id="entwurf", rows=6, maxLength=20000),
            html.Button("Prüfen", id="pruefen-knopf", type="button", className="knopf nur-mit-skript"),
            html.Div(id="urteile", role="status"),
        ],
        className="karte eingabe",
        id="entwurf-pruefen",
    )


PAGE = Page(
    path="/presse",
    title="Presse",
    order=6,
    lead="Wahre, gerundete Sätze mit Stand, Bildern und Tabellen; und die Prüfung eines Entwurfs.",
    make=make,
    choices=Choices(fields=("rundung",)),
    public=True,
)
