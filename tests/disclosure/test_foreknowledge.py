"""What readers with outside knowledge could add is measured, and never refuses a release."""

import pytest

from pipelines.disclosure import foreknowledge
from pipelines.disclosure.block import Block, FlowTable
from pipelines.disclosure.flows import Series, _near
from pipelines.disclosure.foreknowledge import Knowing, Unchanged

CELL = ("active_target_group", "2022-06", (("sex", "d"),))


@pytest.mark.parametrize(
    ("printed", "base", "narrowed", "fewest"),
    [
        # 0 stands for 0 … 4; himself counted, 1 … 4 remain.
        (0, 5, 1, 4),
        # 5 stands for 1 … 9: knowing oneself says nothing new.
        (5, 5, 0, None),
        (0, 10, 0, None),
        # 0 of base 6 keeps 1 … 5, just as many as are needed.
        (0, 6, 0, None),
        # An anchor is exact on purpose; the row «multiple» is subtracted, nobody stands in it.
        (3, 0, 0, None),
        (-5, 5, 0, None),
    ],
)
def test_who_stands_in_a_cell_himself_keeps_these_values_for_the_others(printed, base, narrowed, fewest):
    found = foreknowledge.insider([(printed, base)], need=5)
    assert (found.narrowed, found.fewest) == (narrowed, fewest)


@pytest.mark.parametrize(
    ("prints", "expected"),
    [
        ([10], Unchanged(0, 0, None, corrected=0)),
        # 6 … 14 and 11 … 19 share 11 … 14.
        ([10, 15], Unchanged(1, 1, 4, corrected=1)),
        ([10, 15, 10], Unchanged(1, 1, 4, corrected=1)),
        # 1 … 9 and 0 … 4 share 1 … 4.
        ([5, 0], Unchanged(1, 1, 4, corrected=1)),
        # 6 … 14 and 16 … 24 share nothing: the people behind it did change.
        ([10, 20], Unchanged(0, 0, None, corrected=1)),
        ([-5, -10], Unchanged(1, 1, 4, corrected=1)),
    ],
)
def test_who_knows_that_a_corrected_cell_stayed_the_same_joins_its_prints(prints, expected):
    assert foreknowledge.unchanged({CELL: prints}, {CELL: 5}, need=5) == expected


FAMILY = (("household", "family"),)


@pytest.mark.parametrize(
    ("start", "entries", "exits", "cells"),
    [
        # Somebody was there before: only who left begins at 0, until the first printed exit.
        (20, (0, 5, 0), (0, 0, 5), [("exits", 0), ("exits", 1)]),
        # The town begins empty: nobody has come yet either, and the stock and its tables are part of the running sum.
        (0, (0, 5, 0), (0, 0, 5),
         [("exits", 0), ("entries", 0), ("active_target_group", 0), ("active_target_group", 0), ("exits", 1)]),
        (20, (0, 0, 0), (5, 0, 0), []),
    ],
)  # fmt: skip
def test_while_a_running_sum_is_printed_as_0_its_cells_are_known_more_exactly(start, entries, exits, cells):
    months = ("2022-01", "2022-02", "2022-03")
    stock = [start + sum(entries[: n + 1]) - sum(exits[: n + 1]) for n in range(3)]
    structure = {month: {(): n, FAMILY: n} for month, n in zip(months, stock, strict=True)}
    block = Block(Series(months, tuple(stock), entries, exits), structure)
    found = [(metric, months.index(period)) for metric, period, _ in foreknowledge.first_zeros(block)]
    assert found == cells


def test_half_years_that_end_before_the_first_printed_exit_belong_to_the_running_sum():
    halves = {
        half: tuple(f"2022-{month:02}" for month in range(start, start + 6))
        for half, start in (("2022-H1", 1), ("2022-H2", 7))
    }
    reason = (("abgangsgrund", "WEGZUG"),)
    flows = [FlowTable("exits", half, months, {(): 0, reason: 0}) for half, months in halves.items()]
    exits = (0,) * 11 + (5,)
    stock = (10,) * 11 + (5,)
    months = tuple(month for inside in halves.values() for month in inside)
    block = Block(Series(months, stock, (0,) * 12, exits), {}, flows)
    found = [key for key in foreknowledge.first_zeros(block) if "H" in key[1]]
    assert found == [("exits", "2022-H1", ()), ("exits", "2022-H1", reason)]


@pytest.mark.parametrize(
    ("base", "need", "expected"),
    [(5, 5, Knowing(2, 2, 3)), (10, 10, Knowing(2, 2, 5)), (5, 3, Knowing(2, 0, None))],
)
def test_a_running_sum_printed_as_0_is_at_most_half_a_step(base, need, expected):
    assert foreknowledge.beginning(2, base, need) == expected
    # As `flows` rounds it: so many values have 0 as their nearest multiple.
    assert expected.narrowed == 0 or expected.fewest == sum(_near(value, base) == 0 for value in range(base))


def test_the_report_says_all_three_in_german():
    own, steady, method = foreknowledge.in_words(Knowing(9, 3, 4), Unchanged(2, 1, 4, 2), Knowing(7, 7, 3))
    assert own.endswith("behält für die übrigen 4 mögliche Werte (3 Zellen).")
    assert steady.endswith("behält mindestens 4 mögliche Werte (1 Zelle).")
    assert method.endswith("die noch mit 0 gedruckt ist, 3 mögliche Werte (7 Zellen).")
    said = [_of_corrections(Unchanged(0, 0, None, corrected)) for corrected in (0, 1, 168)]
    assert said == [
        "Keine gedruckte Zelle wurde später berichtigt.",
        "Berichtigt wurde 1 Zelle; unverändert geblieben sein kann sie nicht.",
        "Berichtigt wurden 168 Zellen; unverändert geblieben sein kann keine davon.",
    ]


def _of_corrections(steady: Unchanged) -> str:
    return foreknowledge.in_words(Knowing(9, 0, None), steady, Knowing(0, 0, None))[1]
