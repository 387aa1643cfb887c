"""Stretches of time made of several words: two dates joined, months before a date, a month without its year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pipelines.publish import german
from pipelines.publish.check import days, numberwords
from pipelines.publish.check.model import Moment

_FROM = re.compile(r"(?i:\b(?:von|vom|zwischen|ab)(?:\s+dem|\s+der)?\s+)$")
_TO = re.compile(r"\s*(?:bis|und)(?:\s+(?:zum|zur|dem|der|einschließlich))?\s*")
_MONTHS_UNTIL = re.compile(
    r"(?i:\b(?:in|während)\s+den\s+(?:letzten\s+|vergangenen\s+)?(\w+)\s+monaten\s+(?:bis|vor)"
    r"(?:\s+(?:zum|dem|einschließlich))?\s+)$"
)
_BARE = re.compile(
    rf"\b(?i:im|ende|bis|monat)\s(?:Monat\s|Ende\s|einschließlich\s)?({'|'.join(german.MONTHS)})\b(?!\s?(?:19|20)\d\d)"
)


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
            found[-1] = replace(moment, start=last.start, shape="period", period_from=start)
        else:
            found.append(_with_months_before(text, moment))
    return found


def bare_months(text: str, ref: date, dated: list[Moment]) -> Iterator[Moment]:
    """«im Dezember»: the newest one not after the draft's day, if the draft names no other year than that."""
    years = {moment.as_of.year for moment in dated if moment.as_of and moment.role != "stand"}
    if years - {ref.year}:
        return
    for match in _BARE.finditer(text):
        month = days.month_number(match[1])
        year = ref.year if days.month_end(ref.year, month) <= ref else ref.year - 1
        yield Moment(
            match.start(1), match.end(), "period",
            as_of=days.month_end(year, month), period_from=days.before(year, month), precise=False,
        )  # fmt: skip


def _spans(text: str, first: Moment, second: Moment) -> bool:
    if not (first.as_of and second.as_of and first.as_of < second.as_of):
        return False
    opened = _FROM.search(text[max(0, first.start - 20) : first.start])
    return bool(opened) and bool(_TO.fullmatch(text[first.end : second.start]))


def _with_months_before(text: str, moment: Moment) -> Moment:
    before = _MONTHS_UNTIL.search(text[max(0, moment.start - 70) : moment.start])
    if not before or moment.as_of is None:
        return moment
    months = int(before[1]) if before[1].isdigit() else numberwords.small(before[1])
    if not months:
        return moment
    return replace(moment, shape="period", period_from=days.shifted(moment.as_of, -months), precise=True)
