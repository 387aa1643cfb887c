"""What a change is compared with: a date in the sentence, the claim before, or the beginning of a period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Claim, Mention, Moment, Time
from pipelines.publish.check.when import asked, dating, levels, timing
from pipelines.publish.check.words.vocabulary import Topic

_THOSE_SINCE = re.compile(r"\b(?:der|die|den|aller)\s+seit\s+(?:dem\s+|Ende\s+)?$")
_WITHIN = re.compile(r"(?i:in|binnen|innerhalb|im\slaufe)\b")
_LIKE = re.compile(
    r"\bwie\b(?!\s[^.;:]*\b(?:mitteil\w*|bericht\w*|sagte?|heißt|hieß|hervorgeht|erklärt\w*|betonte?|schreibt|schrieb)\b)"
)
# «stieg», «gewachsen»: a change of its own; what merely «war» so much less is compared with today.
_MOVES = re.compile(
    r"(?i:\b(?:an|zu|ab)?(?:ge)?(?:stieg\w*|wuchs\w*|wachsen|sank\w*|sunken|fiel\w*|fallen|nahm\w*|nommen|ging\w*|gangen|legte\w*"
    r"|erhöh\w*|zuwachs|anstieg|rückgang|plus|minus|zunahme|abnahme|verringer\w*|schrumpf\w*|hinzugekommen|dazugekommen|kletter\w*|zulegt\w*)\b)"
)
_WAS = re.compile(r"\b(?:war|waren|lag|lagen|betrug|hatten?|zählten?|kostete|gab|verzeichnete\w*)\b")
_MORE = re.compile(r"\s*(?:mehr|weniger|höher|niedriger|größer|kleiner)\b(?!\s+als)")
_MORE_THAN = re.compile(r"\s*(?:\w+\s+){0,2}(?:mehr|weniger|höher|niedriger)\s+als\b")
_MONTHS = re.compile(rf"(?i:(?:von|zwischen|ab)\s)?{days.MONTH}\s(?:(?:19|20)\d\d\s)?(?:bis|und|–|auf)\s")
# not «wie zu Beginn des Jahres 2022», which names its day
_AT_FIRST = re.compile(
    r"\b(?:wie|als|gegenüber|seit)\s+(?:noch\s+|ganz\s+|dem\s+)*(?:(?:zu|am|zum|beim)\s+)?(?:Beginn|Anfang|Start|Anfangsjahr|Ausgangswert)\b"
    r"(?!,?\s+(?:de[sr]|am|im|Ende|\d))"
)
_SO_MANY_FEWER = re.compile(
    r"^\s*(?:das (?:sind|waren)|also|mithin|somit)\s+(?:\w+\s+)?[\d.]+\s+(?:\w+\s+)?(?:weniger|mehr)\W*$"
)
_ALONE = re.compile(r"\b[Aa]llein\b")  # «seit 2022 um 412 gewachsen, allein 2024 um 154»
_CAME = re.compile(
    r"\b(?:trafen|kamen|eintrafen|ankamen|erreichten|zogen)\b"
)  # in that month, and not until its end
_YEAR_BEFORE = re.compile(r"(?i:im (?:vorjahr|jahr (?:zuvor|davor|vorher)))")


def with_the_first(draft: Draft, mention: Mention) -> bool:
    """«fast viermal so viele wie zu Beginn»: compared with the first day told."""
    return draft.sentence_says(mention.sentence, _AT_FIRST)


def was_less(draft: Draft, mention: Mention) -> bool:
    """«Im Vorjahr waren es 154 weniger»: then, compared with the day before it in the text, and no move at that time."""
    less = _MORE.match(draft.text, mention.span.end)
    return bool(less) and draft.says(mention.clause, _WAS) and not draft.says(mention.clause, _MOVES)


def so_many_fewer(draft: Draft, mention: Mention) -> bool:
    """«…, das sind 676 weniger»: does the clause say of the number before how far it is from the one told first?"""
    return draft.says(mention.clause, _SO_MANY_FEWER)


def year_before(draft: Draft, mention: Mention) -> Moment | None:
    """«Im Vorjahr waren es …», «Ein Jahr zuvor war die Zahl um …»: the step back that the clause begins with."""
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    for moment in draft.moments_of(mention.sentence):
        back = moment.shape == "shift" and moment.months < 0 and moment.role == "plain"
        own = draft.by_clause.index(moment.start) == mention.clause and moment.end <= numbers[0].span.start
        if back and own and moment.then:
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


def _names_its_year(draft: Draft, mention: Mention) -> bool:
    """Does the number's own clause name a year, or step on to one?"""
    own = (m for m in draft.moments_of(mention.sentence) if draft.by_clause.index(m.start) == mention.clause)
    return any(m.role == "plain" and (m.months > 0 or (m.period_from and m.shape != "shift")) for m in own)


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


def as_told(claim: Claim, told: Sequence[Claim], topic: Topic) -> Claim:
    """«Am 1. Januar 2018 … 351. (…) gegenüber 2018 fast vervierfacht»: compared with a day of that year told of, too."""
    before = claim.before
    if before is None or before.as_of is None or topic.period or not _ends_a_year(before.as_of):
        return claim
    levels = (c.time.as_of for c in told if c.metric == topic.metric and not c.by and c.kind == "amount")
    also = [
        day for day in dict.fromkeys(levels) if day and day.year == before.as_of.year and day != before.as_of
    ]
    return replace(claim, before=replace(before, also=(*before.also, *also))) if also else claim


