"""The Stichtag or period of a number: rule after rule, the surest first.

Order: a date in the sentence (nearest in the clause, else before, else behind) · the claim before, when this continues
it · the draft's own «Stand» · the sentence before · the day of the text. «aktuell» and «zuletzt» never take a date from a
sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups
from pipelines.publish.check.model import Mention, Moment, Time
from pipelines.publish.check.stated import moving
from pipelines.publish.check.text import phrases
from pipelines.publish.check.when import (
    arriving,
    backward,
    dating,
    instead,
    legend,
    running,
    steps,
    timing,
    within,
    yearsaround,
)
from pipelines.publish.check.when.dayasked import Asked
from pipelines.publish.check.when.timing import Reference
from pipelines.publish.check.words.vocabulary import Topic

_YEAR = 12  # months
_FURTHER = re.compile(r"\s+weitere[nr]?\b")
_WITHIN = re.compile(r"(?i:in |im laufe |innerhalb |binnen )")


_Rule = Callable[[Asked], Time | None]


def of(
    draft: Draft,
    mention: Mention,
    topic: Topic,
    last: Time | None,
    continues: bool,
    ref: Reference,
    level: bool = True,
    said: int = -1,
) -> Time:
    """When the claim is about; `as_of` is None for a flow whose period nobody names.

    last, continues, level, said: as in `Asked`.
    """
    if topic.grows and last and last.period_from and draft.says(mention.clause, timing.SINCE_THE_WAR):
        last = replace(last, period_from=None)  # «2023 kamen 150, seit Kriegsbeginn sind es damit 790»
    asked = Asked(draft, mention, topic, last, continues, ref, level, said)
    return next(time for rule in _RULES if (time := rule(asked)) is not None)


def _other_day(asked: Asked) -> Time | None:
    other = dating.other_day(asked.draft, asked.mention) if asked.level else None
    return asked.dated(other) if other else None


def _compared_day(asked: Asked) -> Time | None:
    """The day that another number is set against, which is this one's own."""
    if not asked.level:
        return None
    draft, mention = asked.draft, asked.mention
    compared = instead.compared(draft, mention) or legend.of_bracket(draft, mention)
    if compared is None:
        return None
    if compared.as_of:
        return asked.dated(compared)
    last = asked.steps_from()
    return timing.shifted(last, compared.months) if last else None


def _after_in_bracket(asked: Asked) -> Time | None:
    """The year before for what is told of a year; of a stock nobody knows since when."""
    last = asked.last
    if not asked.level or not instead.after(asked.draft, asked.mention):
        return None
    year = last is not None and last.period_from and days.shifted(last.period_from, 12) == last.as_of
    return timing.shifted(last, -12) if last and (year or asked.topic.year) else Time(None)


def _stretch_before(asked: Asked) -> Time | None:
    last = asked.last
    if not (asked.level and asked.topic.period and last and last.period_from):
        return None
    long = steps.stretch_before(asked.draft, asked.mention)
    whole = long and days.shifted(last.period_from, long) == last.as_of
    return timing.shifted(last, -long) if whole else None


def _today_or_undated(asked: Asked) -> Time | None:
    draft, mention, moment, ref = asked.draft, asked.mention, asked.moment, asked.ref
    now = moment is not None
    if moment is not None and moment.shape != "now":
        return None
    contrast = moment is not None and timing.of_nowadays(draft, moment, behind=asked.said >= 0)
    # «Mitte 2022 waren es 44. In zentralen Unterkünften leben aktuell 402»: today, whatever was told before
    elsewhere = now and asked.said < 0 and ref[1] == "assumed" and not groups.thereof(draft, mention)
    last = None if contrast or elsewhere else asked.last
    time = timing.undated(asked.topic, last, asked.continues, now, ref)
    flow = asked.topic.period and asked.level and time.as_of is None
    return _within(draft, mention, ref) if flow else time


def _onward_from_a_day(asked: Asked) -> Time | None:
    """«Ende 2022 waren es 1.119. Im Folgejahr kamen 231 hinzu»: from that day on."""
    moment, last = asked.onward, asked.last
    if moment and asked.topic.period and last and last.as_of and last.period_from is None:
        return Time(days.shifted(last.as_of, moment.months), last.as_of, last.source)
    return None


def _onward_from_a_date(asked: Asked) -> Time | None:
    """«Nach 1.310 Begleiteten zur Jahresmitte 2024 zählte die Stadt drei Monate später 1.362»."""
    moment, draft = asked.onward, asked.draft
    if moment is None:
        return None
    here = steps.dated_in_sentence(draft, moment) if asked.said < 0 or asked.last is None else None
    earlier = steps.dated_earlier(draft, moment) if asked.last is None and here is None else None
    base = earlier or (None if asked.topic.period else here)
    if base is None or not _at_it(draft, asked.mention, moment):
        return None
    return timing.shifted(asked.dated(base), moment.months)


