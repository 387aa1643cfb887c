"""The register as a file for a spreadsheet: CSV, semicolons, UTF-8, German column names and numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from pipelines.errors import EnvironmentProblem, UsageProblem, because
from pipelines.hints import did_you_mean
from pipelines.publish.register.fields import COLUMNS, Faulty
from pipelines.publish.register.model import UNITS, UNKNOWN_DAY, Entry
from pipelines.publish.register.reading import entry_from
from pipelines.spreadsheets import as_typed, harmless

SAMPLE = Path(__file__).with_name("sample.csv")
_OPTIONAL = ("wort", "von", "bis", "zeitraum_nach", "welt", "freigabe", "anmerkung", "berichtigt")


def write(entries: Iterable[Entry]) -> bytes:
    """All columns of COLUMNS; a byte order mark, so that spreadsheet programs read the umlauts."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([harmless(text) for text in row(entry).values()])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def row(entry: Entry) -> dict[str, str]:
    """The entry as the texts that `entry_from` reads back."""
    texts = {
        "medium": entry.medium,
        "veroeffentlicht": UNKNOWN_DAY if entry.published is None else str(entry.published),
        "wortlaut": entry.wording,
        "stichtag": str(entry.as_of),
        "wort": entry.hedge,
        "wert": _number(entry.value),
        "von": _number(entry.low),
        "bis": _number(entry.high),
        "einheit": UNITS[entry.unit],
        "kennzahl": entry.metric or "",
        "gliederung": ",".join(f"{name}={code}" for name, code in entry.by),
        "fassung": "" if entry.version is None else str(entry.version),
        "zeitraum_nach": entry.period_from.isoformat() if entry.period_from else "",
        "bezeichnung": entry.label,
        "welt": entry.world,
        "freigabe": entry.release or "",
        "quelle": entry.source,
        "anmerkung": entry.note,
        "berichtigt": entry.replaces or "",
    }
    return {name: texts[name] for name in COLUMNS}


def _number(value: Decimal | None) -> str:
    return "" if value is None else str(value).replace(".", ",")


def read(path: Path) -> list[Entry]:
    """The entries of a CSV file.

    Raises UsageProblem with one sentence per fault, each naming file, row and column; then nothing of the file counts.
    """
    reader = csv.reader(io.StringIO(_text(path), newline=""), delimiter=";", strict=True)
    entries, faults = [], []
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(path, header)
        for line, cells in _rows(reader):
            place = f"{path.name}, Zeile {line}"
            if len(cells) != len(header):
                faults.append(
                    f"{place}: {len(cells)} statt {len(header)} Spalten; "
                    "bitte Semikolons und Anführungszeichen prüfen."
                )
                continue
            try:
                entries.append(entry_from(dict(zip(header, map(as_typed, cells), strict=True))))
            except Faulty as found:
                faults += [f"{place}, Spalte «{fault.column}»: {fault.sentence}" for fault in found.faults]
    except csv.Error as error:
        faults.append(
            f"{path.name}, Zeile {reader.line_num}: Das ist kein gültiges CSV; "
            "bitte die Anführungszeichen prüfen."
        )
        raise UsageProblem("\n".join(faults)) from error
    if faults:
        raise UsageProblem("\n".join(faults))
    return entries


def _rows(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Row by row with its number as a spreadsheet shows it; empty rows count but say nothing."""
    for number, cells in enumerate(reader, start=2):
        if any(cell.strip() for cell in cells):
            yield number, cells


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise UsageProblem(f"Die Datei {path} gibt es nicht; bitte den Namen prüfen.") from error
    except OSError as error:
        sentence = f"Die Datei {path} lässt sich nicht lesen ({because(error)}); bitte die Rechte prüfen."
        raise EnvironmentProblem(sentence) from error
    except UnicodeDecodeError as error:
        raise UsageProblem(
            f"{path.name} ist nicht in UTF-8 gespeichert; bitte als «CSV UTF-8» neu speichern."
        ) from error


def _check_header(path: Path, header: list[str]) -> None:
    for name in header:
        if name not in COLUMNS:
            raise UsageProblem(
                f"{path.name}, Zeile 1: Die Spalte «{name}» gibt es nicht. {did_you_mean(name, COLUMNS)}"
            )
    missing = [name for name in COLUMNS if name not in (*header, *_OPTIONAL)]
    if missing or len(set(header)) != len(header):
        what = f"Es fehlt die Spalte «{missing[0]}»" if missing else "Eine Spalte steht doppelt da"
        raise UsageProblem(f"{path.name}, Zeile 1: {what}; bitte die erste Zeile berichtigen.")
