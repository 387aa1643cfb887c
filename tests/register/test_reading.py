"""From text to entry: what is understood, and one German sentence for each thing that is not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import UsageProblem
from pipelines.publish.register import stichtag, table
from pipelines.publish.register.fields import COLUMNS, Faulty
from pipelines.publish.register.model import from_record
from tests.register.printed import ACTIVE, printed


@pytest.mark.parametrize(
    ("value", "hedge", "number", "unit", "shown"),
    [
        ("1.048", "", "1048", "persons", "1.048"),
        ("über 500", "über", "500", "persons", "über 500"),
        ("ca. 140", "ca.", "140", "persons", "ca. 140"),
        ("mehr als 1.000", "mehr als", "1000", "persons", "mehr als 1.000"),
        ("12,8 %", "", "12.8", "percent", "12,8 Prozent"),
        ("rund 54 Prozent", "rund", "54", "percent", "rund 54 Prozent"),
    ],
)
def test_a_figure_is_read_as_it_was_printed(
    value: str, hedge: str, number: str, unit: str, shown: str
) -> None:
    entry = printed(value, by="nationality=166")
    assert (entry.hedge, entry.value, entry.unit, entry.shown) == (hedge, Decimal(number), unit, shown)


def test_printed_decimals_stay() -> None:
    assert printed("4,0", metric="fte_filled").shown == "4,0"
    assert printed("262", metric="caseload_filled").shown == "1 : 262"


@pytest.mark.parametrize(
    ("text", "first", "last", "shown"),
    [
        ("2022-06-30", "2022-06-30", "2022-06-30", "30.06.2022"),
        ("30.06.2022", "2022-06-30", "2022-06-30", "30.06.2022"),
        ("Februar 2024", "2024-02-01", "2024-02-29", "Februar 2024"),
        ("2020-12", "2020-12-01", "2020-12-31", "Dezember 2020"),
        ("2023", "2023-01-01", "2023-12-31", "2023"),
    ],
)
def test_a_stichtag_is_as_exact_as_it_was_printed(text: str, first: str, last: str, shown: str) -> None:
    found = stichtag.read(text)
    assert (str(found.first), str(found.last), found.shown) == (first, last, shown)


@pytest.mark.parametrize("text", ["2022-02-30", "2022-13", "gestern", "Juno 2022", "22", "0000"])
def test_what_no_calendar_knows_is_no_stichtag(text: str) -> None:
    with pytest.raises(ValueError):
        stichtag.read(text)


@pytest.mark.parametrize(
    ("change", "column", "sentence"),
    [
        ({"medium": ""}, "medium", "Das Medium fehlt"),
        ({"quelle": " "}, "quelle", "Die Quelle fehlt"),
        ({"veroeffentlicht": ""}, "veroeffentlicht", "«unbekannt»"),
        ({"stichtag": "Sommer"}, "stichtag", "«Sommer» ist kein Tag"),
        ({"wert": "1,400.5"}, "wert", "keine deutsche Zahl"),
        ({"wert": "1.40"}, "wert", "keine deutsche Zahl"),
        ({"wert": ""}, "wert", "Der Wert fehlt"),
        ({"wert": "satte 500"}, "wort", "«satte»"),
        ({"wert": "", "von": "9", "bis": "5"}, "von", "tauschen"),
        ({"kennzahl": "active_target_grup"}, "kennzahl", "Meinten Sie «active_target_group»?"),
        ({"kennzahl": ""}, "bezeichnung", "eigene Bezeichnung fehlt"),
        ({"fassung": ""}, "fassung", "heute gilt Fassung 1"),
        ({"gliederung": "household"}, "gliederung", "ist keine Zelle"),
        ({"gliederung": "nationality=Syrien"}, "gliederung", "Meinten Sie «475»?"),
        ({"gliederung": "sex=q"}, "gliederung", "Den Code «q»"),
        ({"gliederung": "channel=TELEFON"}, "gliederung", "gibt es nicht nach «channel»"),
        ({"einheit": "Euro"}, "einheit", "passt nicht zur Kennzahl"),
        ({"einheit": "Prozent"}, "einheit", "braucht eine Gliederung"),
        ({"einheit": "Stück"}, "einheit", "«Stück» ist nicht bekannt"),
        ({"kennzahl": "entries"}, "zeitraum_nach", "zählt einen Zeitraum"),
        ({"kennzahl": "entries", "zeitraum_nach": "2022-06-30"}, "zeitraum_nach", "Der Zeitraum ist leer"),
        ({"welt": "draußen"}, "welt", "nicht bekannt"),
        ({"wert": "-5"}, "wert", "«Aktive Zielgruppe» kann nicht kleiner als null sein; bitte statt -5"),
        ({"wert": "rund −1.400"}, "wert", "bitte statt −1.400"),
        ({"wert": "", "von": "-5", "bis": "3"}, "von", "kann nicht kleiner als null sein"),
        ({"wert": "-5 %", "gliederung": "sex=w"}, "wert", "kann nicht kleiner als null sein"),
        ({"wert": "-5", "kennzahl": "consultations", "zeitraum_nach": "2021-12-31"}, "wert", "«Beratungen»"),
        ({"wert": "-0,5", "kennzahl": "fte_filled"}, "wert", "«Stellen besetzt (VZÄ)»"),
        ({"wert": "-10", "kennzahl": "grants_eur"}, "wert", "kann nicht kleiner als null sein"),
        ({"wert": "-1", "kennzahl": "housing_occupancy"}, "wert", "kann nicht kleiner als null sein"),
    ],
)
def test_every_fault_has_its_column_and_one_sentence(
    change: dict[str, str], column: str, sentence: str
) -> None:
    with pytest.raises(Faulty) as found:
        printed("1.048", **change)
    assert [fault.column for fault in found.value.faults] == [column]
    text = found.value.faults[0].sentence
    assert sentence in text and "\n" not in text


@pytest.mark.parametrize(
    ("metric", "more"),
    [
        ("net_change", {"zeitraum_nach": "2021-12-31"}),
        ("quota_balance", {}),
        ("quota_carry_over", {}),
        ("funding_gap_fte", {}),
        ("fte_missing", {}),
        ("city_share_eur", {}),
        ("city_share_per_person", {}),
        (ACTIVE, {"gliederung": "traeger=multiple"}),
        ("", {"bezeichnung": "Wanderungssaldo", "einheit": "Personen"}),
    ],
)
def test_a_difference_may_lie_below_zero(metric: str, more: dict[str, str]) -> None:
    assert printed("-5", metric=metric, **more).value == -5


def test_all_faults_of_a_row_are_named_at_once() -> None:
    with pytest.raises(Faulty) as found:
        printed("viele", "bald", medium="")
    assert {fault.column for fault in found.value.faults} == {"medium", "stichtag", "wert"}


HEADER = ";".join(COLUMNS)
GOOD = "Anzeiger;2022-07-05;Satz;2022-06-30;;1.048;;;;active_target_group;;1;;;;;Seite 3;;"


def csv_file(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "alt.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def test_a_broken_line_names_row_and_column(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, HEADER, GOOD, "", GOOD.replace("1.048", "tausend").replace("2022-06-30", "bald")
    )
    with pytest.raises(UsageProblem) as found:
        table.read(path)
    assert str(found.value).splitlines() == [
        "alt.csv, Zeile 4, Spalte «stichtag»: «bald» ist kein Tag, Monat oder Jahr; "
        "erwartet wird 2022-06-30, 2022-06 oder 2022.",
        "alt.csv, Zeile 4, Spalte «wert»: «tausend» ist keine deutsche Zahl; erwartet wird z. B. 1.400 oder 3,5.",
    ]


@pytest.mark.parametrize(
    ("lines", "encoding", "sentence"),
    [
        ([HEADER, GOOD + ";zu viel"], "utf-8", "Zeile 2: 20 statt 19 Spalten"),
        ([HEADER, '"' + GOOD], "utf-8", "kein gültiges CSV"),
        ([HEADER.replace("medium", "Meduim"), GOOD], "utf-8", "Die Spalte «Meduim» gibt es nicht"),
        ([HEADER.replace("medium;", ""), GOOD], "utf-8", "Es fehlt die Spalte «medium»"),
        ([HEADER, GOOD.replace("Satz", "für")], "latin-1", "nicht in UTF-8"),
        ([""], "utf-8", "Es fehlt die Spalte «medium»"),
    ],
)
def test_a_file_that_is_no_register_says_why(
    tmp_path: Path, lines: list[str], encoding: str, sentence: str
) -> None:
    with pytest.raises(UsageProblem, match=r"alt\.csv") as found:
        table.read(csv_file(tmp_path, *lines, encoding=encoding))
    assert sentence in str(found.value)


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1).map(
    str.strip
)


@given(WORDS.filter(lambda text: text and not text.startswith("'")), st.integers(-5000, 5000))
def test_what_is_exported_is_imported_unchanged(
    tmp_path_factory: pytest.TempPathFactory, words: str, number: int
) -> None:
    entry = printed(
        str(number),
        metric="",
        bezeichnung=words,
        medium=words,
        anmerkung=words,
        einheit="Euro",
        wortlaut=words,
    )
    path = tmp_path_factory.mktemp("csv") / "register.csv"
    path.write_bytes(table.write([entry]))
    assert table.read(path) == [entry]


def test_no_exported_cell_begins_like_a_formula(tmp_path: Path) -> None:
    entry = printed("1", metric="", bezeichnung="=1+1", einheit="Personen", medium="@SUM(A1)")
    lines = table.write([entry]).decode("utf-8-sig").splitlines()
    assert not any(cell.startswith(("=", "@", "+", "-")) for cell in lines[1].split(";"))


def test_an_old_record_is_read_back_as_written() -> None:
    from pipelines.publish.register.model import as_record

    entry = printed("500 bis 600", "2022-06", by="household=family,sex=m")
    assert from_record(as_record(entry)) == entry
