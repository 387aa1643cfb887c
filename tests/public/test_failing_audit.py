"""Fail closed: when the attack finds anything, nothing is published, served or written into the ledger."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.__main__ import main
from pipelines.disclosure import world
from pipelines.disclosure.model import Findings
from pipelines.releases import pointer
from pipelines.releases.public_build import ledger_file
from tests.public import town


@pytest.fixture
def home(tmp_path: Path):
    found = town.home_at(tmp_path / "home")
    persons = town.people(60)
    town.release(found, persons, town.DELIVERIES[0])
    town.deliver(found, persons, town.DELIVERIES[1])
    return found


def test_a_release_whose_attack_succeeds_is_not_written(home, monkeypatch, capsys):
    def finds_one(*words):
        cells = attack(*words).cells
        return Findings((replace(cells[0], lower=7, upper=10, candidates=4), *cells[1:]))

    attack = world.attack_block
    monkeypatch.setattr(world, "attack_block", finds_one)
    served, before = pointer.current_id(home), ledger_file(home).read_bytes()
    history = (home.releases / "history.jsonl").read_bytes()
    folders = sorted(path.name for path in home.releases.iterdir())

    assert main(["release", "--approve", "Beispiel", "--home", str(home.root)]) == 4

    message = capsys.readouterr().err
    assert "Die Freigabe unterbleibt: " in message and "zu wenige mögliche Werte" in message
    assert (pointer.current_id(home), ledger_file(home).read_bytes()) == (served, before)
    assert (home.releases / "history.jsonl").read_bytes() == history
    monkeypatch.setattr(world, "attack_block", attack)
    assert main(["release", "--approve", "Beispiel", "--home", str(home.root)]) == 0
    left = sorted(path.name for path in home.releases.iterdir())
    assert set(left) - set(folders) == {pointer.current_id(home)}


def test_numbers_that_do_not_add_up_are_not_published(home, monkeypatch, capsys):
    """The attack reads the printed numbers themselves: one that is 5 too high fits no population."""

    def wrong(block, *words):
        series = replace(block.series, stock=(*block.series.stock[:-1], block.series.stock[-1] + 5))
        return attack(replace(block, series=series), *words)

    attack = world.attack_block
    monkeypatch.setattr(world, "attack_block", wrong)
    assert main(["release", "--approve", "Beispiel", "--home", str(home.root)]) == 4
    assert "besteht den Angriff nicht" in capsys.readouterr().err
    assert len(pointer.existing_ids(home)) == 1
