"""What a change is compared with: a date in the sentence, the claim before, or the beginning of a period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Claim, Mention, Moment, Time
from pipelines.publish.check.when import timing
from pipelines.publish.check.words.vocabulary import Topic

# «stieg», «gewachsen»: a change of its own; what merely «war» so much less is compared with today.
_MOVES = re.compile(
    r"(?i:\b(?:an|zu|ab)?(?:ge)?(?:stieg\w*|wuchs\w*|wachsen|sank\w*|sunken|fiel\w*|fallen|nahm\w*|nommen|ging\w*|gangen|legte\w*"
    r"|erhöh\w*|zuwachs|anstieg|rückgang|plus|minus|zunahme|abnahme|verringer\w*|schrumpf\w*|hinzugekommen|dazugekommen|kletter\w*|zulegt\w*)\b)"
)
_WAS = re.compile(r"\b(?:war|waren|lag|lagen|betrug|hatten?|zählten?|kostete|gab|verzeichnete\w*)\b")
_MORE = re.compile(r"\s*(?:mehr|weniger|höher|niedriger|größer|kleiner)\b(?!\s+als)")
# not «wie zu Beginn des Jahres 2022», which names its day
_AT_FIRST = re.compile(
    r"\b(?:wie|als|gegenüber|seit)\s+(?:noch\s+|ganz\s+|dem\s+)*(?:(?:zu|am|zum|beim)\s+)?(?:Beginn|Anfang|Start|Anfangsjahr|Ausgangswert)\b"
    r"(?!,?\s+(?:de[sr]|am|im|Ende|\d))|\b[Aa]usgehend\s+von\b"
)
_SO_MANY_FEWER = re.compile(
    r"^\s*(?:(?:das (?:sind|waren)|also|mithin|somit|und (?:damit|somit))\s+)?(?:\w+\s+)?"
    r"(?:[\d.,]+\s+(?:\w+\s+)?|[\d.,]+\s?(?:Prozent|%)\s+|ein(?:e[mn]?)?\s+\w+(?:tel|hälfte)\s+|die\s+Hälfte\s+)(?:weniger|mehr)\W*$"
)
_YEAR_BEFORE = re.compile(r"(?i:im (?:vorjahr|jahr (?:zuvor|davor|vorher)))")


def with_the_first(draft: Draft, mention: Mention) -> bool:
    """«fast viermal so viele wie zu Beginn», «Ausgehend von 351 …»: compared with the first day told."""
    return draft.sentence_says(mention.sentence, _AT_FIRST)


def was_less(draft: Draft, mention: Mention) -> bool:
    """«Im Vorjahr waren es 154 weniger»: then, compared with the day before it in the text, and no move at that time."""
    less = _MORE.match(draft.text, mention.span.end)
    return bool(less) and draft.says(mention.clause, _WAS) and not draft.says(mention.clause, _MOVES)


def so_many_fewer(draft: Draft, mention: Mention) -> bool:
    """«…, das sind 676 weniger», «…, 154 weniger»: how far the number before is from the one told first?"""
    return draft.says(mention.clause, _SO_MANY_FEWER)


def _year_before(draft: Draft, mention: Mention) -> Moment | None:
    """«Im Vorjahr waren es …», «Ein Jahr zuvor war die Zahl um …»: the step back that the clause begins with."""
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    for moment in draft.moments_of(mention.sentence):
        back = moment.shape == "shift" and moment.months < 0 and moment.role == "plain"
        own = draft.by_clause.index(moment.start) == mention.clause and moment.end <= numbers[0].span.start
        if back and own and moment.then:
            return moment
    return None


def steps_back(draft: Draft, mention: Mention) -> Moment | None:
    """`_year_before`, where the clause tells how much less it was, or what happened in that year."""
    moment = _year_before(draft, mention)
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


def stepped_back(draft: Draft, mention: Mention, time: Time) -> tuple[Time, Time] | None:
    """The two days of a change that a clause of the year before tells; time: the day it counts back from."""
    moment = steps_back(draft, mention)
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
    if before is None or before.as_of is None or topic.period or not ends_a_year(before.as_of):
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


def ends_a_year(day: date) -> bool:
    return (day.month, day.day) == (12, 31)
