"""What is hostile or broken ends in one German sentence, quickly, with nothing staged."""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from pathlib import Path

import duckdb
import pytest

from pipelines import intake
from pipelines.intake import snapshot
from pipelines.intake.model import FileRefused
from tests.intake.conftest import SETTINGS, Take, Taken, read_files
from tests.intake.exports import (
    CASES_HEADER,
    CASES_ROWS,
    FAELLE,
    POSITIONS,
    STELLEN,
    book,
    cases,
    cases_with_formulas,
)

XLSX = FAELLE.replace(".csv", ".xlsx")


def assert_one_sentence(taken: Taken, rule: str) -> None:
    assert [finding.rule for finding in taken.findings] == [rule]
    assert taken.findings[0].severity == "error" and taken.findings[0].row is None
    assert (
        taken.account.reason
        and taken.account.reason.endswith((".", "?"))
        and "\n" not in taken.account.reason
    )
    assert taken.count() == 0


def repacked(change: dict[str, bytes], content: bytes | None = None) -> bytes:
    """A workbook in which some parts are replaced or added."""
    source = content or book({"Fälle": [CASES_HEADER, *CASES_ROWS]})
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            if member not in change:
                new.writestr(member, old.read(member))
        for name, body in change.items():
            new.writestr(name, body)
    return buffer.getvalue()


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
WIDE = b'<worksheet><sheetData><row r="1"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        (FAELLE, b"", "empty_file"),
        (FAELLE, b"\n \n\n", "empty_file"),
        (FAELLE, b"\xef\xbb\xbf", "empty_file"),
        (FAELLE, b"\xef\xbb\xbf;;;\r\n;;;\r\n", "empty_file"),
        (FAELLE, "\ufeff\r\n".encode("utf-16-le"), "empty_file"),
        (FAELLE, cases([]).encode(), "empty_file"),
        # Blank records, totals and a header printed again are no rows, however many cells they fill.
        (FAELLE, cases([[""] * 7]).encode(), "empty_file"),
        (FAELLE, cases([["Summe", *[""] * 6]]).encode(), "empty_file"),
        (FAELLE, cases([CASES_HEADER]).encode(), "empty_file"),
        (XLSX, book({"Fälle": []}), "empty_file"),
        (XLSX, book({"Fälle": [CASES_HEADER, ["Summe"]]}), "empty_file"),
        (STELLEN, POSITIONS.splitlines()[0].encode(), "empty_file"),
        (FAELLE, cases().encode()[:40] + b"\0\0" + cases().encode()[40:], "unsafe_file"),
        (FAELLE, cases([["x" * 10_000_000, *CASES_ROWS[0][1:]]]).encode(), "unsafe_file"),
        (FAELLE, cases([["x" * 40_000, *CASES_ROWS[0][1:]]]).encode(), "unsafe_file"),
        (FAELLE, (cases() + "x;" * 10_000).encode(), "unsafe_file"),
        (FAELLE, (";".join(f"a{n}" for n in range(10_000)) + "\n" + cases()).encode(), "unsafe_file"),
        (FAELLE, b'"' * 100_001, "missing_column"),
        (FAELLE, b"%PDF-1.7 ...", "unreadable_file"),
        (FAELLE, b"\xd0\xcf\x11\xe0" + b"\0" * 600, "unreadable_file"),
        (FAELLE, b"<html><table>", "unreadable_file"),
        (FAELLE, cases().encode("cp1252") + b"\x81\x8d", "unreadable_file"),
        (FAELLE, b"Spielplatz;Bezirk\nNord;1\n", "missing_column"),
        (XLSX, b"PK\x03\x04 but no more", "unreadable_file"),
        (XLSX, repacked({})[:-200], "unreadable_file"),
        (XLSX, repacked({"xl/worksheets/sheet1.xml": b"\0" * (80 << 20)}), "unsafe_file"),
        (XLSX, repacked({"xl/sharedStrings.xml": LAUGHS}), "unsafe_file"),
        (XLSX, repacked({"xl/worksheets/sheet1.xml": WIDE}), "unsafe_file"),
        (XLSX, repacked({"../../evil.xml": b"<a/>"}), "unsafe_file"),
        (XLSX, repacked({"xl/workbook.xml": b"<workbook/>"}), "missing_column"),
        (XLSX, repacked({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}), "unreadable_file"),
        ("liste.csv", cases().encode(), "unreadable_file"),
        ("fall_STADT_2022-06-30.csv", cases().encode(), "unreadable_file"),
        ("faelle_STADT_2022-06-31.csv", cases().encode(), "unreadable_file"),
        ("stellen_CARITAS_2022-06-30.csv", POSITIONS.encode(), "unreadable_file"),
        ("..\\..\\faelle_STADT_2022-06-30.csv", cases().encode(), "unsafe_file"),
        ("faelle_STADT_2022-06-30.csv\n", cases().encode(), "unsafe_file"),
    ],
)  # fmt: skip
def test_refused_with_one_sentence(take: Take, name: str, content: bytes, rule: str) -> None:
    assert_one_sentence(take({name: content}), rule)


