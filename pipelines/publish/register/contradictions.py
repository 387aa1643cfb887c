"""Printed figures held against one another: two values for one thing, and parts that do not make their total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, groupby
from typing import Any, Literal

from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.publish.register.model import Entry
from pipelines.publish.register.spans import Span, span_of, total

Kind = Literal["printed", "parts", "release"]
Reason = Literal["definition", "stichtag", "correction", "mistake"]
REASONS: tuple[Reason, ...] = ("mistake", "definition", "stichtag", "correction")

# Metrics that readers take for one another; printed near each other in time, they look like a contradiction.
FAMILIES = (
    ("active_target_group", "active_with_contact"),
    ("ukraine_arrivals_total", "ukraine_present"),
    ("fte_planned", "fte_filled", "fte_funded"),
)
_NEAR_DAYS = 62
# Planned, filled and funded positions are told apart by their words; only a text without them mixes them up.
_OWN_WORDS = {
    "fte_planned": ("plan", "vorgesehen"),
    "fte_filled": ("besetz",),
    "fte_funded": ("förder", "finanzier", "bezuschuss", "vom land", "das land"),
}

# The codes that together are everybody, but for «unbekannt»; other dimensions need the rest («Weitere») in print.
_WHOLE = {
    "sex": {"m", "w"},
    "household": {"family", "single"},
    "traeger": {"STADT", "CARITAS", "DIAKONIE"},
    "age_band": {"0-5", "6-17", "18-24", "25-39", "40-64", "65+"},
}


@dataclass(frozen=True)
class Conflict:
    """Printed figures that do not fit together, or not to a release, and why.

    entries: oldest first; for `parts` the total comes first. expected: per entry what the release says (only for
    `release`). detail: one more German sentence about the reason, or empty. release: id of the release asked.
    """

    kind: Kind
    reason: Reason
    entries: tuple[Entry, ...]
    expected: tuple[str, ...] = ()
    detail: str = ""
    release: str | None = None


def valid(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that were not corrected in print by a later one."""
    known = list(entries)
    replaced = {entry.replaces for entry in known if entry.replaces}
    return [entry for entry in known if entry.id not in replaced] if replaced else known


def among(entries: Sequence[Entry]) -> list[Conflict]:
    """All contradictions among printed figures."""
    return [*_same_thing(entries), *_confused(entries), *_parts(entries)]


def _subject(entry: Entry) -> tuple[Any, ...]:
    """What a figure is about, whatever day it is for."""
    start = str(entry.period_from or "")
    return entry.metric or f"«{entry.label.casefold()}»", entry.by, entry.unit, start


def _by(entries: Iterable[Entry], key: Any) -> Iterator[list[Entry]]:
    for _, group in groupby(sorted(entries, key=key), key=key):
        yield list(group)


def _same_thing(entries: Sequence[Entry]) -> Iterator[Conflict]:
    for group in _by(entries, _subject):
        pairs = [(one, two, why) for one, two in combinations(group, 2) if (why := _why(one, two))]
        for reason in REASONS:
            links = [(one, two) for one, two, why in pairs if why == reason]
            for linked in _connected(links):
                yield Conflict("printed", reason, linked, detail=_transposed(linked, reason))


def _why(one: Entry, two: Entry) -> Reason | None:
    """Why two figures about one thing differ, None when they do not or are about different times."""
    yearly = one.metric is not None and catalogue.metric(one.metric).calendar_year
    same_time = one.as_of.last.year == two.as_of.last.year if yearly else one.as_of.overlaps(two.as_of)
    if not same_time or span_of(one).meets(span_of(two)):
        return None
    if one.version != two.version:
        return "definition"
    if one.release and two.release and one.release != two.release:
        return "correction"
    together = one.publication == two.publication
    if not one.as_of.is_same_day(two.as_of):
        # One text that names two Stichtage makes the difference itself.
        return None if together else "stichtag"
    exact = one.as_of.precision != "year" or yearly or one.period_from is not None
    return "mistake" if exact or together else "stichtag"


