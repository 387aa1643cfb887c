"""Which earlier day a change is compared with: one of the sentence, the one carried on, the beginning of a stretch."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment, Time
from pipelines.publish.check.stated import moving, roles
from pipelines.publish.check.when import asked, comparing, dating, levels, ownday, timing
from pipelines.publish.check.words.vocabulary import Topic

_THOSE_SINCE = re.compile(r"\b(?:der|die|den|aller)\s+seit\s+(?:dem\s+|Ende\s+)?$")
_WITHIN = re.compile(r"(?i:in|binnen|innerhalb|im\slaufe)\b")
_LIKE = re.compile(
    r"\bwie\b(?!\s[^.;:]*\b(?:mitteil\w*|bericht\w*|sagte?|heißt|hieß|hervorgeht|erklärt\w*|betonte?|schreibt|schrieb)\b)"
)
_MORE_THAN = re.compile(
    r"\s*(?:\w+\s+){0,2}(?:mehr|weniger|höher|niedriger)\s+als\b|\s*(?:so\s+(?:viele?|hoch|groß|stark|oft)\s+)?(?:[A-ZÄÖÜ]\w+\s+)?wie\b"
)
_IN_WHICH = re.compile(r"^\s*(?:in\s+(?:dem|welchem)|als)\s+(?:sie|er|es|die|der|das)\b")
_THAN_THOSE = re.compile(
    r"\s*(?:\w+\s+){0,2}(?:mehr|weniger)\s+(?:als|gegenüber)\s+(?:noch\s+)?(?:(?:die|den)\s+)?(?:\w+\s+)?"
)
_MONTHS = re.compile(rf"(?i:(?:von|zwischen|ab)\s)?{days.MONTH}\s(?:(?:19|20)\d\d\s)?(?:bis|und|–|auf)\s")
_ALONE = re.compile(r"\b[Aa]llein\b")  # «seit 2022 um 412 gewachsen, allein 2024 um 154»
_CAME = re.compile(
    r"\b(?:trafen|kamen|eintrafen|ankamen|erreichten|zogen)\b"
)  # in that month, and not until its end


def of(draft: Draft, mention: Mention, topic: Topic, time: Time, carried: Time | None = None) -> Time | None:
    """What a change is compared with; None when the sentence does not say it.

    carried: what the claim before in the sentence was compared with; a period's own beginning comes after it.
    """
    if time.as_of is None:
        return None
    part = _of_its_time(draft, mention, topic, time)
    if part:
        return part
    carried = _of_as_long(topic, time, carried)
    if carried and _goes_on_with(draft, mention, topic, time, carried):
        return carried
    named = _nearest(draft, mention, _named(draft, mention, topic, time, carried))
    if named is None and carried is None:
        named = asked.since(draft, mention)
    if named:
        return _day_of(draft, mention, topic, time, named)
    onward = _steps_on(draft, mention)
    if onward:
        return _before_the_step(time, onward, carried)
    if mention.quantity.form == "factor" and _as_thought(draft, mention):
        return None
    stretch = _own_stretch(draft, mention, topic)
    if stretch:
        return _beginning(draft, stretch)
    if carried and not (_names_its_year(draft, mention) and draft.says(mention.clause, _ALONE)):
        return carried
    return _own_beginning(draft, mention, topic, time)


def _of_its_time(draft: Draft, mention: Mention, topic: Topic, time: Time) -> Time | None:
    """«Seit Ende 2023 um 154 gewachsen, im zweiten Halbjahr um 70», «…, davon 70 im zweiten Halbjahr»: since it began."""
    clause = draft.clauses[mention.clause]
    own = [m for m in draft.moments_of(mention.sentence) if clause.holds(m.start)]
    if topic.period or any(m.role in ("compared", "since") for m in own):
        return None
    parts = (m for m in own if m.as_of == time.as_of and not dating.names_a_day(draft, m))
    alone = draft.says(mention.clause, _ALONE)
    part = next((m for m in parts if _part_of_a_year(m) and (alone or not m.is_month)), None)
    return _beginning(draft, part) if part else None


def _part_of_a_year(moment: Moment) -> bool:
    start, end = moment.period_from, moment.as_of
    return start is not None and end is not None and end <= days.shifted(start, 6) and not moment.months


def _goes_on_with(draft: Draft, mention: Mention, topic: Topic, time: Time, carried: Time) -> bool:
    """Does the number say by itself that it is compared with what the one before was compared with?"""
    if comparing.with_the_first(draft, mention):
        return True
    later = carried.as_of is not None and time.as_of is not None and carried.as_of > time.as_of
    if later and comparing.so_many_fewer(draft, mention):
        return True  # «… 1.380. Ein Jahr zuvor waren es 1.226, also 154 weniger»
    steps_back = comparing.steps_back(draft, mention) is not None
    return steps_back or bool(levels.at_other_pace(draft, mention, topic))


def _named(draft: Draft, mention: Mention, topic: Topic, time: Time, carried: Time | None) -> list[Moment]:
    """The dates of the sentence that the number may be compared with; those of its own clause, if there are any."""
    moments = draft.moments_of(mention.sentence)
    if year_described(draft, mention) or roles.in_that_bracket(draft, mention):
        return []  # «… deutlich mehr als 2023 (1.454)»: that year is its own
    then = _of_those_compared(draft, mention, moments)
    if then:
        return then
    stretched = any(m.first for m in moments)
    stretched = stretched or (carried is not None and _about_as_long(draft, mention, time, carried))
    steps = [m for m in moments if m.months < 0 and (m.shape == "shift" or not dating.has_stretch(topic))]
    found = [m for m in moments if m.role in ("compared", "since") or (m in steps and not stretched)]
    found = [m for m in found if not (_of_a_noun(draft, m) or _at_a_faster_pace(draft, mention, m))]
    own = [m for m in found if draft.by_clause.index(m.start) == mention.clause]
    behind = [m for m in own if m.start >= mention.span.end]
    if behind and _MORE_THAN.match(draft.text, mention.quantity.end):
        return behind  # «154 mehr als im Vorjahr und 261 mehr als Ende 2022»
    if carried and not own and _names_its_year(draft, mention):
        return []  # «… 13,8 Prozent mehr als Ende 2022; im Jahr danach betrug der Zuwachs 7,7 Prozent»
    return own or found  # «79 mehr als im Vorjahr, aber 92 weniger als 2022»


def year_described(draft: Draft, mention: Mention) -> Moment | None:
    """«… stärker als im Jahr 2023, in dem sie um 107 zugenommen hatte», «als 2023, als sie um 107 zunahm»: that year."""
    if not draft.says(mention.clause, _IN_WHICH):
        return None
    start = draft.clauses[mention.clause].start
    years = (m for m in draft.moments_of(mention.sentence) if m.period_from and m.as_of and not m.is_month)
    return next((year for year in years if 0 <= start - year.end <= 1), None)


def _of_those_compared(draft: Draft, mention: Mention, moments: list[Moment]) -> list[Moment]:
    """«154 mehr als die 1.226 Personen [Ende 2023]»: the day of the number that it is set against."""
    other = draft.following(mention)
    if other is None or not _THAN_THOSE.fullmatch(draft.text, mention.quantity.end, other.quantity.start):
        return []
    return [m for m in moments if m.as_of and draft.compared_days.get(m.start) == other.quantity.start]


def _nearest(draft: Draft, mention: Mention, found: list[Moment]) -> Moment | None:
    return min(found, key=lambda m: dating.gap(m, mention)) if found else None


def _at_a_faster_pace(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«wuchs stärker als 2023»; not «war zu 86,6 Prozent ausgelastet und damit um 3,6 Prozentpunkte stärker als 2022»."""
    if mention.quantity.form == "points" and not draft.sentence_says(mention.sentence, moving.CHANGING):
        return False
    return bool(levels.FASTER.search(draft.text, max(0, moment.start - 40), moment.start))


