"""The first and the last day, the first and the last year that count: one line for each edge of a definition."""

from __future__ import annotations

import pytest

from tests.metrics.world import arrival, case, cells, snapshot, value, world


def test_an_exit_on_the_day_before_the_period_is_outside_one_on_its_last_day_inside() -> None:
    rows = [case("A", "01.01.2022", "31.03.2022"), case("B", "01.01.2022", "30.04.2022")]
    assert value({"cases": rows}, "exits", "30.04.2022", "31.03.2022") == 1


def test_an_empty_interval_is_no_entry_of_a_traeger_where_the_person_is_active_elsewhere() -> None:
    rows = [case("A", "01.01.2022"), case("A", "01.06.2022", "01.06.2022", traeger="STADT")]
    assert cells({"cases": rows}, "entries", "30.06.2022", "traeger", start="31.05.2022") == {}


def test_who_stays_one_day_leaves_with_what_is_known_of_that_day() -> None:
    rows = [case("A", "01.06.2022", "02.06.2022", sex="w")]
    assert cells({"cases": rows}, "exits", "30.06.2022", "sex", start="31.05.2022") == {("w",): 1}


def test_a_row_speaks_for_a_person_until_the_day_before_its_end() -> None:
    rows = [case("A", "01.02.2022", "01.06.2022", sex="m"), case("A", "01.01.2022", traeger="STADT", sex="w")]
    for as_of, sex in (("31.05.2022", "m"), ("01.06.2022", "w")):
        assert cells({"cases": rows}, "active_target_group", as_of, "sex") == {(sex,): 1}


def test_who_moves_out_on_the_stichtag_lives_there_no_longer() -> None:
    stays = [{"case_id": "A", "housing": "VU_GU", "moved_in_on": "01.01.2022", "moved_out_on": "01.06.2022"}]
    tables = {"cases": [case("A", "01.01.2022")], "housing": stays}
    for as_of, housing in (("31.05.2022", "VU_GU"), ("01.06.2022", "unknown")):
        assert cells(tables, "active_target_group", as_of, "housing") == {(housing,): 1}


def test_three_of_one_household_are_three_persons() -> None:
    rows = [case(name, "01.01.2022", household_id="H") for name in "ABC"]
    assert cells({"cases": rows}, "active_target_group", "30.06.2022", "household") == {("family",): 3}


@pytest.mark.parametrize(
    ("since", "until", "household"),
    [
        ("01.02.2022", None, "single"),  # the household named last is another one
        ("01.02.2022", "01.06.2022", "family"),  # a row that ended on the Stichtag names none any more
        ("01.01.2022", None, "family"),  # admitted on one day: the first Träger in the alphabet speaks
    ],
)
def test_the_household_of_another_person_is_the_one_its_speaking_row_names(
    since: str, until: str | None, household: str
) -> None:
    rows = [
        case("A", "01.01.2022", household_id="H", sex="w"),
        case("B", "01.01.2022", household_id="H"),
        case("B", since, until, traeger="STADT", household_id="K"),
    ]
    found = cells({"cases": rows}, "active_target_group", "01.06.2022", "household", filters={"sex": "w"})
    assert found == {(household,): 1}


def test_of_two_traeger_that_took_a_person_in_on_one_day_each_tells_its_own_route() -> None:
    rows = [
        case("A", "01.06.2022", access_route="GEBURT"),
        case("A", "01.06.2022", traeger="STADT", access_route="ZUWEISUNG"),
    ]
    found = cells({"cases": rows}, "entries", "30.06.2022", "traeger", "zugangsart", start="31.05.2022")
    assert {codes for codes in found if codes[0] == "STADT"} == {("STADT", "ZUWEISUNG")}


def test_of_several_rows_of_a_traeger_the_one_admitted_last_that_holds_the_last_day_says_why() -> None:
    rows = [
        case("A", "01.01.2022", "01.07.2022", exit_reason="SONST"),
        case("A", "01.02.2022", "01.07.2022", exit_reason="WEGZUG_KOMMUNE"),
        case("A", "01.03.2022", "30.06.2022", exit_reason="SELBSTSTAENDIG"),
        case("A", "01.04.2022", traeger="STADT"),
    ]
    found = cells({"cases": rows}, "exits", "31.07.2022", "traeger", "abgangsgrund", start="30.06.2022")
    assert found == {("CARITAS", "WEGZUG_KOMMUNE"): 1, ("multiple", "WEGZUG_KOMMUNE"): -1}


