"""«allein», which names those without a family only where families are spoken of."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from pipelines.publish.check.model import Word
from pipelines.publish.check.vocabulary import Hit

_SINGLE = "household=single"
# «allein 2024», «allein im Juni»: no less than.
_NO_LESS = {"im", "in", "bei", "auf", "aus", "für", "der", "die", "das", "zwischen", "von", "seit"}


def beside_families(words: list[Word], hits: list[Hit], sentence_of: Callable[[int], int]) -> list[Hit]:
    """«In Familien lebten 880 Personen, allein 440»: the word as a group, in sentences that name families."""
    families = {sentence_of(hit.start) for hit in hits if hit.concept == "household=family"}
    if not families:
        return []
    named = {hit.end for hit in hits if hit.concept == _SINGLE}
    return [
        Hit(word.start, word.end, _SINGLE)
        for word, following in pairwise(words)
        if word.lower in ("allein", "alleine")
        and word.end not in named
        and following.lower not in _NO_LESS
        and sentence_of(word.start) in families
    ]
