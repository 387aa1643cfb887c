"""A table of exact counts as cells with all margins, subtotals of a hierarchy included."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# A cell's coordinates: (dimension, code) pairs, sorted by dimension; a dimension that is not named is summed over.
By = tuple[tuple[str, str], ...]
# The coordinates of an exact anchor's own cell: it stands outside all tables.
ANCHOR: By = (("anchor", "exact"),)


@dataclass(frozen=True)
class Grid:
    """Base counts: one row per combination of codes that occurs.

    dims: names of the columns. rows: code per dimension, and the count of persons (≥ 0).
    parents: dimension → the coarser dimension that it determines (nationality → region).
    """

    dims: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], int], ...]
    parents: Mapping[str, str]

    def completed(self) -> Grid:
        """The same with a row of 0 for every combination of codes that could occur.

        A nationality keeps its one region; a combination is only left out when the hierarchy forbids it.
        """
        free = [name for name in self.dims if name not in self.parents.values()]
        fixed = [name for name in self.dims if name not in free]
        known = dict(self.rows)
        fines = {coarse: fine for fine, coarse in self.parents.items() if coarse in fixed and fine in free}
        lifts = {name: self._pairs(fines[name], name) for name in fixed}
        rows = []
        for combo in itertools.product(*(self.codes(name) for name in free)):
            chosen = dict(zip(free, combo, strict=True))
            chosen |= {name: lifts[name][chosen[fines[name]]] for name in fixed}
            codes = tuple(chosen[name] for name in self.dims)
            rows.append((codes, known.get(codes, 0)))
        return Grid(self.dims, tuple(rows), self.parents)

    def codes(self, name: str) -> list[str]:
        """The codes of a dimension that occur, sorted."""
        place = self.dims.index(name)
        return sorted({codes[place] for codes, _ in self.rows})

    def _pairs(self, fine: str, coarse: str) -> dict[str, str]:
        return {codes[self.dims.index(fine)]: codes[self.dims.index(coarse)] for codes, _ in self.rows}

    def cells(self, tables: Sequence[Sequence[str]]) -> dict[By, list[int]]:
        """Every cell of the given tables with all margins → numbers of the base rows it sums."""
        cells: dict[By, list[int]] = {}
        for wanted in {combo for table in tables for combo in self._breakdowns(table)}:
            found: dict[By, list[int]] = defaultdict(list)
            places = [self.dims.index(name) for name in wanted]
            for number, (codes, _) in enumerate(self.rows):
                found[by((name, codes[place]) for name, place in zip(wanted, places, strict=True))].append(
                    number
                )
            cells |= found
        return dict(sorted(cells.items()))

    def value(self, members: Iterable[int]) -> int:
        """Exact sum of base rows."""
        return sum(self.rows[number][1] for number in members)

    def _breakdowns(self, table: Sequence[str]) -> set[tuple[str, ...]]:
        """All subsets of a table's dimensions, each dimension also replaced by its coarser one."""
        levels = [[None, name, *([self.parents[name]] if name in self.parents else [])] for name in table]
        return {tuple(sorted(name for name in combo if name)) for combo in itertools.product(*levels)}


def by(pairs: Iterable[tuple[str, str]]) -> By:
    """Coordinates in their one order."""
    return tuple(sorted(pairs))


def hierarchy(
    dims: Sequence[str],
    rows: Iterable[Sequence[str]],
    candidates: Sequence[str],
    names: Sequence[str] | None = None,
) -> dict[str, str]:
    """Which of `dims` determines a coarser column among `candidates` (every nationality lies in one region).

    rows: codes in the order of `names` (default: `candidates`). A column with one code, or with as many codes as
    the finer one, is no level of a hierarchy.
    """
    order = list(names or candidates)
    rows = [tuple(row) for row in rows]
    found: dict[str, str] = {}
    for fine, coarse in itertools.product(dims, candidates):
        pairs = {(row[order.index(fine)], row[order.index(coarse)]) for row in rows}
        fines, coarses = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
        if fine != coarse and len(pairs) == len(fines) and 1 < len(coarses) < len(fines):
            found[fine] = coarse
    return found
