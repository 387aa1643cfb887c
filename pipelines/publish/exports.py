"""A chart's values as files: CSV for people, CSV for machines, XLSX, PNG. The numbers are those of the page.

A cell that begins like a formula is made harmless in every format. marks: what a file must say of itself wherever it
goes, e. g. that it is internal or that its numbers are invented; a picture has them among its notes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Any

from pipelines.publish import german
from pipelines.publish.bare_numbers import Entry, entry, grid
from pipelines.publish.chart import Chart, Point, svg, table
from pipelines.publish.chart.canvas import resolved
from pipelines.publish.chart.table import cell, corrected_series
from pipelines.publish.document_fonts import fonts, with_family
from pipelines.publish.worlds import INTERNAL_USE
from pipelines.spreadsheets import harmless

INTERNAL = INTERNAL_USE[0].upper() + INTERNAL_USE[1:]


def marked(chart: Chart, marks: Sequence[str]) -> Chart:
    """The chart with the marks inside its framed picture."""
    return replace(chart, notes=(*chart.notes, *(f"{mark}. " for mark in marks)))


def csv_for_people(chart: Chart, marks: Sequence[str] = (INTERNAL,)) -> bytes:
    """UTF-8 with BOM, semicolons, decimal commas, DIN signs; sources below the table."""
    made = table(chart)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    column = _corrected_column(chart)
    lines = [(name, [_entry(point) for point in points]) for name, points in made.rows]
    marked_rows = ([corrected_series(chart, points) for _ in column] for _, points in made.rows)
    for words, mark in zip(grid(made.header, lines), (column, *marked_rows), strict=True):
        writer.writerow([harmless(word) for word in (*words, *mark)])
    writer.writerow([])
    for line in _sources(chart, made.legend, marks):
        writer.writerow([harmless(line)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _entry(point: Point) -> Entry:
    return entry(cell(replace(point, corrected=False)), point.value is not None)


def _corrected_column(chart: Chart) -> list[str]:
    """The heading of one more column where a value is corrected: the numbers beside it stay numbers."""
    some = any(point.corrected for series in chart.series for point in series.points)
    return ["Berichtigt"] if some else []


def csv_for_machines(chart: Chart, marks: Sequence[str] = (INTERNAL,)) -> bytes:
    """One value a row: place, series, value (dot, unrounded), shown, preliminary, unit, corrected, and the marks (a
    program that takes a row takes them along, as with `zgm figures --format csv`).
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["place", "series", "value", "shown", "preliminary", "unit", "corrected", "notice"])
    notice = harmless("; ".join(marks))
    for at, place in enumerate(chart.places):
        name = place.isoformat() if isinstance(place, date) else str(place)
        for series in chart.series:
            point = series.points[at]
            value = "" if point.value is None else f"{point.value:.12g}"
            row = [harmless(name), harmless(series.name), value, point.shown]
            flags = [str(flag).lower() for flag in (point.preliminary, point.corrected)]
            writer.writerow([*row, flags[0], chart.unit, flags[1], notice])
    return out.getvalue().encode()


def _sources(chart: Chart, legend: str, marks: Sequence[str]) -> list[str]:
    lines = [chart.title, chart.sentence, f"Einheit: {german.UNIT_NAMES[chart.unit]}", *chart.notes, legend]
    return [line for line in (*lines, chart.source, *marks) if line]


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


def xlsx(chart: Chart, marks: Sequence[str] = (INTERNAL,)) -> bytes:
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
        for at, line in enumerate(_sources(chart, made.legend, marks)):
            notes.write_string(at, 0, line, wrap if at else bold)
        sheet = book.add_worksheet("Daten")
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, max(1, len(made.header) - 1), 18)
        sheet.freeze_panes(1, 1)
        column_of_corrections = _corrected_column(chart)
        for at, text in enumerate((*made.header, *column_of_corrections)):
            sheet.write_string(0, at, text, bold)
        for row, (name, points) in enumerate(made.rows, start=1):
            sheet.write_string(row, 0, name)
            if column_of_corrections:
                sheet.write_string(row, len(made.header), corrected_series(chart, points))
            for column, point in enumerate(points, start=1):
                if point.value is None or point.shown == german.ZERO:
                    sheet.write_string(row, column, point.shown, right)
                else:
                    sheet.write_number(row, column, point.value, numbers)
    return out.getvalue()


def png(chart: Chart, marks: Sequence[str] = (INTERNAL,)) -> bytes:
    """The framed picture as PNG (1,440 pixels wide), with title and source inside."""
    typst: Any = import_module("typst")
    picture = with_family(resolved(svg(marked(chart, marks), framed=True)))
    page = '#set page(width: 720pt, height: auto, margin: 0pt)\n#image("bild.svg", width: 720pt)'
    files = {"main": page.encode(), "bild.svg": picture.encode()}
    made = typst.compile(files, format="png", ppi=144, font_paths=fonts())
    return bytes(made if isinstance(made, bytes) else made[0])


def framed_svg(chart: Chart, marks: Sequence[str] = (INTERNAL,)) -> bytes:
    """The same picture as SVG."""
    return svg(marked(chart, marks), framed=True).encode()


def file_name(chart: Chart, ending: str) -> str:
    """A name that says what is inside: `aktive-zielgruppe_2022-06-30.csv`."""
    last = next((place for place in reversed(chart.places) if isinstance(place, date)), None)
    return f"{chart.key}{'_' + last.isoformat() if last else ''}.{ending}"
