"""How the invented offices dress their files under `--flaws typical`: each Träger's product has its own habits.

CARITAS: Windows-1252, CRLF, title lines, own header names, a running number, a footer. DIAKONIE: cases as a workbook
with a merged title. STADT: UTF-8 with a byte order mark, a row «Summe» under the costs.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

_OTHER_NAMES = {
    "Staatsangehörigkeit": "Nationalität",
    "Aufnahme IM": "Aufnahmedatum",
    "Zuweisung AU": "AU seit",
    "Ende IM": "Beendet am",
    "gültig ab": "gueltig ab",
    "gültig bis": "gueltig bis",
}
_DAYS = (
    "Einreise Deutschland",
    "Zuweisung AU",
    "Aufnahme IM",
    "Ende IM",
    "Wegzug am",
    "Integrationsplan vom",
)
_MOMENT = datetime(2025, 8, 1)


def ending(kind: str, traeger: str) -> str:
    """File name ending without the dot."""
    return "xlsx" if (kind, traeger) == ("faelle", "DIAKONIE") else "csv"


def dress(path: Path, name: str) -> None:
    """Rewrite a canonical file in the dress of its Träger; `name` is the name it will get."""
    kind, traeger, day = name.rsplit(".", 1)[0].split("_")
    dressed = path.with_name(path.name + ".neu")
    try:
        if ending(kind, traeger) == "xlsx":
            dressed.write_bytes(_workbook(path, day))
        else:
            _rewrite(path, dressed, kind, traeger, day)
        dressed.replace(path)
    finally:
        dressed.unlink(missing_ok=True)


def _rewrite(path: Path, dressed: Path, kind: str, traeger: str, day: str) -> None:
    encoding, newline = {"CARITAS": ("cp1252", "\r\n"), "STADT": ("utf-8-sig", "\n")}.get(
        traeger, ("utf-8", "\n")
    )
    lines = {"CARITAS": _with_frame, "STADT": _with_sum}.get(traeger, _plain)
    with path.open(encoding="utf-8") as source, dressed.open("w", encoding=encoding, newline="") as target:
        for line in lines((line.rstrip("\n") for line in source), kind, day):
            target.write(line + newline)


def _plain(lines: Iterator[str], kind: str, day: str) -> Iterator[str]:
    yield from lines


def _with_frame(lines: Iterator[str], kind: str, day: str) -> Iterator[str]:
    header = next(lines).split(";")
    yield "Caritasverband – Auszug aus der Fachanwendung (Beispieldaten, frei erfunden)"
    yield ""
    yield ";".join(["Lfd. Nr.", *(_OTHER_NAMES.get(name, name) for name in header)])
    for number, line in enumerate(lines, 1):
        yield f"{number};{line}"
    yield ""
    yield f"Erstellt am {_german(day)}"


def _with_sum(lines: Iterator[str], kind: str, day: str) -> Iterator[str]:
    total = 0
    for line in lines:
        yield line
        if kind == "kosten" and not line.startswith("Träger"):
            total += round(float(line.split(";")[3].replace(",", ".")) * 100)
    if kind == "kosten":
        yield f"Summe;;;{total // 100},{total % 100:02d};"


def _german(day: str) -> str:
    return f"{day[8:]}.{day[5:7]}.{day[:4]}"


def _workbook(path: Path, day: str) -> bytes:
    """Title in merged cells, an empty row, the header, then real dates and texts."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": "Beispieldaten, frei erfunden", "created": _MOMENT})
    sheet, dates = book.add_worksheet("Auszug"), book.add_format({"num_format": "dd.mm.yyyy"})
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    names = header.split(";")
    title = f"Diakonisches Werk – Auszug vom {_german(day)} (Beispieldaten, frei erfunden)"
    sheet.merge_range(0, 0, 0, len(names) - 1, title, book.add_format({"bold": True}))
    sheet.write_row(2, 0, names)
    for row, line in enumerate(lines, 3):
        for column, cell in enumerate(line.split(";")):
            moment = _moment(cell) if names[column] in _DAYS else None
            if moment:
                sheet.write_datetime(row, column, moment, dates)
            elif cell:
                sheet.write_string(row, column, cell)
    book.close()
    return _uncompressed(buffer.getvalue())


def _moment(cell: str) -> datetime | None:
    """A cell as a date, or nothing if it is no day of the calendar (it then stays text)."""
    try:
        return datetime.strptime(cell, "%d.%m.%Y")
    except ValueError:
        return None


def _uncompressed(content: bytes) -> bytes:
    """The same workbook without compression, so that its bytes do not depend on the machine's zlib."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as plain,
    ):
        for entry in source.infolist():
            plain.writestr(zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)), source.read(entry))
    return target.getvalue()
