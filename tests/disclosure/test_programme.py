"""From exact counts to the public world: merged, rounded, attacked, remembered."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from pipelines import codelists
from pipelines.disclosure import ledger
from pipelines.disclosure.codes import closed_codes
from pipelines.disclosure.grid import by
from pipelines.disclosure.programme import Merger, build_block, listed_codes, load
from pipelines.disclosure.ratios import change_percent, interval, per_thousand, per_unit, percent
from pipelines.disclosure.world import Rules, protect
from pipelines.errors import Disclosive, Refused, UsageProblem
from pipelines.metrics import catalogue, dimensions

RULES = Rules(5, 5, b"salt")
MONTHS = tuple(f"2022-{month:02}" for month in range(1, 7))
REGIONS = {
    "475": "asia",
    "423": "asia",
    "442": "asia",
    "224": "africa",
    "166": "europe",
    "unknown": "unknown",
}
# Every list as the city has it, but for six nationalities only.
CODES = closed_codes(load(), ["AWO"]) | {"nationality": tuple(REGIONS)}


def lift(code):
    return REGIONS[code]


def people(count=400, seed=1):
    """Persons with the months they are there and the attributes of the programme's tables."""
    dice = random.Random(seed)
    for _ in range(count):
        nation = dice.choices(list(REGIONS), (30, 20, 1.5, 10, 35, 1))[0]
        age = dice.choice(["0-5", "6-17", "18-24", "25-39", "40-64", "65+", "unknown"])
        adult, working = age in ("18-24", "25-39", "40-64", "65+"), age in ("18-24", "25-39", "40-64")
        teams = dice.choice([("STADT",), ("CARITAS",), ("DIAKONIE", "CARITAS")])
        came = dice.randrange(-8, 6)
        yield {
            "from": max(came, -1),
            "to": max(came, 0) + dice.randrange(1, 9),
            "nationality": nation,
            "region": lift(nation),
            "status_group": dice.choice(["offen", "abgelehnt"]),
            "age_band": age,
            "sex": dice.choice("mw"),
            "household": dice.choice(["family", "single"]),
            "teams": teams,
            "housing": dice.choice(["PRIVAT_MV", "UMA_JH", "EA", "AU_ZENTRAL"]),
            "contacted": dice.choice(["yes", "no"]),
            "duration_class": dice.choice(["0-6", "36+"]),
            "limit_36": dice.choice(["over", "later"]),
            "planned": dice.choice(["yes", "no"]) if adult else "no_adult",
            "b1": dice.choice(["yes", "no"]) if adult else "no_adult",
            "employed": dice.choice(["yes", "no"]) if working else "not_18_64",
            "abgangsgrund": dice.choice(["VERSTORBEN", "SONST", "ABSCHIEBUNG", "WEGZUG_KOMMUNE"]),
            "zugangsart": dice.choice(["ZUWEISUNG", "GEBURT"]),
        }


def counts_of(persons):
    def counts(metric, period, dims):
        inside = range(6) if period == "2022-H1" else [MONTHS.index(period)]
        if metric == "active_target_group":
            chosen = [p for p in persons if p["from"] <= inside[0] < p["to"]]
            if dims == ("traeger",):
                found = Counter((team,) for p in chosen for team in p["teams"])
                found["multiple",] = -sum(len(p["teams"]) - 1 for p in chosen)
                return found
        else:
            side = "from" if metric == "entries" else "to"
            chosen = [p for p in persons if p[side] in inside]
        return Counter(tuple(p[dim] for dim in dims) for p in chosen)

    return counts


@pytest.fixture(scope="module")
def world_of():
    population = load().populations["active"]

    def make(persons, before=None):
        persons = list(persons)
        counts = counts_of(persons)
        sizes = [
            {code: n for (code,), n in counts("active_target_group", m, ("nationality",)).items()}
            for m in MONTHS
        ]
        merger = Merger(load().merges, {"nationality": listed_codes(sizes, 10)}, {"nationality": lift})
        block = build_block(population, MONTHS, {"2022-H1": MONTHS}, counts, merger, CODES)
        return block, protect({"active": block}, before or {}, RULES, population.silent)

    return make


def test_a_half_year_of_the_whole_programme_passes(world_of):
    block, world = world_of(people())
    exact = {
        ("active_target_group", month, where): n
        for month in MONTHS
        for where, n in block.structure[month].items()
    }
    assert world.findings.passed and not world.withheld
    assert all(abs(world.values[key] - value) < 5 for key, value in exact.items())
    assert {entry.key for entry in world.entries} == set(world.values)


def test_small_nationalities_join_the_rest_of_their_region(world_of):
    block, _ = world_of(people())
    codes = {code for where in block.structure["2022-06"] for dim, code in where if dim == "nationality"}
    assert codes == {"475", "423", "rest_asia", "224", "166", "unknown"}


