"""Run the code cells of a notebook (nbformat 4 JSON) in order, in one namespace; no Jupyter is needed for that."""

from __future__ import annotations

import contextlib
import io
import json
import os
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def cells(path: Path) -> list[dict[str, Any]]:
    """The cells of a notebook file."""
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


def is_stripped(path: Path) -> bool:
    """Whether a notebook carries neither outputs nor counters: what is stored is text, never a figure."""
    return all(
        not cell["outputs"] and cell["execution_count"] is None
        for cell in cells(path)
        if cell["cell_type"] == "code"
    )


def run(path: Path, home: Path) -> tuple[str, dict[str, Any]]:
    """Execute a notebook against the release of `home`: what it printed, and its names at the end.

    An error in a cell is raised as it is, with the cell's number in the traceback.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    before = os.environ.get("ZGM_HOME")
    os.environ["ZGM_HOME"] = str(home)
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            for number, cell in enumerate(cells(path), start=1):
                if cell["cell_type"] == "code":
                    code = compile("".join(cell["source"]), f"{path.name}, Zelle {number}", "exec")
                    exec(code, names)
    finally:
        if before is None:
            del os.environ["ZGM_HOME"]
        else:
            os.environ["ZGM_HOME"] = before
    return printed.getvalue(), names
