"""A heat map: rows of cohorts, columns of months after arrival; every cell carries its value as text."""

from __future__ import annotations

from pipelines.publish.chart.canvas import TEXT_SIZE, Canvas, text_width, wrapped
from pipelines.publish.chart.model import Chart

_ROW = 22


def draw(canvas: Canvas, chart: Chart) -> None:
    """Darker is more; the number stands in the cell, so colour carries nothing alone."""
    narrow = canvas.width <= 500
    # Where there is little room, names of rows get what they need and the values the rest: «100,0 %» fits its cell.
    labels = max(text_width(chart.label(place), 12 if narrow else TEXT_SIZE) for place in chart.places)
    left = labels + (12 if narrow else 20)
    width = (canvas.width - left - 8) / max(len(chart.series), 1)
    size = 11 if narrow else 12
    y = canvas.height + 20
    names = [series.name for series in chart.series]
    # Names that do not fit over their column in two lines are numbered and told below.
    room = width - (8 if narrow else 4)
    heads = [wrapped(name, room, size) for name in names]
    told = any(len(head) > 2 or any(text_width(line, size) > room for line in head) for head in heads)
    heads = [[f"({order + 1})"] for order in range(len(names))] if told else heads
    tall = max((len(head) for head in heads), default=1)
    for order, head in enumerate(heads):
        for at, line in enumerate(head, start=tall - len(head)):
            canvas.text(left + width * (order + 0.5), y + 15 * at, line, "m c", size=size)
    y += 8 + 15 * (tall - 1)
    top = max(chart.values(), default=1.0) or 1.0
    for at, place in enumerate(chart.places):
        canvas.text(left - 8, y + 15.5, chart.label(place), "m e", size=12)
        for order, series in enumerate(chart.series):
            point = series.points[at]
            x = left + width * order
            if point.value is not None:
                canvas.box(x + 1, y + 1, width - 2, _ROW - 2, "f0", 0.06 + 0.44 * point.value / top)
            canvas.text(x + width / 2, y + 15.5, point.shown, "c", size=size)
        y += _ROW
    for order, name in enumerate(names if told else ()):
        y += 18
        canvas.text(8, y, f"({order + 1}) {name}", "m", size=12)
    canvas.height = y + 6
