"""What a printed number can stand for: the rules of the hedge words, read backwards.

`wording.holds` says whether «rund 1.400» is true of a value; here its whole interval of true values is found by
asking it, so that there is one rule for writing, checking and remembering.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipelines.publish import wording
from pipelines.publish.register.model import Entry

# How finely a unit is counted; the ends of a span lie on this lattice, so every span is closed.
_STEP = {"persons": "1", "places": "1", "consultations": "1", "eur": "1"}
_FINE = "0.01"  # of all other units
_COUNTED = ("persons", "places", "consultations")
_ENDLESS = 1 << 34


@dataclass(frozen=True)
class Span:
    """Every value from `low` to `high`, both included; None is an open end."""

    low: Fraction | None
    high: Fraction | None

    def contains(self, value: Fraction) -> bool:
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def meets(self, other: Span) -> bool:
        """Whether one value can make both true."""
        return not (_above(self.low, other.high) or _above(other.low, self.high))


def _above(low: Fraction | None, high: Fraction | None) -> bool:
    return low is not None and high is not None and low > high


def total(spans: Iterable[Span]) -> Span:
    """What the sum can be when every part is somewhere in its span."""
    lows, highs = zip(*((span.low, span.high) for span in spans), strict=True)
    return Span(_sum(lows), _sum(highs))


def _sum(ends: Iterable[Fraction | None]) -> Fraction | None:
    known = list(ends)
    return None if None in known else sum((end for end in known if end is not None), Fraction(0))


def span_of(entry: Entry) -> Span:
    """The values that make the printed figure true.

    A known interval (`low`, `high`) decides; else the hedge word; an unhedged count is exact, positions are
    to two decimals, any other unhedged number was rounded at its last printed decimal.
    """
    if entry.low is not None or entry.high is not None:
        return Span(_fraction(entry.low), _fraction(entry.high))
    if entry.value is None:
        raise ValueError("an entry has a value or an interval")
    if entry.hedge:
        return _hedged(entry.hedge, entry.value, entry.unit)
    half = _rounding(entry.value, entry.unit)
    return Span(Fraction(entry.value) - half, Fraction(entry.value) + half)


def covering(entry: Entry) -> Span:
    """`span_of`, wide enough for every true value: «über 45 Prozent» is true of 45.007, below the first place 45.01."""
    span = span_of(entry)
    if not entry.hedge or entry.low is not None or entry.high is not None or entry.unit in _STEP:
        return span
    step = Fraction(_FINE)
    return Span(
        None if span.low is None else span.low - step, None if span.high is None else span.high + step
    )


def _rounding(value: Decimal, unit: str) -> Fraction:
    """How far an unhedged number may be from the exact one: «4 Stellen» are 4,00, «54 Prozent» were rounded."""
    if unit in _COUNTED:
        return Fraction(0)
    places = 2 if unit == "fte" else max(0, -int(value.as_tuple().exponent))
    return Fraction(1, 2 * 10**places)


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _hedged(word: str, value: Decimal, unit: str) -> Span:
    step = Decimal(_STEP.get(unit, _FINE))
    middle = int((value / step).to_integral_value())

    def true(place: int) -> bool:
        answer = wording.holds(word, float(value), float(place * step), unit=unit)
        return answer == "true"

    start = next((place for place in (middle, middle + 1, middle - 1) if true(place)), None)
    if start is None:
        return Span(Fraction(value), Fraction(value))
    low, high = _end(true, start, -1), _end(true, start, 1)
    lowest = low if low is not None else (0 if unit in _COUNTED and value >= 0 else None)
    width = Fraction(step)
    return Span(None if lowest is None else lowest * width, None if high is None else high * width)


def _end(true: Callable[[int], bool], start: int, direction: int) -> int | None:
    """The last place in one direction that is still true, None when there is no end."""
    reach = 1
    while true(start + direction * reach):
        reach *= 2
        if reach > _ENDLESS:
            return None
    inside, outside = reach // 2, reach
    while outside - inside > 1:
        middle = (inside + outside) // 2
        inside, outside = (middle, outside) if true(start + direction * middle) else (inside, middle)
    return start + direction * inside
