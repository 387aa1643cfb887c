"""Rounds a whole block: totals in closed form, month after month with people who live on, then flows by half-year."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.disclosure.block import Block, Earlier, FlowTable, cell_base, kinds
from pipelines.disclosure.flows import round_series, stock_key
from pipelines.disclosure.grid import By
from pipelines.disclosure.population import follows, reachable
from pipelines.disclosure.rounding import People, Rounded, nearest, round_cells
from pipelines.disclosure.tables import linked
from pipelines.errors import Refused


@dataclass(frozen=True)
class RoundedBlock:
    """values: (metric, period, coordinates) → printed number. corrections: cells printed differently before.

    people: month → people per kind who fit the printed numbers, the witness of the proof. dropped: months whose
    tables by lasting attributes are withheld, because printing them would have narrowed other numbers down.
    """

    values: dict[Hashable, int]
    corrections: dict[Hashable, str]
    people: dict[str, tuple[int, ...]]
    dropped: tuple[str, ...]


def round_block(
    block: Block,
    base: int,
    salt: bytes,
    printed: Mapping[Hashable, int] | None = None,
    earlier: Earlier | None = None,
) -> RoundedBlock:
    """Round the whole block: totals in closed form, then month by month with the totals held.

    printed: every cell published before (key → value). earlier: the people who proved the release before; a month that
    still fits them is left as it is, so that nothing is corrected only because other people would fit too.
    Raises Refused naming the table that cannot be additive.
    """
    before = printed or {}
    periods: dict[Hashable, Sequence[str]] = {
        (table.name, table.period, ()): table.months for table in block.flows if table.name in block.names
    }
    # An anchored total is printed below its exact value: then invented persons can make up the difference.
    floors: dict[Hashable, int] = {
        stock_key(block.names[0], month): exact // base * base for month, exact in block.anchors.items()
    }
    totals = round_series(
        block.series,
        base,
        salt=salt,
        names=block.names,
        printed=before,
        periods=periods,
        fixed={key: value for key, value in floors.items() if key not in before},
    )
    months = _Months(block, base, salt, before, totals, earlier or {})
    months.round()
    _flows(block, base, salt, before, months.values, months.corrections)
    return RoundedBlock(months.values, months.corrections, months.people_seen(), tuple(months.dropped))


class _Months:
    """Rounds month after month; each month's people must be able to live on into the next."""

    def __init__(
        self,
        block: Block,
        base: int,
        salt: bytes,
        printed: Mapping[Hashable, int],
        totals: Rounded,
        earlier: Earlier,
    ) -> None:
        self._block, self._base, self._salt, self._printed = block, base, salt, printed
        self._earlier = earlier
        self._kinds = kinds(block)
        self.values: dict[Hashable, int] = dict(totals.values)
        self.corrections: dict[Hashable, str] = dict(totals.corrections)
        self.people: dict[str, tuple[int, ...]] = {}
        self.dropped: list[str] = []
        self._lumps = tuple(range(len(self._kinds.kinds)))

    def round(self) -> None:
        _, entries, exits = self._block.names
        last: tuple[int, ...] | None = None
        came = gone = 0
        for month in self._block.series.months:
            came += self.values[stock_key(entries, month)]
            gone += self.values[stock_key(exits, month)]
            if month in self._block.structure and self._month(month, last, came, gone):
                last = self.people[month]
                came = gone = 0

    def people_seen(self) -> dict[str, tuple[int, ...]]:
        """People by the kinds that the printed tables tell apart: of who stands in withheld months only, nobody knows."""
        stock = self._block.names[0]
        printed = {
            month: {where: n for where, n in cells.items() if (stock, month, where) in self.values}
            for month, cells in self._block.structure.items()
        }
        seen = kinds(replace(self._block, structure=printed))
        return {
            month: self._kinds.as_seen(people, seen, self._block.parents)
            for month, people in self.people.items()
        }

    def _month(self, month: str, last: tuple[int, ...] | None, came: int, gone: int) -> bool:
        """Whether the month tells who its people are; else they are left open until a month that does."""
        cells = self._block.structure[month]
        try:
            rounded = self._as_before(month, cells, last, came, gone)
            rounded = rounded or self._solve(month, cells, self._reach(month, cells, last, came, gone))
        except Refused:
            # Less is told about this month rather than anything out of reach.
            lasting = set(self._block.unchanging)
            cells = {where: n for where, n in cells.items() if not {dim for dim, _ in where} & lasting}
            rounded = self._solve(month, cells, None)
            self.dropped.append(month)
        self.values |= rounded.values
        self.corrections |= rounded.corrections
        if not self._kinds.told_by(cells):
            return False
        self.people[month] = rounded.people
        self._lumps = self._kinds.lumps(cells, self._block.parents)
        return True

    def _as_before(
        self, month: str, cells: Mapping[By, int], last: tuple[int, ...] | None, came: int, gone: int
    ) -> Rounded | None:
        """The month with the people of the release before; None when it cannot stay exactly as printed."""
        people = self._earlier.get(month)
        if people is None or not set(people) <= set(self._kinds.kinds):
            return None
        wish = tuple(people.get(kind, 0) for kind in self._kinds.kinds)
        if not follows(self._kinds, wish, last, came, gone, self._lumps):
            return None
        try:
            rounded = self._solve(month, cells, self._reach(month, cells, last, came, gone, wish))
        except Refused:
            return None
        return None if rounded.corrections else rounded

    def _reach(
        self,
        month: str,
        cells: Mapping[By, int],
        last: tuple[int, ...] | None,
        came: int,
        gone: int,
        wish: tuple[int, ...] | None = None,
    ) -> People:
        people = reachable(self._kinds, self._keys(month, cells), last, came, gone, self._lumps)
        return replace(people, wish=wish)

    def _solve(self, month: str, cells: Mapping[By, int], people: People | None) -> Rounded:
        total = stock_key(self._block.names[0], month)
        keys = self._keys(month, cells).values()
        return round_cells(
            self._block.month(month, cells),
            self._base,
            salt=self._salt,
            fixed={total: self.values[total]},
            printed={key: self._printed[key] for key in keys if key in self._printed},
            people=people,
        )

    def _keys(self, month: str, cells: Mapping[By, int]) -> dict[By, Hashable]:
        return {where: (self._block.names[0], month, where) for where in cells}


