"""What an approval writes down: every figure of a document, once, in words that contain it."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipelines.metrics import Figure, catalogue
from pipelines.publish.briefing.frame import share
from pipelines.publish.chart import Chart, Point, Series
from pipelines.publish.document import Block, Cell, Document, Paragraph, Picture, Row, Section, Table
from pipelines.publish.printed import contains, printed

JUNE, YEAR_BEFORE = date(2022, 6, 30), date(2021, 6, 30)


def figure(value: float | None, as_of: date = JUNE, metric: str = "active_target_group", **by: str) -> Figure:
    known = catalogue.metric(metric)
    status: Any = "rounded" if value is not None else "suppressed"
    return Figure(metric, 1, known.unit, known.kind, as_of, None, by, value, None, None, status, False)


def words(*blocks: Block) -> list[str]:
    document = Document("Titel", "Zweck", (), (Section("Teil", blocks),), JUNE, JUNE, "r", "Stadt")
    return [text for text, _ in printed(document)]


def _by_sex(*values: float | None) -> Table:
    rows = [
        Row(name, (Cell.of(figure(value, sex=code)), Cell("+5 %", 0.05, "fraction")))
        for name, code, value in zip(("weiblich", "männlich"), "wm", values, strict=True)
    ]
    return Table("geschlecht", "Nach Geschlecht", ("Geschlecht", "Zahl", "Veränderung"), tuple(rows))


def test_a_table_is_entered_row_by_row_without_what_a_reader_reckons_himself() -> None:
    assert words(_by_sex(480, 565)) == [
        "Tabelle 1 «Nach Geschlecht», weiblich: 480",
        "Tabelle 1 «Nach Geschlecht», männlich: 565",
    ]


def test_a_withheld_number_did_not_go_out() -> None:
    assert words(_by_sex(None, 565)) == ["Tabelle 1 «Nach Geschlecht», männlich: 565"]


def test_where_several_columns_have_figures_the_column_is_named_and_a_share_is_a_figure() -> None:
    part, whole = figure(480, sex="w"), figure(1045)
    cells = (Cell.of(part), Cell.of(figure(300, YEAR_BEFORE, sex="w")), share(part, whole))
    total = Row("insgesamt", (Cell.of(whole), Cell.of(figure(650, YEAR_BEFORE)), share(whole, whole)))
    header = ("Geschlecht", "30.06.2022", "30.06.2021", "Anteil")
    table = Table("t", "Nach Geschlecht", header, (Row("weiblich", cells), total))
    assert words(table) == [
        "Tabelle 1 «Nach Geschlecht», weiblich, 30.06.2022: 480",
        "Tabelle 1 «Nach Geschlecht», weiblich, 30.06.2021: 300",
        "Tabelle 1 «Nach Geschlecht», weiblich, Anteil: 46\u202f%",
        "Tabelle 1 «Nach Geschlecht», insgesamt, 30.06.2022: 1.045",
        "Tabelle 1 «Nach Geschlecht», insgesamt, 30.06.2021: 650",
    ]


def test_a_picture_is_entered_like_its_table_and_a_figure_of_both_once_by_the_table() -> None:
    series = Series("Aktive", (Point.of(figure(650, YEAR_BEFORE)), Point.of(figure(1045))))
    chart = Chart(
        "k", "line", "Die Zielgruppe", "", "persons", (YEAR_BEFORE, JUNE), (series,), "Tag", "Quelle"
    )
    table = Table("t", "Kennzahlen", ("Kennzahl", "Wert"), (Row("Aktive", (Cell.of(figure(1045)),)),))
    assert words(Picture(chart), table) == [
        "Tabelle 1 «Kennzahlen», Aktive: 1.045",
        "Abbildung 1 «Die Zielgruppe», 30.06.2021: 650",
    ]


def test_the_sentence_stands_where_it_has_the_number_and_beside_the_place_where_it_rounds_it() -> None:
    table = Table("t", "Kennzahlen", ("Zahl", "Wert"), (Row("Personen", (Cell.of(figure(1045)),)),))
    exact = Paragraph("Stand Juni 2022 sind es 1.045 Personen.", told=(figure(1045),))
    about = Paragraph("Stand Juni 2022 sind es rund 1.050 Personen.", told=(figure(1045),))
    assert words(exact, table) == ["Stand Juni 2022 sind es 1.045 Personen."]
    assert words(about, table) == [
        "Stand Juni 2022 sind es rund 1.050 Personen. Tabelle 1 «Kennzahlen», Personen: 1.045"
    ]


def test_a_number_is_no_part_of_a_longer_one() -> None:
    assert contains("Von 4,0 Stellen fördert das Land 3,5.", "3,5")
    assert not contains("1.045 Personen, 3,51 Stellen, 20.06.", "45") and not contains("13,5 Stellen", "3,5")
