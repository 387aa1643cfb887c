"""From CSV files through load, release and figures on the command line, against a second reader and the oracle."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.__main__ import main
from pipelines.metrics import catalogue
from pipelines.metrics.sources import Point
from pipelines.paths import Home
from pipelines.releases import open_release
from pipelines.releases.reader import Release
from tests.oracle import deliveries, story
from tests.oracle.comparing import differences, product
from tests.oracle.oracle import Answer, Oracle

# Edges of the story: before the first export, on it, hand-overs, ends, month ends, after the Datenstand.
DAYS = (
    "2021-12-30",
    "2021-12-31",
    "2022-03-31",
    "2022-04-01",
    "2022-05-31",
    "2022-06-29",
    "2022-06-30",
    "2022-07-01",
)
MONTH_ENDS = ("2021-12-31", "2022-03-31", "2022-05-31", "2022-06-30")
START = "2021-06-30"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A released home after two deliveries, loaded one after the other."""
    root = tmp_path_factory.mktemp("geschichte")
    for name, files in (("erste", story.FIRST), ("zweite", story.SECOND)):
        inbox = root / name
        inbox.mkdir()
        for file, content in files.items():
            (inbox / file).write_text(content, encoding="utf-8")
        assert main(["load", str(inbox), "--home", str(root / "haus")]) in (0, 3)
    assert main(["release", "--home", str(root / "haus")]) == 0
    return root / "haus"


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle(*deliveries.read(story.FIRST | story.SECOND))


def figures(home: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["figures", *words, "--json", "--home", str(home)]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def cells(answer: dict[str, Any], metric: str, dims: tuple[str, ...]) -> Answer:
    return {
        tuple(figure["by"][dim] for dim in dims): (
            figure["value"],
            figure["numerator"],
            figure["denominator"],
        )
        for figure in answer["figures"]
        if figure["metric"] == metric and set(figure["by"]) == set(dims)
    }


@pytest.fixture(scope="module")
def release(home: Path) -> Iterator[Release]:
    with open_release(Home(home)) as opened:
        yield opened


def compare(oracle: Oracle, metric: catalogue.Metric, day: date, dims: tuple[str, ...], got: Answer) -> None:
    first = date.fromisoformat(START) if catalogue.needs_period(metric) else None
    expected = oracle.answer(metric.id, day, first, dims)
    if not oracle.defined(metric.id, day, dims):
        expected = dict.fromkeys(got, (None, None, None))
    wrong = differences(got, expected)
    assert not wrong, f"{metric.id} by {dims} on {day}: (product, oracle) {wrong}"


def breakdowns(metric: catalogue.Metric) -> list[tuple[str, ...]]:
    dims = [dim for dim in metric.dimensions if dim not in (*metric.always_by, "duration_class")]
    return [metric.always_by, *((*metric.always_by, dim) for dim in dims)]


@pytest.mark.parametrize(
    ("text", "rows"), [(day, True) for day in DAYS] + [(day, False) for day in MONTH_ENDS]
)
def test_every_breakdown_of_the_story(release: Release, oracle: Oracle, text: str, rows: bool) -> None:
    """From the frozen rows on any day, from the cubes at the ends of months."""
    day, start = date.fromisoformat(text), date.fromisoformat(START)
    if rows:
        release.core.prepare([Point(day), Point(day, start)])
    for metric in catalogue.load().values():
        first = start if catalogue.needs_period(metric) else None
        for dims in breakdowns(metric):
            got = product(release.core if rows else release.internal, metric.id, day, first, dims)
            compare(oracle, metric, day, dims, got)


@pytest.mark.parametrize(
    ("text", "dims"), [("2022-06-30", ()), ("2022-07-01", ()), ("2022-06-30", ("traeger",))]
)
def test_the_command_line_says_the_same(
    home: Path, oracle: Oracle, capsys: pytest.CaptureFixture[str], text: str, dims: tuple[str, ...]
) -> None:
    by = ("--by", ",".join(dims)) if dims else ()
    answer, day = figures(home, capsys, "--as-of", text, "--from", START, *by), date.fromisoformat(text)
    assert answer["data_as_of"] == oracle.data_as_of.isoformat()
    assert {figure["preliminary"] for figure in answer["figures"]} == {day > oracle.data_as_of}
    for metric in map(catalogue.metric, sorted({figure["metric"] for figure in answer["figures"]})):
        wanted = (*metric.always_by, *dims)
        compare(oracle, metric, day, wanted, cells(answer, metric.id, wanted))


def test_the_story_holds_what_it_tells(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A few numbers counted by hand, so that product and oracle cannot be wrong together."""
    answer = figures(home, capsys, "--as-of", "2022-06-30", "--from", "2022-03-30")
    told = {figure["metric"]: figure["value"] for figure in answer["figures"] if not figure["by"]}
    # 1, 2, 3, 4, 5, 8, 9, A: 6 is an empty interval, 7 moved away on the day.
    assert told["active_target_group"] == 8
    assert (told["entries"], told["exits"]) == (3, 2)  # 2 (with a gap), 8, 9 in; 2 and 7 out
    assert (told["ukraine_arrivals_total"], told["ukraine_present"]) == (
        4,
        2,
    )  # P2 to P5; P2 is back, P5 is there
    assert (told["fte_planned"], told["fte_filled"], told["fte_funded"]) == (3.5, 2.5, 1.75)
    assert told["over_36_months"] == 1  # only 1; 4 reaches the day in August
    assert told["over_36_months_extended"] == 0  # the newest export of DIAKONIE is of July
