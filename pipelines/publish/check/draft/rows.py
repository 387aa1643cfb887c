"""Rows of days and numbers that open a paragraph: «Anfang 2018: 351. Mitte 2019: 537. So wuchs die Zielgruppe …»."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipelines.publish.check.model import Mention, Moment, Span

# What may stand in such a sentence besides days and numbers, and how the one below begins that says what they count.
_BESIDES = re.compile(r"\b(?:bis|zum|am|im|und|dann|noch|schon|bereits|schließlich|Personen|Menschen)\b")
SUMS_UP = re.compile(r"^\W*(?:So|Dann|Danach|Das|Dies\w*|Damit|Schließlich|Zuletzt|Inzwischen)\b")


def told_below(
    counts: Sequence[bool], sums_up: Sequence[bool], together: Callable[[int, int], bool]
) -> dict[int, int]:
    """Sentences that only count → the one below that tells what; together: do two stand in one paragraph?"""
    found: dict[int, int] = {}
    row: list[int] = []
    for sentence in range(len(counts)):
        opens = sentence == 0 or not together(sentence - 1, sentence)
        row = [] if opens else row
        goes_on = row[-1:] == [sentence - 1]
        if (opens or goes_on) and counts[sentence]:
            row.append(sentence)
        elif goes_on and sums_up[sentence]:
            found |= dict.fromkeys(row, sentence)
    return found


def only_counts(text: str, sentence: Span, numbers: Sequence[Mention], days: Sequence[Moment]) -> bool:
    """«Mitte 2019: 537 Personen.»: does it hold days and numbers and no other word?"""
    if not numbers or not any(day.as_of for day in days):
        return False
    said, at = "", sentence.start
    for known in sorted([*(number.span for number in numbers), *days], key=lambda span: span.start):
        said, at = said + text[at : known.start] + " ", max(at, known.end)
    said += text[at : sentence.end]
    return not re.search(r"\w", _BESIDES.sub("", said))
