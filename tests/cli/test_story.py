"""Stories of a clerk: a delivery, a mistake, a correction, a release, a look back."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.__main__ import main
from tests.cli.exports import case, case_id, write_cases, write_positions


class Clerk:
    """Calls the command line and keeps what it said."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        # Folders as offices name them: a blank, an umlaut, an apostrophe, a bracket.
        self.home, self.inbox = folder / "Lörrach's Daten [neu]", folder / "Eingang für O'Neill"
        self._capsys = capsys
        self.inbox.mkdir()
        self.out = self.err = ""

    def run(self, *words: str) -> int:
        self._capsys.readouterr()
        code = main([*words, "--home", str(self.home)])
        self.out, self.err = self._capsys.readouterr()
        return code

    def json(self, *words: str) -> Any:
        self.run(*words, "--json")
        return json.loads(self.out)

    def load(self, *words: str) -> Any:
        return self.json("load", str(self.inbox), *words)

    def value(self, metric: str, as_of: str, *words: str) -> Any:
        figures = self.json("figures", "--metric", metric, "--as-of", as_of, *words)["figures"]
        return (
            figures[0]["value"]
            if len(figures) == 1
            else {tuple(f["by"].values()): f["value"] for f in figures}
        )


@pytest.fixture
def clerk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(tmp_path, capsys)


ROWS = [
    case(1, "01.01.2022", household="H1"),
    case(2, "01.01.2022", household="H1", sex="m"),
    case(3, "15.03.2022", "01.06.2022", nationality="475", reason="WEGZUG_KOMMUNE"),
    case(4, "30.06.2022", nationality="SYR"),
]


def test_from_exports_to_figures(clerk: Clerk) -> None:
    write_cases(clerk.inbox, ROWS)
    write_positions(clerk.inbox)
    report = clerk.load()
    assert report["verdict"] in ("loaded", "warnings") and report["data_as_of"] == "2022-06-30"
    assert clerk.run("release") == 0
    answer = clerk.json("figures", "--metric", "caseload_filled", "--as-of", "2022-06-30")
    assert answer["audience"] == "ob" and answer["data_as_of"] == "2022-06-30"
    assert (answer["marking"], answer["notice"]) == ("nur für den Dienstgebrauch", None)
    (figure,) = answer["figures"]
    assert figure == {
        "metric": "caseload_filled",
        "definition_version": 1,
        "unit": "persons_per_fte",
        "kind": "ratio",
        "as_of": "2022-06-30",
        "from": None,
        "by": {},
        "value": 1.5,
        "numerator": 3,
        "denominator": 2,
        "shown": "1 : 2",
        "status": "exact",
        "preliminary": False,
    }
    assert clerk.value("active_target_group", "2022-05-31") == 3
    assert clerk.value("active_target_group", "2022-06-30", "--by", "sex") == {(): 3, ("m",): 1, ("w",): 2}
    assert clerk.value("exits", "2022-06-30", "--from", "2022-05-31", "--by", "abgangsgrund") == {
        (): 1,
        ("WEGZUG_KOMMUNE",): 1,
    }


def test_a_wrong_row_comes_back_and_its_correction_shows_in_the_diff(clerk: Clerk) -> None:
    write_cases(clerk.inbox, [*ROWS, case(5, "31.02.2022")])
    write_positions(clerk.inbox)
    report = clerk.load()
    assert report["verdict"] == "warnings"
    finding = next(found for found in report["findings"] if found["rule"] == "impossible_date")
    assert (finding["row"], finding["column"]) == (6, "Aufnahme IM")
    assert case_id(5) not in finding["message"]
    clerk.run("release")
    first = clerk.json("releases")[-1]["release"]
    assert clerk.value("active_target_group", "2022-06-30") == 3

    for path in clerk.inbox.iterdir():
        path.unlink()
    write_cases(clerk.inbox, [*ROWS, case(5, "28.02.2022")], export="2022-07-31")
    assert clerk.load()["verdict"] in ("loaded", "warnings")
    assert clerk.value("active_target_group", "2022-06-30") == 3, "a load never changes what is released"
    clerk.run("release")
    second = clerk.json("releases")[-1]["release"]
    assert clerk.value("active_target_group", "2022-06-30") == 4

    diff = clerk.json("releases", "diff", first, second)
    changed = {(c["as_of"], c["reason"]) for c in diff["changes"] if c["metric"] == "active_target_group"}
    assert ("2022-06-30", "Korrektur") in changed
    assert clerk.run("releases", "diff", first, second) == 0
    assert "Aktive Zielgruppe, 30.06.2022: 3 → 4 durch eine Korrektur" in clerk.out

    assert clerk.run("releases", "rollback", first) == 0
    assert clerk.value("active_target_group", "2022-06-30") == 3


