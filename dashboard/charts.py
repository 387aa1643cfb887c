"""Short ways from figures to chart descriptions, shared by the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dashboard.largest import together
from dashboard.view import Block, View, with_filters
from pipelines.errors import NotAvailable
from pipelines.metrics import Figure, catalogue
from pipelines.metrics import dimensions as dims
from pipelines.publish import german
from pipelines.publish.anchors import beside
from pipelines.publish.chart import Chart, Point, Series, Target
from pipelines.publish.chart.model import points
from pipelines.publish.document import PRELIMINARY
from pipelines.publish.sentences import base_noun, quantity_of, rounding_note, statement
from pipelines.publish.smallbase import too_few

MOST_NAMED = 8  # of the groups that a chart leaves out
_TOLD = 4  # bars that one sentence can name
TOP_LINES = 3  # with «Weitere» four series, which is what can be told apart


def course(
    view: View,
    key: str,
    title: str,
    sentence: str,
    rows: Mapping[str, Sequence[Figure]],
    metrics: tuple[str, ...],
    target: Target | None = None,
    kind: str = "line",
    notes: tuple[str, ...] = (),
) -> Block:
    """A chart over months: name of the series → figures, one for each month end."""
    first = next(iter(rows.values()))
    chart = Chart(
        key=key,
        kind="columns" if kind == "columns" else "line",
        title=entitled(view, metrics[0], title),
        sentence=limited(view, metrics[0], sentence),
        unit=view.metric(metrics[0]).unit,
        places=tuple(figure.as_of for figure in first),
        series=tuple(Series(name, points(figures)) for name, figures in rows.items()),
        place_name="Stichtag",
        monthly=catalogue.needs_period(view.metric(metrics[0])),
        source=view.source(*metrics),
        events=view.events(*metrics),
        target=target,
        notes=notes,
    )
    return Block(chart, metrics)


def single(
    view: View,
    name: str,
    key: str = "verlauf",
    target: Target | None = None,
    notes: tuple[str, ...] = (),
) -> Block:
    """One metric over time, with the filters of the address and the change as message."""
    filters = view.usable(name)
    now, before = view.figure(name, filters=filters), view.before(name, filters)
    title = headline(view, name, now, before)
    rows = {view.metric(name).name: view.months(name, filters)}
    return course(
        view, key, title, statement(view.metric(name), now, before, view.when(name)), rows, (name,), target,
        notes=(*notes, *_exact(view, name), *rounding(now, before)),
    )  # fmt: skip


def rounding(now: Figure, before: Figure | None) -> tuple[str, ...]:
    """The note under a chart whose heading tells a change that its table seems to contradict."""
    note = rounding_note(now, before)
    return (f"Die Veränderung ist vor dem Runden berechnet: {note} ",) if note else ()


def _exact(view: View, name: str) -> list[str]:
    """What stands exactly beside the curve of a whole metric."""
    own = [
        anchor for anchor in view.anchors if anchor.metric == name and view.start < anchor.as_of <= view.as_of
    ]
    words = [] if view.usable(name) else beside(own, [anchor.as_of for anchor in own])
    return [f"{text} " for text in words]


def headline(view: View, name: str, now: Figure, before: Figure | None) -> str:
    """The message over a chart: the metric and how it changed."""
    value, old = german.value_of(now), german.value_of(before) if before else None
    label = view.metric(name).name
    if value is None:
        return f"{label}: kein Wert"
    if too_few(now):
        return f"{label}: zu wenige {base_noun(now)} für einen Anteil"
    if old is None or (before and too_few(before)):
        return f"{label}: {quantity_of(now)}"
    return f"{label}: {german.change(value, old, now.unit, view.when(name), now.status == 'rounded')}"


def entitled(view: View, name: str, title: str) -> str:
    """The title of a chart with the filters that its figures have, and marked when they are preliminary: a picture is
    passed on without its page.
    """
    chosen = with_filters(title, view.selection(name))
    return with_filters(chosen, PRELIMINARY) if view.preliminary else chosen


def limited(view: View, name: str, sentence: str) -> str:
    """The same for its sentence, which is copied without the title."""
    chosen = view.selection(name)
    marks = [*([PRELIMINARY] if view.preliminary else []), *([f"nur {chosen}"] if chosen else [])]
    lead = ", ".join(marks)
    return f"{lead[0].upper()}{lead[1:]}: {sentence}" if lead else sentence


def broken_down(view: View, name: str, dimension: str, key: str = "verlauf") -> Block:
    """One metric over time by a dimension: the three largest groups and the rest."""
    ratio = view.metric(name).kind in {"ratio", "distribution"}
    rows = view.months_by(name, dimension, None if ratio else TOP_LINES)
    label = dims.dimension(dimension).label
    if not rows:
        raise NotAvailable(
            f"{view.metric(name).name} wird nicht nach {dims.dimension(dimension).name} gezeigt."
        )
    ranked = sorted(rows, key=_weight(view, name, dimension, rows), reverse=True)
    kept = {code: rows[code] for code in rows if code in ranked[: TOP_LINES + 1]}
    now = view.figure(name, filters=view.usable(name))
    title = f"{view.metric(name).name} nach {dims.dimension(dimension).name}"
    left_out = [label(code) for code in ranked if code not in kept]
    notes = (f"Nicht gezeigt (kleinere Gruppen): {_listed(left_out)}. ",) if left_out else ()
    before = view.before(name, view.usable(name))
    sentence = statement(view.metric(name), now, before, view.when(name))
    told = {label(code): kept[code] for code in kept}
    return course(view, key, title, sentence, told, (name,), notes=(*notes, *rounding(now, before)))


def _listed(names: Sequence[str]) -> str:
    """Some names and how many more; a name may hold a comma itself."""
    more = len(names) - MOST_NAMED
    rest = [f"{more} weitere"] if more > 0 else []
    return "; ".join([*names[:MOST_NAMED], *rest])


def _weight(
    view: View, name: str, dimension: str, rows: Mapping[str, list[Figure]]
) -> Callable[[str], float]:
    """How many people a group holds: a count says so itself, a share with its base, a duration not at all."""
    last = {code: figures[-1] for code, figures in rows.items()}
    if view.metric(name).unit == "fraction":
        return lambda code: float(last[code].denominator or 0)
    if view.metric(name).kind in {"stock", "flow"}:
        return lambda code: abs(float(last[code].value or 0))
    cells = view.cells("active_target_group", dimension, filters=view.usable(name))
    sizes = {cell.by[dimension]: float(cell.value or 0) for cell in cells}
    return lambda code: sizes.get(code, 0.0)


def bars(
    view: View,
    key: str,
    title: str,
    sentence: str,
    dimension: str,
    rows: Mapping[str, Sequence[Figure]],
    metrics: tuple[str, ...],
    target: Target | None = None,
    order: Callable[[str], float] | None = None,
    notes: tuple[str, ...] = (),
) -> Block:
    """Categories side by side: name of the series → cells of the same breakdown."""
    by_code = {name: {figure.by[dimension]: figure for figure in figures} for name, figures in rows.items()}
    known = list(dict.fromkeys(code for cells in by_code.values() for code in cells))
    if order is not None:
        known.sort(key=order)
    label = dims.dimension(dimension).label
    nobody = Point(0.0, german.ZERO)
    chart = Chart(
        key=key,
        kind="bars",
        title=entitled(view, metrics[0], title),
        sentence=limited(view, metrics[0], sentence),
        unit=view.metric(metrics[0]).unit,
        places=tuple(label(code) for code in known),
        series=tuple(
            Series(name, tuple(Point.of(cells[code]) if code in cells else nobody for code in known))
            for name, cells in by_code.items()
        ),
        place_name=dims.dimension(dimension).name,
        source=view.source(*metrics),
        target=target,
        notes=notes,
    )
    return Block(chart, metrics)


def spoken(chart: Chart) -> Chart:
    """The chart with a sentence of its own; charts of documents are told by the text around them."""
    if chart.sentence or not chart.places:
        return chart
    return replace(chart, sentence=_latest(chart) if isinstance(chart.places[-1], date) else _bars(chart))


def _latest(chart: Chart) -> str:
    """«Am 31.07.2025: Aktive Zielgruppe 1.400.» of a stock, «Im Juli 2025: 1.005 Beratungen.» of a flow."""
    unit = german.UNIT_NAMES[chart.unit]
    parts = (
        f"{series.points[-1].shown} {unit}"
        if series.name == unit
        else f"{series.name} {series.points[-1].shown}"
        for series in chart.series
    )
    return f"{'Im' if chart.monthly else 'Am'} {chart.label(chart.places[-1])}: {', '.join(parts)}."


def _bars(chart: Chart) -> str:
    """A few bars are told as they stand; of many the highest, all of them when several are."""
    row = chart.series[0]
    told = [(chart.label(place), point) for place, point in zip(chart.places, row.points, strict=True)]
    if len(told) <= _TOLD:
        values = [f"{name} {point.shown}" for name, point in told]
        return f"{row.name}: {('; ' if any(',' in value for value in values) else ', ').join(values)}."
    most = max(point.value or 0 for _, point in told)
    highest = [(name, point.shown) for name, point in told if (point.value or 0) == most]
    names = together([name for name, _ in highest])
    return f"Am höchsten: {names}, {'je ' if len(highest) > 1 else ''}{highest[0][1]}."


def target_line(view: View) -> Target | None:
    """The target ratio valid at the Stichtag as a reference line."""
    entry = view.target()
    if entry is None:
        return None
    ratio = german.ratio(entry["persons_per_fte"])
    return Target(float(entry["persons_per_fte"]), f"Ziel {ratio} ({entry['source']})")