def _day_of(draft: Draft, mention: Mention, topic: Topic, time: Time, named: Moment) -> Time:
    if named.shape == "shift" or named.months < 0:
        return _back(topic, time, named.months)
    in_the_month = topic.grows and time.period_from is not None and named.is_month
    # «Im Juni kamen 81 Geflüchtete an, halb so viele wie im Mai»
    came = in_the_month and any(draft.says(at, _CAME) for at in (mention.clause, mention.clause - 1))
    if topic.period or came:
        return Time(named.as_of, named.period_from, "text")
    return Time(named.as_of, None, "text", _openings(named) or named.also)


def _before_the_step(time: Time, onward: Moment, carried: Time | None) -> Time:
    """«… um 107 Personen, im Jahr darauf um 154»: since the day that the step counts from."""
    earlier = timing.shifted(time, -onward.months)
    if carried and carried.as_of and earlier.as_of and abs((carried.as_of - earlier.as_of).days) <= 31:
        return carried  # «Am 1. Januar 2018 … Sieben Jahre später, am 31. Dezember 2024, …»
    return earlier


def _as_thought(draft: Draft, mention: Mention) -> bool:
    """«doppelt so viele wie erwartet»."""
    end = draft.sentences[mention.sentence].end
    return _LIKE.search(draft.text, mention.quantity.end, end) is not None


