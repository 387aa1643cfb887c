"""A record of money or positions that disappears between two releases, or appears for a printed month, changes what the
public reads of one Träger: it is told as gone or as new, with the number that stood there.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipelines.metrics import Figure, Query
from pipelines.paths import Home
from pipelines.publish import worlds
from pipelines.releases import open_release
from tests.public.gone import APRIL, FEBRUARY, MARCH


def _asked(home: Home, metric: str, as_of: date, *by: str, **filters: str) -> list[Figure]:
    with open_release(home) as release:
        return list(worlds.public_answers(release)(Query(metric, as_of, by=by, filters=filters)))


_Mark = tuple[Any, bool, Any]


def _marks(home: Home, metric: str, as_of: date) -> dict[str, _Mark]:
    """Träger → value, corrected, what stood there."""
    return {
        figure.by.get("traeger", ""): (figure.value, figure.corrected, figure.earlier)
        for figure in _asked(home, metric, as_of, "traeger")
    }


@pytest.mark.parametrize("which", ["gone", "gone_twice"])
def test_costs_that_are_gone_are_not_recorded_any_more_and_say_what_they_were(
    request: pytest.FixtureRequest, which: str
) -> None:
    """The mark stays in the releases after."""
    assert _marks(request.getfixturevalue(which), "costs_eur", MARCH) == {
        "": (2000, False, None),
        "STADT": (1000, False, None),
        "CARITAS": (None, True, 1000),
        "DIAKONIE": (1000, True, None),
    }


@pytest.mark.parametrize("which", ["gone", "gone_twice"])
def test_positions_that_are_gone_are_exactly_zero_and_those_that_are_new_were_zero(
    request: pytest.FixtureRequest, which: str
) -> None:
    """Who has no positions has none of them; who has no costs has not told them."""
    assert _marks(request.getfixturevalue(which), "fte_filled", MARCH) == {
        "": (3, False, None),
        "STADT": (1.5, False, None),
        "CARITAS": (0, True, 1.5),
        "DIAKONIE": (1.5, True, 0),
    }


def test_rates_that_cannot_be_told_any_more_say_what_they_were(gone: Home) -> None:
    persons = _marks(gone, "active_target_group", MARCH)
    load = _marks(gone, "caseload_filled", MARCH)
    assert load["CARITAS"] == (None, True, round(persons["CARITAS"][0] / 1.5))
    assert load["DIAKONIE"] == (round(persons["DIAKONIE"][0] / 1.5), True, None)
    assert not load["STADT"][1] and not load[""][1]
    coverage = _marks(gone, "cost_coverage", MARCH)
    assert coverage["CARITAS"] == (None, True, 0.1) and coverage["DIAKONIE"] == (0.1, True, None)


def test_missing_positions_say_what_they_were(gone: Home) -> None:
    missing = _marks(gone, "fte_missing", MARCH)
    value, corrected, earlier = missing["CARITAS"]
    assert corrected and earlier == pytest.approx(value - 1.5, abs=0.011)
    value, corrected, earlier = missing["DIAKONIE"]
    assert corrected and earlier == pytest.approx(value + 1.5, abs=0.011)
    assert not missing["STADT"][1] and not missing[""][1]


def test_one_traeger_alone_says_the_same(gone: Home) -> None:
    [lost] = _asked(gone, "costs_eur", MARCH, traeger="CARITAS")
    [new] = _asked(gone, "fte_filled", MARCH, traeger="DIAKONIE")
    assert (lost.value, lost.corrected, lost.earlier) == (None, True, 1000)
    assert (new.value, new.corrected, new.earlier) == (1.5, True, 0)


@pytest.mark.parametrize(
    ("metric", "diakonie", "others"),
    [("costs_eur", (1000, True, None), (None, True, 2000)), ("fte_filled", (1.5, True, 0), (1.5, True, 3))],
)
def test_the_largest_and_the_others_are_those_of_today(
    gone: Home, metric: str, diakonie: _Mark, others: _Mark
) -> None:
    """The one largest is Diakonie, where nothing stood; «Weitere» are the city and Caritas, as they were."""
    with open_release(gone) as release:
        found = worlds.public_answers(release)(Query(metric, MARCH, by=("traeger",), top=1))
    marks = {one.by.get("traeger"): (one.value, one.corrected, one.earlier) for one in found}
    assert marks["DIAKONIE"] == diakonie and marks["other"] == others


def test_a_month_that_was_not_printed_before_has_no_marks_and_nobody_is_gone_from_it(gone: Home) -> None:
    assert _marks(gone, "costs_eur", APRIL) == {
        "": (2000, False, None), "STADT": (1000, False, None), "DIAKONIE": (1000, False, None),
    }  # fmt: skip
    assert _marks(gone, "fte_filled", APRIL) == {
        "": (3, False, None), "STADT": (1.5, False, None), "DIAKONIE": (1.5, False, None),
    }  # fmt: skip


def test_totals_over_no_record_say_what_they_were(gone_for_all: Home) -> None:
    """What is told is the last print that was another one: 3 positions, also where none stood before these."""
    assert _marks(gone_for_all, "costs_eur", MARCH) == {
        "": (None, True, 2000), "STADT": (None, True, 1000), "CARITAS": (None, True, 1000),
    }  # fmt: skip
    assert _marks(gone_for_all, "fte_filled", MARCH)[""] == (0, True, 3)
    [load] = _asked(gone_for_all, "caseload_filled", MARCH)
    assert load.value is None and load.corrected and load.earlier is not None
    assert _marks(gone_for_all, "fte_filled", FEBRUARY)[""] == (0, True, 3)
