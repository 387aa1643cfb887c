from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipelines.__main__ import main
from pipelines.paths import Home
from tests.cli.exports import case, write_cases, write_positions


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two releases, the later one approved; nothing may write into it."""
    folder = tmp_path_factory.mktemp("stadt")
    home, inbox = folder / "home", folder / "eingang"
    inbox.mkdir()
    write_cases(inbox, [case(number, "01.02.2022") for number in range(40)])
    write_positions(inbox)
    assert main(["load", str(inbox), "--home", str(home)]) in (0, 3)
    assert main(["release", "--home", str(home)]) == 0
    assert main(["release", "--approve", "Beispiel", "--home", str(home)]) == 0
    return home


@pytest.fixture
def home(whole: Path, tmp_path: Path) -> Home:
    """A copy that may be damaged."""
    return Home(Path(shutil.copytree(whole, tmp_path / "home")))
