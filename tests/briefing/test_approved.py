"""On the command line, over a real public release: print, approve, remember, check."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipelines.__main__ import main
from pipelines.disclosure import ledger
from pipelines.disclosure.leaks import Leak, leaks
from pipelines.paths import Home
from pipelines.publish import register
from pipelines.releases.public_build import ledger_file
from tests.briefing.released import AS_OF

_NAME = "Frau Muster"


@pytest.fixture(scope="module")
def home(two: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home of its own, because these tests write into the register."""
    own = tmp_path_factory.mktemp("freigabe") / "stadt"
    shutil.copytree(two.root, own)
    return Home(own)


def _call(home: Home, *words: str) -> int:
    return main([*words, "--home", str(home.root)])


def test_an_approved_sheet_stands_in_the_register_once(home: Home, tmp_path: Path, capsys: Any) -> None:
    sheet = tmp_path / "blatt"
    words = ("press", "--as-of", str(AS_OF), "--embargo", "2025-07-14T10:00", "--out", str(sheet))
    assert _call(home, *words) == 0
    assert register.entries(home) == []  # a draft is no publication
    assert _call(home, *words, "--approved-by", _NAME) == 0
    known = register.entries(home)
    assert {entry.metric for entry in known} >= {
        "active_target_group",
        "ukraine_present",
        "fte_funded",
        "consultations",
    }
    group = next(
        entry for entry in known if entry.metric == "active_target_group" and entry.as_of.text == str(AS_OF)
    )
    assert group.world == "public" and group.medium == "Presseblatt" and _NAME in group.source
    assert group.value is not None and group.low == group.value - 4 and group.high == group.value + 4
    assert group.wording in (sheet / "presseblatt.txt").read_text(encoding="utf-8")
    assert _call(home, *words, "--approved-by", _NAME) == 0
    assert register.entries(home) == known
    told = capsys.readouterr()
    assert "0 Zahlen stehen neu im Register" in told.err and "Achtung" not in told.err


def test_what_the_product_printed_does_not_contradict_its_own_release(
    home: Home, tmp_path: Path, capsys: Any
) -> None:
    """«1 : 44» of rounded persons stands for what the exact persons make, too."""
    target = str(tmp_path / "unterlage.html")
    assert _call(home, "briefing", "--as-of", str(AS_OF), "--approved-by", _NAME, "--out", target) == 0
    load = next(entry for entry in register.entries(home) if entry.metric == "caseload_filled")
    assert load.value is not None and load.low is not None and load.high is not None
    assert load.low < load.value < load.high
    capsys.readouterr()
    assert _call(home, "register", "conflicts") == 0, capsys.readouterr().out


