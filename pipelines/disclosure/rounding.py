"""Controlled rounding: every cell to a neighbouring multiple of its base, all sums kept, least total deviation.

An integer program with one yes/no per cell (up or down). Tables are network-like, so its relaxation is mostly whole.
Ties are broken by a secret salt: without it nobody can run the program backwards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.disclosure.solver import INFINITE, Program
from pipelines.disclosure.tables import CellSystem
from pipelines.errors import Refused

# A printed cell is only left when no other way exists: dearer than any deviation a month can add up to.
_CORRECTION = 10_000.0
# A value wished for but never printed gives way to any printed one, and to nothing else.
_WISH = 10.0


@dataclass(frozen=True)
class Rounded:
    """values: cell → printed multiple. corrections: cells printed differently before, with the reason.

    `left` means the exact value has left the printed interval; `sums` means it has not, but no additive
    table exists any more with the old value.
    """

    values: dict[Hashable, int]
    corrections: dict[Hashable, str]
    people: tuple[int, ...] = ()


@dataclass(frozen=True)
class People:
    """Kinds of people (codes of attributes nobody changes) a month's printed cells must be made of.

    lumps: kind → the kind it stood under a printed month before.
    wish: the people of this month as an earlier release proved them; with them later months stay within reach.
    count: number of kinds. margins: cell → kinds it sums. last: people per kind one printed month before, None at the
    beginning. came, gone: printed entries and exits since then.
    """

    count: int
    margins: Mapping[Hashable, Sequence[int]]
    last: Sequence[int] | None
    came: int
    gone: int
    lumps: Sequence[int]
    wish: Sequence[int] | None = None

    def add_to(self, program: Program) -> range:
        """Columns for this month's people: now = last + came − gone per kind, with the printed sums of both."""
        endless, none = [INFINITE] * self.count, [0] * self.count
        now = program.add_columns(self.wish or none, self.wish or endless)
        if self.last is not None:
            came, gone = program.add_columns(none, endless), program.add_columns(none, endless)
            for lump in sorted(set(self.lumps)):
                members = [kind for kind in range(self.count) if self.lumps[kind] == lump]
                before = sum(self.last[kind] for kind in members)
                terms = {now[kind]: 1.0 for kind in members}
                program.add_row({**terms, came[lump]: -1.0, gone[lump]: 1.0}, before, before)
            program.add_row(dict.fromkeys(came, 1.0), self.came, self.came)
            program.add_row(dict.fromkeys(gone, 1.0), self.gone, self.gone)
        return now


def round_cells(
    system: CellSystem,
    base: int = 5,
    *,
    salt: bytes,
    bases: Mapping[Hashable, int] | None = None,
    fixed: Mapping[Hashable, int] | None = None,
    printed: Mapping[Hashable, int] | None = None,
    people: People | None = None,
    wish: Mapping[Hashable, int] | None = None,
) -> Rounded:
    """Round all cells of `system` together.

    bases: cells with a base of their own. fixed: values that must hold (decided elsewhere). printed: values published
    before; kept wherever the exact value still lies within one step and the sums allow it. wish: values that cells
    should have when no printed one stands against it.
    people: the month's numbers must also be reachable by real people (step 3 of `witness`); they come back with the
    answer as `people`.
    Raises Refused naming the tables that cannot be made additive within one step.
    """
    task = _Task(system, base, salt, bases or {}, fixed or {}, printed or {}, wish or {})
    if people is not None:
        task.bind(people)
    return task.solve()


