"""What is stored right now, the next load's name, and the reports of loads (also of refused ones)."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipelines import faults, storage
from pipelines.paths import Home
from pipelines.quality import report
from pipelines.quality.outcome import Outcome
from pipelines.warehouse import inbox, snapshots
from pipelines.warehouse.files import current_file, open_current

_NAME = re.compile(r"L(\d{4,})")


@dataclass(frozen=True)
class State:
    """The loaded state; load_id is None before the first load. sites: names of housing sites, which may be addresses."""

    load_id: str | None = None
    cut_off: date | None = None
    data_as_of: date | None = None
    deliveries: list[inbox.Stored] = field(default_factory=list)
    loads: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()


def read(home: Home) -> State:
    """The state that the pointer names."""
    if current_file(home) is None:
        return State()
    with open_current(home) as connection:
        row = connection.execute("SELECT load_id, cut_off, data_as_of FROM load_state").fetchone()
        loads = connection.execute("SELECT load_id FROM loads").fetchall()
        load_id, cut_off, data_as_of = row or (None, None, None)
        names = frozenset(name for (name,) in loads)
        sites = connection.execute("SELECT DISTINCT site FROM sites WHERE site IS NOT NULL").fetchall()
        return State(
            load_id, cut_off, data_as_of, inbox.stored(connection), names, frozenset(s for (s,) in sites)
        )


def next_load_id(home: Home, state: State) -> str:
    """L0001, L0002, …: one more than any load that was stored or refused so far."""
    names = {path.name for path in home.loads.iterdir()} if home.loads.is_dir() else set()
    numbers = [int(found[1]) for name in names | state.loads if (found := _NAME.fullmatch(name))]
    return f"L{max(numbers, default=0) + 1:04d}"


def write_report(home: Home, outcome: Outcome) -> None:
    """Write the load's folder (JSON and HTML) under a name beside, then rename it: it is there whole or not at all."""
    folder = home.loads / outcome.load_id
    beside = home.loads / f".{outcome.load_id}.tmp"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    report.write(beside, outcome)
    faults.point("report-half")
    storage.fsync_tree(beside)
    beside.rename(folder)
    storage.fsync_directory(home.loads)


def remove_orphans(home: Home, state: State) -> None:
    """Remove what a killed load left: half reports, reports of loads that never happened, unreferenced snapshots."""
    if home.loads.is_dir():
        for folder in list(home.loads.iterdir()):
            if folder.name.startswith(".") or not _happened(folder, state.loads):
                shutil.rmtree(folder)
    snapshots.forget_others(home, {delivery.sha256 for delivery in state.deliveries})


def last_report(home: Home) -> Path | None:
    """The folder of the newest load that was stored or refused, None before the first."""
    if not home.loads.is_dir():
        return None
    loads = read(home).loads
    folders: Iterable[Path] = (path for path in home.loads.iterdir() if _NAME.fullmatch(path.name))
    return max((path for path in folders if _happened(path, loads)), key=lambda path: path.name, default=None)


def _happened(folder: Path, loads: frozenset[str]) -> bool:
    if folder.name in loads:
        return True
    # A report that cannot be read was being written when the power went, so its load never happened.
    try:
        return bool(json.loads((folder / "load.json").read_text(encoding="utf-8"))["verdict"] == "refused")
    except (OSError, ValueError, KeyError, TypeError):
        return False
