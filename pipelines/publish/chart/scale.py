"""Axes: which numbers and months are written beside a chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.publish import german

_STEPS = (1, 2, 2.5, 5, 10)
_TICKS = 5
_COUNTED = ("persons", "consultations", "places")
_SHORT = ("Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")


@dataclass(frozen=True)
class Scale:
    """Maps [low, high] to [start, end] in pixels; ticks are round numbers within."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def scale(values: Sequence[float], start: float, end: float, from_zero: bool = True, unit: str = "") -> Scale:
    """A scale that holds all values between round ticks; zero is on it unless `from_zero` is off.

    For counted units no tick stands between two whole numbers.
    """
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low - 1, high + 1) if low else (0.0, 1.0)
    step = _round_step((high - low) / _TICKS)
    if unit in _COUNTED:
        step = max(1.0, 5.0 if step == 2.5 else step)
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(round(at * step, 10) for at in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], start, end, ticks)


def _round_step(raw: float) -> float:
    power = 10.0 ** math.floor(math.log10(raw))
    return next(step * power for step in _STEPS if step * power >= raw * 0.999)


def tick_label(value: float, unit: str) -> str:
    """A tick: percentages and caseloads in their form, everything else as a number."""
    if unit == "fraction":
        return german.percent(value, 0)
    if unit == "persons_per_fte":
        return german.ratio(value) if value else german.number(0)  # «1 : 0» would be no ratio
    return german.number(value, 2, at_least=0)


def month_ticks(months: Sequence[date], most: int) -> list[tuple[int, str]]:
    """At most about `most` (index, label): whole years when the series is long, else every n-th month."""
    januaries = [at for at, on in enumerate(months) if on.month == 1]
    if len(months) > 30 and len(januaries) > 1:
        every = math.ceil(len(januaries) / most)
        return [(at, str(months[at].year)) for at in januaries[::every]]
    every = max(1, math.ceil(len(months) / most))
    chosen = range(len(months) - 1, -1, -every)
    return [(at, f"{_SHORT[months[at].month - 1]} {months[at].year % 100:02d}") for at in reversed(chosen)]
