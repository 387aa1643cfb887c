"""Every metric and breakdown against a second reading of the definitions, over random worlds and random days."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.metrics import catalogue
from pipelines.metrics.sources import Point
from tests.oracle.calendar import add_months
from tests.oracle.comparing import differences, product, source_of, statuses
from tests.oracle.oracle import Oracle
from tests.oracle.worlds import any_day, any_world

METRICS = tuple(catalogue.load().values())
# `duration_class` is a class of this product, no dimension of the definitions.
SKIPPED = ("duration_class",)
worlds = given(seed=st.integers(0, 2**32 - 1), size=st.integers(0, 16))


def breakdowns(metric: catalogue.Metric, rnd: Random, pairs: int) -> list[tuple[str, ...]]:
    """The total, every single dimension and some pairs; dimensions that a metric always has stand first."""
    always = metric.always_by
    free = [dim for dim in metric.dimensions if dim not in SKIPPED and dim not in always]
    singles = [(*always, dim) for dim in free] if len(always) < 2 else []
    both = [] if always else [tuple(pair) for pair in permutations(free, 2)]
    return [always, *singles, *rnd.sample(both, min(pairs, len(both)))]


@worlds
@settings(max_examples=5, deadline=None, derandomize=True)
def test_every_metric_agrees_with_a_second_reading_of_its_definition(seed: int, size: int) -> None:
    rnd = Random(seed)
    tables, exports = any_world(rnd, size)
    source, oracle = source_of(tables, exports), Oracle(tables, exports)
    day = any_day(rnd)
    start = day - timedelta(rnd.choice([1, 30, 365]))
    source.prepare([Point(day), Point(day, start)])
    for metric in METRICS:
        first = start if catalogue.needs_period(metric) else None
        for dims in breakdowns(metric, rnd, pairs=2):
            got, expected = (
                product(source, metric.id, day, first, dims),
                oracle.answer(metric.id, day, first, dims),
            )
            if not oracle.defined(metric.id, day, dims):
                expected = dict.fromkeys(got, (None, None, None))
            wrong = differences(got, expected)
            assert not wrong, f"{metric.id} by {dims} on {day} since {first}: (product, oracle) {wrong}"


# metric → the table, the column and the months after (before) which something changes, the breakdown
EDGES = {
    "active_with_contact": ("consultations", "held_on", (12,), ()),
    "integration_plan_rate": ("case_history", "plan_on", (12,), ()),
    "reaching_36_months": ("cases", "admitted_on", (24, 30, 33, 36), ("horizon_months",)),
    "over_36_months": ("cases", "assigned_on", (36,), ()),
    "ukraine_retention": ("arrivals", "arrived_on", (3, 6), ("cohort", "horizon_months")),
}


@pytest.mark.parametrize("name", EDGES)
@worlds
@settings(max_examples=5, deadline=None, derandomize=True)
def test_periods_of_months_begin_and_end_on_their_day(name: str, seed: int, size: int) -> None:
    rnd = Random(seed)
    tables, exports = any_world(rnd, size)
    source, oracle = source_of(tables, exports), Oracle(tables, exports)
    table, column, months, dims = EDGES[name]
    dated = [row[column] for row in tables[table] if row[column]]
    # The day itself, the day before, and the last day on which the month of an arrival is not complete.
    days = {add_months(day, rnd.choice(months)) + timedelta(rnd.choice([-1, 0, 0, 0, 2])) for day in dated}
    days = {day for day in days if oracle.defined(name, day, dims)}
    for day in rnd.sample(sorted(days), min(6, len(days))):
        wrong = differences(product(source, name, day, None, dims), oracle.answer(name, day, None, dims))
        assert not wrong, f"{name} on {day}: (product, oracle) {wrong}"


@worlds
@settings(max_examples=4, deadline=None, derandomize=True)
def test_a_figure_is_preliminary_after_the_oldest_newest_export(seed: int, size: int) -> None:
    rnd = Random(seed)
    tables, exports = any_world(rnd, size)
    source, oracle = source_of(tables, exports), Oracle(tables, exports)
    assert source.data_as_of == oracle.data_as_of
    for day in (oracle.data_as_of, oracle.data_as_of + timedelta(1), any_day(rnd)):
        late = day > oracle.data_as_of
        for metric in ("active_target_group", "caseload_funded", "language_b1_rate"):
            for status, preliminary, valued in statuses(source, metric, day, None, ("traeger",)):
                expected = ("preliminary" if late else "exact") if valued else "undefined"
                assert (status, preliminary) == (expected, late), (metric, day)


@worlds
@settings(max_examples=5, deadline=None, derandomize=True)
def test_a_filter_shows_the_cells_of_the_table_with_both_dimensions(seed: int, size: int) -> None:
    rnd = Random(seed)
    tables, exports = any_world(rnd, size)
    source, oracle = source_of(tables, exports), Oracle(tables, exports)
    day = max(any_day(rnd), oracle.data_as_of)
    start = day - timedelta(365)
    source.prepare([Point(day), Point(day, start)])
    for metric in METRICS:
        first = start if catalogue.needs_period(metric) else None
        for dims in breakdowns(metric, rnd, pairs=2):
            if len(dims) < 2:
                continue
            expected = oracle.answer(metric.id, day, first, dims)
            for code in {cell[1] for cell in expected} - {"multiple"}:
                kept = {cell[:1]: part for cell, part in expected.items() if cell[1] == code}
                got = product(source, metric.id, day, first, dims[:1], {dims[1]: code})
                # A base without a numerator has a row of its own only where the filter is not a dimension.
                got = {cell: part for cell, part in got.items() if cell in kept or part[0] or part[1]}
                wrong = {cell: pair for cell, pair in differences(got, kept).items() if cell != ("multiple",)}
                assert not wrong, f"{metric.id} by {dims[0]} with {dims[1]}={code} on {day}: {wrong}"


@pytest.mark.parametrize("name", ["active_target_group", "net_change", "fte_needed"])
def test_the_oracle_itself_can_fail(name: str) -> None:
    case = {"case_id": "A", "traeger": "STADT", "admitted_on": date(2022, 6, 30)}
    source = source_of({"cases": [case]}, {"STADT": [date(2022, 7, 31)]})
    day, first = date(2022, 6, 30), date(2022, 6, 29) if name == "net_change" else None
    blind = Oracle({"cases": []}, {"STADT": [date(2022, 7, 31)]})
    assert differences(product(source, name, day, first, ()), blind.answer(name, day, first))
