"""Months that belong together: printed stocks follow from printed flows, and invented people fit all of it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.disclosure.audit import attack
from pipelines.disclosure.block import Block, FlowTable
from pipelines.disclosure.block_rounding import round_block
from pipelines.disclosure.flows import Series, period_flow, round_series, stock_key
from pipelines.disclosure.grid import by
from pipelines.disclosure.model import Protected, Published
from pipelines.disclosure.witness import as_printed, attack_block, refuse_cycles
from pipelines.errors import Disclosive, Refused
from tests.disclosure.population import block_of, people

SALT = b"salt"
NAMES = ("active_target_group", "entries", "exits")


def series(start, flows):
    months = tuple(f"m{number:03}" for number in range(len(flows)))
    stock, now = [], start
    for came, gone in flows:
        now += came - min(gone, now + came)
        stock.append(now)
    gone = [
        before + came - after for before, (came, _), after in zip([start, *stock], flows, stock, strict=False)
    ]
    return Series(months, tuple(stock), tuple(came for came, _ in flows), tuple(gone))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 40), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=40)
)
def test_totals_of_all_months_and_all_periods_stay_within_one_step(start, flows):
    exact = series(start, flows)
    values = round_series(exact, 5, salt=SALT).values
    for place, month in enumerate(exact.months):
        assert abs(values[stock_key("active_target_group", month)] - exact.stock[place]) < 5
        for first in range(place + 1):
            inside = exact.months[first : place + 1]
            assert abs(period_flow(values, "entries", inside) - sum(exact.entries[first : place + 1])) < 5
            assert abs(period_flow(values, "exits", inside) - sum(exact.exits[first : place + 1])) < 5
        if place:
            before = values[stock_key("active_target_group", exact.months[place - 1])]
            balance = values[stock_key("entries", month)] - values[stock_key("exits", month)]
            assert values[stock_key("active_target_group", month)] == before + balance


def test_a_new_month_changes_no_printed_one():
    exact = series(100, [(7, 3), (12, 9), (1, 4), (0, 2)])
    shorter = Series(exact.months[:3], exact.stock[:3], exact.entries[:3], exact.exits[:3])
    assert (
        round_series(shorter, 5, salt=SALT).values.items() <= round_series(exact, 5, salt=SALT).values.items()
    )


def test_a_late_report_keeps_what_still_holds_and_marks_the_rest():
    exact = series(100, [(7, 3), (12, 9), (1, 4), (0, 2)])
    printed = round_series(exact, 5, salt=SALT).values
    late = series(100, [(7, 3), (13, 9), (1, 4), (0, 2)])
    rounded = round_series(late, 5, salt=SALT, printed=printed)
    for place, month in enumerate(late.months):
        for name, value in zip(
            NAMES, (late.stock[place], late.entries[place], late.exits[place]), strict=True
        ):
            key = stock_key(name, month)
            assert abs(rounded.values[key] - value) < 5
            assert (key in rounded.corrections) == (rounded.values[key] != printed[key])


@pytest.mark.parametrize("persons", [60, 700])
def test_a_year_is_rounded_and_survives_the_attack(persons):
    block = block_of(people(persons, 12, 3), 12)
    rounded = round_block(block, 5, SALT)
    findings = attack_block(as_printed(block, rounded.values), rounded.people, 5, 5)
    assert findings.passed and findings.recovered == 0
    assert len(findings.cells) == len(rounded.values)


def test_four_releases_one_after_the_other_with_late_reports():
    everyone, printed = people(500, 12, 4), {}
    for months in (9, 10, 11, 12):
        known = [p | {"out": 99} if p["out"] == months and n % 5 == 0 else p for n, p in enumerate(everyone)]
        block = block_of([p for p in known if p["in"] < months], months)
        rounded = round_block(block, 5, SALT, printed)
        assert attack_block(as_printed(block, rounded.values), rounded.people, 5, 5).passed
        changed = {key for key, value in rounded.values.items() if key in printed and printed[key] != value}
        assert changed == set(rounded.corrections)
        printed |= rounded.values


def tampered(change):
    block = block_of(people(300, 4, 5), 4)
    rounded = round_block(block, 5, SALT)
    return change(as_printed(block, rounded.values)), rounded.people


def test_a_table_that_does_not_add_up_fails_the_attack():
    def change(printed):
        month = printed.series.months[1]
        cells = {**printed.structure[month], (("sex", "m"),): printed.structure[month][(("sex", "m"),)] + 5}
        return replace(printed, structure={**printed.structure, month: cells})

    with pytest.raises(Disclosive, match="geht nicht auf"):
        attack_block(*tampered(change), 5, 5)


def test_invented_people_are_checked_not_trusted():
    printed, witnesses = tampered(lambda printed: printed)
    month = printed.series.months[2]
    witnesses[month] = (witnesses[month][0] + 1, *witnesses[month][1:])
    with pytest.raises(Disclosive, match="keiner Bevölkerung"):
        attack_block(printed, witnesses, 5, 5)


def test_more_candidates_than_the_base_gives_are_refused():
    printed, witnesses = tampered(lambda printed: printed)
    with pytest.raises(Disclosive, match="base erhöhen"):
        attack_block(printed, witnesses, 5, 6)


def test_tables_in_a_ring_are_refused():
    ring = [frozenset(pair) for pair in (("a", "b"), ("b", "c"), ("a", "c"))]
    with pytest.raises(Refused, match="Ring"):
        refuse_cycles(ring, {}, ())
    refuse_cycles(ring[:2], {}, ())


def test_the_proof_agrees_with_the_solver_on_a_small_cut_out():
    """Nationality × sex of one month as the attacker of any CSV sees it: rounding intervals on unknown people."""
    block = block_of(people(60, 1, 6), 1)
    rounded = round_block(block, 5, SALT)
    month, cells = next(iter(block.structure.items()))
    inner = [where for where in cells if [dim for dim, _ in where] == ["age_band", "sex"]]
    published = Published(len(inner))
    for where in cells:
        if {dim for dim, _ in where} <= {"age_band", "sex"}:
            members = [number for number, full in enumerate(inner) if set(where) <= set(full)]
            printed = rounded.values["active_target_group", month, where]
            published.between(members, printed - 4, printed + 4)
            published.protected.append(Protected(dict(where), dict.fromkeys(members, 1), 5))
    findings = attack(published)
    proven = attack_block(as_printed(block, rounded.values), rounded.people, 5, 5)
    bounds = {tuple(sorted(cell.where.items())): cell for cell in findings.cells}
    compared = 0
    for cell in proven.cells:
        place = tuple(sorted((k, v) for k, v in cell.where.items() if k not in ("metric", "period")))
        if cell.where["metric"] == "active_target_group" and place in bounds:
            assert bounds[place].lower <= cell.lower and cell.upper <= bounds[place].upper
            compared += 1
    assert findings.passed and compared > 20


def test_topics_overlap_and_need_not_add_up():
    block = block_of(people(300, 6, 7), 6)
    months = block.series.months
    total = sum(block.series.entries)
    topics = {(): total, (("topic", "WOHNEN"),): total - 3, (("topic", "ARBEIT"),): 13}
    table = FlowTable("entries", "2018-H1", months, topics, overlapping=True, sensitive=True)
    mixed = replace(block, flows=[table])
    rounded = round_block(mixed, 5, SALT)
    assert rounded.values["entries", "2018-H1", (("topic", "ARBEIT"),)] == 10
    findings = attack_block(as_printed(mixed, rounded.values), rounded.people, 5, 5)
    assert [cell.need for cell in findings.cells if "topic" in cell.where] == [10, 10]
    assert findings.passed


def test_a_printed_topic_stays_while_it_holds():
    block = block_of(people(300, 6, 7), 6)
    topic = ("entries", "2018-H1", (("topic", "ARBEIT"),))
    cells = {(): sum(block.series.entries), topic[2]: 13}
    table = FlowTable("entries", "2018-H1", block.series.months, cells, overlapping=True, sensitive=True)
    mixed = replace(block, flows=[table])
    assert round_block(mixed, 5, SALT, {topic: 20}).values[topic] == 20
    left = round_block(mixed, 5, SALT, {topic: 30})
    assert (left.values[topic], left.corrections[topic]) == (10, "left")


def test_a_late_report_corrects_no_printed_number_for_the_sake_of_a_silent_one():
    """Consultations 2 and 26 were printed 0 and 30; a third one of January comes late. Both prints still hold.

    The running sum 3 would now be nearest to 5, but nobody ever read it.
    """
    names = ("consultations_so_far", "consultations", "none")
    months = ("2022-01", "2022-02")
    printed = {("consultations", "2022-01", ()): 0, ("consultations", "2022-02", ()): 30}
    first = round_series(Series(months, (2, 28), (2, 26), (0, 0)), 5, salt=b"salt", names=names)
    assert printed.items() <= first.values.items()
    later = round_series(
        Series(months, (3, 29), (3, 26), (0, 0)), 5, salt=b"salt", names=names, printed=printed
    )
    assert printed.items() <= later.values.items()
    assert later.corrections == {}


def retold(*months, moved=None):
    """A block of months with 20 people each, some of whose newer case rows name another nationality.

    months: nationality → people. moved: how many came and as many went in each month, nobody if not given.
    """
    names = tuple(f"2022-{number:02}" for number in range(1, len(months) + 1))
    moved = moved or (0,) * len(months)
    return Block(
        Series(names, tuple(sum(people.values()) for people in months), moved, moved),
        {
            name: {by([("nationality", code)]): n for code, n in people.items()} | {(): sum(people.values())}
            for name, people in zip(names, months, strict=True)
        },
        parents={("nationality", code): ("region", "asia") for people in months for code in people},
        unchanging=("nationality",),
    )


def test_a_nationality_whose_only_months_are_withheld_does_not_stop_the_release():
    """Nobody outside knows of its row: the people of the proof are then of the rest of its region."""
    block = retold({"475": 20, "rest_asia": 0}, {"475": 0, "423": 20, "rest_asia": 0})
    rounded = round_block(block, 5, SALT)
    assert rounded.dropped == ("2022-02",)
    assert attack_block(as_printed(block, rounded.values), rounded.people, 5, 5).passed


def test_one_month_that_cannot_be_reached_does_not_withhold_those_after_it():
    """The people of a withheld month are left open; they must not stand in the way of the next."""
    usual, other = {"475": 20, "423": 0, "rest_asia": 0}, {"475": 0, "423": 20, "rest_asia": 0}
    half = {"475": 10, "423": 0, "rest_asia": 10}
    block = retold(usual, other, half, half, moved=(0, 10, 0, 0))
    rounded = round_block(block, 5, SALT)
    assert rounded.dropped == ("2022-02",)
    assert attack_block(as_printed(block, rounded.values), rounded.people, 5, 5).passed


def test_what_came_and_went_around_a_withheld_month_counts_together():
    """No entries in sight, yet other people after the withheld month than before: no population can do that."""
    usual, other = {"475": 20, "423": 0, "rest_asia": 0}, {"475": 0, "423": 20, "rest_asia": 0}
    block = retold(usual, other, usual)
    rounded = round_block(block, 5, SALT)
    seen = as_printed(block, rounded.values)
    changed = replace(seen, structure={**seen.structure, "2022-03": block.structure["2022-02"]})
    people = {**rounded.people, "2022-03": tuple(reversed(rounded.people["2022-01"]))}
    with pytest.raises(Disclosive, match="2022-03"):
        attack_block(changed, people, 5, 5)


def test_a_negative_cell_that_adds_up_with_its_neighbour_fails_the_attack():
    def change(printed):
        month = printed.series.months[1]
        cells = dict(printed.structure[month])
        few, many = (("contact", "no"),), (("contact", "yes"),)
        cells[few], cells[many] = -5, cells[few] + cells[many] + 5
        return replace(printed, structure={**printed.structure, month: cells})

    with pytest.raises(Disclosive, match="unmöglich"):
        attack_block(*tampered(change), 5, 5)


def test_a_half_year_that_is_not_the_sum_of_its_months_fails_the_attack():
    block = block_of(people(300, 6, 5), 6)
    rounded = round_block(block, 5, SALT)
    printed = as_printed(block, rounded.values)
    (table,) = printed.flows
    sonst = (("exit_reason", "SONST"),)
    cells = {**table.cells, (): table.cells[()] + 5, sonst: table.cells[sonst] + 5}
    with pytest.raises(Disclosive, match="nicht die Summe ihrer Monate"):
        attack_block(replace(printed, flows=[replace(table, cells=cells)]), rounded.people, 5, 5)


@pytest.mark.parametrize(
    ("entries", "topic", "printed", "now"),
    [
        (60, 13, 20, 20),  # 20 stands for 11 … 29
        (60, 10, 20, 10),  # one whole step away: corrected
        (20, 14, 20, 20),  # as many as all of them
        (20, 3, None, 0),  # the smallest total whose topics are printed
        (17, 3, None, None),
    ],
)
def test_a_topic_is_printed_as_before_while_its_value_and_its_total_allow_it(entries, topic, printed, now):
    months = tuple(f"2018-{month:02}" for month in range(1, 7))
    came = (entries, 0, 0, 0, 0, 0)
    key = ("entries", "2018-H1", (("topic", "ARBEIT"),))
    table = FlowTable("entries", "2018-H1", months, {(): entries, key[2]: topic}, True, True)
    block = Block(Series(months, (entries,) * 6, came, (0,) * 6), {}, [table])
    before = {} if printed is None else {key: printed}
    rounded = round_block(block, 5, SALT, before)
    assert rounded.values.get(key) == now
    assert rounded.corrections == ({key: "left"} if printed not in (None, now) else {})
    if now is not None:
        findings = attack_block(as_printed(block, rounded.values), rounded.people, 5, 5)
        (found,) = [cell for cell in findings.cells if "topic" in cell.where]
        assert (found.lower, found.upper) == (max(0, now - 9), min(now + 9, rounded.values[*key[:2], ()]))


def test_the_row_multiple_of_zero_stands_for_values_below_it():
    months = ("2022-01",)
    cells = {(): 20, **{by([("traeger", name)]): n for name, n in (("A", 10), ("B", 10), ("multiple", 0))}}
    printed = Block(Series(months, (20,), (0,), (0,)), {"2022-01": cells}, unchanging=())
    findings = attack_block(printed, {}, 5, 5)
    bounds = {
        cell.where["traeger"]: (cell.lower, cell.upper) for cell in findings.cells if "traeger" in cell.where
    }
    assert bounds == {"A": (10, 14), "B": (10, 14), "multiple": (-4, 0)}
