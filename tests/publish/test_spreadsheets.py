"""What goes into a CSV file: numbers stay numbers, and nothing a spreadsheet program would run gets in."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publish.document import Cell, Row, Table
from pipelines.publish.document_files import csv_of
from pipelines.spreadsheets import as_typed, harmless

TABLE = Table("kennzahlen", "Kennzahlen", ("Kennzahl", "Veränderung"), ())


def cells(*shown: str) -> list[str]:
    made = csv_of(replace(TABLE, rows=tuple(Row("Zugänge", (Cell(text),)) for text in shown)))
    return [row[1] for row in csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";")][1:]


def test_a_change_stands_in_the_attached_file_as_it_is_printed() -> None:
    assert cells("+400", "−31", "+62\u202f%", "±0", "+1.280", "−484,50\u202f€", "−1 Prozentpunkt") == [
        "+400", "-31", "+62 %", "±0", "+1.280", "-484,50 €", "-1 Prozentpunkt",
    ]  # fmt: skip


def lines(*rows: Row, header: tuple[str, ...]) -> list[str]:
    made = csv_of(Table("kosten", "Kosten", header, rows)).decode("utf-8-sig")
    return made.splitlines()


def test_a_unit_stands_in_the_head_of_its_column_and_the_cells_are_numbers() -> None:
    """«117300 €» and «33,3 %» would be words for a spreadsheet program."""
    city = Row(
        "Stadt", (Cell("117.300\u202f€", 117300, "eur"), Cell("33,3\u202f%", 0.333), Cell("1 : 287", 287))
    )
    none = Row("Caritas", (Cell("–", 0, "eur"), Cell("x"), Cell("1 : 280", 280)))
    assert lines(city, none, header=("Träger", "Kosten", "Deckung", "je Stelle")) == [
        "Träger;Kosten (€);Deckung (%);je Stelle (1 : n)", "Stadt;117300;33,3;287", "Caritas;–;x;280",
    ]  # fmt: skip


def test_where_a_column_has_several_units_the_row_names_its_own() -> None:
    persons = Row("Zielgruppe", (Cell("1.400", 1400), Cell("+60", 60), Cell("+4\u202f%", 0.04)))
    share = Row("Deckung", (Cell("78,0\u202f%", 0.78), Cell("x"), Cell("x")))
    same = Row("Stellen", (Cell("6,0", 6), Cell("±0,0", 0), Cell("±0\u202f%", 0)))
    assert lines(persons, share, same, header=("Kennzahl", "2025", "Veränderung", "in Prozent")) == [
        "Kennzahl;2025;Veränderung;in Prozent", "Zielgruppe;1400;+60;+4", "Deckung (%);78,0;x;x", "Stellen;6,0;0,0;0",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1+1", "-2+3", "+SUM(A1)", "-A1", "@SUM(A1)", "+", "-", "\t=1", "\r=1", "\n=1", "+1 %+A1", "-1.2.3",
        "+12.34", "+1;2", "--5", "+-5", "+4\n", "+٣", "-1!A1", "+1 cmd|' /C calc'!A0",
    ],
)  # fmt: skip
def test_what_begins_like_a_formula_is_quoted(text: str) -> None:
    assert harmless(text) == f"'{text}"


@given(
    st.text(st.sampled_from("=+-@\t\r\n'0123456789.,% €aA"), max_size=8).filter(lambda text: text[:1] != "'")
)
def test_what_was_typed_comes_back(text: str) -> None:
    assert as_typed(harmless(text)) == text
