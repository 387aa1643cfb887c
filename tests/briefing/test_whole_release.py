"""Over a real public release: no document says more than the ledger, all say the same, the check agrees with them."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from pipelines import settings
from pipelines.__main__ import main
from pipelines.disclosure.leaks import leaks
from pipelines.metrics import catalogue, compute
from pipelines.metrics.model import Query
from pipelines.paths import Home
from pipelines.publish import briefing, check, german, press, worlds
from pipelines.publish.briefing.corrections import corrections
from pipelines.publish.chart.scale import _SHORT
from pipelines.publish.document import Document, Paragraph, Picture
from pipelines.publish.document_forms import render
from pipelines.publish.press.folder import files
from pipelines.publish.printed import printed
from pipelines.publish.worlds import Edition
from pipelines.releases import Release, open_release
from tests.briefing import released
from tests.briefing.released import AS_OF, Listener

pytestmark = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed"
)

_PERCENT = [
    f"{number}{sign}" for number in range(1000, -1, -1) for sign in ("\u202f%", " Prozent", " %", "%")
]
_AXIS = [f"{month} {year}" for month in _SHORT for year in range(19, 27)]
_AXIS += [f"Mai {year}" for year in range(2019, 2027)]  # «Mai 20» of an axis is no part of «Mai 2024»
_HOUSE = [
    "§ 24", "36 Monate", "36 Monaten", "12 Monaten", "nächsten 3", "nächsten 6", "nächsten 12", "0 bis 4",
    "höchstens 4", "24. Februar", "Vielfache von 5", "eine 0 heißt", "nicht immer genau 100", "3-Jahres", "unter 6",
    "6 bis unter 12", "12 bis unter 24", "24 bis unter 36", "0–5", "6–17", "18–24", "25–39", "40–64", "65 Jahre", "1 : ",
    "je 1.000", "4. Jahr", *_PERCENT, *_AXIS,
]  # fmt: skip


@dataclass
class Made:
    """The documents of one release, and what may stand in them."""

    release: Release
    edition: Edition
    document: Document
    sheet: press.Sheet
    heard: list[Any]

    @property
    def numbers(self) -> set[float]:
        charts = [block.chart for block in self.document.blocks() if isinstance(block, Picture)]
        charts += [topic.chart for topic in self.sheet.topics if topic.chart]
        return released.allowed(self.heard, charts, self.edition)

    @property
    def labels(self) -> list[str]:
        numbered = [f"Tabelle {at}" for at in range(40, 0, -1)] + [
            f"Abbildung {at}" for at in range(9, 0, -1)
        ]
        pages = [f"Seite {at} von {last}" for at in range(1, 9) for last in range(1, 9)]
        known = catalogue.load().values()
        # Coverage by money is no personal data and has a decimal.
        rates = [german.value_of(f) for f in self.heard if f.unit == "fraction" and f.status == "exact"]
        printed = [german.percent(rate) for rate in rates if rate is not None]
        exact = [text.replace("\u202f", blank) for text in printed for blank in ("\u202f", " ", "")]
        exact += [
            f"{german.number(abs(a - b) * 100, 1)} Prozentpunkte" for a in rates for b in rates if a and b
        ]
        return [*_HOUSE, *exact, *numbered, *pages, self.edition.release, "2025/117",
                *(text for metric in known for text in (metric.name, metric.definition))]  # fmt: skip


@pytest.fixture(scope="module")
def home(two: Home) -> Home:
    return two


@pytest.fixture(scope="module")
def made(home: Home) -> Iterator[Made]:
    with open_release(home) as release:
        edition = worlds.edition(release, settings.load(home))
        ask = Listener(release)
        header = briefing.Header("2025/117", "Hauptausschuss", None, True)
        document = briefing.make(ask, edition, AS_OF, None, header, corrections(home, release, AS_OF))
        yield Made(release, edition, document, press.make(ask, edition, AS_OF), ask.heard)


def test_all_counts_asked_for_stand_in_the_ledger(home: Home, made: Made) -> None:
    assert len(made.heard) > 100
    assert released.outside(made.heard, released.in_ledger(home)) == []


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx", "html"])
def test_a_briefing_prints_published_numbers_and_what_follows_from_them(made: Made, form: str) -> None:
    # Shares are whole percent; in a workbook their value is a fraction.
    whole = made.numbers | {number / 100 for number in range(301)}
    assert leaks(render(made.document, form), form, whole, made.labels) == []


def test_a_press_sheet_prints_published_numbers_and_what_follows_from_them(made: Made) -> None:
    for name, content in files(made.sheet).items():
        kind = name.rsplit(".", 1)[-1].replace("txt", "text")
        assert (
            leaks(content, kind, made.numbers | {number / 100 for number in range(301)}, made.labels) == []
        ), name


@pytest.mark.parametrize("grain", [None, 100])
def test_the_check_calls_nothing_of_the_press_sheet_false(made: Made, grain: float | None) -> None:
    """Sentences, plain-text tables and picture descriptions, on a dozen Stichtage."""
    answers = worlds.public_answers(made.release)
    facts = check.ReleaseFacts(
        answers, made.edition.release, made.edition.data_as_of, AS_OF, made.edition.base
    )
    months = sorted(made.edition.months)[12:]
    claims = 0
    for day in months[:: max(1, len(months) // 12)]:
        text = render(press.make(answers, made.edition, day, grain).document, "txt").decode()
        found = check.check(text, facts, "press", day)
        claims += len(found)
        assert [(day, v.claim.text, v.reason) for v in found if v.verdict == "false"] == []
    assert claims > 300


@pytest.mark.parametrize("form", ["html", "docx"])
def test_the_check_calls_nothing_of_the_briefing_false(made: Made, form: str) -> None:
    answers = worlds.public_answers(made.release)
    facts = check.ReleaseFacts(
        answers, made.edition.release, made.edition.data_as_of, AS_OF, made.edition.base
    )
    found = check.check(check.read(render(made.document, form), f"a.{form}"), facts, "council", AS_OF)
    assert [(verdict.claim.text, verdict.reason) for verdict in found if verdict.verdict == "false"] == []
    assert len(found) > 15


def test_an_exact_number_in_a_document_is_found(made: Made) -> None:
    """The leak test can fail: the exact target group, slipped into a sentence, is seen in every form."""
    exact = next(
        int(figure.value or 0)
        for metric in (
            "active_target_group",
            "ukraine_present",
            "ukraine_arrivals_total",
            "active_with_contact",
        )
        for figure in compute(made.release.internal, Query(metric, AS_OF))
        if float(figure.value or 0) not in made.numbers
    )
    first = made.document.sections[0]
    spoiled = replace(first, blocks=(*first.blocks, Paragraph(f"Es sind {exact} Personen.")))
    document = replace(made.document, sections=(spoiled, *made.document.sections[1:]))
    for form in ("pdf", "docx", "xlsx", "html"):
        found = leaks(render(document, form), form, made.numbers | {n / 100 for n in range(301)}, made.labels)
        assert [leak.found for leak in found] == [german.number(exact)] or found[0].found == str(exact), form


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_one_figure_is_one_string_in_every_form(home: Home, made: Made, tmp_path: Path) -> None:
    """Page, PDF, Word, Excel, HTML, press sheet and the command line print the same string."""
    table = next(table for table in made.document.tables() if table.key == "kennzahlen")
    cells = {row.name: row.cells for row in table.rows}
    texts = _texts(made, tmp_path) | {"page": _page(home)}
    for name, shown in cells.items():
        for where, text in texts.items():
            # a workbook keeps bare numbers: the sign of a corrected one has no place there
            words = [cell.shown if where == "xlsx" else cell.text for cell in shown]
            line = _squeezed(name) + "".join(map(_squeezed, words))
            assert line in text, (where, name)


def _texts(made: Made, folder: Path) -> dict[str, str]:
    import subprocess

    from docx import Document as read
    from python_calamine import CalamineWorkbook

    (folder / "a.pdf").write_bytes(render(made.document, "pdf"))
    run = subprocess.run(["pdftotext", "-raw", folder / "a.pdf", "-"], capture_output=True, check=True)
    body = read(io.BytesIO(render(made.document, "docx"))).element.body
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(render(made.document, "xlsx")))
        .get_sheet_by_name("Daten")
        .to_python()
    )
    sheet: dict[tuple[Any, Any], list[str]] = {}
    for row in rows[1:]:
        sheet.setdefault((row[1], row[2]), []).append(str(row[4]))
    return {
        "pdf": _squeezed(run.stdout.decode()),
        "docx": _squeezed("".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))),
        "xlsx": "|".join(_squeezed(str(name) + "".join(shown)) for (_, name), shown in sheet.items()),
        "html": _plain(render(made.document, "html").decode()),
    }


def _plain(page: str) -> str:
    return _squeezed(html.unescape(re.sub(r"<[^>]+>", " ", page)))


def _page(home: Home) -> str:
    from dashboard.app import create

    answer = create(home).server.test_client().get(f"/gemeinderat?stand={AS_OF:%Y-%m}", follow_redirects=True)
    assert answer.status_code == 200
    return _plain(answer.get_data(as_text=True))


def test_the_press_sheet_prints_the_strings_of_the_briefing(made: Made) -> None:
    known_words = {
        (figure.metric, figure.as_of, figure.period_from): wording.rpartition(": ")[2]
        for wording, figure in printed(made.document)
        if not figure.by
    }
    tables = {table.key: table for table in made.sheet.document.tables()}
    compared = 0
    for topic in made.sheet.topics:
        for row, (_, figure) in zip(tables[topic.key].rows, topic.figures, strict=True):
            known = known_words.get((figure.metric, figure.as_of, figure.period_from))
            # «1 : 386» carries its own colon.
            if known is not None and figure.unit != "persons_per_fte":
                assert row.cells[0].shown == known, figure.metric
                compared += 1
    assert compared >= 5


def test_the_command_line_prints_the_strings_of_the_briefing(home: Home, made: Made, capsys: Any) -> None:
    arguments = ["figures", "--home", str(home.root), "--as-of", str(AS_OF), "--audience", "press", "--json"]
    capsys.readouterr()
    assert main([*arguments, "--metric", "active_target_group", "--metric", "ukraine_present"]) == 0
    shown = {figure["metric"]: figure["shown"] for figure in json.loads(capsys.readouterr().out)["figures"]}
    text = " ".join(made.document.strings())
    assert all(f"{string} " in text for string in shown.values()) and len(shown) == 2
