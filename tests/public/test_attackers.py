"""What an attacker tries with the files of two consecutive months, and with files that say too much."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.__main__ import main
from pipelines.disclosure import ledger
from pipelines.disclosure.block_rounding import round_block
from pipelines.disclosure.flows import stock_key
from pipelines.disclosure.leaks import leaks
from pipelines.disclosure.tables import linked
from pipelines.disclosure.witness import as_printed, attack_block
from pipelines.metrics import Query, compute
from pipelines.metrics import dimensions as dims
from pipelines.releases.public_build import ledger_file
from tests.disclosure.population import block_of, people
from tests.public import town
from tests.public.conftest import History

_STATUS = "active_target_group"


def _csv(history: History, place: int, path: Path, *words: str) -> list[dict[str, str]]:
    release_id = history.ids[place]
    words = ("figures", *words, "--audience", "press", "--release", release_id, "--out", str(path))
    assert main([*words, "--home", str(history.home.root)]) == 0
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("dimension", ["nationality", "status_group", "traeger", "household"])
def test_no_file_of_figures_holds_a_number_that_was_not_printed(
    history: History, tmp_path: Path, form: str, dimension: str
) -> None:
    path = tmp_path / f"zahlen.{form}"
    words = ["figures", "--metric", _STATUS, "--by", dimension, "--audience", "council", "--out", str(path)]
    assert main([*words, "--home", str(history.home.root)]) == 0
    printed = {entry.value for entry in ledger.entries(ledger_file(history.home)).values()}
    labels = [
        *dims.dimension(dimension).labels.values(),
        *history.ids,
        "0 heißt 0 bis 4, 10 heißt 6 bis 14",
    ]
    if form == "json":  # codes are texts there; a count would be a raw number
        labels += town.NATIONS
    versions = [1] if form == "json" else []
    assert leaks(path, form, [n for n in (*printed, *versions) if n is not None], labels) == []


def test_the_leak_test_sees_an_exact_number(history: History, tmp_path: Path) -> None:
    with history.open(-1) as release:
        exact = [f for f in compute(release.core, Query(_STATUS, town.DELIVERIES[-1], by=("nationality",)))]
    wrong = next(figure for figure in exact if int(figure.value or 0) % 5)
    printed = {entry.value for entry in ledger.entries(ledger_file(history.home)).values()}
    found = leaks(f"Stand;{wrong.value}\n", "csv", [n for n in printed if n is not None])
    assert [leak.found for leak in found] == [str(wrong.value)]


def test_a_family_of_five_is_not_found_between_two_months(history: History, tmp_path: Path) -> None:
    """Five persons of one nationality come together: the step between two printed months does not show them.

    The attacker takes every cell that rises by 5 from one month to the next for a family. He is right no more often
    than the printed interval allows: a step of 5 stands for −3 to 13.
    """
    with history.open(-1) as release:
        assert release.public is not None
        steps, true = [], []
        for before, after in itertools.pairwise(release.public.months):
            for code in ("475", "423", "166"):
                printed, exact = [], []
                for day in (before, after):
                    question = Query(_STATUS, day, by=("nationality",))
                    printed += [
                        f.value for f in release.public.figures(question) if f.by.get("nationality") == code
                    ]
                    exact += [
                        f.value for f in compute(release.core, question) if f.by.get("nationality") == code
                    ]
                if len(printed) == len(exact) == 2 and printed[1] - printed[0] == 5:
                    steps.append(5)
                    true.append(exact[1] - exact[0])
    assert len(steps) > 5
    assert len(set(true)) > 2, "one printed step stands for several true ones"


def test_overlapping_filters_leave_only_multiples(history: History, tmp_path: Path) -> None:
    """A ⊂ B in one release and over two consecutive ones: every difference of printed cells is a multiple of 5."""
    tables = [
        _csv(history, place, tmp_path / f"{place}-{name}.csv", "--metric", _STATUS, "--by", name)
        for place in (-2, -1)
        for name in ("nationality", "nationality,status_group", "region")
    ]
    values = [int(row["Wert"]) for table in tables for row in table if row["Wert"]]
    assert len(values) > 50
    assert {(a - b) % 5 for a, b in itertools.combinations(values, 2)} == {0}


def test_a_question_outside_the_programme_gets_no_answer(
    history: History, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["figures", "--metric", _STATUS, "--by", "household,sex", "--audience", "press"]
    assert main([*words, "--home", str(history.home.root)]) == 7
    assert "wird diese Zahl nicht veröffentlicht. Veröffentlicht wird sie nach:" in capsys.readouterr().err


@settings(max_examples=15, deadline=None)
@given(st.integers(60, 400), st.integers(1, 9), st.integers(0, 10_000))
def test_every_world_is_rounded_by_the_law(persons: int, months: int, seed: int) -> None:
    """Within one step, additive in every month, stock meets flow, nothing told."""
    block = block_of(people(persons, months, seed), months)
    rounded = round_block(block, 5, b"salt")
    stock, entries, exits = block.names
    for place, month in enumerate(block.series.months):
        cells = {where: rounded.values[stock, month, where] for where in block.structure[month]
                 if (stock, month, where) in rounded.values}  # fmt: skip
        linked(stock, month, cells, block.parents)
        assert all(abs(cells[where] - block.structure[month][where]) < 5 for where in cells)
        if place:
            before = rounded.values[stock_key(stock, block.series.months[place - 1])]
            flow = rounded.values[stock_key(entries, month)] - rounded.values[stock_key(exits, month)]
            assert cells[()] - before == flow
    assert attack_block(as_printed(block, rounded.values), rounded.people, 5, 5).passed
