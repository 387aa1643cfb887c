"""The attacker: from everything published, how well can each protected cell be told?

Cheap proofs come first. A point that satisfies all conditions shows one possible value of every cell at once, so a
few points often show enough values everywhere. Only cells that are still open are solved for, by linear programs
whose optimum is mostly whole, and by integer programs where it is not.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from pipelines.disclosure.model import Finding, Findings, Protected, Published
from pipelines.disclosure.moves import NO_LIMIT, Moves, room, value_at
from pipelines.disclosure.solver import INFINITE, Program
from pipelines.errors import Disclosive


class Contradiction(Disclosive):
    """The published numbers cannot all be true; an attack on them proves nothing."""


def attack(published: Published, exact_bounds: bool = True) -> Findings:
    """Attack `published`; one finding per protected cell, with whole-number bounds and candidates.

    Candidates are counted up to the number needed (`proof` says how); an exact count is given whenever it is below.
    exact_bounds: with False, a cell for which a witness already shows enough values is not solved for; its bounds are
    then those of the shown values, not of all possible ones. The verdict is the same, in a fraction of the time.
    Raises Contradiction when the published numbers contradict each other (then no attack can prove anything).
    """
    attacker = _Attacker(published, exact_bounds)
    return Findings(tuple(attacker.examine(cell) for cell in published.protected))


class _Attacker:
    """One program for all cells; every whole point found on the way is kept as a witness."""

    def __init__(self, published: Published, exact_bounds: bool) -> None:
        self._published = published
        self._program = program_of(published)
        self._points: list[np.ndarray] = [
            np.asarray(point) for point in published.witnesses if satisfies(published, point)
        ]
        self._known: dict[frozenset[tuple[int, int]], Finding] = {}
        self._rows: dict[frozenset[tuple[int, int]], int] = {}
        if not self._points:
            self._first_point()
        self._room = None if exact_bounds else room(published, self._points[0])
        self._moves = None if exact_bounds else Moves(published, self._points[0])

    def _first_point(self) -> None:
        answer = self._program.solve(whole=True)
        if answer.point is None:
            raise Contradiction(
                "Die veröffentlichten Zahlen widersprechen einander: keine Bevölkerung erfüllt alle zugleich; "
                "bitte Summen und Rundung der Tabelle prüfen."
            )
        self._keep(answer.point)

    def _keep(self, point: np.ndarray) -> None:
        self._points.append(np.rint(point).astype(np.int64))

    def examine(self, cell: Protected) -> Finding:
        """Bounds of one cell; cells with the same members are solved once."""
        key = frozenset(cell.terms.items())
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._solve(cell)
        return Finding(cell.where, known.lower, known.upper, known.candidates, cell.need, known.proof)

    def _solve(self, cell: Protected) -> Finding:
        shown = self._shown(cell) or self._grown(cell)
        if shown is not None:
            return shown
        lower = self._extreme(cell.terms, 1)
        upper = self._extreme(cell.terms, -1)
        if upper >= NO_LIMIT // 2:
            return Finding(cell.where, lower, None, None, cell.need, "unbegrenzt")
        if upper - lower + 1 <= cell.need:
            return Finding(
                cell.where, lower, upper, self._count(cell, lower, upper), cell.need, "ganzzahlig gelöst"
            )
        return self._enough(cell, lower, upper)

    def _shown(self, cell: Protected) -> Finding | None:
        """Enough values by moving one unknown of the cell up and down, all else held; or by one of the moves."""
        if self._room is None or self._moves is None:
            return None
        found = None
        if set(cell.terms.values()) == {1}:
            down, up = (max(side[unknown] for unknown in cell.terms) for side in self._room)
            found = (down, up) if down + up + 1 >= cell.need else None
        found = found or self._moves.enough(cell)
        if found is None:
            return None
        (down, up), value = found, value_at(self._points[0], cell.terms)
        return Finding(cell.where, value - down, value + up, down + up + 1, cell.need, "Zeuge")

    def _grown(self, cell: Protected) -> Finding | None:
        """Enough values by asking for one after the other, upward and downward from a known one."""
        if self._room is None:
            return None
        lower = upper = value_at(self._points[0], cell.terms)
        self._program.set_cost({})
        for step in (1, -1):
            while upper - lower + 1 < cell.need:
                end = upper + 1 if step == 1 else lower - 1
                if not self._possible(cell, end):
                    break
                lower, upper = min(lower, end), max(upper, end)
        if upper - lower + 1 < cell.need:
            return None
        return Finding(cell.where, lower, upper, upper - lower + 1, cell.need, "Zeugen")

    def _extreme(self, terms: Mapping[int, int], sense: int) -> int:
        self._program.set_cost({column: sense * factor for column, factor in terms.items()})
        answer = self._program.solve(whole=True)
        assert answer.point is not None, "a feasible, bounded program has an optimum"
        self._keep(answer.point)
        return value_at(self._points[-1], terms)

    def _count(self, cell: Protected, lower: int, upper: int) -> int:
        """How many of the few values between the bounds are really possible."""
        return sum(self._possible(cell, value) for value in range(lower, upper + 1))

    def _enough(self, cell: Protected, lower: int, upper: int) -> Finding:
        """Show `need` values in a wide interval; holes in it are counted out, not assumed away."""
        shown = 0
        for value in range(lower, upper + 1):
            shown += self._possible(cell, value)
            if shown >= cell.need:
                holes = value - lower + 1 - shown
                return Finding(cell.where, lower, upper, upper - lower + 1 - holes, cell.need, "Zeugen")
        return Finding(cell.where, lower, upper, shown, cell.need, "ganzzahlig gelöst")

    def _possible(self, cell: Protected, value: int) -> bool:
        if any(value_at(point, cell.terms) == value for point in self._points):
            return True
        row = self._row_of(cell)
        self._program.set_row(row, value, value)
        answer = self._program.solve(whole=True)
        self._program.set_row(row, -INFINITE, INFINITE)
        if answer.point is not None:
            self._keep(answer.point)
        return answer.feasible

    def _row_of(self, cell: Protected) -> int:
        """A row of the program that asks for one value of the cell, and nothing until it is set."""
        key = frozenset(cell.terms.items())
        if key not in self._rows:
            self._rows[key] = self._program.add_row(cell.terms, -INFINITE, INFINITE)
        return self._rows[key]


def program_of(published: Published) -> Program:
    """The conditions as a program without an objective; unknowns are its first columns."""
    program = Program()
    most = _upper_bounds(published)
    program.add_columns([0] * published.unknowns, most)
    for condition in published.conditions:
        lower = -INFINITE if condition.lower is None else condition.lower
        upper = INFINITE if condition.upper is None else condition.upper
        program.add_row({column: n for column, n in condition.terms.items() if most[column]}, lower, upper)
    return program


def _upper_bounds(published: Published) -> list[int]:
    """No part can exceed a printed sum it is in; parts of a printed zero are zero."""
    upper = [NO_LIMIT] * published.unknowns
    for condition in published.conditions:
        if condition.upper is not None and min(condition.terms.values(), default=0) > 0:
            for column, factor in condition.terms.items():
                upper[column] = min(upper[column], condition.upper // factor)
    return upper


def satisfies(published: Published, point: object) -> bool:
    """True when a proposed witness is whole, ≥ 0 and meets every published number."""
    values = np.asarray(point)
    if len(values) != published.unknowns or (values < 0).any():
        return False
    return all(
        (condition.lower is None or value_at(values, condition.terms) >= condition.lower)
        and (condition.upper is None or value_at(values, condition.terms) <= condition.upper)
        for condition in published.conditions
    )
