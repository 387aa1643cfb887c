"""How bytes reach the disk: whole or not at all, one writer at a time, hashes of what is there.

Pattern: write under a new name, fsync file and directory, then replace a pointer atomically.
A reader that follows the pointer never sees half of anything and never blocks the writer.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import stat
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from pipelines.errors import EnvironmentProblem

_BETWEEN_TRIES = 0.02  # seconds


def quoted(text: object) -> str:
    """A SQL string literal, for the few places that take no bound parameter (a file to write, a view's file).

    >>> quoted(Path("/srv/o'neill"))
    "'/srv/o''neill'"
    """
    return "'" + str(text).replace("'", "''") + "'"


def insert_rows(connection: Any, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """Put rows of all columns of a DuckDB table into it; whole columns as parameters, for row by row takes far longer."""
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(f"INSERT INTO {table} SELECT {', '.join(['unnest(?)'] * len(columns))}", columns)


def sha256_of(path: Path) -> str:
    """Hex digest of a file's bytes, read in pieces (constant memory)."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fsync_directory(directory: Path) -> None:
    """Make renames and new names in `directory` survive a power cut."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fsync_tree(directory: Path) -> None:
    """Make every file below `directory` survive a power cut."""
    for path in sorted(directory.rglob("*")):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    fsync_directory(directory)


def close_to_others(directory: Path) -> None:
    """Leave a folder and all below it to its owner and its group; a group that folders inherit stays inherited."""
    for path in (directory, *directory.rglob("*")):
        path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o007)


def require_folder_of(file: Path) -> None:
    """A file that a person names goes into a folder that is there; a mistyped one is not made.

    Raises EnvironmentProblem. Folders that are named themselves, for several files, are made.
    """
    if not file.expanduser().resolve().parent.is_dir():
        raise EnvironmentProblem(
            f"Den Ordner {file.parent} gibt es nicht; bitte anlegen oder einen anderen nennen."
        )


def write_atomically(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Replace `path` by `content` in one step; a crash leaves the old or the new file, never a mixture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    fsync_directory(path.parent)


@contextmanager
def single_writer(lock: Path, patience: float = 0) -> Iterator[None]:
    """Hold the one writer's place of a home.

    patience: seconds to wait for another writer, where writing takes an instant. Raises EnvironmentProblem after them:
    whoever would have to wait for a load gets the sentence at once.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as file:
        until = time.monotonic() + patience
        while not _locked(file):
            if time.monotonic() >= until:
                raise EnvironmentProblem(
                    "Ein anderer Vorgang schreibt gerade in dieses Datenverzeichnis; "
                    "bitte warten, bis er fertig ist, und den Befehl dann wiederholen."
                )
            time.sleep(_BETWEEN_TRIES)
        yield


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
