"""The published cells as a file: all that the public side of the product ever reads about persons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

CELLS = "cells.parquet"
# City records without persons in them: printed as they are.
OPEN_POPULATIONS = ("positions", "target", "finances", "quota", "inhabitants")
Key = tuple[str, str, tuple[tuple[str, str], ...]]


def write_cells(rows: list[tuple[Any, ...]], path: Path) -> None:
    """Rows of metric, period, dimensions, codes, value, base, corrected."""
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE cells (metric VARCHAR, period VARCHAR, dims VARCHAR[], codes VARCHAR[], "
            "value INTEGER, base INTEGER, corrected BOOLEAN)"
        )
        connection.execute(
            "INSERT INTO cells SELECT unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)",
            [list(column) for column in zip(*rows, strict=True)],
        )
        connection.execute(f"COPY (FROM cells ORDER BY ALL) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")


def read_cells(path: Path) -> dict[Key, tuple[int, int, bool]]:
    """(metric, period, coordinates) → printed value, its base, and whether it corrects an earlier print."""
    with duckdb.connect() as connection:
        rows = connection.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    return {
        (metric, period, tuple(zip(dims, codes, strict=True))): (value, base, corrected)
        for metric, period, dims, codes, value, base, corrected in rows
    }
