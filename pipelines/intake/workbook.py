"""XLSX files: safe to open, every sheet as records, every hidden corner as text."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from pipelines.intake import corners
from pipelines.intake.model import FileRefused, Record
from pipelines.intake.text import LARGEST_CELL, MOST_COLUMNS, too_large_cell, too_many_columns

_LARGEST_FILE = 200 << 20
_LARGEST_INFLATED = 600 << 20
_LARGEST_RATIO = 250
_MOST_PARTS = 2_000
_MOST_CELLS = 30_000_000
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,4})([0-9]{1,9})"')
_ROW = re.compile(rb'<row\b[^>]*?\br="([0-9]{1,12})"')
# A cell's attributes, and the first sign of the result that is stored with its formula.
_FORMULA = re.compile(rb"<c\b([^>]*)>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(<v\b[^>]*(?<!/)>[^<])?")
_FORMULA_PLACE = re.compile(rb'\br="([A-Z]{1,4})([0-9]{1,9})"')
_STORED_TEXT = re.compile(rb'\bt="str"')  # may be the empty text, as of =IF(A1="";"";A1)
# A cell that shows an error (#DIV/0!): its place and which; the reader itself gives an empty cell for it.
_ERROR = re.compile(
    rb'<c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,4})([0-9]{1,9})"[^>]*(?<!/)>(?:(?!</c>).)*?<v\b[^>]*>([^<]+)<',
    re.DOTALL,
)


@dataclass
class Sheet:
    """One sheet: name, whether a person sees it, records from row 1, and by row the first column (from 0) with a formula
    without result."""

    name: str
    visible: bool
    records: list[Record]
    empty_formulas: dict[int, int]


@dataclass
class Workbook:
    """All sheets, and (where, text) of everything else a person could have written: comments, properties, headers."""

    sheets: list[Sheet]
    corners: list[tuple[str, str]]


def is_workbook(head: bytes) -> bool:
    """True for a ZIP container, which is what every XLSX is."""
    return head.startswith(b"PK")


def read(content: bytes, name: str) -> Workbook:
    """Everything in an XLSX file.

    Raises FileRefused for bombs, entities, damaged or encrypted containers and for sizes beyond every measure.
    """
    try:
        parts = _parts(content, name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _damaged(name) from error
    except Exception as error:  # zlib.error and friends: the container is broken, whatever the class
        if isinstance(error, FileRefused):
            raise
        raise _damaged(name) from error
    if "xl/workbook.xml" not in parts:
        raise FileRefused(
            "unreadable_file",
            f"{name}: Das ist keine Excel-Datei (XLSX), sondern etwa ODS oder ein ZIP-Archiv; "
            "bitte die Tabelle als XLSX oder CSV speichern.",
        )
    sheet_parts = {part: body for part, body in parts.items() if re.match(r"xl/worksheets/[^/]+\.xml$", part)}
    for body in sheet_parts.values():
        _refuse_wide(body, name)
    sheets = _sheets(content, name, [parts.get(path, b"") for path in _paths_of_sheets(parts)])
    return Workbook(sheets, list(corners.of(parts)))


def _damaged(name: str) -> FileRefused:
    return FileRefused(
        "unreadable_file", f"{name}: Die Excel-Datei ist beschädigt oder verschlüsselt; bitte neu speichern."
    )


def _parts(content: bytes, name: str) -> dict[str, bytes]:
    if len(content) > _LARGEST_FILE:
        raise FileRefused(
            "unsafe_file", f"{name}: Die Excel-Datei ist größer als 200 MB; bitte als CSV abgeben."
        )
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        _refuse_bomb(container, len(content), name)
        for member in container.infolist():
            # Reading checks the stored checksum, so a container that lies about its sizes is found here.
            body = container.read(member)
            if member.filename.endswith((".xml", ".rels", ".vml")):
                _refuse_entities(body, name)
                parts[member.filename] = body
    return parts


def _refuse_bomb(container: zipfile.ZipFile, size: int, name: str) -> None:
    members = container.infolist()
    inflated = sum(member.file_size for member in members)
    bomb = inflated > _LARGEST_INFLATED or (inflated > 50 << 20 and inflated > _LARGEST_RATIO * size)
    paths = any(member.filename.startswith("/") or ".." in member.filename.split("/") for member in members)
    twice = len({member.filename for member in members}) < len(members)
    if bomb or paths or twice or len(members) > _MOST_PARTS:
        raise FileRefused(
            "unsafe_file",
            f"{name}: Die Excel-Datei ist unsicher gepackt und wurde nicht geöffnet; bitte als CSV abgeben.",
        )


def _refuse_entities(body: bytes, name: str) -> None:
    plain = body.replace(b"\0", b"") if b"\0" in body[:200] else body
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise FileRefused(
            "unsafe_file",
            f"{name}: Die Excel-Datei enthält unzulässige XML-Anweisungen; bitte als CSV abgeben.",
        )


def _refuse_wide(body: bytes, name: str) -> None:
    cells = _CELL.findall(body)
    widest = max((_column_number(letters) for letters in {cell[0] for cell in cells}), default=0)
    lowest = max((int(row) for row in _ROW.findall(body)), default=0)
    lowest = max(lowest, max((int(cell[1]) for cell in cells), default=0))
    if widest > MOST_COLUMNS:
        raise FileRefused("unsafe_file", too_many_columns(name, 1))
    if lowest > 1_048_576 or widest * lowest > _MOST_CELLS:
        raise FileRefused("unsafe_file", f"{name}: Das Tabellenblatt ist zu groß; bitte als CSV abgeben.")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _paths_of_sheets(parts: dict[str, bytes]) -> list[str]:
    """Where each sheet stands in the container, in the order of the workbook."""
    targets = dict(
        re.findall(
            r'<Relationship\b(?=[^>]*\bId="([^"]+)")(?=[^>]*\bTarget="([^"]+)")',
            _xml(parts, "xl/_rels/workbook.xml.rels"),
        )
    )
    order = re.findall(r'<sheet\b[^>]*?\br:id="([^"]+)"', _xml(parts, "xl/workbook.xml"))
    found = (targets.get(identifier, "") for identifier in order)
    return [target.lstrip("/") if target.startswith("/") else f"xl/{target}" for target in found]


def _without_result(sheet: bytes) -> dict[int, int]:
    """Rows with a formula of which the file holds no result (programs that do not calculate write `<v />`), by the first
    column in which one stands."""
    found: dict[int, int] = {}
    for cell, value in _FORMULA.findall(sheet):
        if not value and not _STORED_TEXT.search(cell) and (place := _FORMULA_PLACE.search(cell)):
            row, column = int(place[2]), _column_number(place[1]) - 1
            found[row] = min(column, found.get(row, column))
    return dict(sorted(found.items()))


def _put_errors_back(sheet: bytes, records: list[Record]) -> None:
    """Write #DIV/0!, #N/A and their like into their cells: something should stand there, which no empty cell says."""
    if b't="e"' not in sheet:
        return
    for letters, row, error in _ERROR.findall(sheet):
        place = int(row) - 1, _column_number(letters) - 1
        if place[0] < len(records) and place[1] < len(records[place[0]]):
            records[place[0]][place[1]] = error.decode("utf-8", errors="replace")


