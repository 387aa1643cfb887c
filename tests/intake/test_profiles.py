"""Mapping profiles: what differs is said in a file; mistakes in it are said in German."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from pipelines.__main__ import main
from pipelines.errors import UsageProblem
from pipelines.intake import profiles
from pipelines.paths import Home
from tests.intake.conftest import Take
from tests.intake.exports import CASES_HEADER, FAELLE, book, cases, csv_text

REGISTER = (
    "SozialRegister 9.2 – Fallliste\nMandant: Caritas\n\nStand: 30.06.2022\n"
    "lfd. Nr.;Klientenschlüssel;Leistungserbringer;Jahrg.;Herkunft;Erstkontakt;Abschluss;Abschlussgrund\n"
    "1;LO-0123456789;Caritasverband;1985;Ukraine;01.03.2022;;\n"
    "2;LO-00000000AF;Caritasverband;2010;Syrien;15.11.2019;31.05.2022;fortgezogen\n"
    "Summe;2;;;;;;\n"
)


def profile(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "eigenes.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_list_of_a_case_management_product(take: Take) -> None:
    taken = take({"SozialRegister_Fallliste_CARITAS_30-06-2022.csv": REGISTER.encode("cp1252")})
    account = taken.account
    assert (account.kind, account.traeger, account.export_date) == ("faelle", "CARITAS", date(2022, 6, 30))
    assert account.profile == "sozialregister" and "mit dem Profil «sozialregister»" in account.explanation
    asked = "row_no, case_id, traeger, birth_year, nationality, admitted_on, ended_on, exit_reason"
    assert taken.rows("cases", asked) == [
        (6, "LO-0123456789", "CARITAS", 1985, "166", date(2022, 3, 1), None, None),
        (7, "LO-00000000AF", "CARITAS", 2010, "475", date(2019, 11, 15), date(2022, 5, 31), "WEGZUG_KOMMUNE"),
    ]
    assert (account.rows_read, account.rows_outside, taken.rules()) == (6, 4, [])


def test_the_workbook_of_a_housing_product(take: Take) -> None:
    rows = [
        ["Bewohnerschlüssel", "Kategorie", "Haus", "Check-in", "Check-out"],
        ["LO-0123456789", "städtisches Haus", "Haus Nord", "03/04/2022", "06/01/2022"],
        ["LO-00000000AF", "bei Gastgebern", "", "12/31/2021", ""],
    ]
    content = book({"Übersicht": [["Belegung"], ["frei", 3]], "Belegung": rows})
    taken = take({"Belegung_STADT_20220630.xlsx": content})
    assert taken.account.sheet == "Belegung"
    assert taken.staged("housing") == [
        ("LO-0123456789", "AU_ZENTRAL", "Haus Nord", date(2022, 3, 4), date(2022, 6, 1)),
        ("LO-00000000AF", "PRIVAT_GAST", None, date(2021, 12, 31), None),
    ]


def test_an_own_profile_with_fixed_values_and_a_claim_by_header(take: Take, tmp_path: Path) -> None:
    own = profile(
        tmp_path,
        "claims: {header: [Klient, Seit]}\nkind: faelle\ntraeger: AWO\nexport_date: 2022-06-30\n"
        "headers: {Klient: Fall-ID, Seit: Aufnahme IM}\nfixed: {Träger: AWO}\n",
    )
    text = "Klient;Seit;StA\nLO-0123456789;01.03.2022;UA\n"
    taken = take({"export.csv": text, "anderes.csv": "a;b\n1;2\n"}, (own,))
    assert taken.rows("cases", "case_id, traeger, nationality") == [("LO-0123456789", "AWO", "166")]
    assert [account.refused for account in taken.files] == [False, True]


def test_an_own_profile_goes_before_the_canonical_reading(take: Take, tmp_path: Path) -> None:
    own = profile(tmp_path, "claims: {file: 'faelle_.*'}\nkind: faelle\ncodes: {Geschlecht: {M: w, W: m}}\n")
    row = ["LO-0123456789", "CARITAS", "1985", "M", "166", "01.03.2022", ""]
    assert take({FAELLE: cases([row])}, (own,)).rows("cases", "sex") == [("w",)]


def test_two_profiles_of_one_rank_that_claim_a_file_are_named(take: Take, tmp_path: Path) -> None:
    paths = []
    for name in ("eins", "zwei"):
        path = tmp_path / f"{name}.yml"
        path.write_text("claims: {file: 'faelle_.*'}\nkind: faelle\n", encoding="utf-8")
        paths.append(path)
    taken = take({FAELLE: cases()}, tuple(paths))
    assert "«eins» und «zwei»" in (taken.account.reason or "")


def test_profiles_of_the_home_are_found(tmp_path: Path) -> None:
    home = Home(tmp_path)
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "awo.yml").write_text(
        "claims: {file: 'x.csv'}\nkind: faelle\n", encoding="utf-8"
    )
    found = profiles.available(home)
    shipped = sorted(path.stem for path in Path(profiles.__file__).parent.glob("*.yml"))
    assert {"sozialregister", "wohnraumplaner"} <= set(shipped)
    assert [(one.name, one.rank) for one in found] == [("awo", 1), *((name, 2) for name in shipped)]


CLAIM = "claims: {file: 'x.csv'}\nkind: faelle\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kind: faelle\n", "«claims» fehlt"),
        ("claims: {file: 'x.csv'}\n", "«kind» fehlt"),
        ("claims: {file: 'x('}\nkind: faelle\n", "Das Muster unter «claims: file» ist fehlerhaft"),
        ("claims: {file: '(?P<tag>.*)'}\nkind: faelle\n", "Im Muster die Gruppe «tag» gibt es nicht"),
        ("claims: {datei: x}\nkind: faelle\n", "Unter «claims» die Angabe «datei» gibt es nicht"),
        ("claims: {file: 'x.csv'}\nkind: fälle\n", "Meinten Sie «faelle»?"),
        (CLAIM + "haeders: {}\n", "Meinten Sie «headers»?"),
        (CLAIM + "headers: {Seit: Aufname IM}\n", "Meinten Sie «Aufnahme IM»?"),
        (
            CLAIM + "codes: {Geschlecht: {Mann: mm}}\n",
            "In der Codeliste von «Geschlecht» den Code «mm» gibt es nicht",
        ),
        (CLAIM + "codes: {Aufnahme IM: {a: b}}\n", "braucht eine Spalte mit Codeliste"),
        (CLAIM + "date_formats: ['TT.MM.JJJJ']\n", "ist kein Datumsmuster"),
        (CLAIM + "encoding: cp1251x\n", "Den Zeichensatz «cp1251x» gibt es nicht"),
        (CLAIM + "delimiter: Strich\n", "Das Trennzeichen «strich» gibt es nicht"),
        (CLAIM + "header_row: null\nexport_date: gestern\n", "«export_date» muss ein Tag sein"),
        (CLAIM + "header_row: 0\n", "«header_row» muss eine Zeilennummer ab 1 sein"),
        ("a: [b\n", "kein gültiges YAML"),
        ("", "ist leer"),
    ],
)
def test_mistakes_in_a_profile_are_said_in_german(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(UsageProblem, match="rofil") as problem:
        profiles.load(profile(tmp_path, text))
    assert sentence in str(problem.value)


def test_a_draft_is_a_valid_profile_that_reads_the_file(
    take: Take, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = ["Fallkennung", *CASES_HEADER[1:5], "Aufnahme des IM", "Ende IM"]
    file = tmp_path / "Liste_2022-06-30.csv"
    file.write_text("Titel\n\n" + cases(header=header), encoding="cp1252")
    assert main(["profile", "suggest", str(file)]) == 0
    text = capsys.readouterr().out
    draft = yaml.safe_load(text)
    assert (draft["kind"], draft["header_row"], draft["encoding"]) == ("faelle", 3, "cp1252")
    assert draft["headers"]["Aufnahme des IM"] == "Aufnahme IM"
    draft["headers"]["Fallkennung"] = "Fall-ID"
    own = profile(tmp_path, yaml.safe_dump({**draft, "traeger": "CARITAS"}, allow_unicode=True))
    assert take({file.name: file.read_bytes()}, (own,)).count() == 3


def test_a_draft_for_a_file_like_nothing_we_know_lists_its_headers_and_no_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The shape of a statistical office's table: mark, preamble, nested headers, nil as a dash.
    text = (
        "\ufeffTabelle: 99999-0001\nGeflüchtete: Länder, Stichtag;;;;\n;männlich;;weiblich;\n;ledig;;verheiratet;\n"
        "31.12.2021;;;;\nGeheimland;15;e;-;\n"
    )
    file = tmp_path / "99999-0001_de.csv"
    file.write_text(text, encoding="utf-8")
    assert main(["profile", "suggest", str(file)]) == 0
    out = capsys.readouterr().out
    assert "männlich" in out and "Keine Art wurde erkannt" in out and "Geheimland" not in out


def test_a_draft_never_repeats_a_header_that_names_a_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / FAELLE
    file.write_text(csv_text([*CASES_HEADER, "Frau Beispiel"], []), encoding="utf-8")
    assert main(["profile", "suggest", str(file)]) == 0
    assert "Beispiel" not in capsys.readouterr().out


def test_a_file_that_cannot_be_read_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profile", "suggest", str(tmp_path / "fehlt.csv")]) == 2
    assert main(["profile", "sugest", str(tmp_path / "fehlt.csv")]) == 2
    assert "Meinten Sie «suggest»?" in capsys.readouterr().err
