"""The register laid beside a released town: what `zgm audit` and `zgm register add` say of figures that were printed."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines import settings
from pipelines.__main__ import main
from pipelines.paths import Home
from pipelines.publish import briefing, press, register, worlds
from pipelines.publish.press import approved
from pipelines.publish.register import approval as approvals
from pipelines.publish.register import narrowed
from pipelines.publish.register.beside import View, laid_beside
from pipelines.releases import open_release
from pipelines.releases.public_beside import Tables, tables_of
from tests.public.conftest import History
from tests.register.printed import printed

ACTIVE = "active_target_group"


@pytest.fixture
def home(history: History, tmp_path: Path) -> Home:
    """The town with its newest release served and an empty register."""
    shutil.copytree(history.home.root, tmp_path / "home")
    return Home(tmp_path / "home")


def tables(home: Home) -> Tables:
    with open_release(home) as release:
        return tables_of(release.folder)


def full_row(home: Home) -> tuple[str, str, int]:
    """(month, nationality, printed number) of a row all of whose persons are printed under one status."""
    cells = tables(home).printed
    for (metric, month, where), (value, _) in sorted(cells.items()):
        if metric != ACTIVE or [dim for dim, _ in where] != ["nationality"] or not where[0][1].isdigit():
            continue
        parts = [
            n
            for (_, period, cell), (n, _) in cells.items()
            if period == month and len(cell) == 2 and where[0] in cell
        ]
        if 5 <= value == max(parts, default=0):
            return month, where[0][1], value
    raise AssertionError("the town has no such row")


def add(home: Home, value: str, month: str, by: str = "", **more: str) -> int:
    words = {"medium": "Anzeiger", "published": "2022-08-05", "as-of": month, "value": value, "metric": ACTIVE,
             "source": "Seite 3", **({"by": by} if by else {}), **more}  # fmt: skip
    options = [word for name, given in words.items() for word in (f"--{name.replace('_', '-')}", given)]
    return main(["register", "add", *options, "--home", str(home.root)])


def audit(home: Home, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["audit", "--json", "--home", str(home.root)])
    return code, json.loads(capsys.readouterr().out)


def test_an_exact_figure_that_narrows_cells_is_warned_of_and_reported_apart_from_the_verdict(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    month, nation, value = full_row(home)
    code, before = audit(home, capsys)
    assert code == 0 and before["register"] == {
        "attacked_cells": 0, "figures": [], "set_aside": [], "elsewhere": 0, "told": [], "narrowed": [],
    }  # fmt: skip
    assert add(home, str(value - 1), month, f"nationality={nation}") == 0
    warned = capsys.readouterr().err
    assert "ist genauer als die öffentlichen Tabellen: " in warned
    assert "Zellen behalten damit weniger mögliche Werte, als die Regel verlangt." in warned
    assert "Staatsangehörigkeit" in warned and "nationality=" not in warned
    code, after = audit(home, capsys)
    laid = after.pop("register")
    del before["register"]
    assert code == 0 and after == before  # the verdict on the release is its own
    assert [cell["cell"]["nationality"] for cell in laid["told"]] == [nation]
    assert {cell["cell"]["nationality"] for cell in laid["narrowed"]} == {nation}
    assert all(cell["cell"]["period"] == month for cell in laid["narrowed"])
    assert {cell["candidates"] for cell in laid["narrowed"]} == {4}
    assert main(["audit", "--home", str(home.root)]) == 0
    out = capsys.readouterr().out
    assert "1 Zahl im Register ist genauer als die öffentlichen Tabellen." in out
    assert f"{len(laid['narrowed'])} Zellen behalten neben diesen Zahlen weniger mögliche Werte" in out


def test_an_exact_figure_that_is_no_smaller_than_printed_gives_away_only_itself(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    month, nation, value = full_row(home)
    assert add(home, str(value), month, f"nationality={nation}") == 0
    assert ": 1 Zelle behält damit weniger mögliche Werte" in capsys.readouterr().err
    laid = audit(home, capsys)[1]["register"]
    assert (len(laid["told"]), laid["narrowed"]) == (1, [])


@pytest.mark.parametrize("wording", ["rund {}", "etwa {}"])
def test_a_figure_no_finer_than_the_tables_is_recorded_without_a_word(
    home: Home, capsys: pytest.CaptureFixture[str], wording: str
) -> None:
    value = tables(home).printed[ACTIVE, "2022-06", ()][0] // 10 * 10
    assert add(home, wording.format(value), "2022-06", low=str(value - 20), high=str(value + 20)) == 0
    assert "genauer" not in capsys.readouterr().err
    assert main(["audit", "--home", str(home.root)]) == 0
    assert "Im Register steht keine Zahl, die genauer ist" in capsys.readouterr().out


def test_hedge_words_narrow_as_far_as_they_are_true(home: Home) -> None:
    """«über 300» beside a printed 300 stands for 301 to 304: four values."""
    value = tables(home).printed[ACTIVE, "2022-06", ()][0]
    with open_release(home) as release:
        laid = laid_beside(release, [printed(f"über {value}", "2022-06-30")])
    assert [(cell.lower, cell.upper) for cell in laid.narrowed if len(cell.where) == 2] == [
        (value + 1, value + 4)
    ]


@pytest.mark.parametrize("words", ["über 45 %", "mehr als 45 %"])
def test_a_share_above_a_number_can_be_as_little_above_as_it_likes(home: Home, words: str) -> None:
    """613 of 1,362 are 45.007 %, which is over 45; the lattice of the register begins at 45.01."""
    with open_release(home) as release:
        found = View.of(release).read(printed(words, "2022-06", "integration_plan_rate"))
    assert found is not None
    ((terms, lower, upper),) = found[1].bounds
    counts = {"yes": 613, "no": 1362 - 613}
    value = sum(factor * counts[key[2][0][1]] for key, factor in terms.items())
    assert upper is None and lower is not None and value >= lower


def test_a_figure_that_corrects_another_in_print_stands_in_its_place(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    value = tables(home).printed[ACTIVE, "2022-06", ()][0]
    assert add(home, str(value + 1), "2022-06") == 0
    capsys.readouterr()
    wrong = register.entries(home)[-1]
    assert add(home, str(value + 2), "2022-06", replaces=wrong.id) == 0
    assert "1 Zelle behält damit weniger mögliche Werte" in capsys.readouterr().err


def test_with_figures_that_fit_nothing_the_audit_says_only_that(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    value = tables(home).printed[ACTIVE, "2022-06", ()][0]
    assert add(home, str(value + 50), "2022-06") == 0
    assert main(["audit", "--home", str(home.root)]) == 0
    out = capsys.readouterr().out
    assert "1 Zahl passt nicht zu den Tabellen; damit lässt sich nicht rechnen." in out
    assert "0 Zahlen" not in out and "Neben diesen Zahlen" not in out


def test_shares_rates_sums_and_differences_are_read_as_what_their_cells_say(home: Home) -> None:
    with open_release(home) as release:
        view = View.of(release)
    read = {
        "share": printed("12,8 %", "2022-06", by="nationality=475", einheit="Prozent"),
        "rate": printed("40 %", "2022-06", "integration_plan_rate"),
        "sum": printed("31", "2022-06", "over_36_months"),
        "flow": printed("12", "2022-06-30", "entries", zeitraum_nach="2022-04-30"),
        "half": printed("7", "2022-06-30", "exits", "abgangsgrund=WEGZUG_KOMMUNE", zeitraum_nach="2021-12-31"),
        "net": printed("3", "2022-06-30", "net_change", zeitraum_nach="2022-05-31"),
    }  # fmt: skip
    cells = {
        name: {key[0] + " " + key[1] for terms, _, _ in found[1].bounds for key in terms}
        for name, entry in read.items()
        if (found := view.read(entry))
    }
    month = f"{ACTIVE} 2022-06"
    assert cells == {
        "share": {month}, "rate": {month}, "sum": {month},
        "flow": {"entries 2022-05", "entries 2022-06"},
        "half": {"exits 2022-H1"},
        "net": {"entries 2022-06", "exits 2022-06"},
    }  # fmt: skip


@pytest.mark.parametrize(
    "entry",
    [
        printed("412", "2022-06-15"),
        printed("412", "2022"),
        printed("412", "2035-06-30"),
        printed("412", "2022-06", metric="", bezeichnung="Kinder", einheit="Personen"),
        printed("3", "2022-06", by="nationality=432"),
        printed("12", "2022-06-30", "entries", zeitraum_nach="2022-06-15"),
        printed("3,5", "2022-06", "fte_funded", einheit="VZÄ"),
        replace(printed("412", "2022-06"), version=0),
    ],
    ids=[
        "no month end", "a year", "not released", "a free fact", "a small nationality", "days", "positions",
        "another definition",
    ],
)  # fmt: skip
def test_a_figure_that_speaks_of_no_printed_cell_is_counted_and_left_out(home: Home, entry: Any) -> None:
    with open_release(home) as release:
        laid = laid_beside(release, [entry])
    assert (laid.elsewhere, laid.used, laid.asked) == (1, (), 0)


def test_what_the_product_prints_itself_is_never_finer_than_the_tables(home: Home) -> None:
    """Press sheet and briefing of every month end: no figure of theirs narrows anything, so nobody is warned."""
    with open_release(home) as release:
        view, edition = View.of(release), worlds.edition(release, settings.load(home))
        answers, approval = worlds.public_answers(release), press.Approval("Anna", None)
        asked = 0
        for as_of in (day for day in edition.months if date(2021, 12, 31) <= day <= edition.data_as_of):
            sheet = press.make(answers, edition, as_of, None, approval, lambda *words: None)
            papers = approvals.entries(
                briefing.make(answers, edition, as_of), "Vorlage", as_of, edition, "Anna"
            )
            new = [*approved.entries(sheet, edition, approval, as_of), *papers]
            asked += sum(view.read(entry) is not None for entry in new)
            assert narrowed.warnings(release, register.standing(home), new) == []
    assert asked > 50


def test_a_file_of_finer_figures_is_taken_over_with_one_warning(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from pipelines.publish.register import table

    value = tables(home).printed[ACTIVE, "2022-06", ()][0]
    file = tmp_path / "alt.csv"
    file.write_bytes(table.write([printed(str(value), "2022-06"), printed(str(value - 2), "2022-05")]))
    assert main(["register", "import", str(file), "--home", str(home.root)]) == 0
    assert "2 Zahlen davon sind genauer als die öffentlichen Tabellen; «zgm audit»" in capsys.readouterr().err
