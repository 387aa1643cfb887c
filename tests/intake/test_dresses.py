"""The same facts in every dress of the offices give the same rows."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines import codelists
from pipelines.intake.words import fold
from tests.intake.conftest import Take
from tests.intake.exports import (
    CASES_HEADER,
    CASES_ROWS,
    FAELLE,
    POSITIONS,
    STELLEN,
    book,
    cases,
    cases_with_formulas,
    csv_text,
)

XLSX = FAELLE.replace(".csv", ".xlsx")
FACTS = [
    ("LO-0123456789", "CARITAS", 1985, "w", "166", date(2022, 3, 1), None),
    ("LO-00000000AF", "CARITAS", 2010, "m", "475", date(2019, 11, 15), date(2022, 5, 31)),
    ("LO-ABCDEF0001", "CARITAS", None, "d", "423", date(2020, 2, 29), None),
]
ASKED = "case_id, traeger, birth_year, sex, nationality, admitted_on, ended_on"


def in_rows(taken, columns: str = ASKED):
    return taken.rows("cases", columns)


@pytest.mark.parametrize(
    ("content", "explained"),
    [
        (cases().encode(), "UTF-8, Semikolon, Kopfzeile in Zeile 1"),
        (cases().encode("utf-8-sig"), "UTF-8 mit BOM, Semikolon"),
        (cases().encode("cp1252"), "Windows-1252, Semikolon"),
        (cases(end="\r\n").encode("cp1252"), "Windows-1252, Semikolon"),
        (cases().encode("utf-16"), "UTF-16, Semikolon"),
        (cases().encode("utf-16-le"), "UTF-16, Semikolon"),
        (cases().encode("utf-16-be"), "UTF-16, Semikolon"),
        (cases(delimiter="\t").encode("utf-16"), "UTF-16, Tabulator"),
        (cases(delimiter=",").encode(), "UTF-8, Komma"),
        (cases(delimiter="\t", end="\r\n").encode(), "UTF-8, Tabulator"),
        (cases(end="\r").encode(), "UTF-8, Semikolon"),
        (cases().encode().decode("cp1252").encode(), "UTF-8, Semikolon"),
        (("sep=;\n" + cases()).encode("cp1252"), "Windows-1252, Semikolon, Kopfzeile in Zeile 2"),
    ],
)
def test_characters_separators_and_line_ends(take: Take, content: bytes, explained: str) -> None:
    taken = take({FAELLE: content})
    assert in_rows(taken) == FACTS
    assert explained in taken.account.explanation


def test_title_footer_and_total_stand_outside_and_are_counted(take: Take) -> None:
    text = "Fallliste Caritas;;;\n\nStand: 30.06.2022\n" + cases() + "\nSumme;;3\nErstellt am 01.07.2022;;\n"
    taken = take({FAELLE: text})
    assert in_rows(taken) == FACTS
    assert taken.account.header_row == 4
    assert (taken.account.rows_read, taken.account.rows_outside) == (7, 4)
    assert in_rows(taken, "row_no") == [(5,), (6,), (7,)]


def test_a_total_below_a_clean_table_stands_outside(take: Take) -> None:
    taken = take({STELLEN: POSITIONS + "Summe;;;1,25;1,25;1;;;\n"})
    assert taken.staged("positions")[0][:2] == ("IM-01", "CARITAS")
    assert (taken.account.rows_read, taken.account.rows_outside, taken.count()) == (2, 1, 1)


def test_lines_drawn_notes_and_counts_stand_outside(take: Take) -> None:
    lines = cases().splitlines()
    drawn = ";".join("-" * len(cell) for cell in CASES_HEADER)
    text = "\n".join(
        [lines[0], drawn, *lines[1:], drawn, "(3 Zeilen betroffen)", "* vorläufig", "1) ohne Kinder", ""]
    )
    taken = take({FAELLE: text})
    assert (in_rows(taken), taken.account.rows_outside) == (FACTS, 5)


def test_the_title_and_the_header_printed_again_on_every_page_stand_outside(take: Take) -> None:
    header, *rows = cases().splitlines()
    page = ["Stadt Lörrach, Fachbereich Soziales", "Fallliste", header]
    taken = take({FAELLE: "\n".join([*page, *rows[:2], "Seite 1 von 2", *page, *rows[2:], ""])})
    assert (in_rows(taken), taken.account.rows_outside) == (FACTS, 6)


def test_a_row_with_all_it_needs_is_no_total_whatever_it_is_called(take: Take) -> None:
    sites = [["Gesamt-Unterkunft Süd", "20", "20", "01.01.2020"], ["Summe", "20", "20", ""]]
    for encoding in ("utf-8", "cp1252"):
        text = csv_text(["Objekt", "Plätze", "nutzbar", "ab"], sites)
        taken = take({"objekte_STADT_2022-06-30.csv": text.encode(encoding)})
        assert (taken.rows("sites", "site"), taken.account.rows_outside) == ([("Gesamt-Unterkunft Süd",)], 1)


def test_blank_records_are_no_rows(take: Take) -> None:
    taken = take({STELLEN: POSITIONS + ";;;;;;;;\n;;;;;;;;;;;;\n"})
    assert (taken.account.rows_read, taken.account.rows_outside, taken.count()) == (1, 0, 1)


def test_a_quoted_line_break_adds_no_row_and_a_blank_line_does(take: Take) -> None:
    text = 'Objekt;Plätze;nutzbar;ab\n"Haus\nNord";10;9;01.01.2020\n\nHaus Süd;20;20;01.01.2021\n'
    taken = take({"objekte_STADT_2022-06-30.csv": text})
    assert taken.rows("sites", "row_no, site, places") == [(2, "Haus Nord", 10), (4, "Haus Süd", 20)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_break_in_a_header_costs_no_row(take: Take, end: str) -> None:
    broken = [f'"{cell.replace(" ", chr(10))}"' for cell in CASES_HEADER]
    taken = take({FAELLE: cases(header=broken, end=end)})
    assert (in_rows(taken), taken.account.rows_read) == (FACTS, 3)


@pytest.mark.parametrize(
    "header",
    [
        ["Fallnummer", "TRÄGER", "geburtsjahr", "Geschl.", "Nationalität", "Aufnahmedatum", "Beendet am"],
        ["fall_id", "Traeger", "Geb.-Jahr", "Geschlecht", "StA", "Aufnahme  IM", "ENDE-IM"],
        ["Fall ID", " Träger ", "Jahrgang", "Geschlecht", "Herkunftsland", "Beginn IM", "Ende im"],
        ["Fall-ID", "TrÃ¤ger", "Geburtsjahr", "Geschlecht", "StaatsangehÃ¶rigkeit", "Aufnahme IM", "Ende IM"],
    ],
)
def test_other_headers_for_the_same_columns(take: Take, header: list[str]) -> None:
    assert in_rows(take({FAELLE: cases(header=header)})) == FACTS


def test_columns_may_come_in_another_order(take: Take) -> None:
    turned = [list(reversed(record)) for record in CASES_ROWS]
    assert in_rows(take({FAELLE: cases(turned, list(reversed(CASES_HEADER)))})) == FACTS


def test_of_a_column_that_comes_twice_the_first_is_read(take: Take) -> None:
    taken = take({FAELLE: cases([[*row, row[0]] for row in CASES_ROWS], [*CASES_HEADER, "Fall-ID"])})
    assert in_rows(taken) == FACTS
    assert [(f.rule, f.column) for f in taken.findings] == [("extra_column", "Fall-ID")]
    assert "mehrfach" in taken.findings[0].message


def test_an_extra_column_is_kept_out_and_reported(take: Take) -> None:
    taken = take({FAELLE: cases([[*row, "A"] for row in CASES_ROWS], [*CASES_HEADER, "Aktenfarbe"])})
    assert in_rows(taken) == FACTS
    assert [(f.rule, f.severity, f.column) for f in taken.findings] == [
        ("extra_column", "info", "Aktenfarbe")
    ]


def test_mojibake_in_cells_is_repaired_and_reported_once(take: Take) -> None:
    rows = [[*CASES_ROWS[0][:4], "TÃ¼rkei", *CASES_ROWS[0][5:]]]
    taken = take({FAELLE: cases(rows)})
    assert in_rows(taken, "nationality") == [("163",)]
    assert [(f.rule, f.row) for f in taken.findings] == [("mojibake", 2)]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Ukraine", "166"), ("UA", "166"), ("ukr", "166"), ("166,0", None), ("Syrien, Arabische Republik", "475"),
        ("0", "000"), ("Deutschland", "000"), ("unbekannt", "999"), ("Atlantis", None), (" SYRIEN\u00a0", "475"),
    ],
)  # fmt: skip
def test_nationalities_in_every_spelling(take: Take, word: str, code: str | None) -> None:
    row = ["LO-0123456789", "CARITAS", "1985", "w", word, "01.03.2022", ""]
    assert in_rows(take({FAELLE: cases([row])}), "nationality") == [(code,)]


# Beside the names of the list and its official long forms: what newspapers, authorities and the people themselves say.
@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("122", ["Bosnien-Herzegowina", "Bosnien u. Herzegowina"]),
        ("144", ["Nordmazedonien", "Mazedonien", "Republik Nordmazedonien", "Makedonien"]),
        ("146", ["Moldau", "Moldawien", "Republik Moldau", "Moldova", "Moldau, Republik"]),
        ("148", ["Holland"]),
        ("150", ["Kosovo", "Republik Kosovo", "Kosovo (Republik)", "XK"]),
        ("155", ["Slowakische Republik"]),
        ("160", ["Russland", "Russische Föderation", "Rußland"]),
        ("163", ["Türkei", "Türkiye", "Tuerkei", "Republik Türkei", "Republik Türkiye"]),
        ("164", ["Tschechien", "Tschechische Republik", "Tschechei"]),
        ("168", ["Großbritannien", "GB", "Vereinigtes Königreich", "UK"]),
        ("169", ["Belarus", "Weißrussland", "Weissrussland", "Weißrußland"]),
        ("227", ["Botswana"]),
        ("230", ["Djibouti"]),
        ("231", ["Elfenbeinküste", "Elfenbeinkueste", "Côte d'Ivoire", "Cote d’Ivoire", "Republik Côte d’Ivoire"]),
        ("233", ["Zimbabwe"]),
        ("242", ["Kap Verde", "Kapverden"]),
        ("243", ["Kenya"]),
        ("245", ["Kongo", "Republik Kongo", "Kongo, Republik", "Kongo-Brazzaville", "Kongo (Brazzaville)"]),
        (
            "246",
            ["Demokratische Republik Kongo", "DR Kongo", "D.R. Kongo", "Kongo (Demokratische Republik)", "Kongo, DR",
             "Kongo, Dem. Rep.", "Dem. Republik Kongo", "Kongo-Kinshasa", "Zaire"],
        ),
        ("265", ["Rwanda"]),
        ("281", ["Eswatini", "Swasiland", "Königreich Eswatini"]),
        ("282", ["Tanzania", "Vereinigte Republik Tansania"]),
        ("368", ["USA", "U.S.A.", "Vereinigte Staaten von Amerika"]),
        ("427", ["Myanmar", "Burma", "Birma"]),
        ("432", ["Viet Nam"]),
        ("434", ["Nordkorea", "Korea (Nord)", "Demokratische Volksrepublik Korea"]),
        ("439", ["Iran", "Islamische Republik Iran", "Iran (Islamische Republik)", "Iran, Islam. Rep."]),
        ("450", ["Kirgistan", "Kirgisien", "Kirgisische Republik"]),
        ("459", ["Palästina", "Staat Palästina", "Palästinensische Autonomiegebiete", "Palaestina"]),
        ("460", ["Bangladesh"]),
        ("467", ["Südkorea", "Korea (Süd)", "Republik Korea"]),
        ("469", ["VAE", "V.A.E."]),
        ("475", ["Syrien", "Arabische Republik Syrien", "Syrien (Arabische Republik)", "Syrien, Arab. Rep."]),
        ("479", ["Volksrepublik China", "VR China", "China (Volksrepublik)"]),
        ("483", ["Osttimor", "Timor Leste"]),
        ("531", ["Nauru"]),
    ],
)  # fmt: skip
def test_a_country_has_many_names(take: Take, code: str, words: list[str]) -> None:
    rows = [[f"LO-{number:010X}", "CARITAS", "1985", "w", f'"{word}"', "01.03.2022", ""]
            for number, word in enumerate(words)]  # fmt: skip
    taken = take({FAELLE: cases(rows)})
    assert dict(zip(words, in_rows(taken, "nationality"), strict=True)) == {word: (code,) for word in words}


def test_no_name_of_a_country_means_two() -> None:
    meant: dict[str, set[str]] = {}
    for code, entry in codelists.load("nationality").items():
        for name in (code, entry.label, entry.iso2, entry.iso3, *entry.aliases):
            if name:
                meant.setdefault(fold(name), set()).add(code)
    assert {name: codes for name, codes in meant.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("word", ["unbekannt", "unbek.", "ohne Angabe", "UNB", "999"])
def test_a_nationality_that_is_said_to_be_unknown_is_the_code_for_it(take: Take, word: str) -> None:
    row = ["LO-0123456789", "CARITAS", "1985", "w", word, "01.03.2022", ""]
    assert in_rows(take({FAELLE: cases([row])}), "nationality, nationality__raw") == [("999", word)]


@pytest.mark.parametrize("word", ["-", "–", "k. A.", "k.A.", "keine Angabe", "NULL", "null", "n/a"])
def test_a_placeholder_of_a_program_is_an_empty_cell(take: Take, word: str) -> None:
    """Two spellings of «empty» must not have opposite effects; and «n/a» is not Namibia."""
    row = ["LO-0123456789", "CARITAS", "1985", "w", word, "01.03.2022", ""]
    assert in_rows(take({FAELLE: cases([row])}), "nationality, nationality__raw") == [(None, None)]


@pytest.mark.parametrize(
    ("word", "code"), [("unbekannt", "UNB"), ("UNB", "UNB"), ("-", None), ("k. A.", None)]
)
def test_a_status_is_unknown_where_it_is_said_to_be_and_empty_where_nothing_is_said(
    take: Take, word: str, code: str | None
) -> None:
    text = f"Fall-ID;Aufenthaltsstatus;gültig ab\nLO-0123456789;{word};01.01.2022\n"
    taken = take({"aufenthalt_STADT_2022-06-30.csv": text})
    assert taken.rows("residence_status", "status") == [(code,)]


def test_an_empty_cell_says_nothing(take: Take) -> None:
    row = ["LO-0123456789", "CARITAS", "1985", "w", "  ", "01.03.2022", ""]
    assert in_rows(take({FAELLE: cases([row])}), "nationality, nationality__raw") == [(None, None)]


def test_a_historic_nationality_is_read_and_reported(take: Take) -> None:
    row = ["LO-0123456789", "CARITAS", "1985", "w", "Jugoslawien", "01.03.2022", ""]
    taken = take({FAELLE: cases([row])})
    assert in_rows(taken, "nationality") == [("120",)]
    assert taken.rules() == ["historic_code"]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("01.03.2022", date(2022, 3, 1)),
        ("1.3.2022", date(2022, 3, 1)),
        ("2022-03-01", date(2022, 3, 1)),
        ("2022-03-01 00:00:00", date(2022, 3, 1)),
        ("01.03.2022 14:30", date(2022, 3, 1)),
        ("01.03.22", date(2022, 3, 1)),
        ("01.03.85", date(1985, 3, 1)),
        ("44621", date(2022, 3, 1)),
        ("44621,5", date(2022, 3, 1)),
        ("1. 3. 22", date(2022, 3, 1)),
        ("01.03.2022, 08:15 Uhr", date(2022, 3, 1)),
        ("2022-03-01 00:00:00.000", date(2022, 3, 1)),
        ("2022-03-01T08:15:00+01:00", date(2022, 3, 1)),
        ("2022-03-01T00:00:00.000Z", date(2022, 3, 1)),
        ("2022-03-01T23:00:00.000Z", None),  # the second of March here
        ("01.03.2022 25:00", None),
        ("31.02.2022", None),
        ("01.03.0022", None),
        ("01.13.2022", None),
        ("gestern", None),
    ],
)
def test_days_in_every_spelling(take: Take, cell: str, day: date | None) -> None:
    row = ["LO-0123456789", "CARITAS", "1985", "w", "166", cell, ""]
    taken = take({FAELLE: cases([row])})
    assert in_rows(taken, "admitted_on, admitted_on__raw") == [(day, cell)]


# Direction of writing, word joiner, soft hyphen: what comes along when a cell is copied from a page.
@pytest.mark.parametrize("mark", ["\u200e", "\u202a", "\u202c", "\u2066", "\u2060", "\u00ad"])
@pytest.mark.parametrize("dress", ["csv", "xlsx"])
def test_marks_that_nobody_sees_change_nothing(take: Take, mark: str, dress: str) -> None:
    row = [f"{mark}{cell}{mark}" for cell in CASES_ROWS[1]]
    rows = [CASES_ROWS[0], row, CASES_ROWS[2]]
    content = cases(rows) if dress == "csv" else book({"Fälle": [CASES_HEADER, *rows]})
    taken = take({FAELLE.replace("csv", dress): content})
    assert (in_rows(taken), taken.findings) == (FACTS, [])


@pytest.mark.parametrize("cell", ["01.01.1900", "31.12.9999", "00.00.0000", "9999-12-31", "2958465", "0"])
def test_a_sentinel_day_is_empty_and_reported(take: Take, cell: str) -> None:
    row = ["LO-0123456789", "CARITAS", "1985", "w", "166", "01.03.2022", cell]
    taken = take({FAELLE: cases([row])})
    assert in_rows(taken, "ended_on, ended_on__raw") == [(None, None)]
    assert [(f.rule, f.row, f.column) for f in taken.findings] == [("sentinel_date", 2, "Ende IM")]


@pytest.mark.parametrize("word", ["-", "k. A.", "NULL", "unbekannt", "  ", "\u00a0", "n/a", "–"])
def test_words_for_nothing_are_empty(take: Take, word: str) -> None:
    row = ["LO-0123456789", "CARITAS", word, word, "166", "01.03.2022", word]
    columns = "birth_year, birth_year__raw, sex, sex__raw, ended_on, ended_on__raw"
    assert in_rows(take({FAELLE: cases([row])}), columns) == [(None,) * 6]


def test_unknown_stays_a_code_where_the_list_has_one(take: Take) -> None:
    text = "Fall-ID;Aufenthaltsstatus;gültig ab\nLO-0123456789;unbekannt;01.01.2022\n"
    taken = take({"aufenthalt_STADT_2022-06-30.csv": text})
    assert taken.rows("residence_status", "status, status__raw") == [("UNB", "unbekannt")]


def test_a_last_valid_day_becomes_a_half_open_end(take: Take) -> None:
    taken = take({STELLEN: POSITIONS})
    assert taken.rows("positions", "valid_from, valid_to") == [(date(2019, 1, 1), date(2022, 7, 1))]


@pytest.mark.parametrize(
    ("cell", "fte"),
    [
        ("3,5", "3.5"),
        ("3.5", "3.5"),
        ("0.500", "0.5"),
        ("1", "1"),
        ("1,25 VZÄ", "1.25"),
        ("-1", None),
        ("viel", None),
    ],
)
def test_positions_in_every_spelling(take: Take, cell: str, fte: str | None) -> None:
    taken = take({STELLEN: POSITIONS.replace(";1,25;1,25;", f";{cell};1,25;")})
    assert taken.rows("positions", "fte_planned") == [(Decimal(fte) if fte else None,)]


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("64.000", 64000), ("64.000,00", 64000), ("64000", 64000), ("64000.5", "64000.5"), ("1.234.567,89", "1234567.89"),
        ("64.000 €", 64000), ("64 000,00 EUR", 64000), ("64,5", "64.5"), ("-5", None), ("1,234.50", "1234.5"),
    ],
)  # fmt: skip
def test_money_in_every_spelling(take: Take, cell: str, amount: object) -> None:
    text = csv_text(["Träger", "Jahr", "Kostenart", "Betrag (EUR)"], [["STADT", "2022", "PERSONAL", cell]])
    taken = take({"kosten_STADT_2022-06-30.csv": text})
    expected = None if amount is None else Decimal(str(amount))
    assert taken.rows("costs", "amount_eur") == [(expected,)]


@pytest.mark.parametrize(
    ("cell", "flag"),
    [
        ("j", True),
        ("ja", True),
        ("1", True),
        ("x", True),
        ("N", False),
        ("nein", False),
        ("0", False),
        ("?", None),
    ],
)
def test_flags_in_every_spelling(take: Take, cell: str, flag: bool | None) -> None:
    header = ["Kontakt-ID", "Datum", "Dolmetscher", "Thema"]
    taken = take(
        {"beratungen_STADT_2022-06-30.csv": csv_text(header, [["K-1", "01.06.2022", cell, "ARBEIT|Wohnen"]])}
    )
    assert taken.rows("consultations", "interpreter, topics") == [(flag, ["ARBEIT", "WOHNEN"])]


def test_an_empty_cell_beside_crosses_means_no(take: Take) -> None:
    header = ["Kontakt-ID", "Datum", "Dolmetscher"]
    rows = [["K-1", "01.06.2022", "x"], ["K-2", "02.06.2022", ""]]
    taken = take({"beratungen_STADT_2022-06-30.csv": csv_text(header, rows)})
    assert taken.rows("consultations", "interpreter") == [(True,), (False,)]


def test_lost_leading_zeros_of_the_municipality_come_back(take: Take) -> None:
    text = "AGS;Stichtag;Einwohner;Basis\n8336050;30.06.2022;49.768;ZENSUS_2011\n"
    taken = take({"bevoelkerung_STADT_2022-06-30.csv": text})
    assert taken.rows("population", "ags, inhabitants") == [("08336050", 49768)]


def test_a_workbook_with_title_dates_numbers_and_several_sheets(take: Take) -> None:
    table = [
        ["Fallliste des Caritasverbands"],
        [],
        CASES_HEADER,
        ["LO-0123456789", "CARITAS", 1985, "w", 166, datetime(2022, 3, 1), ""],
        ["LO-00000000AF", "Caritas", "2010", "m", "475", 43784, datetime(2022, 5, 31)],
        ["LO-ABCDEF0001", "CARITAS", "", "d", "Afghanistan", "29.02.2020", ""],
        ["Summe", 3],
    ]
    content = book({"Deckblatt": [["Bericht"]], "Fälle": table})
    taken = take({XLSX: content})
    assert in_rows(taken) == FACTS
    assert taken.account.explanation == "gelesen als Excel, Blatt «Fälle», Kopfzeile in Zeile 3"
    assert in_rows(taken, "row_no") == [(4,), (5,), (6,)]
    assert (taken.account.rows_read, taken.account.rows_outside) == (5, 2)


def test_rows_on_a_second_sheet_are_told(take: Take) -> None:
    content = book(
        {"2021": [CASES_HEADER, *CASES_ROWS[:2]], "2022": [CASES_HEADER, *CASES_ROWS[2:], ["Summe"]]}
    )
    taken = take({XLSX: content})
    assert in_rows(taken) == FACTS[:2]
    [finding] = taken.findings
    assert (finding.rule, finding.severity, finding.row) == ("bad_format", "warning", None)
    assert "«2022»" in finding.message and "(1 Zeile)" in finding.message and "«2021»" in finding.message


def test_an_old_copy_on_a_hidden_sheet_is_a_remark(take: Take) -> None:
    content = book({"Fälle": [CASES_HEADER, *CASES_ROWS], "alt": [CASES_HEADER, *CASES_ROWS]}, hidden=["alt"])
    taken = take({XLSX: content})
    assert in_rows(taken) == FACTS
    assert [(finding.rule, finding.severity) for finding in taken.findings] == [("bad_format", "info")]


def test_an_empty_form_beside_the_table_is_not_taken_for_it(take: Take) -> None:
    form = [[*CASES_HEADER, "Geburtsland"], ["Erstellt am 30.06.2022"]]
    taken = take({XLSX: book({"Vorlage": form, "Fälle": [CASES_HEADER, *CASES_ROWS]})})
    assert (taken.account.sheet, in_rows(taken), taken.findings) == ("Fälle", FACTS, [])


def test_a_sheet_that_a_profile_names_needs_no_remark_about_the_others(take: Take, tmp_path: Path) -> None:
    profile = tmp_path / "jahresblatt.yml"
    profile.write_text(
        "profile: jahresblatt\nclaims:\n  file: 'faelle_(?P<traeger>[A-Z]+)_(?P<date>[-0-9]+)\\.xlsx'\n"
        "kind: faelle\nsheet: '2022'\n",
        encoding="utf-8",
    )
    content = book({"2021": [CASES_HEADER, *CASES_ROWS[:2]], "2022": [CASES_HEADER, *CASES_ROWS]})
    taken = take({XLSX: content}, (profile,))
    assert (in_rows(taken), taken.findings) == (FACTS, [])


def test_an_error_value_of_a_workbook_is_no_empty_cell(take: Take) -> None:
    """Read as empty, an end that cannot be computed would keep the case active without a word."""
    failed = (2, 6, "=A1/0", "#DIV/0!")
    taken = take({XLSX: cases_with_formulas(failed, (3, 4, '=VLOOKUP("x",A:B,2,0)', "#N/A"))})
    assert in_rows(taken, "ended_on__raw, nationality__raw") == [
        (None, "166"),
        ("#DIV/0!", "475"),
        (None, "#N/A"),
    ]


def test_an_error_without_a_value_takes_none_from_the_cell_beside_it() -> None:
    from pipelines.intake import workbook

    sheet = b'<row r="1"><c r="A1" t="e"/><c r="B1"><v>5</v></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    records = [["", "5", ""]]
    workbook._put_errors_back(sheet, records)
    assert records == [["", "5", "#DIV/0!"]]


def test_decimals_of_a_workbook_are_never_thousands(take: Take) -> None:
    rows = [["Träger", "Jahr", "Kostenart", "Betrag (EUR)"], ["STADT", 2022.0, "SACH", 64.125]]
    taken = take({"kosten_STADT_2022-06-30.xlsx": book({"Tabelle1": rows})})
    assert taken.rows("costs", "year, amount_eur") == [(2022, Decimal("64.13"))]


def test_a_new_traeger_needs_no_code(take: Take) -> None:
    rows = [["LO-0123456789", "AWO", "1985", "w", "166", "01.03.2022", ""]]
    taken = take({"faelle_AWO_2022-06-30.csv": cases(rows)})
    assert in_rows(taken, "traeger") == [("AWO",)]


def test_an_unknown_traeger_of_nobody_stays_unread(take: Take) -> None:
    rows = [["LO-0123456789", "CARTIAS", "1985", "w", "166", "01.03.2022", ""]]
    assert in_rows(take({FAELLE: cases(rows)}), "traeger, traeger__raw") == [(None, "CARTIAS")]


def test_a_birth_year_after_the_export_is_out_of_range(take: Take) -> None:
    rows = [["LO-0123456789", "CARITAS", "2091", "w", "166", "01.03.2022", ""]]
    assert in_rows(take({FAELLE: cases(rows)}), "birth_year, birth_year__raw") == [(None, "2091")]


def test_every_kind_has_a_staged_table_even_when_nothing_came(take: Take) -> None:
    taken = take({STELLEN: POSITIONS})
    assert taken.rows("cases", "*") == [] and taken.rows("arrivals", "*") == []


def slashed(*days: str) -> str:
    """Cases admitted on these days."""
    rows = [[f"LO-00000000{n:02d}", "CARITAS", "1990", "m", "475", day, ""] for n, day in enumerate(days, 1)]
    return cases(rows)


def test_days_with_strokes_are_read_as_their_file_shows(take: Take) -> None:
    day_first = take({FAELLE: slashed("03/04/2017", "26/03/2017")})
    assert [str(day) for (day,) in day_first.rows("cases", "admitted_on")] == ["2017-04-03", "2017-03-26"]
    assert day_first.findings == []
    month_first = take({FAELLE: slashed("03/04/2017", "03/26/17")})
    assert [str(day) for (day,) in month_first.rows("cases", "admitted_on")] == ["2017-03-04", "2017-03-26"]
    assert [(f.rule, f.severity, f.column) for f in month_first.findings] == [
        ("bad_format", "info", "Aufnahme IM")
    ]


def test_days_with_strokes_of_which_nothing_shows_the_order_are_a_warning(take: Take) -> None:
    taken = take({FAELLE: slashed("03/04/2017", "01/12/2016")})
    assert [str(day) for (day,) in taken.rows("cases", "admitted_on")] == ["2017-04-03", "2016-12-01"]
    [finding] = taken.findings
    assert (finding.severity, finding.row) == ("warning", 2)
    assert finding.message.startswith(
        "Ob die Tage mit Schrägstrich Tag/Monat oder Monat/Tag meinen, ist offen"
    )


def test_a_header_printed_again_on_the_next_page_stands_outside(take: Take) -> None:
    head, *rows = cases().splitlines()
    taken = take({FAELLE: "\n".join([head, rows[0], head, *rows[1:], ""])})
    assert (taken.account.rows_read, taken.account.rows_outside, taken.count()) == (4, 1, 3)
    assert taken.findings == []


def test_strokes_between_cells(take: Take) -> None:
    taken = take({FAELLE: cases().replace(";", "|")})
    assert taken.count() == 3
    assert "senkrechter Strich" in taken.account.explanation


@pytest.mark.parametrize("dress", ['="{}"', '"=""{}"""'])
def test_a_file_whose_cells_are_all_texts_in_formulas_says_the_same(take: Take, dress: str) -> None:
    clean = take({FAELLE: cases()}).staged("cases")
    wrapped = [[dress.format(cell) for cell in record] for record in [CASES_HEADER, *CASES_ROWS]]
    taken = take({FAELLE: csv_text(wrapped[0], wrapped[1:])})
    assert taken.staged("cases") == clean
    assert [(f.rule, f.severity, f.row) for f in taken.findings] == [("formula_cell", "info", 1)]
    assert "(4 Zeilen)" in taken.findings[0].message