def _connected(links: list[tuple[Entry, Entry]]) -> list[tuple[Entry, ...]]:
    """Pairs that share an entry make one conflict."""
    groups: list[set[Entry]] = []
    for one, two in links:
        touched = [group for group in groups if one in group or two in group]
        groups = [group for group in groups if group not in touched] + [{one, two}.union(*touched)]
    return [in_order(group) for group in groups]


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """By Stichtag, then as printed."""
    return tuple(sorted(entries, key=lambda entry: (entry.as_of.last, str(entry.published or ""), entry.id)))


def _transposed(entries: Sequence[Entry], reason: Reason) -> str:
    values = {str(entry.value) for entry in entries if entry.value is not None}
    turned = len(values) == 2 and len({"".join(sorted(text)) for text in values}) == 1
    # 365 and 356: the usual way a printed figure goes wrong.
    return "Die Zahlen haben dieselben Ziffern; vermutlich ein Zahlendreher." if turned else ""


def _confused(entries: Sequence[Entry]) -> Iterator[Conflict]:
    """Different metrics of one family, printed for about the same time in different texts.

    A text that prints both tells them apart itself: its figures are not taken for one another.
    """
    told = {(entry.publication, entry.metric) for entry in entries}
    for family in FAMILIES:
        own = [entry for entry in entries if entry.metric in family and entry.as_of.precision != "year"]
        for group in _by(own, lambda entry: (entry.by, entry.unit)):
            links = [pair for pair in combinations(group, 2) if _mixed_up(*pair) and not _apart(*pair, told)]
            for linked in _connected(links):
                yield Conflict("printed", "definition", linked)


def _apart(one: Entry, two: Entry, told: set[tuple[Any, str | None]]) -> bool:
    """Whether either text prints the other's metric as well."""
    return (one.publication, two.metric) in told or (two.publication, one.metric) in told


def _mixed_up(one: Entry, two: Entry) -> bool:
    apart = one.publication != two.publication and one.metric != two.metric
    # The product keeps its metrics apart; people who write may not.
    ours = bool(one.release and two.release)
    near = one.as_of.distance(two.as_of) <= _NEAR_DAYS
    unclear = _without_its_word(one) or _without_its_word(two)
    return apart and near and unclear and not ours and not span_of(one).meets(span_of(two))


def _without_its_word(entry: Entry) -> bool:
    """Whether a reader of the text can take the number for another of its family; of no text, nothing is said."""
    words = _OWN_WORDS.get(str(entry.metric))
    if words is None:
        return True
    return bool(entry.wording) and not any(word in entry.wording.casefold() for word in words)


def _parts(entries: Sequence[Entry]) -> Iterator[Conflict]:
    def table(entry: Entry) -> tuple[Any, ...]:
        subject, by, unit, start = _subject(entry)
        return entry.publication, subject, unit, start, entry.as_of.text, tuple(name for name, _ in by)

    for group in _by((entry for entry in entries if len(entry.by) == 1), table):
        first = group[0]
        whole = _printed_total(first, entries)
        if whole is None and first.unit != "percent":
            continue
        parts = list({entry.by: entry for entry in group}.values())
        if len(parts) > 1 and (detail := _does_not_add_up(parts, whole)):
            yield Conflict("parts", "mistake", tuple(filter(None, (whole, *parts))), detail=detail)


def _printed_total(part: Entry, entries: Sequence[Entry]) -> Entry | None:
    """The total that was printed with the parts, else one printed elsewhere for the same Stichtag."""
    subject, _, unit, start = _subject(part)
    found = [
        entry
        for entry in entries
        if _subject(entry) == (subject, (), unit, start) and entry.as_of == part.as_of
    ]
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
    too_much = not counted_twice and Span(None, goal.high).meets(reached) is False
    too_little = _is_whole(name, codes) and Span(goal.low, None).meets(reached) is False
    return sum_sentence(reached, goal, parts[0].unit) if too_much or too_little else ""


def _is_whole(name: str, codes: set[str]) -> bool:
    if "other" in codes or (name in _WHOLE and codes >= _WHOLE[name]):
        return True
    known = dims.load().get(name)
    # Beside a code list, labels name what public tables join: a part of everybody.
    closed = set() if known is None or known.codelist else set(known.labels)
    return bool(closed) and name not in _WHOLE and codes >= closed
