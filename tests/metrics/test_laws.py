"""Laws that hold for every population, whatever the exports say."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.metrics import Query, catalogue, compute, cubes
from pipelines.metrics.sources import RowSource
from pipelines.months import month_ends
from tests.metrics.world import world

FIRST, LAST = date(2021, 12, 31), date(2022, 6, 30)
days = st.dates(date(2021, 10, 1), date(2022, 8, 31))
ends = st.none() | days


@st.composite
def case_rows(draw: Any) -> dict[str, Any]:
    start = draw(st.dates(date(2021, 6, 1), date(2022, 6, 30)))
    return {
        "case_id": draw(st.sampled_from("ABCDEF")),
        "traeger": draw(st.sampled_from(["CARITAS", "STADT"])),
        "admitted_on": start,
        "ended_on": draw(st.none() | st.integers(0, 400).map(lambda n: start + timedelta(n))),
        "moved_away_on": draw(st.none() | st.integers(0, 400).map(lambda n: start + timedelta(n))),
        "sex": draw(st.sampled_from(["m", "w", None])),
        "nationality": draw(st.sampled_from(["166", "475", "998", None])),
        "birth_year": draw(st.sampled_from([1950, 1990, 2010, None])),
        "household_id": draw(st.sampled_from(["H1", "H2", None])),
        "exit_reason": draw(st.sampled_from([None, "SONST", "DUBLETTE"])),
    }


@st.composite
def worlds(draw: Any) -> dict[str, list[dict[str, Any]]]:
    cases = draw(st.lists(case_rows(), max_size=12))
    talks = [
        {
            "owner": "CARITAS",
            "case_id": draw(st.sampled_from("ABCX")),
            "held_on": draw(days),
            "topics": ["WOHNEN", "ARBEIT"],
        }
        for _ in range(draw(st.integers(0, 5)))
    ]
    stays = [
        {
            "person_id": draw(st.sampled_from("PQR")),
            "nationality": "166",
            "arrived_on": draw(days),
            "left_on": draw(ends),
        }
        for _ in range(draw(st.integers(0, 5)))
    ]
    return {"cases": cases, "consultations": talks, "arrivals": [row for row in stays if _ordered(row)]}


def _ordered(row: dict[str, Any]) -> bool:
    return row["left_on"] is None or row["left_on"] >= row["arrived_on"]


def total(source: RowSource, metric: str, as_of: date, start: date | None = None) -> Any:
    return compute(source, Query(metric, as_of, start))[0].value


@given(worlds(), days, days)
@settings(max_examples=25, deadline=None)
def test_stock_is_stock_before_plus_entries_minus_exits(
    tables: dict[str, Any], one: date, other: date
) -> None:
    start, end = sorted((one, other))
    if start == end:
        end += timedelta(1)
    source = world(tables)
    before, after = total(source, "active_target_group", start), total(source, "active_target_group", end)
    assert after == before + total(source, "entries", end, start) - total(source, "exits", end, start)
    assert total(source, "net_change", end, start) == after - before


@given(
    worlds(),
    days,
    st.sampled_from(["traeger", "sex", "nationality", "region", "age_band", "household", "status"]),
)
@settings(max_examples=25, deadline=None)
def test_the_cells_of_a_breakdown_add_up_to_the_total(tables: dict[str, Any], as_of: date, by: str) -> None:
    source = world(tables)
    for metric, start in (("active_target_group", None), ("entries", FIRST), ("exits", FIRST)):
        if start is not None and as_of <= start:
            continue
        whole, *parts = compute(source, Query(metric, as_of, start, by=(by,)))
        assert whole.by == {}
        assert sum(part.value for part in parts) == whole.value


@given(worlds(), days)
@settings(max_examples=20, deadline=None)
def test_the_stock_agrees_with_counting_by_hand(tables: dict[str, Any], as_of: date) -> None:
    def holds(row: dict[str, Any]) -> bool:
        end = min(row["ended_on"] or date.max, row["moved_away_on"] or date.max)
        return row["admitted_on"] <= as_of < end and row["exit_reason"] != "DUBLETTE"

    persons = {row["case_id"] for row in tables["cases"] if holds(row)}
    pairs = {(row["case_id"], row["traeger"]) for row in tables["cases"] if holds(row)}
    source = world(tables)
    assert total(source, "active_target_group", as_of) == len(persons)
    by_traeger = compute(source, Query("active_target_group", as_of, by=("traeger",)))
    counted = {figure.by["traeger"]: figure.value for figure in by_traeger if figure.by}
    assert {name: count for name, count in counted.items() if name != "multiple"} == Counter(
        pair[1] for pair in pairs
    )


@given(worlds())
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cubes_answer_as_the_rows_do(
    tmp_path_factory: pytest.TempPathFactory, tables: dict[str, Any]
) -> None:
    source = world(tables)
    folder: Path = tmp_path_factory.mktemp("cubes")
    months = month_ends(FIRST, LAST)
    cubes.build(source, months, folder)
    cube = cubes.CubeSource(folder, source.data_as_of, source.first_export, months)
    for metric in catalogue.load().values():
        for by in ((), metric.dimensions[:1], metric.dimensions[:2]):
            query = Query(metric.id, LAST, date(2022, 3, 31), by=by)
            assert compute(cube, query) == compute(source, query), metric.id
    cube.close()


def test_cubes_counted_in_batches_are_those_counted_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A big city is counted a few months at a time, also by a source that was asked something before."""
    rows = [
        {"case_id": "A", "traeger": "CARITAS", "admitted_on": date(2022, 1, 1)},
        {"case_id": "B", "traeger": "STADT", "admitted_on": date(2022, 2, 1), "ended_on": date(2022, 4, 1)},
    ]
    months = month_ends(FIRST, LAST)
    found = []
    for persons_at_a_time in (cubes.MEMBERS_PER_BATCH, 2 * len(rows)):
        monkeypatch.setattr(cubes, "MEMBERS_PER_BATCH", persons_at_a_time)
        source, folder = world({"cases": rows}), tmp_path / str(persons_at_a_time)
        folder.mkdir()
        assert total(source, "active_target_group", LAST) == 1
        cubes.build(source, months, folder)
        found.append({path.name: path.read_bytes() for path in sorted(folder.iterdir())})
    assert found[0] == found[1]


def test_a_filter_and_a_breakdown_by_it_give_the_same_number() -> None:
    rows = [
        {"case_id": str(n), "traeger": "CARITAS", "admitted_on": date(2022, 1, 1), "sex": "mw"[n % 2]}
        for n in range(5)
    ]
    source = world({"cases": rows})
    cells = {
        f.by["sex"]: f.value for f in compute(source, Query("active_target_group", LAST, by=("sex",))) if f.by
    }
    for sex, expected in cells.items():
        assert compute(source, Query("active_target_group", LAST, filters={"sex": sex}))[0].value == expected
