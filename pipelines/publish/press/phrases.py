"""Hedged numbers in words, and changes between two printed numbers that are true whatever the exact ones are."""

from __future__ import annotations

from math import ceil

from pipelines.publish import german
from pipelines.publish.smallbase import SMALLEST_PUBLIC_BASE
from pipelines.publish.wording import Interval, Phrase, Value, default_grain, hedge, holds, is_close, round_to

_WORTH_SAYING = 0.8  # «über 10» of a printed 30 would mislead


def spoken(phrase: Phrase, unit: str) -> str:
    """A hedge and its number; whole numbers without decimals."""
    text = german.fte(phrase.number) if unit == "fte" else german.number(phrase.number)
    return f"{phrase.hedge} {text}" if phrase.hedge else text


def certain(value: Interval, unit: str) -> Phrase | None:
    """A rounded number whose hedge is true of every exact value behind a printed one; None when none is worth saying.

    «rund» of a count holds of every count behind it; of a percentage it lies within one percent of the number, for
    there the rounding is our own choice.

    >>> certain(Interval(392, 408, 400), "persons"), certain(Interval(12, 28, 20), "persons")
    (Phrase(hedge='über', number=390), None)
    """
    step = default_grain(value.published, unit)
    near = round_to(value.published, step)
    if near and _is_about(value, near, unit):
        return Phrase("rund", near)
    below = (ceil(value.low / step) - 1) * step
    return Phrase("über", below) if below >= _WORTH_SAYING * value.published else None


def change(new: Value, old: Value, unit: str, grain: float | None = None) -> str:
    """«über 390 mehr als vor einem Jahr, ein Plus von über 60 Prozent»; "" when the numbers are too close to tell.

    grain: how coarsely a person wants the count rounded; the percentage has its own.
    """
    low, high, printed = _ends(new)[0] - _ends(old)[1], _ends(new)[1] - _ends(old)[0], _mid(new) - _mid(old)
    if low <= 0 <= high:
        return ""
    size = _counted(_size(low, printed, high), unit, grain)
    if size is None:
        return ""
    return (
        f"{spoken(size, unit)} {'mehr' if printed > 0 else 'weniger'} als vor einem Jahr{_percent(new, old)}"
    )


def _counted(size: Interval, unit: str, grain: float | None) -> Phrase | None:
    """The count of a change at the wished grain, as far as certain where no word is true there; None of less than one."""
    if grain is None:
        return certain(size, unit)
    phrase = hedge(size, grain, unit)
    if phrase.number % grain:
        return certain(size, unit)
    return None if phrase.hedge == "weniger als" else phrase


def _percent(new: Value, old: Value) -> str:
    """«, ein Plus von über 60 Prozent» of a published base of at least 100."""
    if _mid(old) < SMALLEST_PUBLIC_BASE:
        return ""
    low, printed, high = (
        (top / bottom - 1) * 100
        for top, bottom in (
            (_ends(new)[0], _ends(old)[1]),
            (_mid(new), _mid(old)),
            (_ends(new)[1], _ends(old)[0]),
        )
    )
    words = certain(_size(low, float(german.rounded(printed)), high), "percent")
    return (
        f", ein {'Plus' if printed > 0 else 'Minus'} von {spoken(words, 'percent')} Prozent" if words else ""
    )


def _size(low: float, printed: float, high: float) -> Interval:
    """The interval of a change without its sign."""
    return Interval(min(abs(low), abs(high)), max(abs(low), abs(high)), abs(printed))


def _ends(value: Value) -> tuple[float, float]:
    return (value.low, value.high) if isinstance(value, Interval) else (value, value)


def _mid(value: Value) -> float:
    return value.published if isinstance(value, Interval) else value


def _is_about(value: Interval, near: float, unit: str) -> bool:
    if unit == "percent":
        return is_close(value, near)
    ends = (value.low, value.high)
    # The grain jumps (at 100 and 1,000); the finer one is true on both sides of the jump.
    finest = min(default_grain(end, unit) for end in ends)
    return all(holds("rund", near, end, finest, unit) == "true" for end in ends)
