"""Two days that a sentence sets against each other: «von 5.834 (2023) auf 6.510», «zwischen … und …», «statt um 171»."""

from __future__ import annotations

import re
from itertools import zip_longest

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment, Time, is_later
from pipelines.publish.check.stated import changes
from pipelines.publish.check.when import asked, left, ownday, timing
from pipelines.publish.check.words.vocabulary import Topic

_SIDE = re.compile(r"(?i:\b(von|auf)\s+(?:noch\s+|nunmehr\s+|nun\s+|zuvor\s+)?)$")
_OPENED = re.compile(r"\b(?:[Zz]wischen|[Vv]on|[Vv]om)\s+(?:dem\s+)?$")
_ENDS = re.compile(r"\s*\([^()]*\)\s+(?:und|bis|auf)\s+(?:(?:zum|dem)\s+)?")
# «wuchs langsamer als 2022, um 154»: how fast, not since when
FASTER = re.compile(
    r"\b(?:langsamer|schneller|stärker|schwächer|kräftiger|moderater|deutlicher)\s+als\s+(?:\w+\s+){0,3}$"
)
_INSTEAD = re.compile(r"\b(?:statt|gegenüber|nach)\s+(?:um\s+)?$")


def ends_of_range(draft: Draft, mention: Mention, topic: Topic) -> tuple[Time, Time] | None:
    """«Die Zahl der Beratungen stieg von 2022 bis 2024 um …»: of a flow, the last year against the first."""
    stretch = ownday.of(draft, mention, topic) if topic.period or topic.year else None
    if stretch is None or stretch.first is None or stretch.as_of is None:
        return None
    first, last = stretch.first, stretch.as_of
    if (first.month, last.month) != (12, 12) or last.year - first.year < 1:
        return None
    if topic.year:
        return Time(last, None, "text"), Time(first, None, "text")
    return Time(last, days.before(last.year, 1), "text"), Time(first, days.before(first.year, 1), "text")


def between_levels(
    draft: Draft, mention: Mention, topic: Topic, ref: timing.Reference
) -> tuple[Time, Time] | None:
    """«von 5.834 im Jahr 2023 um 676 auf 6.510 im Jahr 2024»: the day of the new level, and that of the old one."""
    days_of: dict[str, Moment] = {}
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    for number, following in zip_longest(numbers, numbers[1:]):
        end = following.span.start if following else draft.clauses[mention.clause].end
        side = _SIDE.search(draft.text, max(0, number.span.start - 20), number.span.start)
        dated = [
            m for m in draft.moments_of(mention.sentence) if m.as_of and number.span.end <= m.start < end
        ]
        if side and dated and number is not mention:
            days_of[side[1].lower()] = dated[0]
    if len(days_of) < 2:
        return None
    old, new = (timing.dated(draft, mention, topic, days_of[side], ref[0]) for side in ("von", "auf"))
    return (new, old) if old.as_of and new.as_of and old.as_of < new.as_of else None


def left_behind(
    draft: Draft, mention: Mention, topic: Topic, time: Time, ref: timing.Reference
) -> tuple[Time, Time] | None:
    """The day of a change, and that of the level it leads away from, which its sentence tells (`left.before_change`)."""
    day = left.before_change(draft, mention)
    if day is None or time.as_of is None:
        return None
    before = timing.dated(draft, mention, topic, day, ref[0])
    return (time, before) if before.as_of and before.as_of < time.as_of else None


def differing(
    draft: Draft, mention: Mention, topic: Topic, ref: timing.Reference
) -> tuple[Time, Time] | None:
    """«Der Unterschied zwischen der Zielgruppe Ende 2023 und Ende 2024 beträgt 154»: the later and the earlier day."""
    named = [m for m in draft.moments_of(mention.sentence) if m.as_of and m.end <= mention.span.start]
    if len(named) != 2 or not changes.is_difference(draft, mention):
        return None
    first, second = (timing.dated(draft, mention, topic, moment, ref[0]) for moment in named)
    if not (first.as_of and second.as_of):
        return None
    return (second, first) if first.as_of < second.as_of else (first, second)


def at_other_pace(draft: Draft, mention: Mention, topic: Topic) -> tuple[Time, Time] | None:
    """«wuchs 2024 langsamer als 2022, nämlich um 154 statt um 171»: the second number is of the year compared with."""
    if topic.period or not _INSTEAD.search(draft.text, max(0, mention.span.start - 14), mention.span.start):
        return None
    named = (
        m
        for m in draft.moments_of(mention.sentence)
        if m.period_from and m.end <= mention.span.start
        and FASTER.search(draft.text, max(0, m.start - 40), m.start)
    )  # fmt: skip
    year = next(named, None)
    return (Time(year.as_of, None, "text"), Time(year.period_from, None, "text")) if year else None


def _bracketed_ends(draft: Draft, dated: list[Moment]) -> bool:
    """«zwischen Anfang 2018 (351 Personen) und Ende 2024 (1.380)»: two days, each with its level."""
    if len(dated) != 2 or not (dated[0].as_of and dated[1].as_of and dated[0].as_of < dated[1].as_of):
        return False
    opened = _OPENED.search(draft.text, max(0, dated[0].start - 12), dated[0].start)
    return bool(opened and _ENDS.fullmatch(draft.text, dated[0].end, dated[1].start))


