"""Which printed figures have to be compared: those for about the same time that say something else.

A register of years holds the same number of the same day from dozens of documents. What a release printed again is told
once; entries that say the same are one claim, and only the entries of claims that do not go together are paired.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, product
from typing import Any

from pipelines.publish.register.model import Entry
from pipelines.publish.register.spans import Span, span_of

Time = Callable[[Entry], tuple[date, date]]
Compared = Callable[[Entry, Entry], bool]


@dataclass(frozen=True)
class _Claim:
    first: date
    last: date
    span: Span
    entries: list[Entry]


def subject(entry: Entry) -> tuple[Any, ...]:
    """What a figure is about, whatever day it is for."""
    start = str(entry.period_from or "")
    return entry.metric or f"«{entry.label.casefold()}»", entry.by, entry.unit, start


def grouped(entries: Iterable[Entry], key: Any) -> Iterator[list[Entry]]:
    for _, group in groupby(sorted(entries, key=key), key=key):
        yield list(group)


def unrepeated(entries: Iterable[Entry]) -> list[Entry]:
    """The entries without those that a document of the same release printed just so before them in the list."""
    kept: dict[Hashable, Entry] = {}
    for entry in entries:
        again = (
            entry.metric,
            entry.label,
            entry.by,
            entry.as_of,
            entry.period_from,
            entry.version,
            entry.release,
        )
        kept.setdefault((*again, *_said(entry)) if entry.release else entry.id, entry)
    return list(kept.values())


def denying(
    entries: Iterable[Entry], time: Time, days: int = 0, compared: Compared = lambda one, two: True
) -> Iterator[tuple[Entry, Entry]]:
    """Pairs whose times lie at most `days` apart (0: overlap) and that no one value makes true.

    time: the first and last day that an entry speaks of. compared: whether two are to be compared at all, by their
    metric and by whether a release printed them.
    """
    near: list[_Claim] = []
    for claim in sorted(_claims(entries, time), key=lambda claim: (claim.first, claim.last)):
        near = [known for known in near if (claim.first - known.last).days <= days]
        for known in near:
            if compared(known.entries[0], claim.entries[0]) and not known.span.meets(claim.span):
                yield from product(known.entries, claim.entries)
        near.append(claim)


def _claims(entries: Iterable[Entry], time: Time) -> list[_Claim]:
    same: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in entries:
        same[(*time(entry), entry.metric, bool(entry.release), *_said(entry))].append(entry)
    return [_Claim(*time(group[0]), span_of(group[0]), group) for group in same.values()]


def _said(entry: Entry) -> tuple[Hashable, ...]:
    return entry.unit, entry.value, entry.hedge, entry.low, entry.high
