"""A last look at a file that is refused for another reason: personal data beats every other refusal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from pipelines.intake import kinds, layout, workbook
from pipelines.intake.findings import Finding
from pipelines.intake.model import FileRefused
from pipelines.intake.personal import detectors
from pipelines.intake.personal.gate import MUNICIPALITY, FileGate, column_place, municipality_columns
from pipelines.intake.words import tidy

# A look at what cannot be read as a table must stay cheap; larger files are refused without it.
_MOST_BYTES = 64_000_000
_MOST_CELL = 2_000
_CELLS = re.compile(r"[;,\t|]")
# Pictures, PDFs, packed files, old office formats: read as text, every few hundred of their bytes look like a name, an
# address or, around an @, an e-mail address. One byte in nine of packed data is a control character, one in forty of a
# PDF; texts hold none, or a few where they are damaged.
_CONTROL = bytes(code for code in range(32) if code not in (9, 10, 11, 12, 13))
_FEW_CONTROL, _MOST_CONTROL = 20, 0.015
_DAY = re.compile(r"\d{1,4}[.\-/]\d{1,2}[.\-/]\d{1,4}")
# What a text says of itself, without knowing its column; numbers alone say nothing here.
_PLAIN = frozenset(
    {detectors.EMAIL, detectors.IBAN, detectors.PHONE, detectors.ADDRESS, detectors.NAME, detectors.SCRIPT}
)


def look(path: Path, file: str) -> list[Finding]:
    """Personal data in a file that nobody could read as an export; rows are lines of text or rows of a sheet."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _MOST_BYTES:
        return []
    content = path.read_bytes()
    gate = FileGate(file)
    if workbook.is_workbook(content[:4]):
        _look_into_sheets(content, file, gate)
    elif _is_wide(content) or not _is_binary(content):
        _look_at_rows([_CELLS.split(line) for line in _text(content).splitlines()], gate)
    return gate.findings()


def _is_wide(content: bytes) -> bool:
    """UTF-16 with its mark, in which every other byte may be zero."""
    return content[:2] in (b"\xff\xfe", b"\xfe\xff")


def _is_binary(content: bytes) -> bool:
    count = len(content) - len(content.translate(None, _CONTROL))
    return count > max(_FEW_CONTROL, _MOST_CONTROL * len(content))


def _text(content: bytes) -> str:
    if _is_wide(content):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _look_into_sheets(content: bytes, file: str, gate: FileGate) -> None:
    try:
        book = workbook.read(content, file)
    except FileRefused:
        return  # cannot be opened safely, so there is nothing to look at
    for sheet in book.sheets:
        _look_at_rows(sheet.records, gate)
    for place, text in book.corners:
        gate.corner(place, text)


def _look_at_rows(rows: Sequence[Sequence[str]], gate: FileGate) -> None:
    """Every cell by itself; columns are named by their headers where one of the first rows is the header of a kind."""
    known = layout.best_kind([[tidy(cell.strip('"')) for cell in row] for row in rows[:60]], kinds.load())
    header = known[1].header if known else []
    municipal = municipality_columns(rows[:60])
    for number, row in enumerate(rows, start=1):
        for position, cell in enumerate(row):
            text = cell.strip().lstrip("=").strip('"')[:_MOST_CELL]
            if position in municipal and MUNICIPALITY.fullmatch(text):
                continue
            if text and not _DAY.fullmatch(text) and (what := detectors.find(text, _PLAIN)):
                above = header[position] if position < len(header) else ""
                gate.note(column_place(position, above), what, number)
