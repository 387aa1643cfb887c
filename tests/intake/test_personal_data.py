"""Whatever names a person is found, wherever it hides, and never repeated; clean exports pass."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence

import pytest
import xlsxwriter

from pipelines.intake.personal import detectors
from tests.intake.conftest import Take, Taken
from tests.intake.exports import CASES_HEADER, CASES_ROWS, FAELLE, POSITIONS, STELLEN, book, cases, csv_text

XLSX = FAELLE.replace(".csv", ".xlsx")
# Everything here is invented; numbers are from ranges set aside for examples where such exist.
PLANTED = {
    "Frau Beispiel": detectors.NAME,
    "Herr Dr. Muster": detectors.NAME,
    "Mustermann, Erika": detectors.NAME,
    "Erika Mustermann": detectors.NAME,
    "MUSTERMANN ANNA": detectors.NAME,
    "Oleksandr Prykladenko": detectors.NAME,
    "Олена Приклад": detectors.SCRIPT,
    "محمد": detectors.SCRIPT,
    "erika@example.org": detectors.EMAIL,
    "e.muster@rathaus.local": detectors.EMAIL,
    "muster@localhost": detectors.EMAIL,
    "geb. 12.03.1987": detectors.BIRTH,
    "geboren am 1.2.1990": detectors.BIRTH,
    "*03.04.2001": detectors.BIRTH,
    "Musterstraße 12": detectors.ADDRESS,
    "Am Alten Markt 3a": detectors.ADDRESS,
    "Tumringer Str. 5, 79539 Lörrach": detectors.ADDRESS,
    "79539 Lörrach": detectors.ADDRESS,
    "07621 415-120": detectors.PHONE,
    "+49 170 1234567": detectors.PHONE,
    "0170/1234567": detectors.PHONE,
    "+380 44 123 45 67": detectors.PHONE,
    "Tel. 4150": detectors.PHONE,
    "DE89 3704 0044 0532 0130 00": detectors.IBAN,
    "DE89370400440532013000": detectors.IBAN,
    "220101123456": detectors.AZR,
    "AZR-Nr. 220101123456": detectors.AZR,
    "FE123456": detectors.PASSPORT,
    "C01X00T47": detectors.PASSPORT,
    "Pass-Nr. 12345678": detectors.PASSPORT,
    "d41d8cd98f00b204e9800998ecf8427e": detectors.HASH,
    "Fr. v. Beispiel": detectors.NAME,
    "Erika M.": detectors.NAME,
    "Hr Beispiel": detectors.NAME,
    "gez. Beispiel": detectors.NAME,
    "Nguyễn Thị Hoa": detectors.NAME,
    "erika＠example.org": detectors.EMAIL,
    "erika.muster at example.org": detectors.EMAIL,
    "DE 89 3704 0044 0532 0130 00": detectors.IBAN,
    "0 76 21 / 41 51 20": detectors.PHONE,
    "AZR: 2201 0112 3456": detectors.AZR,
    "geb. am 3. Mai 1990": detectors.BIRTH,
    "born 12.03.1987": detectors.BIRTH,
    "MUSTERSTRASSE 12": detectors.ADDRESS,
    "musterstr.5": detectors.ADDRESS,
    "Passnummer FA 123456": detectors.PASSPORT,
    "HERR BEISPIEL": detectors.NAME,
    "Hans-Peter Beispiel": detectors.NAME,
    "A-160412345678": detectors.AZR,
    "a160412345678": detectors.AZR,
    "1604 1234 5678": detectors.AZR,
    "geb. 19850312": detectors.BIRTH,
    "Geburtsdatum 1985-03-12": detectors.BIRTH,
    "Geb.dat. 12.03.1985": detectors.BIRTH,
    "L01X00T471": detectors.PASSPORT,
    "DE89-3704-0044-0532-0130-00": detectors.IBAN,
    "muster AT example DOT org": detectors.EMAIL,
}
# Names as a whole cell; within a sentence the same words may mean something else.
WHOLE_CELLS = dict.fromkeys(
    ("frau beispiel", "Beispiel, E.", "E. Beispiel", "olena beispiel"), detectors.NAME
) | {"FA 123456": detectors.PASSPORT}
# Bare days: of birth where they stand among remarks and are older than any case.
OLD_DAYS = ("12.03.1985", "1985-03-12", "1985/03/12", "12. März 1985")
# What offices write above, below and beside their tables.
OFFICE_WORDS = (
    "Stadt Lörrach, Fachbereich Soziales", "Landkreis Lörrach, Sachgebiet Flüchtlinge", "Caritas, Diakonie",
    "Caritasverband Lörrach, Beratungsstelle", "Abteilung Migration, Team Süd", "Baden-Württemberg, Landkreis Lörrach",
    "Fallliste Caritas, Stand Juni", "Fachbereich Jugend, Schulen, Sport", "Syrien, Arabische Republik",
    "Iran, Islamische Republik", "Wohnen, Arbeit", "Deutsch, Englisch", "Haus, Garten", "Jobcenter, Termin offen",
    "Lörrach, den 1. Juli 2022", "Frau und Kind", "S. Akte", "Fr. 12:00", "Summe, Stunden", "Kita Wirbelwind, Platz frei",
    "Praktikum bei Bäckerei Fritz Fuchs", "Fritz Fuchs GmbH", "Ausbildung Autohaus Peter Schmidt", "max dauer",
)  # fmt: skip


def assert_refused(taken: Taken, content: str) -> None:
    """Refused as personal data, nothing staged, nothing of the content told."""
    assert "personal_data" in taken.rules()
    assert taken.result.personal_data and taken.account.rule == "personal_data"
    assert taken.count() == 0
    for finding in taken.findings:
        assert content not in finding.message and content not in (finding.column or "")
    assert content not in (taken.account.reason or "") + taken.account.explanation


@pytest.mark.parametrize(("text", "what"), (PLANTED | WHOLE_CELLS).items())
def test_every_kind_of_datum_is_known(text: str, what: str) -> None:
    assert detectors.find(text) is not None
    assert detectors.find(text) == what


@pytest.mark.parametrize("text", PLANTED | WHOLE_CELLS)
@pytest.mark.parametrize("column", ["Haushalts-ID", "Bemerkung"])
def test_planted_in_a_free_text_or_an_extra_column(take: Take, text: str, column: str) -> None:
    rows = [[*row, ""] for row in CASES_ROWS]
    rows[1][-1] = f'"{text}"'
    taken = take({FAELLE: cases(rows, [*CASES_HEADER, column])})
    assert_refused(taken, text)
    assert [f.row for f in taken.findings if f.rule == "personal_data"] == [3]


@pytest.mark.parametrize("text", PLANTED)
def test_planted_in_title_footer_or_header(take: Take, text: str) -> None:
    """Each kind at one of the three places in turn; all of them at each take half a minute."""
    quoted = f'"{text}"'
    files = (
        f"Bericht {text}\n" + cases(),
        cases() + f"Erstellt am 01.07.2022;{quoted}\n",
        cases([[*row, ""] for row in CASES_ROWS], [*CASES_HEADER, quoted]),
    )
    assert_refused(take({FAELLE: files[list(PLANTED).index(text) % 3]}), text)


@pytest.mark.parametrize("column", range(len(CASES_HEADER)))
def test_a_mail_address_in_any_column_of_the_kind(take: Take, column: int) -> None:
    rows = [list(row) for row in CASES_ROWS]
    rows[2][column] = "erika@example.org"
    taken = take({FAELLE: cases(rows)})
    assert_refused(taken, "erika@example.org")
    assert [(f.row, f.column) for f in taken.findings if f.rule == "personal_data"] == [
        (4, CASES_HEADER[column])
    ]


@pytest.mark.parametrize(
    "header", ["Vorname", "Nachname", "Geburtsdatum", "Telefon", "E-Mail", "IBAN", "Straße"]
)
def test_a_header_that_promises_personal_data(take: Take, header: str) -> None:
    rows = [[*row, "Qxv"] for row in CASES_ROWS]
    assert_refused(take({FAELLE: cases(rows, [*CASES_HEADER, header])}), "Qxv")


def test_a_day_of_birth_in_the_column_of_the_birth_year(take: Take) -> None:
    rows = [["LO-0123456789", "CARITAS", "12.03.1987", "w", "166", "01.03.2022", ""]]
    assert_refused(take({FAELLE: cases(rows)}), "12.03.1987")


@pytest.mark.parametrize(
    "pseudonym", ["220101123456", "a" * 32, "0123456789ABCDEF0123456789ABCDEF01234567", "f" * 64]
)
def test_a_bare_number_or_hash_is_no_pseudonym(take: Take, pseudonym: str) -> None:
    rows = [[pseudonym, *CASES_ROWS[0][1:]]]
    assert_refused(take({FAELLE: cases(rows)}), pseudonym)
    register = csv_text(["Person-ID", "Staatsangehörigkeit", "Zuzug"], [[pseudonym, "166", "01.03.2022"]])
    assert_refused(take({"zuzugsregister_STADT_2022-06-30.csv": register}), pseudonym)


def _with_comment(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    sheet.write_comment("B2", "Bitte Frau Beispiel anrufen")


def _with_comment_author(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    sheet.write_comment("B2", "prüfen", {"author": "Erika Mustermann"})


def _with_footer(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    sheet.set_footer("&L erika@example.org")


def _with_property(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    workbook.set_properties({"author": "Erika Mustermann"})


def _with_custom_property(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    workbook.set_custom_property("Kontakt", "erika@example.org")


def _with_hidden_sheet(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    hidden = workbook.add_worksheet("Quelle")
    hidden.write_row(0, 0, ["Fall-ID", "Nachname"])
    hidden.write_row(1, 0, ["LO-0123456789", "Qxvlk"])
    hidden.hide()


def _with_sheet_name(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    workbook.add_worksheet("Frau Beispiel")


def _with_hidden_column(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    sheet.write(0, 9, "Notiz")
    sheet.write(1, 9, "07621 415-120")
    sheet.set_column(9, 9, None, None, {"hidden": True})


def _with_text_box(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    sheet.insert_textbox(5, 5, "Rückfragen an Herrn Muster")


def _with_link(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    sheet.write_url("C2", "mailto:e.muster@example.org?subject=Termin", string="1985")


def _with_link_to_call(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    sheet.write_url("C2", "https://example.org/?q=Frau%20Muster", string="1985")


def _with_tip(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    sheet.write_url("C2", "https://example.org", string="1985", tip="Akte von Frau Muster")


def _with_formula(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    sheet.write_formula("C2", '=HYPERLINK("mailto:e.muster@example.org","1985")', None, "1985")


def _with_list(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    sheet.data_validation("I2:I9", {"validate": "list", "source": ["Frau Muster", "Herr Beispiel"]})


def _with_hint(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    hint = {"validate": "any", "input_title": "Rückfragen", "input_message": "Frau Muster, 07621 415-120"}
    sheet.data_validation("I2:I9", hint)


def _with_name_of_a_range(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    workbook.define_name("Frau_Muster", "=Fälle!$A$1")


def _with_harmless_corners(sheet: xlsxwriter.worksheet.Worksheet, workbook: xlsxwriter.Workbook) -> None:
    sheet.write_url("C2", "https://www.example.org/hilfe?seite=12&stand=2022-06-30", string="1985")
    sheet.data_validation("I2:I9", {"validate": "list", "source": ["Ja", "Nein", "Offen", "Erledigt"]})
    sheet.write_formula("C3", '=IF(D3="m",TEXT(F3,"TT.MM.JJJJ"),2010)', None, 2010)
    sheet.autofilter("A1:G4")
    workbook.define_name("Stichtag_Juni", "=Fälle!$A$1")


def _planted(plant: Callable[..., None]) -> bytes:
    """A clean workbook of cases into which `plant` has put a name."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet("Fälle")
        for number, row in enumerate([CASES_HEADER, *CASES_ROWS]):
            sheet.write_row(number, 0, row)
        plant(sheet, workbook)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "plant",
    [
        _with_comment, _with_comment_author, _with_footer, _with_property, _with_custom_property, _with_hidden_sheet,
        _with_sheet_name, _with_hidden_column, _with_text_box, _with_link, _with_link_to_call, _with_tip, _with_formula,
        _with_list, _with_hint, _with_name_of_a_range,
    ],
)  # fmt: skip
def test_every_corner_of_a_workbook_is_searched(take: Take, plant: Callable[..., None]) -> None:
    assert_refused(take({XLSX: _planted(plant)}), "Muster")


