"""What readers with outside knowledge could add is measured, and never refuses a release."""

import pytest

from pipelines.disclosure import foreknowledge
from pipelines.disclosure.foreknowledge import Knowing

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
        ([10], Knowing(0, 0, None)),
        # 6 … 14 and 11 … 19 share 11 … 14.
        ([10, 15], Knowing(1, 1, 4)),
        ([10, 15, 10], Knowing(1, 1, 4)),
        # 1 … 9 and 0 … 4 share 1 … 4.
        ([5, 0], Knowing(1, 1, 4)),
        # 6 … 14 and 16 … 24 share nothing: the people behind it did change.
        ([10, 20], Knowing(0, 0, None)),
        ([-5, -10], Knowing(1, 1, 4)),
    ],
)
def test_who_knows_that_a_corrected_cell_stayed_the_same_joins_its_prints(prints, expected):
    assert foreknowledge.unchanged({CELL: prints}, {CELL: 5}, need=5) == expected


def test_the_report_says_both_in_german():
    own, steady = foreknowledge.in_words(Knowing(9, 3, 4), Knowing(2, 1, 4))
    assert own.endswith("behält für die übrigen 4 mögliche Werte (3 Zellen).")
    assert steady.endswith("behält mindestens 4 mögliche Werte (1 Zelle).")
    assert foreknowledge.in_words(Knowing(9, 0, None), Knowing(0, 0, None))[1] == (
        "Keine gedruckte Zelle wurde später berichtigt."
    )
