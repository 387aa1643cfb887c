"""The lists that go back to the Träger: one CSV and one XLSX each, safe to open in a spreadsheet program."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Sequence
from pathlib import Path

from pipelines.quality.outcome import FindingRow
from pipelines.quality.words import EFFECT, RULE, SEVERITY, german_day
from pipelines.spreadsheets import harmless

HEADS = ("Datei", "Zeile", "Spalte", "Schwere", "Regel", "Was zu tun ist", "Wirkung", "bekannt seit")
WITHOUT = "ohne-Traeger"
_WIDTHS = (34, 8, 26, 10, 28, 80, 26, 14)
_RANK = {"error": 0, "warning": 1, "info": 2}


def by_traeger(findings: Sequence[FindingRow]) -> dict[str, list[FindingRow]]:
    """Findings per Träger, gravest first; those about no Träger's file stand under `WITHOUT`."""
    grouped: dict[str, list[FindingRow]] = {}
    for finding in sorted(findings, key=lambda f: (_RANK[f.severity], f.file, f.row or 0, f.rule)):
        grouped.setdefault(finding.traeger or WITHOUT, []).append(finding)
    return dict(sorted(grouped.items()))


def write(folder: Path, traeger: str, findings: Sequence[FindingRow]) -> list[Path]:
    """Write `befunde_<Träger>.csv` and `.xlsx` into `folder`; the paths written."""
    name = re.sub(r"[^A-Za-z0-9_-]", "_", traeger)
    csv_path, xlsx_path = folder / f"befunde_{name}.csv", folder / f"befunde_{name}.xlsx"
    # Excel on a German machine reads UTF-8 only with a mark and separates by semicolons.
    csv_path.write_bytes(as_csv(findings).encode("utf-8-sig"))
    _write_xlsx(xlsx_path, traeger, findings)
    return [csv_path, xlsx_path]


def as_csv(findings: Sequence[FindingRow]) -> str:
    """The list as CSV for people: semicolons, CRLF, no cell that could be taken for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    back = _sent_back(findings)
    writer.writerows([harmless(str(cell)) for cell in _cells(finding, back)] for finding in findings)
    return buffer.getvalue()


def _sent_back(findings: Sequence[FindingRow]) -> set[tuple[str, int | None]]:
    return {(finding.file, finding.row) for finding in findings if finding.effect == "quarantine"}


def _cells(finding: FindingRow, back: Collection[tuple[str, int | None]]) -> tuple[str | int, ...]:
    """One line of the list. back: rows that are not taken in; nothing of them stays as delivered."""
    gone = finding.row is not None and (finding.file, finding.row) in back
    return (
        finding.file,
        finding.row if finding.row is not None else "",
        finding.column or "",
        SEVERITY[finding.severity],
        RULE.get(finding.rule, finding.rule),
        finding.message,
        EFFECT["quarantine" if gone else finding.effect],
        german_day(finding.known_since) if finding.known_since else "",
    )


def _write_xlsx(path: Path, traeger: str, findings: Sequence[FindingRow]) -> None:
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        notes = book.add_worksheet("Hinweise")
        notes.set_column(0, 0, 100)
        lines = (
            f"Befunde für {traeger}",
            "Jede Zeile nennt Datei, Zeile und Spalte der Lieferung und was zu tun ist.",
            "«Zeile» ist die Zeile, die ein Tabellenprogramm in der gelieferten Datei zeigt.",
            "Bitte im Fachverfahren berichtigen und neu exportieren, nicht in der Exportdatei.",
        )
        for place, line in enumerate(lines):
            notes.write_string(place, 0, line)
        sheet = book.add_worksheet("Daten")
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for place, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, head, bold)
        back = _sent_back(findings)
        for row, finding in enumerate(findings, start=1):
            for place, cell in enumerate(_cells(finding, back)):
                if isinstance(cell, int):
                    sheet.write_number(row, place, cell, wrapped)
                else:
                    sheet.write_string(row, place, cell, wrapped)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(findings), 1), len(HEADS) - 1)
