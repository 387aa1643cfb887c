"""Are the stored releases what they were? Hashes of every file, of the history and of the ledger.

One German sentence per fault.
"""

from __future__ import annotations

import json

from pipelines.disclosure import ledger
from pipelines.errors import Damaged
from pipelines.paths import Home
from pipelines.releases import pointer
from pipelines.releases.files import read_manifest, sealed
from pipelines.releases.public_build import ledger_file
from pipelines.storage import sha256_of


def verify(home: Home) -> list[str]:
    """What is damaged, in sentences; empty when all is well."""
    faults = [
        fault for release_id in pointer.existing_ids(home) for fault in verify_release(home, release_id)
    ]
    faults += _verify_ledger(home)
    faults += (damaged := pointer.verify(home))
    served = None if damaged else pointer.current_id(home)
    if served is not None and served not in pointer.existing_ids(home):
        faults.append(
            f"Die bereitgestellte Freigabe {served} fehlt; bitte eine andere mit «zgm releases rollback» wählen."
        )
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


def verify_release(home: Home, release_id: str) -> list[str]:
    """The faults of one release."""
    folder = home.releases / release_id
    advice = "bitte aus der Sicherung zurückholen oder neu freigeben."
    try:
        manifest = read_manifest(folder)
    except (json.JSONDecodeError, UnicodeDecodeError):
        return [f"Freigabe {release_id}: manifest.json ist nicht lesbar; {advice}"]
    if manifest.get("release") != release_id:
        return [f"Freigabe {release_id}: manifest.json gehört zu einer anderen Freigabe; {advice}"]
    if (folder / "manifest.json").read_bytes() != sealed(manifest):
        return [f"Freigabe {release_id}: Die Datei manifest.json wurde verändert; {advice}"]
    faults = []
    for name, expected in manifest["files"].items():
        path = folder / name
        if not path.exists():
            faults.append(f"Freigabe {release_id}: Die Datei {name} fehlt; {advice}")
        elif sha256_of(path) != expected:
            faults.append(f"Freigabe {release_id}: Die Datei {name} wurde verändert; {advice}")
    return faults
