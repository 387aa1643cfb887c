"""What is counted up to a day within a year: «Bis Ende Juni 2024», «Zur Jahresmitte 2024 schon 3.205 Beratungen»."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment, Time
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.when import dating
from pipelines.publish.check.words.vocabulary import Topic

AGAIN = re.compile(r"\b(?:weitere[nrs]?|wieder|noch)\b")
_SO_FAR = re.compile(r"\b(?:[Bb]ereits|[Ss]chon|bis dahin)\b")
_AS_OF = re.compile(r"\b[Zz]um\s$")
_COUNTED = re.compile(r"\b(?:erfasst|gezählt|dokumentiert|geführt|registriert|verbucht|zusammengekommen)\b")
_IN_THE_BOOKS = re.compile(
    r"\bst[ae]nden?\b.*\b(?:Statistik|Bilanz|Buche|Büchern|Jahresbericht)\b|\b(?:Statistik|Bilanz|Büchern)\b.*\bst[ae]nden?\b"
)
_MID_YEAR = re.compile(r"(?i:jahresmitte|halbzeit|halbjahr)")
_TOGETHER = re.compile(
    r"(?i:\b(?:zusammen|insgesamt|gesamt|in Summe|zusammengenommen|gesamtjahr|jahressumme|das ganze jahr"
    r"|(?:macht|ergibt) das|das (?:macht|ergibt))\b)"
)
_AFTERWARDS = re.compile(r"^\W*(?:Danach|danach|Anschließend|anschließend)\b")
_ON_TOP = re.compile(r"\b(?:hinzu|dazu|folgten?)\b")


def begun(draft: Draft, mention: Mention) -> date | None:
    """«Seit 2018 hat das Team bis Ende 2024 insgesamt 27.400 Beratungen geführt»: the evening before that began."""
    since = next((m for m in draft.moments_of(mention.sentence) if m.role == "since" and m.as_of), None)
    if since is None or since.as_of is None:
        return None
    if since.period_from:
        return since.period_from
    return since.as_of - timedelta(days=1) if since.as_of.day == 1 else since.as_of


def counted_until(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«Bis Ende Juni 2024», «Zur Jahresmitte 2024 schon 3.205 Beratungen»: since the year began."""
    if moment.first or (moment.shape == "period" and not moment.is_month):
        return False
    if dating.says_until(draft, moment):
        return True
    if _AS_OF.search(draft.text, max(0, moment.start - 6), moment.start) and draft.says(
        mention.clause, _COUNTED
    ):
        return moment.shape == "point"  # «Zum 30. Juni waren 3.205 Beratungen erfasst»
    if moment.shape == "point" and draft.says(mention.clause, _IN_THE_BOOKS):
        return True  # «6.510 Beratungen standen am Ende des Jahres 2024 in der Statistik»
    # «Zur Halbzeit des Jahres 2024 lag die Zahl der Beratungen bei 3.205»: half of a year's count
    midway = _MID_YEAR.search(draft.text, moment.start, moment.end)
    return moment.shape == "point" and bool(midway or draft.says(mention.clause, _SO_FAR))


def goes_on(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«bis zum Jahresende weitere 3.305», «bis Ende 2024 kamen 3.305 hinzu»: on top of what was told before."""
    more = AGAIN.search(draft.text, max(0, mention.span.start - 12), mention.span.start)
    return bool(more) or (topic.unit == "consultations" and draft.says(mention.clause, _ON_TOP))


def year_closed(draft: Draft, mention: Mention, moment: Moment, last: Time) -> bool:
    """«Bis zur Jahresmitte waren es 3.205 Beratungen, Ende 2024 standen 6.510 in der Statistik»: since the same day."""
    if moment.shape != "point" or moment.as_of is None or last.as_of is None or last.period_from is None:
        return False
    within = days.before(moment.as_of.year, 1) == last.period_from and last.as_of < moment.as_of
    more = AGAIN.search(draft.text, max(0, mention.span.start - 12), mention.span.start)
    return within and not more and not draft.says(mention.clause, _ON_TOP)


def of_parts(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """The rest of a year of which a part was told, or both parts of it together."""
    return _rest_of_year(draft, mention, topic, last) or _both_parts(draft, mention, topic, last)


def _rest_of_year(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«Bis Ende Juni 2022 gab es 2.110 Beratungen. Danach waren es 2.270»: from that day to the end of the year."""
    told = (
        last.time if topic is last.topic and topic.period and last.sentence >= mention.sentence - 1 else None
    )
    if told is None or told.as_of is None or told.period_from is None or told.as_of.month == 12:
        return None
    clause = draft.clauses[mention.clause]
    dated = any(m.shape != "now" and clause.holds(m.start) for m in draft.moments_of(mention.sentence))
    afterwards = told.period_from == days.before(told.as_of.year, 1) and draft.says(
        mention.clause, _AFTERWARDS
    )
    return (
        Time(days.month_end(told.as_of.year, 12), told.as_of, told.source)
        if afterwards and not dated
        else None
    )


def _both_parts(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«3.205 im ersten Halbjahr, 3.305 im zweiten, zusammen 6.510»: over the two stretches just told, end to end."""
    said = (mention.clause, *draft.labels(mention))
    if not topic.period or len(last.told) < 2 or not any(draft.says(at, _TOGETHER) for at in said):
        return None
    named = (m.start for m in draft.moments_of(mention.sentence) if m.as_of)
    if any(draft.by_clause.index(start) in said for start in named):
        return None  # «Gesamtjahr 2024: 6.510»
    first, second = last.told[-2:]
    alike = first.metric == second.metric == topic.metric and first.by == second.by
    joined = first.time.as_of is not None and first.time.as_of == second.time.period_from
    return Time(second.time.as_of, first.time.period_from, "text") if alike and joined else None
