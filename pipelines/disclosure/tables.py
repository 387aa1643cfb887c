"""Cells of published tables and the sums that tie them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from pipelines.disclosure.grid import By, by
from pipelines.errors import Refused

# Dimension of the row that makes the Träger table additive; its cell is ≤ 0.
MULTIPLE = "multiple"


@dataclass(frozen=True)
class Equation:
    """Σ coefficient · cell = 0. `table` names the table a reader would have to give up if it cannot hold."""

    terms: Mapping[Hashable, int]
    table: str


@dataclass
class CellSystem:
    """Exact cells (persons; only `multiple` may be negative) and the equations between them."""

    exact: dict[Hashable, int] = field(default_factory=dict)
    equations: list[Equation] = field(default_factory=list)

    def add(self, other: CellSystem) -> None:
        """Take in another system; a cell that is in both must have one value."""
        for key, value in other.exact.items():
            if self.exact.setdefault(key, value) != value:
                raise Refused(
                    f"Die Zelle {key} hat zwei Werte ({self.exact[key]} und {value}); bitte prüfen."
                )
        self.equations.extend(other.equations)

    def check(self) -> None:
        """Refuse exact cells that do not add up: no rounding could be trusted then."""
        for equation in self.equations:
            difference = sum(factor * self.exact[key] for key, factor in equation.terms.items())
            if difference:
                raise Refused(
                    f"Die Tabelle «{equation.table}» geht nicht auf (Unterschied {difference}); "
                    "bitte die Berechnung der Freigabe prüfen."
                )


def linked(
    name: str,
    period: str,
    cells: Mapping[By, int],
    parents: Mapping[tuple[str, str], tuple[str, str]] | None = None,
) -> CellSystem:
    """Tables of one metric and one period from their cells: every cell is keyed (metric, period, coordinates).

    cells: coordinates → count; margins included, `()` is the total, absent cells are no cells (count 0, not printed).
    parents: (dimension, code) → (coarser dimension, code); sums to the coarser level hold where both are printed.
    """
    system = CellSystem({(name, period, where): value for where, value in cells.items()})
    tables: dict[tuple[str, ...], list[By]] = defaultdict(list)
    for where in cells:
        tables[tuple(dim for dim, _ in where)].append(where)
    for shape in sorted(tables):
        for dim in shape:
            for reduce in _reductions(shape, dim, tables[shape], parents or {}, set(tables)):
                system.equations += _sums(name, period, cells, tables[shape], reduce, " × ".join(shape))
    system.check()
    return system


def _reductions(
    shape: tuple[str, ...],
    dim: str,
    finer: Iterable[By],
    parents: Mapping[tuple[str, str], tuple[str, str]],
    shapes: set[tuple[str, ...]],
) -> list[Mapping[tuple[str, str], tuple[str, str] | None]]:
    """Ways to make `dim` coarser that lead to a printed table: leave it out, or replace it by its coarser level."""
    codes = {pair for where in finer for pair in where if pair[0] == dim}
    ways: list[Mapping[tuple[str, str], tuple[str, str] | None]] = []
    if tuple(name for name in shape if name != dim) in shapes:
        ways.append(dict.fromkeys(codes))
    if codes <= parents.keys():
        coarse = {parents[pair][0] for pair in codes}
        if all(tuple(sorted([*(n for n in shape if n != dim), name])) in shapes for name in coarse):
            ways.append({pair: parents[pair] for pair in codes})
    return ways


def _sums(
    name: str,
    period: str,
    cells: Mapping[By, int],
    finer: Iterable[By],
    reduce: Mapping[tuple[str, str], tuple[str, str] | None],
    table: str,
) -> list[Equation]:
    groups: dict[By, list[By]] = defaultdict(list)
    for where in finer:
        groups[by(kept for pair in where if (kept := reduce.get(pair, pair)) is not None)].append(where)
    equations = []
    for total, parts in groups.items():
        if total in cells:
            terms: dict[Hashable, int] = {(name, period, part): 1 for part in parts}
            terms[name, period, total] = -1
            equations.append(Equation(terms, f"{name} nach {table}, {period}"))
        elif any(cells[part] for part in parts):
            raise Refused(f"Der Tabelle «{name} nach {table}» fehlt die Summenzelle {total}; bitte ergänzen.")
    return equations