def test_a_missing_column_is_named_with_the_nearest_header(take: Take) -> None:
    header = [*CASES_HEADER[:5], "Aufname IMM", "Ende IM"]
    taken = take({FAELLE: cases(header=header)})
    assert_one_sentence(taken, "missing_column")
    assert "«Aufnahme IM»" in taken.findings[0].message
    assert "Ist «Aufname IMM» gemeint?" in taken.findings[0].message


def test_a_link_a_pipe_and_a_folder_in_the_inbox(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    outside = tmp_path / "outside.csv"
    outside.write_text(cases(), encoding="utf-8")
    link, pipe, folder = (
        inbox / f"faelle_{owner}_2022-06-30.csv" for owner in ("STADT", "CARITAS", "DIAKONIE")
    )
    link.symlink_to(outside)
    os.mkfifo(pipe)
    folder.mkdir()
    result = intake.read(
        duckdb.connect(), [link, pipe, folder, inbox / "faelle_AWO_2022-06-30.csv"], SETTINGS
    )
    assert [account.rule for account in result.files] == ["unsafe_file"] * 3 + ["unreadable_file"]


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / FAELLE
    path.write_text(cases(), encoding="utf-8")
    taken = snapshot.take(path)
    with path.open("a", encoding="utf-8") as file:
        file.write("LO-0123456780;CARITAS;1985;w;166;01.03.2022;\n")
    with pytest.raises(FileRefused, match="beim Lesen geändert") as refused:
        taken.hold_still()
    assert refused.value.rule == "unreadable_file"


def test_two_different_files_for_one_day_name_each_other(take: Take) -> None:
    taken = take(
        {FAELLE: cases(), XLSX: book({"Fälle": [CASES_HEADER, *CASES_ROWS[:2]]}), STELLEN: POSITIONS}
    )
    assert [account.rule for account in taken.files] == ["conflicting_files", "conflicting_files", None]
    assert taken.rules() == ["conflicting_files"]
    assert all(FAELLE in finding.message and XLSX in finding.message for finding in taken.findings)
    assert taken.count() == 1


def test_two_different_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    paths = [tmp_path / folder / FAELLE for folder in ("montag", "dienstag")]
    for path, rows in zip(paths, (CASES_ROWS, CASES_ROWS[:2]), strict=True):
        path.parent.mkdir()
        path.write_text(cases(rows), encoding="utf-8")
    result = intake.read(duckdb.connect(), paths, SETTINGS)
    assert all(
        finding.message.startswith(f"«montag/{FAELLE}» und «dienstag/{FAELLE}» sind verschieden")
        for finding in result.findings
    )


def test_a_refused_file_still_says_whose_it_is(take: Take) -> None:
    account = take({FAELLE: b"\xff\xfe\x00\xd8"}).account
    assert account.refused
    assert (account.kind, account.traeger, str(account.export_date)) == ("faelle", "CARITAS", "2022-06-30")


def test_two_headers_for_one_column_are_told_as_such(take: Take) -> None:
    head, *rows = cases().splitlines()
    taken = take({FAELLE: "\n".join([head + ";Nationalität", *(f"{row};Syrien" for row in rows)])})
    [finding] = taken.findings
    assert finding.message == (
        "Die Spalten «Staatsangehörigkeit» und «Nationalität» bedeuten dasselbe; gelesen wurde nur "
        "«Staatsangehörigkeit», bitte die andere aus dem Export nehmen."
    )


def test_a_last_record_that_breaks_off_is_kept_for_quarantine(take: Take) -> None:
    taken = take({FAELLE: cases()[:-20]})
    assert [(f.rule, f.severity, f.row) for f in taken.findings] == [("truncated_file", "error", 4)]
    assert (taken.account.rows_read, taken.count()) == (3, 3)


def test_an_open_quotation_mark_that_swallows_records_refuses_the_file(take: Take) -> None:
    rows = [list(row) for row in CASES_ROWS]
    rows[0][1] = '"CARITAS'
    taken = take({FAELLE: cases(rows)})
    assert_one_sentence(taken, "truncated_file")
    assert "Ab Zeile 2" in taken.findings[0].message


def test_an_open_quotation_mark_in_a_large_file_is_named_as_what_it_is(take: Take) -> None:
    rows = [[f"LO-{number:010X}", *CASES_ROWS[0][1:]] for number in range(3000)]
    rows[7][1] = '"CARITAS'
    taken = take({FAELLE: cases(rows)})
    assert_one_sentence(taken, "unsafe_file")
    assert "In Zeile 9" in taken.findings[0].message and "Anführungszeichen" in taken.findings[0].message


def test_stray_quotation_marks_never_join_two_records(take: Take) -> None:
    """The mark of the first record finds one in the second: one person would get the other one's dates."""
    rows = [list(row) for row in CASES_ROWS]
    rows[0][2], rows[1][2] = '"1985', '20"10'
    taken = take({FAELLE: cases(rows)})
    assert_one_sentence(taken, "unreadable_file")
    assert "In Zeile 2" in taken.findings[0].message


JOINED = (
    "Mindestens zwei Zeilen laufen hier ineinander, weil Anführungszeichen in ihnen zusammen eine Zelle ergeben; "
    "bitte die Anführungszeichen entfernen und neu exportieren."
)


@pytest.mark.parametrize(
    ("opening", "last", "closing"),
    [(1, 1, 1), (1, 1, 3), (4, 1, 3), (3, 2, 4)],
    ids=["as many cells as before", "fewer", "more", "three records"],
)
def test_stray_quotation_marks_that_form_a_cell_are_no_text(
    take: Take, opening: int, last: int, closing: int
) -> None:
    """Both marks stand where a quoted cell begins and ends: no reader can object, and a person would be lost."""
    rows = [list(row) for row in CASES_ROWS]
    rows[0][opening] = f'"{rows[0][opening]}'
    rows[last][closing] += '"'
    taken = take({FAELLE: cases(rows)})
    assert [(f.rule, f.severity, f.row, f.message) for f in taken.findings] == [
        ("bad_format", "error", 2, JOINED)
    ]
    assert taken.count() == 3 - last


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize(
    "note",
    [
        "Küche, Bad\nDach, Boden, Tür, Tor, Zaun, Weg; Baum; Hof; Keller; Flur; Gang",
        "Küche\nDach, Boden, Tür, Tor, Zaun\nHof, Garten, Keller, Flur, Gang\na; b; c; d; e\nf; g; h; i; j",
        "Bad\nFrau A, neu, 3, 03.05.2021, 2\nHerr B, alt, 4, 04.05.2021, 1\n3; C; 2; x; y\n4; D; 2; x; y",
    ],
    ids=["one line", "lines without a number", "a list"],
)
def test_a_note_of_several_lines_with_separators_is_a_note(take: Take, delimiter: str, note: str) -> None:
    note = f'"{note}"'
    lines = [["Objekt", "Plätze", "nutzbar", "ab", "Notiz"], ["Haus A", "10", "10", "01.01.2020", note]]
    text = "".join(delimiter.join(line) + "\n" for line in lines)
    taken = take({"objekte_STADT_2022-06-30.csv": text})
    assert taken.rows("sites", "site, places") == [("Haus A", 10)]
    assert taken.rules() == ["extra_column"]


def test_stray_quotation_marks_within_a_record_stay(take: Take) -> None:
    noted = 'Haus "Sonne";10;10;01.01.2020;"zwei\nZeilen ""hier"""\n'
    text = f'Objekt;Plätze;nutzbar;ab;Notiz\n{noted}"Haus "Mond"";5;5;01.01.2020;\n'
    taken = take({"objekte_STADT_2022-06-30.csv": text})
    assert taken.rows("sites", "site, places") == [('Haus "Sonne"', 10), ('Haus Mond""', 5)]


def test_a_record_with_too_many_cells_is_reported_by_row(take: Take) -> None:
    rows = [list(row) for row in CASES_ROWS]
    rows[1] += ["zu", "viel"]
    taken = take({FAELLE: cases(rows)})
    assert [(f.rule, f.severity, f.row) for f in taken.findings] == [("bad_format", "error", 3)]
    assert (taken.account.rows_read, taken.count()) == (3, 3)


def test_a_formula_without_result_is_reported_by_row(take: Take) -> None:
    taken = take({XLSX: cases_with_formulas((2, 2, "=2000+10", ""), (3, 2, "=2000+1", 2001))})
    assert [(f.rule, f.severity, f.row, f.column) for f in taken.findings] == [
        ("formula_cell", "error", 3, "Geburtsjahr")
    ]
    assert "«Geburtsjahr»" in taken.findings[0].message
    assert taken.rows("cases", "birth_year") == [(1985,), (None,), (2001,)]


# How programs write the cell of a formula: openpyxl, xlsxwriter, Excel, LibreOffice.
@pytest.mark.parametrize(
    "stored",
    [
        "<v/>",
        "<v />",
        "<v></v>",
        "<v ></v>",
        '<v xml:space="preserve"></v>',
        '<v xml:space="preserve" />',
        "",
    ],
)
def test_a_formula_whose_result_is_an_empty_element_has_none(take: Take, stored: str) -> None:
    taken = take({XLSX: _with_formula(f'<c r="C3"><f>2000+10</f>{stored}</c>')})
    assert [(f.rule, f.severity, f.row) for f in taken.findings] == [("formula_cell", "error", 3)]


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        ('<c r="C3"><f>2000+10</f><v>2010</v></c>', 2010),
        ('<c r="C3"><f>2000+10</f><v xml:space="preserve">2010</v></c>', 2010),
        ('<c r="C3" t="str"><f>"20"&amp;"10"</f><v>2010</v></c>', 2010),
        # The result is the empty text, as of =IF(A1="";"";A1), and it is stored.
        ('<c r="C3" t="str"><f>""</f><v></v></c>', None),
        ('<c r="C3" t="str"><f>""</f><v/></c>', None),
    ],
)
def test_a_formula_with_a_stored_result_is_read(take: Take, cell: str, year: int | None) -> None:
    taken = take({XLSX: _with_formula(cell)})
    assert taken.findings == []
    assert taken.rows("cases", "birth_year")[1] == (year,)


