"""Days of the year just named, before or behind it: «zur Mitte desselben Jahres», «Ende Juni des Folgejahres»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pipelines.publish import german
from pipelines.publish.check.calendar import days
from pipelines.publish.check.model import Moment
from pipelines.publish.check.text.sought import Sought

_NEAR, _BLANK_LINE = 220, re.compile(r"\n[ \t]*\n")  # signs
_OF_YEAR = Sought(
    "folgejahr folgenden vorjahr vorigen vorherigen vorangegangenen selben gleichen",
    rf"(?=[\dA-Zd])(?:(?P<d>\d{{1,2}})\.\s?|\b(?P<edge>Ende|Mitte|Anfang)\s)?"
    rf"(?:\b(?P<m>{'|'.join(german.MONTHS)})s?\s|(?P<n>(?<=\.)\d{{1,2}})\.\s|(?<=Ende\s)|(?<=Mitte\s)|(?<=Jahresende\s))"
    r"des\s?(?:(?P<next>Folgejahre?s|(?:darauf)?folgenden\sJahres)|Vorjahre?s|vor(?:her)?igen\sJahres|vorangegangenen\sJahres"
    r"|(?P<same>(?:selben|gleichen)\sJahres))\b"
    r"(?!\s\(?(?:19|20)\d\d)|\b(?:Vorjahresende|Ende\sdes\sVorjahrs)\b",
)
_CLOSE = r"(?:Jahresende|Jahresschluss|Jahresabschluss|Jahreswechsel)"
# The end of a year before or behind the day told: «zum vorigen Jahresende», «am Jahresende darauf», «im Dezember zuvor»
_NEXT_END = Sought(
    "jahres dezember",
    r"\b(?:(?P<before>vorigen|vorherigen|vorhergehenden|vorangegangenen)|(?:(?:darauf|nach)?folgenden|nächsten))"
    rf"\s{_CLOSE}\b(?!\s(?:19|20)\d\d)"
    rf"|\b(?:{_CLOSE}|Ende\sdes\sJahres|Dezember)\s(?:(?P<back>davor|zuvor)|darauf|danach)\b"
    r"|\bEnde\sdes\s(?P<next>nächsten)\sJahres\b(?!\s(?:19|20)\d\d)",
)


def find(text: str, _: date) -> Iterator[Moment]:
    """Where such a day stands; `dated` says which it is."""
    for words in (_OF_YEAR, _NEXT_END):
        for match in words.all(text):
            yield Moment(match.start(), match.end(), "now")


def dated(text: str, moment: Moment, others: list[Moment], today: date) -> Moment:
    """The day, of the year behind or before the one named last; without one, of the year before today's."""
    if moment.shape != "now":
        return moment
    close = _NEXT_END.pattern.fullmatch(text, moment.start, moment.end)
    if close is not None:
        told = _told(text, moment, others)
        return replace(moment, shape="point", as_of=_end(close, told)) if told else moment
    match = _OF_YEAR.pattern.fullmatch(text, moment.start, moment.end)
    if match is None:
        return moment
    named = _told(text, moment, others)
    if not named and (match["next"] or match["same"]):
        return moment
    year = (named or today).year + (1 if match["next"] else 0 if match["same"] else -1)
    month = int(match["n"]) if match["n"] else days.month_number(match["m"] or "") or _month(match["edge"])
    try:
        day = date(year, month, int(match["d"])) if match["d"] else days.month_end(year, month)
    except ValueError:
        return moment
    return replace(moment, shape="point", as_of=day)


def _told(text: str, moment: Moment, others: list[Moment]) -> date | None:
    """The day named last, if it stands near enough to be meant."""
    before = [m for m in others if m.as_of and m.end <= moment.start and moment.start - m.end < _NEAR]
    return None if not before or _BLANK_LINE.search(text, before[-1].end, moment.start) else before[-1].as_of


def _end(close: re.Match[str], told: date) -> date:
    """«zum vorigen», «zum nächsten Jahresende»: seen from the day told, which may itself be the end of a year."""
    if close["before"] or close["back"]:
        return days.month_end(told.year - 1, 12)
    further = close["next"] or told.month == 12
    return days.month_end(told.year + (1 if further else 0), 12)


def _month(edge: str | None) -> int:
    return {"Mitte": 6, "Anfang": 1}.get(edge or "", 12)