def levels_behind(
    draft: Draft, mention: Mention, topic: Topic, ref: timing.Reference
) -> tuple[Time, Time | None] | None:
    """«676 Beratungen mehr: 5.834 waren es 2023, 6.510 im Jahr 2024»: the later and the earlier day of two levels."""
    dated = [m for m in draft.moments_of(mention.sentence) if m.as_of]
    if _bracketed_ends(draft, dated):
        first, second = (timing.dated(draft, mention, topic, moment, ref[0]) for moment in dated)
        return second, first
    end = draft.clauses[mention.clause].end
    levels = [
        m for m in dated if m.start >= end and draft.by_clause.index(m.start) in draft.clauses_with_numbers
    ]
    onward = [
        m
        for m in draft.moments_of(mention.sentence)
        if m.shape == "shift" and m.months > 0 and m.start >= end
    ]
    if len(levels) == len(dated) == len(onward) == 1:
        # «Einen Anstieg um 43 Personen …: Ende 2023 waren es 560, ein Jahr danach 603»
        earlier = timing.dated(draft, mention, topic, levels[0], ref[0])
        return timing.shifted(earlier, onward[0].months), earlier
    since = any(m.role == "since" for m in dated) and not topic.period
    explained = draft.text[end - 1] == ":"
    if explained and len(levels) == len(dated) == 1 and asked.since(draft, mention):
        return timing.dated(draft, mention, topic, levels[0], ref[0]), None
    since = since or (any(m.role == "compared" for m in dated) and explained)
    if since and len(levels) == 1 and len(dated) == 2 and not _by_so_many(draft, mention, levels[0]):
        # «seit Ende 2020 verdoppelt: von 622 auf 1.380 Personen Ende 2024», «154 mehr als Ende 2023: Ende 2024 …»
        return timing.dated(draft, mention, topic, levels[0], ref[0]), None
    if len(levels) != 2 or len(dated) != 2:
        return None
    first, second = (timing.dated(draft, mention, topic, moment, ref[0]) for moment in levels)
    if not (first.as_of and second.as_of) or first.as_of == second.as_of:
        return None
    return (second, first) if first.as_of < second.as_of else (first, second)


def _by_so_many(draft: Draft, mention: Mention, day: Moment) -> bool:
    """«Seit Ende 2022 um 261 gewachsen, im ersten Halbjahr 2024 um 84»: does the clause of a day tell a change itself?"""
    clause = draft.by_clause.index(day.start)
    told = (m for m in draft.mentions_of(mention.sentence) if m.clause == clause)
    return any(changes.BY.search(draft.text, max(0, m.span.start - 20), m.span.start) for m in told)


def reached_behind(draft: Draft, mention: Mention, topic: Topic, ref: timing.Reference) -> Time | None:
    """«Gegenüber 2023 ist die Zahl um 676 gestiegen; 2024 waren es 6.510»: the year whose level the next clause tells."""
    dated = [m for m in draft.moments_of(mention.sentence) if m.as_of]
    if not topic.period or len(dated) != 2 or dated[0].role != "compared" or dated[1].role != "plain":
        return None
    before, after = dated
    clause_of, numbers = draft.by_clause.index, draft.clauses_with_numbers
    behind = clause_of(before.start) == mention.clause and clause_of(after.start) == mention.clause + 1
    if not behind or mention.clause + 1 not in numbers or not is_later(after, before):
        return None
    return timing.dated(draft, mention, topic, after, ref[0])


def told_next(
    draft: Draft, mention: Mention, topic: Topic, ref: timing.Reference
) -> tuple[Time, Time] | None:
    """«Die Förderlücke hat sich verdreifacht. Mitte 2022 fehlte …, Ende 2024 waren es …»: the days of the next sentence.

    Not where that sentence speaks of something else, or this one names a day.
    """
    behind = mention.sentence + 1
    if draft.moments_of(mention.sentence) or not _goes_on(draft, mention, topic):
        return None
    clause_of = draft.by_clause.index
    dated = [
        m for m in draft.moments_of(behind) if m.as_of and clause_of(m.start) in draft.clauses_with_numbers
    ]
    if len(dated) != 2 or len(draft.moments_of(behind)) != 2:
        return None
    first, second = (timing.dated(draft, mention, topic, moment, ref[0]) for moment in dated)
    if not (first.as_of and second.as_of) or first.as_of == second.as_of:
        return None
    return (second, first) if first.as_of < second.as_of else (first, second)


def _goes_on(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """Does the next sentence tell two numbers of the same metric, or of none that it names?"""
    behind = draft.just_behind(mention.sentence)
    if behind is None or len(draft.mentions_of(behind)) != 2:
        return False
    named = [
        found.metric
        for found, signs in draft.topics_in_sight(behind)
        if any(draft.is_own(behind, sign) for sign in signs)
    ]
    groups = [{hit.concept for hit in draft.group_hits[number]} for number in (mention.sentence, behind)]
    # «Bei den Frauen gab es ein Plus von 92. Begleitet wurden …»; «1.048 Menschen» are all
    bare = not groups[1] and draft.mentions_of(behind)[0].noun.unit is None
    told_of = (topic.metric in named and (bare or groups[0] == groups[1])) or not (named or groups[1])
    return told_of
