"""What people are shown of a table per Träger."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipelines.metrics import Query, compute
from pipelines.publish.worlds import drawn
from tests.metrics.world import world


def _case(person: str, since: str, until: str | None, traeger: str) -> dict[str, Any]:
    return {"case_id": person, "traeger": traeger, "admitted_on": since, "ended_on": until}


ROWS = [
    _case("A", "01.01.2022", None, "CARITAS"),
    _case("B", "01.01.2022", None, "STADT"),
    _case("B", "01.05.2022", "01.06.2022", "CARITAS"),
]


def _multiple(as_of: date, start: date | None = None) -> tuple[list[Any], list[Any]]:
    """The row `multiple` as computed and as shown."""
    every = "month" if start else None
    asked = Query("active_target_group", as_of, start, by=("traeger",), every=every)
    found = compute(world({"cases": ROWS}), asked)
    return tuple(
        [figure.value for figure in figures if figure.by.get("traeger") == "multiple"]
        for figures in (found, drawn(found))
    )  # type: ignore[return-value]


def test_a_row_of_nobody_is_computed_and_not_shown() -> None:
    assert _multiple(date(2022, 6, 30)) == ([0], [])


def test_a_row_that_makes_the_table_add_up_is_shown() -> None:
    assert _multiple(date(2022, 5, 31)) == ([-1], [-1])


def test_a_series_shows_it_whole_as_soon_as_one_month_needs_it() -> None:
    whole = [0, -1, 0]
    assert _multiple(date(2022, 6, 30), date(2022, 3, 31)) == (whole, whole)
