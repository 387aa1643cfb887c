"""People who fit the printed numbers month after month: step 3 of the proof in `witness`.

Nationality and sex last for life, so a month's numbers follow from the last month's only through entries and exits.
Each month is a small transport problem: who came, who went, so that the printed margins come out.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.disclosure.grid import By
from pipelines.disclosure.rounding import People

Kind = tuple[str, ...]


@dataclass(frozen=True)
class Kinds:
    """All combinations of codes of the lasting dimensions; numbers of `kinds` are positions in population vectors."""

    dims: tuple[str, ...]
    kinds: tuple[Kind, ...]

    def members(self, where: By) -> list[int] | None:
        """Kinds that a cell sums; None when it speaks of attributes that change."""
        if not {dim for dim, _ in where} <= set(self.dims):
            return None
        places = [(self.dims.index(dim), code) for dim, code in where]
        return [n for n, kind in enumerate(self.kinds) if all(kind[place] == code for place, code in places)]

    def told_by(self, cells: Iterable[By]) -> bool:
        """Whether any of these cells tells people of different kinds apart."""
        return any(where and self.members(where) is not None for where in cells)

    def lumps(
        self, cells: Iterable[By], parents: Mapping[tuple[str, str], tuple[str, str]]
    ) -> tuple[int, ...]:
        """For every kind the one it stands under in a month's `cells`: itself, or the rest that it has not left yet.

        Who is only known as part of a rest may be of any kind that leaves this rest later.
        """
        shown = {pair for where in cells for pair in where}
        places = {kind: number for number, kind in enumerate(self.kinds)}
        return tuple(places.get(self._lumped(kind, shown, parents), places[kind]) for kind in self.kinds)

    def as_seen(
        self, people: Sequence[int], seen: Kinds, parents: Mapping[tuple[str, str], tuple[str, str]]
    ) -> tuple[int, ...]:
        """The same people by the kinds that `seen` tells apart: who has no row of his own anywhere is of a rest."""
        places = {kind: number for number, kind in enumerate(seen.kinds)}
        shown = {pair for kind in seen.kinds for pair in zip(seen.dims, kind, strict=True)}
        found = [0] * len(seen.kinds)
        for kind, count in zip(self.kinds, people, strict=True):
            if count:
                codes = dict(zip(self.dims, self._lumped(kind, shown, parents), strict=True))
                found[places[tuple(codes[dim] for dim in seen.dims)]] += count
        return tuple(found)

    def _lumped(
        self, kind: Kind, shown: set[tuple[str, str]], parents: Mapping[tuple[str, str], tuple[str, str]]
    ) -> Kind:
        return tuple(
            f"rest_{parents[dim, code][1]}" if (dim, code) in parents and (dim, code) not in shown else code
            for dim, code in zip(self.dims, kind, strict=True)
        )


def kinds_of(
    cells: Iterable[By], unchanging: Sequence[str], parents: Mapping[tuple[str, str], tuple[str, str]]
) -> Kinds:
    """The kinds that printed cells can tell apart; a coarser dimension follows from the finer one."""
    codes: dict[str, set[str]] = defaultdict(set)
    for where in cells:
        for dim, code in where:
            codes[dim].add(code)
    coarse = {dim for dim, _ in parents.values() if any(fine in codes for fine, _ in parents)}
    dims = tuple(dim for dim in unchanging if dim in codes and dim not in coarse)
    return Kinds(dims, tuple(itertools.product(*(sorted(codes[dim]) for dim in dims))))


def reachable(
    kinds: Kinds,
    cells: Mapping[By, Hashable],
    last: Sequence[int] | None,
    came: int,
    gone: int,
    lumps: Sequence[int],
) -> People:
    """What `rounding` needs to keep a month within reach; cells: coordinates → key of the cell."""
    margins = {key: members for where, key in cells.items() if (members := kinds.members(where)) is not None}
    return People(len(kinds.kinds), margins, last, came, gone, tuple(lumps))


def follows(
    kinds: Kinds, now: Sequence[int], last: Sequence[int] | None, came: int, gone: int, lumps: Sequence[int]
) -> bool:
    """True when `now` is whole, ≥ 0 and can come from `last` with exactly so many entries and exits.

    lumps: see `Kinds.lumps`, of the month of `last`.

    At least Σ rises must have come and Σ falls gone; anybody beyond that came and went in between.
    """
    if len(now) != len(kinds.kinds) or min(now, default=0) < 0:
        return False
    if last is None:
        return True
    change = [0] * len(now)
    for kind, (after, before) in enumerate(zip(now, last, strict=True)):
        change[lumps[kind]] += after - before
    rises, falls = sum(max(0, step) for step in change), sum(max(0, -step) for step in change)
    return rises <= came and falls <= gone and came - gone == rises - falls
