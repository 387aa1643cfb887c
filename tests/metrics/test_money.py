"""Money adds up to the cent, as it is written."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.metrics.evaluate import signed_sum
from pipelines.releases.printed_number import PrintedNumber

CENTS = st.integers(-(10**9), 10**9)


@given(st.lists(CENTS, min_size=1, max_size=6))
def test_a_sum_of_cents_is_the_number_a_clerk_would_write(parts):
    assert signed_sum([(1, cents / 100) for cents in parts]) == sum(parts) / 100


def test_costs_without_grants():
    # 183 706,83 by hand; as binary fractions this would print 63706.82999999999.
    assert signed_sum([(1, 183706.83), (-1, 70000.0), (-1, 50000.0)]) == 63706.83


def test_a_missing_part_leaves_no_sum_and_persons_stay_whole():
    assert signed_sum([(1, 5), (-1, None)]) is None
    assert repr(signed_sum([(1, 5), (-1, 3)])) == "2"


def test_printed_numbers_keep_their_slack():
    total = signed_sum([(1, PrintedNumber(10, 4, 10)), (-1, PrintedNumber(5, 4, 5))])
    assert isinstance(total, PrintedNumber) and total.slack == 8
