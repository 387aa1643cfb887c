"""A way since a day: «Seit Juni 2022 stieg sie von 400 über 492 Ende 2022 auf 603»: from that day until today."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment, Time
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.text import phrases
from pipelines.publish.check.when.timing import Reference

_ON = re.compile(r"(?:\s+[A-ZÄÖÜ]\w+)?\s+auf\s+(?:(?:nun|inzwischen|zuletzt|rund|etwa|über|mehr\s+als)\s+)*")
_OVER = re.compile(r"(?:\s+[A-ZÄÖÜ]\w+)?\s+über\s+\d")
_BY_WAY_OF = re.compile(r"\bvon\s+[\d.]+(?:\s+[A-ZÄÖÜ]\w+)?\s+über\s+\d(?:[^.;:]|\.\d)*$")


def level_of(draft: Draft, mention: Mention, last: Last, ref: Reference) -> Time | None:
    """The day of such a level, where nothing else than the day it began is said of it."""
    moments = [m for m in draft.moments_of(mention.sentence) if m.as_of]
    since = [m for m in moments if m.role == "since"]
    if len(since) != 1 or mention.quantity.form not in ("plain", "percent"):
        return None
    clause = draft.clauses[mention.clause]
    before = draft.text[max(0, mention.span.start - 20) : mention.span.start]
    if phrases.FROM.search(before) and _OVER.match(draft.text, mention.span.end):
        return Time(since[0].as_of, None, "text")
    dated = any(m.start >= mention.span.end and clause.holds(m.start) for m in moments)
    if dated or not _reached(draft, mention, last, moments, since):
        return None
    return Time(ref[0], None, ref[1])


def _reached(draft: Draft, mention: Mention, last: Last, moments: list[Moment], since: list[Moment]) -> bool:
    """Is it what a way from that day has come to?"""
    if phrases.ONTO.search(draft.text, max(0, mention.span.start - 20), mention.span.start) is None:
        return False
    if _BY_WAY_OF.search(draft.text, draft.clauses[mention.clause].start, mention.span.start):
        return True
    beside = last.sentence == mention.sentence and _ON.fullmatch(draft.text, last.end, mention.span.start)
    began = bool(last.told) and last.told[-1].time.as_of == since[0].as_of
    return bool(beside) and began and moments == since
