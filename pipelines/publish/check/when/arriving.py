"""Who came within a month or a year, told from one to the next: «2022 kamen 640, 2023 waren es 150»."""

from __future__ import annotations

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Time
from pipelines.publish.check.stated import moving
from pipelines.publish.check.when import timing
from pipelines.publish.check.when.dayasked import Asked


def next_one(asked: Asked) -> Time | None:
    """«2023 kamen 150, im Jahr 2024 waren es 115»: of that year only, as the number before in the sentence."""
    moment, last, mention = asked.moment, asked.last, asked.mention
    if not asked.topic.grows or asked.said < 0 or last is None:
        return None
    if moving.REACHED.search(asked.draft.text, max(0, mention.span.start - 12), mention.span.start):
        return None
    within = last.period_from is not None or _year_told(asked.draft, mention, last)
    if moment and within and moment.period_from and moment.as_of:
        return Time(moment.as_of, moment.period_from, "text")
    return None


def next_sentence(asked: Asked) -> Time | None:
    """«Im Mai kamen 163 an. Im Juni waren es 81», «2022 kamen 640. Im Jahr darauf waren es 150»."""
    draft, mention, moment, last = asked.draft, asked.mention, asked.moment, asked.last
    if not asked.topic.grows or asked.said >= 0 or moment is None or last is None or last.as_of is None:
        return None
    if not draft.echoes(mention) or not _came_in(draft, mention, last):
        return None
    if moment.shape == "shift" and moment.months > 0:
        return Time(days.shifted(last.as_of, moment.months), last.as_of, "text")
    return Time(moment.as_of, moment.period_from, "text") if moment.as_of and moment.period_from else None


def _year_told(draft: Draft, mention: Mention, last: Time) -> bool:
    """The year that it began in is the whole, and yet told as a year («Im Jahr 2022 kamen 640, 2023 waren es 150»)."""
    if draft.sentence_says(mention.sentence, timing.SINCE_THE_WAR):
        return False
    told = (m for m in draft.moments_of(mention.sentence) if m.end <= mention.span.start)
    return any(m.period_from and not m.is_month and not m.first and m.as_of == last.as_of for m in told)


def _came_in(draft: Draft, mention: Mention, last: Time) -> bool:
    """Does the sentence before tell who came in the course of a month or a year?"""
    before = draft.just_before(mention.sentence)
    if before is None or draft.sentence_says(before, timing.SINCE_THE_WAR):
        return False
    stretch = any(m.period_from and m.as_of == last.as_of for m in draft.moments_of(before))
    return stretch and draft.sentence_says(before, timing.CAME)
