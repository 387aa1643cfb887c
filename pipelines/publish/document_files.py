"""The tables of a document as CSV files for people, as they are attached to the PDF and offered beside it."""

from __future__ import annotations

import csv
import io

from pipelines.publish import german
from pipelines.publish.document import Document, Table
from pipelines.publish.tabular import cell_for_people
from pipelines.spreadsheets import harmless


def csv_of(table: Table) -> bytes:
    """The strings of the document in the form of `cell_for_people`, so a file never says more than the page.

    Where a number is corrected a last column names the columns in which: the cells themselves stay numbers.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    marks = any(cell.corrected for row in table.rows for cell in row.cells)
    writer.writerow([*(harmless(name) for name in table.header), *(["Berichtigt"] if marks else [])])
    for row in table.rows:
        corrected = german.corrected_among(table.header[1:], (cell.corrected for cell in row.cells))
        writer.writerow(
            [
                harmless(row.name),
                *(harmless(cell_for_people(cell.shown, cell.value is not None)) for cell in row.cells),
                *([harmless(corrected)] if marks else []),
            ]
        )
    if table.note:
        writer.writerow([])
        writer.writerow([harmless(table.note)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def files_of(document: Document) -> dict[str, bytes]:
    """File name → CSV, one per table and chart, numbered in reading order."""
    return {f"{at:02d}-{table.key}.csv": csv_of(table) for at, table in enumerate(document.tables(), start=1)}