def test_the_same_inputs_give_the_same_release_byte_for_byte(clerk: Clerk, tmp_path: Path) -> None:
    write_cases(clerk.inbox, ROWS)
    write_positions(clerk.inbox)
    clerk.load()
    first = clerk.json("release")
    assert clerk.json("release") == {**first, "new": False}
    clerk.home = tmp_path / "second"
    clerk.load()
    assert clerk.json("release") == first


def test_a_changed_byte_is_found_and_a_damaged_release_is_not_served(clerk: Clerk) -> None:
    write_cases(clerk.inbox, ROWS)
    write_positions(clerk.inbox)
    clerk.load()
    release = clerk.json("release")["release"]
    assert clerk.run("releases", "verify") == 0
    path = clerk.home / "releases" / release / "internal" / "active.parquet"
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    assert clerk.run("releases", "verify") == 6
    assert "internal/active.parquet wurde verändert" in clerk.err
    assert clerk.run("releases", "rollback", release) == 6


def test_a_figure_after_the_datenstand_is_preliminary(clerk: Clerk) -> None:
    write_cases(clerk.inbox, ROWS)
    write_positions(clerk.inbox)
    clerk.load()
    clerk.run("release")
    (figure,) = clerk.json("figures", "--metric", "active_target_group", "--as-of", "2022-07-01")["figures"]
    assert figure["status"] == "preliminary" and figure["preliminary"] is True


def test_core_rows_are_for_the_loading_account_only(clerk: Clerk) -> None:
    write_cases(clerk.inbox, ROWS)
    write_positions(clerk.inbox)
    clerk.load()
    release = clerk.json("release")["release"]
    folder = clerk.home / "releases" / release
    assert (folder / "core").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in (folder / "core").iterdir()} == {0o600}
    for path in (*(folder / "internal").iterdir(), folder / "manifest.json"):
        assert case_id(1).encode() not in path.read_bytes()


def test_people_get_csv_that_no_spreadsheet_runs(clerk: Clerk) -> None:
    write_cases(clerk.inbox, ROWS)
    write_positions(clerk.inbox)
    clerk.load()
    clerk.run("release")
    target = clerk.inbox.parent / "zahlen.csv"
    assert (
        clerk.run("figures", "--metric", "caseload_filled", "--as-of", "2022-06-30", "--out", str(target))
        == 0
    )
    content = target.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0]["Wert"] == "1,5" and rows[0]["Anzeige"] == "1 : 2"
    sheet = clerk.inbox.parent / "zahlen.xlsx"
    assert clerk.run("figures", "--as-of", "2022-06-30", "--out", str(sheet)) == 0
    assert sheet.read_bytes().startswith(b"PK")


