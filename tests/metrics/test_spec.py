"""Spec: a small table, a question, the expected number. Every trap of the definitions has its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipelines.errors import NoSuchFigure, UsageProblem
from pipelines.metrics import Query, compute, cubes
from pipelines.metrics.cubes import CubeSource
from pipelines.metrics.sources import RowSource, Source
from pipelines.months import month_ends
from tests.metrics.world import arrival, case, cells, day, snapshot, value, world


@pytest.mark.parametrize(
    ("rows", "as_of", "expected"),
    [
        ([case("A", "30.06.2022")], "30.06.2022", 1),  # admitted on the Stichtag counts
        ([case("A", "01.07.2022")], "30.06.2022", 0),
        ([case("A", "01.01.2020", "30.06.2022")], "30.06.2022", 0),  # who ends on S is not counted on S
        ([case("A", "01.01.2020", "01.07.2022")], "30.06.2022", 1),
        ([case("A", "01.01.2020", moved_away_on="30.06.2022")], "30.06.2022", 0),
        ([case("A", "01.01.2020", "31.12.2022", moved_away_on="01.06.2022")], "30.06.2022", 0),
        ([case("A", "01.01.2020"), case("A", "01.03.2021", traeger="STADT")], "30.06.2022", 1),
        ([case("A", "01.01.2020", exit_reason="DUBLETTE")], "30.06.2022", 0),
        ([case("A", "30.06.2022", "30.06.2022")], "30.06.2022", 0),  # an empty interval counts nowhere
        ([], "30.06.2022", 0),
    ],
)
def test_active_target_group(rows: list[dict[str, Any]], as_of: str, expected: int) -> None:
    assert value({"cases": rows}, "active_target_group", as_of) == expected


def test_touching_intervals_are_one_episode_a_day_between_is_not() -> None:
    touching = {"cases": [case("A", "01.01.2022", "01.07.2022"), case("A", "01.07.2022", traeger="STADT")]}
    gap = {"cases": [case("A", "01.01.2022", "30.06.2022"), case("A", "01.07.2022", traeger="STADT")]}
    span = {"as_of": "31.12.2022", "start": "31.03.2022"}
    assert [value(touching, metric, **span) for metric in ("entries", "exits", "net_change")] == [0, 0, 0]
    assert [value(gap, metric, **span) for metric in ("entries", "exits", "net_change")] == [1, 1, 0]


def test_the_start_of_a_period_is_outside_and_its_end_inside() -> None:
    tables = {
        "cases": [
            case("A", "31.03.2022"),
            case("B", "01.04.2022"),
            case("C", "30.04.2022"),
            case("D", "01.05.2022"),
        ]
    }
    assert value(tables, "entries", "30.04.2022", "31.03.2022") == 2


def test_traeger_rows_add_up_to_persons_through_the_row_multiple() -> None:
    rows = [case("A", "01.01.2022"), case("A", "01.02.2022", traeger="STADT"), case("B", "01.01.2022")]
    found = cells({"cases": rows}, "active_target_group", "30.06.2022", "traeger")
    assert found == {("STADT",): 1, ("CARITAS",): 2, ("multiple",): -1}
    assert sum(found.values()) == 2


def test_a_hand_over_is_no_movement_of_the_city_but_one_of_each_traeger() -> None:
    rows = [case("A", "01.01.2022", "01.07.2022"), case("A", "01.07.2022", traeger="STADT")]
    entries = cells({"cases": rows}, "entries", "31.07.2022", "traeger", start="30.06.2022")
    assert entries == {("STADT",): 1, ("multiple",): -1}


def test_the_row_admitted_last_speaks_for_a_person_in_two_places() -> None:
    rows = [
        case("A", "01.01.2022", sex="m", household_id="H"),
        case("A", "01.02.2022", traeger="STADT", sex="w"),
    ]
    assert cells({"cases": rows}, "active_target_group", "30.06.2022", "sex") == {("w",): 1}


def test_a_household_is_a_family_only_while_another_member_is_active() -> None:
    rows = [
        case("A", "01.01.2022", household_id="H"),
        case("B", "01.01.2022", "01.06.2022", household_id="H"),
        case("C", "01.01.2022"),
    ]
    assert cells({"cases": rows}, "active_target_group", "31.05.2022", "household") == {
        ("family",): 2,
        ("unknown",): 1,
    }
    assert cells({"cases": rows}, "active_target_group", "01.06.2022", "household") == {
        ("single",): 1,
        ("unknown",): 1,
    }


def test_households_are_compared_by_the_row_that_speaks_for_each_person() -> None:
    rows = [
        case("A", "01.01.2022", household_id="H"),
        case("B", "01.02.2022", household_id="H"),
        case("B", "01.06.2022", traeger="STADT", household_id="K"),  # moved out while the older row is open
    ]
    table = {"cases": rows}
    assert cells(table, "active_target_group", "31.05.2022", "household") == {("family",): 2}
    assert cells(table, "active_target_group", "01.06.2022", "household") == {("single",): 2}


def test_exits_tell_how_a_person_came_and_per_traeger_why_its_own_case_ended() -> None:
    table = {
        "cases": [
            case("A", "01.01.2022", "01.06.2022", access_route="ZUWEISUNG", exit_reason="TRAEGERWECHSEL"),
            case("A", "01.03.2022", "01.07.2022", "STADT", access_route="GEBURT", exit_reason="SONST"),
        ]
    }
    start = {"start": "31.12.2021"}
    assert cells(table, "exits", "31.12.2022", "zugangsart", **start) == {("GEBURT",): 1}
    own = {("CARITAS", "TRAEGERWECHSEL"): 1, ("STADT", "SONST"): 1, ("multiple", "TRAEGERWECHSEL"): -1}
    assert cells(table, "exits", "31.12.2022", "traeger", "abgangsgrund", **start) == own
    routes = {("CARITAS", "ZUWEISUNG"): 1, ("STADT", "GEBURT"): 1, ("multiple", "ZUWEISUNG"): -1}
    assert cells(table, "exits", "31.12.2022", "traeger", "zugangsart", **start) == routes


def test_of_overlapping_status_periods_the_one_begun_last_counts() -> None:
    status = [
        {"case_id": "A", "status": "55_ASYLG", "valid_from": "01.01.2022", "valid_to": None},
        {"case_id": "A", "status": "25_2_GFK", "valid_from": "01.03.2022", "valid_to": "01.06.2022"},
    ]
    tables = {"cases": [case("A", "01.01.2022")], "residence_status": status}
    assert cells(tables, "active_target_group", "31.05.2022", "status") == {("25_2_GFK",): 1}
    assert cells(tables, "active_target_group", "01.06.2022", "status") == {("55_ASYLG",): 1}
    assert cells(tables, "active_target_group", "31.05.2022", "status_group") == {("anerkannt_befristet",): 1}


def test_age_is_a_difference_of_years_and_an_unknown_year_is_a_band_of_its_own() -> None:
    rows = [case(str(year), "01.01.2020", birth_year=year) for year in (2017, 2016, 2005, 2004, 1957)]
    rows.append(case("?", "01.01.2020"))
    found = cells({"cases": rows}, "active_target_group", "30.06.2022", "age_band")
    assert found == {("0-5",): 1, ("6-17",): 2, ("18-24",): 1, ("65+",): 1, ("unknown",): 1}


def test_contact_within_twelve_months_excludes_the_day_a_year_before() -> None:
    talks = [
        {"case_id": "A", "held_on": "30.06.2021"},
        {"case_id": "B", "held_on": "01.07.2021"},
        {"case_id": None, "held_on": "01.06.2022"},
    ]
    tables = {"cases": [case("A", "01.01.2020"), case("B", "01.01.2020")], "consultations": talks}
    assert value(tables, "active_with_contact", "30.06.2022") == 1
    assert value(tables, "consultations", "30.06.2022", "30.06.2021") == 2


def test_ukraine_counts_first_arrivals_since_the_war_and_who_is_there() -> None:
    rows = [
        arrival("early", "23.02.2022"),
        arrival("first", "24.02.2022"),
        arrival("gone", "01.03.2022", "30.06.2022"),
        arrival("back", "01.03.2022", "01.04.2022"),
        arrival("back", "01.05.2022"),
        arrival("protected", "01.04.2022", nationality="160", status="24"),
        arrival("other", "01.04.2022", nationality="475"),
        arrival("late", "01.07.2022"),
        arrival("long here", "01.01.2019", "01.01.2020"),
        arrival("long here", "01.04.2022"),
    ]
    tables = {"arrivals": rows}
    assert value(tables, "ukraine_arrivals_total", "30.06.2022") == 4
    assert value(tables, "ukraine_present", "30.06.2022") == 3
    assert value(tables, "ukraine_retention", "30.06.2022") == 3 / 4


def test_cohort_retention_waits_until_the_whole_cohort_is_observed() -> None:
    rows = [arrival("A", "01.03.2022", "01.06.2022"), arrival("B", "31.03.2022", "01.07.2022")]
    by = ("cohort", "horizon_months")
    assert cells({"arrivals": rows}, "ukraine_retention", "29.06.2022", *by) == {}
    # Three months after 01.03. is 01.06., the day of leaving: not there. Three months after 31.03. is 30.06.: there.
    assert cells({"arrivals": rows}, "ukraine_retention", "30.06.2022", *by) == {("2022-03", "3"): 0.5}


def test_kaplan_meier_censors_who_is_still_there() -> None:
    rows = [arrival("A", "01.03.2022", "31.03.2022"), arrival("B", "01.03.2022"), arrival("C", "15.06.2022")]
    found = cells({"arrivals": rows}, "ukraine_survival", "30.06.2022", "tenure_months")
    assert found[("0",)] == 1 and found[("1",)] == 0.5 and found[("3",)] == 0.5


def position(
    traeger: str, planned: float, filled: float, funded: float | None, **more: Any
) -> dict[str, Any]:
    row = {
        "position_function": "INTEGRATIONSMANAGEMENT",
        "valid_from": "01.01.2020",
        "valid_to": None,
        **more,
    }
    return {"traeger": traeger, "fte_planned": planned, "fte_filled": filled, "fte_funded": funded, **row}


STAFF = [
    position("CARITAS", 2, 1.5, 1.25),
    position("STADT", 1, 0.5, None),
    position("STADT", 9, 9, 9, position_function="KOORDINATION"),
    position("STADT", 5, 5, 5, valid_to="30.06.2022"),
]


def test_positions_count_integration_management_valid_at_the_end_of_the_day() -> None:
    tables = {"positions": STAFF}
    assert value(tables, "fte_planned", "30.06.2022") == 3
    assert value(tables, "fte_filled", "30.06.2022") == 2
    assert value(tables, "fte_funded", "30.06.2022") == 1.25
    assert value(tables, "funding_gap_fte", "30.06.2022") == 1.75
    assert value(tables, "fte_coordination", "30.06.2022") == 9
    assert value(tables, "fte_planned", "29.06.2022") == 8


def test_a_traeger_without_positions_of_a_function_has_none_and_lacks_all_it_needs() -> None:
    people = [case(str(number), "01.01.2020") for number in range(60)]
    tables = {"cases": people, "positions": [position("CARITAS", 1, 1, 1, position_function="KOORDINATION")]}
    assert value(tables, "fte_filled", "30.06.2022") == 0
    assert value(tables, "fte_emergency_aid", "30.06.2022") == 0
    assert cells(tables, "fte_missing", "30.06.2022", "traeger") == {("CARITAS",): 0.5}
    assert cells(tables, "caseload_filled", "30.06.2022", "traeger") == {("CARITAS",): None}


def test_a_caseload_is_a_ratio_of_sums_and_undefined_without_positions() -> None:
    people = [case(str(number), "01.01.2020") for number in range(30)] + [
        case("S", "01.01.2020", traeger="STADT")
    ]
    tables = {"cases": people, "positions": STAFF}
    assert value(tables, "caseload_filled", "30.06.2022") == 31 / 2
    assert cells(tables, "caseload_filled", "30.06.2022", "traeger") == {("STADT",): 2, ("CARITAS",): 20}
    assert value({"cases": people}, "caseload_filled", "30.06.2022") is None
    assert value(tables, "fte_needed", "30.06.2022") == 31 / 120
    assert value(tables, "fte_missing", "30.06.2022") == pytest.approx(31 / 120 - 2)


def test_cost_coverage_takes_grants_by_their_days_in_the_year_and_the_lump_sum_once() -> None:
    costs = [
        {"traeger": "CARITAS", "year": 2022, "cost_type": "PERSONAL", "amount_eur": 900, "lump_sum_eur": 100},
        {"traeger": "CARITAS", "year": 2022, "cost_type": "SACH", "amount_eur": 100, "lump_sum_eur": 100},
    ]
    grants = [{"traeger": "CARITAS", "period_from": "01.07.2022", "period_to": "01.07.2023", "paid_eur": 365}]
    tables = {"costs": costs, "grants": grants, "cases": [case("A", "01.01.2020"), case("B", "01.01.2020")]}
    assert value(tables, "cost_coverage", "30.06.2022") == pytest.approx((184 + 100) / 1000)
    assert value(tables, "city_share_eur", "30.06.2022") == pytest.approx(1000 - 184)
    assert value(tables, "city_share_per_person", "30.06.2022") == pytest.approx((1000 - 184) / 2)
    assert value(tables, "cost_coverage", "30.06.2021") is None
    assert value(tables, "city_share_per_person", "30.06.2021") is None


def test_the_36_month_limit_has_nested_horizons_and_begins_with_the_assignment() -> None:
    rows = [
        case("over", "30.06.2019"),
        case("soon", "01.07.2019"),
        case("assigned", "01.01.2022", assigned_on="30.12.2019"),
        case("far", "01.01.2022"),
    ]
    tables = {"cases": rows}
    assert cells(tables, "reaching_36_months", "30.06.2022") == {("3",): 1, ("6",): 2, ("12",): 2}
    assert value(tables, "over_36_months", "30.06.2022") == 1


@pytest.mark.parametrize(
    ("as_of", "reaching"),
    [
        ("30.06.2022", {("3",): 0, ("6",): 0, ("12",): 1}),
        ("31.03.2023", {("3",): 1, ("6",): 1, ("12",): 1}),
        ("30.06.2019", {("3",): 0, ("6",): 0, ("12",): 0}),  # before anybody was there
    ],
)
@pytest.mark.parametrize("cubed", [False, True], ids=["rows", "cubes"])
def test_every_horizon_has_its_number_also_where_nobody_reaches_it(
    as_of: str, reaching: dict[tuple[str], int], cubed: bool, tmp_path: Path
) -> None:
    source: Source = world({"cases": [case("A", "30.04.2020")]})
    if cubed:
        source = _cubes(source, tmp_path)
    for by in ((), ("horizon_months",)):
        assert cells({}, "reaching_36_months", as_of, *by, source=source) == reaching


def test_every_horizon_has_its_number_in_every_part() -> None:
    rows = [
        case("A", "30.04.2020", sex="w"),
        case("B", "30.09.2019", sex="m"),
        case("B", "30.09.2019", sex="m", traeger="STADT"),
    ]
    by_sex = {
        ("3", "w"): 0, ("6", "w"): 0, ("12", "w"): 1,
        ("3", "m"): 1, ("6", "m"): 1, ("12", "m"): 1,
    }  # fmt: skip
    parts = cells({"cases": rows}, "reaching_36_months", "30.06.2022", "horizon_months", "sex")
    assert parts == by_sex
    own = cells({"cases": rows}, "reaching_36_months", "30.06.2022", "traeger", "horizon_months")
    for horizon in ("3", "6", "12"):
        assert sum(count for (_, at), count in own.items() if at == horizon) == sum(
            count for (at, _), count in parts.items() if at == horizon
        )
        assert ("multiple", horizon) in own


@pytest.mark.parametrize("cubed", [False, True], ids=["rows", "cubes"])
def test_the_row_multiple_stands_in_a_table_per_traeger_also_when_nobody_is_counted_twice(
    cubed: bool, tmp_path: Path
) -> None:
    tables = {"cases": [case("A", "01.01.2022"), case("B", "01.02.2022", traeger="STADT")]}
    source: Source = world(tables)
    if cubed:
        source = _cubes(source, tmp_path)
    found = cells({}, "active_target_group", "30.06.2022", "traeger", source=source)
    assert found == {("STADT",): 1, ("CARITAS",): 1, ("multiple",): 0}
    # Crossed with another attribute, what nobody is in has no row, here as everywhere.
    crossed = cells({}, "active_target_group", "30.06.2022", "traeger", "sex", source=source)
    assert {codes for codes in crossed if "multiple" in codes} == set()
    # Positions are no persons, and a rate has no row that only makes persons add up.
    assert ("multiple",) not in cells({}, "fte_filled", "30.06.2022", "traeger", source=source)
    assert ("multiple",) not in cells({}, "employment_rate", "30.06.2022", "traeger", source=source)
    # Nobody there at all: a table without rows.
    assert cells({}, "active_target_group", "31.12.2021", "traeger", source=source) == {}


def _cubes(source: RowSource, folder: Path) -> CubeSource:
    months = month_ends(day("30.06.2019"), day("30.06.2023"))
    cubes.build(source, months, folder)
    return CubeSource(folder, source.data_as_of, source.first_export, months)


def test_duration_runs_from_the_start_of_the_merged_interval() -> None:
    rows = [case("A", "01.01.2022", "01.02.2022"), case("A", "01.02.2022", traeger="STADT")]
    assert value({"cases": rows}, "duration_median", "31.01.2023") == pytest.approx(395 / 30.4375)


def test_undated_attributes_come_from_the_newest_export_up_to_the_stichtag() -> None:
    history = [
        snapshot("31.12.2020", "A", employment="SPRACHKURS"),
        snapshot("31.12.2021", "A", employment="SVP"),
        snapshot("31.12.2021", "B", employment="SVP"),
    ]
    people = [
        case("A", "01.01.2020", birth_year=1990),
        case("B", "01.01.2020", birth_year=1990),
        case("C", "01.01.2020", birth_year=1990),
    ]
    source = world(
        {"cases": people, "case_history": history}, exports={"CARITAS": ["31.12.2020", "31.12.2021"]}
    )

    def rate(as_of: str) -> Any:
        figure = compute(source, Query("employment_rate", day(as_of)))[0]
        return figure.value, figure.numerator, figure.denominator, figure.status

    assert rate("30.12.2020") == (None, None, None, "undefined")
    assert rate("31.12.2020") == (0, 0, 1, "exact")
    assert rate("31.12.2021") == (1, 2, 2, "exact")
    assert rate("01.01.2022") == (1, 2, 2, "preliminary")


def test_before_the_first_export_the_parts_by_language_are_undefined_and_the_whole_is_not() -> None:
    people = [case("A", "01.01.2020"), case("B", "01.01.2020")]
    source = world({"cases": people}, exports={"CARITAS": ["31.12.2020"]})

    def parts(*by: str, **filters: str) -> dict[str, tuple[Any, str]]:
        found = compute(source, Query("active_target_group", day("30.12.2020"), by=by, filters=filters))
        return {"/".join(figure.by.values()): (figure.value, figure.status) for figure in found}

    assert parts("language") == {"": (2, "exact"), "unknown": (None, "undefined")}
    assert parts("sex", "language") == {"": (2, "exact"), "unknown/unknown": (None, "undefined")}
    assert parts("sex") == {"": (2, "exact"), "unknown": (2, "exact")}
    assert parts("sex", language="unknown") == {"": (None, "undefined"), "unknown": (None, "undefined")}


def _costs_of_one_year_each() -> dict[str, Any]:
    """Caritas with costs in both years, Diakonie in 2022 only, the city's own case work in none."""
    spent = [("CARITAS", 2022, 900), ("CARITAS", 2023, 1000), ("DIAKONIE", 2022, 600)]
    people = [case(name, "01.01.2020", traeger=name) for name in ("CARITAS", "DIAKONIE", "STADT")]
    costs = [
        {"traeger": name, "year": year, "cost_type": "PERSONAL", "amount_eur": amount}
        for name, year, amount in spent
    ]
    return {"costs": costs, "cases": people}


