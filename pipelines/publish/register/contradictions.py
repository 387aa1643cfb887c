"""Printed figures held against one another: two values for one thing, and parts that do not make their total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any, Literal

from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.publish.register.model import Entry
from pipelines.publish.register.pairs import denying, unrepeated
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
_OVERLAPPING = ("topic", "horizon_months")  # a consultation has several topics, a year contains its half
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
    told = {(entry.publication, entry.metric) for entry in entries}
    once = unrepeated(entries)
    return [*_same_thing(once), *_confused(once, told), *_parts(entries)]


def related(entries: Iterable[Entry], new: Sequence[Entry]) -> list[Entry]:
    """What can contradict the new entries, or be a total or a part of theirs; of a long register a small share."""
    metrics = {entry.metric for entry in new}
    metrics |= {name for family in FAMILIES if metrics & set(family) for name in family}
    cells, days = {(), *(entry.by for entry in new)}, {entry.as_of for entry in new}
    return [
        entry for entry in entries if entry.metric in metrics and (entry.by in cells or entry.as_of in days)
    ]


def _subject(entry: Entry) -> tuple[Any, ...]:
    """What a figure is about, whatever day it is for."""
    start = str(entry.period_from or "")
    return entry.metric or f"«{entry.label.casefold()}»", entry.by, entry.unit, start


def _days(entry: Entry) -> tuple[date, date]:
    return entry.as_of.first, entry.as_of.last


def _times(entry: Entry) -> tuple[date, date]:
    """The days that a figure can be about; of a metric of a calendar year the whole year."""
    if _is_yearly(entry):
        return date(entry.as_of.last.year, 1, 1), date(entry.as_of.last.year, 12, 31)
    return _days(entry)


def _is_yearly(entry: Entry) -> bool:
    return entry.metric is not None and catalogue.metric(entry.metric).calendar_year


def _by(entries: Iterable[Entry], key: Any) -> Iterator[list[Entry]]:
    for _, group in groupby(sorted(entries, key=key), key=key):
        yield list(group)


def _same_thing(entries: Sequence[Entry]) -> Iterator[Conflict]:
    for group in _by((entry for entry in entries if not _is_rest(entry)), _subject):
        pairs = [(one, two, why) for one, two in denying(group, _times) if (why := _why(one, two))]
        for reason in REASONS:
            links = [(one, two) for one, two, why in pairs if why == reason]
            for linked in _connected(links):
                yield Conflict("printed", reason, linked, detail=_transposed(linked, reason))


def _is_rest(entry: Entry) -> bool:
    """«Weitere» is whoever a table does not name: in every table others."""
    return any(code == "other" for _, code in entry.by)


def _why(one: Entry, two: Entry) -> Reason | None:
    """Why two figures about one thing and time differ, None when their texts make the difference themselves."""
    ours, together = bool(one.release and two.release), one.publication == two.publication
    another_day = not one.as_of.is_same_day(two.as_of)
    if another_day and (together or ours):
        # One text that names two Stichtage tells them apart, and this product always names the Stichtag.
        return None
    if one.version != two.version:
        return "definition"
    if ours and one.release != two.release:
        return "correction"
    if another_day:
        return "stichtag"
    exact = one.as_of.precision != "year" or _is_yearly(one) or one.period_from is not None
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
    return tuple(sorted(entries, key=lambda entry: (*age(entry), entry.id)))


def age(entry: Entry) -> tuple[date, str]:
    """By Stichtag, then by day of print; within a document its own order stays."""
    return entry.as_of.last, str(entry.published or "")


def _transposed(entries: Sequence[Entry], reason: Reason) -> str:
    values = {str(entry.value) for entry in entries if entry.value is not None}
    turned = len(values) == 2 and len({"".join(sorted(text)) for text in values}) == 1
    # 365 and 356: the usual way a printed figure goes wrong.
    return "Die Zahlen haben dieselben Ziffern; vermutlich ein Zahlendreher." if turned else ""


def _confused(entries: Sequence[Entry], told: set[tuple[Any, str | None]]) -> Iterator[Conflict]:
    """Different metrics of one family, printed for about the same time in different texts.

    A text that prints both tells them apart itself: its figures are not taken for one another. told: which text
    prints which metric.
    """
    for family in FAMILIES:
        own = [entry for entry in entries if entry.metric in family and entry.as_of.precision != "year"]
        for group in _by(own, lambda entry: (entry.by, entry.unit)):
            near = denying(group, _days, _NEAR_DAYS, _may_be_mixed_up)
            links = [pair for pair in near if _mixed_up(*pair) and not _apart(*pair, told)]
            for linked in _connected(links):
                yield Conflict("printed", "definition", linked)


def _apart(one: Entry, two: Entry, told: set[tuple[Any, str | None]]) -> bool:
    """Whether either text prints the other's metric as well."""
    return (one.publication, two.metric) in told or (two.publication, one.metric) in told


def _may_be_mixed_up(one: Entry, two: Entry) -> bool:
    """The product keeps its metrics apart; people who write may not."""
    return one.metric != two.metric and not (one.release and two.release)


def _mixed_up(one: Entry, two: Entry) -> bool:
    unclear = _without_its_word(one) or _without_its_word(two)
    return unclear and one.publication != two.publication


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

    totals: dict[tuple[Any, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        if not entry.by:
            totals[_subject(entry), entry.as_of].append(entry)
    for group in _by((entry for entry in entries if len(entry.by) == 1 and _adds_up(entry)), table):
        first = group[0]
        whole = _printed_total(first, totals)
        if whole is None and first.unit != "percent":
            continue
        parts = list({entry.by: entry for entry in group}.values())
        if len(parts) > 1 and (detail := _does_not_add_up(parts, whole)):
            yield Conflict("parts", "mistake", tuple(filter(None, (whole, *parts))), detail=detail)


def _adds_up(entry: Entry) -> bool:
    """Whether the parts of a figure make a whole: a count does, a ratio of its own per Träger does not."""
    if entry.metric is None:
        return True
    kind = catalogue.metric(entry.metric).kind
    return entry.by[0][0] not in _OVERLAPPING and kind not in ("ratio", "distribution")


def _printed_total(part: Entry, totals: Mapping[tuple[Any, ...], Sequence[Entry]]) -> Entry | None:
    """The total that was printed with the parts, else one printed elsewhere for the same Stichtag."""
    subject, _, unit, start = _subject(part)
    found = totals.get(((subject, (), unit, start), part.as_of), ())
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
