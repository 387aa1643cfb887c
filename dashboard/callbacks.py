"""What happens after the first view: the address changes the content, a choice changes the address, a chart wakes up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import ALL, MATCH, Dash, Input, Output, State, ctx, html, no_update

from dashboard import guard, publicworld
from dashboard import state as states
from dashboard.components.blocks import awake, wake_label
from dashboard.components.verdicts import LONGEST_DRAFT, judged, summary
from dashboard.content import Contents
from dashboard.pages import pages
from dashboard.roles import world
from pipelines.publish.chart import figure
from pipelines.publish.chart.interactive import CONFIG

_CHOICE = {"art": "wahl", "wort": ALL}


def install(app: Dash, contents: Contents) -> None:
    """Register the callbacks."""

    @app.callback(Output("seite", "children"), Input("ort", "pathname"), Input("ort", "search"))
    def show(path: Any, search: Any) -> Any:
        path, search = _text(path) or "/", _text(search)
        made = contents.page(path, search)
        guard.note_look(path + search)
        return (
            made.tree if made else [html.H1("Diese Seite gibt es nicht"), html.A("Zum Überblick", href="/")]
        )

    @app.callback(
        Output("ort", "search"),
        Input(_CHOICE, "value"),
        State(_CHOICE, "id"),
        State("ort", "pathname"),
        State("ort", "search"),
        prevent_initial_call=True,
    )
    def choose(values: list[Any], names: list[dict[str, str]], path: Any, search: Any) -> Any:
        path, search = _text(path), _text(search)
        chosen = {name["wort"]: str(value or "") for name, value in zip(names, values, strict=True)}
        changed = ctx.triggered_id["wort"] if isinstance(ctx.triggered_id, dict) else ""
        made = contents.page(path, search)
        if made:  # free inputs are sent by their own form; a choice keeps them
            chosen |= dict(made.state.fields)
        wanted = address_of(contents, path, chosen, changed)
        # Controls also report when they first appear; then they show what the address says, and nothing is to do.
        return no_update if wanted is None or made is None or wanted == made.canonical else wanted

    @app.callback(
        Output({"art": "graph", "schluessel": MATCH}, "children"),
        Output({"art": "interaktiv", "schluessel": MATCH}, "children"),
        Input({"art": "interaktiv", "schluessel": MATCH}, "n_clicks"),
        State("ort", "pathname"),
        State("ort", "search"),
        State("dunkel", "data"),
        prevent_initial_call=True,
    )
    def wake(clicks: int | None, path: Any, search: Any, dark: bool | None) -> Any:
        made = contents.page(_text(path), _text(search))
        key = ctx.triggered_id["schluessel"] if ctx.triggered_id else ""
        if not made or key not in made.blocks or not clicks:
            return no_update, no_update
        chart = made.blocks[key].chart
        if clicks % 2 == 0:
            return None, wake_label(chart)
        return awake(chart, figure(chart, bool(dark)), CONFIG), wake_label(chart, awake=True)

    @app.callback(
        Output("urteile-kurz", "children"),
        Output("urteile", "children"),
        Input("pruefen-knopf", "n_clicks"),
        State("entwurf", "value"),
        prevent_initial_call=True,
    )
    def judge(clicks: int | None, draft: Any) -> Any:
        if not clicks:
            return no_update, no_update
        text = _text(draft)[:LONGEST_DRAFT]
        found = publicworld.verdicts(contents.view("/presse", ""), text)
        return summary(found), judged(text, found)


def _text(sent: Any) -> str:
    """What a page sends is text; whoever sends something else by hand gets the answer to nothing."""
    return sent if isinstance(sent, str) else ""


def address_of(contents: Contents, path: str, chosen: dict[str, str], changed: str = "") -> str | None:
    """The canonical address of what the controls of a page show; None for a path that is no page.

    A third filter takes the place of the oldest one, so that the choice just made is kept.
    """
    page = pages().get(path)
    if page is None:
        return None
    edition = contents.library.current(world())
    choices = edition.fitting(page.choices)
    filled = {word: value for word, value in chosen.items() if value and value != states.NONE}
    extra = [word for word in states.FILTERS if word in filled and word != changed]
    while sum(word in filled for word in states.FILTERS) > states.MOST_FILTERS and extra:
        filled.pop(extra.pop(0))
    query = "&".join(f"{word}={value}" for word, value in filled.items())
    state = states.parse(query.replace("+", "%2B"), edition, choices)
    return states.address(replace(state, notices=()), edition, choices)
