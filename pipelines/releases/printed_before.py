"""What readers with outside knowledge could add to a release and all that was printed before it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipelines.disclosure import foreknowledge, ledger
from pipelines.disclosure.foreknowledge import Knowing
from pipelines.paths import Home
from pipelines.releases.public_build import ledger_file
from pipelines.releases.public_cells import CELLS, read_cells


def knowing(home: Home, folder: Path, manifest: Mapping[str, Any]) -> tuple[Knowing, Knowing]:
    """The insider of one cell, and who knows that a corrected cell stayed the same; for an approved release.

    Raises Damaged when the ledger does not match its hashes.
    """
    cells = read_cells(folder / "public" / CELLS)
    need = manifest["public"]["threshold"]
    shown = [(cell.value, cell.base) for cell in cells.values() if cell.value is not None]
    own = foreknowledge.insider(shown, need)
    prints = ledger.history(ledger_file(home), manifest["release"])
    bases = {key: cell.base for key, cell in cells.items()}
    return own, foreknowledge.unchanged(prints, bases, need)