def test_links_lists_and_formulas_that_name_nobody_are_taken(take: Take) -> None:
    taken = take({XLSX: _planted(_with_harmless_corners)})
    assert (taken.account.reason, taken.count()) == (None, 3)


def test_the_same_workbook_without_a_plant_is_taken(take: Take) -> None:
    taken = take(
        {
            XLSX: book(
                {"Fälle": [CASES_HEADER, *CASES_ROWS]}, author="Caritasverband Lörrach", title="Fallliste"
            )
        }
    )
    assert (taken.count(), taken.findings) == (3, [])


def test_a_site_may_be_an_address_where_the_list_of_sites_names_it(take: Take) -> None:
    housing = csv_text(
        ["Fall-ID", "Unterbringungsart", "Objekt", "Einzug"],
        [["LO-0123456789", "AU_ZENTRAL", "Gartenstraße 12", "01.06.2022"]],
    )
    sites = csv_text(["Objekt", "Plätze", "nutzbar", "ab"], [["Gartenstraße 12", "10", "10", "01.01.2020"]])
    name = "unterbringung_STADT_2022-06-30.csv"
    assert_refused(take({name: housing}), "Gartenstraße")
    assert take({name: housing, "objekte_STADT_2022-06-30.csv": sites}).count() == 2
    assert take({name: housing}, known_sites=["Gartenstraße 12"]).count() == 1


