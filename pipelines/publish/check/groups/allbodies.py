"""Names that stand for all three Träger, or none: «von Stadt, Caritas und Diakonie», «Stadt mit Caritas und Diakonie»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.words.vocabulary import Hit, names_body

_NAME = r"(?:Stadt(?:verwaltung)?|Caritas\w*|Diakonie|Diakonische[ns]? Werk)"
_BODY = re.compile(r"\b([SCD])(?:tadt|aritas|iakoni)")
_IN_A_ROW = re.compile(
    rf"\b{_NAME}(?:,|\s+und|\s+sowie)\s+(?:\w{{3,5}}\s+)?{_NAME},?\s+(?:und|sowie)\s+(?:(?:bei\s+|von\s+)?\w{{3,5}}\s+)?{_NAME}\b"
)
# «begleitete die Stadt Lörrach mit Caritas und Diakonie 1.380 Menschen»
_WITH_BOTH = re.compile(
    rf"\b{_NAME}\s+(?:[^,.;:!?\d]{{0,40}}\s)?mit\s+(?:der\s+)?{_NAME}\s+(?:und|sowie)\s+(?:der\s+)?{_NAME}\b"
)
_WITHOUT = re.compile(
    rf"\b(?:ohne|außer)\s+(?:\w{{3,5}}\s+)?{_NAME}(?:\s+(?:und|oder)\s+(?:\w{{3,5}}\s+)?{_NAME})?\b"
)


def left(draft: Draft, sentence: int) -> list[Hit]:
    """The groups of a sentence but for bodies named together, and «ohne Caritas und Diakonie», whom nobody counts."""
    if sentence not in draft.kept.groups_left:
        draft.kept.groups_left[sentence] = _left(draft, sentence)
    return draft.kept.groups_left[sentence]


def _left(draft: Draft, sentence: int) -> list[Hit]:
    hits = draft.group_hits[sentence]
    if not any(hit.concept.startswith("traeger=") for hit in hits):
        return hits
    named = [*_all(draft, sentence, _IN_A_ROW), *_all(draft, sentence, _WITH_BOTH)]
    named += _found(draft, sentence, _WITHOUT)
    return [hit for hit in hits if not (names_body(hit.concept) and _within(hit, named))]


def beside_the_city(draft: Draft, sentence: int, hit: Hit) -> bool:
    """«begleitete die Stadt mit Caritas und Diakonie …»: is the name one of these, which no number answers?"""
    return names_body(hit.concept) and _within(hit, _all(draft, sentence, _WITH_BOTH))


def _within(hit: Hit, named: list[tuple[int, int]]) -> bool:
    return any(start < hit.end <= end for start, end in named)


def _all(draft: Draft, sentence: int, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where a pattern names all three."""
    found = _found(draft, sentence, pattern)
    return [(a, b) for a, b in found if len(set(_BODY.findall(draft.text, a, b))) == 3]


def _found(draft: Draft, sentence: int, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    span = draft.sentences[sentence]
    return [match.span() for match in pattern.finditer(draft.text, span.start, span.end)]
