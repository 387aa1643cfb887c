"""Which release is served, and the history of how it came to be: an append-only log and a one-line pointer."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pipelines import faults
from pipelines.errors import Damaged, Refused, UsageProblem
from pipelines.hints import did_you_mean
from pipelines.paths import Home
from pipelines.storage import fsync_directory, write_atomically

_CHANGED_POINTER = (
    "Die Datei releases/current, die die bereitgestellte Freigabe nennt, wurde verändert; "
    "bitte mit «zgm releases rollback ID» eine Freigabe wählen."
)


def current_id(home: Home) -> str | None:
    """The id of the served release, None before the first. Damaged when the pointer is no line of text."""
    pointer = home.releases / "current"
    if not pointer.exists():
        return None
    content = pointer.read_bytes()
    if not _is_one_line(content):
        raise Damaged(_CHANGED_POINTER)
    return content.decode().strip()


def require_current(home: Home) -> str:
    """The id of the served release.

    Raises Refused with what to do when nothing was released yet, Damaged when it is gone.
    """
    found = current_id(home)
    if found is None:
        raise Refused(
            "Es gibt noch keine Freigabe; bitte zuerst «zgm load» und dann «zgm release» ausführen."
        )
    if not (home.releases / found).is_dir():
        raise Damaged(gone(found))
    return found


def gone(release_id: str) -> str:
    """What to do about a served release that is not there."""
    return f"Die bereitgestellte Freigabe {release_id} fehlt; bitte eine andere mit «zgm releases rollback ID» wählen."


def switch(home: Home, release_id: str, action: str, approved_by: str | None) -> None:
    """Serve `release_id` from now on and write down who did what; readers see the old or the new one."""
    event = {
        "release": release_id,
        "action": action,
        "approved_by": approved_by,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    path = home.releases / "history.jsonl"
    path.touch()
    with path.open("r+b") as log:
        # A line that a crash cut off never happened; the next one must not be glued to it.
        before = log.read()
        log.seek(before.rfind(b"\n") + 1)
        log.truncate()
        log.write(_line(event, _lines(before)))
        log.flush()
        os.fsync(log.fileno())
    fsync_directory(home.releases)
    faults.point("history-written")
    write_atomically(home.releases / "current", f"{release_id}\n".encode())


def history(home: Home) -> list[dict[str, Any]]:
    """All events, oldest first; a line that a crash cut off is left out.

    Raises Damaged when a line is no event, or when none tells of the served release: it is written before it is served.
    Whatever stands in no line counts as never served and is removed, so a history that is gone must stop everybody.
    """
    log = home.releases / "history.jsonl"
    lines = _lines(log.read_bytes()) if log.exists() else []
    events = [_event(line, number) for number, line in enumerate(lines, start=1)]
    if missed := _missed(home, events):
        raise Damaged(missed)
    return events


def _missed(home: Home, events: Sequence[Mapping[str, Any]]) -> str:
    served = current_id(home)
    if served is None or served in {event.get("release") for event in events}:
        return ""
    return (
        f"history.jsonl: Im Verlauf fehlt die bereitgestellte Freigabe {served}; "
        "bitte die Datei aus der Sicherung zurückholen."
    )


def _event(line: bytes, number: int) -> dict[str, Any]:
    try:
        found = dict(json.loads(line))
    except (ValueError, TypeError):
        raise Damaged(_changed_line(number)) from None
    return {key: value for key, value in found.items() if key != "chain"}


def _changed_line(number: int) -> str:
    return f"history.jsonl, Zeile {number}: Der Verlauf wurde verändert; bitte aus der Sicherung zurückholen."


def verify(home: Home) -> list[str]:
    """What is damaged in the history and the pointer, in sentences: every line carries a hash of all up to it."""
    faults = []
    log, current = home.releases / "history.jsonl", home.releases / "current"
    lines = _lines(log.read_bytes()) if log.exists() else []
    for number, line in enumerate(lines):
        if not _is_sealed(line, lines[:number]):
            faults.append(_changed_line(number + 1))
            break
    if current.exists() and not _is_one_line(current.read_bytes()):
        faults.append(_CHANGED_POINTER)
    if not faults and (missed := _missed(home, [_event(line, 0) for line in lines])):
        faults.append(missed)
    return faults


def _is_one_line(pointer: bytes) -> bool:
    return pointer.isascii() and pointer == pointer.strip() + b"\n"


def _lines(log: bytes) -> list[bytes]:
    """Complete lines; one that a crash cut off is none."""
    return log.split(b"\n")[:-1]


def _line(event: Mapping[str, Any], before: Sequence[bytes]) -> bytes:
    """An event as it is written, with a hash of it and of the line before."""
    last = before[-1] if before else b""
    chain = hashlib.sha256(last + _plain(event)).hexdigest()
    return _plain({**event, "chain": chain}) + b"\n"


def _is_sealed(line: bytes, before: Sequence[bytes]) -> bool:
    try:
        event = json.loads(line)
    except ValueError:
        return False
    plain = {key: value for key, value in event.items() if key != "chain"}
    return _line(plain, before) == line + b"\n"


def _plain(event: Mapping[str, Any]) -> bytes:
    return json.dumps(event, sort_keys=True, ensure_ascii=False).encode()


def existing_ids(home: Home) -> list[str]:
    """All finished releases, by id."""
    if not home.releases.exists():
        return []
    return sorted(
        path.parent.name
        for path in home.releases.glob("*/manifest.json")
        if not path.parent.name.startswith(".")
    )


def find_id(home: Home, given: str) -> str:
    """The release that `given` names: its id or a beginning that fits one only.

    Raises UsageProblem with a suggestion otherwise.
    """
    known = existing_ids(home)
    fitting = [name for name in known if name == given] or [name for name in known if name.startswith(given)]
    if len(fitting) == 1:
        return fitting[0]
    if len(fitting) > 1:
        raise UsageProblem(
            f"«{given}» passt auf mehrere Freigaben: {', '.join(fitting)}; bitte mehr Zeichen angeben."
        )
    hint = did_you_mean(given, known) if known else "Es gibt noch keine Freigabe."
    raise UsageProblem(f"Die Freigabe «{given}» gibt es nicht. {hint}")
