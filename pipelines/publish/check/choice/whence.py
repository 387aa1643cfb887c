"""What a change is compared with, and its day, with what the claims before give."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.publish.check.calendar import days
from pipelines.publish.check.choice import daysettled
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Role, Time
from pipelines.publish.check.stated import moving, roles
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import between, ledto, onward
from pipelines.publish.check.when import (
    comparing,
    levels,
    scene,
    timing,
    yearly,
)
from pipelines.publish.check.words.vocabulary import Topic

_THE_MOVE = re.compile(rf"\b[Dd](?:er|as|ie|em|en)\s+(?:\w+\s+)?{moving.GROWTH}\s+(?:von|um)\s+(?:\w+\s+)?$")


def compared(
    draft: Draft,
    mention: Mention,
    topic: Topic,
    last: Last,
    role: Role,
    time: Time,
    ref: timing.Reference,
) -> tuple[Time, Time | None]:
    """The claim's time, and what the sentences before say it is compared with."""
    same = last.sentence == mention.sentence
    moved = same and last.time is not None and last.time.as_of != time.as_of
    before = last.before if same and not moved else onward.since_then(draft, mention, topic, time, last)
    if role == "level_before" and time is last.before:
        return time, time
    stretch = daysettled.stretch_told(draft, mention, topic, role, last) if role != "level" else None
    if stretch:
        return stretch
    if role != "level" and between.same_stretch(draft, mention):
        before = before or last.before
    if moved and role == "change" and onward.from_level_on(draft, mention, topic, time, last):
        before = last.time
    if role == "level_before" and onward.told_again(draft, mention, topic, last):
        before = last.before
    if role == "level_before":
        before = before or _meanwhile(draft, mention, topic, time, last)
        before = before or scene.begun(draft, mention, topic, time, last)
    if role != "change":
        return time, before
    led = ledto.grown(draft, mention, topic, time, last)
    if led:
        return led
    fewer = _fewer_then(draft, mention, topic, last) or _changed_before(draft, mention, last)
    if fewer:
        return fewer
    as_long = between.as_long_before(draft, mention, time)
    if as_long:
        return time, as_long
    newest = between.newest_year(draft, mention, topic, role, last)
    if newest:
        return newest, timing.shifted(newest, -12)
    yearly_ends = yearly.ends(draft, mention, topic, time, last)
    if yearly_ends:
        return yearly_ends
    told_levels = levels.between_levels(draft, mention, topic, ref)
    told_levels = told_levels or levels.left_behind(draft, mention, topic, time, ref)
    told_levels = told_levels or levels.at_other_pace(draft, mention, topic)
    told_levels = told_levels or levels.differing(draft, mention, topic, ref)
    told_levels = told_levels or between.since_told(draft, mention, topic, last, ref)
    told_levels = told_levels or between.than_told(draft, mention, topic, time, last)
    if told_levels:
        return told_levels
    before = before or onward.than_then(draft, mention, topic, last)
    before = before or between.as_before(draft, mention, topic, time, last)
    first = between.since_beginning(draft, mention, topic, last)
    if first and first.as_of and time.as_of and first.as_of < time.as_of:
        return time, first
    before = before or _meanwhile(draft, mention, topic, time, last)
    back = comparing.stepped_back(draft, mention, time) or levels.ends_of_range(draft, mention, topic)
    behind = back or (levels.levels_behind(draft, mention, topic, ref) if not same else None)
    pair = between.told(last, same)
    told = between.sums_up(draft, mention) or not _dated(draft, mention, same)
    told = told or (pair is not None and onward.ends_on(draft, mention, pair[0]))
    told = told and topic is last.topic and not _says_with_what(draft, mention)
    pair = pair if told else between.spanned(draft, mention, topic, last)
    told_next = None if before else levels.told_next(draft, mention, topic, ref)
    return behind or pair or told_next or (time, before)


def _meanwhile(draft: Draft, mention: Mention, topic: Topic, time: Time, last: Last) -> Time | None:
    """«Die Zuschüsse stiegen 2024 um 56.075 Euro. Zugleich nahmen die Kosten um 89.000 Euro zu»: since the same day.

    «Die Beratungen nahmen 2024 gegenüber dem Vorjahr um 676 zu. Auch die Kosten stiegen, von 415.000 auf 504.000 Euro»
    """
    if last.topic is None or last.time is None or last.sentence != mention.sentence - 1:
        return None
    if mention.quantity.form != "plain" or draft.moments_of(mention.sentence):
        return None
    if last.time.as_of != time.as_of or last.topic is topic or last.before is None:
        return None
    year = time.as_of and last.time.period_from == days.shifted(time.as_of, -12)
    if topic.year and year and timing.shifted(last.before, 12).period_from == last.time.period_from:
        return replace(last.before, period_from=None)
    return last.before if last.topic.period == topic.period else None


def _fewer_then(draft: Draft, mention: Mention, topic: Topic, last: Last) -> tuple[Time, Time] | None:
    """«6.510 Beratungen. Im Vorjahr waren es 5.834, das sind 676 weniger»: than in the year told before.

    «Ende 2023 lebten hier 560. Ende April 2022 waren es 251 gewesen, also 309 weniger»
    """
    beside = last.sentence == mention.sentence and last.kind == "amount" and topic is last.topic
    base = last.before or last.prior
    if not beside or base is None or last.time is None or not comparing.so_many_fewer(draft, mention):
        return None
    later = base.as_of and last.time.as_of and base.as_of > last.time.as_of
    return (last.time, base) if later else None


def _changed_before(draft: Draft, mention: Mention, last: Last) -> tuple[Time, Time] | None:
    """«… um 12,6 Prozent gewachsen, nach 9,6 Prozent im Jahr zuvor»: the change of that year."""
    back = next((m for m in draft.moments_of(mention.sentence) if m.start >= mention.span.end), None)
    if last.time is None or back is None or back.months >= 0 or not roles.after_another(draft, mention):
        return None
    then = timing.shifted(last.time, back.months)
    return then, timing.shifted(then, back.months)


def _says_with_what(draft: Draft, mention: Mention) -> bool:
    """Does the clause itself name the day that the number is compared with?"""
    clause = draft.clauses[mention.clause]
    moments = draft.moments_of(mention.sentence)
    return any(m.role == "compared" and clause.holds(m.start) for m in moments)


def _dated(draft: Draft, mention: Mention, same: bool) -> bool:
    """Does the sentence name a day; behind another claim of it (same): does the clause?

    Likewise only the clause of «Dem Minus von 71 folgte ein Plus: Ein Jahr später waren es …», which tells it again.
    """
    clause = draft.clauses[mention.clause]
    moments = draft.moments_of(mention.sentence)
    again = _THE_MOVE.search(draft.text, max(0, mention.span.start - 40), mention.span.start)
    alone = same or again is not None
    return any(moment.shape != "now" and (not alone or clause.holds(moment.start)) for moment in moments)
