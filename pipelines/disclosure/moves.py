"""Steps from one possible point to the next: the cheapest proof that a cell can have many values.

A point that meets every printed number, and a step that can be taken k times up or down without leaving any of them,
show k further values at once. No program is solved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from pipelines.disclosure.model import Condition, Protected, Published

# Far above every municipal count; a value that reaches it has no limit of its own.
NO_LIMIT = 10_000_000


def value_at(point: np.ndarray, terms: Mapping[int, int]) -> int:
    """Value of a sum of unknowns at a point."""
    return int(sum(factor * point[column] for column, factor in terms.items()))


def room(published: Published, point: np.ndarray) -> tuple[list[int], list[int]]:
    """How far each unknown can go down and up from a valid point while all others stay."""
    down, up = [int(value) for value in point], [NO_LIMIT] * published.unknowns
    for condition in published.conditions:
        value = value_at(point, condition.terms)
        for unknown, factor in condition.terms.items():
            less, more = _steps(condition, value, factor)
            up[unknown] = min(up[unknown], more)
            down[unknown] = min(down[unknown], less)
    return down, up


def _steps(condition: Condition, value: int, change: int) -> tuple[int, int]:
    """How often `change` can be taken off a condition's value and added to it."""
    above = NO_LIMIT if condition.upper is None else condition.upper - value
    below = NO_LIMIT if condition.lower is None else value - condition.lower
    less, more = (below, above) if change > 0 else (above, below)
    return less // abs(change), more // abs(change)


class Moves:
    """The moves of `published`, and how far each can be taken from one valid point."""

    def __init__(self, published: Published, point: np.ndarray) -> None:
        self._moves, self._point = published.moves, point
        self._of: dict[int, list[int]] = defaultdict(list)
        self._conditions: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._published = published
        self._values: list[int] = []
        self._reach: dict[int, tuple[int, int]] = {}
        for number, move in enumerate(self._moves):
            for unknown in move:
                self._of[unknown].append(number)
        if self._moves:
            self._values = [value_at(point, condition.terms) for condition in published.conditions]
            for number, condition in enumerate(published.conditions):
                for unknown, factor in condition.terms.items():
                    self._conditions[unknown].append((number, factor))

    def enough(self, cell: Protected) -> tuple[int, int] | None:
        """(steps down, steps up) of a move that shows as many values as the cell needs; None when no move does."""
        for number in dict.fromkeys(number for unknown in cell.terms for number in self._of[unknown]):
            change = sum(
                factor * self._moves[number].get(unknown, 0) for unknown, factor in cell.terms.items()
            )
            if abs(change) != 1:
                continue
            down, up = self._far(number) if change > 0 else self._far(number)[::-1]
            if down + up + 1 >= cell.need:
                return down, up
        return None

    def _far(self, number: int) -> tuple[int, int]:
        if number not in self._reach:
            self._reach[number] = self._measure(self._moves[number])
        return self._reach[number]

    def _measure(self, move: Mapping[int, int]) -> tuple[int, int]:
        down = up = NO_LIMIT
        changes: dict[int, int] = defaultdict(int)
        for unknown, step in move.items():
            less, more = _steps(Condition({}, 0, None), int(self._point[unknown]), step)
            down, up = min(down, less), min(up, more)
            for condition, factor in self._conditions[unknown]:
                changes[condition] += factor * step
        for number, change in changes.items():
            if change:
                less, more = _steps(self._published.conditions[number], self._values[number], change)
                down, up = min(down, less), min(up, more)
        return down, up
