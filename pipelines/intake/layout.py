"""Where the table begins and which of its columns is which."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.intake.kinds import Column, Kind
from pipelines.intake.model import FileRefused, Record
from pipelines.intake.words import fold

# Headers stand near the top; a title block of more lines than this needs a profile that names the header's row.
_SEARCHED = 50


@dataclass(frozen=True)
class Layout:
    """The header: its row, warehouse column → position in the record, positions of columns that belong to no kind."""

    header_row: int
    header: Record
    positions: Mapping[str, int]
    extra: tuple[int, ...]
    twice: Mapping[int, str] = field(
        default_factory=dict
    )  # position of an extra column → header that means the same

    @property
    def width(self) -> int:
        """Number of columns of the table."""
        return len(self.header)


def find(
    records: Sequence[Record], kind: Kind, own: Mapping[str, str] | None = None, row: int | None = None
) -> Layout | None:
    """The best header among the first records, or None when no record looks like one.

    own: further headers of a profile (header → canonical header). row: the header's row when a profile knows it.
    """
    names = header_names(kind, own or {})
    candidates = (
        [(row, records[row - 1])] if row and row <= len(records) else list(enumerate(records, 1))[:_SEARCHED]
    )
    best: Layout | None = None
    for number, record in candidates:
        layout = _layout(number, record, names)
        if best is None or len(layout.positions) > len(best.positions):
            best = layout
        if len(best.positions) == len(kind.columns):
            break
    return best if best and len(best.positions) >= min(2, len(kind.columns)) else None


def header_names(kind: Kind, own: Mapping[str, str]) -> dict[str, tuple[int, str]]:
    """Folded header → (rank, warehouse column); a canonical header goes before a profile's before an alias."""
    names: dict[str, tuple[int, str]] = {}
    for column in kind.columns:
        for alias in column.aliases:
            names.setdefault(fold(alias), (2, column.name))
    by_header = {fold(column.header): column.name for column in kind.columns}
    names |= {folded: (0, name) for folded, name in by_header.items()}
    names |= {fold(header): (1, by_header[fold(canonical)]) for header, canonical in own.items()}
    return names


def _layout(number: int, record: Record, names: Mapping[str, tuple[int, str]]) -> Layout:
    taken: dict[str, tuple[int, int]] = {}
    for position, cell in enumerate(record):
        rank, name = names.get(fold(cell), (9, ""))
        if name and (name not in taken or rank < taken[name][0]):
            taken[name] = (rank, position)
    positions = {name: position for name, (_, position) in taken.items()}
    width = max((position + 1 for position, cell in enumerate(record) if cell), default=0)
    extra = tuple(position for position in range(width) if position not in positions.values())
    named = {position: names.get(fold(record[position]), (9, ""))[1] for position in extra}
    twice = {position: record[positions[name]] for position, name in named.items() if name}
    return Layout(number, record[:width], positions, extra, twice)


def require_columns(layout: Layout, kind: Kind, fixed: Iterable[str], file: str) -> None:
    """Raise FileRefused when a required column has no header (and no fixed value of a profile)."""
    missing = [
        column
        for column in kind.columns
        if column.required and column.name not in {*layout.positions, *fixed}
    ]
    if missing:
        names = ", ".join(f"«{column.header}»" for column in missing)
        plural = "fehlen die Spalten" if len(missing) > 1 else "fehlt die Spalte"
        hint = _near(missing[0], layout)
        raise FileRefused(
            "missing_column",
            f"{file}: In der Kopfzeile (Zeile {layout.header_row}) {plural} {names}; "
            f"bitte ergänzen oder ein Profil anlegen.{hint}",
            layout.header_row,
            missing[0].header,
        )


def _near(column: Column, layout: Layout) -> str:
    headers = {fold(layout.header[position]): layout.header[position] for position in layout.extra}
    near = difflib.get_close_matches(fold(column.header), headers, n=1, cutoff=0.7)
    return f" Ist «{headers[near[0]]}» gemeint?" if near else ""


def best_kind(records: Sequence[Record], kinds: Mapping[str, Kind]) -> tuple[Kind, Layout] | None:
    """The kind whose header fits the records best, for a file that says nothing about itself."""
    found = [(kind, layout) for kind in kinds.values() if (layout := find(records, kind)) is not None]
    return max(found, key=lambda pair: (len(pair[1].positions), -len(pair[0].columns)), default=None)
