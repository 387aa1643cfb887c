"""The Stichtag or period of a claim.

Order: a date in the sentence (nearest in the clause, else before, else behind) · the claim before, when this continues
it · the draft's own «Stand» · the sentence before · the day of the text. «aktuell» and «zuletzt» never take a date from a
sentence before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from pipelines.publish.check import dates, days
from pipelines.publish.check.context import Draft
from pipelines.publish.check.model import Mention, Moment, Source, Time
from pipelines.publish.check.vocabulary import Topic

_FIRST_DAY = date(2022, 2, 24)  # what grows counts from here on; a period that begins before is the whole
Reference = tuple[date, Source]
_UNTIL = re.compile(r"(?i:\bbis(?:\s+zum|\s+ende|\s+einschließlich)?\s+)$")
_WHOLE = re.compile(r"(?i:\b(?:insgesamt|bisher|bislang|waren|sind|stand)\b)")
_REACHED = re.compile(r"\bauf\s+(?:nun\s+|nunmehr\s+)?$")
_WITHIN = re.compile(r"(?i:in |im laufe |innerhalb |binnen )")
_COMPARED_WITH = re.compile(r"\s+(?:mit|bei)\s+")  # «als Ende 2023 mit 70,9 Prozent»
_LABEL = re.compile(r"[:\s]*\(?[:\s]*(?:mit\s+)?")
_OPENED = re.compile(r"\s*\(\s*(?:(?:im|am|zum|per|Stand:?|Ende)\s+)?")
_BRACKET = re.compile(r"\((?:im\s|Jahr\s|Ende\s|in\s)*$")
_IN_BRACKET = re.compile(r"\s?[:=]\s?(?:\w+\s)?[\d.,]+\s?\)")
_CLOSED = re.compile(r"\s*\)")
_NOWADAYS = {
    "bisher",
    "bislang",
    "heute",
    "jetzt",
    "mittlerweile",
    "inzwischen",
}  # «Ende 2020 waren es 622, heute sind es 1.398»
_INSTEAD = re.compile(r"\d\s+(?:statt|gegenüber|zu|nach)\s+$")
_LIKE = re.compile(r"\bwie\b")
_THEN = re.compile(r"(?i:vor |im |ein |einen |\w+ (?:jahre?|monate?) (?:zu|da)?vor)")


def reference(draft: Draft, default: date) -> Reference:
    """The draft's own day (`dates.reference`)."""
    return dates.reference(draft.text, draft.moments, default)


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

    said: where the last claim of the sentence ends; a distance before it («ein Jahr darauf») is counted already.
    """
    other = _other_day(draft, mention) if level else None
    if other:
        return dated(draft, mention, topic, other, ref[0])
    past = own_past(draft, mention) if level else None
    base = _dated_before(draft, past) if past and said < 0 else None
    if past and base:
        return shifted(dated(draft, mention, topic, base, ref[0]), past.months)
    if past and last and (last.period_from or not topic.period):
        return shifted(last, past.months)
    if past:
        return Time(None) if topic.period else shifted(Time(ref[0], None, ref[1]), past.months)
    moment = moment_of(draft, mention, topic) or _of_heading(draft, mention, ref, continues)
    if moment is None or moment.shape == "now":
        contrast = moment is not None and draft.text[moment.start : moment.end].lower() in _NOWADAYS
        time = _undated(topic, None if contrast else last, continues, moment is not None, ref)
        return _within(draft, mention, ref) if topic.period and level and time.as_of is None else time
    if moment.shape == "shift":
        return (
            shifted(last, moment.months if moment.start > said else 0)
            if last and moment.months > 0 and draft.by_clause.index(moment.start) == mention.clause
            else _undated(topic, last, continues, False, ref)
        )
    if topic.grows and said >= 0 and last and last.period_from and moment.period_from and moment.as_of:
        return Time(moment.as_of, moment.period_from, "text")  # «2023 kamen 150, im Jahr 2024 waren es 115»
    return dated(draft, mention, topic, moment, ref[0])


def _of_heading(draft: Draft, mention: Mention, ref: Reference, continues: bool) -> Moment | None:
    """The date of the heading above, for a line of a list; for prose when nothing else dates it."""
    day = draft.heading_day(mention.sentence)
    if day and day.period_from and day.as_of and (day.as_of - day.period_from).days <= 31:
        day = replace(day, role="stand")  # «Auf einen Blick – Juni 2022»: everything until then
    if draft.frames.of_item(mention.sentence) is not None and day:
        return day
    if draft.frames.titles[mention.sentence] and not day:
        return _under_title(draft, mention) if ref[1] == "assumed" and not continues else None
    return day if ref[1] == "assumed" and not continues else None


def _under_title(draft: Draft, mention: Mention) -> Moment | None:
    """«Bleibequote sinkt auf 67 Prozent», under it «Zwei von drei leben Ende 2023 noch hier»: the day of that line."""
    below = mention.sentence + 1
    if below >= len(draft.sentences) or draft.listed(below):
        return None
    days_named = [m for m in draft.moments_of(below) if m.as_of and m.role in ("plain", "stand")]
    return replace(days_named[0], role="stand") if len(days_named) == 1 else None


def names_a_day(draft: Draft, moment: Moment) -> bool:
    """«Ende 2024», «bis Dezember 2024»: a day, and no stretch of time with a beginning of its own."""
    return moment.shape == "point" or bool(_UNTIL.search(draft.text, max(0, moment.start - 30), moment.start))


def _beside(draft: Draft, mention: Mention) -> Moment | None:
    """«4,75 (Dezember 2024)», «Ende 2024 (1.380 Personen)»: number and date that a bracket puts together."""
    for moment in _in_sentence(draft, mention):
        behind = moment.start >= mention.span.end and _OPENED.fullmatch(
            draft.text, mention.span.end, moment.start
        )
        behind = behind and _CLOSED.match(draft.text, moment.end)
        before = moment.end <= mention.span.start and _OPENED.fullmatch(
            draft.text, moment.end, mention.span.start
        )
        compared = moment.role == "compared" and _COMPARED_WITH.fullmatch(
            draft.text, moment.end, mention.span.start
        )
        if moment.as_of and (behind or before or compared):
            return moment
    return None


def moment_of(draft: Draft, mention: Mention, topic: Topic) -> Moment | None:
    beside = _beside(draft, mention)
    if beside:
        return beside
    moments = [
        m
        for m in _in_sentence(draft, mention)
        if m.role != "compared"
        and not (m.shape == "shift" and m.months < 0)
        and draft.compared_days.get(m.start, mention.quantity.start) == mention.quantity.start
        and not _of_bracket(draft, mention, m)
    ]
    dated = [m for m in moments if m.shape != "now"]
    # «derzeit» beside a date of the same clause adds nothing; alone it forbids a date from elsewhere.
    for pool in (dated, moments):
        own = [m for m in pool if draft.by_clause.index(m.start) == mention.clause and m.role != "since"]
        stretches = [m for m in own if m.period_from]
        if topic.period and stretches:
            own = stretches  # «2022 wuchs … um 171 auf 1.119 zum Jahresende»: a flow has a period
        if own:
            return _paired(draft, mention, own) or min(own, key=lambda m: gap(m, mention))
    since = [m for m in dated if m.role == "since" and draft.by_clause.index(m.start) == mention.clause]
    earlier = [m for m in dated if m.end <= mention.quantity.start and m.role != "since"]
    later = [m for m in dated if m.start >= mention.quantity.end and m.role != "since"]
    if since:
        return since[-1]
    return earlier[-1] if earlier else later[0] if later else None


def _of_bracket(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«6.510 (2023: 5.834) Beratungen»: the year in the bracket is of the number in it only."""
    inside = _IN_BRACKET.match(draft.text, moment.end)
    opened = _BRACKET.search(draft.text, max(0, moment.start - 20), moment.start)
    return bool(inside and opened) and not (moment.end <= mention.quantity.start < inside.end())  # type: ignore[union-attr]


