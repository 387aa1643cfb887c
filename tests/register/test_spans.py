"""What a printed number can stand for: the hedge rules read backwards."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publish import wording
from pipelines.publish.register.spans import Span, span_of, total
from tests.register.printed import printed


def ends(value: str, **more: str) -> tuple[float | None, float | None]:
    span = span_of(printed(value, **more))
    return tuple(None if end is None else float(end) for end in (span.low, span.high))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        ("1.362", 1362, 1362),  # an unhedged count is exact
        ("rund 1.400", 1375, 1425),  # half a grain
        ("zirka 1.050", 1025, 1075),
        ("etwa 440", 435, 445),
        ("etwa 880", 872, 888),  # one percent is more than half a grain
        ("über 500", 501, None),
        ("mindestens 500", 500, None),
        ("gut 500", 501, 525),
        ("unter 500", 0, 499),  # nobody counts fewer than zero persons
        ("knapp 500", 475, 499),
        ("bis zu 500", 0, 500),
        ("500 bis 600", 500, 600),
    ],
)
def test_a_printed_count_stands_for_these_values(value: str, low: float, high: float | None) -> None:
    assert ends(value) == (low, high)


def test_a_publicly_rounded_figure_stands_for_its_interval() -> None:
    assert ends("510", von="506", bis="514") == (506, 514)


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [("54 Prozent", 53.5, 54.5), ("12,8 %", 12.75, 12.85), ("7,0 Prozent", 6.95, 7.05)],
)
def test_a_percentage_was_rounded_at_its_last_decimal(value: str, low: float, high: float) -> None:
    assert ends(value, by="nationality=166") == (low, high)


def test_positions_are_printed_exactly() -> None:
    assert ends("4", metric="fte_filled") == (3.995, 4.005)


@given(
    st.sampled_from(["rund", "über", "gut", "knapp", "unter", "mindestens", "bis zu"]),
    st.integers(20, 3000),
    st.integers(0, 6000),
)
def test_a_value_is_in_the_span_exactly_when_the_hedge_is_true_of_it(
    word: str, claimed: int, value: int
) -> None:
    truth = wording.holds(word, claimed, value) == "true"
    assert span_of(printed(f"{word} {claimed}")).contains(Fraction(value)) == truth


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=5)
)
def test_the_sum_of_values_lies_in_the_sum_of_spans(parts: list[tuple[int, int, int]]) -> None:
    spans = [Span(Fraction(value - below), Fraction(value + above)) for value, below, above in parts]
    assert total(spans).contains(Fraction(sum(value for value, _, _ in parts)))
