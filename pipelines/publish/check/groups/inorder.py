"""Numbers in a row, and the groups in a row that they answer: «auf Caritas, Diakonie und Stadt 470, 540 und 390»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import allbodies
from pipelines.publish.check.model import Mention
from pipelines.publish.check.words.vocabulary import Hit

AND = re.compile(r"\s+(?:und|beziehungsweise|bzw\.)\s+(?:\w+\s+)?")
_IN_THIS_ORDER = re.compile(
    r"\b[Ii]n\s+(?:dieser|(?:der|derselben)\s+(?:genannten|gleichen|obigen|aufgeführten)?\s?)\s*Reihenfolge\b"
)
_NAMES = re.compile(r"(?:,|\s+und|\s+sowie|\s+oder)\s+(?:(?:auf|an|bei|von|aus|der|die|den|dem)\s+){0,2}")


def row(draft: Draft, mention: Mention) -> list[Mention]:
    """«Ende 2024 waren es 470, 540 und 390»: the numbers that stand in a row with this one."""
    if mention.sentence not in draft.kept.rows:
        draft.kept.rows[mention.sentence] = _rows(draft, mention.sentence)
    return next(numbers for numbers in draft.kept.rows[mention.sentence] if mention in numbers)


def _rows(draft: Draft, sentence: int) -> list[list[Mention]]:
    rows: list[list[Mention]] = []
    for other in draft.mentions_of(sentence):
        if rows and _joined(draft, rows[-1][-1].span.end, other.span.start):
            rows[-1].append(other)
        else:
            rows.append([other])
    return rows


def _joined(draft: Draft, end: int, start: int) -> bool:
    return draft.text[end:start] == ", " or AND.fullmatch(draft.text, end, start) is not None


def group(draft: Draft, mention: Mention) -> tuple[str, str] | None:
    """The dimension and code of the name that has the number's place in a row of as many names before the numbers."""
    at = mention.quantity.start
    if at not in draft.kept.turns:
        draft.kept.turns[at] = _answered(draft, mention)
    return draft.kept.turns[at]


def _answered(draft: Draft, mention: Mention) -> tuple[str, str] | None:
    numbers = row(draft, mention)
    if len(numbers) < 2 or any(m.quantity.form != mention.quantity.form for m in numbers):
        return None
    sentence = mention.sentence
    hits = [h for h in draft.hits_by_sentence[sentence] if h.end <= numbers[0].span.start]
    before = draft.just_before(sentence)
    if before is not None and draft.sentence_says(sentence, _IN_THIS_ORDER):
        # «Träger sind Caritas, Diakonie und Stadt. In dieser Reihenfolge begleiteten sie 470, 540 und 390 Menschen»
        hits = [*draft.hits_by_sentence[before], *hits]
    hits = [h for h in hits if not allbodies.beside_the_city(draft, sentence, h)]
    for dimension in draft.vocabulary.dimensions:
        named = _in_a_row(draft, hits, dimension)
        if len(named) == len(numbers) and len(set(named)) == len(named):
            return dimension, named[numbers.index(mention)]
    return None


def _in_a_row(draft: Draft, hits: list[Hit], dimension: str) -> list[str]:
    """The codes of the last names of a kind that only commas and «und» part; the city is a Träger beside others."""
    own = [
        h
        for h in hits
        if h.concept.startswith(f"{dimension}=") or (dimension == "traeger" and h.concept == "city")
    ]
    codes: list[str] = []
    end = -1
    for hit in own:
        if hit.start < end:
            continue  # «die Stadt» and «Stadt»
        joined = end >= 0 and _NAMES.fullmatch(draft.text, end, hit.start)
        code = hit.concept.partition("=")[2] or "STADT"
        codes, end = [*codes, code] if joined else [code], hit.end
    return codes if set(codes) != {"STADT"} else []