def _xml(parts: dict[str, bytes], path: str) -> str:
    return parts.get(path, b"").decode("utf-8", errors="replace")


def _sheets(content: bytes, name: str, bodies: list[bytes]) -> list[Sheet]:
    from python_calamine import CalamineError, SheetTypeEnum, SheetVisibleEnum, load_workbook

    try:
        book = load_workbook(io.BytesIO(content))
        sheets = []
        for number, meta in enumerate(book.sheets_metadata):
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            rows = book.get_sheet_by_index(number).to_python(skip_empty_area=False)
            body = bodies[number] if number < len(bodies) else b""
            records = [_record(row, name, row_no) for row_no, row in enumerate(rows, start=1)]
            _put_errors_back(body, records)
            visible = meta.visible == SheetVisibleEnum.Visible
            sheets.append(Sheet(meta.name, visible, records, _without_result(body)))
    except (CalamineError, ValueError, OverflowError) as error:
        raise _damaged(name) from error
    return sheets


def _record(row: list[Any], name: str, row_no: int) -> Record:
    record = [_cell(value) for value in row]
    if any(len(cell) > LARGEST_CELL for cell in record):
        raise FileRefused("unsafe_file", too_large_cell(name, row_no))
    return record


def _cell(value: Any) -> str:
    """A cell as a German export would write it: a comma for decimals, so that 64.125 is never read as thousands."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else f"{value:.6f}".rstrip("0").replace(".", ",")
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)
