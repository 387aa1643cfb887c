"""«2024 waren es 6.510, in den beiden Jahren zuvor 4.380 und 5.834»: several years told by one word for all of them."""

from __future__ import annotations

import re
from datetime import date

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Time
from pipelines.publish.check.stated import roles
from pipelines.publish.check.when import timing
from pipelines.publish.check.when.dayasked import Asked

_YEARS = re.compile(
    r"\b[Ii]n\sden\s(?P<many>beiden|zwei|drei|vier)\s(?:"
    r"(?P<on>(?:Folge|folgenden\s|darauffolgenden\s|anschließenden\s|nächsten\s)[Jj]ahren|Jahren\s(?:danach|darauf))"
    r"|(?:Vor|vorangegangenen\s|vorherigen\s|vorhergehenden\s|letzten\s)[Jj]ahren|Jahren\s(?:davor|zuvor|vorher))\b"
)
_MANY = {"beiden": 2, "zwei": 2, "drei": 3, "vier": 4}


def told(asked: Asked) -> Time | None:
    """The year of one of as many numbers as years are named, in their order; unknown where a change goes before.

    «2022 wuchs sie um 171 und damit stärker als in den beiden Folgejahren mit 107 und 154»: no levels of those years.
    """
    draft, mention, topic = asked.draft, asked.mention, asked.topic
    named = _named(draft, mention)
    if named is None:
        return None
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.span.start >= named.end()]
    if len(numbers) != _MANY[named["many"]]:
        return Time(None)
    first = draft.preceding(numbers[0])
    levels = asked.level and not (topic.period or topic.year)
    if levels and first is not None and roles.of(draft, first) == "change":
        return Time(None)
    year = _year_of(asked, numbers, named)
    if year is None:
        return Time(None)
    return Time(date(year, 12, 31), days.before(year, 1) if topic.period else None, "text")


def ends(draft: Draft, mention: Mention, time: Time) -> tuple[Time, Time] | None:
    """«… um 171, in den beiden Folgejahren um 107 und 154»: each since the end of the year before."""
    return (time, timing.shifted(time, -12)) if time.as_of and _named(draft, mention) else None


def _named(draft: Draft, mention: Mention) -> re.Match[str] | None:
    """The words for the years, before the number in its clause or in one that leads to it."""
    start, found = draft.sentences[mention.sentence].start, None
    if draft.sentence_says(mention.sentence, _YEARS):
        found = _YEARS.search(draft.text, start, mention.span.start)
    return found


def _year_of(asked: Asked, numbers: list[Mention], named: re.Match[str]) -> int | None:
    place, last = numbers.index(asked.mention), asked.last
    if place:
        told = last is not None and last.as_of is not None and asked.said >= numbers[place - 1].span.start
        return last.as_of.year + 1 if told and last and last.as_of else None
    base = _base(asked, named)
    if base is None:
        return None
    return base + 1 if named["on"] else base - len(numbers)


def _base(asked: Asked, named: re.Match[str]) -> int | None:
    """The year named before those words, or told last before them."""
    draft = asked.draft
    dated = [m for m in draft.moments_of(asked.mention.sentence) if m.as_of and m.end <= named.start()]
    if dated:
        return dated[-1].as_of.year if dated[-1].as_of else None
    return asked.last.as_of.year if asked.last and asked.last.as_of else None
