"""Every total as it was when the release was made: a later comparison holds against it, whatever was redefined."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from pipelines.metrics import Query, catalogue, compute
from pipelines.metrics.cubes import CubeSource
from pipelines.storage import insert_rows, quoted

FILE = "totals.parquet"
Totals = dict[tuple[date, tuple[tuple[str, str], ...]], float | None]


def write(source: CubeSource, months: list[date], folder: Path) -> None:
    """All totals of the catalogue at all month ends, into `folder`."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE totals (metric VARCHAR, as_of DATE, dims VARCHAR[], codes VARCHAR[], value DOUBLE)"
    )
    before = date.fromordinal(months[0].replace(day=1).toordinal() - 1)
    rows = [
        (figure.metric, figure.as_of, list(figure.by), list(figure.by.values()), figure.value)
        for name in catalogue.load()
        for figure in compute(source, Query(name, months[-1], before, every="month"))
    ]
    insert_rows(connection, "totals", rows)
    connection.execute(
        f"COPY (FROM totals ORDER BY ALL) TO {quoted(folder / FILE)} (FORMAT parquet, COMPRESSION zstd)"
    )
    connection.close()


def read(folder: Path, metric: str) -> Totals:
    """(Stichtag, cell) → value of one metric; the cell is empty but for metrics that are always broken down."""
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT as_of, dims, codes, value FROM read_parquet(?) WHERE metric = ?",
            [str(folder / FILE), metric],
        ).fetchall()
    return {(as_of, tuple(zip(dims, codes, strict=True))): value for as_of, dims, codes, value in rows}
