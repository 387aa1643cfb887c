"""What a change is compared with: a date in the sentence, the claim before, or the beginning of a period."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipelines.publish.check import days, timing
from pipelines.publish.check.context import Draft
from pipelines.publish.check.model import Mention, Moment, Time
from pipelines.publish.check.vocabulary import Topic

_LIKE = re.compile(r"\bwie\b")


def _openings(moment: Moment) -> tuple[date, ...]:
    """«seit 2018» may count from the year's first day as well as from its last."""
    if moment.role != "since" or moment.precise or moment.period_from is None:
        return ()
    return (moment.period_from, moment.period_from + timedelta(days=1))


def compared(
    draft: Draft, mention: Mention, topic: Topic, time: Time, carried: Time | None = None
) -> Time | None:
    """What a change is compared with; None when the sentence does not say it.

    carried: what the claim before in the sentence was compared with; a period's own beginning comes after it.
    """
    if time.as_of is None:
        return None
    candidates = [
        m
        for m in draft.moments_of(mention.sentence)
        if m.role in ("compared", "since") or (m.shape == "shift" and m.months < 0)
    ]
    if candidates:
        moment = min(candidates, key=lambda m: timing.gap(m, mention))
        if moment.shape == "shift":
            return timing.shifted(time, moment.months)
        if topic.period:
            return Time(moment.as_of, moment.period_from, "text")
        return Time(moment.as_of, None, "text", _openings(moment))
    if mention.quantity.form == "factor" and _LIKE.search(
        draft.text, mention.quantity.end, draft.sentences[mention.sentence].end
    ):
        return None  # «doppelt so viele wie erwartet»
    if carried:
        return carried
    own = timing.moment_of(draft, mention, topic)
    if own and own.period_from and own.role != "stand" and not timing.names_a_day(draft, own):
        start = own.period_from
        if not topic.period:
            return Time(own.first or start, None, "text")
        if days.is_month_end(start) and own.as_of:
            months = (own.as_of.year - start.year) * 12 + own.as_of.month - start.month
            return Time(start, days.shifted(start, -months), "assumed")
    return None


def levels_behind(
    draft: Draft, mention: Mention, topic: Topic, ref: timing.Reference
) -> tuple[Time, Time | None] | None:
    """«676 Beratungen mehr: 5.834 waren es 2023, 6.510 im Jahr 2024»: the later and the earlier day of two levels."""
    dated = [m for m in draft.moments_of(mention.sentence) if m.as_of]
    end = draft.clauses[mention.clause].end
    levels = [
        m for m in dated if m.start >= end and draft.by_clause.index(m.start) in draft.clauses_with_numbers
    ]
    since = any(m.role == "since" for m in dated) and not topic.period
    if since and len(levels) == 1 and len(dated) == 2:
        # «seit Ende 2020 verdoppelt: von 622 auf 1.380 Personen Ende 2024»
        return timing.dated(draft, mention, topic, levels[0], ref[0]), None
    if len(levels) != 2 or len(dated) != 2:
        return None
    first, second = (timing.dated(draft, mention, topic, moment, ref[0]) for moment in levels)
    if not (first.as_of and second.as_of) or first.as_of == second.as_of:
        return None
    return (second, first) if first.as_of < second.as_of else (first, second)
