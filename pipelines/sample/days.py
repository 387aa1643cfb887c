"""Days as integers (proleptic ordinals) and months as integers (year × 12 + month − 1): cheap to compare and add."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cache


def day(year: int, month: int, of_month: int) -> int:
    """The ordinal of one day."""
    return date(year, month, of_month).toordinal()


@cache
def text(ordinal: int) -> str:
    """DD.MM.YYYY; empty for 0, which means «no date» everywhere in the sample."""
    return date.fromordinal(ordinal).strftime("%d.%m.%Y") if ordinal else ""


@cache
def year_of(ordinal: int) -> int:
    return date.fromordinal(ordinal).year


def month(year: int, of_year: int) -> int:
    return year * 12 + of_year - 1


def month_named(name: str) -> int:
    """The month of a text `YYYY-MM`."""
    year, of_year = name.split("-")
    return month(int(year), int(of_year))


def month_of(ordinal: int) -> int:
    at = date.fromordinal(ordinal)
    return month(at.year, at.month)


@cache
def first_day(month_number: int) -> int:
    return day(month_number // 12, month_number % 12 + 1, 1)


def last_day(month_number: int) -> int:
    return first_day(month_number + 1) - 1


@cache
def plus_months(ordinal: int, months: int) -> int:
    """Same day of the month, clamped to the month's last day."""
    at = date.fromordinal(ordinal)
    number = month(at.year, at.month) + months
    year, of_year = number // 12, number % 12 + 1
    return day(year, of_year, min(at.day, monthrange(year, of_year)[1]))
