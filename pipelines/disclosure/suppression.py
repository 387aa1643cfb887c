"""Cell suppression: hide small cells, and the least number of others, so that no dot can be narrowed down.

The integer program is solved by cutting planes (Fischetti and Salazar 2001): a master program chooses cells to hide;
for every small cell an attacker's program asks how far its value could move; when it cannot move far enough, the
attacker's shadow prices say which cells would have helped, and that becomes a new condition of the master.
"""

from __future__ import annotations

import time
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.disclosure.solver import Program
from pipelines.disclosure.tables import CellSystem

_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Suppressed:
    """primary: cells of 1 … n − 1. secondary: hidden to protect them. Both are printed as "•".

    cost: number of secondary cells; bound: proven least number; gap: their difference (0: proven optimum).
    """

    primary: frozenset[Hashable]
    secondary: frozenset[Hashable]
    bound: int

    @property
    def hidden(self) -> frozenset[Hashable]:
        return self.primary | self.secondary

    @property
    def gap(self) -> int:
        return len(self.secondary) - self.bound


def suppress(
    system: CellSystem,
    threshold: int,
    zeros: str = "shown",
    seconds: float = 60.0,
    hidden: frozenset[Hashable] = frozenset(),
    shown: frozenset[Hashable] = frozenset(),
) -> Suppressed:
    """Hide every cell of 1 … threshold − 1 and as few others as possible (ties: the smaller sum of values).

    Protected is every small cell, to a width of threshold − 1: at least `threshold` values remain possible.
    zeros: with `shown`, a reader knows that a dot is at least 1, and a true zero can hide nothing.
    seconds: after this time the best choice so far is returned with its gap.
    hidden, shown: cells that stay so because they were printed so; a small cell is hidden all the same.
    A choice always exists when nothing must be shown: with every sum hidden as well, each cell may be any multiple of
    what it is. Otherwise the best that is left is returned, and the attack has the last word.
    """
    return _Search(system, threshold, zeros, seconds, hidden, shown).run()


