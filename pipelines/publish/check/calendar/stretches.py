"""Stretches of time made of several words: two dates joined, months before a date, a month without its year."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from pipelines.publish.check.calendar import days
from pipelines.publish.check.model import Moment
from pipelines.publish.check.text import numberwords

_FROM = re.compile(r"(?i:\b(?:von|vom|zwischen|ab|seit)(?:\s+dem|\s+der)?\s+)$")
_AGAINST = re.compile(r"\bgegenüber\s+(?:dem\s+)?$")
_TO = re.compile(r"\s*(?:bis|und)(?:\s+(?:zum|zur|dem|der|einschließlich))?\s*|[ ]?[–-][ ]?")
# «um 47,7 Prozent (Vergleich Ende 2020 / Mitte 2022)»
_SET_SIDE_BY_SIDE = re.compile(r"\b(?:im\s+)?Vergleich(?:\s+von)?:?\s+$")
_BESIDE = re.compile(r"\s*(?:/|und|mit|zu|[–-])\s*")
_MONTHS_UNTIL = re.compile(
    r"(?i:\b(?:in|während)\s+den\s+(?:letzten\s+|vergangenen\s+)?(\w+)\s+monaten\s+(?:bis|vor)"
    r"(?:\s+(?:zum|dem|einschließlich))?\s+)$"
)
_YEAR_UNTIL = re.compile(
    r"(?i:\b(?:vom|von|seit|zwischen)\s+(?:jahresbeginn|jahresanfang|(?:beginn|anfang)\s+des\s+jahres)\s+(?:bis|und)(?:\s+(?:zum|einschließlich))?\s+)$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def opening(first: date) -> date:
    """The day before a period begins; who writes «vom 31.12.» means that Stichtag itself."""
    return first if days.is_month_end(first) else first - timedelta(days=1)


def joined(text: str, moments: list[Moment]) -> list[Moment]:
    """«von Ende 2023 bis Ende 2024» and «in den zwölf Monaten bis Juni 2022» become one period each."""
    found: list[Moment] = []
    for moment in moments:
        last = found[-1] if found else None
        if last and _spans(text, last, moment):
            assert last.as_of is not None
            start = last.period_from or opening(last.as_of)
            found[-1] = replace(moment, start=last.start, shape="period", period_from=start, first=last.as_of)
        else:
            found.append(_with_months_before(text, moment))
    return found


def _spans(text: str, first: Moment, second: Moment) -> bool:
    if not (first.as_of and second.as_of and first.as_of < second.as_of) or first.first:
        return False
    if _AGAINST.search(text, max(0, first.start - 20), first.start):
        return False  # «gegenüber Juni 2022 bis Ende 2024 um anderthalb Stellen aufgestockt»
    if _SET_SIDE_BY_SIDE.search(text, max(0, first.start - 20), first.start):
        return bool(_BESIDE.fullmatch(text, first.end, second.start))
    opened = _FROM.search(text[max(0, first.start - 20) : first.start])
    to = _TO.fullmatch(text[first.end : second.start])
    if to and "bis" not in to[0] and "und" not in to[0]:  # «im Zeitraum 2022–2024»
        return all(_YEAR.fullmatch(text, m.start, m.end) for m in (first, second))
    if opened and opened[0].lower().startswith("seit"):
        return to is not None and "bis" in to[0]  # «seit Ende 2020 bis Ende 2024»
    return to is not None and (opened is not None or "bis" in to[0])


def _with_months_before(text: str, moment: Moment) -> Moment:
    year = _YEAR_UNTIL.search(text, max(0, moment.start - 50), moment.start)
    if year and moment.as_of and moment.role == "plain":
        begin = days.before(moment.as_of.year, 1)
        return replace(moment, start=year.start(), shape="period", period_from=begin, precise=True)
    before = _MONTHS_UNTIL.search(text, max(0, moment.start - 70), moment.start)
    if not before or moment.as_of is None:
        return moment
    months = int(before[1]) if before[1].isdigit() else numberwords.small(before[1])
    if not months:
        return moment
    begin = days.shifted(moment.as_of, -months)
    return replace(moment, start=before.start(), shape="period", period_from=begin, precise=True)
