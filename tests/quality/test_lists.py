"""Lists that go back to the Träger: safe to open, complete, in words."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipelines.quality import lists, report
from pipelines.quality.outcome import FileResult, FindingRow, Outcome, from_record


def _finding(file: str = "faelle_CARITAS_2022-06-30.csv", message: str = "Bitte berichtigen.") -> FindingRow:
    return FindingRow(
        "end_before_start", "error", "quarantine", file, 17, "Ende IM", message,
        "faelle", "CARITAS", date(2022, 6, 30), date(2022, 3, 31),
    )  # fmt: skip


def test_a_line_tells_where_what_and_since_when() -> None:
    rows = list(csv.reader(io.StringIO(lists.as_csv([_finding()])), delimiter=";"))
    assert rows[1] == [
        "faelle_CARITAS_2022-06-30.csv", "17", "Ende IM", "Fehler", "Ende vor Beginn", "Bitte berichtigen.",
        "Zeile zurückgewiesen", "31.03.2022",
    ]  # fmt: skip


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20))
def test_no_cell_of_a_list_begins_like_a_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(lists.as_csv([_finding(text, text)]), newline=""), delimiter=";"))
    assert not [cell for cell in rows[1] if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def test_a_workbook_holds_text_and_no_formula(tmp_path: Path) -> None:
    lists.write(tmp_path, "CARITAS", [_finding("=cmd|' /C calc'!A0.csv")])
    with zipfile.ZipFile(tmp_path / "befunde_CARITAS.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
    assert len(sheets) == 2 and not any("<f>" in sheet for sheet in sheets)


def test_a_traeger_name_is_no_path(tmp_path: Path) -> None:
    paths = lists.write(tmp_path, "../../x", [_finding()])
    assert {path.parent for path in paths} == {tmp_path}


def test_the_report_is_one_page_without_scripts_or_foreign_hosts() -> None:
    file = FileResult("<b>.csv", "0" * 64, "faelle", "CARITAS", date(2022, 6, 30), rows_read=3, rows_loaded=3)
    page = report.as_html(Outcome("L0001", "warnings", date(2022, 6, 30), [file], [_finding()]))
    assert '<html lang="de">' in page and page.count("<h1>") == 1
    assert "<script" not in page and "http" not in page and "<b>.csv" not in page
    assert page.count("<table>") == page.count("<caption>")


def test_what_is_kept_of_a_load_comes_back_the_same() -> None:
    file = FileResult("a.csv", "0" * 64, "faelle", "CARITAS", date(2022, 6, 30), rows_read=1, rows_loaded=1)
    outcome = Outcome("L0001", "loaded", date(2022, 6, 30), (file,), (_finding(),))
    assert from_record(outcome.as_record()) == outcome