class _Task:
    def __init__(
        self,
        system: CellSystem,
        base: int,
        salt: bytes,
        bases: Mapping[Hashable, int],
        fixed: Mapping[Hashable, int],
        printed: Mapping[Hashable, int],
        wish: Mapping[Hashable, int],
    ) -> None:
        self._system, self._fixed, self._printed, self._wish = system, fixed, printed, wish
        self._base = {key: bases.get(key, base) for key in system.exact}
        self._floor = {key: value // self._base[key] * self._base[key] for key, value in system.exact.items()}
        self._column: dict[Hashable, int] = {}
        self._now = range(0)
        self._program = Program()
        self._add_cells(salt)
        self._add_equations()

    def _add_cells(self, salt: bytes) -> None:
        """One column per cell that has a choice: 1 is up. Fixed cells and multiples have none."""
        free = [key for key in self._system.exact if not self._settled(key)]
        costs = [self._up_cost(key) + _tie(salt, key) / (2 * len(free)) for key in free]
        columns = self._program.add_columns([0] * len(free), [1] * len(free), costs)
        self._column = dict(zip(free, columns, strict=True))

    def _settled(self, key: Hashable) -> bool:
        value, base = self._system.exact[key], self._base[key]
        if key in self._fixed:
            if abs(self._fixed[key] - value) >= base or self._fixed[key] % base:
                raise Refused(
                    f"Die Zelle {key} ist auf {self._fixed[key]} festgelegt, weiter als ein Schritt."
                )
            return True
        return value % base == 0

    def _up_cost(self, key: Hashable) -> float:
        """Deviation when rounded up minus deviation when rounded down; leaving a printed value costs much more."""
        rest, base = self._system.exact[key] % self._base[key], self._base[key]
        cost = float(base - 2 * rest)
        for held, price in ((self._printed.get(key), _CORRECTION), (self._wish.get(key), _WISH)):
            cost += price * ((held == self._floor[key]) - (held == self._floor[key] + base))
        return cost

    def _add_equations(self) -> None:
        for equation in self._system.equations:
            terms, rest = self._open_terms(equation.terms)
            if not terms and rest:
                raise self._impossible([equation.table])
            self._program.add_row(terms, -rest, -rest)

    def _open_terms(self, cells: Mapping[Hashable, int]) -> tuple[dict[int, float], int]:
        """A sum of printed values as columns and a constant."""
        terms: dict[int, float] = {}
        rest = 0
        for key, factor in cells.items():
            if key in self._column:
                terms[self._column[key]] = float(factor * self._base[key])
                rest += factor * self._floor[key]
            else:
                rest += factor * self._fixed.get(key, self._floor[key])
        return terms, rest

    def bind(self, people: People) -> None:
        """The printed cells must be the margins of people who are reachable from last month's."""
        self._now = people.add_to(self._program)
        for key, members in people.margins.items():
            terms, rest = self._open_terms({key: -1})
            self._program.add_row({**terms, **{self._now[kind]: 1.0 for kind in members}}, -rest, -rest)

    def solve(self) -> Rounded:
        answer = self._program.solve(whole=True)
        point = answer.point
        if point is None:
            raise self._impossible(self._blocked())
        values = {
            key: self._floor[key] + self._base[key] * round(point[self._column[key]])
            if key in self._column
            else self._fixed.get(key, self._floor[key])
            for key in self._system.exact
        }
        people = tuple(round(point[column]) for column in self._now)
        return Rounded(values, self._corrections(values), people)

    def _corrections(self, values: Mapping[Hashable, int]) -> dict[Hashable, str]:
        found = {}
        for key, old in self._printed.items():
            if key in values and values[key] != old:
                near = abs(old - self._system.exact[key]) < self._base[key]
                found[key] = "sums" if near else "left"
        return found

    def _blocked(self) -> list[str]:
        """The tables whose equations must bend for the rest to hold: least total bending."""
        program = Program()
        count = len(self._column)
        program.add_columns([0] * count, [1] * count)
        bent = {}
        for equation in self._system.equations:
            terms, rest = self._open_terms(equation.terms)
            over, under = program.add_columns([0, 0], [float("inf")] * 2, [1.0, 1.0], whole=False)
            program.add_row({**terms, over: 1.0, under: -1.0}, -rest, -rest)
            bent[over] = bent[under] = equation.table
        point = program.solve(whole=True).point
        return sorted({table for column, table in bent.items() if point is not None and point[column] > 0.5})

    def _impossible(self, tables: Collection[str]) -> Refused:
        return Refused(
            f"Diese Tabellen lassen sich nicht additiv runden: {'; '.join(sorted(tables))}. "
            "Bitte im Tabellenprogramm zusammenfassen oder streichen; die Schranke wird nie überschritten."
        )


def _tie(salt: bytes, key: Hashable) -> float:
    """A secret number in (−½, ½) for each cell, stable between runs."""
    digest = hashlib.blake2b(repr(key).encode(), key=salt[:64], digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64 - 0.5


def nearest(value: int, base: int) -> int:
    """Plain rounding to the nearest multiple, half up: the yardstick for deviation."""
    return (2 * value + base) // (2 * base) * base


def deviation_ratio(exact: Mapping[Hashable, int], printed: Mapping[Hashable, int], base: int = 5) -> float:
    """Mean deviation over non-zero cells, relative to plain nearest rounding of the same cells."""
    ours = sum(abs(printed[key] - value) for key, value in exact.items() if value)
    plain = sum(abs(nearest(value, base) - value) for value in exact.values() if value)
    return ours / plain if plain else 1.0
