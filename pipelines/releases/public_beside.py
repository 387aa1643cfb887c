"""The tables of a written release with figures from elsewhere laid beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipelines.disclosure.beside import Beside, Known, lay_beside
from pipelines.releases.proof import Proven, blocks_of, claimed
from pipelines.releases.public_cells import CELLS, Key, read_cells


@dataclass(frozen=True)
class Tables:
    """proven: population → printed block. printed: cell of a table → (number, rounding base), 1 for an anchored total."""

    proven: Mapping[str, Proven]
    printed: Mapping[Key, tuple[int, int]]

    @cached_property
    def population(self) -> Mapping[Key, str]:
        """Printed cell → the population whose proof speaks of it."""
        return {
            key: name
            for name, proven in self.proven.items()
            for key in claimed(proven.block)
            if key in self.printed
        }

    def lay_beside(
        self, known: Mapping[str, Sequence[Known]], near: frozenset[str] | None = None
    ) -> dict[str, Beside]:
        """Population → what its figures do to it; every cell that they name is one of its printed cells.

        near: periods, to look only at the tables around them.
        """
        return {
            name: lay_beside(proven.block, self.printed, proven.base, proven.need, known[name], near)
            for name, proven in self.proven.items()
            if known.get(name)
        }


def tables_of(folder: Path) -> Tables:
    """The tables of a written public release."""
    cells = read_cells(folder / "public" / CELLS)
    printed = {
        key: (cell.value, cell.base) for key, cell in cells.items() if cell.value is not None and cell.base
    }
    proven = blocks_of(folder)
    for block in (one.block for one in proven.values()):
        printed |= {(block.names[0], month, ()): (exact, 1) for month, exact in block.anchors.items()}
    return Tables(proven, printed)
