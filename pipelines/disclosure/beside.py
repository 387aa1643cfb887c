"""Numbers that somebody knows beside the rounded tables: which protected cells do they narrow, together with them?

A city prints figures in other places as well, exact ones among them, and some before it had this program. An attacker
lays them beside the tables. This is kept apart from the verdict on a release: the tables were proven against all
that the release prints (`witness`), and what stands in an old newspaper cannot be taken back.

Looked at are the tables of the months that a figure speaks of and of the months beside them, and the totals and flows
of all months. Figures that cannot be true together with the tables are set aside: from a contradiction follows nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.disclosure.audit import attack, program_of
from pipelines.disclosure.block import Block
from pipelines.disclosure.conditions import CellKey, Printed, Reader, interval, sign
from pipelines.disclosure.model import Finding
from pipelines.disclosure.solver import INFINITE
from pipelines.disclosure.steps import add_steps

_TOGETHER = 3  # months in one window: that of a figure, the one before and the one after

# lower ≤ Σ factor · cell ≤ upper; None means no limit.
Bound = tuple[Mapping[CellKey, int], int | None, int | None]


@dataclass(frozen=True)
class Known:
    """What one printed figure says of the cells of a block. label: by which name its owner finds it again."""

    label: str
    bounds: tuple[Bound, ...]


@dataclass(frozen=True)
class Beside:
    """What figures beside the tables do to them; all findings are cells with fewer candidates than they need.

    used, set_aside: labels of figures that say more than the tables; those set aside contradict them or each other.
    asked: protected cells attacked. told: cells that the figures alone give away, themselves among them. narrowed:
    cells that only figures and tables together give away.
    """

    used: tuple[str, ...]
    set_aside: tuple[str, ...]
    asked: int
    told: tuple[Finding, ...]
    narrowed: tuple[Finding, ...]


def lay_beside(
    block: Block,
    printed: Printed,
    base: int,
    need: int,
    known: Iterable[Known],
    near: frozenset[str] | None = None,
) -> Beside:
    """Attack `block` with the figures `known` as further conditions.

    printed: the cells that were printed, see `Reader`. base, need: the block's rounding base and how many candidates its
    cells must keep. Every cell that a figure names must be a cell of the block. near: periods, to look only at the
    tables around them.
    """
    saying = [figure for figure in known if says_more(figure, printed)]
    work = _Work(block, printed, base, need)
    parts = [_Window(), *_windows(block, saying, near)] if saying else []
    for part in parts:
        saying = work.believe(part.months, saying)
    for part in parts:
        work.attack(part, saying)
    used = tuple(figure.label for figure in saying)
    told, weak = work.told, work.weak
    return Beside(
        used,
        tuple(work.set_aside),
        len(work.asked),
        tuple(cell for key, cell in weak.items() if key in told),
        tuple(cell for key, cell in weak.items() if key not in told),
    )


def says_more(figure: Known, printed: Printed) -> bool:
    """Whether a figure tells more than the intervals of the printed cells do by themselves."""
    return any(not _implied(bound, printed) for bound in figure.bounds)


def _implied(bound: Bound, printed: Printed) -> bool:
    terms, lower, upper = bound
    if not terms.keys() <= printed.keys():
        return False
    least = most = 0
    for key, factor in terms.items():
        ends = [factor * sign(key) * end for end in interval(key, printed)]
        least, most = least + min(ends), most + max(ends)
    return (lower is None or lower <= least) and (upper is None or most <= upper)


@dataclass(frozen=True)
class _Window:
    """Months whose tables are looked at together; none: totals and flows only. asked: those whose cells are attacked."""

    months: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def _windows(block: Block, known: Iterable[Known], near: frozenset[str] | None) -> Iterator[_Window]:
    """Each month that a figure speaks of, with the month before and the one after, where one of them has tables.

    A neighbour of which a figure speaks as well is attacked in its own window. A long run as one system would be
    sharper still, and cost hours in a city that printed a number every month.
    """
    months, spoken = block.series.months, _spoken(known)
    for place, month in enumerate(months):
        window = months[max(0, place - 1) : place + 2]
        if month in spoken and (near is None or month in near) and any(m in block.structure for m in window):
            elsewhere = spoken if near is None else spoken & near
            yield _Window(window, tuple(m for m in window if m == month or m not in elsewhere))


def _spoken(known: Iterable[Known]) -> set[str]:
    """The periods whose tables a figure speaks of; a sum over more months than a window holds ties only totals."""
    each = ({period for terms, _, _ in figure.bounds for _, period, _ in terms} for figure in known)
    return {period for periods in each if len(periods) <= _TOGETHER for period in periods}


class _Work:
    """One attack after the other on parts of a block; what they find is kept here."""

    def __init__(self, block: Block, printed: Printed, base: int, need: int) -> None:
        self._block, self._printed, self._base, self._need = block, printed, base, need
        self.set_aside: list[str] = []
        self.weak: dict[CellKey, Finding] = {}
        self.told: set[CellKey] = set()
        self.asked: set[CellKey] = set()

    def believe(self, months: Sequence[str], known: Sequence[Known]) -> list[Known]:
        """The figures that can be true with the tables of `months` and with those before them; usually all.

        Asked of all months before anything is attacked: from a figure that proves wrong later nothing may follow.
        """
        speaking = [figure for figure in known if self._within(figure, months)]
        kept = {figure.label for figure in self._true_together([], speaking, months)}
        wrong = {figure.label for figure in speaking} - kept
        self.set_aside += sorted(wrong)
        return [figure for figure in known if figure.label not in wrong]

    def attack(self, part: _Window, known: Sequence[Known]) -> None:
        """Attack the cells of a window with the figures that can be true; with none for its months there is nothing."""
        months = part.months
        true = [figure for figure in known if self._within(figure, months)]
        if months and not _spoken(true) & set(months):
            return
        reader, cells = self._reader(months, true), self._protected(part)
        point = self._central(reader)
        assert point is not None  # the figures were chosen so
        reader.published.witnesses.append(list(point))
        add_steps(reader, self._block, months)
        self._find(reader, months, true, cells)

    def _find(
        self, reader: Reader, months: Sequence[str], true: Sequence[Known], cells: Sequence[CellKey]
    ) -> None:
        for key in cells:
            reader.protect(key, self._needed(key))
        found = attack(reader.published, exact_bounds=False).cells
        weak = {key: cell for key, cell in zip(cells, found, strict=True) if cell.too_few}
        self.asked |= set(cells)
        for key, cell in weak.items():
            # A cell is attacked with several parts of the tables: the sharpest answer stands.
            if key not in self.weak or (cell.candidates or 0) < (self.weak[key].candidates or 0):
                self.weak[key] = cell
        self.told |= self._told(months, true, list(weak))

    def _told(self, months: Sequence[str], true: Sequence[Known], cells: Sequence[CellKey]) -> set[CellKey]:
        """Which of the cells the figures give away to a reader who has seen no table."""
        reader = self._reader(months, true, rounded=False)
        for key in cells:
            reader.protect(key, self._needed(key))
        found = attack(reader.published, exact_bounds=False).cells if cells else ()
        return {key for key, cell in zip(cells, found, strict=True) if cell.too_few}

    def _reader(self, months: Sequence[str], known: Iterable[Known], rounded: bool = True) -> Reader:
        reader = Reader(self._block, self._printed, months, rounded)
        for figure in known:
            for terms, lower, upper in figure.bounds:
                reader.know(terms, lower, upper, figure.label)
        return reader

    def _true_together(
        self, before: Sequence[Known], more: Sequence[Known], months: Sequence[str]
    ) -> list[Known]:
        """`before`, with every figure of `more` that can be true with it and with those of `more` before it.

        Halved until a figure stands alone: one wrong figure among thousands costs a dozen questions.
        """
        if self._possible(self._reader(months, [*before, *more])):
            return [*before, *more]
        if len(more) < 2:
            return list(before)
        half = len(more) // 2
        return self._true_together(self._true_together(before, more[:half], months), more[half:], months)

    def _possible(self, reader: Reader) -> bool:
        return program_of(reader.published).solve(whole=True).feasible

    def _central(self, reader: Reader) -> np.ndarray | None:
        """Possible numbers as near to the printed ones as can be: from there most cells can move both ways."""
        published, place = reader.published, reader.place
        program = program_of(published)
        wishes = {place[key]: sign(key) * self._printed[key][0] for key in self._printed if key in place}
        apart = program.add_columns([0] * len(wishes), [INFINITE] * len(wishes), whole=False)
        for column, (unknown, wish) in zip(apart, wishes.items(), strict=True):
            program.add_row({unknown: 1, column: -1}, -INFINITE, wish)
            program.add_row({unknown: 1, column: 1}, wish, INFINITE)
        program.set_cost(dict.fromkeys(apart, 1))
        point = program.solve(whole=True).point
        return None if point is None else np.rint(point[: published.unknowns]).astype(np.int64)

    def _within(self, figure: Known, months: Sequence[str]) -> bool:
        """Whether all cells of a figure stand in these tables, or among the totals and flows."""
        return all(
            not self._is_inner(key) or key[1] in months for terms, _, _ in figure.bounds for key in terms
        )

    def _protected(self, part: _Window) -> list[CellKey]:
        """All cells to attack in a window; what is printed exactly is not protected."""
        return [
            key
            for key in self._cells()
            if (key[1] in part.asked if part.months else not self._is_inner(key))
            and key in self._printed
            and not (key[2] == () and key[0] == self._block.names[0] and key[1] in self._block.anchors)
        ]

    def _cells(self) -> Iterable[CellKey]:
        block = self._block
        for name in block.names:
            yield from ((name, month, ()) for month in block.series.months)
        for table in block.flows:
            yield from ((table.name, table.period, where) for where in table.cells)
        for month, cells in block.structure.items():
            yield from ((block.names[0], month, where) for where in cells if where)

    def _is_inner(self, key: Hashable) -> bool:
        assert isinstance(key, tuple)
        return key[0] == self._block.names[0] and key[2] != ()

    def _needed(self, key: CellKey) -> int:
        return self._need * self._printed[key][1] // self._base
