"""What readers with outside knowledge could add to a release and all that was printed before it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelines.disclosure import foreknowledge, ledger, programme
from pipelines.disclosure.foreknowledge import Knowing, Unchanged
from pipelines.paths import Home
from pipelines.releases.proof import blocks_of
from pipelines.releases.public_build import ledger_file
from pipelines.releases.public_cells import CELLS, Key, Printed, read_cells


def knowing(home: Home, folder: Path, manifest: Mapping[str, Any]) -> tuple[Knowing, Unchanged, Knowing]:
    """The insider of one cell, who knows that a corrected cell stayed the same, and who knows how totals are rounded.

    For an approved release.

    Raises Damaged when the ledger does not match its hashes.
    """
    cells = read_cells(folder / "public" / CELLS)
    need = manifest["public"]["threshold"]
    shown = [(cell.value, cell.base) for cell in cells.values() if cell.value is not None]
    own = foreknowledge.insider(shown, need)
    prints = ledger.history(ledger_file(home), manifest["release"])
    bases = {key: cell.base for key, cell in cells.items()}
    return own, foreknowledge.unchanged(prints, bases, need), _of_the_method(folder, cells)


def _of_the_method(folder: Path, cells: Mapping[Key, Printed]) -> Knowing:
    """All populations together; zeros before anybody can be counted are true by definition, and tell nothing."""
    populations = programme.load().populations
    found = []
    for name, proven in blocks_of(folder).items():
        since = populations[name].since if name in populations else ""
        zeros = [
            key for key in foreknowledge.first_zeros(proven.block)
            if key[1][:7] >= since and key in cells and cells[key].value is not None
        ]  # fmt: skip
        found.append(foreknowledge.beginning(len(zeros), proven.base, proven.need))
    fewest = [one.fewest for one in found if one.fewest is not None]
    return Knowing(
        sum(one.asked for one in found), sum(one.narrowed for one in found), min(fewest, default=None)
    )
