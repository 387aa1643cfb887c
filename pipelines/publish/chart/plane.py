"""Lines, columns and curves: everything with an axis to the right and one upwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.publish import german
from pipelines.publish.chart.canvas import DASHES, TEXT_SIZE, Canvas, text_width, wrapped
from pipelines.publish.chart.key import key
from pipelines.publish.chart.model import Chart, Event, Series
from pipelines.publish.chart.scale import Scale, month_ticks, scale, tick_label

_LINE = 17
_MARK = 20.0
_FILLS = (1.0, 0.75, 0.55, 0.4)


@dataclass(frozen=True)
class Area:
    """Where the data stand: pixels of the plot's edges, the scale upwards, and the places' x."""

    left: float
    right: float
    top: float
    bottom: float
    up: Scale
    across: tuple[float, ...]


def draw(canvas: Canvas, chart: Chart) -> None:
    """Draw the plot below what is on the canvas already."""
    narrow = canvas.width < 500
    if len(chart.series) > 1 and (narrow or chart.kind == "columns"):
        key(canvas, chart, _FILLS if chart.kind == "columns" else None)
    area = _area(canvas, chart, narrow)
    _shade_incomplete(canvas, chart, area)
    _axes(canvas, chart, area, narrow)
    events = chart.shown_events()
    _events(canvas, chart, area, events)
    if chart.kind == "columns":
        _columns(canvas, chart, area)
    else:
        _lines(canvas, chart, area)
    _target(canvas, chart, area)
    _name_incomplete(canvas, chart, area)
    _labels(canvas, chart, area, narrow)
    canvas.height = area.bottom + 28
    _event_key(canvas, events)


def _area(canvas: Canvas, chart: Chart, narrow: bool) -> Area:
    values = chart.values() + ([chart.target.value] if chart.target else [])
    rough = scale(values, 0, 1, chart.from_zero, chart.unit)
    left = 12 + max(text_width(tick_label(tick, chart.unit)) for tick in rough.ticks)
    right = canvas.width - _room_for_labels(chart, narrow)
    top = canvas.height + 30
    bottom = top + (230 if narrow else 250)
    up = scale(values, bottom, top, chart.from_zero, chart.unit)
    return Area(left, right, top, bottom, up, _across(chart, left, right))


def _room_for_labels(chart: Chart, narrow: bool) -> float:
    if chart.kind == "columns":
        return 14
    last = [_last(series) for series in chart.series]
    texts = [series.points[at].shown for series, at in zip(chart.series, last, strict=True) if at is not None]
    room = max((text_width(text, bold=True) for text in texts), default=0) + 14
    if narrow or len(chart.series) == 1:
        return room
    return max(room, max(text_width(series.name, bold=True) for series in chart.series) + 14)


def _across(chart: Chart, left: float, right: float) -> tuple[float, ...]:
    count = len(chart.places)
    if chart.kind == "columns":
        step = (right - left) / max(count, 1)
        return tuple(left + step * (at + 0.5) for at in range(count))
    if chart.kind == "curve":
        far = max((float(place) for place in chart.places if not isinstance(place, date)), default=1.0) or 1.0
        return tuple(
            left + (right - left) * float(place) / far
            for place in chart.places
            if not isinstance(place, date)
        )
    return tuple(left + (right - left) * at / max(count - 1, 1) for at in range(count))


def _axes(canvas: Canvas, chart: Chart, area: Area, narrow: bool) -> None:
    canvas.text(8, area.top - 14, german.UNIT_NAMES[chart.unit], "m", size=12)
    for tick in area.up.ticks:
        y = area.up(tick)
        canvas.line(area.left, y, area.right, y, "z" if tick == 0 else "g")
        canvas.text(area.left - 6, y + 4.5, tick_label(tick, chart.unit), "m e")
    for at, text in _place_ticks(chart, narrow):
        x = area.across[at]
        canvas.line(x, area.bottom, x, area.bottom + 5, "z")
        canvas.text(x, area.bottom + 20, text, "m c")


def _place_ticks(chart: Chart, narrow: bool) -> list[tuple[int, str]]:
    months = [place for place in chart.places if isinstance(place, date)]
    if months:
        return month_ticks(months, 4 if narrow else 8)
    if chart.kind == "curve":
        numbers = [float(place) for place in chart.places if not isinstance(place, date)]
        step = 12 if max(numbers, default=0) > 14 else 3
        return [(at, german.number(value)) for at, value in enumerate(numbers) if value % step == 0]
    return [(at, str(place)) for at, place in enumerate(chart.places)]


def _shade_incomplete(canvas: Canvas, chart: Chart, area: Area) -> None:
    if (x := _incomplete(chart, area)) is not None:
        canvas.box(x, area.top, area.right - x, area.bottom - area.top, "i")


def _name_incomplete(canvas: Canvas, chart: Chart, area: Area) -> None:
    """After the curves, where they leave room: no value is covered."""
    x = _incomplete(chart, area)
    if x is None:
        return
    end = x + text_width("vorläufig") > area.right
    y = area.bottom - 8 if chart.ends_high else area.top + 13
    canvas.text(area.right if end else x + 4, y, "vorläufig", "m h e" if end else "m h", size=12)


def _incomplete(chart: Chart, area: Area) -> float | None:
    """Where the shade begins: half a place before the first preliminary value."""
    first = chart.incomplete_from
    if first is None:
        return None
    half = (area.right - area.left) / max(len(chart.places), 1) / 2
    return max(area.left, area.across[first] - half)


def _events(canvas: Canvas, chart: Chart, area: Area, events: Sequence[Event]) -> None:
    """A line and a number for each event; a number that would cover its neighbour moves down into the plot."""
    before, row = -_MARK, 0
    for at, event in enumerate(events, start=1):
        x = area.across[chart.place_of(event) or 0]
        row = row + 1 if x - before < _MARK else 0
        before = x
        y = area.top - 12 + row * _MARK
        canvas.line(x, area.top - 4, x, area.bottom, "t" if event.breaks else "v")
        canvas.dot(x, y, "n", 9)
        canvas.text(x, y + 4.5, str(at), "c m", size=12)


def _event_key(canvas: Canvas, events: Sequence[Event]) -> None:
    for at, event in enumerate(events, start=1):
        what = f"{at}  {event.words}"
        for line in wrapped(what, canvas.width - 24, 12):
            canvas.height += _LINE
            canvas.text(12, canvas.height, line, "m", size=12)
    canvas.height += 8 if events else 0


def _columns(canvas: Canvas, chart: Chart, area: Area) -> None:
    step = (area.right - area.left) / max(len(chart.places), 1)
    width = step * 0.8 / len(chart.series)
    zero = area.up(0)
    for order, series in enumerate(chart.series):
        for x, point in zip(area.across, series.points, strict=True):
            if point.value is not None:
                y = area.up(point.value)
                left = x - step * 0.4 + order * width
                canvas.box(left, min(y, zero), width * 0.94, abs(zero - y), f"f{order}", _FILLS[order])


def _lines(canvas: Canvas, chart: Chart, area: Area) -> None:
    for order, series in enumerate(chart.series):
        for run in _runs(chart, series, area):
            canvas.path(run, f"s{order}", DASHES[order])


def _runs(chart: Chart, series: Series, area: Area) -> list[list[tuple[float, float]]]:
    """The unbroken pieces of a line: a missing value is a gap, never a bridge; a curve goes in steps."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, point in zip(area.across, series.points, strict=True):
        if point.value is None:
            runs.append([])
            continue
        y = area.up(point.value)
        if chart.kind == "curve" and runs[-1]:
            runs[-1].append((x, runs[-1][-1][1]))
        runs[-1].append((x, y))
    return [run for run in runs if run]


