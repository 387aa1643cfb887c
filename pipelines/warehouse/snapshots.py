"""Accepted files, unchanged, by hash, each with a sidecar that says what it was; written only after all gates."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pipelines import faults
from pipelines.errors import Refused
from pipelines.paths import Home
from pipelines.quality.staging import LoadFile
from pipelines.storage import sha256_of

_CHUNK = 1 << 20
_SYNCS_AT_ONCE = 16


def keep(home: Home, path: Path, sha256: str, file: LoadFile, load_id: str) -> None:
    """Copy `path` into the snapshots unless it is there; Refused when its bytes are no longer those that were read."""
    target = _place(home, sha256, path.suffix.lower())
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        _copy(path, target, sha256)
    facts = {"file": file.file, "kind": file.kind, "traeger": file.traeger, "export_date": str(file.export_date),
             "load": load_id, "sha256": sha256}  # fmt: skip
    sidecar = json.dumps(facts, sort_keys=True, ensure_ascii=False, indent=1)
    target.with_name(f"{sha256}.json").write_text(sidecar + "\n", encoding="utf-8")
    faults.point("snapshot-written")


def make_durable(home: Home, hashes: Iterable[str]) -> None:
    """Make the snapshots with these hashes survive a power cut."""
    paths = {path for sha256 in hashes for path in _place(home, sha256, "").parent.glob(f"{sha256}*")}
    # Side by side, because the disk settles many such requests in one go.
    with ThreadPoolExecutor(_SYNCS_AT_ONCE) as pool:
        list(pool.map(_fsync, sorted(paths)))
        list(pool.map(_fsync, sorted({path.parent for path in paths})))
    if home.snapshots.is_dir():
        _fsync(home.snapshots)


def forget_others(home: Home, known: set[str]) -> None:
    """Remove what a killed load left and what was withdrawn: every file whose hash no delivery has."""
    if not home.snapshots.is_dir():
        return
    for path in sorted(home.snapshots.glob("*/*")):
        if path.name.split(".", 1)[0] not in known:
            path.unlink()


def damaged(home: Home) -> list[str]:
    """Kept files whose bytes are no longer those of their name, one sentence each."""
    kept = [path for path in sorted(home.snapshots.glob("*/*")) if path.suffix != ".json"]
    return [
        f"Die Datei {path} wurde verändert oder ist beschädigt; bitte mit «zgm restore» zurückholen."
        for path in kept
        if not path.name.startswith(".") and sha256_of(path) != path.name.split(".", 1)[0]
    ]


def _place(home: Home, sha256: str, suffix: str) -> Path:
    return home.snapshots / sha256[:2] / f"{sha256}{suffix}"


def _copy(path: Path, target: Path, sha256: str) -> None:
    digest = hashlib.sha256()
    beside = target.with_name(f".{target.name}.tmp")
    with path.open("rb") as source, beside.open("wb") as copy:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
    if digest.hexdigest() != sha256:
        beside.unlink()
        raise Refused(
            f"{path.name}: Die Datei hat sich während des Ladens geändert; es wurde nichts übernommen. "
            "Bitte warten, bis sie fertig geschrieben ist, und dann erneut laden."
        )
    faults.point("snapshot-half")
    beside.chmod(0o600)
    beside.replace(target)


def _fsync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
