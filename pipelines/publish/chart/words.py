"""The text alternative of a chart: what a person hears who does not see it."""

from __future__ import annotations

from datetime import date

from pipelines.publish.chart.model import Chart, Series

_FORMS = {
    "line": "Liniendiagramm",
    "columns": "Säulendiagramm",
    "bars": "Balkendiagramm",
    "curve": "Kurve",
    "heatmap": "Farbtabelle",
}
_MOST_BARS = 6


def alt_text(chart: Chart) -> str:
    """Form, message, and per series beginning, end, highest and lowest value; the table holds the rest."""
    parts = [f"{_FORMS[chart.kind]}: {chart.title}."]
    if chart.kind == "bars":
        parts += [_largest(chart, series) for series in chart.series]
    elif chart.kind != "heatmap":
        parts += [_course(chart, series) for series in chart.series]
    if chart.target:
        parts.append(f"Bezugslinie: {chart.target.text}.")
    parts += [_incomplete(chart), _marked(chart)]
    parts.append("Alle Werte stehen in der Tabelle.")
    return " ".join(part for part in parts if part)


def _incomplete(chart: Chart) -> str:
    first = chart.incomplete_from
    if first is None:
        return ""
    place = chart.places[first]
    return (
        f"Ab {chart.label(place)} sind die Werte vorläufig."
        if isinstance(place, date)
        else "Werte vorläufig."
    )


def _marked(chart: Chart) -> str:
    """The events that the picture numbers."""
    words = "; ".join(event.words for event in chart.shown_events())
    return f"Vermerkt: {words}." if words else ""


def _course(chart: Chart, series: Series) -> str:
    known = [
        (chart.label(place), point)
        for place, point in zip(chart.places, series.points, strict=True)
        if point.value is not None
    ]
    if not known:
        return f"{series.name}: kein Wert."
    (first, start), (last, end) = known[0], known[-1]
    top, highest = max(known, key=lambda item: item[1].value or 0)
    low, lowest = min(known, key=lambda item: item[1].value or 0)
    return (
        f"{series.name}: {start.shown} ({first}) bis {end.shown} ({last}), "
        f"höchster Wert {highest.shown} ({top}), niedrigster {lowest.shown} ({low})."
    )


def _largest(chart: Chart, series: Series) -> str:
    pairs = list(zip(chart.places, series.points, strict=True))[:_MOST_BARS]
    values = ", ".join(f"{chart.label(place)} {point.shown}" for place, point in pairs)
    return f"{series.name}: {values}{' …' if len(chart.places) > _MOST_BARS else ''}."
