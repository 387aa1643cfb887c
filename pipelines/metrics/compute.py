"""THE function: one question to a source of numbers in, figures out. Nothing else in the product computes a figure.

A ratio is a ratio of sums, a stock is never added over time, unknown is a category of its own,
and the rows per Träger add up to the persons through the row `multiple`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines.errors import NotAvailable, UsageProblem
from pipelines.hints import did_you_mean
from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.metrics.catalogue import Measure, Metric, Operand, Term
from pipelines.metrics.model import Figure, Query, Status
from pipelines.metrics.populations import population
from pipelines.metrics.sources import Cells, Number, Point, Source, month_end

MULTIPLE = "multiple"
OTHER = "other"
_KEPT_APART = ("unknown", MULTIPLE)


@dataclass(frozen=True)
class _Cell:
    """One value with what it is a ratio of; None where not defined."""

    value: Number | None
    numerator: Number | None = None
    denominator: Number | None = None


_Table = dict[Point, dict[tuple[str, ...], _Cell]]


def compute(source: Source, query: Query) -> list[Figure]:
    """All figures that answer `query`: for every point in time first the total, then the cells of the breakdown.

    Cells that are empty at one point but not at another of the same answer are given as zero. Dimensions in the
    metric's `always_by` (such as the horizon) are added to the breakdown, and then there is no total.
    Raises UsageProblem for an unknown metric or dimension or a flow without period, NotAvailable for a breakdown
    that the metric does not allow.
    """
    metric = catalogue.metric(query.metric)
    by = query.by + tuple(
        name for name in metric.always_by if name not in query.by and name not in query.filters
    )
    _check(metric, query, by)
    points = _points(metric, query)
    table = _evaluate(source, metric, points, by, query.filters)
    cells = _complete(table, metric)
    if query.top is not None and by:
        cells = _merge_rest(cells, metric, query.top)
    if by and not metric.always_by:
        totals = _complete(_evaluate(source, metric, points, (), query.filters), metric)
        cells = {point: {(): _total(totals[point]), **cells[point]} for point in points}
    elif not by:
        cells = {point: {(): _total(cells[point])} for point in points}
    unknowable = metric.needs_export or any(
        dims.dimension(name).needs_export for name in (*by, *query.filters)
    )
    return [
        _figure(source, metric, point, dict(zip(by, codes, strict=False)), cell, unknowable)
        for point in points
        for codes, cell in sorted(cells[point].items(), key=lambda item: _rank(by, item[0]))
    ]


def _check(metric: Metric, query: Query, by: tuple[str, ...]) -> None:
    if len(query.by) > 2:
        raise UsageProblem("Eine Tabelle hat höchstens zwei Gliederungen; bitte eine davon weglassen.")
    for name in (*by, *query.filters):
        dims.dimension(name)
        if name not in metric.dimensions and name not in metric.always_by:
            known = f" {did_you_mean(name, metric.dimensions)}" if metric.dimensions else ""
            raise NotAvailable(f"«{metric.name}» gibt es nicht nach «{dims.dimension(name).name}».{known}")
    if catalogue.needs_period(metric) and query.period_from is None:
        raise UsageProblem(
            f"«{metric.name}» zählt einen Zeitraum; bitte mit --from den Tag vor seinem Beginn nennen."
        )
    if query.period_from is not None and query.period_from >= query.as_of:
        raise UsageProblem("Der Zeitraum ist leer: --from muss vor --as-of liegen.")


def _points(metric: Metric, query: Query) -> list[Point]:
    """The points of a question: one, or month ends after the start of the period up to the Stichtag."""
    flow = catalogue.needs_period(metric)
    days = [query.as_of]
    if query.every == "month":
        if query.period_from is None:
            raise UsageProblem("Für eine Monatsreihe bitte mit --from sagen, ab wann.")
        days = _month_ends(query.period_from, query.as_of)
    starts = [query.period_from, *days[:-1]]
    return [Point(day, start if flow else None) for day, start in zip(days, starts, strict=True)]


def _month_ends(after: date, until: date) -> list[date]:
    days = []
    day = month_end(after)
    while day < until:
        if day > after:
            days.append(day)
        day = month_end(date.fromordinal(day.toordinal() + 1))
    return [*days, until]


def _evaluate(
    source: Source, metric: Metric, points: Sequence[Point], by: tuple[str, ...], filters: Mapping[str, str]
) -> _Table:
    if metric.value is not None:
        return _wrap(_operand(source, metric.value, points, by, filters))
    if metric.terms:
        parts = [(term.sign, _operand(source, term, points, by, filters)) for term in metric.terms]
        return {point: _add([(sign, part[point]) for sign, part in parts]) for point in points}
    assert (
        metric.numerator is not None and metric.denominator is not None
    )  # the catalogue allows no fourth form
    above = _operand(source, metric.numerator, points, by, filters)
    below = _operand(source, metric.denominator, points, by, filters)
    shared = _dimensions_of(metric.denominator) & frozenset(by)
    return {point: _divide(above[point], below[point], by, shared, metric.scale) for point in points}


def _operand(
    source: Source, part: Operand, points: Sequence[Point], by: tuple[str, ...], filters: Mapping[str, str]
) -> dict[Point, Cells]:
    """The cells of one operand; dimensions that it does not have are left out (its total serves every cell)."""
    known = _dimensions_of(part)
    own_by = tuple(name for name in by if name in known)
    own_filters = {name: code for name, code in filters.items() if name in known}
    if isinstance(part, Term):
        inner = catalogue.metric(part.metric)
        own = [Point(p.as_of, p.period_from if catalogue.needs_period(inner) else None) for p in points]
        table = _evaluate(source, inner, own, own_by, own_filters)
        if not own_by:
            table = {point: cells or _empty(inner) for point, cells in table.items()}
        return {
            point: {k: c.value for k, c in table[o].items()} for point, o in zip(points, own, strict=True)
        }
    group = population(part.population)
    own = [Point(p.as_of, p.period_from if group.flow else None) for p in points]
    found = source.fetch(part, own, own_by, own_filters)
    if group.persons and part.aggregate == "count" and "traeger" in own_by:
        found = _with_multiple(source, part, own, own_by, own_filters, found)
    return {point: found[o] for point, o in zip(points, own, strict=True)}


def _dimensions_of(part: Operand) -> frozenset[str]:
    if isinstance(part, Measure):
        return population(part.population).dimensions
    inner = catalogue.metric(part.metric)
    return frozenset(inner.dimensions) | frozenset(inner.always_by)


def _with_multiple(
    source: Source,
    measure: Measure,
    points: Sequence[Point],
    by: tuple[str, ...],
    filters: Mapping[str, str],
    found: dict[Point, Cells],
) -> dict[Point, Cells]:
    """Add the row `multiple`: persons minus the sum over Träger, so that the table adds up to persons."""
    place = by.index("traeger")
    rest = by[:place] + by[place + 1 :]
    persons = source.fetch(measure, points, rest, filters)
    for point in points:
        surplus = {codes: -(count or 0) for codes, count in persons[point].items()}
        for codes, count in found[point].items():
            others = codes[:place] + codes[place + 1 :]
            surplus[others] = surplus.get(others, 0) + (count or 0)
        for codes, count in surplus.items():
            if count:
                found[point][(*codes[:place], MULTIPLE, *codes[place:])] = -count
    return found


def _wrap(found: dict[Point, Cells]) -> _Table:
    return {point: {codes: _Cell(value) for codes, value in cells.items()} for point, cells in found.items()}


def _add(parts: list[tuple[int, Cells]]) -> dict[tuple[str, ...], _Cell]:
    keys = dict.fromkeys(codes for _, cells in parts for codes in cells)
    return {codes: _Cell(_sum([(sign, cells.get(codes, 0)) for sign, cells in parts])) for codes in keys}


def _sum(parts: list[tuple[int, Number | None]]) -> Number | None:
    values = [None if value is None else sign * value for sign, value in parts]
    return None if None in values else sum(value for value in values if value is not None)


def _divide(
    above: Cells, below: Cells, by: tuple[str, ...], shared: frozenset[str], scale: int
) -> dict[tuple[str, ...], _Cell]:
    def base(codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(code for name, code in zip(by, codes, strict=True) if name in shared)

    keys = dict.fromkeys(above)
    if len(shared) == len(by):
        keys |= dict.fromkeys(below)
    # A row that only makes persons add up has no rate of its own.
    keys = {codes: None for codes in keys if MULTIPLE not in codes} or ({(): None} if not by else {})
    return {codes: _ratio(above.get(codes, 0), below.get(base(codes)), scale) for codes in keys}


def _ratio(above: Number | None, below: Number | None, scale: int) -> _Cell:
    value = None if above is None or not below else scale * above / below
    return _Cell(value, above, below)


def _total(cells: dict[tuple[str, ...], _Cell]) -> _Cell:
    return cells.get((), _Cell(None))


def _complete(table: _Table, metric: Metric) -> _Table:
    """Every cell at every point: what had no member there is zero (a count) or not defined (a rate)."""
    keys = dict.fromkeys(codes for cells in table.values() for codes in cells)
    absent = _Cell(0) if _is_additive(metric) else _Cell(None)
    return {
        point: {codes: cells.get(codes, absent) for codes in keys} or _empty(metric)
        for point, cells in table.items()
    }


def _empty(metric: Metric) -> dict[tuple[str, ...], _Cell]:
    return {(): _Cell(0)} if _is_count(metric) else {(): _Cell(None)}


def _is_additive(metric: Metric) -> bool:
    return metric.kind in ("stock", "flow", "cumulative")


def _is_count(metric: Metric) -> bool:
    """Whether nobody there means zero (persons, positions), not «not recorded» (quota, money)."""
    return _is_additive(metric) and not metric.calendar_year


def _merge_rest(table: _Table, metric: Metric, top: int) -> _Table:
    """Keep the `top` largest codes of the first dimension at the last point; sum the others into `other`."""
    if metric.kind == "distribution":
        raise NotAvailable(f"«{metric.name}» lässt sich nicht zu «Weitere» zusammenfassen.")
    last = table[max(table, key=lambda point: point.as_of)]
    sizes: dict[str, Number] = {}
    for codes, cell in last.items():
        if codes and codes[0] not in _KEPT_APART:
            weight = cell.numerator if metric.kind == "ratio" else cell.value
            sizes[codes[0]] = sizes.get(codes[0], 0) + (weight or 0)
    kept = {*sorted(sizes, key=lambda code: (-sizes[code], code))[:top], *_KEPT_APART}
    return {point: _fold(cells, kept, metric) for point, cells in table.items()}


def _fold(
    cells: dict[tuple[str, ...], _Cell], kept: set[str], metric: Metric
) -> dict[tuple[str, ...], _Cell]:
    folded: dict[tuple[str, ...], _Cell] = {}
    for codes, cell in cells.items():
        key = codes if not codes or codes[0] in kept else (OTHER, *codes[1:])
        folded[key] = _plus(folded[key], cell, metric) if key in folded else cell
    return folded


def _plus(one: _Cell, two: _Cell, metric: Metric) -> _Cell:
    if metric.kind == "ratio":
        same_base = not isinstance(metric.denominator, Measure) or bool(
            population(metric.denominator.population).main
        )
        below = (one.denominator or 0) + (two.denominator or 0) if same_base else one.denominator
        return _ratio((one.numerator or 0) + (two.numerator or 0), below, metric.scale)
    return replace(one, value=_sum([(1, one.value), (1, two.value)]))


def _rank(by: tuple[str, ...], codes: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(dims.dimension(name).rank(code) for name, code in zip(by, codes, strict=False))


def _figure(
    source: Source, metric: Metric, point: Point, by: Mapping[str, str], cell: _Cell, unknowable: bool
) -> Figure:
    if unknowable and (source.first_export is None or point.as_of < source.first_export):
        cell = _Cell(None)
    preliminary = point.as_of > source.data_as_of
    status: Status = "undefined" if cell.value is None else "preliminary" if preliminary else "exact"
    ratio = metric.kind == "ratio"
    return Figure(
        metric=metric.id,
        definition_version=metric.version,
        unit=metric.unit,
        kind=metric.kind,
        as_of=point.as_of,
        period_from=point.period_from,
        by=dict(by),
        value=cell.value,
        numerator=cell.numerator if ratio else None,
        denominator=cell.denominator if ratio else None,
        status=status,
        preliminary=preliminary,
    )
