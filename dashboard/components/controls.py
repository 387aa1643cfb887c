"""Filters: native controls in a form that works without scripts too; every choice ends up in the address."""

from __future__ import annotations

import json
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard import comparing
from dashboard import state as states
from dashboard.components.attributes import aria
from dashboard.lookup import offered
from dashboard.page import Page
from dashboard.state import MOST_FILTERS, SPANS, WORDS
from dashboard.view import View
from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.publish import german


def controls(page: Page, view: View) -> list[Any]:
    """The form above a page's content; empty when the page has nothing to choose."""
    fields = _fields(page, view)
    if not fields:
        return []
    apply = html.Button("Anzeigen", type="submit", className="knopf nur-ohne-skript")
    reset = html.A("Auswahl zurücksetzen", href=page.path, className="zuruecksetzen")
    hint = [html.P(sentence, className="quelle") for sentence in _hint(page, view)]
    form = html.Form(
        [html.Div(fields, className="felder"), html.Div([apply, reset, *hint], className="form-ende")],
        action=page.path,
        method="get",
        className="filter",
    )
    title = page.controls_title or "Auswahl"
    heading = html.H2(title, className="" if page.controls_title else "nur-vorgelesen")
    return [html.Section([heading, form], **aria(label=title))]


def _hint(page: Page, view: View) -> list[str]:
    """How many filters there may be, where more could be chosen."""
    choices = view.edition.fitting(page.choices)
    if sum(_allowed(view, dimension) for dimension in choices.filters) <= MOST_FILTERS:
        return []
    by = " und eine Gliederung" if choices.breakdowns else ""
    return [f"Höchstens {MOST_FILTERS} Filter{by} zugleich."]


def _fields(page: Page, view: View) -> list[html.Div]:
    choices, state = view.edition.fitting(page.choices), view.state
    fields = []
    if choices.metrics:
        names = [(name, catalogue.metric(name).name) for name in choices.metrics]
        fields.append(_field("kennzahl", "Kennzahl", names, state.metric))
    if choices.as_of:
        months = [(f"{month:%Y-%m}", _month(view, month)) for month in reversed(view.edition.months)]
        fields.append(_field("stand", "Stichtag", months, f"{state.as_of:%Y-%m}"))
    if choices.span:
        fields.append(_field("zeitraum", "Zeitraum", list(SPANS.items()), state.span))
    if choices.breakdowns:
        known = [name for name in choices.breakdowns if _allowed(view, name)]
        options = [(states.NONE, "ohne"), *[(name, dims.dimension(name).name) for name in known]]
        fields.append(_field("nach", "Gliederung", options, state.by or states.NONE))
    if choices.compare:
        fields.append(_field("vergleich", "Vergleich", list(comparing.CHOICES.items()), state.compare))
    chosen = view.filters
    for dimension in choices.filters:
        if _allowed(view, dimension):
            entry = dims.dimension(dimension)
            options = [
                (states.NONE, "alle"),
                *[(code, entry.label(code)) for code in offered(entry, view.edition, chosen.get(dimension))],
            ]
            fields.append(_field(WORDS[dimension], entry.name, options, chosen.get(dimension, states.NONE)))
    return fields


def _allowed(view: View, dimension: str) -> bool:
    """What an address filters is always there to be changed, whether anything is known of it or not."""
    metric = view.state.metric
    return not metric or dimension in view.filters or view.edition.offers(metric, dimension)


def _month(view: View, month: Any) -> str:
    ending = " (vorläufig)" if month > view.edition.data_as_of else ""
    return german.day(month) + ending


def _field(word: str, label: str, options: list[tuple[str, str]], value: str) -> html.Div:
    identity = {"art": "wahl", "wort": word}
    return html.Div(
        [
            html.Label(label, htmlFor=json.dumps(identity, sort_keys=True, separators=(",", ":"))),
            dbc.Select(
                id=identity,
                name=word,
                value=value,
                options=[{"value": code, "label": text} for code, text in options],
            ),
        ],
        className="feld",
    )


def text_field(word: str, label: str, value: str, example: str) -> html.Div:
    """A free input. It goes into the address when its form is sent, never while a reader is still typing."""
    field = f"feld-{word}"
    return html.Div(
        [
            html.Label(label, htmlFor=field),
            dbc.Input(
                id=field,
                name=word,
                value=value,
                type="text",
                autocomplete="off",
                maxLength=states.LONGEST_FIELD,
            ),
            html.Span(example, className="quelle"),
        ],
        className="feld",
    )


def choice_field(word: str, label: str, options: list[tuple[str, str]], value: str, hint: str) -> html.Div:
    """A choice of a form of free inputs: it counts when the form is sent. hint: a line as under its neighbours."""
    field = f"feld-{word}"
    listed = [{"value": code, "label": text} for code, text in options]
    return html.Div(
        [
            html.Label(label, htmlFor=field),
            dbc.Select(id=field, name=word, value=value, options=listed),
            html.Span(hint, className="quelle"),
        ],
        className="feld",
    )


def sent(view: View, page: str, inputs: list[html.Div]) -> html.Form:
    """A form of free inputs that opens its own page again with what was typed."""
    button = html.Button("Übernehmen", type="submit", className="knopf")
    parts = [*kept(view), html.Div(inputs, className="felder"), html.Div(button, className="form-ende")]
    return html.Form(parts, action=page, method="get")


def kept(view: View) -> list[Any]:
    """What else the address says, so that sending a form of free inputs keeps it."""
    usual = view.edition.newest
    words = [("stand", f"{view.as_of:%Y-%m}")] if view.as_of != usual else []
    if view.state.span != states.DEFAULT_SPAN:
        words.append(("zeitraum", view.state.span))
    return [dbc.Input(type="hidden", name=word, value=value) for word, value in words]
