"""A Stichtag as it was printed: a day, only a month («Stand Juni 2022»), or only a year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from pipelines.months import month_end, months_later
from pipelines.publish import german

_FORMS = (
    re.compile(r"(?P<year>\d{4})(-(?P<month>\d{1,2})(-(?P<day>\d{1,2}))?)?"),
    re.compile(r"((?P<day>\d{1,2})\.)?(?P<month>\d{1,2})\.(?P<year>\d{4})"),
    re.compile(r"(?P<name>[A-Za-zä]+) (?P<year>\d{4})"),
)


@dataclass(frozen=True)
class Stichtag:
    """`text` is ISO 8601 as far as the day is known: 2022-06-30, 2022-06 or 2022."""

    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def precision(self) -> Literal["day", "month", "year"]:
        return {10: "day", 7: "month", 4: "year"}[len(self.text)]  # type: ignore[return-value]

    @cached_property
    def first(self) -> date:
        """The first day that it can mean."""
        return date.fromisoformat((self.text + "-01-01")[:10])

    @cached_property
    def last(self) -> date:
        """The last day that it can mean; «Stand Juni 2022» is taken as this day."""
        if self.precision == "day":
            return self.first
        return month_end(self.first) if self.precision == "month" else date(self.first.year, 12, 31)

    @property
    def shown(self) -> str:
        """30.06.2022, Juni 2022 or 2022."""
        if self.precision == "year":
            return self.text
        return german.day(self.first) if self.precision == "day" else german.month(self.first)

    def overlaps(self, other: Stichtag) -> bool:
        """Whether both can mean the same day."""
        return self.first <= other.last and other.first <= self.last

    def is_same_day(self, other: Stichtag) -> bool:
        """Whether both are taken as one day: «Juni 2022» is the 30.06.2022. A year is no day, only the same year."""
        return self == other or ("year" not in (self.precision, other.precision) and self.last == other.last)

    def distance(self, other: Stichtag) -> int:
        """Days between the nearest days that both can mean; 0 when they overlap."""
        return max(0, (self.first - other.last).days, (other.first - self.last).days)

    def month_ends(self) -> list[date]:
        """The days at which a stock is looked up: the day itself, the month's end, the year's month ends."""
        if self.precision != "year":
            return [self.last]
        return [month_end(date(self.first.year, month, 1)) for month in range(1, 13)]


def read(text: str) -> Stichtag:
    """A Stichtag from 2022-06-30, 2022-06, 2022, 30.06.2022, 06.2022 or «Juni 2022».

    Raises ValueError for anything else and for days that the calendar does not know.
    """
    found = next(filter(None, (form.fullmatch(text.strip()) for form in _FORMS)), None)
    if found is None:
        raise ValueError(text)
    parts = found.groupdict()
    year, month, day = int(parts["year"]), parts.get("month"), parts.get("day")
    if parts.get("name"):
        month = str(german.MONTHS.index(parts["name"]) + 1)
    if month is None:
        return Stichtag(date(year, 1, 1).isoformat()[:4])
    if day is None:
        return Stichtag(date(year, int(month), 1).isoformat()[:7])
    return Stichtag(date(year, int(month), int(day)).isoformat())


def of_day(day: date) -> Stichtag:
    """An exact day."""
    return Stichtag(day.isoformat())


def year_of(day: date) -> Stichtag:
    return Stichtag(f"{day.year:04d}")


def near_month_ends(day: date, months: int) -> list[date]:
    """The month ends up to `months` before and after `day`, nearest first, without the day itself."""
    found = (months_later(day, step) for step in range(-months, months + 1))
    return sorted((end for end in found if end != day), key=lambda end: abs((end - day).days))
