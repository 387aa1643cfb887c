"""The command line as a person meets it: help, mistakes, one German sentence and the documented exit code."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import NoReturn

import duckdb
import pytest

from pipelines import paths, releases
from pipelines.__main__ import VERBS, _environment_sentence, main
from pipelines.metrics import catalogue
from pipelines.verbs import doctor


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err.strip()


def test_help_is_a_table_of_contents(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    page = capsys.readouterr().out
    assert page.startswith("Aufruf: zgm")
    for verb, what in VERBS.items():
        assert verb in page and what in page


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_explains_itself_in_german(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([verb, "--help"])
    page = capsys.readouterr().out
    assert stop.value.code == 0
    assert page.startswith(f"Aufruf: zgm {verb}") and "diese Hilfe zeigen" in page
    assert "show this help" not in page


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["figurs"], 2, "Meinten Sie «figures»?"),
        (["figures", "--as-of", "31.02.2022"], 2, "ist kein Tag im Kalender"),
        (["figures", "--as-of", "0001-01-01", "--audience", "press"], 2, "liegt vor dem Jahr 1900"),
        (["figures", "--bogus"], 2, "Diese Angaben kennt der Befehl nicht: --bogus"),
        (
            ["figures", "--audience", "nobody"],
            2,
            "--audience kennt «nobody» nicht; möglich sind ob, council, press.",
        ),
        (["figures", "--as-of"], 2, "Die Angabe --as-of braucht genau einen Wert."),
        (["figures", "--top", "-3"], 2, "«-3» ist keine ganze Zahl ab 1"),
        (["figures", "--json=ja"], 2, "--json nimmt keinen Wert"),
        (["figures", "--out", "zahlen.pdf"], 2, "möglich sind .json, .csv, .xlsx, .txt"),
        (["serve", "--port", "abc"], 2, "braucht eine ganze Zahl, nicht «abc»"),
        (["sample"], 2, "Es fehlt: --out."),
        (["metrics", "entries", "exits"], 2, "Diese Angaben kennt der Befehl nicht: exits."),
        (["figures"], 4, "Es gibt noch keine Freigabe"),
        (["metrics", "entires"], 2, "Meinten Sie «entries»?"),
        (["release"], 4, "noch nichts geladen"),
        (
            ["release", "--approve", ""],
            2,
            "Die Angabe --approve stimmt nicht: der Name, wer freigibt, fehlt.",
        ),
        (["release", "--approve", " \t"], 2, "der Name, wer freigibt, fehlt"),
        (["press", "--approved-by", " "], 2, "Die Angabe --approved-by stimmt nicht: der Name, wer freigibt"),
        (["briefing", "--approved-by", "", "--out", "a.pdf"], 2, "der Name, wer freigibt, fehlt"),
        (["releases", "rollback", "x"], 2, "gibt es nicht"),
        (["releases", "diff", "a"], 2, "braucht zwei Freigaben"),
    ],
)
def test_a_mistake_gets_one_sentence(
    words: list[str], code: int, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, "--home", str(tmp_path)]) == code
    spoken = said(capsys)
    assert sentence in spoken
    assert "Traceback" not in spoken and "\n" not in spoken


def test_an_option_may_stand_between_two_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["releases", "diff", "--json", "a", "b", "--home", str(tmp_path)]) == 2
    assert "«a» gibt es nicht" in said(capsys)


def test_the_page_of_every_metric_is_german(capsys: pytest.CaptureFixture[str]) -> None:
    for name, metric in catalogue.load().items():
        assert main(["metrics", name]) == 0
        page = capsys.readouterr().out
        assert page.startswith(f"{metric.name} ({name}") and f"Art: {metric.kind};" not in page
    assert main(["metrics", "reaching_36_months"]) == 0
    assert "Zeitraum in Monaten, Träger" in capsys.readouterr().out


def test_a_metric_names_its_limits(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["metrics", "employment_rate", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["limits"] == [
        found["is_not"],
        "Vor dem ersten Export nicht bestimmt: Die Angaben beschreiben den Tag eines Exports.",
        "Angezeigt ab einer Gesamtzahl von 50, öffentlich von 100.",
    ]
    assert main(["metrics", "employment_rate"]) == 0
    assert "  Grenze: Angezeigt ab einer Gesamtzahl von 50" in capsys.readouterr().out
    assert main(["metrics", "--json"]) == 0
    assert all(entry["limits"] for entry in json.loads(capsys.readouterr().out))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "Ablage für März" / "zahlen.csv"
    sentence = _environment_sentence(FileNotFoundError(errno.ENOENT, "No such file", str(missing)))
    assert sentence == f"Den Ordner {missing.parent} gibt es nicht; bitte anlegen oder einen anderen nennen."


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_german_signs_come_out_whatever_the_locale(encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipelines", "metrics", "active_target_group", "--json"],
        capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": encoding},
    )  # fmt: skip
    assert "Träger" in json.loads(done.stdout.decode("utf-8"))["definition"]


def test_ctrl_c_during_a_query_is_a_cancellation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def query(_: object) -> int:
        threading.Timer(0.3, signal.raise_signal, [signal.SIGINT]).start()
        duckdb.sql("SELECT sum(a.range * b.range) FROM range(30000) a, range(10000) b").fetchall()
        return 0

    monkeypatch.setattr(doctor, "run", query)
    # Whoever runs the tests in the background hands down that Ctrl-C is ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert main(["doctor", "--home", str(tmp_path)]) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert said(capsys) == "Abgebrochen."


def test_the_home_may_stand_before_or_after_the_verb(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = tmp_path / "a", tmp_path / "b"
    assert main(["--home", str(before), "releases"]) == 0
    assert main(["releases", "--home", str(after)]) == 0
    assert before.is_dir() and after.is_dir()


def test_a_home_that_cannot_be_made_is_the_environments_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["releases", "--home", str(tmp_path / "file" / "home")]) == 1
    assert "kann nicht angelegt werden" in said(capsys)


def test_a_program_fault_is_a_sentence_and_a_traceback_only_on_demand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_: object) -> NoReturn:
        raise KeyError("fault")

    monkeypatch.setattr(releases, "open_release", fault)
    assert main(["figures", "--home", str(tmp_path)]) == 1
    assert "--debug" in said(capsys)
    with pytest.raises(KeyError):
        main(["figures", "--home", str(tmp_path), "--debug"])


def test_unknown_settings_are_refused_with_a_suggestion(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "settings.toml").write_text("[city]\nnam = 'X'\n")
    assert main(["release", "--home", str(tmp_path)]) == 2
    assert "Meinten Sie «city.name»?" in said(capsys)


def test_help_imports_nothing_heavy() -> None:
    heavy = ["duckdb", "pandas", "numpy", "great_expectations", "dash", "plotly", "pyarrow", "yaml"]
    code = (
        f"import sys, pipelines.__main__ as m; m.main([]); print([x for x in {heavy!r} if x in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


def test_an_installed_program_keeps_nothing_among_its_own_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a checkout `data/` would lie in site-packages, and go with the next update of the environment."""
    monkeypatch.delenv("ZGM_HOME", raising=False)
    monkeypatch.setattr(paths, "CHECKOUT", tmp_path)
    # Some package drops its own there.
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "ein-anderes"\n', encoding="utf-8")
    assert main(["demo", "--no-serve"]) == 1
    assert "--home" in (sentence := said(capsys)) and "ZGM_HOME" in sentence and "\n" not in sentence
    assert not (tmp_path / "data").exists()


def test_a_home_of_an_unknown_user_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--home", "~niemand-dieses-namens/zgm"]) == 1
    assert said(capsys).startswith("Zu «~niemand-dieses-namens/zgm» ist kein Heimatverzeichnis bekannt")
