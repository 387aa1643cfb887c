"""«Vier Stellen waren geplant und ebenso viele besetzt»: a number that is said by pointing at the one before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from pipelines.publish.check.model import Quantity

_AS_MANY = re.compile(r"\b(?:ebenso|genauso|gleich)\s+viele\b(?!\s+(?:\w+\s+)?(?:wie|[A-ZÄÖÜ]\w+\s+wie)\b)")
_SENTENCE_END = re.compile(r"[.!?;]\s|\n\s*\n")


def of_the_one_before(text: str, found: list[Quantity]) -> Iterable[Quantity]:
    """A quantity for every «ebenso viele» that stands behind a count in its sentence. found: in reading order."""
    for match in _AS_MANY.finditer(text):
        at = bisect_right(found, match.start(), key=lambda quantity: quantity.end)
        before = found[at - 1] if at else None
        if before is None or before.form != "plain" or before.upper is not None:
            continue
        if not _SENTENCE_END.search(text, before.end, match.start()):
            yield replace(before, start=match.start(), end=match.end())
