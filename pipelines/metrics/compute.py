"""THE function: one question to a source of numbers in, figures out. Nothing else in the product computes a figure.

A ratio is a ratio of sums, a stock is never added over time, unknown is a category of its own,
and the rows per Träger add up to the persons through the row `multiple`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipelines.errors import NoSuchFigure, UsageProblem
from pipelines.hints import did_you_mean
from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.metrics.arrange import merge_rest, rank, sizes_of
from pipelines.metrics.catalogue import Metric
from pipelines.metrics.evaluate import Cell, complete, evaluate, total_of
from pipelines.metrics.model import Figure, Query, Status
from pipelines.metrics.sources import Point, Source
from pipelines.months import month_ends


def compute(source: Source, query: Query) -> list[Figure]:
    """All figures that answer `query`: for every point in time first the total, then the cells of the breakdown.

    Cells that are empty at one point but not at another of the same answer are given as zero. Dimensions in the
    metric's `always_by` (such as the horizon) are added to the breakdown, and then there is no total.
    Raises UsageProblem for an unknown metric or dimension or a flow without period, NoSuchFigure for a breakdown
    that the metric does not allow.
    """
    metric = catalogue.metric(query.metric)
    by = query.by + tuple(
        name for name in metric.always_by if name not in query.by and name not in query.filters
    )
    _check(metric, query, by)
    points = _points(metric, query)
    table = evaluate(source, metric, points, by, query.filters)
    cells = complete(table, metric)
    if query.top is not None and query.by:
        cells = merge_rest(cells, metric, by, query.top)
    if by and not metric.always_by:
        totals = complete(evaluate(source, metric, points, (), query.filters), metric)
        cells = {point: {(): total_of(totals[point]), **cells[point]} for point in points}
    elif not by:
        cells = {point: {(): total_of(cells[point])} for point in points}
    sizes = sizes_of(cells[points[-1]], metric)
    return [
        _figure(source, metric, point, dict(zip(by, codes, strict=False)), query.filters, cell)
        for point in points
        for codes, cell in sorted(cells[point].items(), key=lambda item: rank(by, item[0], sizes))
    ]


def _check(metric: Metric, query: Query, by: tuple[str, ...]) -> None:
    if len(query.by) > 2:
        raise UsageProblem("Eine Tabelle hat höchstens zwei Gliederungen; bitte eine davon weglassen.")
    if len(set(query.by)) < len(query.by):
        raise UsageProblem(f"Die Gliederung «{query.by[0]}» steht zweimal; bitte eine davon weglassen.")
    for name in (*by, *query.filters):
        dims.dimension(name)
        if name not in metric.dimensions and name not in metric.always_by:
            known = f" {did_you_mean(name, metric.dimensions)}" if metric.dimensions else ""
            raise NoSuchFigure(f"«{metric.name}» gibt es nicht nach «{dims.dimension(name).name}».{known}")
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
        ends = month_ends(query.period_from, query.as_of)
        days = [*(day for day in ends if query.period_from < day < query.as_of), query.as_of]
    starts = [query.period_from, *days[:-1]]
    return [Point(day, start if flow else None) for day, start in zip(days, starts, strict=True)]


def _before_exports(source: Source, metric: Metric, point: Point, names: Iterable[str]) -> bool:
    """Whether a cell needs what only an export tells, before the first one; the total of a table needs less than they."""
    needs = metric.needs_export or any(dims.dimension(name).needs_export for name in names)
    return needs and (source.first_export is None or point.as_of < source.first_export)


def _figure(
    source: Source,
    metric: Metric,
    point: Point,
    by: Mapping[str, str],
    filters: Mapping[str, str],
    cell: Cell,
) -> Figure:
    if _before_exports(source, metric, point, (*by, *filters)):
        cell = Cell(None)
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
