"""The tables of a document as CSV files for people, as they are attached to the PDF and offered beside it."""

from __future__ import annotations

import csv
import io

from pipelines.publish import german
from pipelines.publish.document import Document, Table
from pipelines.spreadsheets import harmless


def csv_of(table: Table) -> bytes:
    """UTF-8 with BOM, semicolons; the strings are those of the document, so a file never says more than the page."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(name) for name in table.header])
    for row in table.rows:
        writer.writerow([harmless(row.name), *(harmless(_plain(cell.shown)) for cell in row.cells)])
    if table.note:
        writer.writerow([])
        writer.writerow([harmless(table.note)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _plain(shown: str) -> str:
    """A spreadsheet reads the ASCII minus and no narrow blank."""
    return shown.replace(german.MINUS, "-").replace(german.NARROW, " ")


def files_of(document: Document) -> dict[str, bytes]:
    """File name → CSV, one per table and chart, numbered in reading order."""
    return {f"{at:02d}-{table.key}.csv": csv_of(table) for at, table in enumerate(document.tables(), start=1)}
