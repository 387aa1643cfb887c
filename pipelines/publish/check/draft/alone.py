"""«allein», which names those without a family only where families are spoken of."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipelines.publish.check.text.tokenise import BULLET
from pipelines.publish.check.words.vocabulary import Hit

_SINGLE = "household=single"
# not «allein 2024», «allein im Juni»: no less than
_ALONE = re.compile(
    r"\b[Aa]lleine?\b(?!\s+(?:im|in(?!\s+(?:Lörrach|der Stadt))|bei"
    r"|auf|aus|für|der|die|das|zwischen|von|seit|(?:19|20)\d\d(?!\s+[A-ZÄÖÜ]))\b)"
)


# «- 440 allein,», «Allein: 440»: a line that says no more
_ITEM = re.compile(rf"(?:^|\n)[ \t]*(?:{BULLET}\s)?(?:[\d.]+\s)?[Aa]lleine?(?=\s*(?:[:,.\n\d]|$))")


def beside_families(text: str, hits: list[Hit], sentence_of: Callable[[int], int]) -> list[Hit]:
    """«In Familien lebten 880 Personen, allein 440»: the word as a group, in sentences (lists) that name families."""
    families = {sentence_of(hit.start) for hit in hits if hit.concept == "household=family"}
    if not families:
        return []
    beside = {line for family in families for line in (family - 1, family + 1)}
    items = {match.end() for match in _ITEM.finditer(text) if sentence_of(match.end() - 1) in beside}
    named = {hit.end for hit in hits if hit.concept == _SINGLE}
    return [
        Hit(word.start(), word.end(), _SINGLE)
        for word in _ALONE.finditer(text)
        if word.end() not in named and (sentence_of(word.start()) in families or word.end() in items)
    ]