@pytest.mark.parametrize("text", OLD_DAYS)
def test_a_bare_day_of_old_is_a_day_of_birth_beside_the_table_and_in_other_sheets(
    take: Take, text: str
) -> None:
    rows = [[*row, f'"{text}"'] for row in CASES_ROWS]
    assert_refused(take({FAELLE: cases(rows, [*CASES_HEADER, "Bemerkung"])}), text)
    assert_refused(take({XLSX: book({"Fälle": [CASES_HEADER, *CASES_ROWS], "Merkzettel": [[text]]})}), text)


@pytest.mark.parametrize("column", ["Haushalts-ID", "Bemerkung", "Geburtsjahr", "Geschlecht"])
@pytest.mark.parametrize("text", ["19850312", "12031985"])
def test_a_day_of_birth_without_separators_is_one_in_any_column_but_dates(
    take: Take, text: str, column: str
) -> None:
    header = [*CASES_HEADER, column] if column not in CASES_HEADER else CASES_HEADER
    rows = [[*row, ""][: len(header)] for row in CASES_ROWS]
    rows[1][header.index(column)] = text
    taken = take({FAELLE: cases(rows, header)})
    assert_refused(taken, text)
    assert [f.row for f in taken.findings if f.rule == "personal_data"] == [3]


@pytest.mark.parametrize("column", ["Haushalts-ID", "Aktenzeichen"])
def test_a_serial_number_that_looks_like_a_day_by_chance_is_none(take: Take, column: str) -> None:
    numbers = ["19850312", "19850399", "19850400"]
    rows = [[*row, number] for row, number in zip(CASES_ROWS, numbers, strict=True)]
    assert take({FAELLE: cases(rows, [*CASES_HEADER, column])}).count() == 3


