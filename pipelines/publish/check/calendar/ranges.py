"""Two days or months that bound a stretch of time: «von Januar bis Juni 2024», «vom 1. Januar 2018 bis …»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipelines.publish.check.calendar import days, stretches, undated
from pipelines.publish.check.calendar.days import EDGE, MONTH, YEAR
from pipelines.publish.check.model import Moment

_OPEN_DAY = (
    rf"(?P<d1>\d{{1,2}})\.(?:\s?(?P<m1>\d{{1,2}})\.\s?|\s?(?P<n1>{MONTH[1:-1]})\s?)?(?P<y1>(?:19|20)\d{{2}})?"
)
_UNTIL = r"\s?(?:bis(?:\s(?:zum|einschließlich))?|und(?:\sdem)?|–|-)\s?"
_FULL_DAY = (
    r"(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>(?:19|20)\d{2})(?!\d)"
    rf"|(?P<d4>\d{{1,2}})\.\s?(?P<n2>{MONTH[1:-1]})\s(?P<y4>(?:19|20)\d{{2}})(?!\d)"
)


def ranges(text: str, _: date) -> Iterator[Moment]:
    """«von Januar bis Juni 2024», «zwischen Anfang Januar 2022 und Ende März 2023», «1. Januar bis 30. Juni 2024»."""
    for m in re.finditer(rf"{EDGE}{_OPEN_DAY}{_UNTIL}(?:{_FULL_DAY})", text):
        yield from _day_range(m)
    until = r"\s(?:bis(?:\seinschließlich)?|und|auf)\s"
    pattern = rf"(?:[Vv]on|[Zz]wischen|[Aa]b)\s(?:(?P<e1>Ende)\s|Anfang\s)?(?P<m1>{MONTH[1:-1]})"
    pattern += rf"(?:\s(?P<y1>(?:19|20)\d\d))?{until}"
    pattern += rf"(?:(?:Ende\s)?(?P<m2>{MONTH[1:-1]})|(?P<edge>Mitte|Ende))\s(?P<y2>(?:19|20)\d\d)"
    for m in re.finditer(pattern, text):
        yield _month_range(m)
    pattern = (
        rf"\b(?P<e1>(?!))?(?P<m1>{MONTH[1:-1]})(?:\s(?P<y1>(?:19|20)\d\d))?\s(?:bis(?:\seinschließlich)?|–)\s"
    )
    pattern += rf"(?P<edge>(?!))?(?P<m2>{MONTH[1:-1]})\s(?P<y2>(?:19|20)\d\d)"
    for m in re.finditer(pattern, text):
        yield _month_range(m)


def year_range(text: str, _: date) -> Iterator[Moment]:
    """«zwischen Mitte und Ende 2021», «von Anfang bis Mitte 2024»: two edges of one year; «nach der Jahresmitte 2024»."""
    for m in re.finditer(rf"\b[Nn]ach\sder\sJahresmitte\s{YEAR}", text):
        yield undated.part(m, int(m[1]), 2, 6)
    edges = {"anfang": 0, "mitte": 6, "ende": 12}
    for m in re.finditer(
        rf"\b(?:[Vv]on|[Zz]wischen)\s(Anfang|Mitte)\s(?:und|bis)\s(Mitte|Ende)\s{YEAR}", text
    ):
        year, begin, end = int(m[3]), edges[m[1].lower()], edges[m[2].lower()]
        if begin < end:
            yield Moment(
                m.start(),
                m.end(),
                "period",
                as_of=days.month_end(year, end),
                period_from=days.before(year, begin + 1),
            )


def _month_range(m: re.Match[str]) -> Moment:
    """«von Ende April auf Ende Mai 2022» begins with the last of April, «von April bis Mai» before its first."""
    year = int(m["y1"] or m["y2"])
    month = days.month_number(m["m1"])
    first = days.month_end(year, month) if m["y1"] or m["e1"] else None
    start = days.month_end(year, month) if m["e1"] else days.before(year, month)
    until = {"Mitte": 6, "Ende": 12}[m["edge"]] if m["edge"] else days.month_number(m["m2"])
    end = days.month_end(int(m["y2"]), until)
    return Moment(m.start(), m.end(), "period", as_of=end, period_from=start, first=first)


def _day_range(m: re.Match[str]) -> Iterator[Moment]:
    year = int(m["y2"] or m["y4"])
    month = int(m["m2"]) if m["m2"] else days.month_number(m["n2"])
    first = int(m["m1"]) if m["m1"] else days.month_number(m["n1"]) if m["n1"] else month
    try:
        end = date(year, month, int(m["d2"] or m["d4"]))
        start = date(int(m["y1"] or year), first, int(m["d1"]))
    except ValueError:
        return
    yield Moment(m.start(), m.end(), "period", as_of=end, period_from=stretches.opening(start), first=start)
