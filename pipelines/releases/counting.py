"""Exact counts for the public table programme, from the frozen rows, all months in one pass per table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pipelines import codelists
from pipelines.metrics import catalogue
from pipelines.metrics.catalogue import Measure
from pipelines.metrics.evaluate import MULTIPLE
from pipelines.metrics.populations import population
from pipelines.metrics.sources import Point, RowSource
from pipelines.months import previous_month_end

Codes = tuple[str, ...]


def month_name(day: date) -> str:
    """2022-06-30 → "2022-06", the name of a month in the programme and the ledger."""
    return f"{day:%Y-%m}"


def half_years(months: Sequence[date]) -> dict[str, list[str]]:
    """Complete calendar half-years within `months`: "2022-H1" → its six months."""
    halves: dict[str, list[str]] = {}
    for month in months:
        halves.setdefault(f"{month.year}-H{1 if month.month <= 6 else 2}", []).append(month_name(month))
    return {half: inside for half, inside in halves.items() if len(inside) == 6}


def region_of(nationality: str) -> str:
    """The region of origin that a small nationality joins."""
    entry = codelists.load("nationality").get(nationality)
    return entry.group if entry else "unknown"


class Counter:
    """Answers the programme's `Counts`: (metric, period, dimensions) → codes → persons or events."""

    def __init__(self, source: RowSource, months: Sequence[date]) -> None:
        self._source = source
        self._points = {month_name(month): Point(month, previous_month_end(month)) for month in months}
        self.months = list(self._points)
        self._halves = half_years(months)
        self._tables: dict[tuple[str, tuple[str, ...]], dict[str, dict[Codes, int]]] = {}

    def __call__(self, metric: str, period: str, dims: tuple[str, ...]) -> Mapping[Codes, int]:
        """The counts of a month ("2022-06") or of a half-year ("2022-H1", flows only)."""
        if period in self._halves:
            return _added([self(metric, month, dims) for month in self._halves[period]])
        return self._table(metric, dims).get(period, {})

    def _table(self, metric: str, dims: tuple[str, ...]) -> dict[str, dict[Codes, int]]:
        if (metric, dims) not in self._tables:
            self._tables[metric, dims] = self._count(metric, dims)
        return self._tables[metric, dims]

    def _count(self, metric: str, dims: tuple[str, ...]) -> dict[str, dict[Codes, int]]:
        if metric in _DERIVED:
            return _DERIVED[metric](self, dims)
        measure = catalogue.metric(metric).value
        assert measure is not None  # the programme names counted metrics only
        # One and the same list of points for stocks and flows: the source prepares them once.
        found = self._source.fetch(measure, list(self._points.values()), dims, {})
        tables = {name: _whole(found[point]) for name, point in self._points.items()}
        if "traeger" in dims:
            self._add_multiple(measure, tables, dims)
        return tables

    def _add_multiple(
        self, measure: Measure, tables: dict[str, dict[Codes, int]], dims: tuple[str, ...]
    ) -> None:
        if dims != ("traeger",) or not population(measure.population).persons:
            return
        for name, cells in tables.items():
            total = self("active_target_group", name, ()).get((), 0)
            cells[(MULTIPLE,)] = total - sum(cells.values())

    def _steps(self, metric: str, dims: tuple[str, ...]) -> dict[str, dict[Codes, int]]:
        """A cumulative metric as what came in each month."""
        totals = self._table(metric, dims)
        names = self.months
        before = [{}, *(totals.get(name, {}) for name in names)]
        return {
            name: {codes: count - last.get(codes, 0) for codes, count in totals.get(name, {}).items()}
            for name, last in zip(names, before, strict=False)
        }

    def _so_far(self, metric: str) -> dict[str, dict[Codes, int]]:
        """A flow added up since the first month."""
        so_far = 0
        tables: dict[str, dict[Codes, int]] = {}
        for name in self._points:
            so_far += self(metric, name, ()).get((), 0)
            tables[name] = {(): so_far}
        return tables


_DERIVED = {
    "ukraine_arrivals": lambda counter, dims: counter._steps("ukraine_arrivals_total", dims),
    "ukraine_none": lambda counter, dims: {},
    "consultations_so_far": lambda counter, dims: counter._so_far("consultations"),
    "consultations_none": lambda counter, dims: {},
}


def _whole(cells: Mapping[Codes, int | float | None]) -> dict[Codes, int]:
    return {codes: int(count) for codes, count in cells.items() if count}


def _added(tables: Sequence[Mapping[Codes, int]]) -> dict[Codes, int]:
    total: dict[Codes, int] = {}
    for table in tables:
        for codes, count in table.items():
            total[codes] = total.get(codes, 0) + count
    return total
