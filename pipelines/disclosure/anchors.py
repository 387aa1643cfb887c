"""Exact anchors: a total that is printed as it is, beside the rounded tables; does it make any cell recoverable?

The proof extends `witness`, where k = 0 … base − 1 persons are added to the invented population.
  * Before the first anchor that still works: the k persons have left by the anchor's day (k more exits, inside the
    interval), and as many "extra" persons have come as the anchor lies above its printed total.
  * From the first anchor on the sum may not move. So k persons move instead: they leave a donor group and turn up in
    the attacked cell; the extra persons stand in the donor group. Every printed cell then moves by at most base − 1.
    Donors either share what the cell's members keep for life, and change for one month only; or they are of another
    kind that is always there, leave in the anchor's month, and k others come.
  * Flows: k persons come and go in one month, as before.
What cannot be shown this way is refused, even where a longer proof might exist.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipelines.disclosure.grid import By
from pipelines.disclosure.tables import MULTIPLE
from pipelines.errors import Refused

if TYPE_CHECKING:
    from pipelines.disclosure.block import Block
    from pipelines.disclosure.population import Kinds

_HALVES_BETWEEN = 2


def check_anchors(printed: Block, people: Mapping[str, Sequence[int]], known: Kinds, base: int) -> None:
    """Refuse anchors that leave any cell of `printed` fewer than `base` values; people as checked by `witness`."""
    if not printed.anchors:
        return
    excess = {month: _excess(printed, month, base) for month in printed.anchors}
    _check_gaps(excess)
    first = printed.series.months.index(min(printed.anchors))
    since = printed.series.months[max(first - 1, 0) :]
    donors = _Donors(printed, known, _steady(_known_people(printed, people, known, since), base), base)
    for month in printed.series.months[first:]:
        cells = printed.structure.get(month, {})
        for where in cells:
            if where and not any(code == MULTIPLE for _, code in where):
                donors.require(month, where, cells)


def _excess(printed: Block, month: str, base: int) -> int:
    """How far the anchor lies above its printed total; extra persons can be invented, missing ones cannot."""
    total = printed.series.stock[printed.series.months.index(month)]
    excess = printed.anchors[month] - total
    if not 0 <= excess < base:
        raise Refused(
            f"Der genaue Wert im Monat {month} liegt unter der gedruckten Zahl oder weiter als ein Schritt von ihr; "
            "dieser Anker ließe zu wenige mögliche Werte, bitte streichen"
        )
    return excess


def _check_gaps(excess: Mapping[str, int]) -> None:
    """Between anchors of different excess the extra persons must come or go unseen: in a half-year of their own."""
    months = sorted(excess)
    for before, after in itertools.pairwise(months):
        if excess[before] != excess[after] and _whole_halves(before, after) < _HALVES_BETWEEN:
            raise Refused(
                f"Zwischen den Ankern {before} und {after} liegen keine zwei ganzen Kalenderhalbjahre; "
                "bitte einen der beiden streichen"
            )


def _whole_halves(before: str, after: str) -> int:
    """Calendar half-years that begin after `before` and end by `after` (months as "2022-06")."""
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (before, after))
    return (last + 1) // 6 - -(-(first + 1) // 6)


def _known_people(
    printed: Block, people: Mapping[str, Sequence[int]], known: Kinds, months: Sequence[str]
) -> list[Sequence[int]]:
    """The people of the months that have tables; of a month that withholds them nobody is sure to be there."""
    nobody = (0,) * len(known.kinds)
    return [people.get(month, nobody) for month in months if month in printed.structure]


def _steady(months: Sequence[Sequence[int]], base: int) -> frozenset[int]:
    """Kinds with at least base − 1 invented persons in each of the months: they can give donors."""
    return frozenset(
        kind for kind in range(len(months[0]) if months else 0) if min(m[kind] for m in months) >= base - 1
    )


class _Donors:
    """Who can give persons to a cell without moving any sum that is fixed."""

    def __init__(self, printed: Block, known: Kinds, steady: frozenset[int], base: int) -> None:
        self._printed, self._known, self._steady, self._base = printed, known, steady, base

    def require(self, month: str, where: By, cells: Mapping[By, int]) -> None:
        lasting = tuple(pair for pair in where if pair[0] in self._printed.unchanging)
        # Persons who share what the cell's members keep for life: they change only what people do change.
        if lasting != where and cells.get(lasting, 0) - cells[where] >= self._base - 1:
            return
        # Persons of another kind, there in every month: they were never there, and others always were.
        if lasting and self._steady - self._members(lasting):
            return
        raise Refused(
            f"Mit dem Anker bleiben der Zelle {dict(where)} im Monat {month} zu wenige mögliche Werte; "
            "bitte den Anker streichen"
        )

    def _members(self, lasting: By) -> set[int]:
        return {
            number
            for number, kind in enumerate(self._known.kinds)
            if all(pair in self._traits(kind) for pair in lasting)
        }

    def _traits(self, kind: tuple[str, ...]) -> set[tuple[str, str]]:
        own = set(zip(self._known.dims, kind, strict=True))
        return own | {self._printed.parents[pair] for pair in own if pair in self._printed.parents}
