"""Of which of two numbers joined by «und» a verb is: «besetzt sind davon 4,75 und vom Land gefördert 3,5»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Span
from pipelines.publish.check.words.vocabulary import Hit

ADJECTIVES = {"planned", "filled", "funded", "needed", "missing", "arrived"}
_MOVES = {"taken_on", "entry", "newly", "taken_in", "exit", "ended"}
_ALTERNATIVES = (_MOVES, ADJECTIVES, {"arrived", "present", "retention"})
KINDS = frozenset().union(*_ALTERNATIVES)
RATES = frozenset({"employment", "rate_of_work", "language", "b1", "plan"})
_AND_THE = re.compile(r"\b(?:und|sowie)\s+(?:der|die|das)\s+[A-ZÄÖÜ]\w+\b")
_NEXT = re.compile(r"\b(?:und|sowie)\b")
_RIGHT_AHEAD = re.compile(r"\s(?:[a-zäöüß]+\s){0,3}")


def _others_of_its_kind(hit: Hit) -> set[str]:
    return set[str]().union(*(kinds for kinds in _ALTERNATIVES if hit.concept in kinds))


def told_before(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«231 neu in die Begleitung gekommen und 124 ausgeschieden»: the verb before «und» is of the number before."""
    kinds = _others_of_its_kind(hit)
    if hit.end > mention.span.start or not _NEXT.search(draft.text, hit.end, mention.span.start):
        return False
    before = any(
        m.span.end <= hit.start for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause
    )
    own = Span(mention.span.end, draft.end_of_stretch(mention))
    return before and any(
        own.holds(other.start) and other.concept in kinds
        for other in draft.hits_by_sentence[mention.sentence]
    )


def told_of_next(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«besetzt sind davon 4,75 und vom Land gefördert 3,5»: said of the number that it leads to."""
    later = draft.following(mention)
    if later is None or later.clause != mention.clause or hit.start < mention.span.end:
        return False
    led = _NEXT.search(draft.text, mention.span.end, hit.start)
    if not led or not _RIGHT_AHEAD.fullmatch(draft.text, hit.end, later.span.start):
        return False
    kinds = _others_of_its_kind(hit)
    own = Span(draft.start_of_stretch(mention), mention.span.start)
    return any(own.holds(other.start) and other.concept in kinds for other in draft.in_clause_of(mention))


def subject_of_next(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«die Erwerbsquote 38,1 Prozent und der Anteil derer mit B1, gemessen an allen Bekannten, 33,4 Prozent»."""
    later = draft.following(mention)
    if later is None or later.clause != mention.clause + 2 or hit.start < mention.span.end:
        return False
    joined = _AND_THE.search(draft.text, mention.span.end, hit.start + 1)
    if not joined or not draft.inserted(mention.clause, later.clause):
        return False
    own = Span(draft.start_of_stretch(mention), mention.span.start)
    return any(own.holds(other.start) and other.concept in RATES for other in draft.in_clause_of(mention))
