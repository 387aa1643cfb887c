"""A chart's values as files: CSV for people, CSV for machines, XLSX, PNG. The numbers are those of the page.

A cell that begins like a formula is made harmless in every format.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Any

from pipelines.publish import german
from pipelines.publish.chart import Chart, svg, table
from pipelines.publish.chart.canvas import resolved
from pipelines.publish.chart.table import cell, corrected_series
from pipelines.publish.document_fonts import fonts, with_family
from pipelines.publish.tabular import cell_for_people
from pipelines.spreadsheets import harmless

INTERNAL = "Nur für den Dienstgebrauch"


def csv_for_people(chart: Chart, marking: str = INTERNAL) -> bytes:
    """UTF-8 with BOM, semicolons, decimal commas, DIN signs; sources below the table."""
    made = table(chart)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    marks = _marks(chart)
    writer.writerow([harmless(text) for text in (*made.header, *marks)])
    for name, points in made.rows:
        cells = (
            cell_for_people(cell(replace(point, corrected=False)), point.value is not None)
            for point in points
        )
        writer.writerow([harmless(name), *cells, *(harmless(corrected_series(chart, points)) for _ in marks)])
    writer.writerow([])
    for line in _sources(chart, made.legend, marking):
        writer.writerow([harmless(line)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _marks(chart: Chart) -> list[str]:
    """The heading of one more column where a value is corrected: the numbers beside it stay numbers."""
    some = any(point.corrected for series in chart.series for point in series.points)
    return ["Berichtigt"] if some else []


def csv_for_machines(chart: Chart) -> bytes:
    """One value a row: place, series, value (dot, unrounded), shown, preliminary, unit, corrected."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["place", "series", "value", "shown", "preliminary", "unit", "corrected"])
    for at, place in enumerate(chart.places):
        name = place.isoformat() if isinstance(place, date) else str(place)
        for series in chart.series:
            point = series.points[at]
            value = "" if point.value is None else f"{point.value:.12g}"
            row = [harmless(name), harmless(series.name), value, point.shown]
            flags = [str(flag).lower() for flag in (point.preliminary, point.corrected)]
            writer.writerow([*row, flags[0], chart.unit, flags[1]])
    return out.getvalue().encode()


def _sources(chart: Chart, legend: str, marking: str) -> list[str]:
    lines = [chart.title, chart.sentence, f"Einheit: {german.UNIT_NAMES[chart.unit]}", *chart.notes, legend]
    return [line for line in (*lines, chart.source, marking) if line]


_NUMBER_FORMATS = {
    "fraction": "0.0%",
    "fte": "#,##0.0#",
    "eur": '#,##0 "€"',
    "eur_per_person": '#,##0 "€"',
    "persons_per_fte": '"1 : "#,##0',
    "months": "#,##0.0",
    "per_1000": "#,##0.0",
    "consultations_per_person": "#,##0.0",
}


def xlsx(chart: Chart, marking: str = INTERNAL) -> bytes:
    """A workbook with the sheets «Hinweise» and «Daten»; texts stay texts, numbers stay numbers."""
    import xlsxwriter

    made = table(chart)
    out = io.BytesIO()
    safe = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, safe) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        numbers = book.add_format({"num_format": _NUMBER_FORMATS.get(chart.unit, "#,##0")})
        right = book.add_format({"align": "right"})
        notes = book.add_worksheet("Hinweise")
        notes.set_column(0, 0, 100)
        for at, line in enumerate(_sources(chart, made.legend, marking)):
            notes.write_string(at, 0, line, wrap if at else bold)
        sheet = book.add_worksheet("Daten")
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, max(1, len(made.header) - 1), 18)
        sheet.freeze_panes(1, 1)
        marks = _marks(chart)
        for at, text in enumerate((*made.header, *marks)):
            sheet.write_string(0, at, text, bold)
        for row, (name, points) in enumerate(made.rows, start=1):
            sheet.write_string(row, 0, name)
            if marks:
                sheet.write_string(row, len(made.header), corrected_series(chart, points))
            for column, point in enumerate(points, start=1):
                if point.value is None or point.shown == german.ZERO:
                    sheet.write_string(row, column, point.shown, right)
                else:
                    sheet.write_number(row, column, point.value, numbers)
    return out.getvalue()


def png(chart: Chart) -> bytes:
    """The framed picture as PNG (1,440 pixels wide), with title and source inside."""
    typst: Any = import_module("typst")
    picture = with_family(resolved(svg(chart, framed=True)))
    page = '#set page(width: 720pt, height: auto, margin: 0pt)\n#image("bild.svg", width: 720pt)'
    files = {"main": page.encode(), "bild.svg": picture.encode()}
    made = typst.compile(files, format="png", ppi=144, font_paths=fonts())
    return bytes(made if isinstance(made, bytes) else made[0])


def file_name(chart: Chart, ending: str) -> str:
    """A name that says what is inside: `aktive-zielgruppe_2022-06-30.csv`."""
    last = next((place for place in reversed(chart.places) if isinstance(place, date)), None)
    return f"{chart.key}{'_' + last.isoformat() if last else ''}.{ending}"