def _with_formula(cell: str) -> bytes:
    """A workbook of the three cases in which the birth year of row 3 is this cell."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(cases_with_formulas())) as old, zipfile.ZipFile(changed, "w") as new:
        for member in old.namelist():
            body = old.read(member)
            if member == "xl/worksheets/sheet1.xml":
                body, found = re.subn(rb'<c r="C3".*?</c>', lambda _: cell.encode(), body)
                assert found == 1
            new.writestr(member, body)
    return changed.getvalue()


def test_a_text_that_begins_like_a_formula_stays_text(take: Take) -> None:
    rows = [["=cmd|' /C calc'!A0", "10", "10", "01.01.2020"], ["@SUM(1)", "10", "10", "01.01.2020"]]
    text = "Objekt;Plätze;nutzbar;ab\n" + "".join(";".join(row) + "\n" for row in rows)
    taken = take({"objekte_STADT_2022-06-30.csv": text})
    assert [row[0] for row in taken.rows("sites", "site")] == [rows[0][0], rows[1][0]]
    assert [(f.rule, f.severity, f.row) for f in taken.findings] == [("formula_cell", "info", 2)]


def test_deep_quoting_and_control_characters_are_survived(take: Take) -> None:
    rows = [['"' * 2001 + 'x"', *CASES_ROWS[0][1:]], ["LO-00000000AF\x0b\x07", *CASES_ROWS[1][1:]]]
    taken = take({FAELLE: cases(rows)})
    assert taken.count() == 2
    assert taken.rows("cases", "case_id") == [(None,), ("LO-00000000AF",)]


def _mutated(chance: random.Random, content: bytes) -> bytes:
    body = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(body))
        action = chance.randrange(5)
        if action == 0:
            body[place] = chance.randrange(256)
        elif action == 1:
            del body[place : place + chance.randrange(1, 40)]
        elif action == 2:
            body[place:place] = chance.choice(
                [b'"', b";", b"\n", b"\r", b"\0", b"\xff\xfe", b"\xc3", b"=", b"\xef\xbb\xbf"]
            )
        elif action == 3:
            body[place:place] = body[place : place + 30] * chance.randrange(1, 5)
        else:
            del body[place:]
        body = body or bytearray(b"x")
    return bytes(body)


@pytest.mark.parametrize("seed", range(8))
def test_mutated_files_never_raise_and_never_lose_a_row(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    originals = {
        ".csv": cases().encode("cp1252"),
        ".xlsx": book({"Fälle": [["Titel"], CASES_HEADER, *CASES_ROWS]}),
    }
    files = {}
    for number in range(50):
        ending = chance.choice([".csv", ".csv", ".xlsx"])
        files[f"faelle_T{number}_2022-06-30{ending}"] = _mutated(chance, originals[ending])
    taken = read_files(tmp_path / "inbox", files)
    for account in taken.files:
        staged = taken.result.staged_rows.get(account.file_no, 0)
        if account.refused:
            assert account.reason and account.reason.startswith(account.file) and staged == 0
        else:
            assert account.rows_read == staged + account.rows_outside
    taken.connection.close()
