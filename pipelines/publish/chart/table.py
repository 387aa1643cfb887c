"""The same values as a table: for the page, for a screen reader, for CSV and XLSX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.publish import german
from pipelines.publish.chart.model import Chart, Point


@dataclass(frozen=True)
class Table:
    """Caption, header (first cell heads the row names), rows of (row name, points), and the signs' legend."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Point, ...]], ...]
    legend: str


def table(chart: Chart) -> Table:
    """All values of a chart, newest month first when the places are months."""
    rows = [
        (chart.label(place), tuple(series.points[at] for series in chart.series))
        for at, place in enumerate(chart.places)
    ]
    if chart.kind in {"line", "columns"}:
        rows.reverse()
    caption = f"{chart.title} ({german.UNIT_NAMES[chart.unit]})"
    header = (chart.column, *(series.name for series in chart.series))
    return Table(caption, header, tuple(rows), _legend(chart, rows))


def _legend(chart: Chart, rows: list[tuple[str, tuple[Point, ...]]]) -> str:
    used = {point.shown for _, points in rows for point in points}
    if any(point.corrected for _, points in rows for point in points):
        used.add(german.CORRECTED)
    parts = german.legend(used)
    if any(point.preliminary for _, points in rows for point in points):
        parts.append("(v) = vorläufig")
    parts += [
        f"Bruch in der Reihe: {event.when}, {event.text}" for event in chart.shown_events() if event.breaks
    ]
    return ", ".join(parts)


def cell(point: Point) -> str:
    """What stands in a cell: the figure's string, marked when corrected or preliminary."""
    return german.marked(point.shown, point.corrected) + (" (v)" if point.preliminary else "")


def corrected_series(chart: Chart, points: Sequence[Point]) -> str:
    """`german.corrected_among` for a row of the chart's table."""
    return german.corrected_among(
        (series.name for series in chart.series), (point.corrected for point in points)
    )
