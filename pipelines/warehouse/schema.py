"""The tables of the warehouse: fixed ones from the numbered SQL files, one row table and view per kind."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import duckdb

from pipelines.intake import kinds
from pipelines.intake.kinds import Kind

_SQL = Path(__file__).parent / "sql"


def ensure(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the warehouse that `connection` has open to the declared form; columns are added, never dropped."""
    connection.execute((_SQL / "01_tables.sql").read_text(encoding="utf-8"))
    here = set(connection.execute("SELECT table_name, column_name FROM duckdb_columns()").fetchall())
    for kind in kinds.load().values():
        _ensure_rows(connection, kind, here)
    connection.execute((_SQL / "02_current.sql").read_text(encoding="utf-8"))
    for kind in kinds.load().values():
        columns = ", ".join(f"t.{name}" for name in ("delivery_id", "row_no", *column_names(kind)))
        connection.execute(
            f"CREATE OR REPLACE VIEW current_{kind.table} AS SELECT {columns} FROM {kind.table} AS t "
            "JOIN current_deliveries AS d ON d.delivery_id = t.delivery_id"
        )


def column_names(kind: Kind) -> tuple[str, ...]:
    """The columns of a kind's table after `delivery_id, row_no`, in declared order."""
    return tuple(column.name for column in kind.columns)


def _ensure_rows(
    connection: duckdb.DuckDBPyConnection, kind: Kind, here: Collection[tuple[str, str]]
) -> None:
    if (kind.table, "delivery_id") not in here:
        columns = "".join(f", {column.name} {column.sql_type}" for column in kind.columns)
        connection.execute(
            f"CREATE TABLE {kind.table} (delivery_id VARCHAR NOT NULL, row_no BIGINT NOT NULL{columns})"
        )
        return
    for column in kind.columns:
        if (kind.table, column.name) not in here:
            connection.execute(f"ALTER TABLE {kind.table} ADD COLUMN {column.name} {column.sql_type}")
