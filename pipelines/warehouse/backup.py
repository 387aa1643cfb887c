"""Everything under a home in one verified archive, and back again without losing what is there."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipelines import storage
from pipelines.errors import Damaged, EnvironmentProblem, UsageProblem
from pipelines.paths import Home

_MANIFEST = "inhalt.json"
_ASIDE = "vor-rueckholung"
_STAGING = ".rueckholung"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Saved:
    """A written archive: how many files, and what of them is damaged, in sentences."""

    files: int
    faults: tuple[str, ...] = ()


def backup(
    home: Home, target: Path, inspect: Callable[[Home], Iterable[str]], damaged_too: bool = False
) -> Saved:
    """Write every file of the home into the tar archive `target`, which appears whole or not at all.

    inspect: what is damaged in the home, asked while nobody writes. damaged_too: save it as it is all the same.
    Raises Damaged otherwise (an older archive keeps its place), UsageProblem when `target` lies in the home,
    EnvironmentProblem when its folder is missing or another writer is at work.
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
            faults = tuple(inspect(home))
            if faults and not damaged_too:
                raise Damaged(_refusal(faults))
            count = _write(home, beside)
        verify(beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    storage.fsync_directory(target.parent)
    return Saved(count, faults)


def _refusal(faults: Sequence[str]) -> str:
    more = f" ({len(faults)} Schäden, dies ist der erste)" if len(faults) > 1 else ""
    first = faults[0].rstrip(".")
    return f"Nicht gesichert{more}: {first} oder mit «zgm backup --damaged DATEI» alles sichern, wie es ist."


def _write(home: Home, beside: Path) -> int:
    hashes: dict[str, str] = {}
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as archive:
            for path in _state(home):
                name = path.relative_to(home.root).as_posix()
                if path.is_file():
                    hashes[name] = storage.sha256_of(path)
                archive.add(path, arcname=name, recursive=False)
            manifest = json.dumps({"files": hashes}, sort_keys=True, ensure_ascii=False).encode()
            entry = tarfile.TarInfo(_MANIFEST)
            entry.size = len(manifest)
            archive.addfile(entry, io.BytesIO(manifest))
        file.flush()
        os.fsync(file.fileno())
    return len(hashes)


def _state(home: Home) -> Iterator[Path]:
    """All folders and files that are state, a folder before what it holds: nothing half written, nothing that a restore
    moved aside. The lock of a folder that two accounts write belongs to how that folder is set up.
    """
    for path in sorted(home.root.rglob("*")):
        *folders, name = path.relative_to(home.root).parts
        if [*folders, name][0].startswith((".", _ASIDE)) or any(part.startswith(".") for part in folders):
            continue
        if name.startswith(".") and name != home.lock.name:
            continue
        if (path.is_file() or path.is_dir()) and not path.is_symlink():
            yield path


def verify(archive: Path) -> dict[str, str]:
    """Check every file of an archive against its list; name → sha256. Damaged when anything differs."""
    found: dict[str, str] = {}
    manifest: dict[str, str] | None = None
    try:
        with tarfile.open(archive) as tar:
            for member in tar:
                _require_inside(member)
                if member.isdir():
                    continue
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


def _require_inside(member: tarfile.TarInfo) -> None:
    path = PurePosixPath(member.name)
    if path.is_absolute() or ".." in path.parts or not path.parts or path.parts[0].startswith("."):
        raise ValueError(member.name)


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> io.BufferedIOBase:
    content = tar.extractfile(member) if member.isreg() else None
    if content is None:
        raise ValueError(member.name)
    return content  # type: ignore[return-value]


def _digest(content: io.BufferedIOBase) -> str:
    digest = hashlib.sha256()
    while chunk := content.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


@dataclass(frozen=True)
class Restored:
    """How many files came back, where the former content was moved (None if empty), groups that could not be given."""

    files: int
    aside: Path | None
    groups: frozenset[str]


def restore(home: Home, archive: Path) -> Restored:
    """Bring the home to what `archive` holds, with the rights that each file and folder had.

    Raises UsageProblem without such a file, Damaged when the archive is not whole (then nothing changes).
    """
    if not archive.is_file():
        raise UsageProblem(f"Die Sicherung {archive} gibt es nicht; bitte den Pfad prüfen.")
    hashes = verify(archive)
    with storage.single_writer(home.lock):
        staging = home.root / _STAGING
        shutil.rmtree(staging, ignore_errors=True)
        groups = _extract(archive, staging, hashes)
        aside = _move_aside(home)
        for path in sorted(staging.iterdir()):
            path.rename(home.root / path.name)
        staging.rmdir()
        storage.fsync_directory(home.root)
    return Restored(len(hashes), aside, groups)


def _extract(archive: Path, staging: Path, hashes: dict[str, str]) -> frozenset[str]:
    """Write everything under `staging`, closed to others until each has its rights; groups that could not be given."""
    staging.mkdir(mode=0o700)
    folders, missed = [], set()
    with tarfile.open(archive) as tar:
        for member in tar:
            path = staging / member.name
            if member.isdir():
                path.mkdir(mode=0o700)
                folders.append((path, member))
            elif member.name != _MANIFEST:
                missed.add(_extract_file(tar, member, path, hashes[member.name]))
    missed |= {_give_rights(path, member) for path, member in reversed(folders)}
    storage.fsync_tree(staging)
    return frozenset(missed - {""})


def _extract_file(tar: tarfile.TarFile, member: tarfile.TarInfo, path: Path, expected: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        shutil.copyfileobj(_content(tar, member), file)
    if storage.sha256_of(path) != expected:
        raise EnvironmentProblem(
            f"{member.name} ließ sich nicht richtig schreiben; bitte den Datenträger prüfen."
        )
    return _give_rights(path, member)


def _give_rights(path: Path, member: tarfile.TarInfo) -> str:
    """Mode and group as saved; the name of a group that this machine lacks or the account is no member of, else ""."""
    missed = ""
    try:
        if path.group() != member.gname:
            shutil.chown(path, group=member.gname)
    except (LookupError, PermissionError):
        missed = member.gname
    path.chmod(member.mode & (0o2777 if member.isdir() else 0o777))
    return missed


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
