"""«… der geförderten Stellen. Auf jede kommen 394 Menschen»: the noun left out is that of the words before."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipelines.publish.check.words.vocabulary import Hit

_ON_EACH = re.compile(
    r"\b[Aa]uf\sjede(?:\sdavon|\sdieser\sStellen)?(?=\s(?:(?:rund|etwa|knapp|gut|über|fast|zirka)\s)?\d"
    r"|\s(?:kommen|kamen|entfallen|entfielen)\b)"
)


def each_position(text: str, found: list[Hit], sentence_of: Callable[[int], int]) -> list[Hit]:
    """The hits, with «auf jede» as a position where positions were spoken of last, and as no person."""
    for match in _ON_EACH.finditer(text):
        before = [hit for hit in found if hit.concept.startswith("unit:") and hit.end <= match.start()]
        last = max(before, key=lambda hit: hit.start, default=None)
        if (
            last is None
            or last.concept != "unit:fte"
            or sentence_of(match.start()) - sentence_of(last.start) > 1
        ):
            continue
        person = [h for h in found if h.concept == "per_person" and match.start() <= h.start < match.end()]
        found = [hit for hit in found if hit not in person]
        found.append(Hit(match.start(), match.end(), "per_position"))
    return sorted(found, key=lambda hit: hit.start)
