"""A town whose records of money and positions disappear and appear between releases.

March is printed with costs and positions of the city and Caritas, and with the quota. From April on Caritas has neither,
Diakonie has both, and the quota is gone.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.__main__ import main
from pipelines.paths import Home
from tests.public import town

FEBRUARY, MARCH, APRIL, MAY = (
    date(2022, 2, 28), date(2022, 3, 31), date(2022, 4, 30), date(2022, 5, 31)
)  # fmt: skip
FIRST, THEN = ("STADT", "CARITAS"), ("STADT", "DIAKONIE")


def release(home: Home, day: date, having: tuple[str, ...]) -> None:
    """The deliveries of `day`: costs and positions of the Träger `having` and of nobody else, at first the quota."""
    files = town._files

    def some(persons: list[town.Row], traeger: str) -> dict[str, list[town.Row]]:
        made = files(persons, traeger)
        cost = {"traeger": traeger, "year": 2022, "cost_type": "PERSONAL", "amount_eur": 1000}
        own = {"kosten": [cost | {"lump_sum_eur": 100}]}
        quota = {"year": 2022, "target": 592, "actual": 638, "version_on": date(2022, 1, 31)}
        city = {"quote": [quota] if having == FIRST and traeger == "STADT" else []}
        return made | city | (own if traeger in having else {"kosten": [], "stellen": []})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(town, "_files", some)
        town.release(home, town.people(420), day)


def once(folder: Path) -> None:
    """Gone in one release."""
    home = town.home_at(folder / "home")
    release(home, MARCH, FIRST)
    release(home, APRIL, THEN)


def twice(folder: Path) -> None:
    """Gone in two releases one after the other."""
    once(folder)
    release(Home(folder / "home"), MAY, THEN)


def for_all(folder: Path) -> None:
    """Nobody has costs or positions, then the city and Caritas have, which a briefing prints, then nobody again."""
    home = town.home_at(folder / "home")
    release(home, FEBRUARY, ())
    release(home, MARCH, FIRST)
    words = ["briefing", "--home", str(home.root), "--as-of", str(MARCH), "--approved-by", "Beispiel"]
    assert main([*words, "--out", str(folder / "unterlage.html")]) == 0
    release(home, APRIL, ())
