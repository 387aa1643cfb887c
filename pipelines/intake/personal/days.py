"""Days that are rather a birth than an event of a case, in every way in which offices write a day."""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

# In a column that belongs to no kind, a day before this year is rather a birth than an event of a case.
FIRST_LIKELY_EVENT = 2000
# No export holds a day of the years 2040 to 2099, so 12.03.45 to 12.03.99 are days of the century before.
_FIRST_OF_LAST_CENTURY = 40
_LONGEST = 19
_MONTH = r"\. ?(?:Jan|Feb|M[aä]r|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-z]*\.? "
_DAY = re.compile(
    rf"(?<!\d)(?:\d{{1,2}}(?:[./-]\d{{1,2}}[./-]|{_MONTH})(\d{{4}})|(\d{{4}})[-/]\d{{2}}[-/]\d{{2}})(?!\d)"
)
_SHORT_DAY = re.compile(
    rf"(?:0?[1-9]|[12]\d|3[01])(?:(?P<mark>[./-]) ?(?:0?[1-9]|1[0-2])(?P=mark) ?|{_MONTH})(?P<year>\d{{2}})"
)
# 12.03.85 as well as 12-30-85, which is the number of a file and no day.
_SHORT_SHAPE = re.compile(r"\d{1,2}(?:\. ?\d{1,2}\. ?|/\d{1,2}/|-\d{1,2}-)\d{2}")
_NEVER = re.compile(r"31[./-]12[./-]99")  # 31.12.9999 or 31.12.2099 as a narrow cell shows it: «without end»
# A day as one number: 19850312 or 12031985.
_DAY_IN_A_NUMBER = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?P<last>(?:19|20)\d{2})"
)
# The net for all of them in the dialect of the database.
LIKE_A_DAY = r"[0-9][./-] ?([0-9]{1,2}|[A-Z][a-zä]+[.]?)[./ -] ?[0-9]"
_EIGHT_DIGITS = re.compile(r"\d{8}")


def is_full_day(text: str) -> bool:
    """True when the text is nothing but a full date, with a year of two or of four digits."""
    return len(text) <= _LONGEST and bool(_DAY.search(text) or _SHORT_DAY.fullmatch(text))


def holds_full_day(text: str) -> bool:
    """True for a column that should hold a year: any full date in it, however it is written."""
    return bool(_DAY.search(text) or _SHORT_DAY.fullmatch(text)) or day_in_a_number_before(text, 2200)


def is_bare_day_of_old(text: str) -> bool:
    """True for a short text that is a full date long before any case: rather a birth than an event."""
    return is_long_day_of_old(text) or is_short_day_of_old(text)


def is_long_day_of_old(text: str) -> bool:
    """The same for a year of four digits."""
    if len(text) > _LONGEST:
        return False
    years = [int(first or second) for first, second in _DAY.findall(text)]
    return any(1900 < year < FIRST_LIKELY_EVENT for year in years)


def is_short_day_of_old(text: str) -> bool:
    """The same for a year of two digits («12.03.85»), as a whole text."""
    found = _SHORT_DAY.fullmatch(text)
    return found is not None and int(found["year"]) >= _FIRST_OF_LAST_CENTURY and not _NEVER.fullmatch(text)


def has_shape_of_short_day(text: str) -> bool:
    """Three numbers parted like a short date, whether they name a day of the calendar or not."""
    return _SHORT_SHAPE.fullmatch(text) is not None


def day_in_a_number_before(text: str, year: int = FIRST_LIKELY_EVENT) -> bool:
    """True when the whole text is a day without separators, before that year; a serial number may look so by chance."""
    found = _DAY_IN_A_NUMBER.fullmatch(text)
    return found is not None and int(found["year"] or found["last"]) < year


def days_of_birth(numbers: Iterable[str]) -> set[str]:
    """Numbers of eight digits in one column that are days of birth such as 19850312; none when most are no days.

    One serial number in two or three thousand looks like a day by chance, but its neighbours do not.
    """
    all_of_them = [number for number in numbers if _EIGHT_DIGITS.fullmatch(number)]
    born = [number for number in all_of_them if day_in_a_number_before(number)]
    return set(born) if len(born) * 2 > len(all_of_them) else set()


def born_among(texts: Collection[str]) -> set[str]:
    """The days of birth among the texts of one column.

    Where most days are older than any case, the younger ones are births too. Three parted numbers are no days where
    most of them name none of the calendar, as the numbers of files do.
    """
    column = DaysOfColumn()
    for number, text in enumerate(texts):
        column.add(text, number)
    born = set(column.born())
    return {text for number, text in enumerate(texts) if number in born}


@dataclass
class DaysOfColumn:
    """The bare days of one column and their rows, which are few bytes each."""

    days: array[int] = field(default_factory=lambda: array("I"))
    long_and_old: array[int] = field(default_factory=lambda: array("I"))
    short_and_old: array[int] = field(default_factory=lambda: array("I"))
    shaped: int = 0
    shaped_days: int = 0

    def add(self, text: str, row: int) -> None:
        """Look at one cell."""
        day = is_full_day(text)
        if day:
            self.days.append(row)
        if has_shape_of_short_day(text):
            self.shaped += 1
            self.shaped_days += day
        if is_long_day_of_old(text):
            self.long_and_old.append(row)
        elif is_short_day_of_old(text):
            self.short_and_old.append(row)

    def born(self) -> list[int]:
        """Rows of days of birth, in order."""
        by_chance = self.shaped > 0 and self.shaped_days * 2 <= self.shaped
        old = sorted({*self.long_and_old, *(() if by_chance else self.short_and_old)})
        return list(self.days) if len(old) * 2 > len(self.days) else old