def test_a_traeger_without_costs_in_the_year_has_no_share_not_a_share_of_zero() -> None:
    found = cells(_costs_of_one_year_each(), "city_share_per_person", "31.12.2023", "traeger")
    assert found == {("CARITAS",): 1000, ("DIAKONIE",): None, ("STADT",): None}
    rest = cells(_costs_of_one_year_each(), "city_share_per_person", "31.12.2022", "traeger", top=1)
    assert rest == {("CARITAS",): 900, ("other",): None}  # Diakonie's 600 are not the costs of two


@pytest.mark.parametrize("metric", ["costs_eur", "grants_eur", "city_share_eur", "city_share_per_person"])
def test_a_series_over_years_leaves_a_year_without_records_open(metric: str) -> None:
    query = Query(metric, day("31.01.2023"), day("30.11.2022"), every="month", by=("traeger",))
    figures = compute(world(_costs_of_one_year_each()), query)
    found = {figure.as_of: figure.value for figure in figures if figure.by == {"traeger": "DIAKONIE"}}
    assert found[day("31.12.2022")] is not None
    assert found[day("31.01.2023")] is None


def test_months_since_the_arrival_stand_in_their_order_not_as_words() -> None:
    found = cells(
        {"arrivals": [arrival("A", "01.03.2022")]}, "ukraine_survival", "30.06.2023", "tenure_months"
    )
    assert [int(month) for (month,) in found] == list(range(16))


