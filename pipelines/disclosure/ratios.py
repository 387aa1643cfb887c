"""Ratios for the public: from printed numbers only, whole percent, over printed denominators of at least 100."""

from __future__ import annotations

from fractions import Fraction

LEAST_DENOMINATOR = 100


def percent(part: int, whole: int) -> int | None:
    """Whole percent of two printed numbers, half away from zero; None below the least denominator.

    >>> percent(565, 1050), percent(40, 95)
    (54, None)
    """
    if whole < LEAST_DENOMINATOR or not 0 <= part <= whole:
        return None
    return _half_up(Fraction(100 * part, whole))


def change_percent(now: int, before: int) -> int | None:
    """Change in whole percent between two printed numbers; None when the base is below the least denominator."""
    if before < LEAST_DENOMINATOR:
        return None
    change = Fraction(100 * (now - before), before)
    return _half_up(change) if change >= 0 else -_half_up(-change)


def per_unit(persons: int, units: Fraction | int) -> int | None:
    """Printed persons per exact unit (full-time posts are no personal data), half up; None without units.

    >>> per_unit(1050, Fraction(19, 4))
    221
    """
    return _half_up(Fraction(persons) / units) if units > 0 else None


def per_thousand(persons: int, inhabitants: int) -> Fraction | None:
    """Printed persons per 1,000 inhabitants, one decimal, half up; None below the least denominator."""
    if inhabitants < LEAST_DENOMINATOR:
        return None
    return Fraction(_half_up(Fraction(10_000 * persons, inhabitants)), 10)


def half_away(value: Fraction, places: int) -> Fraction:
    """A number with `places` decimals, half away from zero, as every other number is printed.

    >>> half_away(Fraction("4.625"), 2), half_away(Fraction("-4.625"), 2)
    (Fraction(463, 100), Fraction(-463, 100))
    """
    made = Fraction(_half_up(abs(value) * 10**places), 10**places)
    return made if value >= 0 else -made


def interval(printed: int, base: int) -> tuple[int, int]:
    """The exact values a printed number may stand for, both ends included: 0 is 0 … 4, 510 is 506 … 514."""
    if printed < 0:
        return printed - base + 1, min(printed + base - 1, 0)
    return max(printed - base + 1, 0), printed + base - 1


def _half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
