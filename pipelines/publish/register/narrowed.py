"""Which public cells printed figures narrow: in words for the report, and as a warning before a figure goes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pipelines.disclosure.model import Finding
from pipelines.publish.audit_report import cell_facts, cell_lines
from pipelines.publish.register.beside import Laid, View
from pipelines.publish.register.model import Entry
from pipelines.releases import Release

_NAMED_IN_A_WARNING = 6


def as_facts(laid: Laid) -> dict[str, Any]:
    """JSON types; figures by their id in the register."""
    return {
        "attacked_cells": laid.asked,
        "figures": [entry.id for entry in laid.used],
        "set_aside": [entry.id for entry in laid.set_aside],
        "elsewhere": laid.elsewhere,
        "told": [cell_facts(cell) for cell in laid.told],
        "narrowed": [cell_facts(cell) for cell in laid.narrowed],
    }


def in_words(laid: Laid) -> list[str]:
    """German sentences for the report, and the cells that figures and tables narrow together."""
    if not laid.used and not laid.set_aside:
        return ["Im Register steht keine Zahl, die genauer ist als die öffentlichen Tabellen."]
    lines = []
    if laid.used:
        lines.append(
            f"{_figures(len(laid.used))} im Register {_is(len(laid.used))} genauer als die öffentlichen Tabellen."
        )
    if laid.set_aside:
        count = len(laid.set_aside)
        does = "passt" if count == 1 else "passen"
        lines.append(f"{_figures(count)} {does} nicht zu den Tabellen; damit lässt sich nicht rechnen.")
    if laid.told:
        lines.append(
            f"{_cells(len(laid.told))} {_is(len(laid.told))} schon durch das Gedruckte allein bekannt."
        )
    if laid.used:
        lines += [_together(laid.narrowed), *(f"  {line}" for line in cell_lines(laid.narrowed))]
    return lines


def _together(narrowed: Sequence[Finding]) -> str:
    if not narrowed:
        return "Neben diesen Zahlen behält jede andere Zelle genügend mögliche Werte."
    keeps = "behält" if len(narrowed) == 1 else "behalten"
    return (
        f"{_cells(len(narrowed))} {keeps} neben diesen Zahlen weniger mögliche Werte, als die Regel verlangt; "
        "bitte künftig nur gerundete Zahlen drucken:"
    )


def warnings(release: Release, standing: Iterable[Entry], new: Iterable[Entry]) -> list[str]:
    """One text per new figure that is more exact than the public tables: which cells it narrows; nothing is recorded.

    standing: what was printed before. A release without a public part narrows nothing.
    """
    if release.public is None:
        return []
    view, known, texts = View.of(release), list(standing), []
    for entry in new:
        others = [one for one in known if one.id not in (entry.id, entry.replaces)]
        if view.finer(entry):
            texts.append(_warning(view, others, entry))
        known = [*others, entry]
    return texts


def _warning(view: View, before: Sequence[Entry], entry: Entry) -> str:
    near = view.periods(entry)
    laid = view.laid([*before, entry], near)
    head = f"Achtung. «{entry.name}, {entry.stand}: {entry.shown}» "
    if entry in laid.set_aside:
        return (
            head
            + "ist genauer als die öffentlichen Tabellen und passt nicht zu ihnen; bitte die Zahl prüfen."
        )
    new = _added(view.laid(before, near), laid)
    if not new:
        return head + "ist genauer als die öffentlichen Tabellen; jede Zelle behält genügend mögliche Werte."
    keep = "Zelle behält" if len(new) == 1 else "Zellen behalten"
    text = (
        f"{head}ist genauer als die öffentlichen Tabellen: {len(new)} {keep} damit weniger mögliche Werte, "
        "als die Regel verlangt. Bitte nur die gerundete Zahl drucken."
    )
    return "\n  ".join([text, *cell_lines(new, _NAMED_IN_A_WARNING)])


def _added(before: Laid, after: Laid) -> list[Finding]:
    """The cells that are narrow now and were wider, or narrow to no cell, before."""
    known = {_place(cell): cell.candidates for cell in (*before.told, *before.narrowed)}
    return [
        cell
        for cell in (*after.told, *after.narrowed)
        if _place(cell) not in known or (cell.candidates or 0) < (known[_place(cell)] or 0)
    ]


def _place(cell: Finding) -> frozenset[tuple[str, str]]:
    return frozenset(cell.where.items())


def finer_figures(release: Release, entries: Iterable[Entry]) -> list[Entry]:
    """The figures that are more exact than the public tables of a release; without a public part there are none."""
    if release.public is None:
        return []
    view = View.of(release)
    return [entry for entry in entries if view.finer(entry)]


def _figures(count: int) -> str:
    return "1 Zahl" if count == 1 else f"{count} Zahlen"


def _cells(count: int) -> str:
    return "1 Zelle" if count == 1 else f"{count} Zellen"


def _is(count: int) -> str:
    return "ist" if count == 1 else "sind"
