"""Printed figures held against one another: two values for one thing, and parts that do not make their total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pipelines.metrics import catalogue
from pipelines.publish.register import sums
from pipelines.publish.register.model import Entry
from pipelines.publish.register.pairs import denying, grouped, subject, unrepeated

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
    return [*_same_thing(once), *_confused(once, told), *_sums(entries)]


def related(entries: Iterable[Entry], new: Sequence[Entry]) -> list[Entry]:
    """What can contradict the new entries, or be a total or a part of theirs; of a long register a small share."""
    metrics = {entry.metric for entry in new}
    metrics |= {name for family in FAMILIES if metrics & set(family) for name in family}
    cells, days = {(), *(entry.by for entry in new)}, {entry.as_of for entry in new}
    return [
        entry for entry in entries if entry.metric in metrics and (entry.by in cells or entry.as_of in days)
    ]


def _days(entry: Entry) -> tuple[date, date]:
    return entry.as_of.first, entry.as_of.last


def _times(entry: Entry) -> tuple[date, date]:
    """The days that a figure can be about; of a metric of a calendar year the whole year."""
    if _is_yearly(entry):
        return date(entry.as_of.last.year, 1, 1), date(entry.as_of.last.year, 12, 31)
    return _days(entry)


def _is_yearly(entry: Entry) -> bool:
    return entry.metric is not None and catalogue.metric(entry.metric).calendar_year


def _same_thing(entries: Sequence[Entry]) -> Iterator[Conflict]:
    for group in grouped((entry for entry in entries if not _is_rest(entry)), subject):
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
        for group in grouped(own, lambda entry: (entry.by, entry.unit)):
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


def _sums(entries: Sequence[Entry]) -> Iterator[Conflict]:
    for printed, detail in sums.wrong(entries):
        yield Conflict("parts", "mistake", printed, detail=detail)
