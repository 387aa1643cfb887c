"""Arithmetic with month ends, the days that the product counts on; no room has one of its own."""

from __future__ import annotations

import calendar
from datetime import date, timedelta


def is_month_end(day: date) -> bool:
    """Whether `day` is the last one of its month."""
    return day == month_end(day)  # the day after the last one of 9999 does not exist


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def previous_month_end(day: date) -> date:
    """The last day of the month before that of `day`."""
    return day.replace(day=1) - timedelta(days=1)


def month_ends(first: date, last: date) -> list[date]:
    """All month ends from the month of `first` to the last one not after `last`."""
    ends = (months_later(first, step) for step in range(months_between(first, last) + 1))
    return [end for end in ends if end <= last]


def months_later(day: date, months: int) -> date:
    """The last day of the month `months` after (or, below zero, before) that of `day`."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return month_end(date(year, month + 1, 1))


def months_between(start: date, end: date) -> int:
    """How many months the month of `end` lies after that of `start`; negative when it lies before. Days do not count."""
    return 12 * (end.year - start.year) + end.month - start.month
