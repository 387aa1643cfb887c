"""An internal release after an approved one takes the public figures away, and says so before it does."""

from __future__ import annotations

import json

import pytest

from pipelines.__main__ import main
from pipelines.errors import UsageProblem
from pipelines.paths import Home
from pipelines.releases.build import build
from tests.cli.damage import served

PUBLIC = ["figures", "--metric", "active_target_group", "--as-of", "2022-06-30", "--audience", "press"]


@pytest.mark.parametrize("name", ["", "  "])
def test_an_approval_without_a_name_is_none(home: Home, name: str) -> None:
    """It made the public figures of an internal release, and said that it had not."""
    history = (home.releases / "history.jsonl").read_bytes()
    assert main(["release", "--approve", name, "--home", str(home.root)]) == 2
    with pytest.raises(UsageProblem, match="braucht einen Namen"):
        build(home, name)
    assert (home.releases / "history.jsonl").read_bytes() == history


def test_whoever_releases_internally_after_an_approval_is_warned_and_told_the_way_back(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    public, at = served(home).name, ["--home", str(home.root)]
    capsys.readouterr()
    assert main(["release", *at]) == 0
    first, *_ = capsys.readouterr().err.splitlines()
    assert (
        first.startswith("Achtung: Danach gibt es keine öffentlichen Zahlen")
        and f"rollback {public}»" in first
    )
    assert main([*PUBLIC, *at]) == 7
    assert "rollback" in capsys.readouterr().err
    assert main(["release", *at]) == 0
    assert "Achtung" not in capsys.readouterr().err, "nothing public is lost a second time"
    assert main(["releases", "rollback", public, *at]) == 0 and main([*PUBLIC, *at]) == 0
    capsys.readouterr()
    assert main(["releases", *at]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-1].endswith("zurückgeholt (öffentlich freigegeben von Beispiel)")
    assert sum(public in line for line in told) == 2, "approved and brought back"
    assert [line for line in told if line.startswith("*")] == told[-1:], "served since the last line only"
    assert main(["releases", "--json", *at]) == 0
    *before, last = json.loads(capsys.readouterr().out)
    assert last["current"] and not any(entry["current"] for entry in before)