def test_an_approved_briefing_names_who_approved_and_what_it_contradicts(
    home: Home, tmp_path: Path, capsys: Any
) -> None:
    printed = (
        "--medium",
        "Zeitung",
        "--published",
        "2025-07-01",
        "--as-of",
        str(AS_OF),
        "--source",
        "Ausschnitt",
    )
    capsys.readouterr()
    assert _call(home, "register", "add", *printed, "--value", "999", "--metric", "active_target_group") == 0
    target = tmp_path / "unterlage.html"
    assert _call(home, "briefing", "--as-of", str(AS_OF), "--approved-by", _NAME, "--out", str(target)) == 0
    told = capsys.readouterr()
    assert "Achtung. Widerspruch im Druck: Aktive Zielgruppe" in told.err and "999" in told.err
    assert _NAME in target.read_text(encoding="utf-8")
    assert {entry.medium for entry in register.entries(home)} >= {"Unterlage Gemeinderat", "Zeitung"}


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx", "html"])
def test_the_briefing_in_every_form(home: Home, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"unterlage.{form}"
    assert _call(home, "briefing", "--as-of", str(AS_OF), "--number", "2025/117", "--out", str(target)) == 0
    assert target.stat().st_size > 5000


@pytest.mark.parametrize(
    ("meeting", "warned"), [("2025-06-01", True), (str(AS_OF), False), ("2025-07-14", False)]
)
def test_a_session_before_the_stichtag_is_pointed_out_and_not_refused(
    home: Home, tmp_path: Path, capsys: Any, meeting: str, warned: bool
) -> None:
    target = tmp_path / "unterlage.html"
    assert _call(home, "briefing", "--as-of", str(AS_OF), "--meeting", meeting, "--out", str(target)) == 0
    assert (
        "Achtung: Die Sitzung am 01.06.2025 liegt vor dem Stichtag 30.06.2025" in capsys.readouterr().err
    ) == warned
    assert target.exists()


@pytest.mark.parametrize(
    ("verb", "name"),
    [("briefing", "a.pdf"), ("press", "blatt.txt"), ("figures", "zahlen.csv"), ("backup", "s.tar")],
)
def test_a_file_goes_into_no_folder_that_is_not_there(
    home: Home, tmp_path: Path, capsys: Any, verb: str, name: str
) -> None:
    """A mistyped folder is said, not made; nothing is printed then, so nothing enters the register."""
    known = register.entries(home)
    target = str(tmp_path / "unterlgen" / name)
    out = [target] if verb == "backup" else ["--as-of", str(AS_OF), "--out", target]
    approval = ["--approved-by", _NAME] if verb in ("briefing", "press") else []
    assert _call(home, verb, *out, *approval) == 1
    said = capsys.readouterr().err.strip()
    assert (
        said == f"Den Ordner {tmp_path / 'unterlgen'} gibt es nicht; bitte anlegen oder einen anderen nennen."
    )
    assert not (tmp_path / "unterlgen").exists() and register.entries(home) == known


def test_a_folder_for_several_files_is_made(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "neu" / "presse"
    assert _call(home, "press", "--as-of", str(AS_OF), "--out", str(folder)) == 0
    assert (folder / "presseblatt.txt").exists()


def test_another_day_than_a_month_end_is_refused(home: Home, tmp_path: Path, capsys: Any) -> None:
    assert _call(home, "briefing", "--as-of", "2025-06-15", "--out", str(tmp_path / "a.pdf")) == 7
    assert "31.05.2025" in capsys.readouterr().err and not (tmp_path / "a.pdf").exists()


def test_the_check_confirms_the_sheet_and_catches_a_false_copy(
    home: Home, tmp_path: Path, capsys: Any
) -> None:
    """Sentences of the sheet are true in both worlds; a third more persons are not."""
    assert _call(home, "press", "--as-of", str(AS_OF), "--out", str(tmp_path / "blatt.txt")) == 0
    sheet = (tmp_path / "blatt.txt").read_text(encoding="utf-8")
    sentence = next(line for line in sheet.splitlines() if "umfasst die aktive Zielgruppe" in line)
    draft = tmp_path / "entwurf.txt"
    for audience in ("press", "ob"):
        capsys.readouterr()
        draft.write_text(sentence, encoding="utf-8")
        assert _call(home, "check", str(draft), "--audience", audience, "--json") == 0
        [claim] = json.loads(capsys.readouterr().out)["claims"]
        assert claim["verdict"] == "true" and (claim["exact"] is None) == (audience == "press")
        larger = re.sub(r"(\d+) Personen", lambda found: f"{int(found[1]) * 4 // 3} Personen", sentence)
        draft.write_text(larger, encoding="utf-8")
        assert _call(home, "check", str(draft), "--audience", audience) == 8


def test_open_data_need_a_licence_and_come_with_metadata(home: Home, tmp_path: Path, capsys: Any) -> None:
    words = ("figures", "--format", "opendata", "--out", str(tmp_path / "offen"))
    assert _call(home, *words) == 2
    assert "opendata.licence" in capsys.readouterr().err
    home.settings_file.write_text(
        '[opendata]\nlicence = "dl-by-de/2.0"\ncontact = "daten@stadt.example"\nurl = "https://stadt.example/offen"\n',
        encoding="utf-8",
    )
    assert _call(home, *words) == 0
    described = (tmp_path / "offen" / "dcat-ap-de.jsonld").read_text(encoding="utf-8")
    assert "dl-by-de/2.0" in described and "daten@stadt.example" in described
    rows = (tmp_path / "offen" / "zielgruppenmonitor.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) > 1000


def test_open_data_hold_only_what_the_ledger_holds(home: Home, tmp_path: Path) -> None:
    home.settings_file.write_text(
        '[opendata]\nlicence = "dl-by-de/2.0"\ncontact = "daten@stadt.example"\nurl = "https://stadt.example/offen"\n',
        encoding="utf-8",
    )
    assert _call(home, "figures", "--format", "opendata", "--out", str(tmp_path / "offen")) == 0
    text = (tmp_path / "offen" / "zielgruppenmonitor.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    # The quota is a number of places that the state demands: no personal data, printed as it is.
    persons = [
        row for row in rows if row["unit"] == "persons" and row["value"] and "quota" not in row["metric"]
    ]
    printed = [entry.value for entry in ledger.entries(ledger_file(home)).values() if entry.value is not None]
    # A class that two printed cells make up stands in the file as their sum.
    allowed = [*printed, *range(0, max(printed) + 1, 5)]
    assert len(persons) > 1000
    assert leaks(";".join(row["value"] for row in persons), "csv", allowed) == []
    assert leaks(f"{persons[0]['value']};1048", "csv", allowed) == [Leak("1048", "Zeile 1, Spalte 2")]