def test_the_public_gets_rounded_numbers_that_no_exact_one_can_be_read_from(clerk: Clerk) -> None:
    write_cases(clerk.inbox, [*ROWS, *(case(number, "01.02.2022") for number in range(10, 17))])
    write_positions(clerk.inbox)
    clerk.load()
    first = clerk.json("release", "--approve", "Erika Muster")
    assert clerk.json("release", "--approve", "Erika Muster") == {**first, "new": False}
    answer = clerk.json("figures", "--metric", "active_target_group", "--as-of", "2022-06-30", "--by", "sex",
                        "--audience", "press")  # fmt: skip
    assert {figure["status"] for figure in answer["figures"]} == {"rounded"}
    assert {figure["value"] % 5 for figure in answer["figures"]} == {0}
    assert clerk.value("active_target_group", "2022-06-30") == 10
    # A rate over a printed base below 100 is not disclosed; positions are no personal data.
    assert clerk.json("figures", "--metric", "integration_plan_rate", "--as-of", "2022-06-30",
                      "--audience", "council")["figures"][0]["shown"] == "•"  # fmt: skip
    assert clerk.value("fte_filled", "2022-06-30", "--audience", "council") == 2
    assert clerk.run("figures", "--as-of", "2022-06-15", "--audience", "press") == 7
    assert "31.05.2022" in clerk.err and "30.06.2022" in clerk.err
    assert clerk.run("audit") == 0
    assert "Keine gedruckte Zelle wurde später berichtigt." in clerk.out
    assert clerk.run("releases", "verify") == 0


def test_a_further_traeger_is_named_in_the_settings_and_bears_that_name(clerk: Clerk) -> None:
    """Without an entry its rows load, but no public table has a row for it; the sentence says what to do."""
    write_cases(clerk.inbox, [case(n, "01.01.2022", traeger="AWO") for n in range(12)], traeger="AWO")
    write_positions(clerk.inbox)
    assert clerk.run("load", str(clerk.inbox)) == 0
    assert clerk.run("release", "--approve", "Anna") == 4
    assert "«AWO»" in clerk.err and "settings.toml unter [traeger]" in clerk.err and "{" not in clerk.err
    (clerk.home / "settings.toml").write_text('[traeger]\nawo = "Arbeiterwohlfahrt"\n', encoding="utf-8")
    assert clerk.run("release", "--approve", "Anna") == 0
    asked = ("--metric", "active_target_group", "--as-of", "2022-06-30", "--by", "traeger")
    for audience in ("ob", "press"):
        clerk.run("figures", *asked, "--audience", audience)
        assert "Arbeiterwohlfahrt" in clerk.out and "AWO" not in clerk.out
    assert {"traeger": "AWO"} in [figure["by"] for figure in clerk.json("figures", *asked)["figures"]]


def test_a_shipped_traeger_bears_the_name_of_the_settings_too(clerk: Clerk) -> None:
    """A name that somebody writes there is not passed over in silence."""
    write_cases(clerk.inbox, [case(n, "01.01.2022", traeger="CARITAS") for n in range(12)], traeger="CARITAS")
    write_positions(clerk.inbox)
    (clerk.home).mkdir(exist_ok=True)
    (clerk.home / "settings.toml").write_text('[traeger]\nCARITAS = "Caritasverband"\n', encoding="utf-8")
    assert clerk.run("load", str(clerk.inbox)) == 0
    assert clerk.run("release", "--approve", "Anna") == 0
    asked = ("--metric", "active_target_group", "--as-of", "2022-06-30", "--by", "traeger")
    for audience in ("ob", "press"):
        clerk.run("figures", *asked, "--audience", audience)
        assert "Caritasverband" in clerk.out


def test_the_name_of_a_traeger_is_text(clerk: Clerk) -> None:
    write_positions(clerk.inbox)
    clerk.home.mkdir()
    (clerk.home / "settings.toml").write_text("[traeger]\nAWO = 5\n", encoding="utf-8")
    assert clerk.run("load", str(clerk.inbox)) == 2
    assert "settings.toml: Jeder Eintrag unter [traeger] braucht einen Namen" in clerk.err


def test_the_public_never_gets_an_exact_number(clerk: Clerk) -> None:
    write_cases(clerk.inbox, ROWS)
    write_positions(clerk.inbox)
    clerk.load()
    clerk.run("release")
    for audience in ("council", "press"):
        assert clerk.run("figures", "--as-of", "2022-06-30", "--audience", audience) == 7
        assert clerk.out == ""
