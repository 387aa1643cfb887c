from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from pipelines.paths import Home
from pipelines.releases import Release, open_release
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
    root: Path = tmp_path_factory.mktemp("history") / "home"
    home, persons = town.home_at(root), town.people(420)
    return History(home, tuple(town.release(home, persons, day).release_id for day in town.DELIVERIES))
