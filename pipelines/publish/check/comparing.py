"""What a change is compared with: a date in the sentence, the claim before, or the beginning of a period."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import zip_longest

from pipelines.publish.check import changes, dating, days, steps, timing
from pipelines.publish.check.context import Draft
from pipelines.publish.check.model import Mention, Moment, Time
from pipelines.publish.check.vocabulary import Topic

_SIDE = re.compile(r"(?i:\b(von|auf)\s+(?:noch\s+|nunmehr\s+|nun\s+|zuvor\s+)?)$")
_OPENED = re.compile(r"\b(?:[Zz]wischen|[Vv]on|[Vv]om)\s+(?:dem\s+)?$")
_ENDS = re.compile(r"\s*\([^()]*\)\s+(?:und|bis|auf)\s+(?:(?:zum|dem)\s+)?")
_THOSE_SINCE = re.compile(r"\b(?:der|die|den|aller)\s+seit\s+(?:dem\s+|Ende\s+)?$")
_LIKE = re.compile(r"\bwie\b")


# «stieg», «gewachsen»: a change of its own; what merely «war» so much less is compared with today.
_MOVES = re.compile(
    r"(?i:\b(?:an|zu|ab)?(?:ge)?(?:stieg\w*|wuchs\w*|wachsen|sank\w*|sunken|fiel\w*|fallen|nahm\w*|nommen|ging\w*|gangen|legte\w*"
    r"|erhöh\w*|zuwachs|anstieg|rückgang|plus|minus|zunahme|abnahme|verringer\w*|schrumpf\w*|hinzugekommen|dazugekommen|kletter\w*|zulegt\w*)\b)"
)
_WAS = re.compile(r"\b(?:war|waren|lag|lagen|betrug|hatten?|zählten?|kostete|gab|verzeichnete\w*)\b")
_MORE = re.compile(r"\s*(?:mehr|weniger|höher|niedriger|größer|kleiner)\b(?!\s+als)")
_MORE_THAN = re.compile(r"\s*(?:\w+\s+){0,2}(?:mehr|weniger|höher|niedriger)\s+als\b")
_MONTHS = re.compile(rf"(?i:(?:von|zwischen|ab)\s)?{days.MONTH}\s(?:(?:19|20)\d\d\s)?(?:bis|und|–|auf)\s")
# «wuchs langsamer als 2022, um 154»: how fast, not since when
_FASTER = re.compile(
    r"\b(?:langsamer|schneller|stärker|schwächer|kräftiger|moderater|deutlicher)\s+als\s+(?:\w+\s+){0,3}$"
)
_INSTEAD = re.compile(r"\b(?:statt|gegenüber|nach)\s+(?:um\s+)?$")
# not «wie zu Beginn des Jahres 2022», which names its day
_AT_FIRST = re.compile(
    r"\b(?:wie|als|gegenüber|seit)\s+(?:noch\s+|ganz\s+|dem\s+)*(?:(?:zu|am|zum|beim)\s+)?(?:Beginn|Anfang|Start|Anfangsjahr|Ausgangswert)\b"
    r"(?!,?\s+(?:de[sr]|am|im|Ende|\d))"
)
_YEAR_BEFORE = re.compile(r"(?i:im (?:vorjahr|jahr (?:zuvor|davor|vorher)))")


def with_the_first(draft: Draft, mention: Mention) -> bool:
    """«fast viermal so viele wie zu Beginn»: compared with the first day told."""
    return draft.sentence_says(mention.sentence, _AT_FIRST)


def was_less(draft: Draft, mention: Mention) -> bool:
    """«Im Vorjahr waren es 154 weniger»: then, compared with the day before it in the text, and no move at that time."""
    less = _MORE.match(draft.text, mention.span.end)
    return bool(less) and draft.says(mention.clause, _WAS) and not draft.says(mention.clause, _MOVES)


def year_before(draft: Draft, mention: Mention) -> Moment | None:
    """«Im Vorjahr waren es …», «Ein Jahr zuvor war die Zahl um …»: the step back that the clause begins with."""
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    for moment in draft.moments_of(mention.sentence):
        back = moment.shape == "shift" and moment.months < 0 and moment.role == "plain"
        own = draft.by_clause.index(moment.start) == mention.clause and moment.end <= numbers[0].span.start
        if back and own and steps.counts_back(draft, moment):
            return moment
    return None


def _steps_back(draft: Draft, mention: Mention) -> Moment | None:
    """`year_before`, where the clause tells how much less it was, or what happened in that year."""
    moment = year_before(draft, mention)
    if moment is None:
        return None
    moves = draft.says(mention.clause, _MOVES) or (
        draft.sentence_says(mention.sentence, _MOVES) and not draft.says(mention.clause, _WAS)
    )  # «2024 wuchs sie um 154, im Vorjahr um 107»
    moved = moves and _YEAR_BEFORE.fullmatch(draft.text, moment.start, moment.end)
    return moment if moved or was_less(draft, mention) or _compared_day(draft, mention) else None


def _compared_day(draft: Draft, mention: Mention) -> Moment | None:
    """«Im Vorjahr wurden 107 Personen mehr gezählt als Ende 2022»"""
    found = (m for m in draft.moments_of(mention.sentence) if m.role == "compared" and m.as_of)
    return next(found, None)


def _steps_on(draft: Draft, mention: Mention) -> Moment | None:
    """«im Jahr darauf»: the step forward in the number's own clause."""
    own = (m for m in draft.moments_of(mention.sentence) if draft.by_clause.index(m.start) == mention.clause)
    return next((m for m in own if m.shape == "shift" and m.months > 0), None)


