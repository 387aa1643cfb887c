"""The sentence under a chart of a document: months of flows, days of stocks, bars told as they stand."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.charts import spoken
from pipelines.publish.chart import Chart, Point, Series

JUNE, JULY = date(2025, 6, 30), date(2025, 7, 31)


def over_time(unit, name, monthly):
    row = Series(name, (Point(990, "990"), Point(1005, "1.005")))
    return Chart("k", "line", "Titel", "", unit, (JUNE, JULY), (row,), "Stichtag", "Quelle", monthly=monthly)


def bars(*told, name="Vollzeitstellen"):
    row = Series(name, tuple(Point(value, shown) for _, value, shown in told))
    places = tuple(place for place, _, _ in told)
    return Chart("k", "bars", "Titel", "", "fte", places, (row,), name, "Quelle")


def test_a_flow_is_of_its_month_and_a_stock_of_its_day():
    assert (
        spoken(over_time("consultations", "Beratungen", True)).sentence == "Im Juli 2025: 1.005 Beratungen."
    )
    assert (
        spoken(over_time("persons", "Aktive Zielgruppe", False)).sentence
        == "Am 31.07.2025: Aktive Zielgruppe 1.005."
    )


@pytest.mark.parametrize(
    ("chart", "sentence"),
    [
        (bars(("Soll", 82, "82"), ("Ist", 138, "138"), name="Personen"), "Personen: Soll 82, Ist 138."),
        (
            bars(("geplant", 6, "6,0"), ("besetzt", 4.75, "4,75"), ("gefördert", 3.5, "3,5")),
            "Vollzeitstellen: geplant 6,0; besetzt 4,75; gefördert 3,5.",
        ),
        (bars(*((name, 3, "3") for name in "ABCD"), ("E", 9, "9")), "Am höchsten: E, 9."),
        (bars(*((name, 3, "3") for name in "ABC"), ("D", 9, "9"), ("E", 9, "9")), "Am höchsten: D und E, je 9."),
    ],
)  # fmt: skip
def test_a_few_bars_are_all_told_and_none_is_praised(chart, sentence):
    assert spoken(chart).sentence == sentence
