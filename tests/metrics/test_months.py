"""Month ends, the days the product counts on: long and short months, leap years, the turn of a year, both directions."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.errors import NotAvailable
from pipelines.metrics.cubes import require_month_ends
from pipelines.metrics.sources import Point
from pipelines.months import (
    is_month_end,
    month_end,
    month_ends,
    months_between,
    months_later,
    previous_month_end,
)

D = date.fromisoformat


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-01", 1, "2023-02-28"),
        ("2022-11-15", 2, "2023-01-31"),
        ("2022-02-28", 0, "2022-02-28"),
        ("2022-03-31", -1, "2022-02-28"),
        ("2022-01-31", -1, "2021-12-31"),
        ("2022-06-30", -12, "2021-06-30"),
        ("2024-02-29", -48, "2020-02-29"),
    ],
)
def test_so_many_months_later_is_a_month_end_and_as_far_away(day: str, months: int, end: str) -> None:
    assert months_later(D(day), months) == D(end)
    assert months_between(D(day), D(end)) == months


def test_one_month_back_and_none_are_the_same_as_their_short_names() -> None:
    for number in range(1, 25):
        day = months_later(D("2020-01-31"), number).replace(day=17)
        assert previous_month_end(day) == months_later(day, -1)
        assert month_end(day) == months_later(day, 0)


def test_the_month_ends_of_a_span_leave_out_a_month_that_is_not_over() -> None:
    ends = [D("2021-12-31"), D("2022-01-31"), D("2022-02-28")]
    assert month_ends(D("2021-12-05"), D("2022-02-28")) == ends
    assert month_ends(D("2021-12-31"), D("2022-03-30")) == ends
    assert month_ends(D("2022-03-01"), D("2022-03-30")) == []
    assert month_ends(D("2022-03-01"), D("2022-02-28")) == []


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        ("2024-02-29", True),
        ("2024-02-28", False),
        ("2023-02-28", True),
        ("9999-12-31", True),
        ("0001-01-01", False),
    ],
)
def test_the_last_day_of_a_month_is_known_up_to_the_ends_of_the_calendar(day: str, is_one: bool) -> None:
    assert is_month_end(D(day)) is is_one


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2025, 8, 1), "der nächste Monatsletzte mit Zahlen ist der 31.07.2025"),
        (date(2026, 3, 5), "der nächste Monatsletzte mit Zahlen ist der 31.07.2025"),
        (date(2025, 7, 4), "die nächsten Monatsletzten sind der 30.06.2025 und der 31.07.2025"),
    ],
)
def test_only_month_ends_with_figures_are_named_instead_of_another_day(day: date, told: str) -> None:
    known = [date(2025, 5, 31), date(2025, 6, 30), date(2025, 7, 31)]
    with pytest.raises(NotAvailable, match=told):
        require_month_ends(Point(day, None), known)
