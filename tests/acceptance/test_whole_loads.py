"""Whole deliveries: what is refused by name, what counts once, what is promised about JSON, lists and homes."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines import sample
from pipelines.sample.hostile import ATTACKS
from tests.acceptance.office import HEADS, Office, row, table

_HEAD_OF_CASES = HEADS["faelle"] + "\n"
REFUSED: dict[str, tuple[str, str | bytes, str]] = {
    "a PDF": ("quote_STADT_2022-06-30.csv", b"%PDF-1.4\n" + bytes(range(256)), "unreadable_file"),
    "a torn workbook": ("quote_STADT_2022-06-30.xlsx", b"PK\x03\x04torn", "unreadable_file"),
    "no pattern": ("Liste der Faelle.csv", _HEAD_OF_CASES, "unreadable_file"),
    "no such kind": ("foo_CARITAS_2022-06-30.csv", _HEAD_OF_CASES, "unreadable_file"),
    "no such day": ("faelle_AWO_2022-02-31.csv", _HEAD_OF_CASES, "unreadable_file"),
    "a city's kind of a Träger": ("quote_CARITAS_2022-06-30.csv", HEADS["quote"], "unreadable_file"),
    "no byte at all": ("quote_STADT_2022-06-30.csv", b"", "empty_file"),
    "cases without a row": ("faelle_AWO_2022-06-30.csv", _HEAD_OF_CASES, "empty_file"),
    "cases with a footer only": ("faelle_AWO_2022-06-30.csv", _HEAD_OF_CASES + "Erstellt am 01.07.2022\n", "empty_file"),
    "two columns missing": ("beratungen_AWO_2022-06-30.csv", "Fall-ID;Kanal\n;TELEFON\n", "missing_column"),
    "another file for the day": (
        "faelle_CARITAS_2022-06-30.xlsx", table("faelle", [row("faelle", 9)]), "conflicting_files"
    ),
    "a line of 3 MB": ("quote_STADT_2022-06-30.csv", HEADS["quote"] + "\n" + "9" * 3_000_000, "unsafe_file"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_one_bad_file_refuses_the_load_and_is_named(office: Office, what: str) -> None:
    office.write_required()
    name, content, rule = REFUSED[what]
    office.put(name, content)
    code, result = office.load()
    assert (code, result["verdict"]) == (4, "refused")
    assert {finding["rule"] for finding in result["findings"]} == {rule}
    assert name in result["findings"][0]["message"]
    assert {file["verdict"] for file in result["files"]} == {"refused"}
    assert {file["rows_loaded"] for file in result["files"]} == {0}
    assert office.stored() == {} and "Traceback" not in office.err


def test_a_folder_is_read_without_its_folders_and_notes(office: Office) -> None:
    office.write_required()
    (office.inbox / "alt").mkdir()
    (office.inbox / "alt" / "foo.csv").write_text("kaputt", encoding="utf-8")
    office.put("LIESMICH.txt", "Nur eine Notiz")
    code, result = office.load()
    assert (code, len(result["files"])) == (0, 2)


def test_the_same_bytes_from_another_folder_and_twice_named_change_nothing(office: Office) -> None:
    office.write_required()
    office.load()
    before, other = office.stored(), office.root / "kopie"
    other.mkdir()
    for path in office.inbox.iterdir():
        (other / path.name).write_bytes(path.read_bytes())
    code, result = office.load(other, office.inbox, office.inbox / "faelle_CARITAS_2022-06-30.csv")
    assert (code, {file["verdict"] for file in result["files"]}) == (0, {"unchanged"})
    assert office.stored() == before


def test_a_cut_off_turns_back_and_forth(office: Office) -> None:
    office.write_required()
    office.load()
    later = office.write("faelle", [row("faelle", number) for number in (1, 2, 3)], day="2022-07-31")
    asked = [("2022-06-30", "superseded"), (None, "unchanged"), ("2022-06-30", "unchanged")]
    for cut_off, verdict in asked:
        options = ("--cut-off", cut_off) if cut_off else ()
        code, result = office.load(later, options=options)
        assert (code, result["files"][0]["verdict"]) == (0, verdict)
        assert result["data_as_of"] == (cut_off or "2022-07-31")


def test_rows_are_counted_as_a_spreadsheet_program_shows_them(office: Office) -> None:
    office.write_required()
    wrong = row("faelle", 2, **{"Aufnahme IM": ""})
    lines = table("faelle", [row("faelle", 1, **{"Haushalts-ID": '"a\nb"'}), wrong]).split("\n")
    lines.insert(3, "")
    office.put("faelle_CARITAS_2022-06-30.csv", "Fallliste\n" + "\n".join(lines))
    _, result = office.load()
    # Title 1, header 2, record with a line break 3, blank line 4, the wrong record 5.
    assert [(finding["rule"], finding["row"]) for finding in result["findings"]] == [("missing_value", 5)]


def test_the_json_keeps_its_promises(office: Office) -> None:
    office.write_required()
    cells = {"Geschlecht": "q", "Ende IM": "31.12.2022"}
    office.write("faelle", [row("faelle", 1, **cells), row("faelle", 2, **{"Fall-ID": "LO-1"})])
    _, result = office.load()
    _holds_sorted_keys(json.loads(office.out))
    assert result["verdict"] == "warnings" and re.fullmatch(r"\d{4}-\d\d-\d\d", result["data_as_of"])
    for file in result["files"]:
        counts = [value for key, value in file.items() if key.startswith("rows_")]
        assert len(counts) == 5 and all(type(count) is int for count in counts)
        assert file["rows_read"] * 2 == sum(counts)
        assert re.fullmatch("[0-9a-f]{64}", file["sha256"]) and file["reason"] is None
    for finding in result["findings"]:
        assert finding["severity"] in ("error", "warning", "info")
        assert type(finding["row"]) is int and finding["message"].endswith(".")
        assert "LO-1" not in json.dumps(finding)


def _holds_sorted_keys(value: Any) -> None:
    if isinstance(value, dict):
        assert list(value) == sorted(value)
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _holds_sorted_keys(part)


def test_a_person_finds_the_summary_on_stdout_and_what_to_do_on_stderr(office: Office) -> None:
    office.write_required()
    office.write("beratungen", [row("beratungen", 1, Datum="31.02.2022")])
    assert office.run("load", str(office.inbox)) == 3
    assert "1 Zeile gelesen, 0 übernommen, 1 zurückgewiesen" in office.out
    told = office.err.splitlines()[-1]
    assert (
        told.startswith("Fehler: beratungen_CARITAS_2022-06-30.csv, Zeile 2: «Datum»")
        and "TT.MM.JJJJ" in told
    )


def test_each_traeger_gets_its_list_which_knows_since_when(office: Office) -> None:
    office.write_required()
    flawed = row("faelle", 2, Geschlecht="q", **{"Haushalts-ID": "=1+1"})
    office.write("faelle", [row("faelle", 1), flawed])
    office.write("faelle", [row("faelle", 7, Träger="DIAKONIE", Geburtsjahr=2091)], owner="DIAKONIE")
    office.load()
    office.load(office.write("faelle", [flawed, row("faelle", 1)], day="2022-07-31"))
    lists = office.root / "listen"
    assert office.run("quality", "--out", str(lists), "--traeger", "caritas") == 0
    assert sorted(path.name for path in lists.iterdir()) == ["befunde_CARITAS.csv", "befunde_CARITAS.xlsx"]
    with (lists / "befunde_CARITAS.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    told = [(line["Zeile"], line["Spalte"], line["bekannt seit"]) for line in lines]
    assert ("2", "Geschlecht", "30.06.2022") in told
    assert "=1+1" not in (lists / "befunde_CARITAS.csv").read_text(encoding="utf-8-sig")


BAD_HOMES: dict[str, Callable[[Path], Path]] = {
    "a file": lambda root: root / "datei",
    "below a file": lambda root: root / "datei" / "haus",
    "below the system's own": lambda root: Path("/proc/zgm"),
}


@pytest.mark.parametrize("where", BAD_HOMES)
def test_a_home_that_cannot_be_is_one_sentence(office: Office, where: str) -> None:
    office.write_required()
    (office.root / "datei").write_text("x", encoding="utf-8")
    office.home = BAD_HOMES[where](office.root)
    code, result = office.load()
    assert (code, result) == (1, {})
    assert office.err.count("\n") == 1 and "--home" in office.err


@pytest.mark.parametrize(
    "words", [("--cut-off", "morgen"), ("--unbekannt",), ("--profile", "/gibt/es/nicht.yml")]
)
def test_wrong_usage_is_told_before_anything_is_stored(office: Office, words: tuple[str, ...]) -> None:
    office.write_required()
    code, result = office.load(options=words)
    assert (code, result, office.stored()) == (2, {}, {})


# Attack of the sample exports → exit code.
HOSTILE = {"abgerissen": 3, "formeln": 3, "verweis": 4, "personendaten": 5}


@pytest.mark.parametrize("attack", HOSTILE)
def test_a_hostile_delivery_is_survived(office: Office, attack: str) -> None:
    sample.write(office.inbox, sample.Wish(30, 6, 1, 7, "none"))
    ATTACKS[attack][1](office.inbox)
    code, result = office.load()
    assert code == HOSTILE[attack], office.err
    assert (office.stored() == {}) == (code > 3)
    assert "Traceback" not in office.err and "Mustermann" not in office.out + office.err
    if code == 3:
        assert all(_balanced(file) for file in result["files"])


def _balanced(file: dict[str, Any]) -> bool:
    parts = ("loaded", "quarantined", "identical", "outside")
    return bool(file["rows_read"] == sum(file[f"rows_{part}"] for part in parts))


# Cells that other programs leave behind: nothing, signs, numbers and days in odd spellings, words for nothing.
_ODD = (
    "", "-", "k. A.", "NULL", "0", "-1", "−5", "1e5", "1.234,50", "abc", "x", "31.02.2022", "31.12.9999", "44593",
    "1.1.22", "=1+1", "@x", "|", "WOHNEN|", "24", "000", "Syrien", "UNB", "STADT", "\u00a0", "'a ''b''", "5 %",
    "1\u202f000", "NaN", "inf", "true", "²", "1_000", "--", "..", "{detail}", "«x»", "%s", "?", "\u200b", "-0,0", "1,",
)  # fmt: skip


@pytest.mark.parametrize("seed", [1])
def test_odd_cells_anywhere_cost_no_row_and_no_load(office: Office, seed: int) -> None:
    chance, delivered = random.Random(seed), 0
    for kind, heads in HEADS.items():
        rows = []
        for number in range(60):
            one = row(kind, 2000 + number // 2)
            for head in chance.sample(heads.split(";"), chance.choice((0, 1, 2))):
                # A whole day in the column of the year of birth is a day of birth.
                one[head] = chance.choice(_ODD) if head != "Geburtsjahr" else "2091"
            rows.append(one)
        delivered += len(rows)
        office.write(kind, rows)
    code, result = office.load()
    assert code == 3, office.err or result["findings"][:3]
    assert all(_balanced(file) for file in result["files"])
    assert sum(file["rows_read"] for file in result["files"]) == delivered
