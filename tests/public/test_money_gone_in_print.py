"""What is gone or new among money and positions, as the public reads it: briefing, pages, command line, open data."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from typing import Any

import pytest

from dashboard.app import create
from pipelines import settings
from pipelines.__main__ import main
from pipelines.paths import Home
from pipelines.publish import briefing, opendata, worlds
from pipelines.publish.briefing.corrections import corrections
from pipelines.publish.document import Document
from pipelines.publish.document_forms import render
from pipelines.releases import open_release
from tests.public.gone import APRIL, MARCH


def _document(home: Home) -> Document:
    with open_release(home) as release:
        edition = worlds.edition(release, settings.load(home))
        return briefing.make(worlds.public_answers(release), edition, MARCH)


def _rows(document: Document, key: str) -> dict[str, list[str]]:
    table = next(table for table in document.tables() if table.key == key)
    return {row.name: [cell.text.replace("\u202f", " ") for cell in row.cells] for row in table.rows}


def test_the_briefing_prints_what_is_gone_and_what_is_new_with_the_sign(gone: Home) -> None:
    document = _document(gone)
    money = _rows(document, "kosten")
    # Costs, grants, lump sum, coverage, own share.
    assert money["Caritas"] == ["x r", "x r", "x r", "x r", "x r"]
    assert money["Diakonie"] == ["1.000 € r", "– r", "100 € r", "10,0 % r", "1.000 € r"]
    assert money["insgesamt"] == ["2.000 €", "–", "200 €", "10,0 %", "2.000 €"]
    staff = _rows(document, "stellen")
    assert staff["Caritas"][:3] == ["– r", "– r", "– r"] and staff["Caritas"][4] == "x r"
    text = render(document, "txt").decode()
    assert "x = nicht sinnvoll" in text and "r = berichtigt" in text


def test_a_table_of_which_everything_is_gone_still_says_so(gone_for_all: Home) -> None:
    document = _document(gone_for_all)
    assert _rows(document, "aufnahmequote") == {
        "Soll": ["x r"],
        "Ist": ["x r"],
        "Saldo (Ist minus Soll)": ["x r"],
    }
    assert _rows(document, "kosten")["insgesamt"] == ["x r"] * 5


def test_the_next_briefing_tells_the_totals_that_are_gone(gone_for_all: Home) -> None:
    with open_release(gone_for_all) as release:
        found = corrections(gone_for_all, release, APRIL)
    assert "Eigenanteil der Stadt, Stand März 2022: keine Angabe mehr, bisher 2.000\u202f€" in found.totals
    assert "Stellen besetzt (VZÄ), Stand März 2022: 0,0, bisher 3,0" in found.totals


def _page(home: Home, address: str) -> str:
    client = create(home).server.test_client()
    client.set_cookie("zgm-rolle", "council", domain="localhost")
    return unescape(client.get(f"{address}?stand=2022-03").get_data(as_text=True)).replace("\u202f", " ")


@pytest.mark.parametrize("path", ["/", "/personal", "/gemeinderat", "/presse", "/daten"])
@pytest.mark.parametrize("which", ["gone", "gone_for_all"])
def test_every_page_stands(request: pytest.FixtureRequest, which: str, path: str) -> None:
    text = _page(request.getfixturevalue(which), path)
    assert "Datenstand" in text and "unerwarteter Fehler" not in text


def test_the_page_of_positions_marks_what_is_gone(gone: Home) -> None:
    cells = re.findall(r"<td[^>]*>(.*?)</td>", _page(gone, "/personal"))
    assert "x r" in cells and "1 : 30 r" in cells


def _command(home: Home, form: str, capsys: Any) -> str:
    words = ["figures", "--home", str(home.root), "--audience", "council", "--as-of", str(MARCH)]
    assert main([*words, "--metric", "costs_eur", "--by", "traeger", "--format", form]) == 0
    return str(capsys.readouterr().out)


def test_the_command_line_tells_where_no_number_stood(gone: Home, capsys: Any) -> None:
    assert "x\u202fr" in _command(gone, "table", capsys)
    found = json.loads(_command(gone, "json", capsys))["figures"]
    marks = {one["by"].get("traeger"): (one["shown"], one["corrected"], one["earlier"]) for one in found}
    assert marks["CARITAS"] == ("x", True, 1000) and marks["DIAKONIE"][1:] == (True, None)
    rows = csv.DictReader(io.StringIO(_command(gone, "csv", capsys).lstrip("\ufeff")), delimiter=";")
    told = {row["Gliederung"]: (row["Wert"], row["Berichtigt"], row["Bisher"]) for row in rows}
    assert told["Caritas"] == ("", "ja", "1000")
    assert told["Diakonie"] == ("1000", "ja", "keine Angabe")
    assert told["Stadt"] == ("1000", "", "")


def test_open_data_have_a_row_for_what_is_gone(gone: Home) -> None:
    with open_release(gone) as release:
        terms = opendata.Terms("dl-by-de/2.0", "a@b.de", "https://a.de")
        edition = worlds.edition(release, settings.load(gone))
        made = opendata.export(worlds.public_answers(release), edition, terms)
    rows = list(csv.DictReader(io.StringIO(made[opendata.CSV_NAME].decode())))
    march = {
        row["code"]: (row["value"], row["shown"], row["corrected"], row["earlier"])
        for row in rows
        if (row["metric"], row["as_of"]) == ("costs_eur", str(MARCH))
    }
    assert march["CARITAS"] == ("", "x", "true", "1000") and march["DIAKONIE"][2:] == ("true", "")
