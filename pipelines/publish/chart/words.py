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
BELOW = "Alle Werte stehen in der Tabelle darunter."


def alt_text(chart: Chart, values: str = "") -> str:
    """Form, message, and per series beginning, end, highest and lowest value.

    values: the sentence that says where all values stand; only who prints the chart knows, and some print none.
    """
    parts = _message(chart)
    if chart.kind == "bars":
        parts += [_largest(chart, series) for series in chart.series]
    elif chart.kind != "heatmap" and not _is_told(chart):
        parts += [f"{_head(series)}: {_course(chart, series)}." for series in chart.series]
    if chart.target:
        parts.append(f"Bezugslinie: {chart.target.text}.")
    parts += [_incomplete(chart), _marked(chart)]
    parts.append(values)
    return " ".join(part for part in parts if part)


def _message(chart: Chart) -> list[str]:
    """The title; a single curve that it names goes on in the same sentence, without its name a second time."""
    course = f", Verlauf: {_course(chart, chart.series[0])}" if _is_told(chart) else ""
    return [f"{_FORMS[chart.kind]}: {chart.title}{course}."]


def _is_told(chart: Chart) -> bool:
    drawn = chart.kind in ("line", "columns", "curve") and len(chart.series) == 1
    return drawn and chart.title.startswith(chart.series[0].name)


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
        return "kein Wert"
    (first, start), (last, end) = known[0], known[-1]
    top, highest = max(known, key=lambda item: item[1].value or 0)
    low, lowest = min(known, key=lambda item: item[1].value or 0)
    return (
        f"{start.shown} ({first}) bis {end.shown} ({last}), "
        f"höchster Wert {highest.shown} ({top}), niedrigster {lowest.shown} ({low})"
    )


def _head(series: Series) -> str:
    """A curve's name as a sentence begins («Im Stadtgebiet»)."""
    return series.name[:1].upper() + series.name[1:]


def _largest(chart: Chart, series: Series) -> str:
    pairs = list(zip(chart.places, series.points, strict=True))[:_MOST_BARS]
    values = ", ".join(f"{chart.label(place)} {point.shown}" for place, point in pairs)
    return f"{_head(series)}: {values}{' …' if len(chart.places) > _MOST_BARS else ''}."
