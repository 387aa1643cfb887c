"""A printed block as a reader sees it: an unknown number behind every cell, the rounding of each, the sums they obey.

The tables of a month form no ring (`witness.refuse_cycles`). Whole numbers ≥ 0 that obey their sums are then the
margins of a possible list of persons, so that nothing is lost by asking about cells instead of persons.

From month to month the reader knows stock = last stock + entries − exits, and the same for every code of what a person
keeps for life, by nationality and by sex each for itself.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any

from pipelines.disclosure.block import Block, FlowTable
from pipelines.disclosure.grid import By
from pipelines.disclosure.model import Condition, Protected, Published
from pipelines.disclosure.tables import MULTIPLE, CellSystem, linked

CellKey = tuple[str, str, By]
Printed = Mapping[CellKey, tuple[int, int]]


class Reader:
    """What a reader puts together from a block.

    printed: cell → (number, rounding base); a cell of the block that is not named there was never printed (a running
    sum that only ties numbers together), and exits of which no month was printed do not exist. months: those whose
    tables are looked at, with all that is known of the totals of every month. rounded: False for a reader who knows
    how the cells add up, but has seen none of the printed numbers.
    """

    def __init__(self, block: Block, printed: Printed, months: Collection[str], rounded: bool = True) -> None:
        self.published = Published(0)
        self.place: dict[Hashable, int] = {}
        # (month, cell of a code kept for life) → the unknowns of who came to it and who left it in that month.
        self.moved: dict[tuple[str, By], tuple[int, int]] = {}
        self._block, self._printed, self._rounded = block, printed, rounded
        self._series()
        for table in block.flows:
            self._flow_table(table)
        for month in months:
            if month in block.structure:
                self._cells(block.month(month, block.structure[month]))
        for last, month in itertools.pairwise(block.series.months):
            if {last, month} <= set(months):
                self._lives_on(last, month)

    def know(self, terms: Mapping[Any, int], lower: int | None, upper: int | None, label: str = "") -> None:
        """One more condition on cells of the block: lower ≤ Σ factor · cell ≤ upper."""
        placed = {self.place[key]: sign(key) * factor for key, factor in terms.items()}
        self.published.conditions.append(Condition(placed, lower, upper, label))

    def protect(self, key: CellKey, need: int) -> None:
        metric, period, where = key
        found = {"metric": metric, "period": period, **dict(where)}
        self.published.protected.append(Protected(found, {self.place[key]: sign(key)}, need))

    def _unknown(self) -> int:
        self.published.unknowns += 1
        return self.published.unknowns - 1

    def _cell(self, key: CellKey) -> None:
        """The unknown behind a cell, within the interval of its printed number."""
        if key not in self.place:
            self.place[key] = self._unknown()
            if self._rounded and key in self._printed:
                self.published.between([self.place[key]], *interval(key, self._printed))

    def _cells(self, system: CellSystem) -> None:
        for key in system.exact:
            self._cell(key)  # type: ignore[arg-type]
        for equation in system.equations:
            self.know(equation.terms, 0, 0, equation.table)

    def _series(self) -> None:
        series, names = self._block.series, self._block.names
        spoken = {name for name, _, _ in self._printed}
        for place, month in enumerate(series.months):
            stock, entries, exits = ((name, month, ()) for name in names)
            for key in (stock, entries, exits):
                self._cell(key)
            if names[2] not in spoken:
                self.know({exits: 1}, 0, 0)
            if place:
                last = (names[0], series.months[place - 1], ())
                self.know({stock: 1, last: -1, entries: -1, exits: 1}, 0, 0)
            if self._rounded and month in self._block.anchors:
                self.know({stock: 1}, self._block.anchors[month], self._block.anchors[month])

    def _flow_table(self, table: FlowTable) -> None:
        name, period = table.name, table.period
        total = (name, period, ())
        self._cell(total)
        if not table.overlapping:
            self._cells(linked(name, period, table.cells, self._block.parents))
        for where in table.cells:
            self._cell((name, period, where))
            if table.overlapping and where:
                self.know({total: 1, (name, period, where): -1}, 0, None)
        if name in self._block.names:
            months: dict[Hashable, int] = {(name, month, ()): -1 for month in table.months}
            self.know({total: 1, **months}, 0, 0)

    def _lives_on(self, last: str, month: str) -> None:
        """What nobody changes moves with entries and exits only."""
        stock, entries, exits = self._block.names
        for dim in self._lasting(last, month):
            came: dict[int, int] = {self.place[entries, month, ()]: -1}
            gone: dict[int, int] = {self.place[exits, month, ()]: -1}
            for where in sorted(self._codes(month, dim)):
                new, left = self.moved[month, where] = self._unknown(), self._unknown()
                came[new], gone[left] = 1, 1
                now, before = self.place[stock, month, where], self.place[stock, last, where]
                self.published.conditions.append(Condition({now: 1, before: -1, new: -1, left: 1}, 0, 0))
            self.published.conditions += [Condition(came, 0, 0), Condition(gone, 0, 0)]

    def _lasting(self, last: str, month: str) -> list[str]:
        """Dimensions kept for life with the same rows in both months; what follows from a finer one is left out."""
        same = [
            dim
            for dim in self._block.unchanging
            if (codes := self._codes(month, dim)) and codes == self._codes(last, dim)
        ]
        implied = {coarse for (fine, _), (coarse, _) in self._block.parents.items() if fine in same}
        return [dim for dim in same if dim not in implied]

    def _codes(self, month: str, dim: str) -> set[By]:
        cells = self._block.structure.get(month, {})
        return {where for where in cells if len(where) == 1 and where[0][0] == dim}


def sign(key: Hashable) -> int:
    """−1 for the row that makes Träger add up: its unknown is the number printed with a minus."""
    assert isinstance(key, tuple)
    return -1 if any(code == MULTIPLE for _, code in key[2]) else 1


def interval(key: CellKey, printed: Printed) -> tuple[int, int]:
    """The least and the largest number that a printed cell can stand for; a minus is left out, see `sign`."""
    value, base = printed[key]
    return max(0, sign(key) * value - base + 1), sign(key) * value + base - 1


def within_cell(
    where: By, cells: Iterable[By], parents: Mapping[tuple[str, str], tuple[str, str]]
) -> set[By]:
    """All cells that count a person of the inner cell `where`, with everything coarser."""
    own = {*where, *(parents[pair] for pair in where if pair in parents)}
    return {cell for cell in cells if own.issuperset(cell)}


def inner_cells(block: Block, cells: Iterable[By]) -> list[list[By]]:
    """The cells of every table of a month that no finer table splits up."""
    shapes: dict[frozenset[str], list[By]] = {}
    for where in cells:
        shapes.setdefault(frozenset(dim for dim, _ in where), []).append(where)
    coarse = {
        into for (fine, _), (into, _) in block.parents.items() if any(fine in shape for shape in shapes)
    }
    return [
        tables
        for shape, tables in shapes.items()
        if shape and not shape & coarse and not any(shape < other for other in shapes)
    ]
