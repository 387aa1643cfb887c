"""Controlled rounding: neighbours only, sums kept, nearly as close as nearest rounding."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.disclosure.grid import by
from pipelines.disclosure.rounding import deviation_ratio, nearest, round_cells
from pipelines.disclosure.tables import CellSystem, Equation, linked
from pipelines.errors import Refused

SALT = b"salt"


def two_way(counts, name="table"):
    rows, columns = range(len(counts)), range(len(counts[0]))
    cells = {}
    for i, j in itertools.product([*rows, None], [*columns, None]):
        where = by([("row", str(i))] * (i is not None) + [("col", str(j))] * (j is not None))
        cells[where] = sum(counts[p][q] for p in rows for q in columns if i in (None, p) and j in (None, q))
    return linked(name, "2022-06", cells)


tables = st.integers(2, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=2, max_size=8
    )
)


@settings(max_examples=60, deadline=None)
@given(tables, st.sampled_from([5, 10, 3]))
def test_every_two_way_table_rounds_within_one_step_and_adds_up(counts, base):
    system = two_way(counts)
    values = round_cells(system, base, salt=SALT).values
    assert all(value % base == 0 and abs(value - system.exact[key]) < base for key, value in values.items())
    for equation in system.equations:
        assert sum(factor * values[key] for key, factor in equation.terms.items()) == 0


def test_the_deviation_is_the_least_possible():
    system = two_way([[3, 7], [12, 1]])
    values = round_cells(system, 5, salt=SALT).values
    keys = list(system.exact)
    choices = [[system.exact[key] // 5 * 5, -(-system.exact[key] // 5) * 5] for key in keys]
    best = min(
        sum(abs(value - system.exact[key]) for key, value in zip(keys, combo, strict=True))
        for combo in itertools.product(*choices)
        if all(
            sum(f * combo[keys.index(key)] for key, f in equation.terms.items()) == 0
            for equation in system.equations
        )
    )
    assert sum(abs(values[key] - system.exact[key]) for key in keys) == best


def test_the_same_salt_gives_the_same_table_and_ties_differ_by_salt():
    system = two_way([[5 * i + (7 * i * j) % 5 + 2 for j in range(6)] for i in range(8)])
    once, again = (round_cells(system, 10, salt=b"a").values for _ in range(2))
    assert once == again
    assert any(round_cells(system, 10, salt=bytes([n])).values != once for n in range(8))


def test_a_printed_cell_stays_while_its_value_is_near():
    system = two_way([[3, 7], [12, 1]])
    key = ("table", "2022-06", (("col", "0"), ("row", "0")))
    assert round_cells(system, 5, salt=SALT).values[key] == 0
    kept = round_cells(system, 5, salt=SALT, printed={key: 5})
    assert (kept.values[key], kept.corrections) == (5, {})


def test_a_printed_cell_whose_value_has_left_is_a_correction():
    system = two_way([[3, 7], [12, 1]])
    key = ("table", "2022-06", (("col", "1"), ("row", "0")))
    assert round_cells(system, 5, salt=SALT, printed={key: 15}).corrections == {key: "left"}


def test_the_table_that_cannot_be_additive_is_named():
    system = CellSystem({"a": 1, "b": 1, "c": 1, "sum": 3})
    system.equations.append(Equation({"a": 1, "b": 1, "c": 1, "sum": -1}, "Herkunft, 2022-06"))
    with pytest.raises(Refused, match="Herkunft, 2022-06"):
        round_cells(system, 5, salt=SALT, fixed={"a": 5, "b": 5})


def test_a_fixed_value_beyond_one_step_is_refused():
    with pytest.raises(Refused, match="weiter als ein Schritt"):
        round_cells(CellSystem({"a": 1}), 5, salt=SALT, fixed={"a": 10})


def test_exact_cells_that_do_not_add_up_are_refused():
    with pytest.raises(Refused, match="geht nicht auf"):
        linked("bestand", "2022-06", {(): 4, (("sex", "m"),): 2, (("sex", "w"),): 1})


def test_the_row_multiple_is_rounded_below_zero():
    cells = {(): 20, (("traeger", "A"),): 14, (("traeger", "B"),): 9, (("traeger", "multiple"),): -3}
    values = round_cells(linked("bestand", "2022-06", cells), 5, salt=SALT).values
    assert values["bestand", "2022-06", (("traeger", "multiple"),)] in (-5, 0)


@pytest.mark.parametrize(("value", "printed"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (1048, 1050)])
def test_nearest(value, printed):
    assert nearest(value, 5) == printed


def test_deviation_is_judged_over_cells_that_are_not_zero():
    assert deviation_ratio({"a": 2, "b": 0, "c": 7}, {"a": 5, "b": 0, "c": 5}) == 5 / 4


def test_a_value_one_whole_step_away_has_left() -> None:
    """5 stands for 1 … 9: with 10 persons it is refused where it is fixed, and corrected where it was printed."""
    with pytest.raises(Refused, match="weiter als ein Schritt"):
        round_cells(CellSystem({"a": 10}), 5, salt=SALT, fixed={"a": 5})
    assert round_cells(CellSystem({"a": 10}), 5, salt=SALT, printed={"a": 5}).corrections == {"a": "left"}
