"""The stock that a year opens and closes with: «Anfangsbestand 2024: 1.226 …», «am Anfang 1.226, am Ende 1.380»."""

from __future__ import annotations

import re

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment, Time
from pipelines.publish.check.stated import roles
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.words.vocabulary import Topic

_OPENING = re.compile(r"\b(?:Anfangs|Ausgangs|Eröffnungs)(?:bestand|stand|zahl)\w*\b[^,;]*$")
_CLOSING = re.compile(r"\b(?:End|Schluss|Jahresend)(?:bestand|stand)\w*\b[^,;]*$")
_ASKED = re.compile(r"\b(?:Anfangs|Ausgangs|Eröffnungs|End|Schluss|Jahresend)(?:bestand|stand|zahl)")
_OF_IT = r"(?!\s+(?:der|des|dieser|dieses|von|vom)\b(?!\s+(?:Berichts)?[Jj]ahres\b))"
_EDGES = re.compile(
    rf"\b(?:(?P<first>[Zz]u\s+Beginn|[Aa]m\s+(?:Anfang|Beginn)|[Aa]nfangs)|(?:[Aa]m|[Zz]um)\s+(?:Ende|Schluss|Jahresende)|Ende(?=\s(?:19|20)\d\d))\b{_OF_IT}"
)
_INTO = re.compile(r"\bin\s+das\s+(?:neue\s+)?Jahr\s+(?P<year>(?:19|20)\d\d)\b")
_TO_THE = re.compile(r"\W*Zu\s+den\s+(?:\w+\s+)?")
_ACCOMPANIED_CAME = re.compile(
    r"\s+(?:(?:bereits\s+|schon\s+)?begleiteten\s+[A-ZÄÖÜ]\w+|Begleiteten)\b[^.;:]*\b(?:hinzu|dazu)\b"
)
_OURS = {"target", "accompanied", "entry", "exit", "programme"}
_FLOWS = ("entries", "exits", "net_change")


def topic_of(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """Those accompanied, where the sentence or the one before speaks of them or of who came and left."""
    if _to_those(draft, mention):
        return draft.vocabulary.topics["active_target_group"]
    if not _named(draft, mention, _OPENING) or mention.noun.unit not in (None, "persons"):
        return None
    near = last.metric in _FLOWS and mention.sentence - last.sentence <= 1
    ours = near or not _OURS.isdisjoint(draft.concepts_of(mention.sentence))
    return draft.vocabulary.topics["active_target_group"] if ours else None


def _to_those(draft: Draft, mention: Mention) -> bool:
    """«Zu den 1.226 Begleiteten von Ende 2023 kamen 2024 310 hinzu»: to whom these came."""
    start = draft.clauses[mention.clause].start
    led = _TO_THE.fullmatch(draft.text, start, mention.span.start)
    return led is not None and _ACCOMPANIED_CAME.match(draft.text, mention.quantity.end) is not None


def day_of(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """The evening before the year that the sentence or what was told is about, or the last evening of that year."""
    if topic.period or topic.unit != "persons":
        return None
    if not draft.sentence_says(mention.sentence, _ASKED):
        return _into_a_year(draft, mention) or _at_its_edge(draft, mention)
    opens = _named(draft, mention, _OPENING)
    if not opens and not _named(draft, mention, _CLOSING):
        return None
    dated = {m.as_of for m in draft.moments_of(mention.sentence) if m.as_of}
    if opens and len(dated) == 1:
        [day] = dated
        return Time(days.before(day.year, 1), None, "text") if day.month == 12 else None
    told = None if dated else _period_told(last)
    return told and Time(told.period_from if opens else told.as_of, None, told.source)


def _into_a_year(draft: Draft, mention: Mention) -> Time | None:
    """«Die Zielgruppe startete mit 1.226 Personen in das Jahr 2024»."""
    if not draft.says(mention.clause, _INTO) or not draft.text.endswith("mit ", 0, mention.span.start):
        return None
    into = _INTO.search(draft.text, mention.span.end, draft.clauses[mention.clause].end)
    return Time(days.before(int(into["year"]), 1), None, "text") if into else None


def _at_its_edge(draft: Draft, mention: Mention) -> Time | None:
    """«Im Jahr 2024 ist sie gewachsen: Am Anfang waren es 1.226 Personen, am Ende 1.380»: the edges of the year."""
    if not draft.sentence_says(mention.sentence, _EDGES):
        return None
    span = draft.sentences[mention.sentence]
    said = [bool(m["first"]) for m in _EDGES.finditer(draft.text, span.start, span.end)]
    levels = [m for m in draft.mentions_of(mention.sentence) if roles.of(draft, m) == "level"]
    year = _year_named(draft, mention) if len(levels) == 2 and sorted(said) == [False, True] else None
    if year is None or mention not in levels:
        return None
    first = said[levels.index(mention)]
    return Time(days.before(year, 1) if first else days.month_end(year, 12), None, "text")


def _year_named(draft: Draft, mention: Mention) -> int | None:
    """The only year that the sentence names, else the one before it."""
    for sentence in reversed(draft.with_one_before(mention.sentence)):
        named = [m for m in draft.moments_of(sentence) if m.as_of]
        if named:
            years = {_year_of(m) for m in named}
            return years.pop() if len(years) == 1 else None
    return None


def _year_of(moment: Moment) -> int | None:
    """The year that a date names whole, or one of its edges; not «von Ende 2020 bis Mitte 2022»."""
    day = moment.as_of
    if day is None or moment.first or (day.month, day.day) not in ((12, 31), (1, 1)):
        return None
    return day.year if moment.period_from in (None, days.before(day.year, 1)) else None


def _period_told(last: Last) -> Time | None:
    """The newest period of who came and left."""
    return next((c.time for c in reversed(last.told) if c.metric in _FLOWS and c.time.period_from), None)


def _named(draft: Draft, mention: Mention, words: re.Pattern[str]) -> bool:
    """Does such a word lead to the number, and to no other one?"""
    if mention.quantity.form != "plain" or not draft.sentence_says(mention.sentence, _ASKED):
        return False
    label, before = draft.label(mention), draft.preceding(mention)
    start = draft.clauses[mention.clause if label is None else label].start
    start = max(start, before.span.end) if before else start
    return words.search(draft.text, start, mention.span.start) is not None
