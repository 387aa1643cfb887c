"""Which release is served, and the history of how it came to be: an append-only log and a one-line pointer."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import Any

from pipelines import faults
from pipelines.errors import Refused, UsageProblem
from pipelines.hints import did_you_mean
from pipelines.paths import Home
from pipelines.storage import fsync_directory, write_atomically


def current_id(home: Home) -> str | None:
    """The id of the served release, None before the first."""
    pointer = home.releases / "current"
    return pointer.read_text(encoding="utf-8").strip() if pointer.exists() else None


def require_current(home: Home) -> str:
    """The id of the served release.

    Raises Refused with what to do when nothing was released yet.
    """
    found = current_id(home)
    if found is None:
        raise Refused(
            "Es gibt noch keine Freigabe; bitte zuerst «zgm load» und dann «zgm release» ausführen."
        )
    return found


def switch(home: Home, release_id: str, action: str, approved_by: str | None) -> None:
    """Serve `release_id` from now on and write down who did what; readers see the old or the new one."""
    event = {
        "release": release_id,
        "action": action,
        "approved_by": approved_by,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    line = json.dumps(event, sort_keys=True, ensure_ascii=False) + "\n"
    path = home.releases / "history.jsonl"
    path.touch()
    with path.open("r+b") as log:
        # A line that a crash cut off never happened; the next one must not be glued to it.
        log.seek(log.read().rfind(b"\n") + 1)
        log.truncate()
        log.write(line.encode())
        log.flush()
        os.fsync(log.fileno())
    fsync_directory(home.releases)
    faults.point("history-written")
    write_atomically(home.releases / "current", f"{release_id}\n".encode())


def history(home: Home) -> list[dict[str, Any]]:
    """All events, oldest first; a line that a crash cut off is left out."""
    log = home.releases / "history.jsonl"
    if not log.exists():
        return []
    lines = log.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines[:-1]]


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
