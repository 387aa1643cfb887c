"""Lets Great Expectations work on the pipeline's own DuckDB connection through SQLAlchemy.

Why our own dialect and not `duckdb-engine`: there the pooled connection's rollback kills DuckDB's pending result, a new
connection is opened instead of the one that holds the data, and its references to DuckDB's types make the interpreter
print forty lines about leaks when it ends. DuckDB's SQL is PostgreSQL's where Great Expectations needs it. Reflection
is answered from DESCRIBE.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import pool
from sqlalchemy import types as sqltypes
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGDialect

if TYPE_CHECKING:
    import duckdb

URL = "duckdb+lent:///:memory:"
# Great Expectations reads counts and at most 200 example rows; nothing it asks has more rows than this.
_BUFFER = 1000
_LENT: list[duckdb.DuckDBPyConnection] = []


@contextmanager
def lend(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """While open, SQLAlchemy engines made for the URL that is handed out work on `connection`."""
    _LENT.append(connection)
    try:
        yield URL
    finally:
        _LENT.pop()


class BufferedCursor:
    """A cursor that has read its (small) result before anyone can roll back."""

    arraysize = 1
    rowcount = -1

    def __init__(self, cursor: duckdb.DuckDBPyConnection, connection: LentConnection) -> None:
        self._cursor = cursor
        self.connection = connection
        self.description: Any = None
        self._rows: list[Any] = []

    def execute(self, statement: str, parameters: Any = None, context: Any = None) -> None:
        self._cursor.execute(statement, parameters or None)
        self.description = self._cursor.description
        self._rows = self._cursor.fetchmany(_BUFFER) if self.description else []

    def fetchone(self) -> Any:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        taken, self._rows = self._rows[: size or 1], self._rows[size or 1 :]
        return taken

    def fetchall(self) -> list[Any]:
        taken, self._rows = self._rows, []
        return taken

    def close(self) -> None:
        self._rows = []


class LentConnection:
    """What SQLAlchemy takes for a connection: one lent cursor."""

    notices: tuple[str, ...] = ()
    autocommit = None
    closed = False

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def cursor(self) -> BufferedCursor:
        return BufferedCursor(self._cursor, self)

    def close(self) -> None:
        self._cursor.close()
        self.closed = True


class Driver:
    """What SQLAlchemy asks of a DBAPI module."""

    paramstyle = "numeric_dollar"
    Error = Exception


class LentDialect(PGDialect):
    """DuckDB through a cursor of the connection that `lend` holds."""

    name = "duckdb"
    driver = "lent"
    supports_statement_cache = False

    def connect(self, *arguments: Any, **options: Any) -> Any:
        return LentConnection(_LENT[-1].cursor())

    def do_begin(self, dbapi_connection: Any) -> None:
        """Transactions belong to the pipeline, which lent the cursor."""

    def do_commit(self, connection: Any) -> None:
        """See do_begin."""

    def do_rollback(self, connection: Any) -> None:
        """See do_begin."""

    @classmethod
    def import_dbapi(cls) -> Any:
        return Driver

    def initialize(self, connection: Any) -> None:
        """Nothing to find out: there is no server."""

    @classmethod
    def get_pool_class(cls, url: Any) -> type[pool.Pool]:
        return pool.SingletonThreadPool

    def get_columns(self, connection: Any, table_name: str, schema: str | None = None, **_: Any) -> list[Any]:
        rows = connection.exec_driver_sql(f'DESCRIBE "{table_name}"').fetchall()
        return [
            {"name": row[0], "type": sqltypes.NullType(), "nullable": True, "default": None} for row in rows
        ]

    def has_table(self, connection: Any, table_name: str, schema: str | None = None, **_: Any) -> bool:
        query = "SELECT 1 FROM information_schema.tables WHERE table_name = $1"
        return bool(connection.exec_driver_sql(query, (table_name,)).fetchall())

    def get_pk_constraint(self, *_: Any, **__: Any) -> Any:
        return {"constrained_columns": [], "name": None}


registry.register("duckdb.lent", __name__, LentDialect.__name__)