@pytest.mark.parametrize(
    "text", ["Praktikum bei Fritz Fuchs", "Chef der Bäckerei ist Fritz Fuchs", "Bäckerei, Fritz Fuchs"]
)
def test_a_firm_hides_no_name_that_is_not_its_own(text: str) -> None:
    assert detectors.find(text) == detectors.NAME


@pytest.mark.parametrize("text", OFFICE_WORDS)
def test_words_of_offices_are_no_people(take: Take, text: str) -> None:
    rows = [[*row, f'"{text}"'] for row in CASES_ROWS]
    taken = take({FAELLE: f'"{text}"\n' + cases(rows, [*CASES_HEADER, "Bemerkung"]) + f'"Quelle: {text}"\n'})
    assert (taken.rules(), taken.count()) == (["extra_column"], 3)


@pytest.mark.parametrize("footer", ["Erstellt von Frau Beispiel;;;;;;", "Stand: Tel. 07621 415120;;;;;;"])
def test_a_person_in_a_footer_as_wide_as_the_table_is_found(take: Take, footer: str) -> None:
    taken = take({FAELLE: cases() + footer + "\n"})
    assert_refused(taken, footer.split(";")[0][12:])
    assert [f.row for f in taken.findings if f.rule == "personal_data"] == [5]


@pytest.mark.parametrize("ags", ["08336050", "'08336050", '"=""08336050"""'])
def test_the_number_of_a_municipality_is_no_telephone(take: Take, ags: str) -> None:
    header = ["AGS", "Stichtag", "Einwohner", "Basis", "Gemeindeschlüssel"]
    text = csv_text(header, [[ags, "31.12.2021", "49768", "ZENSUS_2011", ags]])
    taken = take({"bevoelkerung_STADT_2022-06-30.csv": text})
    assert "personal_data" not in taken.rules()
    assert_refused(
        take({"bevoelkerung_STADT_2022-06-30.csv": text.replace(ags, "07621 415120")}), "07621 415120"
    )


