"""Backup, restore, doctor: what a keeper of the installation needs."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
from datetime import date
from pathlib import Path

import pytest

from pipelines.__main__ import main
from pipelines.verbs import doctor
from tests.load.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.write_required()
    assert desk.load()[0] == 0
    return desk


def _run(*words: object) -> int:
    return main([str(word) for word in words])


def test_a_backup_comes_back_the_same_in_an_empty_home(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "anderes"
    assert _run("backup", tmp_path / "b.tar", "--home", desk.home.root) == 0
    assert _run("restore", tmp_path / "b.tar", "--home", other) == 0
    names = ("warehouse", "snapshots", "loads")
    old = desk.tree(*names)
    assert len(old) == 9
    assert {name: (other / name).read_bytes() for name in old} == old
    assert {name: (other / name).stat().st_mode for name in old} == {
        name: (desk.home.root / name).stat().st_mode for name in old
    }


def test_a_restore_into_a_damaged_home_loses_nothing(desk: Desk, tmp_path: Path) -> None:
    assert _run("backup", tmp_path / "b.tar", "--home", desk.home.root) == 0
    damaged = desk.home.warehouse / "L0001.duckdb"
    damaged.write_bytes(b"kaputt")
    assert _run("restore", tmp_path / "b.tar", "--home", desk.home.root) == 0
    assert desk.query("SELECT count(*) FROM current_cases") == [(3,)]
    assert (desk.home.root / "vor-rueckholung-1" / "warehouse" / "L0001.duckdb").read_bytes() == b"kaputt"
    # What was moved aside is no state and never goes into the next backup.
    assert _run("backup", tmp_path / "c.tar", "--home", desk.home.root) == 0
    assert (tmp_path / "c.tar").stat().st_size == (tmp_path / "b.tar").stat().st_size


@pytest.mark.parametrize("place", [600, 5_000, -2_000])
def test_a_damaged_backup_is_recognised_and_changes_nothing(desk: Desk, tmp_path: Path, place: int) -> None:
    archive = tmp_path / "b.tar"
    _run("backup", archive, "--home", desk.home.root)
    content = bytearray(archive.read_bytes())
    intact = _is_padding(archive, place % len(content))
    content[place] ^= 0xFF
    archive.write_bytes(content)
    before = desk.tree("warehouse", "snapshots", "loads")
    assert _run("restore", archive, "--home", desk.home.root) == (0 if intact else 6)
    if not intact:
        assert desk.tree("warehouse", "snapshots", "loads") == before


def _is_padding(archive: Path, place: int) -> bool:
    """Whether a byte lies between files, where tar fills up to blocks and nothing is lost."""
    with tarfile.open(archive) as tar:
        used = [(member.offset, member.offset_data + member.size) for member in tar]
    return not any(start <= place < end for start, end in used)


def test_a_cut_off_backup_is_recognised(desk: Desk, tmp_path: Path) -> None:
    archive = tmp_path / "b.tar"
    _run("backup", archive, "--home", desk.home.root)
    archive.write_bytes(archive.read_bytes()[: archive.stat().st_size // 2])
    assert _run("restore", archive, "--home", desk.home.root) == 6


def test_an_archive_that_reaches_outside_is_refused(desk: Desk, tmp_path: Path) -> None:
    archive = tmp_path / "b.tar"
    with tarfile.open(archive, "w") as tar:
        entry = tarfile.TarInfo("../draussen")
        entry.size = 1
        tar.addfile(entry, io.BytesIO(b"x"))
    assert _run("restore", archive, "--home", desk.home.root) == 6
    assert not (desk.home.root.parent / "draussen").exists()


def test_a_backup_inside_the_home_is_wrong_usage(desk: Desk) -> None:
    assert _run("backup", desk.home.root / "b.tar", "--home", desk.home.root) == 2


def test_the_doctor_tells_what_is_there(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("doctor", "--home", desk.home.root) == 0
    told = capsys.readouterr().out
    for words in (
        "Python 3",
        "duckdb 2",
        "Letzte Ladung: L0001",
        "Datenstand: 30.06.2022",
        "Noch nichts freigegeben",
    ):
        assert words in told


@pytest.mark.parametrize(("today", "mark"), [("2022-08-14", "gut   "), ("2022-08-15", "OFFEN ")])
def test_data_older_than_45_days_are_something_to_do_but_no_fault(desk: Desk, today: str, mark: str) -> None:
    remarks = list(doctor.examine(desk.home, date.fromisoformat(today)))
    assert all(remark.good for remark in remarks)
    assert [remark.mark for remark in remarks if remark.text.startswith("Datenstand")] == [mark]


def test_the_doctor_counts_what_is_to_do(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    # Nothing is released, and June 2022 is long ago.
    assert _run("doctor", "--home", desk.home.root) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 zu erledigen."


def test_the_doctor_finds_what_is_broken(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    (desk.home.root / "settings.toml").write_text("[stadt]\nname = 1\n", encoding="utf-8")
    (desk.home.warehouse / "L0001.duckdb").unlink()
    assert _run("doctor", "--home", desk.home.root) == 1
    told = capsys.readouterr().out
    assert "stadt.name" in told and "zgm restore" in told and "2 Punkte sind zu prüfen" in told


def test_the_doctor_is_quick_because_it_only_looks(desk: Desk) -> None:
    probe = (
        "import sys; from pipelines.__main__ import main\n"
        f"main(['doctor', '--home', {str(desk.home.root)!r}])\n"
        "print({'great_expectations', 'pandas', 'dash', 'plotly'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "set()"


def test_the_lists_of_the_last_load_are_written_per_traeger(desk: Desk, tmp_path: Path) -> None:
    desk.write("stellen", "S1;CARITAS;KOORDINATION;1;1;2;01.01.2020", day="2022-07-31")
    desk.load()
    assert _run("quality", "--out", tmp_path / "listen", "--home", desk.home.root) == 0
    assert sorted(path.name for path in (tmp_path / "listen").iterdir()) == [
        "befunde_STADT.csv",
        "befunde_STADT.xlsx",
    ]
    text = (tmp_path / "listen" / "befunde_STADT.csv").read_text(encoding="utf-8-sig")
    assert "gefördert über Plan" in text


def test_an_unknown_traeger_gets_a_hint(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("quality", "--traeger", "KARITAS", "--home", desk.home.root) == 2
    assert "Meinten Sie «CARITAS»?" in capsys.readouterr().err


def test_nothing_loaded_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("quality", "--home", tmp_path / "leer") == 4
    assert capsys.readouterr().err.startswith("Es ist noch nichts geladen")


def test_the_findings_of_the_last_load_as_json_tell_since_when(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.write("stellen", "S1;CARITAS;KOORDINATION;1;1;2;01.01.2020", day="2022-07-31")
    _, loaded = desk.load()
    capsys.readouterr()
    assert _run("quality", "--json", "--home", desk.home.root) == 0
    told = json.loads(capsys.readouterr().out)
    assert [finding.pop("known_since") for finding in told["findings"]] == ["2022-07-31"]
    assert told["findings"] == loaded["findings"] != []
    assert _run("quality", "--json", "--traeger", "CARITAS", "--home", desk.home.root) == 0
    assert json.loads(capsys.readouterr().out)["findings"] == []
