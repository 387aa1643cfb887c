"""Numbers of the public world are rounded as all others: half away from zero."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pipelines.disclosure.ratios import change_percent, half_away, per_thousand, percent
from pipelines.publish import german


@pytest.mark.parametrize(
    ("value", "places"), [("4.625", 2), ("-4.625", 2), ("9.375", 2), ("7.25", 1), ("4.624", 2), ("0", 2)]
)
def test_half_a_hundredth_goes_away_from_zero(value: str, places: int) -> None:
    """9,38 needed and 4,75 filled leave 4,63 missing, not 4,62."""
    assert half_away(Fraction(value), places) == Fraction(german.rounded(Fraction(value), places))


def test_the_missing_positions_of_1125_persons() -> None:
    assert half_away(Fraction(1125, 120) - Fraction(19, 4), 2) == Fraction("4.63")


def test_a_hundred_is_the_first_base_that_gives_a_ratio() -> None:
    assert (percent(55, 100), change_percent(105, 100), per_thousand(5, 100)) == (55, 5, 50)
    assert (percent(55, 95), change_percent(105, 95), per_thousand(5, 95)) == (None, None, None)
