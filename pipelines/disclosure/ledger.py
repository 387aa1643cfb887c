"""The memory of what was printed: one line per cell and value, each line sealed by the hash of all before it.

Lines are only ever appended. A cell that stays as printed gets no second line; a cell that changes gets a new line
marked as a correction. Each release ends with a seal; what stands after the last seal is an interrupted release and
counts for nothing. A cell that was printed under an earlier code is read under the one it has today.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.disclosure.earlier_codes import as_today
from pipelines.disclosure.grid import By
from pipelines.errors import Damaged
from pipelines.storage import fsync_directory

_START = "0" * 64
CellKey = tuple[str, str, By]


@dataclass(frozen=True)
class Entry:
    """One printed cell. value: number behind the print (None: "•"). shown: as printed.

    method: "rounded", "suppressed" (a table of exact numbers and dots) or "anchor"; base: its rounding base (0 for the
    other methods).
    correction: the cell was printed differently before. Why is not written down: the reader of a reason could tell
    whether the exact value had left the old interval. earlier: the value before the newest correction; not stored,
    read from the lines above.
    """

    metric: str
    period: str
    by: By
    value: int | None
    shown: str
    method: str
    base: int
    correction: bool = False
    earlier: int | None = None

    @property
    def key(self) -> CellKey:
        return (self.metric, self.period, self.by)


@dataclass(frozen=True)
class Stamp:
    """Under which release, rules, data and name the cells went out."""

    release: str
    configuration: str
    input: str
    approver: str


def append(path: Path, stamp: Stamp, entries: Iterable[Entry]) -> str:
    """Add the cells of a release that are new or changed, and its seal; returns the seal's hash (the new head).

    Raises Damaged when the file so far does not match its hashes. The caller holds the single writer's lock.
    """
    head, good = _last_seal(path)
    lines = []
    count = 0
    for entry in entries:
        head, line = _line(head, {"kind": "cell", **vars(stamp), **_fields(entry)})
        lines.append(line)
        count += 1
    head, line = _line(head, {"kind": "seal", **vars(stamp), "cells": count})
    lines.append(line)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.truncate(good)
        file.write(b"".join(lines))
        file.flush()
        os.fsync(file.fileno())
    fsync_directory(path.parent)
    return head


def verify(path: Path, head: str | None = None) -> int:
    """Check every hash of the chain, and that `head` (kept by a release) stands in it; returns the number of cells.

    Raises Damaged with the first line that does not match.
    """
    cells = 0
    heads = {_START}
    for record in _sealed(path):
        cells += record["kind"] == "cell"
        heads.add(record["hash"])
    if head is not None and head not in heads:
        raise Damaged(
            f"In {path.name} fehlt der Stand einer Freigabe; bitte die Datei aus der Sicherung zurückholen."
        )
    return cells


def head(path: Path) -> str:
    """Hash of the newest seal; the same for every ledger that nothing was printed from yet."""
    return _last_seal(path)[0]


def releases(path: Path) -> list[str]:
    """Ids of the sealed releases, oldest first."""
    return [release for release, _, _ in _seals(path)]


def _seals(path: Path) -> tuple[tuple[str, str, int], ...]:
    """(release, hash, end position) per seal. Asked for every page of the council: read again only when it changed."""
    if not path.exists():
        return ()
    state = path.stat()
    return _seals_of(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _seals_of(path: Path, _changed: int, _size: int) -> tuple[tuple[str, str, int], ...]:
    # Quotes inside a value are escaped, so this text can only be the record's own kind.
    return tuple(
        (json.loads(text)["release"], digest, end)
        for digest, text, end in _checked(path)
        if b'"kind":"seal"' in text
    )


def entries(path: Path, until: str | None = None) -> dict[CellKey, Entry]:
    """The newest print of every cell, up to and including the release `until` (default: all)."""
    found: dict[CellKey, Entry] = {}
    for record in _sealed(path):
        if record["kind"] == "cell":
            entry = _entry(record)
            old = found.get(entry.key)
            found[entry.key] = entry if old is None else replace(entry, earlier=old.value)
        elif record["release"] == until:
            break
    return found


def history(path: Path, until: str | None = None) -> dict[CellKey, list[int]]:
    """Every number ever printed for a cell, oldest first, up to and including the release `until`; dots left out."""
    found: dict[CellKey, list[int]] = {}
    for record in _sealed(path):
        if record["kind"] == "cell" and record["value"] is not None:
            found.setdefault(_entry(record).key, []).append(record["value"])
        elif record["kind"] == "seal" and record["release"] == until:
            break
    return found


def printed(path: Path) -> dict[Hashable, int]:
    """Newest printed value per cell, as the rounding of the next release needs it."""
    return {key: entry.value for key, entry in entries(path).items() if entry.value is not None}


def changed(
    before: Mapping[CellKey, Entry],
    values: Mapping[CellKey, int | None],
    base_of: Callable[[CellKey], int],
    exact: Collection[str] = (),
) -> Iterator[Entry]:
    """The entries a release must write: cells never printed, and corrections.

    exact: metrics printed exactly; only their values may be None (a dot).
    """
    for cell, value in values.items():
        old = before.get(cell)
        if old is None or old.value != value:
            method = "suppressed" if cell[0] in exact else "rounded" if base_of(cell) else "anchor"
            shown = "•" if value is None else str(value)
            yield Entry(*cell, value, shown, method, base_of(cell), correction=old is not None)


def _fields(entry: Entry) -> dict[str, Any]:
    fields = {**vars(entry), "by": [list(pair) for pair in entry.by]}
    del fields["earlier"]
    return fields


def _entry(record: Mapping[str, Any]) -> Entry:
    where = as_today(tuple((str(name), str(code)) for name, code in record["by"]))
    names = ("metric", "period", "value", "shown", "method", "base", "correction")
    return Entry(by=where, **{name: record[name] for name in names})


def _line(head: str, record: dict[str, Any]) -> tuple[str, bytes]:
    text = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256((head + text).encode()).hexdigest()
    return digest, (digest + " " + text + "\n").encode()


def _sealed(path: Path) -> Iterator[dict[str, Any]]:
    """Records up to the last seal, every hash checked."""
    waiting: list[dict[str, Any]] = []
    for digest, text, _ in _checked(path):
        record = {**json.loads(text), "hash": digest}
        waiting.append(record)
        if record["kind"] == "seal":
            yield from waiting
            waiting = []


def _last_seal(path: Path) -> tuple[str, int]:
    """Hash and end position of the last complete release."""
    seals = _seals(path)
    return seals[-1][1:] if seals else (_START, 0)


def _checked(path: Path) -> Iterator[tuple[str, bytes, int]]:
    """Every whole line as (hash, record, end position), each hash checked against the line before."""
    if not path.exists():
        return
    head, position = _START, 0
    content = path.read_bytes()
    for number, line in enumerate(content.splitlines(keepends=True), 1):
        position += len(line)
        if not line.endswith(b"\n"):
            # Torn by a crash: belongs to no sealed release.
            return
        digest, _, text = line[:-1].partition(b" ")
        if hashlib.sha256(head.encode() + text).hexdigest().encode() != digest:
            raise Damaged(
                f"{path.name}, Zeile {number}: Das Verzeichnis der gedruckten Zahlen ist verändert worden; "
                "bitte aus der Sicherung zurückholen."
            )
        head = digest.decode()
        yield head, text, position