def test_a_real_formula_stays_text(take: Take) -> None:
    rows = [[*CASES_ROWS[0], '"=""HH-1""&A1"'], [*CASES_ROWS[1], "=1+1"], [*CASES_ROWS[2], '"=""HH-3"""']]
    taken = take({FAELLE: cases(rows, [*CASES_HEADER, "Haushalts-ID"])})
    assert [row[0] for row in taken.rows("cases", "household_id")] == ['="HH-1"&A1', "=1+1", "HH-3"]
    assert [(f.rule, f.row) for f in taken.findings] == [("formula_cell", 2), ("formula_cell", 4)]


def test_a_file_of_dos_is_read_with_its_umlauts(take: Take) -> None:
    header = [*CASES_HEADER, "Haushalts-ID"]
    rows = [[*row, name] for row, name in zip(CASES_ROWS, ("Grün 101", "Öl 102", "Maß 103"), strict=True)]
    taken = take({FAELLE: cases(rows, header).encode("cp850")})
    assert [row[0] for row in taken.rows("cases", "household_id")] == ["Grün 101", "Öl 102", "Maß 103"]
    assert taken.account.encoding == "cp850"
    assert taken.account.explanation == "gelesen als DOS (Codepage 850), Semikolon, Kopfzeile in Zeile 1"


