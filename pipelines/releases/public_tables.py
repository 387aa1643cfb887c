"""The printed tables of a release: which cells there are, which periods they add up to, what is not published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from pipelines.disclosure.grid import ANCHOR
from pipelines.errors import NotAvailable
from pipelines.metrics import dimensions as dims
from pipelines.metrics.cubes import require_month_ends
from pipelines.metrics.evaluate import MULTIPLE
from pipelines.metrics.sources import Cells, Point
from pipelines.months import months_between
from pipelines.releases.counting import half_years, month_name
from pipelines.releases.printed_number import PrintedNumber
from pipelines.releases.public_answers import Where
from pipelines.releases.public_cells import NEEDS_EXPORT, Key, Printed


class PrintedTables:
    """Printed cells by metric and period.

    months: the published month ends. first_export: before it, attributes of an export's day say nothing.
    """

    def __init__(
        self, printed: Mapping[Key, Printed], months: Sequence[date], first_export: date | None
    ) -> None:
        self._printed = printed
        self._months = tuple(months)
        self._first_export = first_export
        self.names = {month_name(month): month for month in months}
        self.halves = half_years(months)

    def before_exports(self, period: str) -> bool:
        """Whether nobody had described an export's day yet."""
        return self._first_export is None or period < month_name(self._first_export)

    @cached_property
    def _cells(self) -> dict[tuple[str, str], dict[frozenset[str], dict[Where, PrintedNumber | None]]]:
        """(metric, period) → dimensions of a table → coordinates → printed number, None where it is withheld."""
        tables: dict[tuple[str, str], dict[frozenset[str], dict[Where, PrintedNumber | None]]] = {}
        for (metric, period, where), cell in self._printed.items():
            if where != ANCHOR:
                tables.setdefault((metric, period), {}).setdefault(_shape(where), {})[where] = _number(cell)
        return tables

    @cached_property
    def _single(self) -> dict[str, list[str]]:
        """The single dimensions by which a metric is published, in words."""
        shapes: dict[str, set[str]] = {}
        for (metric, _), tables in self._cells.items():
            alone = {name for shape in tables if len(shape) == 1 for name in shape if name in dims.load()}
            shapes.setdefault(metric, set()).update(alone)
        return {
            metric: sorted(dims.dimension(name).name for name in names) for metric, names in shapes.items()
        }

    def at(
        self,
        metric: str,
        wheres: tuple[Where, ...],
        point: Point,
        by: tuple[str, ...],
        filters: Mapping[str, str],
    ) -> Cells:
        """Added-up cells of `metric` at a point, by the codes of `by`; None where a part is withheld.

        wheres: the rows of the table that make the measure. Raises NotAvailable for what is not published.
        """
        require_month_ends(point, self._months)
        total: Cells = {}
        for where in wheres:
            shape = frozenset((*by, *filters, *(name for name, _ in where)))
            for period in self._periods(point, bool(shape)):
                for codes, value in self._table(metric, period, shape, by, {**filters, **dict(where)}):
                    known = total.get(codes, 0)
                    total[codes] = None if known is None or value is None else known + value
        return total

    def _periods(self, point: Point, broken_down: bool) -> list[str]:
        """The published periods that a question adds up: a month end, months of a flow, or half-years of its tables."""
        if point.period_from is None:
            return [self._known(point.as_of)]
        inside = [name for name, month in self.names.items() if point.period_from < month <= point.as_of]
        wanted = month_name(point.as_of)
        if wanted not in inside or months_between(point.period_from, point.as_of) != len(inside):
            raise NotAvailable("Dieser Zeitraum reicht über die veröffentlichten Monate hinaus.")
        if not broken_down:
            return inside
        halves = [half for half, months in self.halves.items() if set(months) <= set(inside)]
        if sum(len(self.halves[half]) for half in halves) != len(inside):
            raise NotAvailable("Gegliedert werden Bewegungen nur für ganze Kalenderhalbjahre veröffentlicht.")
        return halves

    def stichtag(self, point: Point) -> date:
        """The point's day; NotAvailable when it is no published month end."""
        require_month_ends(point, self._months)
        self._known(point.as_of)
        return point.as_of

    def cell(self, metric: str, period: str, where: Where) -> int | None:
        """One printed number, None where it is withheld; NotAvailable where there is none."""
        cells = self._cells.get((metric, period), {}).get(_shape(where), {})
        if where not in cells:
            raise not_published([name for name, _ in where])
        return cells[where]

    def _known(self, day: date) -> str:
        if month_name(day) not in self.names:
            first, last = self._months[0], self._months[-1]
            raise NotAvailable(
                f"Öffentliche Zahlen gibt es von {first:%d.%m.%Y} bis {last:%d.%m.%Y}; "
                f"der {day:%d.%m.%Y} liegt außerhalb."
            )
        return month_name(day)

    def _table(
        self, metric: str, period: str, shape: frozenset[str], by: tuple[str, ...], fixed: Mapping[str, str]
    ) -> Iterator[tuple[tuple[str, ...], int | None]]:
        table = self._cells.get((metric, period), {}).get(shape, {})
        for where, value in table.items():
            codes = dict(where)
            # The row that makes persons add up is made again from the printed rows.
            if MULTIPLE not in codes.values() and all(codes[name] == code for name, code in fixed.items()):
                yield tuple(codes[name] for name in by), value
        if not table and not (shape & NEEDS_EXPORT and self.before_exports(period)):
            raise not_published(tuple(shape), self._single.get(metric, []))


def _number(cell: Printed) -> PrintedNumber | None:
    if cell.value is None:
        return None
    earlier = cell.earlier if cell.corrected else cell.value
    return PrintedNumber(cell.value, max(cell.base - 1, 0), earlier)


def _shape(where: Where) -> frozenset[str]:
    return frozenset(name for name, _ in where)


def not_published(names: Sequence[str], instead: Sequence[str] = ()) -> NotAvailable:
    """The sentence for a breakdown that the table programme does not have; `instead`: names of those it has."""
    known = [dims.dimension(name).name for name in names if name in dims.load()]
    hint = f" Veröffentlicht wird sie nach: {', '.join(instead)}." if instead else ""
    return NotAvailable(
        f"Nach {' und '.join(sorted(known)) or 'diesen Merkmalen'} wird diese Zahl nicht veröffentlicht.{hint}"
    )
