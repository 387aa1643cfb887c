"""The staged tables as the rules see them: views with the export date, identical rows taken out and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from pipelines.intake.kinds import Kind


@dataclass(frozen=True)
class LoadFile:
    """One file of this load as the gate knows it; delivery_id names the (file, kind, owner, date) for ever."""

    file_no: int
    file: str
    kind: str
    traeger: str
    export_date: date
    delivery_id: str


def prepare(connection: duckdb.DuckDBPyConnection, files: Sequence[LoadFile], kinds: Sequence[Kind]) -> None:
    """Make `load_files`, `findings`, `unread_rows` and, for every kind, a view `checked_<table>` with `export_date`."""
    connection.execute(
        "CREATE TABLE load_files (file_no INTEGER PRIMARY KEY, file VARCHAR, kind VARCHAR, traeger VARCHAR, "
        "export_date DATE, delivery_id VARCHAR)"
    )
    if files:
        values = [(f.file_no, f.file, f.kind, f.traeger, f.export_date, f.delivery_id) for f in files]
        places = ", ".join(["(?, ?, ?, ?, ?, ?)"] * len(files))
        connection.execute(
            f"INSERT INTO load_files VALUES {places}", [cell for row in values for cell in row]
        )
    connection.execute(
        "CREATE TABLE findings (rule VARCHAR, severity VARCHAR, effect VARCHAR, file_no INTEGER, file VARCHAR, "
        "row_no BIGINT, column_name VARCHAR, message VARCHAR, check_no INTEGER)"
    )
    # Rows that the intake itself sends back: what they say is not known, so no rule compares others with them.
    connection.execute("CREATE TABLE unread_rows (file_no INTEGER, row_no BIGINT)")
    days = _days(files)
    for kind in kinds:
        # A file that is here already was read but is no part of this load.
        connection.execute(
            f"DELETE FROM staged_{kind.table} WHERE file_no NOT IN (SELECT file_no FROM load_files)"
        )
        connection.execute(
            f"CREATE VIEW checked_{kind.table} AS SELECT s.*, {days}[s.file_no + 1] AS export_date "
            f"FROM staged_{kind.table} AS s"
        )


def leave_unread_out(connection: duckdb.DuckDBPyConnection, kinds: Sequence[Kind]) -> None:
    """Take the rows that the intake sends back out of the views: what is wrong with them is told once."""
    if connection.execute("SELECT count(*) FROM unread_rows").fetchone() == (0,):
        return
    for kind in kinds:
        connection.execute(f"ALTER VIEW checked_{kind.table} RENAME TO all_{kind.table}")
        connection.execute(
            f"CREATE VIEW checked_{kind.table} AS SELECT s.* FROM all_{kind.table} AS s "
            "ANTI JOIN unread_rows AS u ON u.file_no = s.file_no AND u.row_no = s.row_no"
        )


def _days(files: Sequence[LoadFile]) -> str:
    """A list literal, place = file_no + 1: a rule that needs no export day then costs no join."""
    by_no = {file.file_no: file.export_date for file in files}
    places = [f"DATE '{by_no[no]}'" if no in by_no else "NULL" for no in range(max(by_no, default=0) + 1)]
    return f"CAST([{', '.join(places)}] AS DATE[])"


def set_identical_apart(connection: duckdb.DuckDBPyConnection, kinds: Sequence[Kind]) -> dict[int, int]:
    """Keep the first of several identical rows of a file, delete the others, report each; copies per file_no.

    Identical means: the same facts. Two spellings of the same day are the same, two different unreadable texts are not.
    A record that the intake could not read whole goes back in any case: what it says is not known, so it equals no other.
    """
    copies: dict[int, int] = {}
    for kind in kinds:
        if not _find_twins(connection, kind):
            continue
        connection.execute(_copies_query(kind))
        connection.execute(
            "INSERT INTO findings SELECT 'identical_row', 'info', 'report', c.file_no, f.file, c.row_no, NULL, "
            "'Diese Zeile ist gleich der Zeile ' || c.first_row || ' und wird nur einmal gezählt.', NULL "
            "FROM copies AS c JOIN load_files AS f USING (file_no)"
        )
        connection.execute(
            f"DELETE FROM staged_{kind.table} AS s USING copies AS c "
            "WHERE s.file_no = c.file_no AND s.row_no = c.row_no"
        )
        counted = connection.execute("SELECT file_no, count(*) FROM copies GROUP BY file_no").fetchall()
        copies |= dict(counted)
    return copies


def _find_twins(connection: duckdb.DuckDBPyConnection, kind: Kind) -> int:
    """Table `twins_<table>`: hashes of the keys that several rows of a file share; their number.

    Most files hold none, so this look spares them the full comparison, here and in the rule about keys.
    """
    keys = ", ".join(kind.key)
    found = connection.execute(
        f"CREATE OR REPLACE TABLE twins_{kind.table} AS SELECT hash(file_no, {keys}) AS twin "
        f"FROM staged_{kind.table} GROUP BY twin HAVING count(*) > 1"
    ).fetchone()
    return int(found[0]) if found else 0


def _copies_query(kind: Kind) -> str:
    keys = ", ".join(kind.key)
    facts = ", ".join(
        f"{column.name}, CASE WHEN {column.name} IS NULL THEN {column.name}__raw END"
        for column in kind.columns
    )
    return f"""
        CREATE OR REPLACE TEMP TABLE copies AS
        SELECT file_no, row_no, first_row FROM (
            SELECT file_no, row_no, min(row_no) OVER same AS first_row, row_number() OVER same AS place
            FROM staged_{kind.table}
            WHERE hash(file_no, {keys}) IN (SELECT twin FROM twins_{kind.table})
              AND (file_no, row_no) NOT IN (SELECT (file_no, row_no) FROM unread_rows)
            WINDOW same AS (PARTITION BY file_no, {facts} ORDER BY row_no))
        WHERE place > 1"""
