"""A document as a workbook: sheet «Hinweise» with its words, sheet «Daten» with one row per printed number."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from pipelines.publish import german
from pipelines.publish.document import Cell, Document, Picture, Section, Table, Terms, table_of
from pipelines.publish.tabular import unit_of_number

_HEADER = ("Abschnitt", "Tabelle", "Zeile", "Spalte", "Anzeige", "Wert", "Einheit", "Berichtigt")
_SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def xlsx(document: Document) -> bytes:
    """The workbook; texts stay texts (no formula, no link), and the same document gives the same bytes."""
    import xlsxwriter

    target = io.BytesIO()
    stamp = document.data_as_of
    with xlsxwriter.Workbook(target, _SAFE) as book:
        book.set_properties(
            {"title": document.title, "subject": document.subject, "author": document.author,
             "created": datetime(stamp.year, stamp.month, stamp.day)}
        )  # fmt: skip
        _notes(book, document)
        _data(book, document)
    return target.getvalue()


def _notes(book: Any, document: Document) -> None:
    sheet = book.add_worksheet("Hinweise")
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 110)
    lines: list[tuple[str, Any]] = [(document.title, bold)]
    lines += [(document.mark, bold)] if document.mark else []
    lines += [(f"{label}: {value}", wrap) for label, value in document.head]
    for section in document.sections:
        words = [line for block in section.blocks for line in _words(block)]
        lines += [("", wrap), (section.title, bold), *((word, wrap) for word in words)] if words else []
    lines += [("", wrap), (document.footer, wrap)]
    for at, (line, form) in enumerate(lines):
        sheet.write_string(at, 0, line, form)


def _words(block: object) -> list[str]:
    """The words of a block; a note names its table, which stands on the other sheet."""
    if isinstance(block, Table):
        return [f"Zu {german.quoted(block.caption)}: {block.note}"] if block.note else []
    if isinstance(block, Picture):
        return []
    if isinstance(block, Terms):
        return [f"{word}: {meaning}" for word, meaning in block.items]
    return list(getattr(block, "items", ())) or [str(getattr(block, "text", ""))]


def _data(book: Any, document: Document) -> None:
    sheet = book.add_worksheet("Daten")
    bold = book.add_format({"bold": True, "bottom": 1})
    right = book.add_format({"align": "right"})
    for column, (name, width) in enumerate(zip(_HEADER, (22, 46, 40, 24, 16, 14, 22, 12), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, bold)
    rows = [row for section in document.sections for row in _rows(section)]
    for line, (words, cell) in enumerate(rows, start=1):
        for column, word in enumerate(words):
            sheet.write_string(line, column, word)
        sheet.write_string(line, 4, cell.shown, right)
        if cell.value is not None:
            sheet.write_number(line, 5, cell.value)
        sheet.write_string(line, 6, unit_of_number(cell.unit) if cell.unit else "")
        sheet.write_string(line, 7, "ja" if cell.corrected else "")
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(_HEADER) - 1)


def _rows(section: Section) -> list[tuple[tuple[str, str, str, str], Cell]]:
    """Section, table, row and column names, and the cell."""
    found = []
    for block in section.blocks:
        if isinstance(block, Table | Picture):
            table = table_of(block.chart) if isinstance(block, Picture) else block
            for row in table.rows:
                for name, cell in zip(table.header[1:], row.cells, strict=True):
                    found.append(((section.title, table.caption, row.name, name), cell))
    return found
