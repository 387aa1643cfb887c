"""A published number that a later release prints otherwise carries «r» wherever the public reads it in a table, and a
column in every file. The town's five releases correct 225 persons of March 2022 to 220: men 140 to 135, women 80 to 85.
"""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from dashboard.app import create
from pipelines import settings
from pipelines.__main__ import main
from pipelines.metrics import Figure, Query
from pipelines.publish import german, opendata, press, worlds
from pipelines.publish.briefing import make
from pipelines.publish.document import Document
from pipelines.publish.document_files import files_of
from pipelines.publish.document_forms import render
from pipelines.releases import open_release
from tests.public.conftest import History

MARCH = date(2022, 3, 31)
_LEGEND = "r = berichtigt"


def _asked(history: History, *queries: Query) -> list[Figure]:
    with open_release(history.home) as release:
        assert release.public is not None
        return [figure for query in queries for figure in release.public.figures(query)]


def _pairs(figures: list[Figure]) -> dict[str, tuple[Any, Any]]:
    return {
        "".join(figure.by.values()): (figure.value, figure.earlier) for figure in figures if figure.corrected
    }


def test_a_figure_knows_that_it_is_corrected_and_what_it_was(history: History) -> None:
    by_sex = _asked(history, Query("active_target_group", MARCH, by=("sex",)))
    assert _pairs(by_sex) == {"": (220, 225), "m": (135, 140), "w": (85, 80)}
    april = _asked(history, Query("active_target_group", date(2022, 4, 30)))
    assert not april[0].corrected and april[0].earlier is None


def test_sums_and_rates_of_corrected_cells_are_corrected_too(history: History) -> None:
    start = date(2021, 12, 31)
    [entries] = _asked(history, Query("entries", MARCH, start))
    [load] = _asked(history, Query("caseload_filled", MARCH))
    [needed] = _asked(history, Query("fte_needed", MARCH))
    assert entries.corrected and entries.earlier == (entries.value or 0) + 5
    assert (load.value, load.earlier) == (49, 50)
    assert needed.corrected


def test_what_a_correction_leaves_as_it_was_is_not_marked(history: History) -> None:
    """30 entries instead of 35 in March: the stock of the months after stays, and so does every rate of it."""
    [share] = _asked(history, Query("caseload_filled", date(2022, 7, 31)))
    assert not share.corrected


def _figures(history: History, form: str, capsys: pytest.CaptureFixture[str]) -> str:
    words = ["figures", "--home", str(history.home.root), "--audience", "press", "--as-of", str(MARCH)]
    assert main([*words, "--metric", "active_target_group", "--by", "sex", "--format", form]) == 0
    return capsys.readouterr().out


def test_the_command_line_marks_in_every_format(history: History, capsys: pytest.CaptureFixture[str]) -> None:
    table = _figures(history, "table", capsys)
    assert "220\u202fr" in table and "135\u202fr" in table and _LEGEND in table
    answer = json.loads(_figures(history, "json", capsys))["figures"]
    assert [(f["corrected"], f["earlier"], f["shown"]) for f in answer if not f["by"]] == [(True, 225, "220")]
    rows = list(csv.DictReader(io.StringIO(_figures(history, "csv", capsys).lstrip("\ufeff")), delimiter=";"))
    marked = {row["Gliederung"]: (row["Wert"], row["Berichtigt"], row["Bisher"]) for row in rows}
    assert marked["insgesamt"] == ("220", "ja", "225") and marked["männlich"] == ("135", "ja", "140")


def test_open_data_have_a_column_for_it(history: History) -> None:
    with open_release(history.home) as release:
        terms = opendata.Terms("dl-by-de/2.0", "a@b.de", "https://a.de")
        edition = worlds.edition(release, settings.load(history.home))
        made = opendata.export(worlds.public_answers(release), edition, terms)
    rows = list(csv.DictReader(io.StringIO(made[opendata.CSV_NAME].decode())))
    march = [row for row in rows if (row["metric"], row["as_of"]) == ("active_target_group", str(MARCH))]
    marked = {row["code"]: (row["value"], row["earlier"]) for row in march if row["corrected"] == "true"}
    assert marked[""] == ("220", "225") and marked["w"] == ("85", "80")
    assert {row["earlier"] for row in rows if row["corrected"] == "false"} == {""}


