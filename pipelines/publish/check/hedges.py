"""The hedge word before a number."""

from __future__ import annotations

import re

from pipelines.publish.check.model import Span
from pipelines.publish.wording import HEDGES

_TAILS = "|".join(
    sorted(
        (re.escape(word).replace(r"\ ", r"\s+") for word in (*HEDGES, "genau", "exakt")),
        key=len,
        reverse=True,
    )
)
# «rund um die Uhr» and «über 500» differ only by what follows, so the word must touch the number.
_BEFORE = re.compile(rf"(?i:(?<![\wäöüß-])({_TAILS})\s+(?:nur\s|noch\s|(?=jede))?)$")
# «verfügt über 4,75 Stellen» has them, no more.
_HAS = re.compile(r"(?i:\b(?:verfüg|bericht|informier|sprach|sprech|freu)\w*(?:\s+\w+){0,5}\s+)$")
_EXACT = ("genau", "exakt")


def before(text: str, position: int) -> tuple[str, Span]:
    """The hedge that ends where the number begins ("" when there is none), and its place.

    Two hedges in a row («rund über») come back together; each of them must then hold.
    """
    words: list[str] = []
    start = position
    while len(words) < 2:
        match = _BEFORE.search(text, max(0, start - 40), start)
        if not match or (
            match[1].lower() == "über" and _HAS.search(text, max(0, start - 70), match.start(1))
        ):
            break
        words.insert(0, " ".join(match[1].lower().split()))
        start = match.start(1)
    return " ".join(words), Span(start, position)


def parts(words: str) -> tuple[str, ...]:
    """The hedges in `words` as the rules know them; «genau» promises what no hedge promises.

    >>> parts("knapp über"), parts("rund über"), parts("genau"), parts("")
    (('knapp über',), ('rund', 'über'), ('',), ('',))
    """
    lower = words.lower()
    if lower in HEDGES or not lower:
        return (lower,)
    if lower in _EXACT:
        return ("",)
    for cut in range(1, len(lower)):
        if lower[cut] == " " and lower[:cut] in (*HEDGES, *_EXACT) and lower[cut + 1 :] in (*HEDGES, *_EXACT):
            return (*parts(lower[:cut]), *parts(lower[cut + 1 :]))
    return ("",)
