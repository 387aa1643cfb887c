"""Stretches of a year that name no year: «von Juli bis Dezember», «nach der Jahresmitte», «in den Monaten danach»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipelines.publish import german
from pipelines.publish.check.calendar import days, undated, yearparts
from pipelines.publish.check.model import Moment
from pipelines.publish.check.text.sought import Sought

_MONTHS = "|".join(german.MONTHS)
_FROM_TO = Sought(
    "bis zwischen –",
    rf"\b(?:(?:[Vv]on\s(?:Anfang\s)?|[Aa]b\s(?:Anfang\s)?)?({_MONTHS})\s(?:bis(?:\s(?:einschließlich|Ende))?|–)"
    rf"|[Zz]wischen\s(?:Anfang\s)?({_MONTHS})\sund(?:\sEnde)?)\s({_MONTHS}|(?:zum\s)?Jahresende)\b"
    r"(?!\s(?:19|20)\d\d)",
)
# «3.205 bis Ende Juni und 3.305 ab Juli»
_FROM = Sought(
    "ab_j ab_f ab_m ab_a ab_s ab_o ab_n ab_d",
    rf"(?<=\d\s)ab\s(?:dem\s1\.\s)?({_MONTHS})\b(?!\s(?:bis|–|(?:19|20)\d\d))",
)
_SECOND_HALF = Sought("jahresmitte", r"\bnach\sder\sjahresmitte\b(?!\s(?:19|20)\d\d)", in_small=True)
# «2.110 bis Ende Juni 2022 und 2.270 in den Monaten danach», «in den restlichen Monaten des Jahres»
_REST = Sought(
    "monaten jahr danach",
    r"\b(?:in\sden\s(?:folgenden\s|\w+\s)?monaten\sdanach|in\sden\s(?:restlichen|übrigen|verbleibenden)\s(?:\w+\s)?monaten"
    r"|(?<=\d\s)danach(?=[.,;)])|(?<=[;,]\s)danach(?=\s(?:(?:noch|weitere|dann|waren|es|kamen|folgten|wurden)\s){0,3}\d)"
    r"|im\s(?:restlichen|übrigen)\sjahr|im\srest\sdes\sjahres)\b",
    in_small=True,
)
# «3.205 in den ersten sechs Monaten, 3.305 in den folgenden sechs Monaten»: behind a stretch of time
_NEXT_SIX = Sought(
    "monaten",
    r"\bin\sden\s(?:zweiten|folgenden|anschließenden|darauffolgenden)\s(?:sechs|6)\smonaten\b(?!\sdes)",
    in_small=True,
)
# «In der zweiten Jahreshälfte waren es 3.305, davor 3.205»
_BEFORE = Sought("davor", r"(?<=[;:.,]\s)davor(?=\s(?:waren|wurden|hatten?)\b|\s\d)", in_small=True)


def stretches(text: str, dated: list[Moment]) -> Iterator[Moment]:
    """Of the year told before, else of the only one that the sentence names behind."""
    for match in _FROM_TO.all(text):
        first, last = days.month_number(match[1] or match[2]), days.month_number(match[3]) or 12
        year = yearparts.year_of_part(text, match, dated)
        if year is not None and first < last:
            yield _stretch(match, days.before(year, first), days.month_end(year, last))
    for match in _FROM.all(text):
        year = yearparts.year_of_part(text, match, dated)
        if year is not None:
            yield _stretch(match, days.before(year, days.month_number(match[1])), days.month_end(year, 12))
    for match in _SECOND_HALF.all(text):
        year = yearparts.year_of_part(text, match, dated)
        if year is not None:
            yield undated.part(match, year, 2, 6)
    for match in _REST.all(text):
        told = undated.told_before(text, match.start(), dated)
        until = told is not None and (
            told.period_from or "bis " in text[max(0, told.start - 4) : told.start + 4].lower()
        )
        if match[0] == "danach" and text[match.end() : match.end() + 1] == " " and not until:
            continue  # «Mitte 2022 waren es 503, danach 612»
        if told is not None and told.as_of is not None and told.as_of.month < 12:
            first = told.as_of.day == 1  # «Anfang 2024 … In den Monaten danach»
            begun = days.before(told.as_of.year, told.as_of.month) if first else told.as_of
            yield _stretch(match, begun, days.month_end(told.as_of.year, 12))
    for match in _NEXT_SIX.all(text):
        told = undated.told_before(text, match.start(), dated)
        if told is not None and told.period_from and told.as_of and told.as_of.month == 6:
            yield _stretch(match, told.as_of, days.month_end(told.as_of.year, 12))
    for match in _BEFORE.all(text):
        told = undated.told_before(text, match.start(), dated)
        start = told.period_from if told is not None else None
        if start is not None and start.month < 12:
            yield _stretch(match, days.before(start.year, 1), start)


def _stretch(match: re.Match[str], start: date, end: date) -> Moment:
    return Moment(match.start(), match.end(), "period", as_of=end, period_from=start)
