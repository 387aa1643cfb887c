"""Soll and Ist in one breath: «638 statt 592», «waren es 241 und damit sieben mehr als das Soll»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention

EXCEED = (
    r"\b(?:übertr(?:[ai]f|off)|übererfüllt|verfehlt|(?:über|unter)schr[ei]+t|(?:über|unter)b[oie]\w*t)\w*\b"
)
DEMAND = r"\b(?:Soll|\w+soll|\w*[Qq]uote|Vorgabe|Pflicht|Verpflichtung)\b"
EXCEEDED = re.compile(rf"{EXCEED}.*{DEMAND}")
# «Das Soll lag bei 257 und damit …», but not «Beim Soll», «Bei der Aufnahmequote waren es …»
_IT_DEMANDS = re.compile(rf"(?<!der )(?<!dem )(?<!zur )(?<!beim )(?<!Beim )(?<!zum ){DEMAND}")
_AND_THUS = re.compile(
    r"(?:\s+[A-ZÄÖÜ]\w+)?(?:,\s+|\s+und\s+)(?:(?:damit|somit|also|mithin|das\s+(?:sind|waren))\s+)?"
    r"(?:genau\s+|immerhin\s+|nur\s+|noch\s+|um\s+){0,2}"
)
_IN_STEAD = re.compile(r"\s+(?:statt|anstelle\s+von)\s+(?:(?:der|den|nur)\s+)?(?:[a-zäöüß]+en\s+)?")
_OF_ANOTHER_DAY = re.compile(r"\s*\(|\s+(?:wie|im|in|zum|am|vor|noch|Ende|Mitte|Anfang|(?:19|20)\d\d)\b")
_DONE = {"in_fact", "took_in"}


def set_against_demand(draft: Draft, mention: Mention) -> bool:
    """«Im Jahr darauf waren es 241 und damit sieben mehr als das Soll»: what is more than demanded was taken in.

    Not «Das Soll lag bei 257 und damit 23 über der Quote des Vorjahres».
    """
    more = draft.following(mention)
    if more is None or not _AND_THUS.fullmatch(draft.text, mention.span.end, more.span.start):
        return False
    hits = draft.hits_of(mention.sentence, "surplus")
    if not any(0 <= hit.start - more.span.end <= 1 for hit in hits):
        return False
    start = draft.clauses[mention.clause].start
    return not _IT_DEMANDS.search(draft.text, start, mention.span.start)


def of_a_pair(draft: Draft, mention: Mention) -> str | None:
    """«2022 nahm die Stadt 638 statt 592 Personen auf, 2023 dann 241 statt 234»: taken in and demanded."""
    if not _told_of_taking_in(draft, mention):
        return None
    before, behind = draft.preceding(mention), draft.following(mention)
    if behind is not None and _in_its_stead(draft, mention, behind):
        return "quota_actual"
    if before is None or not _in_its_stead(draft, before, mention):
        return None
    # «261 Personen statt 241 im Vorjahr»
    return "quota_actual" if _OF_ANOTHER_DAY.match(draft.text, mention.span.end) else "quota_target"


def _told_of_taking_in(draft: Draft, mention: Mention) -> bool:
    """Does the clause, or its sentence where the clause is silent, say that people were taken in or a quota exceeded?

    Not «Das Soll lag 2024 bei 257 statt 234», which tells of two demands.
    """
    own = draft.concepts_of_clause(mention.clause)
    said = own if {"quota", *_DONE} & own else set(draft.concepts_of(mention.sentence))
    return bool(_DONE & said) or draft.sentence_says(mention.sentence, EXCEEDED)


def _in_its_stead(draft: Draft, taken: Mention, demanded: Mention) -> bool:
    """Are two numbers parted by nothing but «statt», where no other year is compared with?"""
    if any(m.role == "compared" for m in draft.moments_of(taken.sentence)):
        return False
    return bool(_IN_STEAD.fullmatch(draft.text, taken.span.end, demanded.span.start))
