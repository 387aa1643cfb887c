"""A printed table with dots as linear conditions: what an outsider can do with a CSV somebody published."""

from __future__ import annotations

import itertools

from pipelines.disclosure.csvtable import CsvTable, Row
from pipelines.disclosure.grid import hierarchy
from pipelines.disclosure.model import Protected, Published
from pipelines.errors import UsageProblem

_MOST_UNKNOWNS = 50_000


def as_published(table: CsvTable, threshold: int, zeros: str) -> Published:
    """The conditions that the printed rows put on the inner cells.

    A row with all codes given is an inner cell; a row with «Gesamt» sums the inner cells that agree with its codes.
    Where no inner cells are printed (only linked margins), every combination of codes is an unknown.
    A dot is at least 1 when zeros are shown, else at least 0; «<5» is at most 4 as well. Cells with the same members
    (a region with one nationality) are one cell, protected under the name that stands first in the file.
    """
    inner = _inner_cells(table)
    published = Published(len(inner))
    seen: set[frozenset[int]] = set()
    for row in table.rows:
        members = [number for number, codes in enumerate(inner) if _agrees(codes, row)]
        if row.value is None:
            published.between(members, 1 if zeros == "shown" else 0, row.most, f"Zeile {row.line}")
            if frozenset(members) not in seen:
                seen.add(frozenset(members))
                where = _where(table, row)
                published.protected.append(Protected(where, dict.fromkeys(members, 1), threshold))
        else:
            _check_sum(table, row, members, inner)
            published.exactly(members, row.value, f"Zeile {row.line}")
    return published


def check_sums(table: CsvTable) -> None:
    """Raise UsageProblem for a printed sum that is not the sum of its cells; such a table proves nothing."""
    inner = _inner_cells(table)
    for row in table.rows:
        if None in row.codes:
            _check_sum(table, row, [n for n, codes in enumerate(inner) if _agrees(codes, row)], inner)


def _inner_cells(table: CsvTable) -> list[tuple[str, ...]]:
    printed = [tuple(str(code) for code in row.codes) for row in table.rows if None not in row.codes]
    if printed:
        return printed
    codes = [
        sorted({code for row in table.rows if (code := row.codes[place]) is not None})
        for place in range(len(table.dims))
    ]
    allowed = _hierarchical_pairs(table)
    combos = [
        combo
        for combo in itertools.product(*codes)
        if all((combo[fine], combo[coarse]) in pairs for (fine, coarse), pairs in allowed.items())
    ]
    if len(combos) > _MOST_UNKNOWNS:
        raise UsageProblem(
            f"{table.name} hat {len(combos)} denkbare Zellen; mehr als {_MOST_UNKNOWNS} rechnet die Prüfung nicht, "
            "bitte die Datei in Tabellen mit höchstens drei Merkmalen teilen."
        )
    return [tuple(str(code) for code in combo) for combo in combos]


def _hierarchical_pairs(table: CsvTable) -> dict[tuple[int, int], set[tuple[str | None, str | None]]]:
    """Pairs (nationality, region) that rows show together, for columns where one determines the other."""
    found = {}
    for fine, coarse in itertools.permutations(range(len(table.dims)), 2):
        rows = [row.codes for row in table.rows if row.codes[fine] and row.codes[coarse]]
        pair = [(str(codes[fine]), str(codes[coarse])) for codes in rows]
        if pair and hierarchy((table.dims[fine],), pair, (table.dims[fine], table.dims[coarse])):
            found[fine, coarse] = {(codes[fine], codes[coarse]) for codes in rows}
    return found


def _agrees(codes: tuple[str, ...], row: Row) -> bool:
    return all(wanted is None or wanted == code for code, wanted in zip(codes, row.codes, strict=True))


def _where(table: CsvTable, row: Row) -> dict[str, str]:
    return {name: code for name, code in zip(table.dims, row.codes, strict=True) if code is not None}


def _check_sum(table: CsvTable, row: Row, members: list[int], inner: list[tuple[str, ...]]) -> None:
    if not members and row.value:
        raise UsageProblem(
            f"{table.name}, Zeile {row.line}: Zu dieser Summe steht keine Zelle in der Datei; "
            "bitte die fehlenden Zeilen ergänzen oder die Summe löschen."
        )
    printed = {
        codes: entry.value for entry in table.rows if None not in entry.codes for codes in [entry.codes]
    }
    values = [printed.get(inner[number]) for number in members]
    if None in row.codes and None not in values and sum(value or 0 for value in values) != row.value:
        total = sum(value or 0 for value in values)
        raise UsageProblem(
            f"{table.name}, Zeile {row.line}: Die Summe ist {row.value}, die Zellen ergeben {total}; "
            "bitte berichtigen, sonst lässt sich nichts beweisen."
        )
