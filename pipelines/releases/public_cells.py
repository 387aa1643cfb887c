"""The published cells as a file: all that the public side of the product ever reads about persons."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb

from pipelines.disclosure.earlier_codes import as_today
from pipelines.storage import insert_rows, quoted

CELLS = "cells.parquet"
# City records without persons in them: printed as they are.
OPEN_POPULATIONS = ("positions", "target", "finances", "quota", "inhabitants")
# Attributes that describe an export's day say nothing before the first export.
NEEDS_EXPORT = frozenset({"planned", "employed", "b1"})
Key = tuple[str, str, tuple[tuple[str, str], ...]]


class Printed(NamedTuple):
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
        (metric, period, [dim for dim, _ in where], [code for _, code in where], *cells[key])
        for key in sorted(cells)
        for metric, period, where in [key]
    ]
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE cells (metric VARCHAR, period VARCHAR, dims VARCHAR[], codes VARCHAR[], "
            "value INTEGER, base INTEGER, corrected BOOLEAN, earlier INTEGER)"
        )
        insert_rows(connection, "cells", rows)
        connection.execute(
            f"COPY (FROM cells ORDER BY ALL) TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd)"
        )


def read_cells(path: Path) -> dict[Key, Printed]:
    """(metric, period, coordinates) → printed cell, by the codes of today also where the file has earlier ones."""
    with duckdb.connect() as connection:
        rows = connection.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()

    @cache
    def coordinates(dims: tuple[str, ...], codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        return as_today(tuple(zip(dims, codes, strict=True)))

    return {
        (metric, period, coordinates(tuple(dims), tuple(codes))): Printed(*rest)
        for metric, period, dims, codes, *rest in rows
    }
