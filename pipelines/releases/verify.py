"""Are the stored releases what they were? Hashes of every file, of the history and of the ledger.

One German sentence per fault.
"""

from __future__ import annotations

from pipelines.disclosure import ledger
from pipelines.errors import Damaged
from pipelines.paths import Home
from pipelines.releases import intact, pointer
from pipelines.releases.public_build import ledger_file


def verify(home: Home) -> list[str]:
    """What is damaged, in sentences; empty when all is well."""
    faults = [
        fault
        for release_id in pointer.existing_ids(home)
        for fault in intact.faults(home.releases / release_id)
    ]
    faults += _verify_ledger(home)
    faults += (damaged := pointer.verify(home))
    served = None if damaged else pointer.current_id(home)
    if served is not None and served not in pointer.existing_ids(home):
        faults.append(pointer.gone(served))
    return faults


def _verify_ledger(home: Home) -> list[str]:
    """The memory of what was printed: every line's hash, and that every public release stands in it."""
    path = ledger_file(home)
    try:
        ledger.verify(path)
        recorded = set(ledger.releases(path))
    except Damaged as error:
        return [str(error)]
    return [
        f"Die öffentlichen Zahlen der Freigabe {release_id} fehlen im Verzeichnis; bitte neu freigeben."
        for release_id in pointer.existing_ids(home)
        if _is_public(home, release_id) and release_id not in recorded
    ]


def _is_public(home: Home, release_id: str) -> bool:
    return (home.releases / release_id / "public").is_dir()
