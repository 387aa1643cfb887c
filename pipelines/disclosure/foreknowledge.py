"""Readers who know more than what is printed: reported with every attack on a release, never a reason to refuse it.

The attack promises candidates against everything published. Three kinds of outside knowledge are measured beside it:
  * an insider, who knows that he himself is counted in a cell: what remains possible for the others in it;
  * a witness of a correction, who knows that the people behind a corrected cell stayed the same: what all prints of
    the cell leave together. A correction may come from the sums alone, so such cells exist.
  * a reader of `flows`, who knows that running sums are rounded to their nearest multiple and begin at exactly 0: while
    one is printed as 0, what it sums is at most half a step.
Source of the rule: the insider who knows one singleton is to be reported, not blocked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.disclosure.block import Block
from pipelines.disclosure.grid import By

CellKey = tuple[str, str, By]


@dataclass(frozen=True)
class Knowing:
    """asked: cells such a reader can say something about; narrowed: those left with fewer than `need` candidates.

    fewest: candidates in the worst of the narrowed cells, None when there is none.
    """

    asked: int
    narrowed: int
    fewest: int | None


@dataclass(frozen=True)
class Unchanged(Knowing):
    """corrected: cells that were printed otherwise before, also those that cannot have stayed the same."""

    corrected: int


def insider(values: Iterable[tuple[int, int]], need: int) -> Knowing:
    """values: (printed number, rounding base) per cell; an exact anchor has base 0 and hides nothing.

    Who is in a cell printed as v knows that it holds at least one person: v − (base − 1) … v + base − 1 without 0.
    """
    return _worst([_others(value, base) for value, base in values if base and value >= 0], need)


def _others(value: int, base: int) -> int:
    lowest = max(value - base + 1, 1)
    return value + base - lowest


def unchanged(prints: Mapping[Any, Sequence[int]], base_of: Mapping[Any, int], need: int) -> Unchanged:
    """prints: cell → every number printed for it, oldest first; only cells printed more than once say anything.

    A cell whose prints share no value surely changed; nobody can know the contrary of it.
    """
    left = [
        _shared(values, base_of[cell])
        for cell, values in prints.items()
        if len(values) > 1 and base_of.get(cell)
    ]
    steady = _worst([count for count in left if count > 0], need)
    return Unchanged(steady.asked, steady.narrowed, steady.fewest, len(left))


def _shared(values: Sequence[int], base: int) -> int:
    """How many whole numbers every print allows; persons are never fewer than none."""
    lowest = max(values) - base + 1
    if min(values) >= 0:
        lowest = max(lowest, 0)
    return min(values) + base - lowest


def beginning(zeros: int, base: int, need: int) -> Knowing:
    """zeros: printed cells that a running sum still printed as 0 holds (`first_zeros`); base: their rounding base."""
    return _worst([base - base // 2] * zeros, need)


def first_zeros(block: Block) -> list[CellKey]:
    """The cells of a printed block that lie within a running sum, or are one, while it is printed as 0."""
    series, (stock, entries, exits) = block.series, block.names
    came = series.stock[0] - series.entries[0] + series.exits[0]
    gone = 0
    found: list[CellKey] = []
    for month, more, fewer in zip(series.months, series.entries, series.exits, strict=True):
        came, gone = came + more, gone + fewer
        if gone == 0:
            found += _flow_cells(block, exits, month)
        if came == 0:
            found += _flow_cells(block, entries, month)
            found += [(stock, month, where) for where in {(): 0, **block.structure.get(month, {})}]
    return found


def _flow_cells(block: Block, name: str, month: str) -> list[CellKey]:
    """The flow of a month, and the tables of a period that ends with it."""
    tables = [table for table in block.flows if table.name == name and table.months[-1] == month]
    return [(name, month, ()), *((name, table.period, where) for table in tables for where in table.cells)]


def _worst(left: Sequence[int], need: int) -> Knowing:
    narrowed = [count for count in left if count < need]
    return Knowing(len(left), len(narrowed), min(narrowed, default=None))


def in_words(own: Knowing, steady: Unchanged, method: Knowing) -> list[str]:
    """Three German sentences for the report."""
    return [_insider_words(own), _unchanged_words(steady), _method_words(method)]


def _insider_words(own: Knowing) -> str:
    if own.fewest is None:
        return "Wer selbst in einer Zelle steht, behält für die übrigen überall genügend mögliche Werte."
    return (
        "Wer selbst in einer Zelle steht, die mit 0 gedruckt ist, behält für die übrigen "
        f"{own.fewest} mögliche Werte ({_cells(own.narrowed)})."
    )


def _unchanged_words(steady: Unchanged) -> str:
    if not steady.corrected:
        return "Keine gedruckte Zelle wurde später berichtigt."
    if not steady.asked:
        if steady.corrected == 1:
            return "Berichtigt wurde 1 Zelle; unverändert geblieben sein kann sie nicht."
        return f"Berichtigt wurden {steady.corrected} Zellen; unverändert geblieben sein kann keine davon."
    if steady.fewest is None:
        return "Auch wer weiß, dass sich eine berichtigte Zelle nicht geändert hat, erfährt nicht zu viel."
    return (
        "Wer weiß, dass sich eine berichtigte Zelle in Wahrheit nicht geändert hat, behält mindestens "
        f"{steady.fewest} mögliche Werte ({_cells(steady.narrowed)})."
    )


def _method_words(method: Knowing) -> str:
    if method.fewest is None:
        return "Auch wer das Rechenverfahren der Summen kennt, behält überall genügend mögliche Werte."
    return (
        "Wer das Rechenverfahren der Summen kennt, behält am Anfang einer laufenden Summe, die noch mit 0 gedruckt ist, "
        f"{method.fewest} mögliche Werte ({_cells(method.narrowed)})."
    )


def _cells(count: int) -> str:
    return "1 Zelle" if count == 1 else f"{count} Zellen"
