"""The register in German sentences for a person who has to answer for a printed figure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from itertools import groupby

from pipelines.publish import german
from pipelines.publish.register.contradictions import Conflict
from pipelines.publish.register.model import UNITS, Entry
from pipelines.publish.register.spans import Span

REASONS = {
    "definition": "Grund: Definition; es wurde nicht dasselbe gezählt.",
    "stichtag": "Grund: Stichtag; die Zahlen gelten für verschiedene Tage.",
    "correction": "Grund: Korrektur; ein späterer Datenstand hat die Zahl geändert.",
    "mistake": "Grund: nicht erklärbar, vermutlich ein Fehler.",
}
_KINDS = {"printed": "Widerspruch im Druck", "parts": "Summe geht nicht auf", "release": "Gegen die Freigabe"}


def sentences(conflict: Conflict) -> list[str]:
    """A heading, one line per printed figure (once for all documents of this product that print it), the reason."""
    heading = f"{_KINDS[conflict.kind]}: {_subject(conflict)}"
    expected = conflict.expected or ("",) * len(conflict.entries)
    said = dict(zip(conflict.entries, expected, strict=True))
    lines = [_line(entry, said[entry], times) for entry, times in together(conflict.entries)]
    why = [sentence for sentence in (conflict.detail, REASONS[conflict.reason]) if sentence]
    return [heading, *lines, *why]


def _subject(conflict: Conflict) -> str:
    """The names of all that was printed, each once; parts are named by their total."""
    first = conflict.entries[0]
    if conflict.kind == "printed":
        names = list(dict.fromkeys(entry.name for entry in conflict.entries))
    else:
        names = [first.name.split(", ")[0] if first.by and len(conflict.entries) > 1 else first.name]
    stand = "" if first.period_from else "Stand "
    return f"{' / '.join(names)}, {stand}{_days(conflict.entries)}"


def _days(entries: Sequence[Entry]) -> str:
    shown = [day for day, _ in groupby(entry.when for entry in entries)]
    # «Juni 2022 und 2022»: a year is no end of a range.
    return (
        shown[0] if len(set(shown)) == 1 else f"{shown[0]} {'und' if len(shown) == 2 else 'bis'} {shown[-1]}"
    )


def _line(entry: Entry, said: str, times: int) -> str:
    release = f"; die Freigabe sagt {said}" if said else ""
    return f"{entry.name}, {entry.when}: gedruckt «{entry.shown}» ({place(entry)}{again(times)}){release}"


def together(entries: Iterable[Entry]) -> list[tuple[Entry, int]]:
    """The entries in their order, a number that documents of this product printed again only once, and how often."""
    same: dict[Hashable, list[Entry]] = {}
    for entry in entries:
        key = (entry.name, entry.when, entry.shown, entry.medium) if entry.release else entry.id
        same.setdefault(key, []).append(entry)
    return [(group[0], len(group)) for group in same.values()]


def overview(entries: Iterable[Entry]) -> tuple[list[tuple[Entry, int]], int]:
    """The register to be looked through: `together`, and how many cells of this product's breakdowns are left out.

    A briefing has hundreds of them; what others printed is all there.
    """
    known = list(entries)
    kept = [entry for entry in known if not (entry.release and entry.by)]
    return together(kept), len(known) - len(kept)


def again(times: int) -> str:
    """«; 12-mal gedruckt», nothing for once."""
    return f"; {german.number(times)}-mal gedruckt" if times > 1 else ""


def left_out(cells: int) -> str:
    """The sentence for the cells that `overview` leaves out."""
    values = "1 Wert" if cells == 1 else f"{german.number(cells)} Werte"
    return f"Dazu {values} aus den Gliederungen der Unterlagen."


def place(entry: Entry) -> str:
    """Where it was printed: medium and day."""
    when = entry.published.shown if entry.published else "Tag unbekannt"
    return f"{entry.medium}, {when}"


def sum_sentence(reached: Span, goal: Span, unit: str) -> str:
    """«Die Teile ergeben 1.306 bis 1.333 Personen, das Ganze steht für 1.375 bis 1.425.»"""
    return f"Die Teile ergeben {range_text(reached)} {UNITS[unit]}, das Ganze steht für {range_text(goal)}."


def range_text(span: Span) -> str:
    """A span in words."""
    if span.low is None or span.high is None:
        end = span.low if span.high is None else span.high
        return (
            "beliebig viele"
            if end is None
            else f"{'mindestens' if span.high is None else 'höchstens'} {_end(end)}"
        )
    return _end(span.low) if span.low == span.high else f"{_end(span.low)} bis {_end(span.high)}"


def _end(value: Fraction) -> str:
    return german.number(value, 2, at_least=0)


def listed(entries: Iterable[tuple[Entry, int]]) -> list[str]:
    """The register line by line: id, Stichtag, what (of a flow in which months), printed figure, where, how often."""
    return [
        f"{entry.id}  {entry.as_of.shown:<15} {entry.name}{f', {entry.when}' if entry.period_from else ''}: "
        f"{entry.shown} ({place(entry)}{again(times)})" + ("" if entry.metric else " [frei]")
        for entry, times in entries
    ]


def last_words(entry: Entry, which: str = "") -> str:
    """«zuletzt veröffentlicht: rund 1.400, Stand Juli 2025 (schwarzwaelder-bote.de, Tag unbekannt)».

    A flow names its months: «12.140, August 2024 bis Juli 2025 (…)».
    which: the number's name beside others of its topic: «zuletzt veröffentlicht: Soll 33, …».
    """
    printed = f"{which} {entry.shown}".strip()
    return f"zuletzt veröffentlicht: {printed}, {entry.stand} ({place(entry)})"
