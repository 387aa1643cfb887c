"""Two levels that «statt» sets against each other behind a comparison: «mehr als 2023, nämlich 310 statt 231»."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment, Time
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.words.vocabulary import Topic

# «1.380 statt», «wurden 1.380 Menschen begleitet statt»
BEHIND = re.compile(r"\d(?:-?mal)?\s+(?:[A-ZÄÖÜ]\w+\s+)?(?:(?:\w+\s+){0,2}statt|gegenüber|zu|nach)\s+$")
_AFTER = re.compile(r"\(nach\s+(?:\w+\s+)?$")
_IN_STEAD = re.compile(r"(?:-?mal)?\s+(?:(?:\w+\s+){0,2}statt|nach)\s+(?:\w+\s+)?")
FIRST = re.compile(r"\s*[Ss]tatt\s+(?:\w+\s+)?")
# what a comparison says before it, told in numbers
_NAMELY = re.compile(r"\s?(?:[:–—(]|,\s*(?:nämlich|und\s+zwar|konkret|genauer(?:\s+gesagt)?)\b)")
_PAIR_BEHIND = re.compile(r"(?:-?mal)?\s+(?:statt|gegenüber|zu|nach)\s+\d")
# «291 statt wie Ende 2022 nur 236 Menschen», «1.380 statt, wie noch vor einem Jahr, 1.226 Personen»
_AS_ONCE = re.compile(
    r"\b[Ss]tatt,?\s+wie\s+(?:(?:noch|zuletzt|zuvor|damals)\s+)?(?:(?:im|in|am|zum|zur)\s+)?(?:Jahre?\s+)?$"
)
_TO_NUMBER = re.compile(r",?\s+(?:(?:noch|nur|erst|lediglich|von|bei|auf|damals|rund)\s+){0,2}")


def as_then(draft: Draft, mention: Mention) -> Moment | None:
    """«Eine Fachkraft begleitet heute 291 statt wie Ende 2022 236 Menschen»: the day that «statt wie» names."""
    named = (m for m in draft.moments_of(mention.sentence) if m.as_of and once(draft, mention, m))
    day = next(named, None)
    return replace(day, role="plain") if day else None


def once(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """Does a day or a step back stand between «statt wie» and the number: «statt wie im Vorjahr 231»?"""
    if moment.end > mention.span.start:
        return False
    led = _AS_ONCE.search(draft.text, max(0, moment.start - 30), moment.start)
    return bool(led and _TO_NUMBER.fullmatch(draft.text, moment.end, mention.span.start))


def compared(draft: Draft, mention: Mention | None) -> Moment | None:
    """«Im Vergleich zum Vorjahr gab es 2024 79 Zugänge mehr: 310 statt 231»: the second number is of the year before.

    Likewise «mehr Menschen als Ende 2023, nämlich 1.380 statt 1.226», «mehr als im Jahr davor – 310 statt 231».
    """
    if mention is None or not BEHIND.search(draft.text, max(0, mention.span.start - 30), mention.span.start):
        return None
    start = draft.clauses[mention.clause].start
    if not _NAMELY.match(draft.text, max(0, start - 1)):
        return None
    # «die Zahl der Zugänge (310 nach 231) … veränderte sich 2024 gegenüber dem Vorjahr»: said behind the brackets
    bracket = (
        draft.text[start - 1 : start] == "(" and draft.text[mention.span.end : mention.span.end + 1] == ")"
    )
    back = [m for m in draft.moments_of(mention.sentence) if (bracket or m.end <= start) and _is_back(m)]
    return back[0] if len(back) == 1 else None


def after(draft: Draft, mention: Mention) -> bool:
    """«Die Zahl der Abgänge stieg 2024 auf 156 (nach 124)»: a bracket with the level before, whose day nobody names."""
    led = _AFTER.search(draft.text, max(0, mention.span.start - 16), mention.span.start)
    clause = draft.clauses[mention.clause]
    return led is not None and not any(clause.holds(m.start) for m in draft.moments_of(mention.sentence))


def leads(draft: Draft, mention: Mention) -> bool:
    """«mehr Zugänge als 2023 (310 statt 231)»: the first number is of the day that is compared, not of 2023."""
    behind = _PAIR_BEHIND.match(draft.text, mention.span.end)
    return behind is not None and compared(draft, draft.following(mention)) is not None


def reached(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«… bis Ende 2023 um 359 gestiegen. Statt 253 waren es nun 612»: the day up to which the change just told went."""
    before = draft.preceding(mention)
    if before is None or before.clause != mention.clause or topic is not last.topic or len(last.told) < 2:
        return None
    if not FIRST.fullmatch(draft.text, draft.clauses[before.clause].start, before.span.start):
        return None
    if any(m.as_of or m.months for m in draft.moments_of(mention.sentence)):
        return None
    change, old = last.told[-2:]
    same = change.metric == topic.metric and last.sentence == mention.sentence
    return change.time if same and change.before == old.time else None


def bare(draft: Draft, mention: Mention, topic: Topic, last: Last) -> bool:
    """«Ende 2024 wurden 1.380 statt 1.226 Menschen begleitet»: the second is of another day; of which, nobody says.

    Likewise «2024 gab es mehr Zugänge (310 nach 231)».
    """
    return topic is last.topic and bool(_IN_STEAD.fullmatch(draft.text, last.end, mention.span.start))


def _is_back(moment: Moment) -> bool:
    return moment.role == "compared" or (moment.shape == "shift" and moment.months < 0)
