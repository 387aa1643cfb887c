"""A city with an exact anchor: tables, charts and what is computed of them know the tables' cell, and the exact number
stands apart, named as such. Read as a councillor, a journalist and a visitor of the open pages read it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest

from dashboard.app import create
from pipelines import settings
from pipelines.__main__ import main
from pipelines.metrics import Query, compute
from pipelines.paths import Home
from pipelines.publish import briefing, check, german, opendata, press, worlds
from pipelines.publish.briefing.corrections import MEDIUM, _of_briefings, corrections
from pipelines.publish.chart import alt_text
from pipelines.publish.document import Document, Picture, Table
from pipelines.publish.document_forms import render
from pipelines.publish.register import Origin, approval, entry_of, record
from pipelines.releases import open_release
from pipelines.releases.build import build
from tests.public import town

DAY, DELIVERED = date(2023, 3, 31), date(2023, 4, 30)
_ANCHOR = f"""
[[disclosure.anchors]]
metric = "active_target_group"
as_of = {DAY}
reason = "Beschluss des Gemeinderats zum Haushalt"
"""
_DECIMALS = re.compile(r"\d,\d+(?:\s|\u202f)*(?:%|Prozent)")
_BESIDE = "Neben den Tabellen steht eine genaue Zahl: Aktive Zielgruppe am 31.03.2023, {} Personen."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A briefing was approved before the city decided for the anchor; then the same state is released with it."""
    home, persons = town.home_at(tmp_path_factory.mktemp("anker") / "home"), town.people(420)
    town.release(home, persons, DELIVERED)
    with open_release(home) as release:
        edition, answers = worlds.edition(release, settings.load(home)), worlds.public_answers(release)
        made = briefing.make(answers, edition, DAY)
    record(home, approval.entries(made, MEDIUM, date(2023, 5, 1), edition, "Anna"))
    home.settings_file.write_text(_ANCHOR, encoding="utf-8")
    build(home, "Beispiel")
    return home


@pytest.fixture(scope="module")
def exact(home: Home) -> int:
    with open_release(home) as release:
        (figure,) = compute(release.core, Query("active_target_group", DAY))
    assert isinstance(figure.value, int) and figure.value % 5, (
        "an anchor that rounds to itself would prove nothing"
    )
    return figure.value


@pytest.fixture(scope="module")
def document(home: Home) -> Document:
    with open_release(home) as release:
        edition = worlds.edition(release, settings.load(home))
        known = corrections(home, release, DAY)
        return briefing.make(worlds.public_answers(release), edition, DAY, None, None, known)


@pytest.fixture(scope="module")
def sheet(home: Home) -> press.Sheet:
    with open_release(home) as release:
        return press.make(worlds.public_answers(release), worlds.edition(release, settings.load(home)), DAY)


def _numbers(table: Table, column: int) -> tuple[list[float], float]:
    """The parts and the total of a column."""
    parts = [row.cells[column].value or 0.0 for row in table.rows if not row.total]
    (total,) = [row.cells[column].value for row in table.rows if row.total]
    return parts, total or 0.0