def since_its_start(draft: Draft, mention: Mention, time: Time, before: Time | None) -> Time | None:
    """«… als im Jahr 2023, in dem die Gruppe um 107 wuchs»: since the year began, and not since its own last day."""
    if before is None or before.as_of != time.as_of:
        return before
    starts = (m.period_from for m in draft.moments_of(mention.sentence) if m.as_of == time.as_of)
    start = before.period_from or next((day for day in starts if day), None)
    return Time(start, None, before.source) if start else None


def _ends_a_year(day: date) -> bool:
    return (day.month, day.day) == (12, 31)


def _openings(moment: Moment) -> tuple[date, ...]:
    """«seit 2018» may count from the year's first day as well as from its last; «seit Januar 2024» likewise."""
    if moment.role != "since" or moment.period_from is None:
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
    carried = _of_as_long(topic, time, carried)
    if carried and with_the_first(draft, mention):
        return carried
    if carried and carried.as_of and carried.as_of > time.as_of and so_many_fewer(draft, mention):
        return carried  # «… 1.380. Ein Jahr zuvor waren es 1.226, also 154 weniger»
    if carried and (_steps_back(draft, mention) or levels.at_other_pace(draft, mention, topic)):
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
    candidates = [
        m for m in candidates if not levels.FASTER.search(draft.text, max(0, m.start - 40), m.start)
    ]
    own_clause = [m for m in candidates if draft.by_clause.index(m.start) == mention.clause]
    behind = [m for m in own_clause if m.start >= mention.span.end]
    if behind and _MORE_THAN.match(draft.text, mention.quantity.end):
        own_clause = behind  # «154 mehr als im Vorjahr und 261 mehr als Ende 2022»
    if carried and not own_clause and _names_its_year(draft, mention):
        candidates = []  # «… 13,8 Prozent mehr als Ende 2022; im Jahr danach betrug der Zuwachs 7,7 Prozent»
    candidates = own_clause or candidates  # «79 mehr als im Vorjahr, aber 92 weniger als 2022»
    question = None if candidates or carried else asked.since(draft, mention)
    candidates = [question] if question else candidates
    if candidates:
        moment = min(candidates, key=lambda m: dating.gap(m, mention))
        if moment.shape == "shift" or moment.months < 0:
            return _back(topic, time, moment.months)
        in_the_month = topic.grows and time.period_from is not None and moment.is_month
        if topic.period or (in_the_month and draft.says(mention.clause, _CAME)):
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
    stretch = _own_stretch(draft, mention, topic)
    if stretch:
        return _beginning(draft, stretch)
    if carried and not (_names_its_year(draft, mention) and draft.says(mention.clause, _ALONE)):
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
    if (
        own is None
        and topic.period
        and time.period_from
        and days.shifted(time.as_of, -12) == time.period_from
    ):
        # «… 2024 um neun Prozent. Hier nahm sie im selben Jahr um 11,6 Prozent zu»
        return timing.shifted(time, -12)
    return None


def _own_stretch(draft: Draft, mention: Mention, topic: Topic) -> Moment | None:
    """«… 537. Von Anfang 2018 bis Ende 2024 hat sich die Zielgruppe fast vervierfacht»: the days its own clause names."""
    if topic.period:
        return None
    clause = draft.clauses[mention.clause]
    return next((m for m in draft.moments_of(mention.sentence) if m.first and clause.holds(m.start)), None)


def _back(topic: Topic, time: Time, months: int) -> Time:
    """So many months before; for several years from the end of one also the first day of the next, when data may begin.

    «Sie hat sich in sieben Jahren fast vervierfacht. Am 1. Januar 2018 gehörten ihr 351 an …»
    """
    then = timing.shifted(time, months)
    day = then.as_of
    if months > -24 or topic.period or day is None or not _ends_a_year(day):
        return then
    return replace(then, also=(day + timedelta(days=1),))


def _of_as_long(topic: Topic, time: Time, carried: Time | None) -> Time | None:
    """A Stichtag that a stock was compared with, as the end of a period for a flow; else what was carried on."""
    if not topic.period or carried is None or carried.as_of is None or carried.period_from:
        return carried
    if time.as_of is None or time.period_from is None:
        return carried
    months = (time.as_of.year - time.period_from.year) * 12 + time.as_of.month - time.period_from.month
    return Time(carried.as_of, days.shifted(carried.as_of, -months), carried.source)


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
    within = len(shifts) == 1 and _WITHIN.match(draft.text, shifts[0].start)  # not «zum Vorjahr»
    return bool(within) and abs(days_apart + shifts[0].months * 30.44) <= 31


def _beginning(draft: Draft, stretch: Moment) -> Time:
    """«vom 1. Januar 2018 bis …»: who was there on that day, or on the evening before.

    «von Juni bis Dezember 2022»: before June, or at its end.
    """
    start, first = stretch.period_from, stretch.first
    assert start is not None
    if first is None:
        months = _MONTHS.match(draft.text, stretch.start, stretch.end)
        return Time(
            start, None, "text", (start + timedelta(days=1), days.shifted(start, 1)) if months else ()
        )
    near = 0 < (first - start).days <= 31
    return Time(first, None, "text", (start, start + timedelta(days=1)) if near else ())
