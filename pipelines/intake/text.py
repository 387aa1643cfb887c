"""Text files: which characters, which separator, which records."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipelines.intake.model import FileRefused, Record
from pipelines.intake.snapshot import Snapshot
from pipelines.intake.words import repair, tidy, unwrap

DELIMITERS = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "senkrechter Strich"}
ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 mit BOM",
    "cp1252": "Windows-1252",
    "cp850": "DOS (Codepage 850)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
_DOS_UMLAUT = re.compile(rb"[A-Za-z][\x81\x84\x94][A-Za-z]")
_WINDOWS_UMLAUT = re.compile(rb"[\xe4\xf6\xfc\xc4\xd6\xdc\xdf]")
LARGEST_CELL = 32_767  # what a spreadsheet program can hold in one cell
MOST_COLUMNS = 500
_FOREIGN = {
    b"\xd0\xcf\x11\xe0": "ein altes Excel-Format oder mit einem Kennwort geschützt; bitte als XLSX ohne Kennwort",
    b"%PDF": "ein PDF; bitte die Tabelle als CSV oder XLSX",
    b"{\\rtf": "ein Textdokument; bitte die Tabelle als CSV oder XLSX",
    b"<htm": "eine Internetseite; bitte die Tabelle als CSV oder XLSX",
    b"<HTM": "eine Internetseite; bitte die Tabelle als CSV oder XLSX",
    b"<!DO": "eine Internetseite; bitte die Tabelle als CSV oder XLSX",
    b"<?xm": "eine XML-Datei; bitte die Tabelle als CSV oder XLSX",
    b"\x1f\x8b": "gepackt; bitte auspacken und als CSV oder XLSX",
}


def refuse_foreign(snapshot: Snapshot) -> None:
    """Raise FileRefused for a format that is neither text nor XLSX."""
    for magic, what in _FOREIGN.items():
        if snapshot.head.startswith(magic):
            raise FileRefused("unreadable_file", f"{snapshot.path.name}: Die Datei ist {what} abgeben.")


def detect_encoding(snapshot: Snapshot, told: str | None = None) -> str:
    """The Python name of the file's encoding; `told` (a profile) is believed.

    Raises FileRefused for NUL bytes and for bytes that fit no encoding of German offices.
    """
    head = snapshot.head
    if told:
        return told
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head[1:400:2].count(0) > len(head[1:400:2]) * 0.6:
        return "utf-16-le"
    if head[0:400:2].count(0) > len(head[0:400:2]) * 0.6:
        return "utf-16-be"
    if snapshot.nul:
        raise FileRefused(
            "unsafe_file",
            f"{snapshot.path.name}: Die Datei enthält Nullzeichen und ist keine Tabelle; bitte neu exportieren.",
        )
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    after_utf8 = "cp850" if _is_of_dos(head) else "cp1252"
    return next(
        (encoding for encoding in ("utf-8", after_utf8) if _decodes(snapshot.path, encoding)), ""
    ) or _lost(snapshot.path)


def _is_of_dos(head: bytes) -> bool:
    """German words hold umlauts of DOS, where Windows has „ and ” in the midst of a word, and none of Windows."""
    return _DOS_UMLAUT.search(head) is not None and _WINDOWS_UMLAUT.search(head) is None


def _lost(path: Path) -> str:
    raise FileRefused(
        "unreadable_file",
        f"{path.name}: Der Zeichensatz ist weder UTF-8 noch Windows-1252; "
        "bitte in Excel öffnen und als «CSV UTF-8» speichern.",
    )


def _decodes(path: Path, encoding: str) -> bool:
    try:
        with path.open(encoding=encoding, newline="") as file:
            while file.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return False
    return True


def head_records(snapshot: Snapshot, encoding: str, delimiter: str, most: int = 60) -> list[Record]:
    """The first records, tidied, to find the header in."""
    found: list[Record] = []
    try:
        for record in csv.reader(_head_lines(snapshot, encoding), delimiter=delimiter):
            found.append([unwrap(tidy(repair(cell))) for cell in record])
            if len(found) == most:
                break
    except (csv.Error, UnicodeError):
        # A cell beyond every measure: reading the whole file says so with its row. UTF-16 that was promised by a
        # profile but has no mark: no header will be found.
        return found
    return found


def _head_lines(snapshot: Snapshot, encoding: str) -> Iterator[str]:
    """The whole lines of the head, decoded as far as they are asked for; its cut-off last line only if it is all."""
    whole = len(snapshot.head) == snapshot.size
    head = io.TextIOWrapper(io.BytesIO(snapshot.head), encoding=encoding, errors="replace", newline="")
    for line in head:
        if line.endswith(("\n", "\r")) or whole:
            yield line


def records(path: Path, encoding: str, delimiter: str) -> Iterator[Record]:
    """Every record as delivered, blank lines too (so that counting gives the row of a spreadsheet).

    Raises FileRefused for a cell or a number of columns beyond every measure, for broken bytes, and for quotation marks
    that do not match, so that one record runs into the next.
    """
    csv.field_size_limit(LARGEST_CELL)
    number = 0
    lines: list[str] = []  # of the record under way
    try:
        with path.open(encoding=encoding, newline="") as file:
            for number, record in enumerate(csv.reader(_noted(file, lines), delimiter=delimiter), start=1):
                if len(record) > MOST_COLUMNS:
                    raise FileRefused("unsafe_file", too_many_columns(path.name, number))
                if len(lines) > 1 and not _is_well_quoted(lines, delimiter):
                    raise FileRefused("unreadable_file", _run_together(path.name, number))
                lines.clear()
                yield record
    except csv.Error as error:
        # Over many lines it is hardly a text that somebody wrote.
        sentence = (_swallowed if len(lines) > 1 else too_large_cell)(path.name, number + 1)
        raise FileRefused("unsafe_file", sentence) from error
    except (UnicodeDecodeError, UnicodeError) as error:
        raise FileRefused(
            "unreadable_file",
            f"{path.name}: Ab Zeile {number + 1} passen die Bytes nicht zum Zeichensatz {encoding}; "
            "bitte neu exportieren.",
        ) from error


def _noted(lines: Iterable[str], noted: list[str]) -> Iterator[str]:
    for line in lines:
        noted.append(line)
        yield line


def _is_well_quoted(lines: Sequence[str], delimiter: str) -> bool:
    """Every quotation mark that opens a cell closes it, or the end of the file comes first (a record that breaks off)."""
    return any(_is_strict(one, delimiter) for one in (lines, [*lines, '"\n']))


def _is_strict(lines: Iterable[str], delimiter: str) -> bool:
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False


def _run_together(name: str, row: int) -> str:
    return (
        f"{name}: In Zeile {row} passen die Anführungszeichen nicht zusammen, so dass Zeilen ineinanderlaufen; "
        "bitte neu exportieren."
    )


def too_large_cell(name: str, row: int) -> str:
    """The sentence for a cell that no spreadsheet can hold."""
    return (
        f"{name}: In Zeile {row} ist eine Zelle länger als 32.767 Zeichen; bitte die Datei neu exportieren."
    )


def _swallowed(name: str, row: int) -> str:
    return (
        f"{name}: In Zeile {row} ist eine Zelle länger als 32.767 Zeichen und reicht über viele Zeilen; vermutlich fehlt "
        "dort ein schließendes Anführungszeichen, bitte neu exportieren."
    )


def too_many_columns(name: str, row: int) -> str:
    """The sentence for a record with more columns than any export has."""
    return f"{name}: Zeile {row} hat mehr als {MOST_COLUMNS} Spalten; bitte nur die Tabelle exportieren."
