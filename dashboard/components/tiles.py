"""Tiles: one figure each, large, with its change in words and its Stichtag."""

from __future__ import annotations

from dash import html

from dashboard import publicworld
from dashboard.comparing import COMPARISONS
from dashboard.components.attributes import aria
from dashboard.view import View, with_filters
from pipelines.metrics import Figure
from pipelines.publish import german
from pipelines.publish.sentences import period, tile_change


def tile(
    view: View,
    name: str,
    target: str,
    figure: Figure | None = None,
    before: Figure | None = None,
    label: str = "",
) -> html.Li | None:
    """The tile of a metric. target: the address of the chart that explains it. None: not published."""
    now = figure or view.figure(name, filters=view.usable(name))
    old = before if figure is not None else view.before(name, view.usable(name))
    if now.status == "suppressed":
        return None
    metric = view.metric(name)
    unit = _unit(now)
    chosen = view.selection(name) if figure is None else ""
    title = with_filters(label or metric.name, chosen)
    when = period(now.period_from, now.as_of) if now.period_from else f"Stichtag {german.day(now.as_of)}"
    words = [word for word, holds in (("vorläufig", now.preliminary), ("berichtigt", now.corrected)) if holds]
    marks = [html.Span(word, className="marke") for word in words]
    return html.Li(
        html.A(
            [
                html.Span([title, *marks], className="kachel-name"),
                html.Span(german.shown(now), className="kachel-wert"),
                *([html.Span(unit, className="kachel-einheit")] if unit else []),
                html.Span(_change(view, now, old), className="kachel-aenderung"),
                html.Span(when, className="kachel-stand"),
                *_quote(view, now if figure is None else None),
            ],
            href=target,
            className="kachel",
        )
    )


def _unit(figure: Figure) -> str:
    """The unit, unless the number says it («66 %»); a table sign is explained, for aloud it may be nothing at all."""
    shown = german.shown(figure)
    unit = german.UNIT_NAMES[figure.unit]
    if shown in german.SIGNS:
        return f"{unit} ({shown} = {german.SIGNS[shown]})"
    return "" if shown.endswith("%") else unit


def _change(view: View, now: Figure, old: Figure | None) -> str:
    if view.runs(now.metric):
        return f"{now.as_of.year} läuft noch: ohne Vergleich"
    return tile_change(now, old, view.when(now.metric), COMPARISONS[view.state.compare].noun)


def _quote(view: View, figure: Figure | None) -> list[html.Span]:
    """May this be quoted? The mayor's office reads it on the tile; None: a figure of a kind that is not published."""
    if view.public or not publicworld.is_on(view):
        return []
    published = publicworld.published(view, figure, view.usable(figure.metric)) if figure else None
    words = "nicht zum Zitieren" if published is None else f"zitierfähig: {german.shown(published)}"
    return [html.Span(words, className="kachel-zitat")]


def tiles(items: list[html.Li | None], label: str) -> html.Section:
    """A row of tiles under a heading."""
    name = "kacheln-" + "".join(sign for sign in label.lower() if sign.isalnum())
    heading = html.H2(label, id=name)
    return html.Section(
        [heading, html.Ul([item for item in items if item is not None], className="kacheln")],
        **aria(labelledby=name),
    )