def stepped_back(draft: Draft, mention: Mention, time: Time) -> tuple[Time, Time] | None:
    """The two days of a change that a clause of the year before tells; time: the day it counts back from."""
    moment = _steps_back(draft, mention)
    if moment is None or time.as_of is None:
        return None
    then = timing.shifted(time, moment.months)
    named = _compared_day(draft, mention)
    if named:
        return then, Time(named.as_of, named.period_from if time.period_from else None, "text")
    # «Im Vorjahr stieg die Zahl um 107»: in the course of that year
    return then, time if was_less(draft, mention) else timing.shifted(then, moment.months)


def _openings(moment: Moment) -> tuple[date, ...]:
    """«seit 2018» may count from the year's first day as well as from its last; «seit Januar 2024» likewise."""
    if moment.role != "since" or moment.period_from is None:
        return ()
    if moment.precise:
        return (moment.period_from,)
    return (moment.period_from, moment.period_from + timedelta(days=1))


def compared(
    draft: Draft, mention: Mention, topic: Topic, time: Time, carried: Time | None = None
) -> Time | None:
    """What a change is compared with; None when the sentence does not say it.

    carried: what the claim before in the sentence was compared with; a period's own beginning comes after it.
    """
    if time.as_of is None:
        return None
    if carried and with_the_first(draft, mention):
        return carried
    if carried and (_steps_back(draft, mention) or at_other_pace(draft, mention, topic)):
        return carried
    stretched = any(m.first for m in draft.moments_of(mention.sentence))
    stretched = stretched or (carried is not None and _about_as_long(draft, mention, time, carried))
    candidates = [
        m
        for m in draft.moments_of(mention.sentence)
        if m.role in ("compared", "since")
        or (m.months < 0 and (m.shape == "shift" or not dating.has_stretch(topic)) and not stretched)
    ]
    candidates = [m for m in candidates if not _of_a_noun(draft, m)]
    candidates = [m for m in candidates if not _FASTER.search(draft.text, max(0, m.start - 40), m.start)]
    own_clause = [m for m in candidates if draft.by_clause.index(m.start) == mention.clause]
    behind = [m for m in own_clause if m.start >= mention.span.end]
    if behind and _MORE_THAN.match(draft.text, mention.quantity.end):
        own_clause = behind  # «154 mehr als im Vorjahr und 261 mehr als Ende 2022»
    candidates = own_clause or candidates  # «79 mehr als im Vorjahr, aber 92 weniger als 2022»
    if candidates:
        moment = min(candidates, key=lambda m: dating.gap(m, mention))
        if moment.shape == "shift" or moment.months < 0:
            return timing.shifted(time, moment.months)
        if topic.period:
            return Time(moment.as_of, moment.period_from, "text")
        return Time(moment.as_of, None, "text", _openings(moment) or moment.also)
    onward = _steps_on(draft, mention)
    if onward:
        earlier = timing.shifted(time, -onward.months)
        if carried and carried.as_of and earlier.as_of and abs((carried.as_of - earlier.as_of).days) <= 31:
            return carried  # «Am 1. Januar 2018 … Sieben Jahre später, am 31. Dezember 2024, …»
        return earlier  # «… um 107 Personen, im Jahr darauf um 154»
    if mention.quantity.form == "factor" and _LIKE.search(
        draft.text, mention.quantity.end, draft.sentences[mention.sentence].end
    ):
        return None  # «doppelt so viele wie erwartet»
    if carried:
        return carried
    own = dating.moment_of(draft, mention, topic)
    if own and dating.names_a_day(draft, own):
        # «In der zweiten Hälfte 2021 schrumpfte sie: um 71 auf 948 am Jahresende»
        labels = draft.labels(mention)
        own = next(
            (
                m
                for m in draft.moments_of(mention.sentence)
                if m.period_from and draft.by_clause.index(m.start) in labels
            ),
            own,
        )
    if own and own.period_from and own.role != "stand" and not dating.names_a_day(draft, own):
        start = own.period_from
        if not topic.period:
            return _beginning(draft, own)
        if days.is_month_end(start) and own.as_of:
            months = (own.as_of.year - start.year) * 12 + own.as_of.month - start.month
            return Time(start, days.shifted(start, -months), "assumed")
    return None


