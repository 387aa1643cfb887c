"""Where compute gets its numbers: from frozen rows (any day) or from month-end cubes; both answer the same question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

import duckdb

from pipelines.errors import NoSuchFigure
from pipelines.metrics.catalogue import Measure
from pipelines.metrics.populations import Population, population

_SQL = Path(__file__).with_name("sql")
# Points whose populations a source keeps from one question to the next; more would cost more than they spare.
_AT_HAND = 8
Number = int | float
Cells = dict[tuple[str, ...], Number | None]


@dataclass(frozen=True, order=True)
class Point:
    """A Stichtag, and for flows the day after which the period begins (exclusive)."""

    as_of: date
    period_from: date | None = None


class Source(Protocol):
    """Answers one measure at one point after another."""

    data_as_of: date
    first_export: date | None

    def fetch(
        self, measure: Measure, points: Sequence[Point], by: tuple[str, ...], filters: Mapping[str, str]
    ) -> dict[Point, Cells]:
        """For every point the measure per combination of codes of `by` (in that order); absent cells had no member."""


def plain(value: Any) -> Number | None:
    """A number as JSON has it: DECIMAL and DOUBLE become float, and a whole one becomes int, whatever it came from."""
    number = float(value) if isinstance(value, Decimal) else value
    return int(number) if isinstance(number, float) and number.is_integer() else number


def require_dimensions(group: Population, wanted: frozenset[str]) -> None:
    """Refuse dimensions that the population does not know."""
    missing = wanted - group.columns
    if missing:
        raise NoSuchFigure(f"«{group.name}» lässt sich nicht nach {', '.join(sorted(missing))} gliedern.")


class RowSource:
    """Figures from the frozen rows of a release (part *core*), for any day.

    connection holds the tables of docs/ARCHITECTURE.md plus `exports`, `case_history`, `target_ratios`, `city`,
    `nationality_regions` and `status_groups`; it is this source's own: temporary tables are made in it.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, data_as_of: date, first_export: date | None
    ) -> None:
        self.connection = connection
        self.data_as_of = data_as_of
        self.first_export = first_export
        self._prepared: frozenset[Point] | None = None
        self._episodes_done = False

    def prepare(self, points: Sequence[Point]) -> None:
        """Make the populations for `points` and no others, so that what is counted of them is of these points."""
        wanted = frozenset(points)
        if wanted == self._prepared:
            return
        self._fill_points(wanted)
        for path in sorted(_SQL.glob("*.sql")):
            if path.name.startswith("010") and self._episodes_done:
                continue
            self.connection.execute(path.read_text(encoding="utf-8"))
        self._episodes_done = True
        self._prepared = wanted

    def _fill_points(self, wanted: frozenset[Point]) -> None:
        # A day stands in `points` once however many periods end on it: a stock must not be counted twice.
        days = sorted({point.as_of for point in wanted})
        self.connection.execute(
            "CREATE OR REPLACE TEMP TABLE points AS SELECT unnest(?::DATE[]) AS as_of", [days]
        )
        periods = sorted(
            (point.as_of, point.period_from) for point in wanted if point.period_from is not None
        )
        self.connection.execute(
            "CREATE OR REPLACE TEMP TABLE periods AS "
            "SELECT unnest(?::DATE[]) AS as_of, unnest(?::DATE[]) AS period_from",
            [[end for end, _ in periods], [start for _, start in periods]],
        )

    def _have(self, wanted: frozenset[Point]) -> None:
        """A page asks for stocks and flows in turn: what was asked before stays at hand as long as it is little."""
        known = self._prepared
        if known is None or not wanted <= known:
            together = wanted | (known or frozenset())
            self.prepare(tuple(together if len(together) <= _AT_HAND else wanted))

    def fetch(
        self, measure: Measure, points: Sequence[Point], by: tuple[str, ...], filters: Mapping[str, str]
    ) -> dict[Point, Cells]:
        """See Source.fetch."""
        group = population(measure.population)
        require_dimensions(group, frozenset(by) | frozenset(filters))
        self._have(frozenset(points))
        relation = group.relation_for(frozenset(by) | frozenset(filters))
        codes = "".join(f", {dimension}" for dimension in by)
        tests = "".join(f" AND {dimension} = ?" for dimension in filters)
        period = "period_from" if group.flow else "NULL::DATE"
        rows = self.connection.execute(
            f"SELECT as_of, {period}{codes}, {measure.sql} FROM {relation} WHERE true{tests} GROUP BY ALL",
            list(filters.values()),
        ).fetchall()
        found = _collect(rows, points, group.flow)
        return {point: with_standing(group, by, cells) for point, cells in found.items()}


def with_standing(group: Population, by: tuple[str, ...], cells: Cells) -> Cells:
    """The cells and a zero for every standing code that nobody is in; `by` are the dimensions of their codes."""
    whole = dict(cells)
    for name, codes in group.standing.items():
        if name in by:
            place = by.index(name)
            others = {(found[:place], found[place + 1 :]) for found in cells}
            if len(by) == 1:
                others = {((), ())}
            for before, after in others:
                for code in codes:
                    whole.setdefault((*before, code, *after), 0)
    return whole


def _collect(rows: list[tuple[Any, ...]], points: Sequence[Point], flow: bool) -> dict[Point, Cells]:
    found: dict[tuple[date, date | None], Cells] = {}
    for as_of, period_from, *codes, value in rows:
        found.setdefault((as_of, period_from), {})[tuple(codes)] = plain(value)
    return {point: found.get((point.as_of, point.period_from if flow else None), {}) for point in points}
