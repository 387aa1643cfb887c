"""True hedge words: «rund», «über», «knapp» are promises about a number, and this module keeps them.

In the internal world a hedge must be true of the exact value; in the public world of *every* value the published
number can stand for (rules: "Words in print" of the domain description, repeated in docs/CHECK.md).
All numbers are in the unit of the figure; percentages are given in percent (78.1), not as fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Answer = Literal["true", "false", "undecidable"]
Family = Literal["none", "about", "above", "just_above", "below", "just_below", "at_least", "at_most"]

_WORDS: dict[Family, tuple[str, ...]] = {
    "none": ("", "genau", "exakt", "insgesamt genau"),
    "about": (
        *(
            "rund",
            "zirka",
            "circa",
            "etwa",
            "ungefähr",
            "ca.",
            "ca",
            "rd.",
            "um die",
            "annähernd",
            "ziemlich genau",
            "recht genau",
            "an die",
            "in etwa",
        ),
        *("in der größenordnung von", "schätzungsweise", "gegen", "grob"),
    ),
    "above": (
        *(
            "über",
            "mehr als",
            "deutlich über",
            "deutlich mehr als",
            "weit über",
            "weit mehr als",
            "reichlich",
        ),
        *("oberhalb von", "größer als"),
    ),
    "just_above": (
        "gut",
        "knapp über",
        "etwas über",
        "etwas mehr als",
        "leicht über",
        "wenig mehr als",
        "kaum mehr als",
    ),
    "below": ("unter", "weniger als", "deutlich unter", "deutlich weniger als", "weit unter", "nicht einmal"),
    "just_below": (
        "knapp",
        "fast",
        "nahezu",
        "beinahe",
        "knapp unter",
        "etwas weniger als",
        "etwas unter",
        "nicht ganz",
    ),
    "at_least": ("mindestens", "wenigstens", "nicht weniger als"),
    "at_most": ("bis zu", "höchstens", "maximal", "nicht mehr als"),
}
HEDGES: dict[str, Family] = {word: family for family, words in _WORDS.items() for word in words if word}

_EPSILON = 1e-9
_COUNTED = {"persons", "consultations", "eur", "fte", "persons_per_fte"}  # whose numbers are round or not
_WITHIN = 0.01  # generated prose says «rund» within one percent
_NEAR = 0.05  # «knapp», «fast», «gut» may be this far away, if the number itself is that round


@dataclass(frozen=True)
class Interval:
    """What a published number can stand for: every value from `low` to `high`; 510 stands for 506 to 514."""

    low: float
    high: float
    published: float


@dataclass(frozen=True)
class Phrase:
    """A hedge word ("" for an exact hit) and the number to print after it."""

    hedge: str
    number: float


Value = float | Interval


def default_grain(value: float, unit: str = "persons") -> float:
    """The rounding grain for prose: 5 below 100, 10 below 1,000, 50 from 1,000; finer for FTE and percentages."""
    if unit == "fte":
        return 0.5 if abs(value) < 10 else 1
    if unit == "percent":
        return 5 if abs(value) >= 20 else 1
    if unit == "months":
        return 1
    if unit == "factor":
        return 0.2
    return 5 if abs(value) < 100 else 10 if abs(value) < 1000 else 50


def round_to(value: float, grain: float) -> float:
    """The nearest multiple of `grain`, halves away from zero.

    >>> round_to(1048, 50), round_to(515, 10), round_to(-25, 10)
    (1050, 520, -30)
    """
    steps = (Decimal(str(value)) / Decimal(str(grain))).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return _plain(float(steps * Decimal(str(grain))))


def hedge(value: Value, grain: float | None = None, unit: str = "persons") -> Phrase:
    """The most natural true wording of a value; a person may choose the grain.

    >>> hedge(1048), hedge(512, 100)
    (Phrase(hedge='rund', number=1050), Phrase(hedge='über', number=500))
    """
    if isinstance(value, Interval) and value.low == value.high:
        value = value.low
    middle = value.published if isinstance(value, Interval) else value
    step = default_grain(middle, unit) if grain is None else grain
    number = round_to(middle, step)
    if number == 0 and not _is(value, 0):
        return (
            Phrase("weniger als", _plain(step)) if _all_below(value, step) else Phrase("rund", _plain(middle))
        )
    if _is(value, number):
        return Phrase("", number)
    for word in _candidates(value, number):
        if holds(word, number, value, step, unit) == "true":
            return Phrase(word, number)
    if grain is not None:
        return hedge(value, None, unit)  # no true word at the wished grain: the usual one
    return Phrase("rund", _plain(middle))


def holds(
    word: str, claimed: float, value: Value, grain: float | None = None, unit: str = "persons"
) -> Answer:
    """Is «word claimed» true of the value, or of every value of the published interval?

    Unhedged means exactly this number, or the published one; a number inside a published interval that is not the
    published one cannot be decided without betraying the exact value. Raises KeyError for a word that is no hedge.

    >>> holds("über", 500, 512), holds("knapp", 515, Interval(506, 514, 510))
    ('true', 'false')
    """
    family = HEDGES[word.lower()] if word else "none"
    if isinstance(value, Interval):
        return _holds_everywhere(family, claimed, value, grain, unit)
    return "true" if _fits(family, claimed, value, grain, unit) else "false"


def _candidates(value: Value, number: float) -> tuple[str, ...]:
    published = isinstance(value, Interval) and value.published == number
    return ("rund",) if is_close(value, number) or published else ("über", "knapp")


def is_close(value: Value, number: float) -> bool:
    """Is the value, or everything it can stand for, within the one percent of «rund» in generated prose?

    >>> is_close(1048, 1050), is_close(64.3, 65)
    (True, False)
    """
    return all(abs(end - number) <= _WITHIN * abs(number) + _EPSILON for end in _ends(value))


def _holds_everywhere(
    family: Family, claimed: float, value: Interval, grain: float | None, unit: str
) -> Answer:
    if family in ("none", "about") and abs(claimed - value.published) < _EPSILON:
        return "true"
    if family == "none":
        return "undecidable" if value.low <= claimed <= value.high else "false"
    # Every condition is monotone or an interval around the number, so the two ends decide.
    return "true" if all(_fits(family, claimed, end, grain, unit) for end in _ends(value)) else "false"


def _fits(family: Family, claimed: float, value: float, grain: float | None, unit: str) -> bool:
    above, below = value > claimed + _EPSILON, value < claimed - _EPSILON
    distance = abs(value - claimed)
    step = default_grain(value, unit) if grain is None else grain
    tolerance = max(step / 2, _within(claimed, unit)) + _EPSILON
    # The grain a person chose rounds the number; how near «knapp» and «gut» are does not depend on it.
    fine = default_grain(value, unit)
    reach = _near(claimed, fine) if unit in _COUNTED else max(fine, _NEAR * abs(claimed))
    near = distance <= reach + _EPSILON
    return {
        "none": not above and not below,
        "about": distance <= tolerance,
        "above": above,
        "just_above": above and near,
        "below": below,
        "just_below": below and near,
        "at_least": not below,
        "at_most": not above,
    }[family]


def _within(claimed: float, unit: str) -> float:
    """One percent; of percentages at most a whole point, so that «rund 20 Prozent», «ein Fünftel» are true of 19.4."""
    return min(1.0, _NEAR * abs(claimed)) if unit == "percent" else _WITHIN * abs(claimed)


def _near(claimed: float, step: float) -> float:
    """How far «knapp» reaches: one grain or five percent, but never more than the number's own roundness.

    Who prints 515 means 515, so «knapp 515» is not true of 506; «knapp 500» is true of 487.
    """
    return min(_roundness(claimed), max(step, _NEAR * abs(claimed)))


def _roundness(number: float) -> float:
    for unit in (1_000_000, 500_000, 100_000, 50_000, 10_000, 5_000, 1_000, 500, 100, 50, 10, 5, 1):
        if number and abs(number) >= unit and number % unit == 0:
            return unit
    return 0.5 if number * 2 % 1 == 0 else 0.1


def _ends(value: Value) -> tuple[float, float]:
    return (value.low, value.high) if isinstance(value, Interval) else (value, value)


def _is(value: Value, number: float) -> bool:
    return _ends(value) == (number, number)


def _all_below(value: Value, bound: float) -> bool:
    return _ends(value)[1] < bound


def _plain(number: float) -> float:
    """An int where nothing is lost, so that 1050.0 never reaches a reader."""
    return int(number) if float(number).is_integer() else round(number, 6)
