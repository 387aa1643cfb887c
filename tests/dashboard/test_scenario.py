"""What if: the arithmetic, its limits, its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import scenario as model

START = model.Start(
    date(2022, 6, 30), Fraction(1048), Fraction(4), Fraction(7, 2), Fraction(120), Fraction(60_000), False
)


def test_without_a_word_everything_stays_as_it_is():
    wanted, sentences = model.read({}, START)
    months = model.course(START, wanted)
    assert sentences == []
    assert len(months) == 25
    assert {month.persons for month in months} == {1048}
    assert months[-1].on == date(2024, 6, 30)


def test_110_more_by_august_come_evenly_and_stay():
    wanted, _ = model.read({"plus": "110", "bis": "2022-08"}, START)
    months = model.course(START, wanted)
    assert [month.persons for month in months[:4]] == [1048, 1103, 1158, 1158]
    assert months[2].caseload == Fraction(1158, 4)
    assert months[2].needed == Fraction(1158, 120)
    assert months[2].missing == Fraction(1158, 120) - 4


def test_positions_german_decimals_and_another_target():
    wanted, _ = model.read({"stellen": "0,75", "ziel": "100", "satz": "64.000,00"}, START)
    months = model.course(START, wanted)
    assert months[0].filled == 4, "today stays today"
    assert months[1].filled == Fraction("4.75")
    assert wanted.rate == 64_000
    assert months[1].needed == Fraction(1048, 100)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("64.000", 64_000),
        ("64000", 64_000),
        ("64.000,50", Fraction(128_001, 2)),
        ("64 000", 64_000),
        ("64\u202f000", 64_000),
        ("1.250.000", 1_250_000),
        ("0,75", Fraction(3, 4)),
        ("0.75", Fraction(3, 4)),
        ("0.750", Fraction(3, 4)),
        ("−20", -20),
        ("+20", 20),
    ],
)
def test_a_number_is_read_as_germans_write_it(text, number):
    """«64.000» was read as 64 euros, «1.000» persons as one."""
    assert model.number_of(text) == number


@pytest.mark.parametrize("text", ["viele", "1.00.000", "64.000.5", "1,5,0", "12 34", "1e3", "٦٤", "−", ""])
def test_what_is_no_number_is_none(text):
    assert model.number_of(text) is None


def test_thousands_of_euros_and_of_persons_stand_in_the_assumptions():
    wanted, sentences = model.read({"satz": "64.000", "plus": "1.000", "bis": "12/2022"}, START)
    said = " ".join(model.assumptions(START, wanted))
    assert sentences == []
    assert "Gerechnet wird mit 64.000\u202f€ je geförderter Stelle und Jahr." in said
    assert "Bis Dezember 2022 werden es gleichmäßig 1.000 Personen mehr" in said


def test_one_person_more_is_one_person():
    wanted, _ = model.read({"plus": "1", "bis": "12/2022"}, START)
    assert "Bis Dezember 2022 wird es eine Person mehr, danach" in " ".join(model.assumptions(START, wanted))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"plus": "viele"}, "Personen: «viele» ist keine Zahl; gerechnet wird mit 0."),
        ({"plus": "99999"}, "Personen: Möglich sind −5.000 bis 5.000; gerechnet wird mit 0."),
        ({"ziel": "0"}, "Zielschlüssel: Möglich sind 10 bis 1.000; gerechnet wird mit 120."),
        ({"bis": "2030-01"}, "Bis: Möglich sind die nächsten 24 Monate; gerechnet wird bis Juni 2023."),
        ({"bis": "bald"}, "Bis: «bald» ist kein Monat; gerechnet wird bis Juni 2023."),
        ({"satz": "nan"}, "Satz je Stelle: «nan» ist keine Zahl; gerechnet wird mit 60.000."),
    ],
)
def test_an_input_that_cannot_be_meant_is_named(fields, sentence):
    assert model.read(fields, START)[1] == [sentence]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2022-08", date(2022, 8, 31)),
        ("08/2022", date(2022, 8, 31)),
        ("31.08.2022", date(2022, 8, 31)),
        ("8.2022", date(2022, 8, 31)),
        ("August 2022", date(2022, 8, 31)),
        ("Aug. 2022", date(2022, 8, 31)),
        ("August", date(2022, 8, 31)),
        ("märz", date(2023, 3, 31)),
        ("Juni", date(2023, 6, 30)),
    ],
)
def test_a_month_may_be_written_as_people_write_it(text, month):
    wanted, sentences = model.read({"bis": text}, START)
    assert (wanted.by, sentences) == (month, [])


@pytest.mark.parametrize("text", ["Septober", "13/2022", "August 22", "0", "2022"])
def test_what_is_no_month_is_none(text):
    assert "ist kein Monat" in model.read({"bis": text}, START)[1][0]


@given(st.text(max_size=30), st.sampled_from(["plus", "bis", "ziel", "satz", "stellen"]))
def test_no_input_breaks_the_panel(text, word):
    wanted, _ = model.read({word: text}, START)
    months = model.course(START, wanted)
    assert all(month.filled >= 0 for month in months)


def test_no_positions_left_means_no_caseload():
    wanted, _ = model.read({"stellen": "-4"}, START)
    assert model.course(START, wanted)[1].caseload is None


def test_the_assumptions_are_said_in_words():
    wanted, _ = model.read({"plus": "-20", "bis": "2022-12", "stellen": "-1"}, START)
    said = " ".join(model.assumptions(START, wanted))
    assert "Bis Dezember 2022 werden es gleichmäßig 20 Personen weniger" in said
    assert "1,0 Stellen weniger besetzt" in said
    assert "Das Ziel ist 1 : 120." in said


def test_a_scenario_that_starts_from_preliminary_figures_says_so():
    said = model.assumptions(replace(START, preliminary=True), model.read({}, START)[0])
    assert said[0] == (
        "Ausgangspunkt: 1.048 aktive Personen und 4,0 besetzte Stellen am 30.06.2022 (vorläufig)."
    )


@given(st.dictionaries(st.text(min_size=1), st.integers(0, 500).map(Fraction), min_size=1))
def test_shares_add_up_to_the_whole(parts):
    split = model.shares(Fraction(1000), parts)
    assert sum(split.values()) == (1000 if sum(parts.values()) else 0)
