"""The year that a paragraph is about, for what is counted over a year and names none.

«504.000 Euro hat es im Jahr 2024 gekostet. (…) Der Kostendeckungsgrad lag bei 70,0 Prozent. Für dieses Geld wurden
6.510 Beratungen geleistet»: nobody reads them of another year, however many sentences stand between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment, Time
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.when import steps, timing
from pipelines.publish.check.words.vocabulary import Topic

_THE_YEAR = re.compile(r"(?i:\b(?:des|im\s+(?:ganzen|gesamten)|das\s+ganze|das|übers)\s+jahre?s?\b(?!\s+\d))")


def of(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """The newest whole year named in the paragraph before, where what was told last is of it.

    None behind a part of a year («im ersten Halbjahr»), behind a later day, and where the sentence dates itself
    otherwise than by the end of that year.
    """
    year = (_named_before(draft, mention) or _of_its_end(draft, mention, last)) if topic.period else None
    if year is None or not _told_last(mention, last, year):
        return None
    own = [m for m in draft.moments_of(mention.sentence) if not _compared(draft, m)]
    back = [m for m in own if m.shape == "shift" and m.months < 0]
    if any(m.shape != "point" or m.as_of != year.as_of for m in own if m not in back):
        return None
    past = steps.own_past(draft, mention)
    return timing.shifted(year, past.months) if past else year


def _told_last(mention: Mention, last: Last, year: Time) -> bool:
    """Is what was told last of that year, or, behind an old level of the same sentence, what was told before it?"""
    told = {last.newest, last.prior} if last.sentence == mention.sentence else {last.newest}
    return any(time.as_of == year.as_of for time in told if time)


def _of_its_end(draft: Draft, mention: Mention, last: Last) -> Time | None:
    """«Ende 2024 waren es 1.380 Menschen. Das ganze Jahr über fanden 6.510 Beratungen statt»: the year of that day."""
    day = last.newest.as_of if last.newest else None
    if day is None or day.month != 12 or not draft.says(mention.clause, _THE_YEAR):
        return None
    return Time(day, days.before(day.year, 1), "assumed")


def _named_before(draft: Draft, mention: Mention) -> Time | None:
    latest = None
    for sentence in _upwards(draft, mention.sentence):
        named = [m for m in draft.moments_of(sentence) if _dates_a_figure(draft, m)]
        stretches = [m for m in named if m.period_from]
        if stretches:
            newest = max(stretches, key=_end)
            over = latest is None or latest <= _end(newest)
            return Time(newest.as_of, newest.period_from, "assumed") if over and _is_a_year(newest) else None
        latest = max([_end(m) for m in named] + ([latest] if latest else []), default=None)
    return None


def _upwards(draft: Draft, sentence: int) -> Iterator[int]:
    """The sentences of the paragraph before, the nearest first."""
    before = draft.just_before(sentence)
    while before is not None:
        yield before
        before = draft.just_before(before)


def _dates_a_figure(draft: Draft, moment: Moment) -> bool:
    """Not what is only compared with, nor the day of an event («am 12. März»)."""
    if moment.as_of is None or _compared(draft, moment):
        return False
    return moment.period_from is not None or days.is_month_end(moment.as_of)


def _compared(draft: Draft, moment: Moment) -> bool:
    return moment.role == "compared" or moment.start in draft.compared_days


def _is_a_year(moment: Moment) -> bool:
    return (
        moment.role == "plain"
        and moment.period_from == days.before(_end(moment).year, 1)
        and _end(moment).month == 12
    )


def _end(moment: Moment) -> date:
    assert moment.as_of is not None
    return moment.as_of
