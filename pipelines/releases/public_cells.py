"""The published cells as a file: all that the public side of the product ever reads about persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.disclosure.earlier_codes import as_today
from pipelines.storage import quoted

CELLS = "cells.parquet"
# City records without persons in them: printed as they are.
OPEN_POPULATIONS = ("positions", "target", "finances", "quota", "inhabitants")
# Attributes that describe an export's day say nothing before the first export.
NEEDS_EXPORT = frozenset({"planned", "employed", "b1"})
Key = tuple[str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Printed:
    """A published cell. value: the number printed, None where this release withholds it.

    base: rounding base, 0 for an exact anchor. corrected: an earlier release printed something else.
    earlier: what that was (None when unknown or never printed).
    """

    value: int | None
    base: int
    corrected: bool = False
    earlier: int | None = None


def write_cells(cells: Mapping[Key, Printed], path: Path) -> None:
    """One row per cell, sorted, so that the same cells make the same bytes."""
    rows = [
        (metric, period, [dim for dim, _ in where], [code for _, code in where], *_columns(cells[key]))
        for key in sorted(cells)
        for metric, period, where in [key]
    ]
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE cells (metric VARCHAR, period VARCHAR, dims VARCHAR[], codes VARCHAR[], "
            "value INTEGER, base INTEGER, corrected BOOLEAN, earlier INTEGER)"
        )
        if rows:
            connection.execute(
                f"INSERT INTO cells SELECT {', '.join(['unnest(?)'] * 8)}",
                [list(column) for column in zip(*rows, strict=True)],
            )
        connection.execute(
            f"COPY (FROM cells ORDER BY ALL) TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd)"
        )


def _columns(cell: Printed) -> tuple[int | None, int, bool, int | None]:
    return cell.value, cell.base, cell.corrected, cell.earlier


def read_cells(path: Path) -> dict[Key, Printed]:
    """(metric, period, coordinates) → printed cell, by the codes of today also where the file has earlier ones."""
    with duckdb.connect() as connection:
        rows = connection.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    return {
        (metric, period, as_today(tuple(zip(dims, codes, strict=True)))): Printed(*rest)
        for metric, period, dims, codes, *rest in rows
    }