def _paired(draft: Draft, mention: Mention, own: list[Moment]) -> Moment | None:
    """«Ende 2023 … 1.226 und Ende 2024 … 1.380»: as many dates as numbers in turn, each number has the one beside it."""
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    if len(own) < 2 or len(numbers) != len(own):
        return None
    order = sorted([(m.start, "date") for m in own] + [(n.quantity.start, "number") for n in numbers])
    kinds = [kind for _, kind in order]
    alternate = all(a != b for a, b in pairwise(kinds))
    at = next(n for n, number in enumerate(numbers) if number is mention)
    return sorted(own, key=lambda m: m.start)[at] if alternate else None


def own_past(draft: Draft, mention: Mention) -> Moment | None:
    """«vor einem Jahr waren es 1.226», «(Vorjahr: 1.226)»: the level of then, not something to compare with."""
    for moment in _in_sentence(draft, mention):
        if draft.compared_days.get(moment.start, mention.quantity.start) != mention.quantity.start:
            continue
        if moment.shape == "shift" and moment.months < 0 and moment.role in ("plain", "compared"):
            clause = draft.by_clause.index(moment.start)
            opening = (
                clause < mention.clause
                and not _counted_between(draft, mention, moment)
                and draft.echoes(mention)
            )
            own = (clause == mention.clause or opening) and moment.role == "plain"
            label = _LABEL.fullmatch(draft.text[moment.end : mention.span.start])
            touching = bool(label) and moment.end <= mention.span.start
            if touching and moment.role == "compared" and not label[0].strip():  # type: ignore[index]
                continue
            if touching or (own and counts_back(draft, moment)):
                return moment
    return None


