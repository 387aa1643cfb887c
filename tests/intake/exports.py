"""Small exports that the tests dress up."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

FAELLE = "faelle_CARITAS_2022-06-30.csv"
STELLEN = "stellen_STADT_2022-06-30.csv"

CASES_HEADER = [
    "Fall-ID",
    "Träger",
    "Geburtsjahr",
    "Geschlecht",
    "Staatsangehörigkeit",
    "Aufnahme IM",
    "Ende IM",
]
CASES_ROWS = [
    ["LO-0123456789", "CARITAS", "1985", "w", "166", "01.03.2022", ""],
    ["LO-00000000AF", "CARITAS", "2010", "m", "475", "15.11.2019", "31.05.2022"],
    ["LO-ABCDEF0001", "CARITAS", "", "d", "423", "29.02.2020", ""],
]
POSITIONS = """Stellen-Nr.;Träger;Funktion;VZÄ Plan;VZÄ besetzt;VZÄ gefördert;Förderprogramm;gültig ab;gültig bis
IM-01;CARITAS;INTEGRATIONSMANAGEMENT;1,25;1,25;1;VWV_IM;01.01.2019;30.06.2022
"""


def csv_text(
    header: Sequence[str], rows: Sequence[Sequence[str]], delimiter: str = ";", end: str = "\n"
) -> str:
    return "".join(delimiter.join(record) + end for record in [header, *rows])


def cases(
    rows: Sequence[Sequence[str]] = CASES_ROWS, header: Sequence[str] = CASES_HEADER, **how: Any
) -> str:
    return csv_text(header, rows, **how)


def cases_with_formulas(*cells: tuple[int, int, str, Any]) -> bytes:
    """A workbook of the three cases in which these cells (row, column, formula, stored result) are computed."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate([CASES_HEADER, *CASES_ROWS]):
            sheet.write_row(number, 0, row)
        for line, column, formula, result in cells:
            sheet.write_formula(line, column, formula, None, result)
    return buffer.getvalue()


def book(sheets: dict[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = (), **properties: str) -> bytes:
    """An XLSX file; cells are written as what they are."""
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "dd.mm.yyyy"}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        if properties:
            workbook.set_properties(properties)
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name in hidden:
                sheet.hide()
    return buffer.getvalue()