class _Search:
    def __init__(
        self,
        system: CellSystem,
        threshold: int,
        zeros: str,
        seconds: float,
        hidden: frozenset[Hashable],
        shown: frozenset[Hashable],
    ) -> None:
        self._keys = list(system.exact)
        self._value = [system.exact[key] for key in self._keys]
        place = {key: number for number, key in enumerate(self._keys)}
        self._rows = [{place[key]: factor for key, factor in eq.terms.items()} for eq in system.equations]
        self._need, self._least = threshold - 1, 1 if zeros == "shown" else 0
        self._reach = 2 * max(self._value, default=0) + threshold
        self._primary = [number for number, value in enumerate(self._value) if 1 <= value < threshold]
        small = set(self._primary)
        self._open = [
            number in small or ((zeros == "hidden" or value > 0) and key not in shown)
            for number, (key, value) in enumerate(zip(self._keys, self._value, strict=True))
        ]
        self._kept = [number for number, key in enumerate(self._keys) if key in hidden and self._open[number]]
        self._until = time.monotonic() + seconds
        self._master = self._build_master()
        self._attacker = self._build_attacker()

    def run(self) -> Suppressed:
        if not self._primary and not self._kept:
            return Suppressed(frozenset(), frozenset(), 0)
        self._tighten()
        return self._search()

    def _build_master(self) -> Program:
        """One yes/no per cell; whoever is hidden needs company in each of its sums."""
        master = Program()
        forced = {*self._primary, *self._kept}
        lower = [1.0 if number in forced else 0.0 for number in range(len(self._keys))]
        whole = sum(self._value) + 1
        cost = [1 + value / whole for value in self._value]
        master.add_columns(lower, [1.0 if is_open else 0.0 for is_open in self._open], cost)
        for row in self._rows:
            for number in row:
                others: dict[int, float] = {other: 1.0 for other in row if other != number}
                if self._open[number]:
                    master.add_row({**others, number: -1.0}, 0, float("inf"))
        return master

    def _build_attacker(self) -> Program:
        """How far each cell can move from its true value when the hidden ones are free; bounds are set per question."""
        attacker = Program()
        attacker.add_columns([0] * len(self._keys), [0] * len(self._keys), whole=False)
        for row in self._rows:
            attacker.add_row(row, 0, 0)
        return attacker

    def _tighten(self) -> None:
        """Cuts for fractional choices first: they are cheap and leave the integer search little to do."""
        for _ in range(200):
            point = self._master.solve(whole=False).point
            if point is None or time.monotonic() > self._until or not self._cut(point.tolist()):
                return

    def _search(self) -> Suppressed:
        bound = 0
        tried: set[int] = set()
        while True:
            self._master.limit_seconds(max(self._until - time.monotonic(), 0.1))
            answer = self._master.solve(whole=True)
            if answer.bound is not None:
                bound = max(bound, int(answer.bound + _TOLERANCE) - len(self._primary))
            if answer.point is None or answer.gap > _TOLERANCE or time.monotonic() > self._until:
                return self._best_effort(tried, bound)
            chosen = [float(round(value)) for value in answer.point]
            tried |= {number for number, value in enumerate(chosen) if value}
            if not self._cut(chosen):
                return self._result({number for number, value in enumerate(chosen) if value}, None)

    def _cut(self, choice: Sequence[float]) -> bool:
        """Add one condition per small cell that moves too little; True when there was any."""
        cuts = self._unprotected(choice)
        for cut in cuts:
            self._master.add_row(cut, self._need, float("inf"))
        return bool(cuts)

    def _unprotected(self, choice: Sequence[float]) -> list[dict[int, float]]:
        """For every small cell whose interval is too narrow: what hiding other cells would add to its width."""
        room = [(self._value[n] - self._least, self._reach) for n in range(len(choice))]
        for number, share in enumerate(choice):
            down, up = room[number] if self._open[number] else (0, 0)
            self._attacker.set_bounds(number, -down * share, up * share)
        cuts = []
        for cell in self._primary:
            width, prices = 0.0, [0.0] * len(choice)
            for sense in (1.0, -1.0):
                self._attacker.set_cost({cell: sense})
                answer = self._attacker.solve(whole=False)
                assert answer.value is not None and answer.reduced is not None, (
                    "no movement is always possible"
                )
                width -= answer.value
                for number, price in enumerate(answer.reduced):
                    prices[number] += price * room[number][0] if price > 0 else -price * room[number][1]
            if width < self._need - _TOLERANCE:
                cuts.append(
                    {n: min(price, self._need) for n, price in enumerate(prices) if price > _TOLERANCE}
                )
        return cuts

    def _best_effort(self, tried: set[int], bound: int) -> Suppressed:
        """Time is up: everything that was ever worth hiding, or all cells; then give back what is not needed."""
        chosen = set(tried)
        if not chosen or self._unprotected(self._as_choice(chosen)):
            chosen = {number for number, is_open in enumerate(self._open) if is_open}
        for number in sorted(chosen - {*self._primary, *self._kept}, key=lambda n: -self._value[n]):
            if not self._unprotected(self._as_choice(chosen - {number})):
                chosen.discard(number)
        return self._result(chosen, bound)

    def _as_choice(self, chosen: set[int]) -> list[float]:
        return [1.0 if number in chosen else 0.0 for number in range(len(self._keys))]

    def _result(self, chosen: set[int], bound: int | None) -> Suppressed:
        primary = frozenset(self._keys[number] for number in self._primary)
        secondary = frozenset(self._keys[number] for number in chosen) - primary
        return Suppressed(primary, secondary, len(secondary) if bound is None else bound)


def published_cells(system: CellSystem, result: Suppressed) -> Mapping[Hashable, int | None]:
    """Cells as printed: a number, or None for "•"."""
    return {key: None if key in result.hidden else value for key, value in system.exact.items()}
