"""Exact anchors: how far one may lie from its printed total, and how far two of them from one another."""

import pytest

from pipelines.disclosure.anchors import _steady, check_anchors
from pipelines.disclosure.block import Block, kinds
from pipelines.disclosure.flows import Series
from pipelines.errors import Refused


def check(stock, anchors):
    """Months from June 2018 with the same printed total; only totals are published."""
    months = tuple(f"{2018 + (5 + n) // 12}-{(5 + n) % 12 + 1:02}" for n in range(13))
    none = (0,) * len(months)
    block = Block(Series(months, (stock,) * len(months), none, none), {}, anchors=anchors)
    check_anchors(block, {}, kinds(block), 5)


@pytest.mark.parametrize("exact", [620, 624])
def test_an_anchor_lies_less_than_a_step_above_its_printed_total(exact):
    check(620, {"2018-06": exact})


@pytest.mark.parametrize("exact", [619, 625])
def test_an_anchor_below_its_printed_total_or_a_whole_step_above_it_is_refused(exact):
    with pytest.raises(Refused, match="weiter als ein Schritt"):
        check(620, {"2018-06": exact})


def test_two_anchors_need_two_whole_half_years_between_them():
    check(620, {"2018-06": 620, "2019-06": 622})
    check(620, {"2018-06": 622, "2019-05": 622})  # of the same excess they need none
    with pytest.raises(Refused, match="keine zwei ganzen Kalenderhalbjahre"):
        check(620, {"2018-06": 620, "2019-05": 622})


def test_only_people_who_are_there_in_every_month_can_give_donors():
    assert _steady([(4, 4, 9), (4, 3, 0)], 5) == {0}
