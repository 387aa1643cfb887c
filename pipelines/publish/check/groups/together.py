"""A sum of those told and of others: «704 Frauen; zusammen mit den Männern sind das 1.380», «mit allen anderen …»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Span

_COMES_TO = r"(?:sind|waren|erg[ia]bt?|ergeben|mach(?:t|te|en|ten)|komm(?:t|en)|kam(?:en)?|bedeutete?|umfass\w+|zähl\w+)"
_WITH_THEM = re.compile(
    rf"\b(?:[Zz]usammen|[Gg]emeinsam)\s+mit\s+(?P<them>[^,;:()\d]+?)\s+{_COMES_TO}\b"
    rf"|\b[Mm]it\s+(?P<those>[^,;:()\d]+?)\s+zusammen\s+{_COMES_TO}\b"
)
_ADDED_UP = re.compile(
    r"\b(?:[Rr]echnet|[Zz]ählt|[Nn]immt|[Aa]ddiert)\s+man\s+(?P<them>(?:[^;:.]|\.\d)*?\b(?:und|sowie)\b(?:[^;:.]|\.\d)*?)\s+zusammen\b"
)
_THE_OTHERS = re.compile(r"\b(?:alle[nr]?\s+|den\s+)?(?:ander|übrig|restlich|sonstig|weiter)en?\b")
# Whom a whole is parted into without a rest.
_WHOLES = (
    {"sex=w", "sex=m"},
    {"traeger=CARITAS", "traeger=DIAKONIE", "city"},
    {"traeger=CARITAS", "traeger=DIAKONIE", "traeger=STADT"},
)


def added(draft: Draft, mention: Mention) -> Span | None:
    """Where those stand who are counted with the ones told before: no group of the number.

    «Rechnet man 702 Menschen in Familien und die übrigen 346 zusammen, ergeben sich 1.048 Begleitete»
    """
    if mention.quantity.form != "plain":
        return None
    if draft.sentence_says(mention.sentence, _ADDED_UP):
        start = draft.sentences[mention.sentence].start
        up = _ADDED_UP.search(draft.text, start, mention.span.start)
        return Span(*up.span("them")) if up else None
    if not draft.says(mention.clause, _WITH_THEM):
        return None
    said = _WITH_THEM.search(draft.text, draft.clauses[mention.clause].start, mention.span.start)
    return None if said is None else Span(*said.span("them" if said["them"] else "those"))


def make_a_whole(draft: Draft, mention: Mention, them: Span) -> bool:
    """Are the ones told before and those added all there are?"""
    if _THE_OTHERS.search(draft.text, them.start, them.end):
        return True
    near = draft.with_one_before(mention.sentence)
    hits = [hit for at in near for hit in draft.hits_by_sentence[at] if hit.start < them.end]
    concepts = {hit.concept for hit in hits if them.holds(hit.start)}
    named = {hit.concept for hit in hits}
    return any(not concepts.isdisjoint(whole) and named >= whole for whole in _WHOLES)
