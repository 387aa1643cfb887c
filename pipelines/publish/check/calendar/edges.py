"""Days at the edge of a month, a season or a year: «Ende Juni 2022», «Mitte 2019», «Herbst 2017»."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from pipelines.publish.check.calendar import days
from pipelines.publish.check.calendar.days import MONTH, YEAR
from pipelines.publish.check.model import Moment
from pipelines.publish.check.text.sought import Sought, read

_SEASONS = {
    "frühjahr": 5,
    "frühling": 5,
    "frühsommer": 6,
    "sommer": 8,
    "spätsommer": 9,
    "herbst": 11,
    "winter": 12,
}
_MONTH_OF_EDGE = {"anfang": 1, "beginn": 1, "auftakt": 1, "mitte": 6}


def find(text: str, _: date) -> Iterator[Moment]:
    """The days in the order of `_READ`: a longer way of saying it comes before a shorter one."""
    return read(text, _READ)


def _point(match: re.Match[str], day: date, also: tuple[date, ...] = (), *, precise: bool = True) -> Moment:
    return Moment(match.start(), match.end(), "point", as_of=day, precise=precise, also=also)


def _last_day(match: re.Match[str]) -> Moment:
    return _point(match, days.month_end(int(match[3]), days.month_number(match[1] or match[2])))


def _of_month(match: re.Match[str]) -> Moment:
    last, edge = days.month_end(int(match[3]), days.month_number(match[2])), match[1].lower()
    day, also = _beginning(last) if edge == "anfang" else (last, ())
    return _point(match, day, also, precise=edge == "ende")


def _beginning(last: date) -> tuple[date, tuple[date, ...]]:
    """«Anfang Juli 2022»: the evening before, else the first or the end of the month; of January, its first day."""
    first, eve = last.replace(day=1), days.before(last.year, last.month)
    return (first, (last,)) if last.month == 1 else (eve, (first, last))


def _half_year(match: re.Match[str]) -> Moment:
    return _point(match, days.month_end(int(match[1]), 6))


def _second_half(match: re.Match[str]) -> Moment:
    return _point(match, *_beginning(days.month_end(int(match[1]), 7)), precise=False)


def _turn_of_year(match: re.Match[str]) -> Moment:
    return _point(match, days.before(int(match[1]), 1))


def _of_year(match: re.Match[str]) -> Moment:
    year, month = int(match[3]), _MONTH_OF_EDGE.get(match[2].lower(), 12)
    return _new_year(match, year) if month == 1 else _point(match, days.month_end(year, month))


def _new_year(match: re.Match[str], year: int) -> Moment:
    """The first day of a year, which the day before and the end of January may be meant by as well."""
    beside = (days.before(year, 1), days.month_end(year, 1))
    return _point(match, date(year, 1, 1), beside, precise=False)


def _edge_month(match: re.Match[str]) -> Moment:
    year, month = int(match[2]), 1 if match[1].lower() == "ersten" else 12
    end, start = days.month_end(year, month), days.before(year, month)
    return Moment(match.start(), match.end(), "period", as_of=end, period_from=start)


def _season(match: re.Match[str]) -> Moment:
    last = days.month_end(int(match[2]), _SEASONS[match[1].lower()])
    return _point(match, last, (days.shifted(last, -1), days.shifted(last, -2)), precise=False)


_READ: tuple[tuple[Sought, Callable[[re.Match[str]], Moment]], ...] = (
    (
        Sought(
            "letzte",
            rf"letzte[nrs]?\s(?:Tag\s(?:des|im)\s(?:Monats\s)?{MONTH}s?|{MONTH}tage?s?)\s{YEAR}",
        ),
        _last_day,
    ),
    (Sought("anfang mitte ende", rf"(?i:(Anfang|Mitte|Ende))(?:\sdes\sMonats)?\s{MONTH}\s{YEAR}"), _of_month),
    (
        Sought(
            "halbjahr halbzeit",
            r"\b(?:(?:zum|am|beim)\shalbjahr(?:es(?:ende|schluss|stichtag|wechsel))?"
            rf"|zur\shalbzeit(?:\sdes\sjahres)?)\s{YEAR}",
            in_small=True,
        ),
        _half_year,
    ),
    (
        Sought("halbjahr", rf"\b(?:am|zu)\s(?:anfang|beginn)\sdes\szweiten\shalbjahre?s\s{YEAR}", in_small=True),
        _second_half,
    ),
    (
        Sought(
            "jahreswechsel",
            rf"\bjahreswechsel\s(?:von\s(?:19|20)\d\d\s)?(?:auf|zu)(?:\sdas\sjahr)?\s{YEAR}",
            in_small=True,
        ),
        _turn_of_year,
    ),
    (
        Sought(
            "anfang beginn auftakt mitte ende wechsel schluss ausklang silvester",
            r"(jahres)?(anfang|beginn|auftakt|mitte|ende|wechsel|schluss|ausklang|silvester)(?:\sdes\sjahres)?"
            rf"\s{YEAR}(?:/\d+)?",
            in_small=True,
        ),
        _of_year,
    ),
    (Sought("monat", rf"\bim\s(ersten|letzten)\smonat\sdes\sjahres\s{YEAR}", in_small=True), _edge_month),
    (Sought("neujahr", rf"\bNeujahr(?:stage?)?\s{YEAR}"), lambda match: _point(match, date(int(match[1]), 1, 1))),
    # «mit 1.119 Personen ins Jahr 2023 gegangen»
    (Sought("ins", rf"\bins\s(?:neue\s)?Jahr\s{YEAR}"), lambda match: _new_year(match, int(match[1]))),
    (
        Sought(
            " ".join(_SEASONS),
            rf"\b(?:zum\s|im\s)?({'|'.join(_SEASONS)})\s{YEAR}(?:/\d+)?",
            in_small=True,
        ),
        _season,
    ),
)  # fmt: skip
