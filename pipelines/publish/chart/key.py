"""The key above a chart whose series cannot be labelled directly."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.publish.chart.canvas import DASHES, Canvas, text_width
from pipelines.publish.chart.model import Chart

_EDGE = 12.0


def key(canvas: Canvas, chart: Chart, fills: Sequence[float] | None) -> None:
    """Names of the series beside a piece of their line, or a box of their fill; wraps when the picture is narrow."""
    x, y = _EDGE, canvas.height + 16
    for at, series in enumerate(chart.series):
        width = 40 + text_width(series.name)
        if x > _EDGE and x + width > canvas.width:
            x, y = _EDGE, y + 20
        if fills:
            canvas.box(x, y - 10, 22, 11, f"f{at}", fills[at])
        else:
            canvas.path([(x, y - 4), (x + 24, y - 4)], f"s{at}", DASHES[at])
        canvas.text(x + 30, y, series.name)
        x += width + 14
    canvas.height = y + 8
