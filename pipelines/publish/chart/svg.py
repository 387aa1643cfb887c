"""The picture of a chart as SVG, made on the server in a millisecond or two, in a wide and a narrow form."""

from __future__ import annotations

from pipelines.publish.chart import bars, grid, plane
from pipelines.publish.chart.canvas import Canvas, wrapped
from pipelines.publish.chart.model import Chart
from pipelines.publish.chart.words import alt_text

WIDE, NARROW = 720, 340


def svg(chart: Chart, width: int = WIDE, framed: bool = False) -> str:
    """The chart as an SVG file.

    framed: with title, sentence and source inside, for files that leave the page.
    """
    canvas = Canvas(width)
    if framed:
        _head(canvas, chart)
    draw = {"bars": bars.draw, "heatmap": grid.draw}.get(chart.kind, plane.draw)
    draw(canvas, chart)
    if framed:
        _foot(canvas, chart)
    return canvas.finished(chart.title, alt_text(chart))


def _head(canvas: Canvas, chart: Chart) -> None:
    canvas.box(0, 0, 4000, 4000, "p")
    y = 14.0
    for line in wrapped(chart.title, canvas.width - 24, 17):
        y += 21
        canvas.text(12, y, line, "b", size=17)
    for line in wrapped(chart.sentence, canvas.width - 24):
        y += 18
        canvas.text(12, y, line)
    canvas.height = y + 12


def _foot(canvas: Canvas, chart: Chart) -> None:
    y = canvas.height
    for text in (*chart.notes, chart.source):
        for line in wrapped(text, canvas.width - 24, 12):
            y += 16
            canvas.text(12, y, line, "m", size=12)
    canvas.height = y + 12
