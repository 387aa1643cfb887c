"""«im Vorjahr», «ein Jahr zuvor»: from which day they count back; the rules of `daterules` for them."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.publish.check.calendar import days
from pipelines.publish.check.model import Time
from pipelines.publish.check.when import steps, timing
from pipelines.publish.check.when.dayasked import Asked

_SUM = re.compile(r"\b(?:Gesamtzahl|Gesamtsumme|Summe|insgesamt)\b")
_AGO = re.compile(r"[Vv]or\s")
_WHOLE_YEAR = re.compile(r"(?i:\b(?:gesamten|ganzen|vollen)\b)")


def from_a_date(asked: Asked) -> Time | None:
    """So long before a date of the sentence or of one before it."""
    past = asked.past
    if past is None:
        return None
    draft, first, last = asked.draft, asked.said < 0, asked.last
    base = steps.dated_before(draft, past) if first or last is None else None
    alone = last is None or steps.as_then(draft, asked.mention, past)
    base = base or (steps.dated_behind(draft, past) if first and alone else None)
    base = base or (steps.dated_earlier(draft, past) if last is None else None)
    return timing.shifted(asked.dated(base), past.months) if base else None


def from_what_was_told(asked: Asked) -> Time | None:
    past, last = asked.past, asked.steps_from()
    if past is None or last is None or _from_today(asked):
        return None
    then = timing.shifted(last, past.months)
    if asked.topic.period and _WHOLE_YEAR.search(asked.draft.text, past.start, past.end) and then.as_of:
        # «Bis Ende Juni 2024 waren es 150; im gesamten Vorjahr 231»
        return _whole_year(then.as_of.year, then)
    # «81 Ankünfte, im Monat davor lag die Gesamtzahl noch bei 431»
    in_all = asked.topic.grows and asked.draft.says(asked.mention.clause, _SUM)
    return replace(then, period_from=None) if in_all else then


def _from_today(asked: Asked) -> bool:
    """«Vor zweieinhalb Jahren begleitete es 1.048 Menschen, heute sind es 1.380»: counted back from today."""
    draft, mention, past = asked.draft, asked.mention, asked.past
    if past is None or asked.said >= 0 or not _AGO.match(draft.text, past.start):
        return False
    return any(m.shape == "now" for m in draft.moments_of(mention.sentence))


def year_from_its_end(asked: Asked) -> Time | None:
    """«… um 154 gewachsen. Im Jahr davor waren es 231 Zugänge»."""
    past, last = asked.past, asked.last
    at_its_end = last is not None and last.as_of is not None and last.as_of.month == 12
    if past is None or last is None or last.as_of is None or not (asked.topic.period and at_its_end):
        return None
    return None if past.months % 12 else _whole_year(last.as_of.year + past.months // 12, last)


def _whole_year(year: int, told: Time) -> Time:
    return Time(days.month_end(year, 12), days.before(year, 1), told.source)


def from_the_drafts_day(asked: Asked) -> Time | None:
    if asked.past is None:
        return None
    day, source = asked.ref
    return Time(None) if asked.topic.period else timing.shifted(Time(day, None, source), asked.past.months)