def _of_a_noun(draft: Draft, moment: Moment) -> bool:
    """«Die Zahl der seit Februar 2022 aus der Ukraine Angekommenen wuchs»: who they are, not since when it grew."""
    return moment.role == "since" and bool(
        _THOSE_SINCE.search(draft.text, max(0, moment.start - 20), moment.start)
    )


def _about_as_long(draft: Draft, mention: Mention, time: Time, carried: Time) -> bool:
    """«in sieben Jahren», where the day carried on is of 01.01.2018 and the number of 31.12.2024."""
    if time.as_of is None or carried.as_of is None:
        return False
    days_apart = (time.as_of - carried.as_of).days
    shifts = [m for m in draft.moments_of(mention.sentence) if m.shape == "shift" and m.months < 0]
    return len(shifts) == 1 and abs(days_apart + shifts[0].months * 30.44) <= 31


def _beginning(draft: Draft, stretch: Moment) -> Time:
    """«vom 1. Januar 2018 bis …»: who was there on that day, or on the evening before.

    «von Juni bis Dezember 2022»: before June, or at its end.
    """
    start, first = stretch.period_from, stretch.first
    assert start is not None
    if first is None:
        months = _MONTHS.match(draft.text, stretch.start, stretch.end)
        return Time(start, None, "text", (days.shifted(start, 1),) if months else ())
    return Time(first, None, "text", (start,) if 0 < (first - start).days <= 31 else ())


def ends_of_range(draft: Draft, mention: Mention, topic: Topic) -> tuple[Time, Time] | None:
    """«Die Zahl der Beratungen stieg von 2022 bis 2024 um …»: of a flow, the last year against the first."""
    stretch = dating.moment_of(draft, mention, topic) if topic.period or topic.year else None
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
        and _FASTER.search(draft.text, max(0, m.start - 40), m.start)
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
    if since and len(levels) == 1 and len(dated) == 2:
        # «seit Ende 2020 verdoppelt: von 622 auf 1.380 Personen Ende 2024»
        return timing.dated(draft, mention, topic, levels[0], ref[0]), None
    if len(levels) != 2 or len(dated) != 2:
        return None
    first, second = (timing.dated(draft, mention, topic, moment, ref[0]) for moment in levels)
    if not (first.as_of and second.as_of) or first.as_of == second.as_of:
        return None
    return (second, first) if first.as_of < second.as_of else (first, second)
