"""A record of money or positions that disappears between two releases, or appears for a printed month, changes what the
public reads of one Träger: it is printed as gone or as new, with «r» and the number that stood there.

March is printed with costs and positions of the city and Caritas. From April on Caritas has neither, Diakonie has both.
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

from dashboard.app import create
from pipelines import settings
from pipelines.__main__ import main
from pipelines.metrics import Figure, Query
from pipelines.paths import Home
from pipelines.publish import briefing, opendata, worlds
from pipelines.publish.briefing.corrections import corrections
from pipelines.publish.document import Document
from pipelines.publish.document_forms import render
from pipelines.releases import open_release
from tests.public import town

FEBRUARY, MARCH, APRIL, MAY = (
    date(2022, 2, 28), date(2022, 3, 31), date(2022, 4, 30), date(2022, 5, 31)
)  # fmt: skip
_FIRST, _THEN = ("STADT", "CARITAS"), ("STADT", "DIAKONIE")


def _release(home: Home, day: date, having: tuple[str, ...]) -> None:
    """The deliveries of `day`: costs and positions of the Träger `having` and of nobody else, at first the quota."""
    files = town._files

    def some(persons: list[town.Row], traeger: str) -> dict[str, list[town.Row]]:
        made = files(persons, traeger)
        cost = {"traeger": traeger, "year": 2022, "cost_type": "PERSONAL", "amount_eur": 1000}
        own = {"kosten": [cost | {"lump_sum_eur": 100}]}
        quota = {"year": 2022, "target": 592, "actual": 638, "version_on": date(2022, 1, 31)}
        city = {"quote": [quota] if having == _FIRST and traeger == "STADT" else []}
        return made | city | (own if traeger in having else {"kosten": [], "stellen": []})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(town, "_files", some)
        town.release(home, town.people(420), day)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = town.home_at(tmp_path_factory.mktemp("weg") / "home")
    _release(home, MARCH, _FIRST)
    _release(home, APRIL, _THEN)
    return home


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The same once more: gone in two releases one after the other."""
    home = town.home_at(tmp_path_factory.mktemp("lange") / "home")
    for day, having in ((MARCH, _FIRST), (APRIL, _THEN), (MAY, _THEN)):
        _release(home, day, having)
    return home