@pytest.mark.parametrize(
    ("plant", "advice"),
    [
        (_with_property, "LibreOffice"), (_with_comment, "Kommentare samt"), (_with_hidden_sheet, "einblenden"),
        (_with_footer, "Fußzeile der Seite"),
    ],
)  # fmt: skip
def test_the_sentence_says_where_to_look_for_what_no_table_shows(
    take: Take, plant: Callable[..., None], advice: str
) -> None:
    assert advice in (take({XLSX: _planted(plant)}).account.reason or "")


def test_the_numbers_of_municipalities_are_no_phones_in_a_file_of_no_kind_either(take: Take) -> None:
    text = csv_text(["AGS", "Gemeindename", "Wahlberechtigte"], [["08336050", "Lörrach", "35000"]])
    assert take({FAELLE: text}).rules() == ["missing_column"]
    assert_refused(take({FAELLE: text.replace("08336050", "07621 415120")}), "07621 415120")


@pytest.mark.parametrize("head", [b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xd0\xcf\x11\xe0"])
def test_no_person_is_seen_in_the_bytes_of_a_picture(take: Take, head: bytes) -> None:
    chance = random.Random(7)
    content = head + b"\n".join(chance.randbytes(60) + b"q@w" + chance.randbytes(60) for _ in range(200))
    taken = take({FAELLE: content})
    assert len(taken.rules()) == 1 and taken.account.rule in ("unreadable_file", "unsafe_file")


def test_a_damaged_text_is_looked_at_all_the_same(take: Take) -> None:
    taken = take({FAELLE: cases() + "\0\0\0Frau Beispiel\0\n"})
    assert set(taken.rules()) == {"unsafe_file", "personal_data"}


def test_days_of_birth_as_a_spreadsheet_counts_them(take: Take) -> None:
    rows = [
        [*row[:2], serial, *row[3:]] for row, serial in zip(CASES_ROWS, ["31118", "40210", ""], strict=True)
    ]
    assert_refused(take({FAELLE: cases(rows)}), "31118")


def test_one_year_of_birth_with_a_digit_too_many_is_a_slip(take: Take) -> None:
    rows = [
        [*row[:2], year, *row[3:]] for row, year in zip(CASES_ROWS, ["19850", "1990", "2010"], strict=True)
    ]
    taken = take({FAELLE: cases(rows)})
    assert taken.rows("cases", "birth_year, birth_year__raw")[0] == (None, "19850") and taken.rules() == []


def test_personal_data_beats_a_missing_column(take: Take) -> None:
    taken = take({FAELLE: "Fall-ID;Träger;Frau Beispiel\nLO-0123456789;CARITAS;x\n"})
    assert taken.account.rule == "personal_data"


@pytest.mark.parametrize("dress", ["csv", "xlsx"])
def test_in_a_file_that_is_refused_anyway_the_column_is_named_by_its_header(take: Take, dress: str) -> None:
    rows = [["Fall-ID", "Träger", "Bemerkung"], ["LO-0123456789", "CARITAS", "Frau Beispiel"]]
    content = csv_text(rows[0], rows[1:]) if dress == "csv" else book({"Blatt": rows})
    taken = take({FAELLE.replace("csv", dress): content})
    assert taken.account.reason == (
        f"{FAELLE.replace('csv', dress)}: Bemerkung: Hier steht vermutlich eine Personenangabe (Name), Zeile 2. "
        "Die Datei wurde nicht übernommen; bitte die Angabe entfernen und neu exportieren."
    )


def test_without_a_header_the_column_has_its_number_and_nothing_of_the_first_row_is_told(take: Take) -> None:
    taken = take({FAELLE: "1985;Frau Beispiel\nx;erika@example.org\n"})
    assert {f.column for f in taken.findings if f.rule == "personal_data"} == {"Spalte 2"}
    assert "1985" not in " ".join(f.message for f in taken.findings)


def test_one_refused_file_does_not_take_the_others_along(take: Take) -> None:
    taken = take({FAELLE: cases() + "Erstellt von Frau Beispiel\n", STELLEN: POSITIONS})
    assert [account.refused for account in taken.files] == [True, False]
    assert (len(taken.rows("cases", "*")), len(taken.rows("positions", "*"))) == (0, 1)


def _clean_values() -> list[str]:
    """Ten thousand texts as clean exports hold them: ids, sites, numbers of notices, remarks about a row."""
    chance = random.Random(7)
    houses = [
        "Haus Nord",
        "Haus Maria",
        "Containerdorf Ost",
        "GU Brombach",
        "Alte Post",
        "St. Josef",
        "Wohnheim 3",
    ]
    makers: list[Callable[[], str]] = [
        lambda: f"HH-{chance.randrange(10**6):06d}",
        lambda: f"K-{chance.randrange(10**7):07d}",
        lambda: f"K{chance.randrange(10**5):05d}",
        lambda: f"IM-{chance.randrange(100):02d}",
        lambda: f"VWV-{chance.randrange(2018, 2026)}-{chance.randrange(100):02d}",
        lambda: f"Az. {chance.randrange(10, 99)}-{chance.randrange(1000, 9999)}.{chance.randrange(10)}",
        lambda: f"{chance.randrange(10**6)}",
        lambda: f"{chance.randrange(1, 29):02d}.{chance.randrange(1, 13):02d}.{chance.randrange(2015, 2026)}",
        lambda: f"{chance.choice(houses)} {chance.choice(['EG', 'OG', 'A', 'B', ''])}".strip(),
        lambda: f"{chance.uniform(0, 5):.2f}".replace(".", ","),
        lambda: chance.choice(
            ["in Arbeit", "Termin offen", "Sprachkurs B1", "Kita und Schule", "Stand Juni 2022"]
        ),
        lambda: f"{chance.randrange(16**10):010X}",
        lambda: f"W-{chance.randrange(16**8):08x}",
    ]
    return [chance.choice(makers)() for _ in range(10_000)]


def test_at_most_one_false_alarm_in_ten_thousand_clean_values() -> None:
    alarms = [value for value in _clean_values() if detectors.find(value)]
    assert len(alarms) <= 1, alarms[:20]


def test_serial_numbers_that_look_like_passports_pass_together(take: Take) -> None:
    rows = [[f"K{20220000 + number}", "01.06.2022"] for number in range(50)]
    taken = take({"beratungen_STADT_2022-06-30.csv": csv_text(["Kontakt-ID", "Datum"], rows)})
    assert (taken.count(), taken.findings) == (50, [])


def test_a_workbook_keeps_its_parts_readable() -> None:
    # Guards the helper above: the plants must stand where the names of the tests say.
    content = book({"Fälle": [["a"]]}, author="Erika Mustermann")
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        assert b"Erika Mustermann" in container.read("docProps/core.xml")


@pytest.mark.parametrize("name", ["frau.muster@beispiel.de_2022-06-30.csv", "DE89370400440532013000.csv"])
def test_a_file_named_after_a_person_is_refused_and_never_named(take: Take, name: str) -> None:
    taken = take({name: cases()})
    assert (taken.account.rule, taken.account.file) == ("personal_data", "Datei 1.csv")
    assert name.split("_")[0] not in " ".join(finding.message for finding in taken.findings)


def with_page_header(header: str, footer: str) -> bytes:

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet()
        sheet.set_header(header)
        sheet.set_footer(footer)
        for number, row in enumerate([CASES_HEADER, *CASES_ROWS]):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def test_what_an_office_program_prints_on_every_page_is_no_person(take: Take) -> None:
    content = with_page_header('&C&"Times New Roman,Regular"&12&A', "&L&F&C&P von &N&RStand &D &T")
    taken = take({FAELLE.replace(".csv", ".xlsx"): content})
    assert (taken.rules(), taken.count()) == ([], 3)


def test_a_person_in_a_page_header_is_found_between_the_codes(take: Take) -> None:
    taken = take({FAELLE.replace(".csv", ".xlsx"): with_page_header('&L&"Arial,Bold"Frau Müller&R&D', "&P")})
    assert taken.account.rule == "personal_data"


def test_an_old_office_format_is_refused_without_seeing_persons_in_its_bytes(take: Take) -> None:
    noise = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00Frau Maria M\xfcller\x01a@bc.de\x00" * 20
    assert take({FAELLE: noise}).account.rule == "unreadable_file"


def _rows_told(taken: Taken) -> list[int]:
    """The rows that the first sentence about personal data names."""
    message = next(f.message for f in taken.findings if f.rule == "personal_data")
    return [int(row) for row in re.findall(r"\d+", message[message.rindex("), Zeile") :].split(".")[0])]


def _with_column(header: str, values: Sequence[str]) -> str:
    """As many cases as there are values, with one more column (or in a column that they have)."""
    place = CASES_HEADER.index(header) if header in CASES_HEADER else len(CASES_HEADER)
    rows = []
    for number, value in enumerate(values):
        row = [f"LO-{number:010X}", *CASES_ROWS[0][1:], ""]
        row[place] = value
        rows.append(row)
    return cases(rows, [*CASES_HEADER, header if place == len(CASES_HEADER) else "Notiz"])


@pytest.mark.parametrize(
    "column", ["Geburtsjahr", "geb. am", "geboren", "Haushalts-ID", "Geschlecht", "Feld7"]
)
@pytest.mark.parametrize("text", ["12.03.85", "12.3.85", "2. 3. 85", "12/03/85", "12-03-85", "12. März 85"])
def test_a_day_of_birth_with_a_year_of_two_digits(take: Take, column: str, text: str) -> None:
    taken = take({FAELLE: _with_column(column, ["", text, ""])})
    assert_refused(taken, text)
    assert _rows_told(taken) == [3]


@pytest.mark.parametrize("column", ["Geburtsjahr", "geb. am", "Haushalts-ID", "Feld7"])
@pytest.mark.parametrize(
    "days", [["12.03.85", "24.12.01", "05.05.66"], ["12.03.1985", "24.12.2001", "05.05.1966"]]
)
def test_every_row_of_a_column_of_births_is_told(take: Take, column: str, days: list[str]) -> None:
    assert _rows_told(take({FAELLE: _with_column(column, days)})) == [2, 3, 4]


def test_years_of_birth_in_six_digits_are_days(take: Take) -> None:
    assert _rows_told(take({FAELLE: _with_column("Geburtsjahr", ["120385", "241201", "1985"])})) == [2, 3]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("Aufnahme IM", ["12.03.22", "1.2.22", "31.12.21"]),
        ("Einreise Deutschland", ["12.03.98", "1.2.22", "31.12.85"]),  # a known column of days
        ("geändert am", ["12.03.22", "1.2.22", "30.06.22"]),
        ("Notiz", ["Aufnahme 12.03.85 geprüft", "am 1.2.22 da", "Version 1.2.85"]),
        ("befristet", ["31.12.99", "31.12.22", ""]),
        ("Aktenzeichen", ["12-03-85", "12-31-85", "13-44-86"]),
        ("Haushalts-ID", ["12-03-85", "12-31-85", "13-44-86"]),
        ("geboren", ["1985", "Kehl", ""]),
        ("Geburtsjahr", ["85", "1985", "2010"]),
    ],
)  # fmt: skip
def test_other_days_and_numbers_are_no_births(take: Take, column: str, values: list[str]) -> None:
    taken = take({FAELLE: _with_column(column, values)})
    assert (taken.account.reason, taken.count()) == (None, 3)


