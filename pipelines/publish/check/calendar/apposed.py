"""A day that another date says again, or that a stretch of months ends with: «Mitte 2022 (30. Juni)»."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pipelines.publish import german
from pipelines.publish.check.calendar import days
from pipelines.publish.check.model import Moment

_DAY = re.compile(rf"(\d{{1,2}})\.\s?(?:({'|'.join(german.MONTHS)})|(\d{{1,2}})\.)")
_AGAIN = r"(?:(?:also|genauer|das heißt|d\. h\.|nämlich)\s)?(?:am|zum|dem|Stand:?|Stichtag:?)?\s?"
_OPENED, _CLOSED = re.compile(rf"\s?\(\s?{_AGAIN}"), re.compile(r"\s?\)")
_COMMA, _NEXT = re.compile(rf",\s{_AGAIN}"), re.compile(r"[,.;:]|\s[–-]\s")
_SENTENCE_END = re.compile(r"[.!?][\"“»]?\s+[A-ZÄÖÜ„«\"]")
_BEFORE_IT = re.compile(r"\b(?:voran|voraus|vorher|vorig)")
_NEAR = 220  # signs
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


_WHEN = re.compile(r",\s(?:(?:also|nämlich|genauer)\s)?(?:im\s|am\s|zum\s)?")
_SO_THE_YEAR = re.compile(r",\s(?:also|das heißt|d\. h\.|nämlich|sprich)\s(?:(?:im\sJahre?|in)\s)?")


def _that_year(text: str, named: Moment, again: Moment) -> bool:
    """«im vergangenen Jahr, also 2024»: the year itself, whatever «vergangen» counts from."""
    relative = not text[named.start : named.end].strip()[-4:].isdigit() and named.period_from is not None
    year = (
        again.as_of is not None and again.period_from is not None and text[again.start : again.end].isdigit()
    )
    return relative and year and bool(_SO_THE_YEAR.fullmatch(text, named.end, again.start))


def _steps_to(text: str, step: Moment, day: Moment) -> bool:
    """«Zwei Jahre zuvor, im Juni 2022, waren es …»: the day that a step back comes to, given beside it."""
    back = step.shape == "shift" and step.months < 0 and day.as_of is not None
    beside = back and _WHEN.fullmatch(text, step.end, day.start) and text[day.end : day.end + 1] == ","
    return bool(beside) and day.role == "plain"


def said_again(text: str, moments: list[Moment]) -> list[Moment]:
    """«Mitte 2022 (30. Juni)», «Ende 2024, am 31. Dezember,»: one day, the exact one."""
    found: list[Moment] = []
    for moment in moments:
        if found and _that_year(text, found[-1], moment):
            found[-1] = replace(moment, start=found[-1].start)
            continue
        if found and _steps_to(text, found[-1], moment):
            found[-1] = replace(moment, start=found[-1].start)
            continue
        day = _exact(text, found[-1], moment) if found else None
        if day is None:
            found.append(moment)
            continue
        closed = _CLOSED.match(text, moment.end)
        found[-1] = replace(
            found[-1], end=closed.end() if closed else moment.end, shape="point", as_of=day,
            period_from=None, precise=True, also=(),
        )  # fmt: skip
    return found


def _exact(text: str, named: Moment, again: Moment) -> date | None:
    """The day that `again` gives the date right before it; None where it tells of another one."""
    if named.as_of is None or named.role != "plain":
        return None
    bracket = _OPENED.fullmatch(text, named.end, again.start) and _CLOSED.match(text, again.end)
    comma = _COMMA.fullmatch(text, named.end, again.start) and _NEXT.match(text, again.end)
    if not (bracket or comma):
        return None
    day = _day_of(text, again, named.as_of.year)
    stretch = named.period_from and not named.is_month
    near = day is not None and abs((named.as_of - day).days) <= 31
    return day if near and not stretch else None


def _day_of(text: str, moment: Moment, year: int) -> date | None:
    bare = _DAY.fullmatch(text, moment.start, moment.end) if moment.shape == "now" else None
    if bare is None:
        return moment.as_of if moment.shape == "point" else None
    try:
        return date(year, int(bare[3]) if bare[3] else days.month_number(bare[2]), int(bare[1]))
    except ValueError:
        return None


def ending(text: str, moment: Moment, dated: list[Moment]) -> Moment:
    """«Am 30. September 2023 … in den zurückliegenden zwölf Monaten»: the months that end with the day before.

    «in den vorangegangenen zwölf Monaten» counts from the sentence before as well, «in den letzten» from today.
    """
    if moment.shape != "period" or moment.months >= 0:
        return moment
    before = [m for m in dated if m.shape == "point" and m.as_of and 0 <= moment.start - m.end < _NEAR]
    if not before or before[-1].role not in ("plain", "stand"):
        return moment
    gone_on = _SENTENCE_END if not _BEFORE_IT.search(text, moment.start, moment.end) else _BLANK_LINE
    if gone_on.search(text, before[-1].end, moment.start):
        return moment
    end = before[-1].as_of
    assert end is not None
    return replace(moment, as_of=end, period_from=days.shifted(end, moment.months))
