"""The register on disk: append-only JSON lines, each chained to the one before by its hash.

A changed, moved or missing line is found on every reading; a cut-off end is found by the head file, which remembers
how many lines there were. Writing replaces the file in one step, so a crash leaves the old or the new register.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.errors import Damaged
from pipelines.paths import Home
from pipelines.publish.register.model import Entry, as_record, from_record
from pipelines.storage import single_writer, write_atomically

_START, _HEAD = "0" * 64, "stand.json"
# Seconds: writing takes milliseconds, and who approves on a page while another adds by hand must not be sent away.
PATIENCE = 10.0


def _file(home: Home) -> Path:
    return home.register / "publikationen.jsonl"


def _head(home: Home) -> Path:
    return home.register / _HEAD


def entries(home: Home) -> list[Entry]:
    """All entries, oldest first; none when nothing was recorded yet.

    Raises Damaged naming the first line that does not fit the chain.
    """
    return list(_entries(_file(home), *_as_they_stand(home)))


@lru_cache(maxsize=4)
def _entries(path: Path, content: bytes | None, head: bytes | None) -> tuple[Entry, ...]:
    """The same bytes are the same register: pages ask for it with every view, and a year of it is thousands of lines."""
    return tuple(from_record(line["entry"]) for line in _lines(path, content, head))


def record(home: Home, new: Iterable[Entry]) -> list[Entry]:
    """Append the entries that are not there yet and give them back; what is there already changes nothing.

    Raises EnvironmentProblem when another writer does not finish, Damaged like `entries`.
    """
    with single_writer(home.register / ".lock", PATIENCE):
        stand = _as_they_stand(home)
        lines = _lines(_file(home), *stand)
        known = {entry.id for entry in _entries(_file(home), *stand)}
        added = list({entry.id: entry for entry in new if entry.id not in known}.values())
        if added:
            at = datetime.now(UTC).isoformat(timespec="seconds")
            for entry in added:
                previous = lines[-1]["hash"] if lines else _START
                lines.append(_chained(previous, {"at": at, "entry": as_record(entry)}))
            _write(home, lines)
    return added


def _write(home: Home, lines: list[dict[str, Any]]) -> None:
    text = "".join(_text(line) + "\n" for line in lines)
    write_atomically(_file(home), text.encode(), mode=0o640)
    head = {"count": len(lines), "hash": lines[-1]["hash"]}
    write_atomically(_head(home), (_text(head) + "\n").encode(), mode=0o640)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _chained(previous: str, content: dict[str, Any]) -> dict[str, Any]:
    digest = hashlib.sha256(f"{previous}\n{_text(content)}".encode()).hexdigest()
    return {**content, "previous": previous, "hash": digest}


def _lines(path: Path, content: bytes | None, head: bytes | None) -> list[dict[str, Any]]:
    if content is None:
        if head is not None:
            raise _damaged(path, "die Datei fehlt")
        return []
    lines: list[dict[str, Any]] = []
    *texts, rest = content.split(b"\n")
    if rest:
        raise _damaged(path, f"Zeile {len(texts) + 1} ist nicht zu Ende geschrieben")
    for number, text in enumerate(texts, start=1):
        previous = lines[-1]["hash"] if lines else _START
        lines.append(_verified(path, number, text, previous))
    _check_head(path, lines, head)
    return lines


def _as_they_stand(home: Home) -> tuple[bytes | None, bytes | None]:
    """The lines and the head that stood at one moment: whoever only reads holds no lock, and another may be writing.

    The head is written last; as long as it is the same before and after, the lines between are never behind it.
    """
    head = _content(_head(home))
    while True:
        lines, after = _content(_file(home)), _content(_head(home))
        if after == head:
            return lines, head
        head = after


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _verified(path: Path, number: int, text: bytes, previous: str) -> dict[str, Any]:
    try:
        line = json.loads(text)
        expected = _chained(previous, {"at": line["at"], "entry": line["entry"]})
    except (ValueError, KeyError, TypeError):
        raise _damaged(path, f"Zeile {number} ist nicht lesbar") from None
    # Byte for byte: a space more is a change as well.
    if _text(expected).encode() != text:
        raise _damaged(path, f"Zeile {number} wurde nachträglich geändert oder verschoben")
    return expected


def _check_head(path: Path, lines: list[dict[str, Any]], head: bytes | None) -> None:
    """More lines than the head knows are those of a crash between the two writes; fewer were cut off."""
    if head is None and len({line["at"] for line in lines}) <= 1:
        return  # the crash came after the very first record
    try:
        told = json.loads(head or b"")
        count, digest = int(told["count"]), told["hash"]
    except (ValueError, KeyError, TypeError):
        raise _damaged(path.with_name(_HEAD), "die Datei fehlt oder ist nicht lesbar") from None
    if len(lines) < count or lines[count - 1]["hash"] != digest:
        raise _damaged(path, f"es fehlen Zeilen; vermerkt sind {count}, gefunden {len(lines)}")


def _damaged(path: Path, what: str) -> Damaged:
    return Damaged(f"{path}: {what}; bitte das Register aus der Sicherung zurückholen.")
