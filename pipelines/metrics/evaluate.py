"""Evaluate a metric cell by cell: measures from the source, sums of metrics, ratios of sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.metrics.catalogue import Measure, Metric, Operand, Term
from pipelines.metrics.populations import population
from pipelines.metrics.sources import Cells, Number, Point, Source, plain

MULTIPLE = "multiple"


@dataclass(frozen=True)
class Cell:
    """One value with what it is a ratio of; None where not defined."""

    value: Number | None
    numerator: Number | None = None
    denominator: Number | None = None


Table = dict[Point, dict[tuple[str, ...], Cell]]


def evaluate(
    source: Source, metric: Metric, points: Sequence[Point], by: tuple[str, ...], filters: Mapping[str, str]
) -> Table:
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
    shared = catalogue.dimensions_of(metric.denominator, catalogue.load()) & frozenset(by)
    nobody = _nothing(metric.numerator)
    return {point: _divide(above[point], below[point], nobody, by, shared, metric.scale) for point in points}


def _operand(
    source: Source, part: Operand, points: Sequence[Point], by: tuple[str, ...], filters: Mapping[str, str]
) -> dict[Point, Cells]:
    """The cells of one operand; dimensions that it does not have are left out (its total serves every cell)."""
    known = catalogue.dimensions_of(part, catalogue.load())
    own_by = tuple(name for name in by if name in known)
    own_filters = {name: code for name, code in filters.items() if name in known}
    if isinstance(part, Term):
        inner = catalogue.metric(part.metric)
        own = [Point(p.as_of, p.period_from if catalogue.needs_period(inner) else None) for p in points]
        table = evaluate(source, inner, own, own_by, own_filters)
        if not own_by:
            table = {point: cells or empty_cells(inner) for point, cells in table.items()}
        return {
            point: {k: c.value for k, c in table[o].items()} for point, o in zip(points, own, strict=True)
        }
    group = population(part.population)
    own = [Point(p.as_of, p.period_from if group.flow else None) for p in points]
    found = source.fetch(part, own, own_by, own_filters)
    if group.persons and part.aggregate == "count" and "traeger" in own_by:
        found = _with_multiple(source, part, own, own_by, own_filters, found)
    if part.adds_up_nothing:
        found = {o: {codes: value or 0 for codes, value in cells.items()} for o, cells in found.items()}
    return {point: found[o] for point, o in zip(points, own, strict=True)}


def _with_multiple(
    source: Source,
    measure: Measure,
    points: Sequence[Point],
    by: tuple[str, ...],
    filters: Mapping[str, str],
    found: dict[Point, Cells],
) -> dict[Point, Cells]:
    """Add the row `multiple`: persons minus the sum over Träger, so that the table adds up to persons.

    A table per Träger carries it also with zero: then nobody is counted twice. Crossed with what people have it stands
    where somebody is, as every other row does.
    """
    place = by.index("traeger")
    rest = by[:place] + by[place + 1 :]
    persons = source.fetch(measure, points, rest, filters)
    carried = all(dims.dimension(name).nested for name in rest)
    for point in points:
        surplus = {codes: -known(count) for codes, count in persons[point].items()}
        for codes, count in found[point].items():
            others = codes[:place] + codes[place + 1 :]
            surplus[others] = surplus.get(others, 0) + known(count)
        for codes, count in surplus.items():
            if count or (carried and found[point]):
                found[point][(*codes[:place], MULTIPLE, *codes[place:])] = -count
    return found


def known(count: Number | None) -> Number:
    # Not «count or 0»: a printed zero keeps what it may stand for and what it was.
    return 0 if count is None else count


def _wrap(found: dict[Point, Cells]) -> Table:
    return {point: {codes: Cell(value) for codes, value in cells.items()} for point, cells in found.items()}


def _add(parts: list[tuple[int, Cells]]) -> dict[tuple[str, ...], Cell]:
    keys = dict.fromkeys(codes for _, cells in parts for codes in cells)
    return {codes: Cell(signed_sum([(sign, cells.get(codes, 0)) for sign, cells in parts])) for codes in keys}


def signed_sum(parts: list[tuple[int, Number | None]]) -> Number | None:
    """None when a part is missing. Cents are no binary fractions, so money is added as it is written.

    Numbers that know how far they may be off are more than a float, and add themselves.
    """
    given = [sign * value for sign, value in parts if value is not None]
    if len(given) < len(parts):
        return None
    total = sum(Decimal(str(value)) if type(value) is float else value for value in given)
    return plain(total) if isinstance(total, Decimal) else total


def _divide(
    above: Cells, below: Cells, nobody: Number | None, by: tuple[str, ...], shared: frozenset[str], scale: int
) -> dict[tuple[str, ...], Cell]:
    """Ratios cell by cell; nobody: what a cell without a numerator of its own has above."""

    def base(codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(code for name, code in zip(by, codes, strict=True) if name in shared)

    keys = dict.fromkeys(above)
    if len(shared) == len(by):
        keys |= dict.fromkeys(below)
    # A row that only makes persons add up has no rate of its own.
    keys = {codes: None for codes in keys if MULTIPLE not in codes} or ({(): None} if not by else {})
    return {codes: ratio_of(above.get(codes, nobody), below.get(base(codes)), scale) for codes in keys}


def ratio_of(above: Number | None, below: Number | None, scale: int) -> Cell:
    value = None if above is None or not below else scale * above / below
    return Cell(value, above, below)


def total_of(cells: dict[tuple[str, ...], Cell]) -> Cell:
    return cells.get((), Cell(None))


def complete(table: Table, metric: Metric) -> Table:
    """Every cell at every point: what had no member there is zero (a count) or not defined (a rate, money)."""
    keys = dict.fromkeys(codes for cells in table.values() for codes in cells)
    absent = Cell(0) if _is_count(metric) else Cell(None)
    return {
        point: {codes: cells.get(codes, absent) for codes in keys} or empty_cells(metric)
        for point, cells in table.items()
    }


def empty_cells(metric: Metric) -> dict[tuple[str, ...], Cell]:
    return {(): Cell(0)} if _is_count(metric) else {(): Cell(None)}


def _nothing(part: Operand) -> Number | None:
    """What a cell without a row is worth: zero, or «not recorded» where the part is a sum of money."""
    return 0 if isinstance(part, Measure) or _is_count(catalogue.metric(part.metric)) else None


def _is_count(metric: Metric) -> bool:
    """Whether nobody there means zero (persons, positions), not «not recorded» (quota, money)."""
    return metric.kind in ("stock", "flow", "cumulative") and not metric.calendar_year
