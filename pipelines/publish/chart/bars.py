"""Horizontal bars: categories with their names beside, or above when the page is narrow."""

from __future__ import annotations

from pipelines.publish.chart.canvas import Canvas, text_width, wrapped
from pipelines.publish.chart.key import key
from pipelines.publish.chart.model import Chart
from pipelines.publish.chart.scale import Scale, scale
from pipelines.publish.chart.table import cell

_OPACITY = (1.0, 0.7, 0.5, 0.35)
_NAME_WIDTH = 250.0


def draw(canvas: Canvas, chart: Chart) -> None:
    """One group of bars per place; the value stands at the end of its bar."""
    narrow = canvas.width < 500
    names = [chart.label(place) for place in chart.places]
    widest = max((text_width(name) for name in names), default=0.0)
    left = 12.0 if narrow else 24 + min(_NAME_WIDTH, widest)
    if len(chart.series) > 1:
        key(canvas, chart, _OPACITY)
    texts = [cell(point) for series in chart.series for point in series.points]
    values = chart.values() + ([chart.target.value] if chart.target else [])
    along = scale(values, left, canvas.width - 16 - max((text_width(text) for text in texts), default=0.0))
    top = canvas.height + (26 if chart.target else 8)
    rows = [_rows(chart, name, canvas.width, narrow) for name in names]
    bottom = top + sum(height for _, height in rows)
    canvas.line(along(0), top, along(0), bottom, "z")
    y, labels = top, []
    for at, (lines, height) in enumerate(rows):
        _name(canvas, along, lines, y, height, narrow)
        for order in range(len(chart.series)):
            thick = _thick(chart)
            above = 17 * len(lines) + 5 if narrow else 0
            labels.append(_bar(canvas, chart, along, order, at, y + above + thick * order, thick))
        y += height
    # The line lies over the bars and under the values: neither may hide it, and it hides no number.
    _target(canvas, chart, along, top, bottom)
    for x, middle, shown in labels:
        canvas.text(x, middle, shown, "h")
    canvas.height = bottom + 8
    if chart.incomplete_from is not None:
        canvas.text(left if narrow else along.start, canvas.height + 12, "(v) = vorläufig", "m", size=12)
        canvas.height += 20


def _thick(chart: Chart) -> int:
    return 20 if len(chart.series) == 1 else 16


def _rows(chart: Chart, name: str, width: float, narrow: bool) -> tuple[list[str], float]:
    """The lines of a name and the height of its group."""
    bars = _thick(chart) * len(chart.series)
    lines = wrapped(name, width - 24 if narrow else _NAME_WIDTH)
    return lines, 17 * len(lines) + bars + 12 if narrow else max(bars, 16 * len(lines)) + 10


def _name(canvas: Canvas, along: Scale, lines: list[str], y: float, height: float, narrow: bool) -> None:
    for order, line in enumerate(lines):
        if narrow:
            canvas.text(16, y + 13 + 17 * order, line, "h")  # beside the axis, not on it
        else:
            canvas.text(
                along.start - 8, y + (height - 10) / 2 + 4.5 - 8 * (len(lines) - 1) + 16 * order, line, "e"
            )


def _bar(
    canvas: Canvas, chart: Chart, along: Scale, order: int, at: int, y: float, thick: int
) -> tuple[float, float, str]:
    """Draw a bar; where its value is to stand, and the value."""
    series = chart.series[order]
    point = series.points[at]
    zero = along(0)
    end = zero if point.value is None else along(point.value)
    canvas.box(min(zero, end), y + 1, abs(end - zero), thick - 2, f"f{order}", _OPACITY[order])
    return max(end, zero) + 6, y + thick / 2 + 4.5, cell(point)


def _target(canvas: Canvas, chart: Chart, along: Scale, top: float, bottom: float) -> None:
    if chart.target is None:
        return
    x = along(chart.target.value)
    half = text_width(chart.target.text, bold=True) / 2
    middle = min(max(x, 12 + half), canvas.width - 6 - half)
    canvas.text(middle, top - 11, chart.target.text, "h b c", size=12)
    canvas.line(x, top - 6, x, bottom, "o")
    canvas.line(x, top - 6, x, bottom, "t")