def test_the_quota_is_the_newest_version_up_to_the_stichtag() -> None:
    rows = [
        {"year": 2023, "version_on": "01.02.2023", "target": 365, "actual": None},
        {"year": 2023, "version_on": "01.10.2023", "target": 234, "actual": 200},
    ]
    tables = {"quota": rows}
    assert value(tables, "quota_target", "30.09.2023") == 365
    assert value(tables, "quota_actual", "30.09.2023") is None
    assert value(tables, "quota_balance", "30.09.2023") is None
    assert value(tables, "quota_balance", "31.12.2023") == -34
    assert value(tables, "quota_target", "31.12.2022") is None


def test_occupancy_counts_residents_of_central_housing_whether_active_or_not() -> None:
    stays = [
        {"case_id": "A", "housing": "AU_ZENTRAL", "moved_in_on": "01.01.2020", "moved_out_on": None},
        {"case_id": "A", "housing": "PRIVAT_MV", "moved_in_on": "01.06.2022", "moved_out_on": None},
        {"case_id": "B", "housing": "AU_ZENTRAL", "moved_in_on": "01.01.2020", "moved_out_on": None},
    ]
    sites = [{"site": "X", "places": 10, "usable": 8, "valid_from": "01.01.2019", "valid_to": None}]
    tables = {"housing": stays, "sites": sites}
    assert value(tables, "housing_occupancy", "31.05.2022") == 2 / 8
    assert value(tables, "housing_occupancy", "01.06.2022") == 1 / 8