def test_the_number_of_a_post_is_no_day(take: Take) -> None:
    assert take({STELLEN: POSITIONS.replace("IM-01", "10.1.55")}).account.reason is None


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        (["Müller", "", "HH-12"], [2]),
        (["Müller", "Al-Hassan", "de Vries"], [2, 3, 4]),
        (["MÜLLER", "AL-HASSAN", "YILMAZ"], [2, 3, 4]),
        (["kovalenko", "hassan", "yilmaz"], [2, 3, 4]),
        (["Hassan-2", "Diallo/4", "Kovalenko 1"], [2, 3, 4]),
        (["Kovalenko", "Kovalenko", "Kovalenko"], [2, 3, 4]),
    ],
)  # fmt: skip
def test_a_surname_is_no_id_of_a_household(take: Take, values: list[str], rows: list[int]) -> None:
    taken = take({FAELLE: _with_column("Haushalts-ID", values)})
    assert_refused(taken, values[0])
    assert _rows_told(taken) == rows


@pytest.mark.parametrize(
    "values",
    [
        ["HH-0001", "HH-0002", "HH-0003"], ["BSH-ABCDEF0123", "BSH-ABCDEFABCD", "BSH-ABCDEFAB12"],
        ["Haushalt 1", "Haushalt 2", "Familie 3"], ["Bedarfsgemeinschaft 1", "BG 12", "BG12"],
        ["QXAB", "KELT", "MORU"], ["abcdefabcd", "012345abcd", "ffeeddccbb"], ["A", "B", "AB"],
        ["Einzelperson", "alleinstehend", "unbekannt"], ["Gartenstadt-1", "Gartenstadt-2", "Gartenstadt-3"],
        ["Hof 12a", "4711", "W-7c"],
    ],
)  # fmt: skip
def test_ids_of_households_are_no_names(take: Take, values: list[str]) -> None:
    taken = take({FAELLE: _with_column("Haushalts-ID", values)})
    assert (taken.account.reason, taken.count()) == (None, 3)


def test_a_column_of_names_is_told_with_every_row(take: Take) -> None:
    names = ["Müller", "Yılmaz", "Kovalenko", "Al-Hassan", "Tesfay", "Li", "Çelik"]
    taken = take({FAELLE: _with_column("Name", names)})
    assert _rows_told(taken) == [2, 3, 4, 5, 6, 7, 8]
    assert "ganze Spalte" in (taken.account.reason or "")


def test_a_column_in_which_most_cells_are_names_is_told_with_every_row(take: Take) -> None:
    names = ["Erika Mustermann", "Beispiel", "Frau Muster", "Herr Beispiel", ""]
    assert _rows_told(take({FAELLE: _with_column("Feld7", names)})) == [2, 3, 4, 5]