def test_quotation_marks_of_windows_are_no_umlauts_of_dos(take: Take) -> None:
    rows = [[*row, "Haus „Rhein”"] for row in CASES_ROWS]
    taken = take({FAELLE: cases(rows, [*CASES_HEADER, "Haushalts-ID"]).encode("cp1252")})
    assert taken.account.encoding == "cp1252"
    assert taken.rows("cases", "household_id")[0] == ("Haus „Rhein”",)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("01.03.49", "2049-03-01"),  # two digits below 50 are of this century
        ("01.03.50", "1950-03-01"),
        ("20000", "1954-10-03"),  # the first and the last serial number that is read as a day
        ("79999", "2119-01-10"),
        ("19999", None),
        ("80000", None),
    ],
)
def test_short_years_and_serial_numbers_have_a_first_and_a_last_day(
    take: Take, cell: str, day: str | None
) -> None:
    taken = take({FAELLE: cases([[*CASES_ROWS[0][:6], cell]])})
    assert taken.rows("cases", "ended_on::VARCHAR") == [(day,)]


def test_of_two_other_headers_for_a_column_the_first_is_read(take: Take) -> None:
    header = [*CASES_HEADER[:4], "Nationalität", *CASES_HEADER[5:], "Herkunftsland"]
    taken = take({FAELLE: cases([[*row, "475"] for row in CASES_ROWS], header)})
    assert in_rows(taken) == FACTS


