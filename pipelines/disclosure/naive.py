"""What if cells under n were simply hidden? The question this product exists for, answered for any base counts."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.disclosure.grid import By, Grid
from pipelines.disclosure.model import Protected, Published


def hide_small(grid: Grid, tables: Sequence[Sequence[str]], threshold: int, zeros: str) -> Published:
    """`grid` as published with cells of 1 to threshold − 1 hidden and nothing else done.

    zeros `shown`: true zeros are printed as "–", so a dot is at least 1. `hidden`: a dot may be a zero; combinations
    that do not occur are known not to. Cells with the same members are one cell.
    """
    published = Published(len(grid.rows))
    seen: set[frozenset[int]] = set()
    for where, members in grid.cells(tables).items():
        value = grid.value(members)
        if not 1 <= value < threshold:
            published.exactly(members, value, label(where))
            continue
        published.between(members, 1 if zeros == "shown" else 0, None, label(where))
        if frozenset(members) not in seen:
            seen.add(frozenset(members))
            published.protected.append(Protected(dict(where), {member: 1 for member in members}, threshold))
    return published


def add_rounded(published: Published, grid: Grid, tables: Sequence[Sequence[str]], base: int) -> None:
    """A second paper prints the same table, every cell rounded to the nearest multiple of `base` (half up)."""
    for where, members in grid.cells(tables).items():
        printed = (2 * grid.value(members) + base) // (2 * base) * base
        published.between(members, printed - base // 2, printed + (base - 1) // 2, label(where))


def add_percentages(
    published: Published, grid: Grid, tables: Sequence[Sequence[str]], share_of: str, decimals: int = 1
) -> list[By]:
    """A second paper prints every cell as a percentage of its column (`share_of`, or all); returns the cells so printed.

    Cells of a coarser level have no percentage; the denominators are public already.
    """
    step = 10 ** (2 + decimals)
    cells = grid.cells(tables)
    printed = []
    for where, members in cells.items():
        denominator = tuple(pair for pair in where if pair[0] == share_of)
        if where == denominator or {name for name, _ in where} & set(grid.parents.values()):
            continue
        total = grid.value(cells[denominator])
        tenths = (2 * grid.value(members) * step + total) // (2 * total)
        # A value v prints as `tenths` exactly when tenths − ½ ≤ v · step / total < tenths + ½.
        lowest = -(-(2 * tenths - 1) * total // (2 * step))
        highest = -(-(2 * tenths + 1) * total // (2 * step)) - 1
        published.between(members, max(lowest, 0), highest, label(where))
        printed.append(where)
    return printed


def label(where: By) -> str:
    """A cell in words: "nat=SYR, status=GFK", or "Gesamt"."""
    return ", ".join(f"{name}={code}" for name, code in where) or "Gesamt"