_CODE = {"presence": "present", "sex": "w", "age_band": "25-39"}


def test_a_half_year_of_arrival_is_told_when_its_time_is_over():
    """120 came in the first half of 2022 (20 a month), 90 of them stayed; the data reach to December."""
    months = [f"2022-{month:02}" for month in range(1, 13)]
    halves = {"2022-H1": months[:6], "2022-H2": months[6:]}

    def counts(metric, period, dims):
        if metric == "ukraine_arrivals_total":
            return {tuple(_CODE[dim] for dim in dims): 20 * min(6, months.index(period) + 1)}
        inside = halves.get(period, [period])
        came = 20 * len(set(inside) & set(months[:6])) if metric == "ukraine_arrivals" else 0
        if not dims:
            return {(): came}
        return {("yes",): came * 3 // 4, ("no",): came // 4} if came else {}

    merger = Merger(load().merges, {}, {})
    block = build_block(load().populations["ukraine"], months, halves, counts, merger, CODES)
    told = {(table.period, dim) for table in block.flows for where in table.cells for dim, _ in where}
    assert told == {("2022-H1", "stayed_3"), ("2022-H1", "stayed_6")}
    (table,) = (table for table in block.flows if by([("stayed_6", "yes")]) in table.cells)
    assert table.cells == {by([]): 120, by([("stayed_6", "yes")]): 90, by([("stayed_6", "no")]): 30}


def test_rows_never_tell_who_came(world_of):
    """A first divers person, a new Träger: the rows are the same before, else a printed 0 would stand for 1 to 4."""
    persons = list(people())
    before, _ = world_of(persons)
    changed = [
        dict(p, sex="d", teams=("AWO",), status_group="sonstige") if p["from"] == 5 else p for p in persons
    ]
    after, _ = world_of(changed)
    assert before.structure.keys() == after.structure.keys()
    assert all(set(before.structure[month]) == set(after.structure[month]) for month in MONTHS)
    assert [set(table.cells) for table in before.flows] == [set(table.cells) for table in after.flows]


def test_a_code_outside_its_list_is_refused(world_of):
    with pytest.raises(
        Refused, match=r"^«neu» steht nicht in der Codeliste von «.+»; bitte die Liste ergänzen"
    ):
        world_of(dict(p, status_group="neu") for p in people())


def test_a_dimension_without_a_list_is_refused():
    plan = load()
    with pytest.raises(UsageProblem, match="Für «b1» fehlt die Liste"):
        closed_codes(replace(plan, codes={n: c for n, c in plan.codes.items() if n != "b1"}), ())


def test_unaccompanied_minors_have_no_row_and_homes_are_joined(world_of):
    block, _ = world_of(people())
    codes = {code for where in block.structure["2022-06"] for dim, code in where if dim == "housing"}
    assert codes == {
        "privat", "sonstige_jugendhilfe", "unterkunft", "AU_ZENTRAL", "AU_DEZENTRAL", "unknown",
    }  # fmt: skip


def test_deaths_are_no_row_of_their_own(world_of):
    block, _ = world_of(people())
    (exits,) = (table for table in block.flows if table.name == "exits")
    codes = {code for where in exits.cells for _, code in where}
    assert {"sonstige_gruende", "rueckkehr_abschiebung", "WEGZUG_KOMMUNE"} < codes
    parts = {"VERSTORBEN", "SONST", "TRAEGERWECHSEL", "RUECKKEHR_AUSREISE", "ABSCHIEBUNG", "DUBLETTE"}
    assert not parts & codes


def test_what_joins_several_codes_has_a_name_of_its_own():
    """«Rückkehr oder Ausreise» printed as 35 for the public, 20 internally, would be one name for two numbers."""
    for dim, merge in load().merges.items():
        known = dimensions.dimension(dim)
        listed = {known.label(code) for code in codelists.load(known.codelist)}
        for code in set(merge.codes.values()):
            assert code not in codelists.load(known.codelist) and known.label(code) not in listed
            assert known.label(code) != code


def test_who_has_no_plan_is_no_adult(world_of):
    _, world = world_of(people())
    month = [(dict(where), n) for (metric, period, where), n in world.values.items() if period == "2022-06"]
    minors = sum(
        n
        for where, n in month
        if set(where) == {"age_band"} and where["age_band"] in ("0-5", "6-17", "unknown")
    )
    assert [n for where, n in month if where == {"planned": "no_adult"}] == [minors]


def test_a_second_release_of_the_same_data_writes_nothing(world_of, tmp_path):
    path = tmp_path / "ledger.jsonl"
    _, first = world_of(people())
    ledger.append(path, ledger.Stamp("r1", "rules", "data", "Beispiel"), first.entries)
    _, second = world_of(people(), ledger.entries(path))
    assert (second.entries, second.corrections, second.values) == ((), {}, first.values)


def test_a_corrected_delivery_marks_what_changed(world_of, tmp_path):
    path = tmp_path / "ledger.jsonl"
    persons = list(people())
    _, first = world_of(persons)
    ledger.append(path, ledger.Stamp("r1", "rules", "data", "Beispiel"), first.entries)
    _, second = world_of(persons[12:], ledger.entries(path))
    changed = {key for key, value in second.values.items() if first.values.get(key, value) != value}
    assert changed and {entry.key for entry in second.entries if entry.correction} == changed


def test_a_stricter_rule_than_the_base_can_keep_is_refused(world_of):
    block, _ = world_of(people())
    with pytest.raises(Disclosive):
        protect({"active": block}, {}, Rules(5, 10, b"salt"))


def test_a_listed_nationality_stays_listed():
    assert listed_codes([{"475": 12, "442": 3}, {"475": 2, "442": 9}], 10, {"439"}) == {"475", "439"}


def test_the_programme_names_metrics_and_dimensions_that_exist():
    programme = load()
    metrics = catalogue.load()
    for population in programme.populations.values():
        assert {flow.metric for flow in population.flows} <= {*metrics, *population.names}
        horizons = {dim for rate in programme.cohorts.values() for dim in rate.horizons.values()}
        assert {flow.by for flow in population.flows} <= {*dimensions.load(), *horizons}
    assert {*programme.answers, *programme.cohorts} <= set(metrics)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (("- [age_band, sex]", "- [age_band, sex, housing]"), UsageProblem),
        (("- [age_band, sex]", "- [age_band, sex]\n      - [age_band, nationality]"), Refused),
        (("privat: [PRIVAT_MV,", "PRIVAT_MV: [PRIVAT_MV,"), UsageProblem),
        (("privat: [PRIVAT_MV,", "privatwohnung: [PRIVAT_MV,"), UsageProblem),
        (("      sonstige_jugendhilfe: [UMA_JH, SONST]\n", ""), UsageProblem),
    ],
    ids=[
        "three dimensions",
        "ring",
        "named like a part",
        "without a label",
        "a printed name with other contents",
    ],
)
def test_a_dangerous_programme_is_refused(tmp_path, change, error):
    from pipelines.disclosure import programme

    text = programme._FILE.read_text(encoding="utf-8").replace(*change)
    path = tmp_path / "programme.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error):
        load(path)


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(565, 1050, 54), (40, 95, None), (5, 200, 3), (0, 100, 0), (205, 200, None)]
)
def test_percentages_come_from_printed_numbers_over_100(part, whole, shown):
    assert percent(part, whole) == shown


