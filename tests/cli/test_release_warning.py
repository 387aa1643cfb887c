"""An internal release after an approved one takes the public figures away, and says so before it does."""

from __future__ import annotations

import pytest

from pipelines.__main__ import main
from pipelines.paths import Home
from tests.cli.damage import served

PUBLIC = ["figures", "--metric", "active_target_group", "--as-of", "2022-06-30", "--audience", "press"]


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
    assert (
        capsys.readouterr()
        .out.splitlines()[-1]
        .endswith("zurückgeholt (öffentlich freigegeben von Beispiel)")
    )
