"""What a person reads of a figure."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.metrics.model import Figure
from pipelines.publish import german, tabular
from pipelines.publish.chart import Point
from pipelines.publish.document import Cell

NEARLY = "nahezu unverändert"


def figure(value, unit="persons", kind="stock", status="exact", preliminary=False, over=(None, None)):

    return Figure("m", 1, unit, kind, date(2022, 6, 30), None, {}, value, *over, status, preliminary)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (figure(1048), "1.048"),
        (figure(0), "–"),
        (figure(-29), "−29"),
        (figure(None), "."),
        (figure(None, status="suppressed"), "•"),
        (figure(None, status="undefined", kind="ratio", unit="persons_per_fte"), "x"),
        (figure(None, status="preliminary", preliminary=True), "…"),
        (figure(1052, status="preliminary", preliminary=True), "1.052"),
        (figure(3.5, "fte"), "3,5"),
        (figure(4, "fte"), "4,0"),
        (figure(4.75, "fte"), "4,75"),
        (figure(0.78125, "fraction", "ratio", over=(400, 512)), "78,1\u202f%"),
        (figure(299.428571, "persons_per_fte", "ratio", over=(1048, 3.5)), "1 : 299"),
        (figure(0, "persons_per_fte", "ratio", over=(0, 1.5)), "1 : 0"),
        (figure(262.5, "persons_per_fte", "ratio", over=(1050, 4)), "1 : 263"),
        (figure(351900, "eur"), "351.900\u202f€"),
        (figure(21.0577, "per_1000", "ratio", over=(1048, 49768)), "21,1"),
        (figure(17.25, "months", "distribution"), "17,3"),
        (figure(0.0004, "fraction", "ratio", over=(1, 2500)), "0,0\u202f%"),
    ],
)
def test_a_figure_is_shown_as_its_unit_and_din_55301_ask(given_, expected):
    assert german.shown(given_) == expected


def rate(persons, base, metric="employment_rate", status="exact"):
    value = persons / base if base else None
    day = date(2022, 6, 30)
    return Figure(metric, 1, "fraction", "ratio", day, None, {}, value, persons, base, status, False)


@pytest.mark.parametrize(
    ("figure_", "expected"),
    [
        (rate(1, 1), "/"),
        (rate(0, 49), "/"),
        (rate(49, 49), "/"),
        (rate(25, 50), "50,0\u202f%"),
        (rate(0, 50), "–"),
        (rate(9, 12, "housing_occupancy"), "/"),
        (rate(30, 40, "cost_coverage"), "75,0\u202f%"),
        (rate(60, 95, status="rounded"), "/"),
        (rate(60, 100, status="rounded"), "60\u202f%"),
        (rate(0, 0, status="undefined"), "x"),
        (rate(0, 0, status="suppressed"), "•"),
    ],
)
def test_a_percentage_of_too_few_is_the_sign_for_not_reliable(figure_, expected):
    """DOMAIN.md: of at least 50 in the internal world, of at least 100 in public; money is not counted by heads."""
    assert german.shown(figure_) == expected
    drawn = Point.of(figure_), Cell.of(figure_)
    assert [one.shown for one in drawn] == [expected, expected]
    if expected in german.SIGNS and expected != german.ZERO:
        assert [one.value for one in drawn] == [None, None], "a sign has no bar, and no number in a file"


def test_the_file_of_a_rate_keeps_the_value_and_explains_the_sign():
    heading = tabular.Heading("2022-06-30-aaaa", date(2022, 6, 30), "ob")
    table = str(tabular.render([rate(1, 1)], heading, "table"))
    assert "  /  " in table and "/ = nicht sicher genug, Gesamtzahl unter 50" in table
    [figure_] = json.loads(tabular.render([rate(1, 2)], heading, "json"))["figures"]
    assert (figure_["value"], figure_["shown"], figure_["status"]) == (0.5, "/", "exact")
    assert "/ =" not in str(tabular.render([rate(25, 50)], heading, "table"))


def test_beside_the_value_of_a_rate_stands_no_percent():
    """0,347 is no number of percent; the string «34,7 %» says so itself."""
    heading = tabular.Heading("2022-06-30-aaaa", date(2022, 6, 30), "ob")
    _, row, *_ = tabular.render([rate(347, 1000)], heading, "csv").decode().splitlines()
    assert row.split(";")[4:7] == ["0,347", "34,7\u202f%", "Anteil (1 = 100 %)"]


def test_every_unit_has_a_name_and_a_form():
    assert set(german.UNIT_NAMES) == set(german._WORDING)


def test_rounding_is_half_away_from_zero_once():
    assert german.number(Decimal("0.5")) == "1"
    assert german.number(Decimal("-0.5")) == "−1"
    assert german.number(Decimal("2.5")) == "3"
    assert german.number(0.125, 2) == "0,13"
    assert german.number(-0.4) == "0", "a rounded zero has no sign"


def test_dates():
    assert german.day(date(2022, 6, 30)) == "30.06.2022"
    assert german.stand(date(2022, 6, 30)) == "Stand: Juni 2022"
    assert german.month(date(2022, 3, 1)) == "März 2022"


@pytest.mark.parametrize(
    ("now", "before", "unit", "words"),
    [
        (1048, 1019, "persons", "29 mehr als vor einem Jahr"),
        (1000, 1019, "persons", "19 weniger als vor einem Jahr"),
        (7, 7, "persons", "genauso viele wie vor einem Jahr"),
        (Fraction(400, 512), Fraction(390, 512), "fraction", "2,0 Prozentpunkte mehr als vor einem Jahr"),
        (
            Fraction(40000, 51200),
            Fraction(40001, 51200),
            "fraction",
            "nahezu unverändert",
        ),
        (Fraction(1048, 4), Fraction(1000, 4), "persons_per_fte", "um 12 höher als vor einem Jahr"),
        (Decimal("4.75"), Decimal("4"), "fte", "0,75 mehr als vor einem Jahr"),
        (Decimal("17.2"), Decimal("17.16"), "months", NEARLY),
    ],
)
def test_a_change_in_words(now, before, unit, words):
    assert german.change(now, before, unit) == words


def test_quantities_in_a_sentence():
    assert german.quantity(1, "persons") == "1 Person"
    assert german.quantity(1048, "persons") == "1.048 Personen"
    assert german.quantity(Decimal("3.5"), "fte") == "3,5 Vollzeitstellen"
    assert german.quantity(Fraction(400, 512), "fraction") == "78,1\u202fProzent"


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_can_be_read_back(value):
    text = german.number(value)
    assert int(text.replace(".", "").replace("−", "-")) == value


@given(st.decimals(-(10**6), 10**6, places=4), st.integers(0, 3))
def test_rounding_moves_by_at_most_half_a_step_and_is_symmetric(value, places):
    step = Decimal(1).scaleb(-places)
    assert abs(german.rounded(value, places) - value) <= step / 2
    assert german.rounded(-value, places) == -german.rounded(value, places)
