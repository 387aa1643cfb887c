"""Which files a person means, and which of them are already here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from pipelines import storage
from pipelines.errors import UsageProblem

# What offices send; other files that lie in a folder (a note, a picture) are left alone, unless their name is that of a
# delivery: what a Träger sent must not be passed over.
_EXPORTS = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"})

# What systems put into every shared folder by themselves; nobody sent it and nobody wants to hear of it.
_OF_SYSTEMS = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini"})


@dataclass(frozen=True)
class Stored:
    """One delivery in the warehouse."""

    delivery_id: str
    file: str
    kind: str
    traeger: str
    export_date: date
    sha256: str
    load_id: str


Claims = Callable[[str], bool]


def collect(paths: Sequence[str], claims: Claims = lambda _: False) -> list[Path]:
    """The files meant by `paths`: a file itself, of a folder the exports directly in it, each once.

    claims: whether a profile claims a file by its name.
    Raises UsageProblem for a path that does not exist or a folder without exports.
    """
    files: dict[Path, None] = {}
    for text in paths:
        path = Path(text).expanduser()
        if path.is_dir():
            files |= dict.fromkeys(_exports_in(path, claims))
        elif path.exists() or path.is_symlink():
            files[path] = None
        else:
            raise UsageProblem(f"Den Pfad «{text}» gibt es nicht; bitte Schreibweise und Ort prüfen.")
    return list(files)


def _exports_in(folder: Path, claims: Claims) -> list[Path]:
    found = sorted(
        path
        for path in folder.iterdir()
        if not _is_editors_own(path.name) and not path.is_dir() and _is_export(path, claims)
    )
    if not found:
        inner = sorted(
            path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")
        )
        hint = "bitte den Ordner mit den Dateien angeben."
        if inner:
            hint = f"wohl aber Unterordner; bitte einen davon angeben, z. B. «{folder / inner[0]}»."
        raise UsageProblem(f"Im Ordner «{folder}» liegt kein Export (.csv oder .xlsx), {hint}")
    return found


def _is_export(path: Path, claims: Claims) -> bool:
    from pipelines.intake.claim import is_delivery

    return path.suffix.lower() in _EXPORTS or is_delivery(path.name) or claims(path.name)


def left_out(paths: Sequence[str], claims: Claims = lambda _: False) -> list[Path]:
    """Files in the folders of `paths` that are no exports and are not read (notes, pictures)."""
    folders = [path for path in (Path(text).expanduser() for text in paths) if path.is_dir()]
    return sorted(
        path
        for folder in folders
        for path in folder.iterdir()
        if path.is_file()
        and not path.name.startswith(".")
        and not _is_editors_own(path.name)
        and not _is_export(path, claims)
    )


def _is_editors_own(name: str) -> bool:
    """Lock files and hidden files of office programs and systems; two dots at the beginning are an attack, not a lock."""
    hidden = name.startswith(".") and not name.startswith("..")
    return hidden or name.startswith("~$") or name.lower() in _OF_SYSTEMS


def stored(connection: duckdb.DuckDBPyConnection) -> list[Stored]:
    """All deliveries of an open warehouse."""
    return [
        Stored(*row)
        for row in connection.execute(
            "SELECT delivery_id, file, kind, traeger, export_date, sha256, load_id FROM deliveries "
            "ORDER BY kind, traeger, export_date"
        ).fetchall()
    ]


def unchanged(files: Sequence[Path], known: Sequence[Stored]) -> dict[Path, Stored]:
    """The files that are here already under the same name with the same bytes; only their hash is read."""
    by_name: dict[str, list[Stored]] = {}
    for delivery in known:
        by_name.setdefault(delivery.file, []).append(delivery)
    found: dict[Path, Stored] = {}
    for path in files:
        if path.name not in by_name or path.is_symlink() or not path.is_file():
            continue
        digest = storage.sha256_of(path)
        same = [delivery for delivery in by_name[path.name] if delivery.sha256 == digest]
        if same:
            found[path] = same[0]
    return found


def to_withdraw(names: Sequence[str], known: Sequence[Stored]) -> list[Stored]:
    """The deliveries a person takes back, named by file name or by the beginning of a hash (at least 8 characters).

    Raises UsageProblem when a name fits no delivery or several.
    """
    chosen = []
    for name in names:
        file = Path(name).name
        fitting = [
            d for d in known if d.file == file or (len(name) >= 8 and d.sha256.startswith(name.lower()))
        ]
        if len(fitting) != 1:
            how = "keine" if not fitting else "mehr als eine"
            raise UsageProblem(
                f"Zu «{name}» ist {how} geladene Datei bekannt; bitte den genauen Dateinamen oder die Prüfsumme angeben."
            )
        chosen += fitting
    return chosen