def test_inhabitants_come_from_the_newest_row_and_the_best_basis() -> None:
    rows = [
        {"ags": "08336050", "as_of": "31.12.2021", "inhabitants": 40_000, "basis": "MELDEREGISTER"},
        {"ags": "08336050", "as_of": "30.06.2022", "inhabitants": 49_768, "basis": "ZENSUS_2011"},
        {"ags": "08336050", "as_of": "30.06.2022", "inhabitants": 50_000, "basis": "ZENSUS_2022"},
        {"ags": "08111000", "as_of": "30.06.2022", "inhabitants": 600_000, "basis": "MELDEREGISTER"},
    ]
    assert (
        value({"population": rows, "cases": [case("A", "01.01.2020")]}, "per_1000_inhabitants", "30.06.2022")
        == 0.02
    )


def test_consultation_topics_may_be_several_per_row() -> None:
    talks = [
        {"owner": "CARITAS", "held_on": "01.06.2022", "topics": ["WOHNEN", "ARBEIT"]},
        {"owner": "CARITAS", "held_on": "02.06.2022", "topics": None},
    ]
    found = cells({"consultations": talks}, "consultations", "30.06.2022", "topic", start="31.05.2022")
    assert found == {("WOHNEN",): 1, ("ARBEIT",): 1, ("unknown",): 1}