def _target(canvas: Canvas, chart: Chart, area: Area) -> None:
    if chart.target is None:
        return
    y = area.up(chart.target.value)
    if chart.kind == "columns":
        canvas.line(area.left, y, area.right, y, "o")
    canvas.line(area.left, y, area.right, y, "t")
    canvas.text(area.left + 6, y - 6, chart.target.text, "h b", size=12)


def _last(series: Series) -> int | None:
    return next(
        (at for at in range(len(series.points) - 1, -1, -1) if series.points[at].value is not None), None
    )


def _labels(canvas: Canvas, chart: Chart, area: Area, narrow: bool) -> None:
    """Values (and, where there is room, names) stand at the end of their line; neighbours move apart."""
    if chart.kind == "columns":
        return
    with_name = len(chart.series) > 1 and not narrow
    ends = sorted(_ends(chart, area), key=lambda end: end[1])
    room = 2.2 * _LINE if with_name else TEXT_SIZE + 3.0
    lowest = area.bottom - (_LINE if with_name else 0)
    for (order, place, x, text), y in zip(ends, _apart([end[1] for end in ends], room, lowest), strict=True):
        canvas.dot(x, place, f"f{order}")
        if with_name:
            canvas.text(area.right + 8, y, chart.series[order].name, f"x{order} b")
        canvas.text(area.right + 8, y + (_LINE - 1 if with_name else 5), text, f"x{order} b")


def _apart(wanted: list[float], room: float, lowest: float) -> list[float]:
    """Places in the wanted order, at least `room` apart, none below `lowest`."""
    places: list[float] = []
    for y in wanted:
        places.append(max(y, places[-1] + room) if places else y)
    limit = lowest
    for at in range(len(places) - 1, -1, -1):
        places[at] = min(places[at], limit)
        limit = places[at] - room
    return places


def _ends(chart: Chart, area: Area) -> list[tuple[int, float, float, str]]:
    ends = []
    for order, series in enumerate(chart.series):
        at = _last(series)
        if at is not None:
            point = series.points[at]
            ends.append((order, area.up(point.value or 0), area.across[at], point.shown))
    return ends