def test_an_export_speaks_of_a_case_by_its_own_row_else_by_the_newest_one() -> None:
    history = [
        snapshot("31.12.2021", "A", employment="SVP"),
        snapshot("31.12.2021", "A", employment="SCHULE", admitted_on="01.06.2020"),
        snapshot("31.12.2021", "A", employment="RENTE", admitted_on="01.06.2021"),
    ]
    exports = {"CARITAS": ["31.12.2021"]}
    for admitted, employment in (("01.06.2020", "SCHULE"), ("02.06.2020", "RENTE")):
        source = world({"cases": [case("A", admitted)], "case_history": history}, exports=exports)
        found = cells({}, "active_target_group", "31.12.2021", "employment", source=source)
        assert found == {(employment,): 1}


@pytest.mark.parametrize(
    ("band", "youngest", "oldest"),
    [
        ("0-5", 0, 5),
        ("6-17", 6, 17),
        ("18-24", 18, 24),
        ("25-39", 25, 39),
        ("40-64", 40, 64),
        ("65+", 65, 99),
    ],
)
def test_an_age_band_holds_its_first_and_its_last_year(band: str, youngest: int, oldest: int) -> None:
    born = [2022 - youngest, 2022 - oldest]
    tables = {
        "cases": [case(str(year), "01.01.2022", birth_year=year) for year in born],
        "arrivals": [arrival(str(year), "01.03.2022", birth_year=year) for year in born],
    }
    for metric in ("active_target_group", "ukraine_arrivals_total"):
        assert cells(tables, metric, "30.06.2022", "age_band") == {(band,): 2}


def test_one_row_of_the_register_with_ukraine_in_it_is_enough_and_the_newest_says_who_it_is() -> None:
    rows = [
        arrival("A", "01.03.2022", "01.04.2022", sex="m"),
        arrival("A", "01.05.2022", nationality="475", sex="w"),
    ]
    for as_of, sex in (("30.04.2022", "m"), ("01.05.2022", "w")):
        assert cells({"arrivals": rows}, "ukraine_arrivals_total", as_of, "sex") == {(sex,): 1}


def test_who_comes_back_on_the_day_after_three_months_is_there_then() -> None:
    rows = [arrival("A", "01.03.2022", "01.04.2022"), arrival("A", "01.06.2022")]
    by = ("cohort", "horizon_months")
    assert cells({"arrivals": rows}, "ukraine_retention", "30.06.2022", *by) == {("2022-03", "3"): 1}


def test_the_survival_curve_falls_at_the_last_departure_and_ends_with_the_longest_stay() -> None:
    # 16 months are 487 days, the only number of months below 32 that is a whole number of days.
    rows = [arrival("A", "01.03.2022", "01.04.2022"), arrival("A", "01.05.2022", "01.07.2023")]
    rows.append(arrival("B", "01.03.2022"))
    for as_of, last in (("01.07.2023", 16), ("30.06.2023", 15)):
        found = cells({"arrivals": rows}, "ukraine_survival", as_of, "tenure_months")
        assert max(int(month) for (month,) in found) == last
    found = cells({"arrivals": rows}, "ukraine_survival", "31.07.2023", "tenure_months")
    assert (found[("15",)], found[("16",)]) == (1, 0.5)


def test_who_moves_out_of_central_housing_on_the_stichtag_leaves_a_place() -> None:
    stays = [
        {"case_id": "A", "housing": "AU_ZENTRAL", "moved_in_on": "01.01.2022", "moved_out_on": "01.06.2022"}
    ]
    sites = [{"site": "X", "places": 9, "usable": 8, "valid_from": "01.01.2022", "valid_to": "01.07.2022"}]
    tables = {"housing": stays, "sites": sites}
    for as_of, share in (("31.05.2022", 1 / 8), ("01.06.2022", 0), ("30.06.2022", 0), ("01.07.2022", None)):
        assert value(tables, "housing_occupancy", as_of) == share