def _flows(
    block: Block,
    base: int,
    salt: bytes,
    printed: Mapping[Hashable, int],
    values: dict[Hashable, int],
    corrections: dict[Hashable, str],
) -> None:
    """Flows of longer periods; a period made of others is their sum and adds no number of its own."""
    for table in block.flows:
        total = (table.name, table.period, ())
        if table.overlapping:
            found = _overlapping(table, base, values[total], printed)
            values |= found
            corrections |= {key: "left" for key, value in found.items() if printed.get(key, value) != value}
            continue
        rounded = round_cells(
            linked(table.name, table.period, table.cells, block.parents),
            base,
            salt=salt,
            fixed={total: values[total]},
            printed=_printed_of(table, printed),
        )
        values |= rounded.values
        corrections |= rounded.corrections


def _printed_of(table: FlowTable, printed: Mapping[Hashable, int]) -> dict[Hashable, int]:
    keys = [(table.name, table.period, where) for where in table.cells]
    return {key: printed[key] for key in keys if key in printed}


def _overlapping(
    table: FlowTable, base: int, total: int, printed: Mapping[Hashable, int]
) -> dict[Hashable, int]:
    """Cells that need not add up: as printed before while that holds, else the nearest multiple up to the total.

    None at all when the total cannot hold as many possible values as the base asks for.
    """
    own = cell_base(table, base)
    if total < 2 * own:
        return {}
    found: dict[Hashable, int] = {}
    for where, count in table.cells.items():
        key = (table.name, table.period, where)
        old = printed.get(key, -own)
        holds = abs(old - count) < own and 0 <= old <= total and old % own == 0
        if where:
            found[key] = old if holds else min(nearest(count, own), total // own * own)
    return found
