"""The warehouse's files: one DuckDB file per load under a name used once, and the pointer that names the valid one.

A file that was named is never written again; the one before stays for whoever still reads it. The pointer is one line,
the file's name and its SHA-256: DuckDB opens a damaged file and fails at the first damaged page that a query reads, or
never, and a load would carry what it does not read into the next file.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb

from pipelines import faults, storage
from pipelines.errors import Damaged, Refused
from pipelines.paths import Home

# DuckDB must never fetch an extension from the net, whatever a file makes it want.
CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def current_file(home: Home) -> Path | None:
    """The valid warehouse file, None before the first load.

    Raises Damaged when the pointer names a missing file, or is gone where something had been loaded: what looks like an
    empty home is tidied by the next load, which would remove every delivery.
    """
    found = _named_by(home)
    if found is None and ((home.warehouse / "previous").exists() or (home.releases / "current").exists()):
        raise Damaged(f"Der Zeiger {home.warehouse / 'current'} fehlt; bitte mit «zgm restore» zurückholen.")
    return found


def open_current(home: Home) -> duckdb.DuckDBPyConnection:
    """The loaded state, read only; close it, or use it as a context.

    Raises Refused when nothing was loaded yet, Damaged when the file is not what it was when it was named.
    """
    path = current_file(home)
    if path is None:
        raise Refused("Es ist noch nichts geladen; bitte zuerst «zgm load ORDNER» ausführen.")
    _require_intact(home, path)
    try:
        return duckdb.connect(str(path), read_only=True, config=CONFIG)
    except duckdb.Error as error:
        raise Damaged(
            f"Die Datei {path.name} des Warehouse lässt sich nicht öffnen; bitte mit «zgm restore» zurückholen."
        ) from error


def damaged(home: Home) -> list[str]:
    """What is damaged in the loaded state, in sentences; before the first load nothing is."""
    try:
        open_current(home).close()
    except Damaged as damage:
        return [str(damage)]
    except Refused:
        return []
    return []


def new_file(home: Home, load_id: str) -> Path:
    """A place for the file of this load, filled with a copy of the valid one if there is one."""
    home.warehouse.mkdir(parents=True, exist_ok=True)
    path = home.warehouse / f"{load_id}.duckdb"
    current = current_file(home)
    if current is not None:
        shutil.copyfile(current, path)
        faults.point("warehouse-copied")
    return path


def publish(home: Home, path: Path) -> None:
    """Make `path` the valid warehouse in one step; from here on the load has happened.

    `previous` names the file before; after the first load the same one, which tells a lost pointer from a killed load.
    """
    fsync_file(path)
    storage.fsync_directory(home.warehouse)
    path.chmod(0o600)
    first = current_file(home) is None
    if not first:
        storage.write_atomically(home.warehouse / "previous", (home.warehouse / "current").read_bytes())
    faults.point("before-pointer")
    line = f"{path.name} {storage.sha256_of(path)}"
    storage.write_atomically(home.warehouse / "current", line.encode())
    faults.point("after-pointer")
    if first:
        storage.write_atomically(home.warehouse / "previous", line.encode())


def is_published(home: Home, path: Path) -> bool:
    """Whether the pointer names `path`."""
    name, _ = _line(home.warehouse / "current")
    return name == path.name


def tidy(home: Home) -> None:
    """Remove what a killed load left behind and files older than the one before the valid one."""
    if not home.warehouse.is_dir():
        return
    kept = {"current", "previous"} | {path.name for path in (current_file(home), _previous(home)) if path}
    for path in home.warehouse.iterdir():
        if path.name in kept:
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def fsync_file(path: Path) -> None:
    """Make a file's content survive a power cut."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _previous(home: Home) -> Path | None:
    name, _ = _line(home.warehouse / "previous")
    return home.warehouse / name if name else None


def _named_by(home: Home) -> Path | None:
    pointer = home.warehouse / "current"
    if not pointer.exists():
        return None
    name, _ = _line(pointer)
    path = home.warehouse / name
    if not path.is_file():
        raise Damaged(
            f"Der Zeiger {pointer} nennt {name}, aber die Datei fehlt; bitte mit «zgm restore» zurückholen."
        )
    return path


def _require_intact(home: Home, path: Path) -> None:
    _, digest = _line(home.warehouse / "current")
    # Pointers had no hash at first; the next load writes one.
    if digest and storage.sha256_of(path) != digest:
        raise Damaged(
            f"Die Datei {path} wurde verändert oder ist beschädigt; bitte mit «zgm restore» zurückholen."
        )


def _line(pointer: Path) -> tuple[str, str]:
    """The name and the hash that a pointer holds; empty where there is none."""
    if not pointer.exists():
        return "", ""
    name, _, digest = pointer.read_text(encoding="utf-8", errors="replace").strip().partition(" ")
    return name, digest