def test_other_ratios_from_printed_numbers():
    assert (change_percent(1050, 1000), change_percent(950, 1000), change_percent(50, 90)) == (5, -5, None)
    assert (per_unit(1050, 4), per_unit(1050, 0), str(per_thousand(1050, 49768))) == (263, None, "211/10")


@pytest.mark.parametrize(("printed", "values"), [(0, (0, 4)), (5, (1, 9)), (510, (506, 514)), (-5, (-9, -1))])
def test_what_a_printed_number_may_stand_for(printed, values):
    assert interval(printed, 5) == values


def test_coordinates_have_one_order():
    assert by([("sex", "m"), ("age_band", "0-5")]) == (("age_band", "0-5"), ("sex", "m"))


def test_a_printed_month_is_never_split_anew():
    """442 is large enough at last; in months printed before, it stays in the rest of its region."""
    merger = Merger(
        load().merges,
        {"nationality": {"475", "442"}},
        {"nationality": lift},
        {"2022-01": {"nationality": {"475"}}},
    )
    assert merger.at("2022-01").code("nationality", "442") == "rest_asia"
    assert merger.at("2022-02").code("nationality", "442") == "442"


def test_who_was_in_the_rest_may_be_of_a_kind_that_leaves_it():
    from pipelines.disclosure.population import Kinds, follows

    kinds = Kinds(("nationality",), (("442",), ("rest_asia",)))
    parents = {("nationality", "442"): ("region", "asia"), ("nationality", "rest_asia"): ("region", "asia")}
    before = kinds.lumps([(("nationality", "rest_asia"),)], parents)
    after = kinds.lumps([(("nationality", "rest_asia"),), (("nationality", "442"),)], parents)
    assert (before, after) == ((1, 1), (0, 1))
    assert follows(kinds, (10, 5), (0, 15), 0, 0, before)
    assert not follows(kinds, (10, 5), (0, 15), 0, 0, after)
