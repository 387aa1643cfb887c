"""Numbers in a row, and the groups in a row that they answer: «auf Caritas, Diakonie und Stadt 470, 540 und 390»."""

from __future__ import annotations

import re

from pipelines.publish.check.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.vocabulary import Hit

AND = re.compile(r"\s+(?:und|beziehungsweise|bzw\.)\s+(?:\w+\s+)?")
_NAMES = re.compile(r"(?:,|\s+und|\s+sowie)\s+(?:(?:auf|bei|von|aus|der|die|den|dem)\s+){0,2}")


def row(draft: Draft, mention: Mention) -> list[Mention]:
    """«Ende 2024 waren es 470, 540 und 390»: the numbers that stand in a row with this one."""
    found: list[Mention] = []
    for other in draft.mentions_of(mention.sentence):
        joined = found and (
            AND.fullmatch(draft.text, found[-1].span.end, other.span.start)
            or draft.text[found[-1].span.end : other.span.start] == ", "
        )
        if not joined and mention in found:
            break
        found = [*found, other] if joined else [other]
    return found


def group(draft: Draft, mention: Mention) -> tuple[str, str] | None:
    """The dimension and code of the name that has the number's place in a row of as many names before the numbers."""
    numbers = row(draft, mention)
    if len(numbers) < 2 or any(m.quantity.form != mention.quantity.form for m in numbers):
        return None
    hits = [h for h in draft.hits_by_sentence[mention.sentence] if h.end <= numbers[0].span.start]
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
        joined = end >= 0 and _NAMES.fullmatch(draft.text, end, hit.start)
        code = hit.concept.partition("=")[2] or "STADT"
        codes, end = [*codes, code] if joined else [code], hit.end
    return codes if set(codes) != {"STADT"} else []
