"""Gemeinderat: three steps on one page to a briefing, from published figures only."""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard import publicworld
from dashboard.charts import spoken
from dashboard.components.controls import choice_field, sent, text_field
from dashboard.components.document import body, head
from dashboard.page import Content, Page
from dashboard.state import NONE, Choices, query_of
from dashboard.view import Block, View
from pipelines.publish.document import Picture

_FORMS = (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"), ("html", "HTML"))
_OPEN = "öffentlich oder nicht"
_SESSIONS = {NONE: "ohne Angabe", "ja": "öffentlich", "nein": "nichtöffentlich"}


def make(view: View) -> Content:
    """Steps, then the preview with the strings of the documents; or a sentence in its place: there is no public world,
    or the form holds what cannot be meant.
    """
    if not publicworld.is_on(view):
        return Content(before=[html.P(publicworld.OFF, className="karte satz")])
    try:
        early, document = publicworld.early(view), publicworld.briefing_of(view)
    except publicworld.REFUSALS as refusal:
        return Content(before=[*_session(view), *_told(str(refusal))])
    preview = [
        html.H2("Vorschau", id="vorschau"),
        html.Div([*head(document)], className="karte"),
    ]
    pictures = [part.chart for part in document.blocks() if isinstance(part, Picture)]
    blocks = tuple(Block(spoken(chart), (), public=True) for chart in pictures if chart.values())
    return Content(
        [*_session(view), *_told(early), _downloads(view), *preview],
        blocks,
        placed=lambda draw: body(document, draw),
    )


def _told(sentence: str) -> list[html.P]:
    return [html.P(sentence, className="hinweis", role="status")] if sentence else []


def _session(view: View) -> list[Any]:
    fields = dict(view.state.fields)
    inputs = [
        text_field("nummer", "Nummer der Vorlage", fields.get("nummer", ""), "z. B. 112/2022"),
        text_field("gremium", "Gremium", fields.get("gremium", ""), "z. B. Hauptausschuss"),
        text_field("sitzung", "Tag der Sitzung", fields.get("sitzung", ""), "z. B. 14.07.2022"),
        choice_field("oeffentlich", "Art der Sitzung", list(_SESSIONS.items()), _session_of(fields), _OPEN),
        text_field("vergleich", "Vergleich mit", fields.get("vergleich", ""), "sonst ein Jahr vorher"),
    ]
    form = sent(view, "/gemeinderat", inputs)
    return [html.Section([html.H2("2. Angaben zur Sitzung"), form], className="karte eingabe")]


def _session_of(fields: dict[str, str]) -> str:
    """The choice of the address, none when it is unknown; a list with an empty value would show nothing at all."""
    chosen = fields.get("oeffentlich", NONE)
    return chosen if chosen in _SESSIONS else NONE


def _downloads(view: View) -> html.Section:
    query = query_of(view.state)
    links = [
        html.Li(html.A(label, href=f"/unterlage/gemeinderat.{form}{query}", download=""))
        for form, label in _FORMS
    ]
    lead = html.P("Alle Formen enthalten dieselben Zahlen: gerundete, öffentliche.")
    return html.Section(
        [html.H2("3. Herunterladen"), lead, html.Ul(links, className="reihe")], className="karte eingabe"
    )


PAGE = Page(
    path="/gemeinderat",
    title="Gemeinderat",
    order=5,
    lead="In drei Schritten zur Unterlage: 1.\u00a0Stichtag wählen, 2.\u00a0Sitzung angeben, 3.\u00a0herunterladen.",
    make=make,
    choices=Choices(fields=("nummer", "gremium", "sitzung", "oeffentlich", "vergleich")),
    public=True,
    controls_title="1. Stichtag wählen",
)
