"""Days the check reasons with: month ends, half-years, shifts by months (clamped to the month's last day)."""

from __future__ import annotations

from datetime import date

from pipelines import months as of_months
from pipelines.publish import german

# What date expressions are made of.
MONTH = (
    r"(Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|Jan\.|Feb\.|Sept\.|Okt\.|Nov\.|Dez\.)"
)
YEAR = r"((?:19|20)\d{2})"
EDGE = r"(?<![\w.,:§])"
MONTHS = tuple(name.lower() for name in german.MONTHS)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return of_months.month_end(date(year, month, 1))


def is_month_end(day: date) -> bool:
    return of_months.is_month_end(day)


def before(year: int, month: int) -> date:
    """The last day before a month begins: where a period starts, exclusively."""
    return of_months.previous_month_end(date(year, month, 1))


def shifted(day: date, months: int) -> date:
    """`months` later (or earlier); a month end stays a month end."""
    last = of_months.months_later(day, months)
    return last if is_month_end(day) else last.replace(day=min(day.day, last.day))


def last_month_end(day: date) -> date:
    """The last month end not after `day`."""
    return day if is_month_end(day) else of_months.previous_month_end(day)


def month_number(name: str) -> int:
    """1 for «Januar», «Jan.», «Jänner»; 0 for no month."""
    lower = name.lower().rstrip(".")
    if len(lower) < 3:
        return 0
    return next((n for n, month in enumerate(MONTHS, 1) if month.startswith(lower[:4]) or month == lower), 0)