@pytest.fixture(scope="module")
def nobody(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Nobody has costs or positions, then the city and Caritas have, which a briefing prints, then nobody again."""
    folder = tmp_path_factory.mktemp("leer")
    home = town.home_at(folder / "home")
    _release(home, FEBRUARY, ())
    _release(home, MARCH, _FIRST)
    words = ["briefing", "--home", str(home.root), "--as-of", str(MARCH), "--approved-by", "Beispiel"]
    assert main([*words, "--out", str(folder / "unterlage.html")]) == 0
    _release(home, APRIL, ())
    return home


def _asked(home: Home, metric: str, as_of: date, *by: str, **filters: str) -> list[Figure]:
    with open_release(home) as release:
        return list(worlds.public_answers(release)(Query(metric, as_of, by=by, filters=filters)))


_Mark = tuple[Any, bool, Any]


def _marks(home: Home, metric: str, as_of: date) -> dict[str, _Mark]:
    """Träger → value, corrected, what stood there."""
    return {
        figure.by.get("traeger", ""): (figure.value, figure.corrected, figure.earlier)
        for figure in _asked(home, metric, as_of, "traeger")
    }


@pytest.mark.parametrize("which", ["home", "later"])
def test_costs_that_are_gone_are_not_recorded_any_more_and_say_what_they_were(
    request: pytest.FixtureRequest, which: str
) -> None:
    """The mark stays in the releases after."""
    assert _marks(request.getfixturevalue(which), "costs_eur", MARCH) == {
        "": (2000, False, None),
        "STADT": (1000, False, None),
        "CARITAS": (None, True, 1000),
        "DIAKONIE": (1000, True, None),
    }


@pytest.mark.parametrize("which", ["home", "later"])
def test_positions_that_are_gone_are_exactly_zero_and_those_that_are_new_were_zero(
    request: pytest.FixtureRequest, which: str
) -> None:
    """Who has no positions has none of them; who has no costs has not told them."""
    assert _marks(request.getfixturevalue(which), "fte_filled", MARCH) == {
        "": (3, False, None),
        "STADT": (1.5, False, None),
        "CARITAS": (0, True, 1.5),
        "DIAKONIE": (1.5, True, 0),
    }


def test_rates_that_cannot_be_told_any_more_say_what_they_were(home: Home) -> None:
    persons = _marks(home, "active_target_group", MARCH)
    load = _marks(home, "caseload_filled", MARCH)
    assert load["CARITAS"] == (None, True, round(persons["CARITAS"][0] / 1.5))
    assert load["DIAKONIE"] == (round(persons["DIAKONIE"][0] / 1.5), True, None)
    assert not load["STADT"][1] and not load[""][1]
    coverage = _marks(home, "cost_coverage", MARCH)
    assert coverage["CARITAS"] == (None, True, 0.1) and coverage["DIAKONIE"] == (0.1, True, None)


def test_missing_positions_say_what_they_were(home: Home) -> None:
    missing = _marks(home, "fte_missing", MARCH)
    value, corrected, earlier = missing["CARITAS"]
    assert corrected and earlier == pytest.approx(value - 1.5, abs=0.011)
    value, corrected, earlier = missing["DIAKONIE"]
    assert corrected and earlier == pytest.approx(value + 1.5, abs=0.011)
    assert not missing["STADT"][1] and not missing[""][1]


def test_one_traeger_alone_says_the_same(home: Home) -> None:
    [gone] = _asked(home, "costs_eur", MARCH, traeger="CARITAS")
    [new] = _asked(home, "fte_filled", MARCH, traeger="DIAKONIE")
    assert (gone.value, gone.corrected, gone.earlier) == (None, True, 1000)
    assert (new.value, new.corrected, new.earlier) == (1.5, True, 0)


def test_a_month_that_was_not_printed_before_has_no_marks_and_nobody_is_gone_from_it(home: Home) -> None:
    assert _marks(home, "costs_eur", APRIL) == {
        "": (2000, False, None), "STADT": (1000, False, None), "DIAKONIE": (1000, False, None),
    }  # fmt: skip
    assert _marks(home, "fte_filled", APRIL) == {
        "": (3, False, None), "STADT": (1.5, False, None), "DIAKONIE": (1.5, False, None),
    }  # fmt: skip


def test_totals_over_no_record_say_what_they_were(nobody: Home) -> None:
    """What is told is the last print that was another one: 3 positions, also where none stood before these."""
    assert _marks(nobody, "costs_eur", MARCH) == {
        "": (None, True, 2000), "STADT": (None, True, 1000), "CARITAS": (None, True, 1000),
    }  # fmt: skip
    assert _marks(nobody, "fte_filled", MARCH)[""] == (0, True, 3)
    [load] = _asked(nobody, "caseload_filled", MARCH)
    assert load.value is None and load.corrected and load.earlier is not None
    assert _marks(nobody, "fte_filled", FEBRUARY)[""] == (0, True, 3)


def _document(home: Home) -> Document:
    with open_release(home) as release:
        edition = worlds.edition(release, settings.load(home))
        return briefing.make(worlds.public_answers(release), edition, MARCH)


def _rows(document: Document, key: str) -> dict[str, list[str]]:
    table = next(table for table in document.tables() if table.key == key)
    return {row.name: [cell.text.replace("\u202f", " ") for cell in row.cells] for row in table.rows}


def test_the_briefing_prints_what_is_gone_and_what_is_new_with_the_sign(home: Home) -> None:
    document = _document(home)
    money = _rows(document, "kosten")
    # Costs, grants, lump sum, coverage, own share.
    assert money["Caritas"] == ["x r", "x r", "x r", "x r", "x r"]
    assert money["Diakonie"] == ["1.000 € r", "– r", "100 € r", "10,0 % r", "1.000 € r"]
    assert money["insgesamt"] == ["2.000 €", "–", "200 €", "10,0 %", "2.000 €"]
    staff = _rows(document, "stellen")
    assert staff["Caritas"][:3] == ["– r", "– r", "– r"] and staff["Caritas"][4] == "x r"
    text = render(document, "txt").decode()
    assert "x = nicht sinnvoll" in text and "r = berichtigt" in text


def test_a_table_of_which_everything_is_gone_still_says_so(nobody: Home) -> None:
    document = _document(nobody)
    assert _rows(document, "aufnahmequote") == {
        "Soll": ["x r"],
        "Ist": ["x r"],
        "Saldo (Ist minus Soll)": ["x r"],
    }
    assert _rows(document, "kosten")["insgesamt"] == ["x r"] * 5


def test_the_next_briefing_tells_the_totals_that_are_gone(nobody: Home) -> None:
    with open_release(nobody) as release:
        found = corrections(nobody, release, APRIL)
    assert "Eigenanteil der Stadt, Stand März 2022: keine Angabe mehr, bisher 2.000\u202f€" in found.totals
    assert "Stellen besetzt (VZÄ), Stand März 2022: 0,0, bisher 3,0" in found.totals


def _page(home: Home, address: str) -> str:
    client = create(home).server.test_client()
    client.set_cookie("zgm-rolle", "council", domain="localhost")
    return unescape(client.get(f"{address}?stand=2022-03").get_data(as_text=True)).replace("\u202f", " ")


@pytest.mark.parametrize("path", ["/", "/personal", "/gemeinderat", "/presse", "/daten"])
@pytest.mark.parametrize("which", ["home", "nobody"])
def test_every_page_stands(request: pytest.FixtureRequest, which: str, path: str) -> None:
    text = _page(request.getfixturevalue(which), path)
    assert "Datenstand" in text and "unerwarteter Fehler" not in text


def test_the_page_of_positions_marks_what_is_gone(home: Home) -> None:
    cells = re.findall(r"<td[^>]*>(.*?)</td>", _page(home, "/personal"))
    assert "x r" in cells and "1 : 30 r" in cells


def _command(home: Home, form: str, capsys: Any) -> str:
    words = ["figures", "--home", str(home.root), "--audience", "council", "--as-of", str(MARCH)]
    assert main([*words, "--metric", "costs_eur", "--by", "traeger", "--format", form]) == 0
    return str(capsys.readouterr().out)


def test_the_command_line_tells_where_no_number_stood(home: Home, capsys: Any) -> None:
    assert "x\u202fr" in _command(home, "table", capsys)
    found = json.loads(_command(home, "json", capsys))["figures"]
    marks = {one["by"].get("traeger"): (one["shown"], one["corrected"], one["earlier"]) for one in found}
    assert marks["CARITAS"] == ("x", True, 1000) and marks["DIAKONIE"][1:] == (True, None)
    rows = csv.DictReader(io.StringIO(_command(home, "csv", capsys).lstrip("\ufeff")), delimiter=";")
    told = {row["Gliederung"]: (row["Wert"], row["Berichtigt"], row["Bisher"]) for row in rows}
    assert told["Caritas"] == ("", "ja", "1000")
    assert told["Diakonie"] == ("1000", "ja", "keine Angabe")
    assert told["Stadt"] == ("1000", "", "")


def test_open_data_have_a_row_for_what_is_gone(home: Home) -> None:
    with open_release(home) as release:
        terms = opendata.Terms("dl-by-de/2.0", "a@b.de", "https://a.de")
        edition = worlds.edition(release, settings.load(home))
        made = opendata.export(worlds.public_answers(release), edition, terms)
    rows = list(csv.DictReader(io.StringIO(made[opendata.CSV_NAME].decode())))
    march = {
        row["code"]: (row["value"], row["shown"], row["corrected"], row["earlier"])
        for row in rows
        if (row["metric"], row["as_of"]) == ("costs_eur", str(MARCH))
    }
    assert march["CARITAS"] == ("", "x", "true", "1000") and march["DIAKONIE"][2:] == ("true", "")