def counts_back(draft: Draft, moment: Moment) -> bool:
    """«vor einem Jahr», «im Vorjahr», «zwei Jahre zuvor»; not «binnen eines Jahres»."""
    return bool(_THEN.match(draft.text, moment.start))


def _dated_before(draft: Draft, past: Moment) -> Moment | None:
    """«Ende 2024 standen 1.380 Namen auf der Liste; im Jahr davor waren es …»: the day that «davor» counts from."""
    sentence = draft.by_sentence.index(past.start)
    dated = [m for m in draft.moments_of(sentence) if m.as_of and m.end <= past.start and m.role == "plain"]
    return dated[-1] if dated else None


def _other_day(draft: Draft, mention: Mention) -> Moment | None:
    """«2023 weniger als im Jahr 2022: 124 statt 321»: the second number is of the day compared with."""
    if not _INSTEAD.search(draft.text, max(0, mention.span.start - 14), mention.span.start):
        return None
    compared = [m for m in draft.moments_of(mention.sentence) if m.role == "compared" and m.as_of]
    before = [
        m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause and m is not mention
    ]
    one = len(compared) == 1 and len(before) == 1 and compared[0].end <= before[0].span.start
    return compared[0] if one else None


def _counted_between(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """Does another number stand between a date and a number?"""
    return any(
        moment.end <= m.quantity.start < mention.quantity.start for m in draft.mentions_of(mention.sentence)
    )


def _in_sentence(draft: Draft, mention: Mention) -> list[Moment]:
    return draft.moments_of(mention.sentence)


def gap(moment: Moment, mention: Mention) -> int:
    return max(moment.start - mention.span.end, mention.span.start - moment.end, 0)


def dated(draft: Draft, mention: Mention, topic: Topic, moment: Moment, ref: date) -> Time:
    end, start = moment.as_of, moment.period_from
    assert end is not None
    source: Source = "text" if moment.precise or topic.period or topic.year else "assumed"
    if topic.year:
        return Time(_clipped(days.month_end(end.year, 12), ref), None, source)
    if moment.role == "since":
        return (
            Time(ref, start or end, source)
            if topic.period or _from_later(topic, start or end)
            else Time(ref, None, "assumed")
        )
    if topic.period:
        return Time(end, start, "text") if start else Time(None)
    if topic.grows and start and start >= _FIRST_DAY and not _cumulative(draft, mention, moment):
        return Time(end, start, "text")
    return Time(end if moment.precise else _clipped(end, ref), None, source, moment.also)


def _from_later(topic: Topic, day: date) -> bool:
    """«seit Februar 2022» is the whole of a cumulative figure; a later start is a difference of two."""
    return topic.grows and day > days.month_end(_FIRST_DAY.year, _FIRST_DAY.month) - timedelta(days=1)


def _cumulative(draft: Draft, mention: Mention, moment: Moment) -> bool:
    if moment.role == "stand" or _UNTIL.search(draft.text[max(0, moment.start - 30) : moment.start]):
        return True
    reached = _REACHED.search(draft.text, max(0, mention.span.start - 12), mention.span.start)
    return bool(reached or draft.says(mention.clause, _WHOLE))


def _clipped(day: date, ref: date) -> date:
    """A year that is not over yet means its newest month end."""
    return ref if day > ref and day.year == ref.year else day


def _within(draft: Draft, mention: Mention, ref: Reference) -> Time:
    """«in zwölf Monaten», «innerhalb eines Jahres»: the stretch before the draft's day."""
    for moment in _in_sentence(draft, mention):
        if moment.shape == "shift" and moment.months < 0 and _WITHIN.match(draft.text, moment.start):
            return Time(ref[0], days.shifted(ref[0], moment.months), "assumed")
    return Time(None)


def _undated(topic: Topic, last: Time | None, continues: bool, now: bool, ref: Reference) -> Time:
    day, source = ref
    if last and last.as_of and continues and (not now or source == "assumed"):
        if topic.period and last.period_from is None:
            return Time(None)
        return last if topic.period else Time(last.as_of, None, last.source)
    if topic.period:
        return Time(None)
    return Time(day, None, source)


def shifted(time: Time, months: int) -> Time:
    if time.as_of is None:
        return time
    start = days.shifted(time.period_from, months) if time.period_from else None
    return Time(days.shifted(time.as_of, months), start, time.source)
