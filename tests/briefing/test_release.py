"""Against a small release: the notebooks run and are stored without outputs; the verbs refuse exact numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from notebooks.runner import FOLDER, is_stripped, run
from pipelines.__main__ import main
from pipelines.paths import Home
from pipelines.releases import pointer
from pipelines.releases.intact import sealed
from tests.briefing.town import DATA_AS_OF, MONTHS, build_cubes
from tests.metrics.world import DEFAULTS

NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the town released in it."""
    root = tmp_path_factory.mktemp("stadt")
    name = "2022-07-31-00000000"
    folder = root / "releases" / name
    (folder / "internal").mkdir(parents=True)
    build_cubes(folder / "internal")
    manifest = {
        "release": name, "data_as_of": DATA_AS_OF.isoformat(), "first_export": "2019-12-31", "deliveries": [],
        "months": [month.isoformat() for month in MONTHS], "settings_values": dict(DEFAULTS.values), "files": {},
        "metrics": {}, "cut_off": None, "public": None,
    }  # fmt: skip
    (folder / "manifest.json").write_bytes(sealed(manifest))
    pointer.switch(Home(root), name, "release", "Beispiel")
    return root


@pytest.mark.parametrize("words", [["briefing", "--out", "unterlage.pdf"], ["press"]])
def test_without_a_public_world_nothing_is_printed(
    home: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--home", str(home), "--as-of", "2022-06-30"]) == 7
    told = capsys.readouterr()
    assert told.out == "" and "hat keinen öffentlichen Teil" in told.err and "Traceback" not in told.err
    assert not Path("unterlage.pdf").exists()


def test_an_unknown_ending_is_a_wrong_call(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["briefing", "--home", str(home), "--out", "unterlage.odt"]) == 2
    assert ".pdf, .docx, .xlsx, .html" in capsys.readouterr().err


def test_there_are_two() -> None:
    assert [path.name for path in NOTEBOOKS] == ["ukraine_kohorte.ipynb", "zielgruppe_seit_2018.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_figures(path: Path) -> None:
    assert is_stripped(path)


def test_the_target_group_since_2018(home: Path) -> None:
    printed, names = run(FOLDER / "zielgruppe_seit_2018.ipynb", home)
    assert names["before"] + names["came"] - names["left"] == names["stock"][-1].value > 0
    assert names["picture"].startswith("<svg") and "Liniendiagramm: Aktive Zielgruppe" in printed


def test_the_ukrainian_cohort(home: Path) -> None:
    printed, names = run(FOLDER / "ukraine_kohorte.ipynb", home)
    assert names["arrived"][-1].value == 230
    assert names["sentence"].startswith("Von 230 angekommenen") and "2022-03  nach  3 Monaten" in printed
