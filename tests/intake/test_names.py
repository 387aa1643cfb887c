"""Names of people in remarks and in ids, in whatever order and case; ordinary remarks, places and topics are none."""

from __future__ import annotations

import random

import pytest

from pipelines.intake.personal import detectors, mentions, names
from tests.intake.conftest import Take
from tests.intake.exports import CASES_HEADER, CASES_ROWS, FAELLE, cases, csv_text

# Nobody's names: given names and surnames that are common, put together by chance.
IN_REMARKS = (
    "kovalenko, olena", "müller, hans", "beispiel, ali", "petrenko olena", "Petrenko", "petrenko", "PETRENKO/1", "Amira",
    "amira", "Lilia", "Al-Hassan", "Yılmaz", "Ozdemir", "ÖZDEMIR", "Tochter Amira", "Tochter Amira geb. 2012",
    "Tochter Xerxa geb. 2012", "Sohn Zyxo (5 J.)", "Mutter: Oksana", "Mutter heißt Zorka", "Termin mit Kovalchuk",
    "TERMIN MIT KOVALCHUK", "Mehmet hat Termin", "mehmet kommt morgen", "Rückfrage von Ali am Montag", "namens Zyxo",
    "Haushalt Petrenko", "Petrenko/1", "Kovalenko1990", "P-Kovalenko", "Anna-Lena kommt", "zieht zu Familie, Jallow",
    "Haus Nord, Amira", "Praktikum bei Bäckerei, Kovalchuk",
)  # fmt: skip
# What clerks write beside a case: kin without a name, towns, languages, houses, firms, words that look like names.
CLEAN = (
    "Sohn Gymnasium 12 Jahre alt", "Tochter Krippe 2 J", "Umzug nach Chmelnyzkyj", "aus Lvivska Oblast",
    "Kita Arche Noah",
    "AU Luise", "Mutter: Sprachkurs B1 ab 09/2022", "Mutter Sprachkurs", "Vater Arbeit in Weil am Rhein",
    "Tochter Kita Wirbelwind",
    "Tochter Gymnasium", "Sohn Ausbildung als Koch", "Sohn (15) Schule", "Kind geb. 2022", "Kind (3 Jahre) Kita",
    "Kind (Pflege)", "Frau und zwei Kinder", "Ehemann noch in der Ukraine", "Mann (SGB II)", "Familie zieht um",
    "das heißt Widerspruch", "namens der Behörde", "Nachname: Schreibweise geändert", "Umzug nach Sofia", "Haus Anna EG",
    "Kita St. Elisabeth", "Villa Elisabeth", "St. Martin", "Hans-Thoma-Gymnasium", "Albert-Schweitzer-Schule",
    "Taras-Schewtschenko-Universität Kiew", "Maria-Hilf-Kirche", "Praktikum bei Edeka Müller", "Autohaus Peter Schmidt",
    "Spedition Hoffmann GmbH", "Müller GmbH", "Drogerie Müller", "Meyer-Werft", "Projekt Lina", "LEA Karlsruhe",
    "EVA Stuttgart", "aus Mariupol", "Herkunft Al-Hasakah", "aus Diyarbakir", "Sprachen: Farsi, Dari", "dari, farsi",
    "Kurde, Yeside", "Di, Do", "ja, nein", "max dauer", "Max 2 Jahre", "Jan. 2022", "Jan bis Mai", "ernst gemeint",
    "frank und frei", "Roman lesen", "Ramadan", "stets erreichbar", "Haben Sie Fragen", "Alaska", "Casanova", "Koch",
    "Richter", "Winter", "Braun", "wohnen, arbeit", "offen, Rückmeldung fehlt", "kein Kontakt, verzogen", "Basel",
    "Zell im Wiesental", "Bescheid Land BW 2022", "Soforthilfe Ukraine", "Stelle Nord/1", "Sana Klinikum", "Otto Versand",
    "Caritas Hochrhein", "Antrag bei Diakonie gestellt", "Termin beim Standesamt am Montag", "Patin gefunden",
    "Jesidin aus Sindschar", "Ersttermin, Dolmetscher nötig",
)  # fmt: skip
IDS_WITH_NAMES = (
    "Haushalt Petrenko", "Petrenko/1", "Ali-1", "HH_Kovalenko", "PETRENKO_2", "kovalenko, olena", "Familie-Petrenko-3",
    "Haushalt Quexolo", 
)  # fmt: skip
REGISTER = ["Person-ID", "Staatsangehörigkeit", "Geburtsjahr", "Geschlecht", "Zuzug"]


@pytest.mark.parametrize("text", IN_REMARKS)
def test_a_name_in_a_remark_refuses_the_file(take: Take, text: str) -> None:
    assert detectors.find(text) == detectors.NAME
    rows = [[*row, f'"{text}"'] for row in CASES_ROWS]
    taken = take({FAELLE: cases(rows, [*CASES_HEADER, "Bemerkung"])})
    assert (taken.result.personal_data, taken.count()) == (True, 0)
    assert text not in " ".join(finding.message for finding in taken.findings)