@pytest.fixture(scope="module")
def document(history: History) -> Document:
    with open_release(history.home) as release:
        edition = worlds.edition(release, settings.load(history.home))
        return make(worlds.public_answers(release), edition, MARCH)


@pytest.fixture(scope="module")
def sheet(history: History) -> Document:
    with open_release(history.home) as release:
        edition = worlds.edition(release, settings.load(history.home))
        return press.make(worlds.public_answers(release), edition, MARCH).document


@pytest.mark.parametrize("which", ["document", "sheet"])
def test_documents_mark_their_tables_and_explain_the_sign(request: pytest.FixtureRequest, which: str) -> None:
    made: Document = request.getfixturevalue(which)
    for form in ("html", "txt"):
        text = render(made, form).decode()
        assert "220\u202fr" in text and _LEGEND in text
    sentences = [text for text in made.strings() if text.endswith(".")]
    assert not any(f"{german.NARROW}r" in text for text in sentences), "a sentence is no table"


@pytest.mark.parametrize("which", ["document", "sheet"])
def test_the_files_of_a_document_keep_numbers_pure_and_name_the_corrected_columns(
    request: pytest.FixtureRequest, which: str
) -> None:
    files = files_of(request.getfixturevalue(which))
    name, column = {"document": ("kennzahlen", "31.03.2022"), "sheet": ("aktive-zielgruppe", "Wert")}[which]
    content = next(content for known, content in files.items() if known.endswith(f"-{name}.csv"))
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert (rows[0][column], rows[0]["Berichtigt"]) == ("220", column)


def test_a_workbook_has_a_column_for_it(document: Document) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(render(document, "xlsx")))
    head, *rows = book.get_sheet_by_name("Daten").to_python()
    marked = [dict(zip(head, row, strict=True)) for row in rows if row[-1] == "ja"]
    assert ("220", 220) in {(row["Anzeige"], row["Wert"]) for row in marked}


@pytest.fixture(scope="module")
def client(history: History) -> Any:
    made = create(history.home).server.test_client()
    made.set_cookie("zgm-rolle", "press", domain="localhost")
    return made


def _cells(client: Any, address: str) -> list[str]:
    text = client.get(address).get_data(as_text=True)
    return [unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<td[^>]*>(.*?)</td>", text)]


@pytest.mark.parametrize("path", ["/", "/struktur", "/presse", "/gemeinderat"])
def test_the_tables_of_the_public_pages_mark_it(client: Any, path: str) -> None:
    address = f"{path}?stand=2022-03"
    wanted = "135\u202fr" if path == "/struktur" else "220\u202fr"
    assert wanted in _cells(client, address)
    assert _LEGEND in client.get(address).get_data(as_text=True)


def test_the_page_of_the_data_lists_the_corrected_totals(client: Any) -> None:
    text = unescape(client.get("/daten").get_data(as_text=True))
    assert "Was berichtigt wurde" in text
    cells = _cells(client, "/daten")
    at = cells.index("Stand März 2022")
    assert cells[at : at + 3] == ["Stand März 2022", "220", "225"]


def test_files_of_a_page_say_it_in_a_column(client: Any) -> None:
    people = client.get("/datei/ueberblick/verlauf.csv?stand=2022-03").data.decode("utf-8-sig")
    machines = client.get("/datei/ueberblick/verlauf.daten.csv?stand=2022-03").data.decode()
    march = next(
        row for row in csv.DictReader(io.StringIO(people), delimiter=";") if row["Stichtag"] == "31.03.2022"
    )
    assert (march["Aktive Zielgruppe"], march["Berichtigt"]) == ("220", "Aktive Zielgruppe")
    row = next(row for row in csv.DictReader(io.StringIO(machines)) if row["place"] == "2022-03-31")
    assert (row["value"], row["corrected"]) == ("220", "true")
