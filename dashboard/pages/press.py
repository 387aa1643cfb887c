"""Presse: sentences to copy, pictures with text, tables, definitions; the approval; and the check of a draft."""

from __future__ import annotations

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard import guard, presssheet, publicworld
from dashboard.charts import spoken
from dashboard.components.controls import sent, text_field
from dashboard.components.document import body, head
from dashboard.components.verdicts import LONGEST_DRAFT
from dashboard.page import Content, Page
from dashboard.presssheet import Desk
from dashboard.roles import MAY_APPROVE, ROLES
from dashboard.state import Choices, query_of
from dashboard.view import Block, View

_FORMS = (
    ("zip", "alles in einem Ordner (ZIP)"),
    ("docx", "Word"),
    ("html", "HTML"),
    ("txt", "Text"),
)
_FIELDS = (
    ("rundung", "Personen runden auf", "sonst 5, 10 oder 50"),
    ("sperrtag", "Sperrfrist bis Tag", "z. B. 14.07.2022"),
    ("sperrzeit", "Sperrfrist bis Uhrzeit", "z. B. 10:00"),
)

_WITHOUT_SCRIPT = (
    "Die Prüfung auf dieser Seite braucht JavaScript; ohne JavaScript prüft der Befehl "
    "«zgm check --audience press DATEI» denselben Text."
)


def make(view: View) -> Content:
    """The sheet with its pictures in their place, its approval once it was read, the draft check; one sentence for what
    cannot be had.
    """
    if not publicworld.is_on(view):
        return Content(before=[html.P(publicworld.OFF, className="karte satz")])
    jump = html.P(
        [html.A("Zur Freigabe", href="#freigabe"), " · ", html.A("Einen Entwurf prüfen", href="#pruefen")],
        className="eingabe",
    )
    form = html.Section([html.H2("Rundung und Sperrfrist"), _form(view)], className="karte eingabe")
    try:
        desk = presssheet.desk_of(view)
    except publicworld.REFUSALS as refusal:
        told = html.P(str(refusal), className="hinweis", role="status")
        return Content(before=[told, form, _check()])
    blocks = tuple(
        Block(spoken(topic.chart), (topic.metric,), public=True, handout=topic.chart)
        for topic in desk.sheet.topics
        if topic.chart
    )
    document = desk.sheet.document
    card = html.Div([*head(document), _downloads(view)], className="karte")
    return Content(
        [jump, form, card],
        blocks,
        [_approval(view, desk), _check()],
        placed=lambda draw: body(document, draw),
    )


def _form(view: View) -> html.Form:
    fields = dict(view.state.fields)
    inputs = [text_field(word, label, fields.get(word, ""), example) for word, label, example in _FIELDS]
    return sent(view, "/presse", inputs)


def _downloads(view: View) -> html.Div:
    query = query_of(view.state)
    links = [
        html.Li(html.A(label, href=f"/unterlage/presse.{form}{query}", download="")) for form, label in _FORMS
    ]
    return html.Div([html.Span("Presseblatt herunterladen:"), html.Ul(links)], className="dateien")


def _approval(view: View, desk: Desk) -> html.Section:
    """Who approved, or the form for it; only who may approve sees the form, and the server asks again."""
    return html.Section(
        [html.H2("Freigabe", id="freigabe"), *_approval_words(view, desk)],
        className="karte eingabe",
    )


def _approval_words(view: View, desk: Desk) -> list[Any]:
    if desk.by:
        words = f"Freigegeben von {desk.by}. Die Zahlen stehen im Register der veröffentlichten Zahlen."
        return [html.P(words)]
    if desk.preliminary:
        return [html.P(presssheet.PRELIMINARY)]
    who = " oder ".join(name for role, name in ROLES.items() if role in MAY_APPROVE)
    lead = (
        "Wer freigibt, steht mit Namen auf dem Blatt; die Zahlen kommen damit in das Register der "
        f"veröffentlichten Zahlen. Freigeben darf: {who}."
    )
    return [html.P(lead), *_warnings(view, desk), _approve(view, desk)]


def _warnings(view: View, desk: Desk) -> list[Any]:
    """What the figures contradict in print, to be known before they go out."""
    found = presssheet.contradictions(view, desk)
    if not found:
        return []
    items = [html.Li(" · ".join(lines)) for lines in found[: presssheet.MOST_WARNINGS]]
    more = len(found) - len(items)
    rest = [html.Li(f"und {more} weitere, siehe «zgm register conflicts»")] if more > 0 else []
    summary = f"Achtung: {len(found)} Widersprüche zu früher Gedrucktem"
    if len(found) == 1:
        summary = "Achtung: ein Widerspruch zu früher Gedrucktem"
    return [html.Details([html.Summary(summary), html.Ul([*items, *rest])])]


def _approve(view: View, desk: Desk) -> html.Form:
    fields = dict(view.state.fields)
    seen = {"stand": f"{view.as_of:%Y-%m}", "freigabe": desk.edition.release}
    seen |= {word: fields.get(word, "") for word, _, _ in _FIELDS}
    name = html.Div(
        [
            html.Label("Freigegeben von", htmlFor="feld-name"),
            dbc.Input(id="feld-name", name="name", type="text", required=True, maxLength=200),
            html.Span("Vorname Name", className="quelle"),
        ],
        className="feld",
    )
    hidden = [dbc.Input(type="hidden", name=word, value=value) for word, value in seen.items()]
    button = html.Button("Freigeben", type="submit", className="knopf")
    parts = [*hidden, html.Div(name, className="felder"), html.Div(button, className="form-ende")]
    return html.Form(parts, action=guard.APPROVAL, method="post", className="nur-wer-darf")


def _check() -> html.Section:
    return html.Section(
        [
            html.Link(rel="stylesheet", href="/assets/entwurf.css"),
            html.H2("Entwurf prüfen", id="pruefen"),
            html.P("Jede Aussage über eine bekannte Zahl wird mit den öffentlichen Zahlen verglichen."),
            html.P(_WITHOUT_SCRIPT, className="nur-ohne-skript"),
            html.Div(
                [
                    html.Label("Text des Entwurfs", htmlFor="entwurf"),
                    dbc.Textarea(id="entwurf", rows=6, maxLength=LONGEST_DRAFT),
                    html.Button("Prüfen", id="pruefen-knopf", type="button", className="knopf"),
                ],
                className="nur-mit-skript",
            ),
            html.P(id="urteile-kurz", className="satz", role="status"),
            html.Div(id="urteile"),
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
    choices=Choices(fields=tuple(word for word, _, _ in _FIELDS)),
    public=True,
)