def test_an_empty_flag_beside_marks_and_a_no_is_unknown(take: Take) -> None:
    header = [*CASES_HEADER, "Verlängerung 4. Jahr"]
    rows = [[*row, flag] for row, flag in zip(CASES_ROWS, ("x", "n", ""), strict=True)]
    assert take({FAELLE: cases(rows, header)}).rows("cases", "extended") == [(True,), (False,), (None,)]


def test_a_list_with_one_word_nobody_knows_is_not_read_as_the_rest_of_it(take: Take) -> None:
    talks = "Kontakt-ID;Datum;Thema\nK1;01.06.2022;Wohnen|Quatsch\nK2;01.06.2022;Wohnen\n"
    taken = take({"beratungen_CARITAS_2022-06-30.csv": talks})
    assert taken.rows("consultations", "topics, topics__raw") == [
        (None, "Wohnen|Quatsch"),
        (["WOHNEN"], "Wohnen"),
    ]


def test_a_record_that_begins_like_a_note_is_a_record(take: Take) -> None:
    rows = [*CASES_ROWS, ["*LO-0123456789", "CARITAS", "1985", "w", "166", "01.03.2022", ""]]
    taken = take({FAELLE: cases(rows)})
    assert (taken.account.rows_read, taken.account.rows_outside, taken.count()) == (4, 0, 4)


def test_a_file_with_the_month_first_turns_no_day_of_the_file_beside_it(take: Take) -> None:
    def export(traeger: str, *days: str) -> str:
        return cases([[*CASES_ROWS[0][:1], traeger, *CASES_ROWS[0][2:5], day, ""] for day in days])

    files = {
        FAELLE: export("CARITAS", "05/31/2022", "03/04/2022"),
        FAELLE.replace("CARITAS", "STADT"): export("STADT", "31/05/2022", "03/04/2022"),
    }
    found = take(files).rows("cases", "traeger, admitted_on::VARCHAR")
    assert found == [
        ("CARITAS", "2022-05-31"),
        ("CARITAS", "2022-03-04"),
        ("STADT", "2022-05-31"),
        ("STADT", "2022-04-03"),
    ]
