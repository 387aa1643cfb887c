"""Calendar arithmetic of the definitions, written a second time and without the product."""

from __future__ import annotations

from datetime import date, timedelta


def last_day(year: int, month: int) -> int:
    """The number of days of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(1)).day


def add_months(start: date, months: int) -> date:
    """Same day of the month, clamped to the month's last day; months may be negative."""
    count = start.year * 12 + start.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(start.day, last_day(year, month)))


def holds(start: date, end: date | None, day: date) -> bool:
    """Half open: [start, end); an open end never comes."""
    return start <= day and (end is None or day < end)


def merged(spans: list[tuple[date, date | None]]) -> list[tuple[date, date | None]]:
    """Touching or overlapping spans as one; none of them may be empty."""
    result: list[tuple[date, date | None]] = []
    for start, end in sorted(spans, key=lambda span: span[0]):
        if result and (result[-1][1] is None or start <= result[-1][1]):
            before = result[-1]
            both_end = None if before[1] is None or end is None else max(before[1], end)
            result[-1] = (before[0], both_end)
        else:
            result.append((start, end))
    return result
