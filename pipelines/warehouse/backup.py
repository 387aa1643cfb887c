"""Everything under a home in one verified archive, and back again without losing what is there."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipelines import storage
from pipelines.errors import Damaged, EnvironmentProblem, UsageProblem
from pipelines.paths import Home

_MANIFEST = "inhalt.json"
_ASIDE = "vor-rueckholung"
_STAGING = ".rueckholung"
_CHUNK = 1 << 20


def backup(home: Home, target: Path) -> int:
    """Write every file of the home into the tar archive `target`, which appears whole or not at all; files written.

    Raises UsageProblem when `target` lies in the home, EnvironmentProblem when its folder is missing or another writer
    is at work.
    """
    target = target.expanduser().resolve()
    if target.is_relative_to(home.root):
        raise UsageProblem(
            f"Die Sicherung {target} läge im Datenverzeichnis selbst; bitte einen anderen Ort wählen."
        )
    storage.require_folder_of(target)
    beside = target.with_name(f".{target.name}.tmp")
    try:
        with storage.single_writer(home.lock):
            count = _write(home, beside)
        verify(beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    storage.fsync_directory(target.parent)
    return count


def _write(home: Home, beside: Path) -> int:
    hashes: dict[str, str] = {}
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as archive:
            for path in _files(home):
                name = path.relative_to(home.root).as_posix()
                hashes[name] = storage.sha256_of(path)
                archive.add(path, arcname=name, recursive=False)
            manifest = json.dumps({"files": hashes}, sort_keys=True, ensure_ascii=False).encode()
            entry = tarfile.TarInfo(_MANIFEST)
            entry.size = len(manifest)
            archive.addfile(entry, io.BytesIO(manifest))
        file.flush()
        os.fsync(file.fileno())
    return len(hashes)


def _files(home: Home) -> Iterator[Path]:
    """All files that are state: no lock, nothing half written, nothing that a restore moved aside."""
    for path in sorted(home.root.rglob("*")):
        parts = path.relative_to(home.root).parts
        if parts[0].startswith((".", _ASIDE)) or any(part.startswith(".") for part in parts):
            continue
        if path.is_file() and not path.is_symlink():
            yield path


def verify(archive: Path) -> dict[str, str]:
    """Check every file of an archive against its list; name → sha256. Damaged when anything differs."""
    found: dict[str, str] = {}
    manifest: dict[str, str] | None = None
    try:
        with tarfile.open(archive) as tar:
            for member in tar:
                content = _content(tar, member)
                if member.name == _MANIFEST:
                    manifest = json.loads(content.read())["files"]
                else:
                    found[member.name] = _digest(content)
    except (tarfile.TarError, EOFError, ValueError, KeyError) as error:
        raise Damaged(
            f"Die Sicherung {archive} ist beschädigt oder keine Sicherung; bitte eine andere nehmen."
        ) from error
    if manifest is None or manifest != found:
        wrong = sorted(set(found.items()) ^ set((manifest or {}).items()))
        name = wrong[0][0] if wrong else _MANIFEST
        raise Damaged(f"Die Sicherung {archive} ist beschädigt ({name}); bitte eine andere nehmen.")
    return found


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> io.BufferedIOBase:
    path = PurePosixPath(member.name)
    content = tar.extractfile(member) if member.isreg() else None
    if content is None or path.is_absolute() or ".." in path.parts or path.parts[0].startswith("."):
        raise ValueError(member.name)
    return content  # type: ignore[return-value]


def _digest(content: io.BufferedIOBase) -> str:
    digest = hashlib.sha256()
    while chunk := content.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def restore(home: Home, archive: Path) -> tuple[int, Path | None]:
    """Bring the home to what `archive` holds; files restored, and where the former content was moved (None if empty).

    Raises UsageProblem without such a file, Damaged when the archive is not whole (then nothing changes).
    """
    if not archive.is_file():
        raise UsageProblem(f"Die Sicherung {archive} gibt es nicht; bitte den Pfad prüfen.")
    hashes = verify(archive)
    with storage.single_writer(home.lock):
        staging = home.root / _STAGING
        shutil.rmtree(staging, ignore_errors=True)
        _extract(archive, staging, hashes)
        aside = _move_aside(home)
        for path in sorted(staging.iterdir()):
            path.rename(home.root / path.name)
        staging.rmdir()
        storage.fsync_directory(home.root)
    return len(hashes), aside


def _extract(archive: Path, staging: Path, hashes: dict[str, str]) -> None:
    staging.mkdir()
    with tarfile.open(archive) as tar:
        for member in tar:
            if member.name == _MANIFEST:
                continue
            path = staging / member.name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                shutil.copyfileobj(_content(tar, member), file)
            path.chmod(member.mode & 0o777)
            if storage.sha256_of(path) != hashes[member.name]:
                raise EnvironmentProblem(
                    f"{member.name} ließ sich nicht richtig schreiben; bitte den Datenträger prüfen."
                )
    storage.fsync_tree(staging)


def _move_aside(home: Home) -> Path | None:
    present = [path for path in home.root.iterdir() if not path.name.startswith((".", _ASIDE))]
    if not present:
        return None
    number = 1
    while (aside := home.root / f"{_ASIDE}-{number}").exists():
        number += 1
    aside.mkdir(mode=0o700)
    for path in sorted(present):
        path.rename(aside / path.name)
    return aside
