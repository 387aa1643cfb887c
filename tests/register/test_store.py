"""The register is append-only: what was recorded stays, and a changed byte is found."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.errors import Damaged, EnvironmentProblem
from pipelines.paths import Home
from pipelines.publish import register
from pipelines.publish.register import store
from pipelines.storage import single_writer
from tests.register.printed import printed

ONE, TWO, THREE = (
    printed("rund 1.000"),
    printed("1.048"),
    printed("über 500", metric="ukraine_arrivals_total"),
)


def filled(root: Path) -> Home:
    home = Home(root)
    register.record(home, [ONE, TWO])
    register.record(home, [THREE])
    return home


def test_an_empty_home_has_an_empty_register(tmp_path: Path) -> None:
    assert register.entries(Home(tmp_path)) == []


def test_what_was_recorded_is_read_back_in_order(tmp_path: Path) -> None:
    assert register.entries(filled(tmp_path)) == [ONE, TWO, THREE]


def test_the_same_entry_twice_changes_no_byte(tmp_path: Path) -> None:
    home = filled(tmp_path)
    before = (home.register / "publikationen.jsonl").read_bytes()
    assert register.record(home, [TWO, THREE, TWO]) == []
    assert (home.register / "publikationen.jsonl").read_bytes() == before


def test_appending_keeps_every_byte_that_was_there(tmp_path: Path) -> None:
    home = Home(tmp_path)
    register.record(home, [ONE])
    before = (home.register / "publikationen.jsonl").read_bytes()
    register.record(home, [TWO])
    assert (home.register / "publikationen.jsonl").read_bytes().startswith(before)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_any_changed_byte_is_found(tmp_path: Path, data: st.DataObject) -> None:
    home = Home(tmp_path)
    path = home.register / "publikationen.jsonl"
    path.unlink(missing_ok=True)
    (home.register / "stand.json").unlink(missing_ok=True)
    filled(tmp_path)
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    with pytest.raises(Damaged, match="Sicherung"):
        register.entries(home)


@pytest.mark.parametrize("kept", [[0, 1], [1, 2], [0, 2], [0, 2, 1], []])
def test_missing_and_moved_lines_are_found(tmp_path: Path, kept: list[int]) -> None:
    home = filled(tmp_path)
    path = home.register / "publikationen.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[place] for place in kept))
    with pytest.raises(Damaged):
        register.entries(home)


def test_a_missing_file_is_found(tmp_path: Path) -> None:
    home = filled(tmp_path)
    (home.register / "publikationen.jsonl").unlink()
    with pytest.raises(Damaged, match="fehlt"):
        register.entries(home)


def test_a_crash_before_the_head_was_written_damages_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path)
    register.record(home, [ONE])
    head = (home.register / "stand.json").read_bytes()
    register.record(home, [TWO])
    (home.register / "stand.json").write_bytes(head)
    assert register.entries(home) == [ONE, TWO]
    register.record(home, [THREE])
    assert json.loads((home.register / "stand.json").read_text())["count"] == 3


def test_writers_at_the_same_moment_all_stand(tmp_path: Path) -> None:
    """Writing takes milliseconds; of five «zgm register add» at once three or four were sent away."""
    options = {
        "medium": "Blatt",
        "published": "2022-06-30",
        "as-of": "2022-06",
        "metric": "active_target_group",
    }
    words = [f"--{name}={text}" for name, text in {**options, "source": "Seite 1"}.items()]
    adds = [
        subprocess.Popen(
            [sys.executable, "-m", "pipelines", "register", "add", *words, "--wording", f"Satz {number}",
             "--value", str(100 + number), "--home", str(tmp_path)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for number in range(5)
    ]  # fmt: skip
    assert [add.wait() for add in adds] == [0] * 5
    found = sorted(entry.wording for entry in register.entries(Home(tmp_path)))
    assert found == [f"Satz {number}" for number in range(5)]


def test_who_reads_while_another_writes_finds_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Readers hold no lock; lines of before beside a head of after were told as «es fehlen Zeilen»."""
    home = Home(tmp_path)
    register.record(home, [ONE])
    content = store._content
    writing = [
        False,
        False,
        True,
    ]  # popped: the reader first, then what the writer reads, then the reader again

    def another_writes_in_between(path: Path) -> bytes | None:
        found = content(path)
        if path.name == "publikationen.jsonl" and writing.pop():
            register.record(home, [TWO])
        return found

    monkeypatch.setattr(store, "_content", another_writes_in_between)
    assert register.entries(home) == [ONE, TWO]


def test_a_second_writer_waits_for_one_that_is_soon_done(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with ThreadPoolExecutor() as pool:
        with single_writer(home.register / ".lock"):
            second = pool.submit(register.record, home, [ONE])
            assert not wait([second], timeout=0.3).done
            assert register.entries(home) == []
        assert second.result() == [ONE]


def test_a_second_writer_gets_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path)
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    with single_writer(home.register / ".lock"), pytest.raises(EnvironmentProblem, match="schreibt gerade"):
        register.record(home, [ONE])


def test_a_load_that_writes_elsewhere_does_not_stop_an_approval(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with single_writer(home.lock):
        assert register.record(home, [ONE]) == [ONE]


def test_a_vague_stichtag_is_no_newer_than_an_exact_one(tmp_path: Path) -> None:
    """«etwa 250» of spring 2022, filed under «2022», does not follow «400» of June and «knapp 500» of December."""
    home = Home(tmp_path)
    register.import_sample(home)
    found = register.last_published(register.standing(home), "ukraine_present")
    assert found is not None and (found.shown, found.as_of.shown) == ("knapp 500", "Dezember 2022")


def test_last_published_is_the_newest_stichtag_of_that_cell(tmp_path: Path) -> None:
    home = Home(tmp_path)
    later = printed("rund 1.100", "2022-09")
    family = printed("880", "2022-12", by="household=family")
    register.record(home, [later, ONE, family, printed("54 Prozent", "2023-01", by="nationality=166")])
    assert register.last_published(register.standing(home), "active_target_group") == later
    assert (
        register.last_published(register.standing(home), "active_target_group", {"household": "family"})
        == family
    )
    assert (
        register.last_published(register.standing(home), "active_target_group", {"nationality": "166"})
        is None
    )
    assert (
        register.last_words(later)
        == "zuletzt veröffentlicht: rund 1.100, Stand September 2022 (Anzeiger, 05.07.2022)"
    )


def test_a_figure_corrected_in_print_is_no_longer_the_last(tmp_path: Path) -> None:
    home = Home(tmp_path)
    wrong = printed("1.084")
    right = printed("1.048", berichtigt=wrong.id, medium="Anzeiger, Berichtigung")
    register.record(home, [wrong, right])
    assert register.last_published(register.standing(home), "active_target_group") == right
    assert register.conflicts(home) == []
    assert wrong in register.entries(home)