@pytest.mark.parametrize("text", CLEAN)
def test_a_remark_that_names_nobody_is_none(take: Take, text: str) -> None:
    rows = [[*row, f'"{text}"'] for row in CASES_ROWS]
    taken = take({FAELLE: cases(rows, [*CASES_HEADER, "Bemerkung"])})
    assert (taken.rules(), taken.count()) == (["extra_column"], 3)


@pytest.mark.parametrize("text", IDS_WITH_NAMES)
def test_a_name_hides_in_no_id_of_a_household(take: Take, text: str) -> None:
    rows = [[*row, household] for row, household in zip(CASES_ROWS, ["HH-1", text, "HH-2"], strict=True)]
    taken = take({FAELLE: cases(rows, [*CASES_HEADER, "Haushalts-ID"])})
    assert [(f.rule, f.row, f.column) for f in taken.findings] == [("personal_data", 3, "Haushalts-ID")]


@pytest.mark.parametrize(
    "pseudonym", ["petrenko olena", "Petrenko", "P-Kovalenko", "Kovalenko1990", "Kovalenko Olena", "Quexolo"]
)
def test_a_name_is_no_pseudonym(take: Take, pseudonym: str) -> None:
    rows = [[pseudonym, "UKR", "1990", "w", "01.04.2022"], ["R-0002", "UKR", "1991", "m", "01.04.2022"]]
    taken = take({"zuzugsregister_STADT_2022-06-30.csv": csv_text(REGISTER, rows)})
    assert [(f.rule, f.row, f.column) for f in taken.findings] == [("personal_data", 2, "Person-ID")]


@pytest.mark.parametrize(
    "pseudonym", ["R-0001", "P-A1B2C3", "ZR-KELT-0042", "0123456789", "QXAB", "W-deadbeef"]
)
def test_a_made_pseudonym_is_taken(take: Take, pseudonym: str) -> None:
    rows = [[pseudonym, "UKR", "1990", "w", "01.04.2022"]]
    taken = take({"zuzugsregister_STADT_2022-06-30.csv": csv_text(REGISTER, rows)})
    assert (taken.account.reason, taken.count()) == (None, 1)


def test_numbers_of_contacts_grants_and_posts_hold_no_name(take: Take) -> None:
    contacts = csv_text(["Kontakt-ID", "Datum"], [["Petrenko", "01.06.2022"]])
    header = ["Bescheid", "Programm", "Träger", "von", "bis", "VZÄ gefördert", "bewilligt (EUR)"]
    grant = ["Bescheid Kovalenko", "VWV_IM", "STADT", "01.01.2022", "31.12.2022", "1,0", "64000"]
    files = {
        "beratungen_STADT_2022-06-30.csv": contacts,
        "foerderung_STADT_2022-06-30.csv": csv_text(header, [grant]),
    }
    assert [(f.rule, f.column) for f in take(files).findings] == [
        ("personal_data", "Kontakt-ID"), ("personal_data", "Bescheid")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "grant", ["Bescheid Land BW 2022", "Zuwendungsbescheid 2022", "VwV-IM 2022/23", "BESCHEID-2022-01"]
)
def test_the_number_of_a_grant_is_no_name(take: Take, grant: str) -> None:
    header = ["Bescheid", "Programm", "Träger", "von", "bis", "VZÄ gefördert", "bewilligt (EUR)"]
    row = [grant, "VWV_IM", "STADT", "01.01.2022", "31.12.2022", "1,0", "64000"]
    assert take({"foerderung_STADT_2022-06-30.csv": csv_text(header, [row])}).rules() == []


_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.mark.parametrize("prefix", ["", "R-", "HH_"])
@pytest.mark.parametrize(
    ("alphabet", "length"),
    [
        (_CAPITALS + "0123456789", 10), (_CAPITALS + "234567", 8), (_CAPITALS, 8), (_CAPITALS.lower(), 7),
        (_CAPITALS.lower() + "0123456789", 4), ("0123456789abcdef", 10),
        (_CAPITALS + _CAPITALS.lower() + "0123456789", 10),
    ],
)  # fmt: skip
def test_random_letters_of_ids_are_no_names_by_chance(prefix: str, alphabet: str, length: int) -> None:
    """Base 36, 32, 62, hex, letters alone: endings of surnames and names of three letters turn up in them."""
    chance = random.Random(11)
    ids = [prefix + "".join(chance.choices(alphabet, k=length)) for _ in range(20_000)]
    named = [text for text in ids if mentions.hides_in_an_id(text) or mentions.somebody_is_mentioned(text)]
    assert named == []


@pytest.mark.parametrize(
    ("word", "surname"),
    [
        ("Müller", True), ("mueller", True), ("Muller", True), ("Yılmaz", True), ("Öztürk", True), ("Ozturk", True),
        ("Wasylenko", True), ("Tkatschuk", True), ("Hryniuk", True), ("Kowalskyj", True), ("Davutoğlu", True),
        ("Đorđević", True), ("Popalzada", True), ("Bauer", False), ("Koch", False), ("Alaska", False), ("Enko", False),
        ("Ramadan", False), ("stets", False),
    ],
)  # fmt: skip
def test_surnames_are_known_by_the_list_and_by_their_ending(word: str, surname: bool) -> None:
    assert names.is_surname(word) is surname