def test_every_breakdown_of_the_briefing_adds_up(document: Document, exact: int) -> None:
    # A consultation may have several topics: its table never added up to anything.
    broken_down = [table for table in document.tables() if "-nach-" in table.key and "thema" not in table.key]
    stocks = [table for table in broken_down if table.key.startswith("aktive-zielgruppe")]
    assert len(stocks) >= 5
    for table in broken_down:
        for column in range(2 if table in stocks else 1):
            parts, total = _numbers(table, column)
            assert sum(parts) == total, (table.key, table.header[column + 1])
    assert {_numbers(table, 0)[1] for table in stocks} == {exact // 5 * 5}


def test_changes_and_ratios_of_the_briefing_rest_on_the_tables(document: Document, exact: int) -> None:
    (table,) = [table for table in document.tables() if table.key == "kennzahlen"]
    rows = {row.name: row.cells for row in table.rows}
    now, before, step, _ = rows["Aktive Zielgruppe"]
    assert now.value == exact // 5 * 5 and step.value == (now.value or 0) - (before.value or 0)
    load = next(
        cells for name, cells in rows.items() if "besetzt" in name and cells[0].unit == "persons_per_fte"
    )
    assert load[0].value == round((now.value or 0) / 4.5)


def test_the_exact_number_stands_apart_and_is_named_everywhere_else_it_is_not(
    document: Document, sheet: press.Sheet, exact: int
) -> None:
    named = _BESIDE.format(exact)
    for made in (document, sheet.document):
        text = " ".join(made.strings())
        assert text.count(named) == 2  # beside the figures, and in the notes
        assert str(exact) not in text.replace(named, "")
        assert not _DECIMALS.search(text.replace("\n", " "))
    charts = [block.chart for block in document.blocks() if isinstance(block, Picture)]
    charts += [topic.chart for topic in sheet.topics if topic.chart]
    assert [chart.key for chart in charts].count("aktive-zielgruppe") == 2
    assert all(str(exact) not in f"{chart.title} {chart.sentence} {alt_text(chart)}" for chart in charts)


def test_an_anchor_is_no_correction(document: Document) -> None:
    text = " ".join(document.strings())
    assert "Berichtigt " not in text and "bisher" not in text
    assert "Seit der letzten Unterlage wurde keine Zahl berichtigt." in text


def test_a_briefing_that_printed_the_exact_number_is_not_corrected_either(home: Home, exact: int) -> None:
    """The council knows the anchor from an earlier paper: it still stands."""
    with open_release(home) as release:
        edition = worlds.edition(release, settings.load(home))
        (figure,) = worlds.public_answers(release)(Query("active_target_group", DAY))
        known = replace(figure, value=exact, status="exact")
        origin = Origin(
            MEDIUM, date(2023, 5, 2), edition.release, "public", "Unterlage, freigegeben von Anna"
        )
        assert _of_briefings([entry_of(known, origin, "Aktive Zielgruppe")], release, None) == {}


@pytest.mark.parametrize("which", ["document", "sheet"])
def test_the_check_calls_nothing_of_the_documents_false(
    request: pytest.FixtureRequest, home: Home, which: str
) -> None:
    made = request.getfixturevalue(which)
    made = made if which == "document" else made.document
    with open_release(home) as release:
        found = check.check(check.read(render(made, "html"), "a.html"), _facts(release), "press", DAY)
    own = [one for one in found if one.claim.metric in ("active_target_group", "caseload_filled")]
    assert len(own) > 2
    assert [(one.claim.text, one.reason) for one in own if one.verdict == "false"] == []
    assert [one.claim.text for one in own if not one.publishable] == []


def _facts(release: Any) -> check.ReleaseFacts:
    days = (release.id, release.data_as_of, release.default_stichtag)
    return check.ReleaseFacts(worlds.public_answers(release), *days, 5, release.public.anchors())


@pytest.mark.parametrize(
    ("words", "verdict", "publishable"),
    [
        ("{exact} Personen", "true", True),
        ("{table} Personen", "true", True),
        ("{other} Personen", "false", False),
        ("{exact} Männer", "false", False),
    ],
)
def test_a_draft_may_quote_the_exact_total_and_no_other_exact_number(
    home: Home, exact: int, words: str, verdict: str, publishable: bool
) -> None:
    number = words.format(exact=exact, table=exact // 5 * 5, other=exact + 1)
    with open_release(home) as release:
        draft = f"Am 31.03.2023 umfasste die aktive Zielgruppe {number}."
        found = check.check(draft, _facts(release), "press")
    assert [(one.verdict, one.publishable) for one in found if one.claim.by == {} or "Männer" in words][
        :1
    ] == [(verdict, publishable)]


@pytest.fixture(scope="module")
def client(home: Home) -> Any:
    made = create(home).server.test_client()
    made.set_cookie("zgm-rolle", "press", domain="localhost")
    return made


def _page(client: Any, address: str) -> str:
    text = client.get(address).get_data(as_text=True)
    assert "<h1" in text
    return unescape(
        re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style|template).*?</\1>", " ", text, flags=re.S))
    )


@pytest.mark.parametrize("path", ["/", "/struktur", "/personal", "/gemeinderat", "/presse"])
def test_pages_of_the_public_world_print_the_tables_cell_and_name_the_exact_number(
    client: Any, path: str, exact: int
) -> None:
    text = _page(client, f"{path}?stand=2023-03")
    named = _BESIDE.format(exact)
    assert named in text
    assert not re.search(rf"\b{exact}\b", text.replace(named, ""))
    people = re.sub(r"Kostendeckungsgrad[^.]*", "", text)
    assert not _DECIMALS.search(people)


def test_the_csv_of_the_curve_says_one_number_and_names_the_exact_one(client: Any, exact: int) -> None:
    answer = client.get("/datei/ueberblick/verlauf.csv?stand=2023-03").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(answer), delimiter=";"))
    assert next(row for row in rows if row and row[0] == "31.03.2023")[1] == str(exact // 5 * 5)
    assert f"waren es {exact // 5 * 5} " in answer
    assert answer.count(str(exact)) == 1 and _BESIDE.format(exact) in answer


def test_the_command_line_answers_with_the_cell_and_names_the_exact_number(
    home: Home, exact: int, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["figures", "--home", str(home.root), "--audience", "press", "--as-of", str(DAY)]
    asked = [*words, "--metric", "active_target_group"]
    assert main([*asked, "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [figure["value"] for figure in answer["figures"]] == [exact // 5 * 5]
    assert answer["anchors"] == [{"metric": "active_target_group", "as_of": str(DAY), "value": exact}]
    assert main(asked) == 0
    assert _BESIDE.format(exact).removesuffix(".") in capsys.readouterr().out


def test_open_data_hold_the_exact_number_in_a_row_of_its_own(home: Home, exact: int) -> None:
    with open_release(home) as release:
        edition, terms = (
            worlds.edition(release, settings.load(home)),
            opendata.Terms("dl-by-de/2.0", "a@b.de", "https://a.de"),
        )
        made = opendata.export(worlds.public_answers(release), edition, terms)
    rows = list(csv.DictReader(io.StringIO(made[opendata.CSV_NAME].decode())))
    own = [row for row in rows if (row["metric"], row["as_of"]) == ("active_target_group", str(DAY))]
    assert [row["value"] for row in own if row["dimension"] == "anchor"] == [str(exact)]
    assert [row["value"] for row in own if not row["dimension"]] == [str(exact // 5 * 5)]
    assert "dimension = anchor" in made[opendata.METADATA_NAME].decode()


def test_in_the_tables_nothing_is_finer_than_the_tables(home: Home) -> None:
    with open_release(home) as release:
        assert release.public is not None
        (figure,) = release.public.figures(Query("active_target_group", DAY))
        assert figure.status == "rounded" and german.shown(figure).endswith(("0", "5"))
