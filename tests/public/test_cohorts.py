"""Half-years of arrival: who stayed how long, told to the public from printed numbers only."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.errors import NotAvailable
from pipelines.metrics import catalogue
from pipelines.metrics.catalogue import Measure
from pipelines.releases.public_cohorts import Cohorts

RATE = catalogue.metric("ukraine_retention")
STAYED, ARRIVED = RATE.numerator, RATE.denominator
HALVES = {
    "2021-H2": [f"2021-{month:02}" for month in range(7, 13)],
    "2022-H1": [f"2022-{month:02}" for month in range(1, 7)],
    "2022-H2": [f"2022-{month:02}" for month in range(7, 13)],
}
# 510 came in the first half of 2022, 385 of them were there after three months, 350 after six; then 175 and 150.
PRINTED = {
    ("2022-03", ()): 300,
    ("2022-04", ()): 210,
    ("2022-H1", (("stayed_3", "yes"),)): 385,
    ("2022-H1", (("stayed_6", "yes"),)): 350,
    ("2022-09", ()): 175,
    ("2022-H2", (("stayed_3", "yes"),)): 150,
}


def printed(metric, period, where):
    assert metric == "ukraine_arrivals"
    return PRINTED.get((period, where), 0)


def cells(measure: Measure, as_of: date, by=("cohort", "horizon_months"), **filters: str):
    rate = Cohorts("ukraine_arrivals", {"3": "stayed_3", "6": "stayed_6"}, STAYED, ARRIVED)
    return rate.cells(measure, as_of, by, filters, HALVES, printed)


def test_a_cohort_is_told_when_its_last_day_lies_so_many_months_back():
    september = cells(STAYED, date(2022, 9, 30))
    assert september == {("2022-H1", "3"): 385}
    assert cells(STAYED, date(2022, 8, 31)) == {}
    assert cells(STAYED, date(2023, 3, 31)) == {
        ("2022-H1", "3"): 385, ("2022-H1", "6"): 350, ("2022-H2", "3"): 150,
    }  # fmt: skip


def test_the_base_is_the_sum_of_the_printed_months():
    assert cells(ARRIVED, date(2022, 12, 31)) == {("2022-H1", "3"): 510, ("2022-H1", "6"): 510}


def test_arrivals_by_half_year_begin_where_somebody_came():
    assert cells(ARRIVED, date(2022, 12, 31), ("cohort",)) == {("2022-H1",): 510, ("2022-H2",): 175}


def test_one_cohort_or_one_horizon_may_be_picked():
    assert cells(STAYED, date(2023, 6, 30), ("cohort",), horizon_months="6") == {
        ("2022-H1",): 350, ("2022-H2",): 0,
    }  # fmt: skip
    assert cells(STAYED, date(2023, 6, 30), ("horizon_months",), cohort="2022-H1") == {
        ("3",): 385,
        ("6",): 350,
    }


@pytest.mark.parametrize("by", [("cohort",), ("horizon_months",), ("cohort", "sex")])
def test_other_breakdowns_are_not_published(by):
    with pytest.raises(NotAvailable, match="Halbjahr"):
        cells(STAYED, date(2023, 6, 30), by)


def test_a_withheld_month_withholds_the_base(monkeypatch):
    monkeypatch.setitem(PRINTED, ("2022-05", ()), None)
    assert cells(ARRIVED, date(2022, 12, 31), ("cohort",))[("2022-H1",)] is None
