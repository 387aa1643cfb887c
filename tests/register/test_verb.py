"""`zgm register` as a clerk meets it; and the sample register with its famous contradictions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.__main__ import main
from pipelines.paths import Home
from pipelines.publish import register
from pipelines.publish.register import table
from pipelines.publish.register.fields import COLUMNS
from pipelines.verbs.register import _OPTIONS
from tests.register.printed import persons, release

NEW = [
    "add", "--medium", "Anzeiger", "--published", "2022-07-05", "--as-of", "2022-06", "--value", "rund 1.050",
    "--metric", "active_target_group", "--source", "Seite 3",
]  # fmt: skip


def zgm(home: Path, *words: str) -> int:
    return main(["register", *words, "--home", str(home)])


def answer(home: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    capsys.readouterr()
    code = zgm(home, *words, "--json")
    return code, json.loads(capsys.readouterr().out)


def test_every_column_has_an_option() -> None:
    assert tuple(_OPTIONS) == COLUMNS


def test_an_empty_register_says_so_and_has_no_conflicts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert zgm(tmp_path) == 0
    assert capsys.readouterr().out == "Im Register steht noch nichts dazu.\n"
    assert zgm(tmp_path, "conflicts") == 0
    out = capsys.readouterr()
    assert out.out == "Keine Widersprüche.\n" and "Ohne Freigabe" in out.err


def test_add_then_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert zgm(tmp_path, *NEW) == 0
    assert "Eingetragen" in capsys.readouterr().out
    code, (entry,) = answer(tmp_path, capsys, "list", "--metric", "active_target_group")
    assert code == 0
    assert (entry["shown"], entry["hedge"], entry["value"], entry["as_of"]) == (
        "rund 1.050",
        "rund",
        "1050",
        "2022-06",
    )
    assert answer(tmp_path, capsys, "list", "--metric", "fte_funded") == (0, [])


def test_adding_the_same_again_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zgm(tmp_path, *NEW)
    assert zgm(tmp_path, *NEW) == 0
    assert "Steht schon da" in capsys.readouterr().out
    assert len(register.entries(Home(tmp_path))) == 1


def test_a_new_figure_that_contradicts_a_printed_one_warns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    zgm(tmp_path, *NEW)
    capsys.readouterr()
    assert zgm(tmp_path, *NEW, "--medium", "Bote", "--value", "1.200") == 0
    assert "Achtung. Widerspruch im Druck: Aktive Zielgruppe, Stand Juni 2022" in capsys.readouterr().err
    assert zgm(tmp_path, "conflicts") == 8


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([*NEW, "--value", "viele"], "--value: «viele» ist keine deutsche Zahl"),
        ([*NEW, "--replaces", "abc"], "Den Eintrag «abc» gibt es nicht"),
        (
            ["add"],
            "Es fehlen die Angaben --medium, --published, --as-of, --value, --metric (oder --label) und --source;",
        ),
        ([*NEW, "--source", ""], "--source: Die Quelle fehlt"),
        (["import"], "braucht eine CSV-Datei"),
        (["import", "fehlt.csv"], "Die Datei fehlt.csv gibt es nicht"),
        (["list", "datei.csv"], "Eine Datei braucht nur"),
        (["list", "--metric", "activ"], "Die Kennzahl «activ» gibt es nicht"),
    ],
)
def test_mistakes_are_one_german_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert zgm(tmp_path, *words) == 2
    said = capsys.readouterr().err
    assert sentence in said and "Traceback" not in said and len(said.splitlines()) == 1


def test_a_broken_file_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zgm(tmp_path, *NEW)
    path = tmp_path / "alt.csv"
    lines = table.SAMPLE.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[:3], "kaputt"]), encoding="utf-8")
    assert zgm(tmp_path, "import", str(path)) == 2
    assert "alt.csv, Zeile 4: 1 statt 19 Spalten" in capsys.readouterr().err
    assert len(register.entries(Home(tmp_path))) == 1


def test_a_damaged_register_has_its_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zgm(tmp_path, *NEW)
    path = Home(tmp_path).register / "publikationen.jsonl"
    path.write_bytes(path.read_bytes().replace(b"1050", b"1060"))
    assert zgm(tmp_path, "list") == 6
    assert "Zeile 1 wurde nachträglich geändert" in capsys.readouterr().err


def test_the_sample_is_imported_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, first = answer(tmp_path, capsys, "import", "--sample")
    _, second = answer(tmp_path, capsys, "import", "--sample")
    assert first["added"] == first["rows"] > 100
    assert second == {"added": 0, "known": first["rows"], "rows": first["rows"]}


def test_the_exported_register_fills_another_home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zgm(tmp_path / "a", "import", "--sample")
    capsys.readouterr()
    zgm(tmp_path / "a", "list", "--format", "csv")
    path = tmp_path / "register.csv"
    path.write_text(capsys.readouterr().out, encoding="utf-8", newline="")
    assert zgm(tmp_path / "b", "import", str(path)) == 0
    assert set(register.entries(Home(tmp_path / "a"))) == set(register.entries(Home(tmp_path / "b")))


def test_the_public_record_holds_its_known_contradictions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    zgm(tmp_path, "import", "--sample")
    code, found = answer(tmp_path, capsys, "conflicts")
    assert code == 8
    shown = [
        (one["kind"], one["reason"], {entry["shown"] for entry in one["entries"]})
        for one in found["conflicts"]
    ]
    assert ("parts", "mistake", {"rund 1.400", "etwa 880", "etwa 440"}) in shown
    assert ("printed", "mistake", {"365", "356"}) in shown
    assert ("printed", "stichtag", {"365", "356", "234"}) in shown
    assert ("printed", "definition", {"rund 1.150", "1.200"}) in shown
    december = [one for one in found["conflicts"] if any(e["as_of"] == "2020-12" for e in one["entries"])]
    assert december == [], "the parts printed in December 2020 do add up"


def test_the_four_figures_of_the_press_release_are_in_the_sample(tmp_path: Path) -> None:
    home = Home(tmp_path)
    register.import_sample(home)
    release_of_june = {e.metric: e.shown for e in register.entries(home) if str(e.published) == "2022-06"}
    assert release_of_june == {
        "active_target_group": "zirka 1.050",
        "ukraine_arrivals_total": "über 500",
        "ukraine_present": "400",
        "fte_funded": "3,5",
    }


def test_conflicts_with_the_release_are_marked_as_internal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release(tmp_path, persons(100, "03.01.2022"))
    zgm(tmp_path, *NEW)
    capsys.readouterr()
    assert zgm(tmp_path, "conflicts", "--metric", "active_target_group") == 8
    out = capsys.readouterr().out
    assert (
        "gedruckt «rund 1.050»" in out
        and "die Freigabe sagt 100" in out
        and "nur für den Dienstgebrauch" in out
    )
    assert zgm(tmp_path, "conflicts", "--metric", "fte_funded") == 0


@pytest.mark.parametrize("action", ["list", "conflicts"])
def test_an_unknown_metric_is_no_clean_record(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], action: str
) -> None:
    assert zgm(tmp_path, action, "--metric", "aktive") == 2
    told = capsys.readouterr()
    assert told.out == "" and "Die Kennzahl «aktive» gibt es nicht." in told.err
