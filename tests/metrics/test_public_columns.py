"""What public tables count by is cut where the catalogue cuts: a rate has one edge for everybody."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.disclosure import programme
from pipelines.metrics import Query, catalogue, compute
from pipelines.metrics.sources import Point, RowSource
from tests.metrics.world import case, day, snapshot, world

AS_OF = day("30.06.2022")
ANSWERS = programme.load().answers


def adult(person: str, since: str = "01.01.2021", born: int | None = 1990) -> dict[str, Any]:
    return case(person, since, birth_year=born)


def said(person: str, since: str = "01.01.2021", **more: Any) -> dict[str, Any]:
    return snapshot("30.06.2022", person, admitted_on=since, **more)


def town() -> RowSource:
    """Persons on both sides of every edge of 30.06.2022."""
    plans = {"P1": "30.06.2021", "P2": "01.07.2021", "P3": "30.06.2022", "P4": "01.07.2022"}
    years = {"17": 2005, "18": 2004, "64": 1958, "65": 1957, "unknown": None}
    starts = {"L1": "30.06.2019", "L2": "01.07.2019", "L3": "30.06.2020", "L4": "01.07.2020"}
    people = [adult(name) for name in (*plans, "A2", "talked", "silent")]
    people += [adult(name, born=year) for name, year in years.items()]
    people += [adult(name, since) for name, since in starts.items()]
    history = [said(name, plan_on=on) for name, on in plans.items()]
    history += [said(name, employment="SVP", language="B1", plan_on="01.01.2022") for name in years]
    history += [said("A2", employment="SCHULE", language="A2")]
    history += [said("L1", starts["L1"], extended=True)]
    talks = [("P1", "30.06.2021"), ("P2", "01.07.2021"), ("talked", "30.06.2022"), ("talked", "29.06.2022")]
    arrivals = [
        {"person_id": "gone", "nationality": "166", "arrived_on": "01.03.2022", "left_on": "30.06.2022"},
        {"person_id": "there", "nationality": "166", "arrived_on": "01.03.2022", "left_on": "01.07.2022"},
    ]
    tables = {
        "cases": people,
        "case_history": history,
        "consultations": [{"case_id": name, "held_on": on} for name, on in talks],
        "arrivals": arrivals,
    }
    return world(tables, exports={"CARITAS": ["30.06.2022"]})


# metric → persons counted, and of a rate its base
EXPECTED = {
    "active_with_contact": (2, None),
    "over_36_months": (1, None),
    "over_36_months_extended": (1, None),
    "reaching_36_months": (2, None),
    "integration_plan_rate": (5, 14),
    "employment_rate": (2, 3),
    "language_b1_rate": (3, 4),
    "ukraine_present": (1, None),
}


@pytest.mark.parametrize("metric", ANSWERS)
def test_the_public_columns_count_as_the_catalogue_does(metric: str) -> None:
    counted, base = EXPECTED[metric]
    source = town()
    by = {"filters": {"horizon_months": "12"}} if metric == "reaching_36_months" else {}
    figure = compute(source, Query(metric, AS_OF, **by))[0]
    exact = (figure.value, None) if base is None else (figure.numerator, figure.denominator)
    answer = ANSWERS[metric]
    assert exact == (counted, base)
    assert _sum(source, answer.metric, answer.where) == counted
    assert base is None or _sum(source, answer.metric, answer.of) == base


def _sum(source: RowSource, metric: str, places: Any) -> int:
    """How many persons stand in the cells of the public table that an answer adds up."""
    measure = catalogue.metric(metric).value
    assert measure is not None
    point = Point(AS_OF)
    found = 0
    for where in places:
        dims = tuple(dim for dim, _ in where)
        found += source.fetch(measure, [point], dims, {})[point].get(tuple(code for _, code in where), 0)
    return found
