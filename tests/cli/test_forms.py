"""`--json` and `--format json` are one: every verb that has machine-readable output takes both."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.__main__ import VERBS, main
from pipelines.arguments import GermanParser
from tests.cli.exports import case, write_cases, write_positions

# What has no table to give: documents, files, servers, archives, accounts, a profile that is YAML itself.
WITHOUT = {"demo", "briefing", "press", "serve", "accounts", "backup", "restore", "profile"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an approved release."""
    folder = tmp_path_factory.mktemp("formen")
    inbox = folder / "eingang"
    inbox.mkdir()
    write_cases(inbox, [case(number, "01.02.2022") for number in range(30)])
    write_positions(inbox)
    (folder / "entwurf.txt").write_text("Am 30.06.2022 waren es 30 Personen in der aktiven Zielgruppe.")
    assert main(["load", str(inbox), "--home", str(folder / "home")]) in (0, 3)
    assert main(["release", "--approve", "Beispiel", "--home", str(folder / "home")]) == 0
    return folder / "home"


def _calls(home: Path, tmp_path: Path) -> dict[str, list[str]]:
    return {
        "load": ["load", str(home.parent / "eingang")],
        "release": ["release", "--approve", "Beispiel"],
        "releases": ["releases"],
        "verify": ["releases", "verify"],
        "metrics": ["metrics"],
        "figures": ["figures", "--as-of", "2022-06-30"],
        "check": ["check", str(home.parent / "entwurf.txt")],
        "quality": ["quality"],
        "audit": ["audit"],
        "register": ["register"],
        "conflicts": ["register", "conflicts"],
        "doctor": ["doctor"],
        "sample": ["sample", "--persons", "30", "--months", "2", "--out", str(tmp_path / "exporte")],
    }


@pytest.mark.parametrize("name", _calls(Path(), Path()))
def test_both_forms_say_the_same(
    home: Path, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [*_calls(home, tmp_path)[name], "--home", str(home)]
    told: list[Any] = []
    for form in (["--json"], ["--format", "json"], ["--format=json"]):
        capsys.readouterr()
        assert main([*words, *form]) in (0, 1, 3, 8)
        out = capsys.readouterr().out
        told.append(json.loads(out))
        assert list(_keys(told[-1])) == sorted(_keys(told[-1]))
        for one in told[-1] if isinstance(told[-1], list) else [told[-1]]:
            one.pop("load", None)  # each load has a number of its own
    assert told[0] == told[1] == told[2]


def _keys(answer: Any) -> list[str]:
    return list(answer) if isinstance(answer, dict) else []


@pytest.mark.parametrize("name", _calls(Path(), Path()))
def test_without_either_a_person_reads_it(
    home: Path, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [*_calls(home, tmp_path)[name], "--home", str(home)]
    main([*words, "--format", "table"])
    shown = capsys.readouterr().out
    with pytest.raises(json.JSONDecodeError):
        json.loads(shown)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_takes_both_or_neither(verb: str) -> None:
    page = GermanParser(prog=verb)
    importlib.import_module(f"pipelines.verbs.{verb}").add_arguments(page)
    options = {name for action in page._actions for name in action.option_strings}
    assert ({"--json", "--format"} <= options) == (verb not in WITHOUT)
    assert ("--json" in options) == ("--format" in options)


def test_a_form_that_a_verb_does_not_have_is_a_wrong_call(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["load", "--format", "csv", str(home), "--home", str(home)]) == 2
    assert "Die Angabe --format kennt «csv» nicht; möglich sind table, json." in capsys.readouterr().err


def test_the_doctor_for_a_script(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["doctor", "--json", "--home", str(tmp_path)])
    told = json.loads(capsys.readouterr().out)
    assert told["sound"] is (code == 0)
    assert {"advice", "good", "text"} == set(told["remarks"][0])
    assert any("Noch nichts freigegeben" in remark["text"] for remark in told["remarks"])


@pytest.mark.parametrize("audience", ["ob", "press"])
def test_a_breakdown_that_nobody_has_is_a_wrong_question_and_no_closed_door(
    home: Path, audience: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """7 would say that another audience gets it."""
    words = ["figures", "--as-of", "2022-06-30", "--from", "2022-05-31", "--metric", "entries"]
    asked = [*words, "--by", "abgangsgrund", "--audience", audience, "--home", str(home)]
    assert main(asked) == 2
    assert "«Zugänge» gibt es nicht nach «Abgangsgrund»." in capsys.readouterr().err
    assert main(["figures", "--metric", "duration_median", "--audience", "press", "--home", str(home)]) == 7


@pytest.mark.parametrize("audience", ["ob", "press"])
def test_a_series_of_a_stock_needs_no_beginning_and_one_of_a_flow_does(
    home: Path, audience: str, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--as-of", "2022-04-30", "--every", "month", "--audience", audience, "--home", str(home)]
    capsys.readouterr()
    assert main(["figures", "--metric", "active_target_group", *at, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["figures"]
    expected = [("2022-02-28", None, 30), ("2022-03-31", None, 30), ("2022-04-30", None, 30)]
    assert [(figure["as_of"], figure["from"], figure["value"]) for figure in found] == expected
    assert main(["figures", "--metric", "entries", *at]) == 2
    assert "--from" in capsys.readouterr().err
    early = ["--as-of", "2021-06-30", "--every", "month", "--home", str(home)]
    assert main(["figures", "--metric", "active_target_group", *early]) == 0
    assert "30.06.2021  –" in capsys.readouterr().out


@pytest.mark.parametrize("audience", ["ob", "press"])
def test_a_breakdown_that_does_not_exist_is_no_empty_table(
    home: Path, audience: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a metric every one was left out, and a script was told that all is well."""
    words = ["figures", "--as-of", "2022-06-30", "--by", "sexx", "--audience", audience, "--home", str(home)]
    capsys.readouterr()
    assert main(words) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err == "Die Gliederung «sexx» gibt es nicht. Meinten Sie «sex»?\n"
