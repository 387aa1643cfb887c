"""Printed parts held against their printed total: what cannot add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.publish.register.model import Entry
from pipelines.publish.register.pairs import grouped, subject
from pipelines.publish.register.spans import Span, span_of, total

_OVERLAPPING = ("topic", "horizon_months")  # a consultation has several topics, a year contains its half
# The codes that together are everybody, but for «unbekannt»; other dimensions need the rest («Weitere») in print.
_WHOLE = {
    "sex": {"m", "w"},
    "household": {"family", "single"},
    "traeger": {"STADT", "CARITAS", "DIAKONIE"},
    "age_band": {"0-5", "6-17", "18-24", "25-39", "40-64", "65+"},
}


def wrong(entries: Sequence[Entry]) -> Iterator[tuple[tuple[Entry, ...], str]]:
    """Total (where one was printed) and parts that do not make it, and what is wrong with the sum."""

    def table(entry: Entry) -> tuple[Any, ...]:
        what, by, unit, start = subject(entry)
        return entry.publication, what, unit, start, entry.as_of.text, tuple(name for name, _ in by)

    totals: dict[tuple[Any, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.by:
            totals[subject(entry), entry.as_of].append(entry)
    for group in grouped((entry for entry in entries if len(entry.by) == 1 and _adds_up(entry)), table):
        first = group[0]
        whole = _printed_total(first, totals)
        if whole is None and first.unit != "percent":
            continue
        parts = list({entry.by: entry for entry in group}.values())
        if len(parts) > 1 and (detail := _does_not_add_up(parts, whole)):
            yield tuple(filter(None, (whole, *parts))), detail


def _adds_up(entry: Entry) -> bool:
    """Whether the parts of a figure make a whole: a count does, a ratio of its own per Träger does not."""
    if entry.metric is None:
        return True
    kind = catalogue.metric(entry.metric).kind
    return entry.by[0][0] not in _OVERLAPPING and kind not in ("ratio", "distribution")


def _printed_total(part: Entry, totals: Mapping[tuple[Any, ...], Sequence[Entry]]) -> Entry | None:
    """The total that was printed with the parts, else one printed elsewhere for the same Stichtag."""
    what, _, unit, start = subject(part)
    found = totals.get(((what, (), unit, start), part.as_of), ())
    together = [entry for entry in found if entry.publication == part.publication]
    return next(iter(together or found), None)


def _does_not_add_up(parts: Sequence[Entry], whole: Entry | None) -> str:
    """What is wrong with the sum, empty when it can be right."""
    from pipelines.publish.register.words import sum_sentence

    name = parts[0].by[0][0]
    codes = {entry.by[0][1] for entry in parts}
    goal = span_of(whole) if whole else Span(Fraction(100), Fraction(100))
    reached = total(span_of(entry) for entry in parts)
    # Per Träger a person may count twice, unless the row «mehrfach gezählt» is printed.
    counted_twice = name == "traeger" and parts[0].unit == "persons" and "multiple" not in codes
    # The parts of what may be negative can be more than their sum, as long as not all of them were printed.
    open_below = _is_difference(parts[0]) and not _is_whole(name, codes)
    too_much = not (counted_twice or open_below) and Span(None, goal.high).meets(reached) is False
    too_little = _is_whole(name, codes) and Span(goal.low, None).meets(reached) is False
    return sum_sentence(reached, goal, parts[0].unit) if too_much or too_little else ""


def _is_difference(entry: Entry) -> bool:
    """Whether the catalogue takes something away in the figure, so that it may be negative."""
    return entry.metric is not None and any(term.sign < 0 for term in catalogue.metric(entry.metric).terms)


def _is_whole(name: str, codes: set[str]) -> bool:
    if "other" in codes or (name in _WHOLE and codes >= _WHOLE[name]):
        return True
    known = dims.load().get(name)
    # Beside a code list, labels name what public tables join: a part of everybody.
    closed = set() if known is None or known.codelist else set(known.labels)
    return bool(closed) and name not in _WHOLE and codes >= closed
