"""A warehouse that is no longer what it was: one sentence, exit code 6, nothing touched."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from pipelines.__main__ import main
from pipelines.paths import Home
from pipelines.storage import sha256_of
from tests.cli.damage import Damage, append, flip, tree
from tests.cli.exports import case, write_cases, write_positions


@pytest.mark.parametrize(
    "damage", [Path.unlink, lambda path: path.write_bytes(b"L\xff")], ids=["gone", "changed"]
)
def test_a_lost_pointer_of_the_warehouse_loses_nothing(
    home: Home, damage: Damage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next load took the home for an empty one and removed every warehouse file and every copy."""
    write_cases(tmp_path, [case(number, "01.02.2022") for number in range(41)])
    before = {path for path in home.root.rglob("*") if path.suffix in (".duckdb", ".csv")}
    damage(home.warehouse / "current")
    for words in (["load", str(tmp_path)], ["release"], ["quality"]):
        assert main([*words, "--home", str(home.root)]) == 6, words
        told = capsys.readouterr().err
        assert "warehouse/current" in told and "zgm restore" in told and told.count("\n") == 1
    assert {path for path in home.root.rglob("*") if path.suffix in (".duckdb", ".csv")} == before


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: os.truncate(path, path.stat().st_size // 2),
        lambda path: os.truncate(path, path.stat().st_size - 100),
        lambda path: os.truncate(path, 0),
        flip,
        append,
    ],
    ids=["cut to half", "end cut off", "empty", "one bit", "one byte more"],
)
def test_a_damaged_warehouse_answers_nobody(
    home: Home, damage: Damage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """DuckDB opens it and fails at the first damaged page, or never; then a load carried the damage on."""
    inbox = tmp_path / "juli"
    write_cases(inbox, [case(number, "01.02.2022") for number in range(41)], "2022-07-31")
    named = home.warehouse / "L0001.duckdb"
    damage(named)
    before = tree(home)
    sentence = f"Die Datei {named} wurde verändert oder ist beschädigt; bitte mit «zgm restore» zurückholen."
    for words in (["load", str(inbox)], ["release"], ["quality"]):
        assert main([*words, "--home", str(home.root)]) == 6, words
        told = capsys.readouterr()
        assert told.out == "" and told.err == sentence + "\n"
    assert main(["doctor", "--home", str(home.root)]) == 1
    assert f"PRÜFEN  {sentence}" in capsys.readouterr().out
    assert tree(home) == before


def test_a_warehouse_of_before_hashes_is_read_and_gets_one_with_the_next_load(
    home: Home, tmp_path: Path
) -> None:
    pointer = home.warehouse / "current"
    pointer.write_text("L0001.duckdb")
    inbox = tmp_path / "juli"
    write_cases(inbox, [case(number, "01.02.2022") for number in range(41)], "2022-07-31")
    assert main(["load", str(inbox), "--home", str(home.root)]) in (0, 3)
    name, digest = pointer.read_text().split()
    assert digest == sha256_of(home.warehouse / name)


def test_a_pointer_lost_after_the_first_load_is_told_from_a_load_that_was_killed(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No release and no second load yet: the next load still took the home for an empty one."""
    shutil.rmtree(home.releases)
    write_cases(tmp_path, [case(number, "01.02.2022") for number in range(41)])
    write_positions(tmp_path)
    (home.warehouse / "current").unlink()
    before = sorted(path.name for path in home.snapshots.rglob("*"))
    assert main(["load", str(tmp_path), "--home", str(home.root)]) == 6
    assert "warehouse/current" in capsys.readouterr().err
    assert sorted(path.name for path in home.snapshots.rglob("*")) == before