def test_a_series_has_one_point_per_month_and_its_flows_join_without_gap() -> None:
    rows = [case("A", "15.04.2022"), case("B", "31.05.2022"), case("C", "01.06.2022", "20.06.2022")]
    source = world({"cases": rows})
    query = {"as_of": day("30.06.2022"), "period_from": day("31.03.2022"), "every": "month"}
    stock = [figure.value for figure in compute(source, Query("active_target_group", **query))]
    entries = [figure.value for figure in compute(source, Query("entries", **query))]
    assert (stock, entries) == ([1, 2, 2], [1, 1, 1])


def test_top_merges_the_rest_and_keeps_unknown_apart() -> None:
    codes = ["475"] * 3 + ["423"] * 2 + ["237", "166", "998"]
    rows = [case(str(number), "01.01.2020", nationality=code) for number, code in enumerate(codes)]
    found = cells({"cases": rows}, "active_target_group", "30.06.2022", "nationality", top=2)
    assert found == {("475",): 3, ("423",): 2, ("other",): 2, ("unknown",): 1}


def test_what_top_merges_keeps_the_base_that_all_rows_share() -> None:
    talks = [
        {"owner": "CARITAS", "held_on": "01.06.2022", "channel": channel}
        for channel in ("TELEFON", "TELEFON", "DIGITAL", "HAUSBESUCH")
    ]
    tables = {"consultations": talks, "cases": [case("A", "01.01.2022"), case("B", "01.01.2022")]}
    question = {"start": "31.05.2022", "top": 1}
    found = cells(tables, "consultations_per_person", "30.06.2022", "channel", **question)
    assert found == {("TELEFON",): 1, ("other",): 1}  # two each, over the same two persons


