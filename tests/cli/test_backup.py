"""A backup is of something whole, or says what is not; a restore gives back rights as well as bytes."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest

from pipelines.__main__ import main
from pipelines.paths import Home
from tests.cli.damage import Damage, append, flip, served


def _rights(home: Home) -> dict[str, int]:
    """Name → mode of all folders and files below the folders of a home."""
    below = [path for path in home.root.rglob("*") if path.parent != home.root or path.is_dir()]
    return {str(path.relative_to(home.root)): stat.S_IMODE(path.stat().st_mode) for path in below}


def test_exact_figures_are_for_their_owner_and_group_only(home: Home) -> None:
    rights = _rights(home)
    release = f"releases/{served(home).name}"
    assert {rights[f"{release}/{part}"] for part in ("core",)} == {0o700}
    assert rights[f"{release}/internal"] == 0o750 and rights[f"{release}/public"] == 0o755
    assert {mode for name, mode in rights.items() if "/internal/" in name and name.endswith("parquet")} == {
        0o640
    }


def test_a_new_release_keeps_the_group_that_its_folder_hands_down(home: Home) -> None:
    shutil.rmtree(home.releases)
    home.releases.mkdir()
    home.releases.chmod(0o2755)
    assert main(["release", "--home", str(home.root)]) == 0
    internal = served(home) / "internal"
    assert stat.S_IMODE(internal.stat().st_mode) == 0o2750


def test_a_restore_gives_every_file_and_folder_its_rights_and_the_shared_folder_its_lock(
    home: Home, tmp_path: Path
) -> None:
    home.register.mkdir(exist_ok=True)
    home.register.chmod(0o2770)
    (home.register / ".lock").touch()
    (home.register / ".lock").chmod(0o660)
    before = _rights(home)
    other = Home(tmp_path / "anderes")
    assert main(["backup", str(tmp_path / "b.tar"), "--home", str(home.root)]) == 0
    assert main(["restore", str(tmp_path / "b.tar"), "--home", str(other.root)]) == 0
    assert _rights(other) == before
    assert before["publikationen/.lock"] == 0o660 and before["publikationen"] == 0o2770


@pytest.mark.parametrize(
    ("place", "damage"),
    [
        ("warehouse/L0001.duckdb", append),
        ("warehouse/current", Path.unlink),
        ("ledger/ledger.jsonl", flip),
        ("releases/current", lambda path: path.write_bytes(b"\xff")),
        ("snapshots", lambda folder: append(next(folder.glob("*/*.csv")))),
    ],
)
def test_a_damaged_home_is_saved_on_request_only_and_never_as_sound(
    home: Home, place: str, damage: Damage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A nightly backup replaced the good one of the day before by a damaged one and called it «geprüft»."""
    archive = tmp_path / "b.tar"
    damage(home.root / place)
    words = ["backup", str(archive), "--home", str(home.root)]
    capsys.readouterr()
    assert main(words) == 6
    told = capsys.readouterr()
    assert told.out == "" and told.err.startswith("Nicht gesichert") and told.err.count("\n") == 1
    assert not archive.exists() and [path.name for path in tmp_path.iterdir()] == ["home"]
    assert main([*words, "--damaged"]) == 6
    told = capsys.readouterr()
    assert "geprüft" not in told.out and "Beschädigt: " in told.err
    assert archive.is_file()
