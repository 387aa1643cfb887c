"""The hedge word before a number."""

from __future__ import annotations

import re

from pipelines.publish.check.model import Span
from pipelines.publish.wording import HEDGES

_TAILS = "|".join(sorted((re.escape(word).replace(r"\ ", r"\s+") for word in (*HEDGES, "genau", "exakt")), key=len, reverse=True))
# «rund um die Uhr» and «über 500» differ only by what follows, so the word must touch the number.
_BEFORE = re.compile(rf"(?i:(?<![\wäöüß-])({_TAILS})\s+(?:nur\s|noch\s|(?=jede))?)$")
_EXACT = ("genau", "exakt")


def before(text: str, position: int) -> tuple[str, Span]:
    """The hedge that ends where the number begins ("" when there is none), and its place.

    Two hedges in a row come back as the outer one; the check then says that they exclude each other.
    """
    match = _BEFORE.search(text, max(0, position - 40), position)
    if not match:
        return "", Span(position, position)
    word = " ".join(match[1].lower().split())
    return word, Span(match.start(1), match.end(1))


def canonical(word: str) -> str:
    """The word as the rules know it; «genau» promises what no hedge promises."""
    return "" if word.lower() in _EXACT else word.lower()
