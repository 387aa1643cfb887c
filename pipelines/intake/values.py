"""From raw text to typed values: the cells of a batch are read in one statement, code columns by their distinct cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipelines.intake import cells, codes, remarks
from pipelines.intake.findings import Finding
from pipelines.intake.kinds import Column
from pipelines.intake.stage import Batch, Filled

if TYPE_CHECKING:
    import duckdb


def type_batch(
    connection: duckdb.DuckDBPyConnection, batch: Batch, names: Mapping[int, str], more_traeger: Iterable[str]
) -> list[Finding]:
    """Read every cell of the batch into the staged table; returns findings about sentinels and historic codes.

    First every cell is read as if it stood in the plainest dress; columns where that is not enough are read again.
    """
    findings, joins = _map_codes(connection, batch, names, more_traeger)
    patient = frozenset(c.name for c in batch.kind.columns if c.type == "date" and batch.date_formats)
    connection.execute("BEGIN")
    _insert(connection, batch, joins, patient)
    batch.filled = _fill(connection, batch)
    odd = [
        c for c in batch.kind.columns if not c.codelist and (c.name in patient or batch.filled.unread(c.name))
    ]
    connection.execute("ROLLBACK" if odd else "COMMIT")
    if odd:
        findings += remarks.sentinel_dates(connection, batch, odd, names)
        american, told = remarks.slashed_days(connection, batch, odd, names)
        findings += told
        _insert(connection, batch, joins, frozenset(column.name for column in odd), american)
        batch.filled = _fill(connection, batch)
    for column in joins:
        connection.execute(f"DROP TABLE {_map_name(batch, column)}")
    connection.execute(f"DROP TABLE {batch.table}")
    return findings


def _map_codes(
    connection: duckdb.DuckDBPyConnection, batch: Batch, names: Mapping[int, str], more_traeger: Iterable[str]
) -> tuple[list[Finding], list[Column]]:
    """Tables from cells to codes for the columns that need one, and findings about historic codes."""
    findings: list[Finding] = []
    joins: list[Column] = []
    for column in batch.kind.columns:
        if column.codelist is not None:
            own = batch.own_codes.get(column.name, {})
            reader = codes.reader(column, own, more_traeger)
            found = _distinct(connection, batch, column.name)
            findings += remarks.historic(connection, batch, reader, found, names)
            if not set(found) <= reader.canonical:
                joins.append(column)
                _map_table(connection, batch, column, reader, found)
    return findings, joins


def _fill(connection: duckdb.DuckDBPyConnection, batch: Batch) -> Filled:
    """How full the staged columns are for the files of this batch."""
    names = [column.name for column in batch.kind.columns]
    counts = ", ".join(f"count({name}), count({name}__raw)" for name in names)
    found = connection.execute(
        f"SELECT count(*), {counts} FROM {batch.kind.staged} "
        f"WHERE file_no IN (SELECT DISTINCT file_no FROM {batch.table})"
    ).fetchone()
    if found is None:  # a count always gives a row
        raise AssertionError(batch.kind.staged)
    return Filled(
        found[0], dict(zip(names, found[1::2], strict=True)), dict(zip(names, found[2::2], strict=True))
    )


def _distinct(connection: duckdb.DuckDBPyConnection, batch: Batch, name: str) -> list[str]:
    rows = connection.execute(
        f"SELECT DISTINCT {name} FROM {batch.table} WHERE {name} IS NOT NULL"
    ).fetchall()
    return [row[0] for row in rows if row[0]]


def _map_name(batch: Batch, column: Column) -> str:
    return f"map_{batch.number}_{column.name}"


def _map_table(
    connection: duckdb.DuckDBPyConnection,
    batch: Batch,
    column: Column,
    reader: codes.Reader,
    found: Sequence[str],
) -> None:
    name = _map_name(batch, column)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} (x VARCHAR, code {column.sql_type}, nothing BOOLEAN)"
    )
    read = reader.many if column.many else reader.one
    known = [(cell, code) for cell in found if (code := read(cell)) is not None]
    nothing = [cell for cell in found if read(cell) is None and reader.is_empty(cell)]
    if known:
        joined = [code if isinstance(code, str) else "|".join(code) for _, code in known]
        value = "string_split(code, '|')" if column.many else "code"
        connection.execute(
            f"INSERT INTO {name} SELECT x, {value}, false FROM (SELECT unnest(?::VARCHAR[]) AS x, "
            "unnest(?::VARCHAR[]) AS code)",
            [[cell for cell, _ in known], joined],
        )
    if nothing:
        connection.execute(f"INSERT INTO {name} SELECT unnest(?::VARCHAR[]), NULL, true", [nothing])


def _insert(
    connection: duckdb.DuckDBPyConnection,
    batch: Batch,
    joined: Sequence[Column],
    patient: frozenset[str],
    american: Sequence[int] = (),
) -> None:
    """One statement in three layers: look once, read the cell, drop sentinels and make ends half-open.

    patient: the columns whose cells may stand in any dress; the others are read in the plainest only.
    """
    columns = batch.kind.columns
    special = {column.name: american for column in columns if column.type == "date"} | {
        column.name: _marked(connection, batch, column)
        for column in columns
        if column.type == "flag" and column.name in patient
    }
    looks = {column.name: look for column in columns if (look := _look(column, patient))}
    looked = "".join(f", {look} AS {name}__y" for name, look in looks.items())
    read = ", ".join(
        _read_cell(batch, column, column in joined, column.name in patient, special.get(column.name, ()))
        for column in columns
    )
    joins = " ".join(
        f"LEFT JOIN {_map_name(batch, column)} ON {_map_name(batch, column)}.x = t.{column.name}"
        for column in joined
    )
    out = ", ".join(_staged_pair(column, column.name in patient) for column in columns)
    connection.execute(
        f"INSERT INTO {batch.kind.staged} SELECT file_no, row_no, {out} FROM (SELECT file_no, row_no, {read} FROM "
        f"(SELECT *{looked} FROM {batch.table}) AS t {joins})"
    )


def _look(column: Column, patient: frozenset[str]) -> str | None:
    return (cells.first_look if column.name in patient else cells.plain_look)(column, column.name)


def _read_cell(batch: Batch, column: Column, joined: bool, patient: bool, special: Sequence[int]) -> str:
    """The cell as text `__x`, its value, and whether it says «nothing here» `__n` (for texts and mapped codes)."""
    name = column.name
    text = f"t.{name} AS {name}__x"
    if joined:
        return f"{text}, {_map_name(batch, column)}.code AS {name}, {_map_name(batch, column)}.nothing AS {name}__n"
    if column.codelist:
        plain = f"string_split(t.{name}, '|')" if column.many else f"t.{name}"
        return f"{text}, {plain} AS {name}, false AS {name}__n"
    if patient:
        value = cells.typed(column, f"t.{name}", f"{name}__y", batch.date_formats, special)
    else:
        value = cells.plain(column, f"t.{name}", f"{name}__y")
    says_nothing = cells.sentinel(column, f"t.{name}", value)
    nothing = f", {says_nothing} AS {name}__n" if _is_free_text(column) else ""
    return f"{text}, {value} AS {name}{nothing}"


def _is_free_text(column: Column) -> bool:
    return column.type in ("text", "pseudonym") and not column.pattern


def _staged_pair(column: Column, patient: bool) -> str:
    x, value = f"{column.name}__x", column.name
    marked = column.codelist or _is_free_text(column)
    nothing = f"{value}__n" if marked else cells.sentinel(column, x, value)
    kept = f"CASE WHEN {nothing} THEN NULL ELSE {value} END" if _is_free_text(column) else value
    if column.last_valid_day:
        kept = f"CAST({kept} + 1 AS DATE)"
    return f"{kept}, CASE WHEN {nothing} THEN NULL ELSE {x} END" if marked or patient else f"{kept}, {x}"


def _marked(connection: duckdb.DuckDBPyConnection, batch: Batch, column: Column) -> list[int]:
    """Files in which this flag is either a mark («x») or empty: there an empty cell means no."""
    x = f"lower({column.name})"
    rows = connection.execute(
        f"SELECT file_no FROM {batch.table} WHERE {x} <> '' GROUP BY file_no "
        f"HAVING bool_and({x} IN {cells.listed(cells.MARKS)})"
    ).fetchall()
    return [row[0] for row in rows]
