"""New rows into a warehouse file that nobody reads yet (attached as `wh`), and the views the stock rules look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import duckdb

from pipelines import codelists, faults
from pipelines.errors import Problem
from pipelines.intake import kinds
from pipelines.intake.kinds import Column, Kind
from pipelines.quality.staging import LoadFile
from pipelines.storage import quoted
from pipelines.warehouse import schema
from pipelines.warehouse.files import CONFIG


def attach(connection: duckdb.DuckDBPyConnection, path: Path, load_id: str, cut_off: date | None) -> None:
    """Bring the file to the declared form, note this load's cut-off in it and attach it as `wh`."""
    with duckdb.connect(str(path), config=CONFIG) as own:
        own.execute("BEGIN")
        schema.ensure(own)
        own.execute("DELETE FROM load_state")
        own.execute("INSERT INTO load_state VALUES (?, ?, NULL)", [load_id, cut_off])
        own.execute("COMMIT")
    connection.execute(f"ATTACH {quoted(path)} AS wh")


def withdraw(connection: duckdb.DuckDBPyConnection, delivery_ids: Iterable[str], load_id: str) -> None:
    """Take deliveries back: their rows go, a record of the withdrawal stays."""
    for delivery_id in delivery_ids:
        connection.execute(
            "INSERT INTO wh.withdrawn SELECT delivery_id, file, kind, traeger, export_date, sha256, ? "
            "FROM wh.deliveries WHERE delivery_id = ?",
            [load_id, delivery_id],
        )
        for kind in kinds.load().values():
            connection.execute(f"DELETE FROM wh.{kind.table} WHERE delivery_id = ?", [delivery_id])
        connection.execute("DELETE FROM wh.deliveries WHERE delivery_id = ?", [delivery_id])


def insert(
    connection: duckdb.DuckDBPyConnection, files: Sequence[LoadFile], hashes: dict[int, str], load_id: str
) -> dict[int, int]:
    """Copy every staged row that is not quarantined; rows per file_no as they stand in the warehouse afterwards."""
    # One transaction: every commit into a file waits for the disk.
    connection.execute("BEGIN")
    for kind in kinds.load().values():
        _insert_kind(connection, kind)
    loaded = dict.fromkeys((file.file_no for file in files), 0) | _count(connection)
    for file in files:
        connection.execute(
            "INSERT INTO wh.deliveries VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [file.delivery_id, file.file, file.kind, file.traeger, file.export_date, loaded[file.file_no], load_id,
             hashes[file.file_no]],
        )  # fmt: skip
    connection.execute("COMMIT")
    faults.point("rows-inserted")
    return loaded


def _insert_kind(connection: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    names = ", ".join(schema.column_names(kind))
    values = ", ".join(_known(column) for column in kind.columns)
    connection.execute(
        f"INSERT INTO wh.{kind.table} (delivery_id, row_no, {names}) "
        f"SELECT f.delivery_id, s.row_no, {values} FROM staged_{kind.table} AS s JOIN load_files AS f USING (file_no) "
        "ANTI JOIN quarantined AS q ON q.file_no = s.file_no AND q.row_no = s.row_no"
    )


def _known(column: Column) -> str:
    """A code that says «unknown» and an empty cell are the same thing: NULL."""
    unknown = codelists.unknown_code(column.codelist) if column.codelist and not column.many else None
    return f"nullif(s.{column.name}, '{unknown}')" if unknown else f"s.{column.name}"


def _count(connection: duckdb.DuckDBPyConnection) -> dict[int, int]:
    """Rows per file counted in the warehouse itself, not on the way there."""
    counts: dict[int, int] = {}
    for kind in kinds.load().values():
        counts |= dict(
            connection.execute(
                f"SELECT f.file_no, count(*) FROM wh.{kind.table} AS t JOIN load_files AS f USING (delivery_id) "
                "GROUP BY f.file_no"
            ).fetchall()
        )
    return counts


def view_newest(connection: duckdb.DuckDBPyConnection) -> None:
    """The views `newest_<table>` for the stock rules: rows of the newest deliveries, with the file of this load."""
    connection.execute(
        "CREATE VIEW newest_deliveries AS SELECT f.file_no, d.* "
        "FROM wh.current_deliveries AS d LEFT JOIN load_files AS f ON f.delivery_id = d.delivery_id"
    )
    for kind in kinds.load().values():
        connection.execute(
            f"CREATE VIEW newest_{kind.table} AS SELECT d.file_no, d.export_date, t.* "
            f"FROM wh.{kind.table} AS t JOIN newest_deliveries AS d ON d.delivery_id = t.delivery_id"
        )
    required = [kind.name for kind in kinds.load().values() if kind.required]
    # oldest: the first export of any day, also of one that a cut-off leaves out.
    connection.execute(
        "CREATE TABLE required_kinds AS SELECT kind, min(export_date) AS oldest "
        "FROM (SELECT unnest(?::VARCHAR[]) AS kind) LEFT JOIN wh.deliveries USING (kind) GROUP BY kind",
        [required],
    )
    connection.execute((Path(__file__).parent / "sql" / "03_jumps.sql").read_text(encoding="utf-8"))


def settle(connection: duckdb.DuckDBPyConnection, load_id: str, verdict: str) -> date | None:
    """Note the verdict and the Datenstand; returns the Datenstand (oldest newest export of `faelle`)."""
    connection.execute("INSERT INTO wh.loads VALUES (?, ?)", [load_id, verdict])
    connection.execute(
        "UPDATE wh.load_state SET data_as_of = "
        "(SELECT min(export_date) FROM newest_deliveries WHERE kind = 'faelle')"
    )
    row = connection.execute("SELECT data_as_of FROM wh.load_state").fetchone()
    if row is None:
        raise Problem("Der Stand der Ladung fehlt im Warehouse; bitte melden.")
    connection.execute("CHECKPOINT wh")
    return row[0]
