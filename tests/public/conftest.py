from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.paths import Home
from pipelines.releases import Release, open_release
from tests.once import made_once
from tests.public import gone as towns
from tests.public import town


@dataclass(frozen=True)
class History:
    """A home with a public release for every delivery, oldest first."""

    home: Home
    ids: tuple[str, ...]

    def open(self, place: int) -> Release:
        return open_release(self.home, self.ids[place])


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    """Five monthly releases; late reports correct the past."""

    def make(folder: Path) -> None:
        home, persons = town.home_at(folder / "home"), town.people(420)
        ids = [town.release(home, persons, day).release_id for day in town.DELIVERIES]
        (folder / "ids").write_text("\n".join(ids), encoding="utf-8")

    folder = made_once(tmp_path_factory, "verlauf", make)
    return History(Home(folder / "home"), tuple((folder / "ids").read_text(encoding="utf-8").split()))


@pytest.fixture(scope="session")
def gone(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(made_once(tmp_path_factory, "weg", towns.once) / "home")


@pytest.fixture(scope="session")
def gone_twice(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(made_once(tmp_path_factory, "lange_weg", towns.twice) / "home")


@pytest.fixture(scope="session")
def gone_for_all(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(made_once(tmp_path_factory, "alles_weg", towns.for_all) / "home")
