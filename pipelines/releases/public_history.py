"""What the published cells say of themselves beside their numbers: corrected, withheld, exact beside the tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pipelines.disclosure.grid import ANCHOR
from pipelines.releases.public_cells import Key, Printed


@dataclass(frozen=True)
class Correction:
    """A printed cell that corrects an earlier print. period: "2022-06" or "2022-H1"; before: None when unknown."""

    metric: str
    period: str
    by: dict[str, str]
    before: int | None
    value: int


class Anchor(NamedTuple):
    """A total that is printed exactly, apart from the tables; without a value: it was, and is withdrawn."""

    metric: str
    as_of: date
    value: int | None


def corrections(printed: Mapping[Key, Printed]) -> list[Correction]:
    """Cells that an earlier release printed differently, by metric, period and coordinates."""
    return [
        Correction(metric, period, dict(where), cell.earlier, cell.value)
        for (metric, period, where), cell in sorted(printed.items())
        if cell.corrected and cell.value is not None
    ]


def corrections_since(printed: Mapping[Key, Printed], earlier: Mapping[Key, Printed]) -> list[Correction]:
    """Cells that both print, and differently."""
    return [
        Correction(metric, period, dict(where), old.value, cell.value)
        for (metric, period, where), cell in sorted(printed.items())
        if (old := earlier.get((metric, period, where))) is not None
        and None not in (old.value, cell.value)
        and old.value != cell.value
        and cell.value is not None
    ]


def withheld(printed: Mapping[Key, Printed]) -> list[tuple[str, str, dict[str, str]]]:
    """Cells (metric, period, coordinates) without a number: withheld, or printed only earlier."""
    return [
        (metric, period, dict(where))
        for (metric, period, where), cell in sorted(printed.items())
        if cell.value is None
    ]


def anchors(printed: Mapping[Key, Printed], days: Mapping[str, date]) -> list[Anchor]:
    """Totals that are, or were, printed exactly. days: name of a month → its last day."""
    found = [
        (metric, period, cell.value) for (metric, period, where), cell in printed.items() if where == ANCHOR
    ]
    return [Anchor(metric, days[period], value) for metric, period, value in sorted(found)]