def _own_beginning(draft: Draft, mention: Mention, topic: Topic, time: Time) -> Time | None:
    """The beginning of the stretch that dates the number; for a flow the stretch before, as long."""
    own = ownday.of(draft, mention, topic)
    if own is None:
        # «… 2024 um neun Prozent. Hier nahm sie im selben Jahr um 11,6 Prozent zu»
        year = topic.period and time.period_from and timing.shifted(time, -12).as_of == time.period_from
        return timing.shifted(time, -12) if year else None
    own = _stretch_of_label(draft, mention) or own if dating.names_a_day(draft, own) else own
    start = own.period_from
    if start is None or own.role == "stand" or dating.names_a_day(draft, own):
        return None
    if not topic.period:
        return _beginning(draft, own)
    if not days.is_month_end(start) or own.as_of is None:
        return None
    months = (own.as_of.year - start.year) * 12 + own.as_of.month - start.month
    return Time(start, days.shifted(start, -months), "assumed")


def _stretch_of_label(draft: Draft, mention: Mention) -> Moment | None:
    """«In der zweiten Hälfte 2021 schrumpfte sie: um 71 auf 948 am Jahresende»."""
    labels = draft.labels(mention)
    found = (m for m in draft.moments_of(mention.sentence) if draft.by_clause.index(m.start) in labels)
    return next((m for m in found if m.period_from), None)


def _steps_on(draft: Draft, mention: Mention) -> Moment | None:
    """«im Jahr darauf»: the step forward in the number's own clause."""
    own = (m for m in draft.moments_of(mention.sentence) if draft.by_clause.index(m.start) == mention.clause)
    return next((m for m in own if m.shape == "shift" and m.months > 0), None)


def _names_its_year(draft: Draft, mention: Mention) -> bool:
    """Does the number's own clause name a year, or step on to one?"""
    own = (m for m in draft.moments_of(mention.sentence) if draft.by_clause.index(m.start) == mention.clause)
    return any(m.role == "plain" and (m.months > 0 or (m.period_from and m.shape != "shift")) for m in own)


def _openings(moment: Moment) -> tuple[date, ...]:
    """«seit 2018» may count from the year's first day as well as from its last; «seit Januar 2024» likewise."""
    if moment.role != "since" or moment.period_from is None:
        return ()
    return (moment.period_from, moment.period_from + timedelta(days=1))


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
    if months > -24 or topic.period or day is None or not comparing.ends_a_year(day):
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