def test_top_never_adds_horizons_that_contain_one_another() -> None:
    rows = [
        case(str(number), "01.09.2019", nationality=code) for number, code in enumerate(["475", "475", "166"])
    ]
    found = cells({"cases": rows}, "reaching_36_months", "30.06.2022", "horizon_months", "nationality", top=1)
    assert found == {(h, code): n for h in ("3", "6", "12") for code, n in (("475", 2), ("other", 1))}
    with pytest.raises(NoSuchFigure, match="zu «Weitere»"):
        compute(
            world({"cases": rows}),
            Query("reaching_36_months", day("30.06.2022"), by=("horizon_months",), top=1),
        )


def test_a_breakdown_named_twice_is_refused() -> None:
    with pytest.raises(UsageProblem, match="«sex» steht zweimal"):
        compute(world({}), Query("active_target_group", day("30.06.2022"), by=("sex", "sex")))


def test_unknown_names_are_answered_with_a_suggestion() -> None:
    source = world({})
    with pytest.raises(UsageProblem, match="Meinten Sie «entries»"):
        compute(source, Query("entires", day("30.06.2022")))
    with pytest.raises(UsageProblem, match="Meinten Sie «traeger»"):
        compute(source, Query("entries", day("30.06.2022"), day("31.05.2022"), by=("treger",)))
    with pytest.raises(NoSuchFigure, match="gibt es nicht nach"):
        compute(source, Query("fte_filled", day("30.06.2022"), by=("sex",)))
    with pytest.raises(UsageProblem, match="--from"):
        compute(source, Query("entries", day("30.06.2022")))
