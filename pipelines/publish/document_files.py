"""The tables of a document as CSV files for people, as they are attached to the PDF and offered beside it."""

from __future__ import annotations

import csv
import io

from pipelines.publish import german
from pipelines.publish.bare_numbers import entry, grid
from pipelines.publish.document import Document, Table
from pipelines.spreadsheets import harmless


def csv_of(table: Table) -> bytes:
    """The strings of the document in the form of `bare_numbers`, so a file never says more than the page.

    Where a number is corrected a last column names the columns in which: the cells themselves stay numbers.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines = [
        (row.name, [entry(cell.shown, cell.value is not None) for cell in row.cells]) for row in table.rows
    ]
    for words, mark in zip(grid(table.header, lines), _corrected(table), strict=True):
        writer.writerow([harmless(word) for word in (*words, *mark)])
    if table.note:
        writer.writerow([])
        writer.writerow([harmless(table.note)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _corrected(table: Table) -> list[list[str]]:
    """What the last column says in the head and in each row; nothing where no number is corrected."""
    if not any(cell.corrected for row in table.rows for cell in row.cells):
        return [[] for _ in range(len(table.rows) + 1)]
    flags = ((cell.corrected for cell in row.cells) for row in table.rows)
    return [["Berichtigt"], *([german.corrected_among(table.header[1:], row)] for row in flags)]


def files_of(document: Document) -> dict[str, bytes]:
    """File name → CSV, one per table and chart, numbered in reading order."""
    return {f"{at:02d}-{table.key}.csv": csv_of(table) for at, table in enumerate(document.tables(), start=1)}
