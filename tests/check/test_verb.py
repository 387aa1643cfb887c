"""`zgm check` as a press officer meets it: a release, a draft, one answer per claim, the exit code."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from pipelines.__main__ import main
from pipelines.errors import NotAvailable
from pipelines.metrics import Query, compute
from pipelines.paths import find_home
from pipelines.publish.worlds import exact_answers
from pipelines.releases import open_release
from tests.cli.exports import case, write_cases, write_positions

ROWS = [
    case(number, "01.01.2022", nationality="475", sex="w" if number < 3 else "m") for number in range(1, 6)
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("presse")
    inbox = folder / "eingang"
    inbox.mkdir()
    write_cases(inbox, ROWS)
    write_positions(inbox)
    assert main(["load", str(inbox), "--home", str(folder / "home")]) in (0, 3)
    assert main(["release", "--home", str(folder / "home")]) == 0
    return folder / "home"


def test_all_claims_hold(home, tmp_path, capsys):
    draft = tmp_path / "entwurf.txt"
    draft.write_text(
        "Stand Juni 2022 umfasst die aktive Zielgruppe fünf Personen, davon zwei Frauen.", encoding="utf-8"
    )
    assert main(["check", str(draft), "--home", str(home)]) == 0
    said = capsys.readouterr()
    assert "stimmt   «fünf Personen»" in said.out
    assert said.out.endswith("nur für den Dienstgebrauch.\n"), "the reasons name exact figures"
    assert "2 Aussagen geprüft (2 stimmt, 0 falsch, 0 offen)" in said.err


def test_a_wrong_claim_exits_with_8_and_says_it_better(home, capsys, monkeypatch):
    draft = b"Zum 15.06.2022 umfasste die aktive Zielgruppe 10 Personen."
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(draft), encoding="utf-8"))
    capsys.readouterr()
    assert main(["check", "-", "--json", "--home", str(home)]) == 8
    document = json.loads(capsys.readouterr().out)
    [claim] = document["claims"]
    assert (claim["verdict"], claim["exact"], claim["as_of"], claim["suggestion"]) == (
        "false",
        5,
        "2022-06-15",
        "5 Personen",
    )
    assert document["audience"] == "ob"


def test_a_month_end_is_read_from_the_cubes_and_any_other_question_from_the_rows(home):
    with open_release(find_home(home)) as release:
        answers, asked = exact_answers(release), []
        rows = release.core.fetch
        release.core.fetch = lambda *question: asked.append(question) or rows(*question)
        total = Query("active_target_group", date(2022, 6, 30))
        assert answers(total) == compute(release.core, total)
        asked.clear()
        assert [f.value for f in answers(Query("active_target_group", date(2022, 6, 30), by=("sex",)))] == [
            5,
            3,
            2,
        ]
        assert asked == []
        assert answers(Query("active_target_group", date(2022, 6, 15)))[0].value == 5
        assert answers(Query("entries", date(2022, 6, 30), date(2021, 12, 15)))[0].value == 5
        assert len(asked) == 2
        with pytest.raises(NotAvailable, match="gibt es nicht nach"):
            answers(Query("quota_target", date(2022, 6, 30), by=("sex",)))


def test_a_summary_counts_one_claim_in_the_singular():
    from pipelines.publish.check.verdict.advice import checked

    assert (checked(1), checked(2)) == ("1 Aussage geprüft", "2 Aussagen geprüft")


def test_without_a_public_world_the_press_gets_no_answer(home, tmp_path, capsys):
    draft = tmp_path / "entwurf.txt"
    draft.write_text("Die aktive Zielgruppe umfasst 5 Personen.", encoding="utf-8")
    capsys.readouterr()
    assert main(["check", str(draft), "--audience", "press", "--home", str(home)]) == 7
    said = capsys.readouterr()
    assert said.out == ""
    assert "keinen öffentlichen Teil" in said.err


def test_a_missing_file_is_one_sentence(home, capsys):
    assert main(["check", "gibtesnicht.txt", "--home", str(home)]) == 2
    assert "gibtesnicht.txt gibt es nicht" in capsys.readouterr().err
