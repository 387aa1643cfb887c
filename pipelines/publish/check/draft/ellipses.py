"""«… der geförderten Stellen. Auf jede kommen 394 Menschen»: the noun left out is that of the words before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from pipelines.publish.check.words.vocabulary import Hit

_ON_EACH = re.compile(
    r"\b[Aa]uf\sjede(?:\sdavon|\sdieser\sStellen|\s(?:besetzte|geförderte|geplante))?(?=\s(?:(?:rund|etwa|knapp|gut|über|fast|zirka)\s)?\d"
    r"|\s(?:kommen|kamen|entfallen|entfielen)\b)"
)


def each_position(text: str, found: list[Hit], sentence_of: Callable[[int], int]) -> list[Hit]:
    """The hits, with «auf jede» as a position where positions were spoken of last, and as no person."""
    matches = [*_ON_EACH.finditer(text)]
    if not matches:
        return found
    spoken = sorted((hit for hit in found if hit.concept.startswith("unit:")), key=lambda hit: hit.start)
    begins = [hit.start for hit in spoken]
    each = []
    for match in matches:
        at = bisect_left(begins, match.start())
        last = spoken[at - 1] if at else None
        near = last is not None and sentence_of(match.start()) - sentence_of(last.start) <= 1
        if last is not None and near and last.concept == "unit:fte":
            each.append(Hit(match.start(), match.end(), "per_position"))
    starts = [hit.start for hit in each]

    def a_person(hit: Hit) -> bool:
        at = bisect_right(starts, hit.start)
        return hit.concept == "per_person" and at > 0 and each[at - 1].holds(hit.start)

    return sorted([*(hit for hit in found if not a_person(hit)), *each], key=lambda hit: hit.start)
