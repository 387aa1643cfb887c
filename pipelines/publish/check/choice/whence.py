"""What a change is compared with, and its day, with what the claims before give."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from pipelines.publish.check.calendar import days
from pipelines.publish.check.choice import daysettled
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Role, Time
from pipelines.publish.check.stated import moving, roles
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import between, ledto, onward
from pipelines.publish.check.when import (
    against,
    comparing,
    levels,
    scene,
    timing,
    yearly,
    yearsaround,
)
from pipelines.publish.check.words.vocabulary import Topic

_THE_MOVE = re.compile(rf"\b[Dd](?:er|as|ie|em|en)\s+(?:\w+\s+)?{moving.GROWTH}\s+(?:von|um)\s+(?:\w+\s+)?$")
_YEAR = 12  # months
_Ends = tuple[Time, Time]  # the later and the earlier of two days


class _Asked(NamedTuple):
    """A number, its day as its own words have it, and the claim before."""

    draft: Draft
    mention: Mention
    topic: Topic
    last: Last
    role: Role
    time: Time
    ref: timing.Reference

    @property
    def same(self) -> bool:
        """Is the claim before of its sentence?"""
        return self.last.sentence == self.mention.sentence

    @property
    def moved(self) -> bool:
        """Is the claim before of its sentence, and of another day?"""
        last = self.last.time
        return self.same and last is not None and last.as_of != self.time.as_of


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
    asked = _Asked(draft, mention, topic, last, role, time, ref)
    if role == "level_before" and time is last.before:
        return time, time
    if role == "level":
        return time, _carried(asked)
    stretch = _of_the_year_described(asked) or daysettled.stretch_told(draft, mention, topic, role, last)
    if stretch:
        return stretch
    if role == "level_before":
        return time, _before_the_old_level(asked)
    told = next((pair for rule in _TOLD if (pair := rule(asked))), None)
    return told or _of_a_change(asked)


def _of_the_year_described(asked: _Asked) -> _Ends | None:
    """`against.year_described`: the change in the course of that year."""
    year = against.year_described(asked.draft, asked.mention) if asked.role == "change" else None
    if year is None:
        return None
    then = Time(year.as_of, year.period_from if asked.topic.period else None, "text")
    return then, timing.shifted(then, -_YEAR)


def _carried(asked: _Asked) -> Time | None:
    draft, mention, topic, time, last = asked.draft, asked.mention, asked.topic, asked.time, asked.last
    on = asked.same and not asked.moved
    return last.before if on else onward.since_then(draft, mention, topic, time, last)


def _carried_on(asked: _Asked) -> Time | None:
    """`_carried`, or what was compared before where the words say «im selben Zeitraum»."""
    carried = _carried(asked)
    if carried is None and between.same_stretch(asked.draft, asked.mention):
        return asked.last.before
    return carried


def _before_the_old_level(asked: _Asked) -> Time | None:
    draft, mention, topic, time, last = asked.draft, asked.mention, asked.topic, asked.time, asked.last
    before = last.before if onward.told_again(draft, mention, topic, last) else _carried_on(asked)
    before = before or _meanwhile(draft, mention, topic, time, last)
    return before or scene.begun(draft, mention, topic, time, last)


def _of_a_change(asked: _Asked) -> tuple[Time, Time | None]:
    """What a change is compared with that no rule of `_TOLD` settles."""
    draft, mention, topic, time, last = asked.draft, asked.mention, asked.topic, asked.time, asked.last
    leaves = asked.moved and onward.from_level_on(draft, mention, topic, time, last)
    before = last.time if leaves else _carried_on(asked)
    before = before or onward.than_then(draft, mention, topic, last) or _level_of_it(asked)
    before = before or between.as_before(draft, mention, topic, time, last)
    first = between.since_beginning(draft, mention, topic, last)
    if first and first.as_of and time.as_of and first.as_of < time.as_of:
        return time, first
    before = before or _meanwhile(draft, mention, topic, time, last)
    return _behind(asked) or _pair_told(asked) or (None if before else _told_next(asked)) or (time, before)


def _level_of_it(asked: _Asked) -> Time | None:
    """«Nachdem Mitte 2021 1.019 Personen begleitet und 940 betreut wurden, sank die Zahl der Begleiteten bis Ende 2021 um
    71»: since the day of the earlier number of it, past one of something else.
    """
    draft, mention, topic, time, last = asked.draft, asked.mention, asked.topic, asked.time, asked.last
    if not asked.same or last.topic is topic or time.as_of is None:
        return None
    beside = (c for c in reversed(last.told) if draft.by_sentence.index(c.start) == mention.sentence)
    told = next((c for c in beside if c.metric == topic.metric and c.kind == "amount" and not c.by), None)
    earlier = told is not None and told.time.as_of is not None and told.time.as_of < time.as_of
    return told.time if told and earlier else None


def _behind(asked: _Asked) -> tuple[Time, Time | None] | None:
    """The days that its own sentence steps back over, or that stand behind it."""
    draft, mention, topic = asked.draft, asked.mention, asked.topic
    back = comparing.stepped_back(draft, mention, asked.time) or levels.ends_of_range(draft, mention, topic)
    return back or (None if asked.same else levels.levels_behind(draft, mention, topic, asked.ref))


def _pair_told(asked: _Asked) -> _Ends | None:
    """The two days that the claims before set against each other, where the number sums them up or names none."""
    draft, mention, topic, last = asked.draft, asked.mention, asked.topic, asked.last
    pair = between.told(last, asked.same)
    told = between.sums_up(draft, mention) or not _dated(draft, mention, asked.same)
    told = told or (pair is not None and onward.ends_on(draft, mention, pair[0]))
    told = told and topic is last.topic and not _says_with_what(draft, mention)
    return pair if told else between.spanned(draft, mention, topic, last)


def _told_next(asked: _Asked) -> _Ends | None:
    return levels.told_next(asked.draft, asked.mention, asked.topic, asked.ref)


def _as_long(asked: _Asked) -> _Ends | None:
    before = between.as_long_before(asked.draft, asked.mention, asked.time)
    return (asked.time, before) if before else None


def _newest_year(asked: _Asked) -> _Ends | None:
    newest = between.newest_year(asked.draft, asked.mention, asked.topic, asked.role, asked.last)
    return (newest, timing.shifted(newest, -12)) if newest else None


# The days of a change that the words settle, the surest first.
_TOLD: tuple[Callable[[_Asked], _Ends | None], ...] = (
    lambda a: yearsaround.ends(a.draft, a.mention, a.time),
    lambda a: ledto.grown(a.draft, a.mention, a.topic, a.time, a.last),
    lambda a: _fewer_then(a.draft, a.mention, a.topic, a.last),
    lambda a: _changed_before(a.draft, a.mention, a.last),
    _as_long,
    _newest_year,
    lambda a: yearly.ends(a.draft, a.mention, a.topic, a.time, a.last),
    lambda a: levels.between_levels(a.draft, a.mention, a.topic, a.ref),
    lambda a: levels.left_behind(a.draft, a.mention, a.topic, a.time, a.ref),
    lambda a: levels.at_other_pace(a.draft, a.mention, a.topic),
    lambda a: levels.differing(a.draft, a.mention, a.topic, a.ref),
    lambda a: between.since_told(a.draft, a.mention, a.topic, a.last, a.ref),
    lambda a: between.than_told(a.draft, a.mention, a.topic, a.time, a.last),
)


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
    if last.time is None:
        return None
    months = _months_back(draft, mention, last.time)
    if not months:
        return None
    then = timing.shifted(last.time, -months)
    return then, timing.shifted(then, -months)


def _months_back(draft: Draft, mention: Mention, told: Time) -> int:
    """How long before the change just told this one was; 0 where it is no such change."""
    moments = draft.moments_of(mention.sentence)
    if roles.in_that_bracket(draft, mention):  # «… um 154 gewachsen, deutlich mehr als 2023 (107)»
        then = [m for m in moments if m.role == "compared" and m.end <= mention.span.start][-1]
        years = told.as_of.year - then.as_of.year if told.as_of and then.as_of else 0
        return -then.months if then.months < 0 else max(years, 0) * _YEAR
    back = next((m for m in moments if m.start >= mention.span.end), None)
    return -back.months if back and back.months < 0 and roles.after_another(draft, mention) else 0


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
