"""Money and positions that a release prints otherwise than the one before carry «r» like every count."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipelines import settings
from pipelines.__main__ import main
from pipelines.metrics import Figure, Query
from pipelines.paths import Home
from pipelines.publish import briefing, worlds
from pipelines.publish.document import Document
from pipelines.releases import open_release
from tests.public import town

MARCH, APRIL, MAY = date(2022, 3, 31), date(2022, 4, 30), date(2022, 5, 31)


def _release(home: Home, day: date, amount: int, filled: float) -> None:
    """What the deliveries of `day` say of the year 2022: costs per Träger, and the positions of the city."""
    files = town._files

    def changed(persons: list[town.Row], traeger: str) -> dict[str, list[town.Row]]:
        made = files(persons, traeger)
        if traeger == "STADT":
            made["stellen"][0]["fte_filled"] = filled
        cost = {"traeger": traeger, "year": 2022, "cost_type": "PERSONAL", "amount_eur": amount}
        return made | {"kosten": [cost | {"lump_sum_eur": 100}]}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(town, "_files", changed)
        town.release(home, town.people(420), day)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Costs of 1,000 euros per Träger, then 1,200 and other positions, then the same again."""
    home = town.home_at(tmp_path_factory.mktemp("geld") / "home")
    _release(home, MARCH, 1000, 1.5)
    _release(home, APRIL, 1200, 2.0)
    _release(home, MAY, 1200, 2.0)
    return home


def _asked(home: Home, metric: str, as_of: date, *by: str) -> list[Figure]:
    with open_release(home) as release:
        return list(worlds.public_answers(release)(Query(metric, as_of, by=by)))


def _marks(figures: list[Figure]) -> list[tuple[Any, bool, Any]]:
    return [(figure.value, figure.corrected, figure.earlier) for figure in figures]


def test_corrected_costs_know_what_they_were_also_in_the_releases_after(home: Home) -> None:
    assert _marks(_asked(home, "costs_eur", MARCH)) == [(3600, True, 3000)]
    by_traeger = _asked(home, "costs_eur", MARCH, "traeger")
    assert {figure.by.get("traeger", ""): figure.earlier for figure in by_traeger} == {
        "": 3000, "STADT": 1000, "CARITAS": 1000, "DIAKONIE": 1000,
    }  # fmt: skip


def test_what_was_printed_for_the_first_time_is_no_correction(home: Home) -> None:
    """April came with the second release: its year was 3,600 euros from the beginning."""
    assert _marks(_asked(home, "costs_eur", APRIL)) == [(3600, False, None)]
    assert _marks(_asked(home, "fte_filled", APRIL)) == [(5, False, None)]


def test_rates_of_corrected_money_and_positions_are_corrected_too(home: Home) -> None:
    assert _marks(_asked(home, "fte_filled", MARCH)) == [(5, True, 4.5)]
    [coverage] = _asked(home, "cost_coverage", MARCH)
    assert coverage.corrected and coverage.earlier == pytest.approx(0.1)
    [load] = _asked(home, "caseload_filled", MARCH)
    [missing] = _asked(home, "fte_missing", MARCH)
    assert load.corrected and load.earlier is not None and load.earlier > (load.value or 0)
    assert missing.corrected
    assert not _asked(home, "fte_funded", MARCH)[0].corrected


def _document(home: Home) -> Document:
    with open_release(home) as release:
        edition = worlds.edition(release, settings.load(home))
        return briefing.make(worlds.public_answers(release), edition, MARCH)


def test_tables_of_the_briefing_and_the_command_line_print_the_sign(home: Home, capsys: Any) -> None:
    table = next(table for table in _document(home).tables() if table.key == "kosten")
    rows = {row.name: [cell.text for cell in row.cells] for row in table.rows}
    assert rows["insgesamt"][0] == "3.600\u202f€\u202fr" and rows["Caritas"][0] == "1.200\u202f€\u202fr"
    # The lump sum is what it was.
    assert rows["insgesamt"][2] == "300\u202f€"
    words = ["figures", "--home", str(home.root), "--audience", "council", "--as-of", str(MARCH)]
    assert main([*words, "--metric", "costs_eur"]) == 0
    assert "3.600\u202f€\u202fr" in capsys.readouterr().out
