"""A release killed at any moment: the old one is served whole, the next run succeeds, nothing half made stays."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipelines import faults, releases
from pipelines.__main__ import main
from pipelines.disclosure import ledger
from pipelines.metrics import Query, compute
from pipelines.paths import Home
from pipelines.releases.public_build import ledger_file
from pipelines.releases.verify import verify
from tests.children import killed
from tests.load.desk import Desk, case

_DAYS = (date(2022, 6, 30), date(2022, 7, 31))


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one public release of three cases and a newer load with four."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    desk.write_required()
    assert desk.load()[0] == 0
    assert _release(desk.home.root) == 0
    rows = [f"{case(n)};CARITAS;Syrien;01.0{n}.2022" for n in (1, 2, 3)]
    desk.write("faelle", *rows, f"{case(4)};CARITAS;Syrien;15.07.2022", day="2022-07-31")
    assert desk.load(desk.inbox / "faelle_CARITAS_2022-07-31.csv")[0] == 0
    return desk.home.root


def _release(root: Path) -> int:
    return main(_words(root))


def _words(root: Path) -> list[str]:
    return ["release", "--approve", "Test", "--home", str(root)]


def _die(root: Path, point: str) -> None:
    """Release in a child process that is killed at `point`."""
    assert killed(_words(root), point=point), f"{point} was never reached"


def _served(root: Path) -> int:
    """The active persons at the Datenstand of the served release: 3 in the old one, 4 in the new one."""
    with releases.open_release(Home(root)) as release:
        day = max(day for day in _DAYS if day <= release.data_as_of)
        inside = compute(release.internal, Query("active_target_group", day))
        rows = compute(release.core, Query("active_target_group", day))
    assert inside == rows
    return int(inside[0].value or 0)


def _whole(root: Path) -> None:
    """Nothing half made is left, every file has its hash, the ledger's chain holds, the history can be read."""
    home = Home(root)
    assert verify(home) == []
    named = {event["release"] for event in releases.history(home)}
    folders = {path.name for path in home.releases.iterdir() if path.is_dir()}
    assert folders == named == set(releases.existing_ids(home)) == set(ledger.releases(ledger_file(home)))


@pytest.mark.parametrize("point", [point for point in faults.RELEASE_POINTS if point != "salt-made"])
def test_killed_in_a_later_release(before: Path, tmp_path: Path, point: str) -> None:
    root = shutil.copytree(before, tmp_path / "haus")
    _die(root, point)
    assert _served(root) == (4 if point == "released" else 3)
    assert _release(root) == 0
    assert _served(root) == 4
    _whole(root)


@pytest.mark.parametrize("point", ["salt-made", "after-rename", "after-ledger"])
def test_killed_in_the_first_release(tmp_path: Path, point: str) -> None:
    desk = Desk(tmp_path)
    desk.write_required()
    desk.load()
    _die(desk.home.root, point)
    assert releases.current_id(desk.home) is None
    assert _release(desk.home.root) == 0
    assert (_served(desk.home.root), len(desk.home.salt.read_bytes())) == (3, 32)
    _whole(desk.home.root)


def test_a_finished_release_that_was_never_served_goes_when_the_data_changed_since(
    before: Path, tmp_path: Path
) -> None:
    root = shutil.copytree(before, tmp_path / "haus")
    _die(root, "after-rename")
    assert len(releases.existing_ids(Home(root))) == 2
    path = tmp_path / "stellen_STADT_2022-07-31.csv"
    path.write_text(
        "Stellen-Nr.;Träger;Funktion;VZÄ Plan;VZÄ besetzt;gültig ab\n"
        "S1;CARITAS;INTEGRATIONSMANAGEMENT;2;2;01.01.2020\n",
        encoding="utf-8",
    )
    assert main(["load", str(path), "--home", str(root)]) == 0
    assert _release(root) == 0
    _whole(root)
    assert len(releases.existing_ids(Home(root))) == 2


def test_a_line_of_the_history_that_was_cut_off_is_no_line(before: Path, tmp_path: Path) -> None:
    root = shutil.copytree(before, tmp_path / "haus")
    with (root / "releases" / "history.jsonl").open("a", encoding="utf-8") as log:
        log.write('{"action": "rel')
    assert _release(root) == 0
    assert [event["action"] for event in releases.history(Home(root))] == ["release", "release"]
    _whole(root)


def test_killed_at_random_moments(before: Path, tmp_path: Path) -> None:
    root = shutil.copytree(before, tmp_path / "haus")
    for attempt in range(3):
        killed(_words(root), after=0.2 + 0.4 * attempt)
        assert _served(root) in (3, 4)
    assert _release(root) == 0
    assert _served(root) == 4
    _whole(root)


def test_old_releases_go_when_the_setting_says_so_but_never_the_served_one(
    before: Path, tmp_path: Path
) -> None:
    root = shutil.copytree(before, tmp_path / "haus")
    with (root / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write("[retention]\nreleases_years = 1\n")
    path = tmp_path / "faelle_CARITAS_2023-07-31.csv"
    rows = "".join(f"{case(n)};CARITAS;Syrien;01.0{n}.2022\n" for n in (1, 2, 3))
    path.write_text("Fall-ID;Träger;Staatsangehörigkeit;Aufnahme IM\n" + rows, encoding="utf-8")
    assert main(["load", str(path), "--home", str(root)]) in (0, 3)
    assert _release(root) == 0
    assert releases.existing_ids(Home(root)) == [releases.current_id(Home(root))]
    assert verify(Home(root)) == []