def _onward_from_what_was_told(asked: Asked) -> Time | None:
    moment, last = asked.moment, asked.last
    if moment is None or moment.shape != "shift":
        return None
    if last and moment.months > 0 and _at_it(asked.draft, asked.mention, moment):
        further = _further(asked.draft, asked.mention, moment) if moment.start > asked.said else 0
        return _evening_before(timing.shifted(last, further), asked.ref)
    return timing.undated(asked.topic, last, asked.continues, False, asked.ref)


def _evening_before(time: Time, ref: Reference) -> Time:
    """«Am 1. Januar 2018 waren es 351. Sieben Jahre später sind es 1.380»: on the last day that the data reach to."""
    next_day = time.as_of == ref[0] + timedelta(days=1) and time.period_from is None
    return replace(time, as_of=ref[0]) if next_day else time


def _further_since(asked: Asked) -> Time | None:
    """«Bis Ende Mai waren 431 eingetroffen, bis Ende Juni 81 weitere»: who came since the day told before."""
    moment, last, mention = asked.moment, asked.last, asked.mention
    if not (
        asked.topic.grows and moment and moment.as_of and last and last.as_of and last.period_from is None
    ):
        return None
    further = _FURTHER.match(asked.draft.text, mention.quantity.end) and asked.said >= 0
    return Time(moment.as_of, last.as_of, "text") if further and moment.as_of > last.as_of else None


def _since_until_told(asked: Asked) -> Time | None:
    """«Bis Ende 2023 kamen 790, davon 522 seit Ende April 2022»: until that day."""
    moment, last = asked.moment, asked.last
    if moment is None or moment.role != "since" or asked.said < 0 or last is None or last.as_of is None:
        return None
    if not groups.thereof(asked.draft, asked.mention):
        return None
    return timing.dated(asked.draft, asked.mention, asked.topic, moment, last.as_of)


def _since_a_stock(asked: Asked) -> Time | None:
    """«Ende 2020 waren es 622. Bis Mitte 2022 kamen 600 hinzu»."""
    draft, mention, moment, last = asked.draft, asked.mention, asked.moment, asked.last
    if not asked.topic.period or moment is None or last is None or last.as_of is None or not moment.as_of:
        return None
    stock = last.period_from is None or running.goes_on(draft, mention, asked.topic)
    if stock and last.as_of < moment.as_of and running.counted_until(draft, mention, moment):
        return Time(moment.as_of, last.as_of, "assumed")
    return None


def _year_closed(asked: Asked) -> Time | None:
    moment, last = asked.moment, asked.last
    if moment is None or not (asked.topic.period and last and last.period_from):
        return None
    closed = running.year_closed(asked.draft, asked.mention, moment, last)
    return Time(moment.as_of, last.period_from, "text") if closed else None


def _own_date(asked: Asked) -> Time | None:
    return asked.dated(asked.moment) if asked.moment else None


_RULES: tuple[_Rule, ...] = (
    yearsaround.told,
    _other_day,
    _compared_day,
    _after_in_bracket,
    _stretch_before,
    within.after_a_level,
    backward.from_a_date,
    backward.from_what_was_told,
    backward.year_from_its_end,
    backward.from_the_drafts_day,
    _today_or_undated,
    arriving.next_sentence,
    _onward_from_a_day,
    _onward_from_a_date,
    _onward_from_what_was_told,
    arriving.next_one,
    _since_a_stock,
    _year_closed,
    _further_since,
    _since_until_told,
    _own_date,
)


def _at_it(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """Does a step stand in the number's own clause, or as its label («… 1.226 Personen (ein Jahr später: 1.380)»)?"""
    # «Schmaler fiel das Plus im Folgejahr aus: sieben Personen»
    clause = draft.by_clause.index(moment.start)
    if clause in (mention.clause, *draft.labels(mention)) or draft.day_goes_on(clause, mention.clause):
        return True
    return draft.text[moment.end : mention.span.start].strip() == ":"


def _further(draft: Draft, mention: Mention, moment: Moment) -> int:
    """«Zwei Jahre danach waren es 1.119, vier Jahre danach 1.380»: both from the same day, so two more."""
    earlier = [m.months for m in dating.in_sentence(draft, mention) if m.months > 0 and m.end <= moment.start]
    longer = [months for months in earlier if months < moment.months]
    again = running.AGAIN.search(draft.text, max(0, moment.start - 12), moment.end)
    return moment.months - (max(longer) if longer and not again else 0)


def _within(draft: Draft, mention: Mention, ref: Reference) -> Time:
    """«in zwölf Monaten», «innerhalb eines Jahres»: the stretch before the draft's day.

    Not so of what «stieg binnen zwei Jahren von 4.380 auf 6.510»: these are of a year each, whatever lies between them.
    """
    before = draft.text[max(0, mention.span.start - 20) : mention.span.start]
    reached = draft.sentence_says(mention.sentence, moving.CHANGING) and phrases.ONTO.search(before)
    for moment in dating.in_sentence(draft, mention):
        long = reached and moment.months < -_YEAR
        if (
            moment.shape == "shift"
            and moment.months < 0
            and _WITHIN.match(draft.text, moment.start)
            and not long
        ):
            return Time(ref[0], days.shifted(ref[0], moment.months), "assumed")
    return Time(None)
