"""Killed at any moment, a full disk, a file that changes: the old state stays whole and the next load succeeds."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines import faults
from pipelines.__main__ import main
from tests.children import killed
from tests.load.desk import Desk, case

_NEXT = "2022-07-31"


def _killed(desk: Desk, point: str) -> None:
    """Load the inbox in a child process that dies at `point`."""
    assert killed(_load(desk), point=point), f"{point} was never reached"


def _load(desk: Desk) -> list[str]:
    return ["load", str(desk.inbox), "--home", str(desk.home.root)]


def _cases(desk: Desk) -> list[str]:
    return [row[0] for row in desk.query("SELECT case_id FROM current_cases ORDER BY case_id")]


def _write_next(desk: Desk, number: int, day: str) -> None:
    """A newer export: the same three cases and one more, admitted after the export before."""
    old = [f"{case(n)};CARITAS;Syrien;01.0{n}.2022" for n in (1, 2, 3)]
    desk.write("faelle", *old, f"{case(number)};CARITAS;Syrien;{day[8:]}.{day[5:7]}.{day[:4]}", day=day)


def _no_orphans(desk: Desk) -> None:
    hashes = {row[0] for row in desk.query("SELECT sha256 FROM deliveries")}
    assert {path.name.split(".")[0] for path in desk.home.snapshots.glob("*/*")} == hashes
    loads = {row[0] for row in desk.query("SELECT load_id FROM loads")}
    assert {path.name for path in desk.home.loads.iterdir()} == loads
    named = {
        (desk.home.warehouse / name).read_text().split()[0]
        for name in ("current", "previous")
        if (desk.home.warehouse / name).exists()
    }
    assert {path.name for path in desk.home.warehouse.iterdir()} - {"current", "previous"} <= named


@pytest.mark.parametrize("point", [point for point in faults.LOAD_POINTS if point != "warehouse-copied"])
def test_killed_in_the_first_load(desk: Desk, point: str) -> None:
    desk.write_required()
    _killed(desk, point)
    code, _ = desk.load()
    assert code == 0
    assert _cases(desk) == [case(1), case(2), case(3)]
    _no_orphans(desk)


@pytest.mark.parametrize("point", faults.LOAD_POINTS)
def test_killed_in_a_later_load(desk: Desk, point: str) -> None:
    desk.write_required()
    desk.load()
    _write_next(desk, 9, _NEXT)
    _killed(desk, point)
    happened = point in ("after-pointer", "tidied")
    assert _cases(desk) == [case(1), case(2), case(3), case(9)][: 4 if happened else 3]
    code, _ = desk.load()
    assert code == 0
    assert _cases(desk) == [case(1), case(2), case(3), case(9)]
    _no_orphans(desk)


def test_a_full_disk_is_one_sentence_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk: DuckDB's file outgrows it."""
    desk.write_required()
    desk.load()
    before = desk.tree()
    rows = [f"K{n * 7919 % 100_003};{case(1)};01.02.2022;WOHNEN;{n % 60}" for n in range(60_000)]
    desk.write("beratungen", *rows)
    room = max(len(content) for content in before.values()) + 200_000

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = subprocess.run(
        [sys.executable, "-m", "pipelines", "load", str(desk.inbox), "--home", str(desk.home.root)],
        capture_output=True, text=True, check=False, preexec_fn=limit,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    sentences = [line for line in done.stderr.splitlines() if not line.endswith(" …")]
    assert len(sentences) == 1 and "Platz" in sentences[0], sentences
    assert desk.tree() == before
    code, _ = desk.load()
    assert code == 0
    assert desk.query("SELECT count(*) FROM consultations") == [(60_000,)]


def test_a_file_that_changes_after_it_was_read_is_not_stored(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.write_required()
    path = next(desk.inbox.glob("faelle_*"))

    def grow(name: str) -> None:
        if name == "report-written":
            path.write_text(path.read_text(encoding="utf-8") + f"{case(4)};CARITAS;Syrien;01.01.2022\n")

    # The hook is there to let tests act between two steps.
    monkeypatch.setattr(faults, "point", grow)
    code, _ = desk.load()
    monkeypatch.undo()
    assert code == 4
    assert desk.tree() == {}
    assert desk.load()[0] == 0
    assert len(_cases(desk)) == 4


def test_a_home_that_cannot_be_written_is_one_sentence(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    desk.write_required()
    desk.home.root.chmod(0o500)
    assert main(["load", str(desk.inbox), "--home", str(desk.home.root)]) == 1
    assert "darf nicht geschrieben werden" in capsys.readouterr().err


def test_killed_at_random_moments(desk: Desk) -> None:
    """Whenever the process dies, what is read afterwards is the state before or after, never anything else."""
    desk.write_required()
    desk.load()
    seen = set()
    for attempt in range(3):
        _write_next(desk, 10 + attempt, f"2022-0{7 + attempt}-28")
        killed(_load(desk), after=0.3 + 0.5 * attempt)
        seen.add(tuple(_cases(desk)))
    old = (case(1), case(2), case(3))
    assert seen <= {old} | {(*old, case(n)) for n in (10, 11, 12)}
    desk.load()
    assert _cases(desk) == [*old, case(12)]
    _no_orphans(desk)


@pytest.mark.parametrize("content", [b"", b"\0" * 300, b"[]", b'{"verdict": "ref'])
def test_a_report_that_a_power_cut_left_empty_or_torn_is_no_load(desk: Desk, content: bytes) -> None:
    desk.write_required()
    desk.load()
    torn = desk.home.loads / "L0002"
    torn.mkdir()
    (torn / "load.json").write_bytes(content)
    assert main(["quality", "--home", str(desk.home.root)]) == 0
    _write_next(desk, 9, _NEXT)
    assert desk.load()[0] == 0
    _no_orphans(desk)
