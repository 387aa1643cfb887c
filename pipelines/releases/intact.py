"""Are the files of a release what they were when it was made? Light enough for the web process.

Every file has its SHA-256 in the manifest, and the manifest has one of itself. Whoever opens a release asks here
before a figure leaves it: a damaged one answers nobody (docs/adr/0011).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipelines.errors import Damaged
from pipelines.storage import sha256_of

MANIFEST = "manifest.json"
PARTS = ("core", "internal", "public")
Marks = tuple[tuple[int, int, int] | None, ...]
GO_BACK = (
    "mit «zgm releases rollback ID» zu einer unbeschädigten Freigabe oder mit «zgm restore» zu einer Sicherung "
    "zurückgehen."
)


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a finished release.

    Raises Damaged when it cannot be read, was changed, or belongs to another release.
    """
    found, fault = _manifest(folder)
    if fault:
        raise Damaged(_sentence(folder.name, fault))
    return found


def sealed(manifest: Mapping[str, Any]) -> bytes:
    """A manifest as it is written: with the checksum of all that stands in it."""
    plain = {key: value for key, value in manifest.items() if key != "checksum"}
    digest = hashlib.sha256(_text(plain).encode()).hexdigest()
    return (_text({**plain, "checksum": digest}) + "\n").encode()


def faults(folder: Path) -> list[str]:
    """What is wrong with a release, the manifest and every file; one German sentence each, empty when all is well."""
    manifest, fault = _manifest(folder)
    found = [fault] if fault else list(_changed(folder, manifest, PARTS))
    return [f"Freigabe {folder.name}: {what}; bitte {GO_BACK}" for what in found]


def require(folder: Path, manifest: Mapping[str, Any], *parts: str) -> None:
    """Raises Damaged with the first file of these parts that is not what it was."""
    fault = next(_changed(folder, manifest, parts), None)
    if fault:
        raise Damaged(_sentence(folder.name, fault))


def marks(folder: Path, manifest: Mapping[str, Any], part: str) -> Marks:
    """What the file system says of every file of a part: as long as it says the same, nobody wrote there."""
    names = [name for name in manifest["files"] if Path(name).is_relative_to(part)]
    return tuple(_mark(folder / name) for name in names)


def _mark(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:  # gone, or no longer to be read: not what it was
        return None
    return found.st_ino, found.st_size, found.st_ctime_ns


def _sentence(release: str, fault: str) -> str:
    return f"Freigabe {release}: {fault}; bitte mit «zgm releases verify» prüfen und {GO_BACK}"


def _manifest(folder: Path) -> tuple[dict[str, Any], str]:
    """The manifest and what is wrong with it, if anything."""
    try:
        content = (folder / MANIFEST).read_bytes()
        manifest = json.loads(content)
    except FileNotFoundError:
        return {}, f"Die Datei {MANIFEST} fehlt"
    except ValueError:
        return {}, f"Die Datei {MANIFEST} ist nicht lesbar"
    if not isinstance(manifest, dict) or content != sealed(manifest):
        return {}, f"Die Datei {MANIFEST} wurde verändert"
    if manifest.get("release") != folder.name:
        return {}, f"Die Datei {MANIFEST} gehört zu einer anderen Freigabe"
    return manifest, ""


def readable_parts(folder: Path) -> tuple[str, ...]:
    """All parts, but the rows about persons only for the account that may read them: no other is answered from them."""
    core = folder / "core"
    kept_away = core.exists() and not os.access(core, os.R_OK | os.X_OK)
    return tuple(part for part in PARTS if part != "core" or not kept_away)


def _changed(folder: Path, manifest: Mapping[str, Any], parts: tuple[str, ...]) -> Iterator[str]:
    for name, expected in manifest["files"].items():
        if not any(Path(name).is_relative_to(part) for part in parts):
            continue
        if not (folder / name).is_file():
            yield f"Die Datei {name} fehlt"
        elif sha256_of(folder / name) != expected:
            yield f"Die Datei {name} wurde verändert"


def _text(manifest: Mapping[str, Any]) -> str:
    return json.dumps(manifest, sort_keys=True, ensure_ascii=False, indent=1, default=str)
