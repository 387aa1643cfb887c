"""Records into DuckDB: raw text first, one batch per kind and profile, then typed in one statement per batch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.intake import cells, codes, remarks
from pipelines.intake.findings import Finding
from pipelines.intake.kinds import Column, Kind
from pipelines.intake.layout import Layout
from pipelines.intake.snapshot import LARGEST_LINE, Snapshot

if TYPE_CHECKING:
    import duckdb

# Sign that cannot stand in a tidied cell (control characters are blanks there), so it can part cells.
_SEPARATOR = "\x1f"
_ROWS_AT_ONCE = 20_000


@dataclass
class Batch:
    """Files of one kind read with one profile: they share one raw table and one typing statement."""

    kind: Kind
    number: int
    date_formats: tuple[str, ...] = ()
    own_codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """Name of the raw table."""
        return f"raw_{self.kind.table}_{self.number}"


def create_staged(connection: duckdb.DuckDBPyConnection, kinds: Iterable[Kind]) -> None:
    """Empty staged tables of all kinds (a former reading in this connection is forgotten)."""
    for kind in kinds:
        columns = ", ".join(
            f"{column.name} {column.sql_type}, {column.name}__raw VARCHAR" for column in kind.columns
        )
        connection.execute(
            f"CREATE OR REPLACE TABLE {kind.staged} (file_no INTEGER, row_no BIGINT, {columns})"
        )


def create_raw(connection: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """The raw table of a batch: one text column per column of the kind."""
    columns = ", ".join(f"{column.name} VARCHAR" for column in batch.kind.columns)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {batch.table} (file_no INTEGER, row_no BIGINT, export_year INTEGER, {columns})"
    )


def copy_straight(
    connection: duckdb.DuckDBPyConnection,
    batch: Batch,
    file_no: int,
    year: int,
    layout: Layout,
    snapshot: Snapshot,
    delimiter: str,
) -> int:
    """Insert a clean UTF-8 file as the engine reads it; returns the number of records.

    Raises duckdb.Error (with nothing inserted) when a record does not fit; then the patient way takes over.
    """
    shape = "{" + ", ".join(f"'c{position}': 'VARCHAR'" for position in range(layout.width)) + "}"
    padded = snapshot.blanks or snapshot.quotes > 0
    picked = ", ".join(_picked(layout.positions.get(column.name), padded) for column in batch.kind.columns)
    fixed = [
        batch.fixed.get(column.name) for column in batch.kind.columns if column.name not in layout.positions
    ]
    done = connection.execute(
        f"INSERT INTO {batch.table} SELECT ?, row_number() OVER () + 1, ?, {picked} FROM read_csv(?, columns={shape}, "
        f"header=true, auto_detect=false, delim=?, quote='\"', escape='\"', strict_mode=true, null_padding=false, "
        f"max_line_size={LARGEST_LINE})",
        [file_no, year, *fixed, str(snapshot.path), delimiter],
    ).fetchone()
    return int(done[0]) if done else 0


def _picked(position: int | None, padded: bool) -> str:
    """A column of the file (trimming ten million cells costs more than reading them), or a fixed value."""
    if position is None:
        return "?"
    return f"nullif(trim(c{position}), '')" if padded else f"c{position}"


def copy_records(
    connection: duckdb.DuckDBPyConnection,
    batch: Batch,
    file_no: int,
    year: int,
    layout: Layout,
    rows: Iterable[tuple[int, list[str]]],
) -> int:
    """Insert tidied records (row number, cells), piece by piece; returns their number."""
    names = [column.name for column in batch.kind.columns]
    pieces = ", ".join(
        "nullif(unnest(string_split(?, chr(31))), '')" if name in layout.positions else "?" for name in names
    )
    statement = (
        f"INSERT INTO {batch.table} SELECT ?, CAST(unnest(string_split(?, chr(31))) AS BIGINT), ?, {pieces}"
    )
    iterator, total = iter(rows), 0
    while piece := list(islice(iterator, _ROWS_AT_ONCE)):
        values: list[object] = [file_no, _SEPARATOR.join(str(number) for number, _ in piece), year]
        for name in names:
            position = layout.positions.get(name)
            values.append(
                batch.fixed.get(name)
                if position is None
                else _SEPARATOR.join(record[position] for _, record in piece)
            )
        connection.execute(statement, values)
        total += len(piece)
    return total


def forget(connection: duckdb.DuckDBPyConnection, table: str, files: Sequence[int]) -> None:
    """Remove everything of refused files."""
    if files:
        connection.execute(f"DELETE FROM {table} WHERE file_no IN ({', '.join(map(str, files))})")


def type_batch(
    connection: duckdb.DuckDBPyConnection, batch: Batch, names: Mapping[int, str], more_traeger: Iterable[str]
) -> list[Finding]:
    """Read every cell of the batch into the staged table; returns findings about sentinels and historic codes."""
    findings = remarks.sentinel_dates(connection, batch, names)
    american, told = remarks.slashed_days(connection, batch, names)
    findings += told
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
    _insert(connection, batch, joins, american)
    for column in joins:
        connection.execute(f"DROP TABLE {_map_name(batch, column)}")
    connection.execute(f"DROP TABLE {batch.table}")
    return findings


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
    american: Sequence[int],
) -> None:
    """One statement in three layers: look once, read the cell, drop sentinels and make ends half-open."""
    columns = batch.kind.columns
    special = {column.name: american for column in columns if column.type == "date"} | {
        column.name: _marked(connection, batch, column) for column in columns if column.type == "flag"
    }
    looks = {column.name: look for column in columns if (look := cells.first_look(column, column.name))}
    looked = "".join(f", {look} AS {name}__y" for name, look in looks.items())
    read = ", ".join(
        _read_cell(batch, column, column in joined, special.get(column.name, ())) for column in columns
    )
    joins = " ".join(
        f"LEFT JOIN {_map_name(batch, column)} ON {_map_name(batch, column)}.x = t.{column.name}"
        for column in joined
    )
    out = ", ".join(_staged_pair(column) for column in columns)
    connection.execute(
        f"INSERT INTO {batch.kind.staged} SELECT file_no, row_no, {out} FROM (SELECT file_no, row_no, {read} FROM "
        f"(SELECT *{looked} FROM {batch.table}) AS t {joins})"
    )


def _read_cell(batch: Batch, column: Column, joined: bool, special: Sequence[int]) -> str:
    """The cell as text `__x`, its value, and whether it says «nothing here» `__n` (for texts and mapped codes)."""
    name = column.name
    text = f"t.{name} AS {name}__x"
    if joined:
        return f"{text}, {_map_name(batch, column)}.code AS {name}, {_map_name(batch, column)}.nothing AS {name}__n"
    if column.codelist:
        plain = f"string_split(t.{name}, '|')" if column.many else f"t.{name}"
        return f"{text}, {plain} AS {name}, false AS {name}__n"
    value = cells.typed(column, f"t.{name}", f"{name}__y", batch.date_formats, special)
    says_nothing = cells.sentinel(column, f"t.{name}", value)
    nothing = f", {says_nothing} AS {name}__n" if _is_free_text(column) else ""
    return f"{text}, {value} AS {name}{nothing}"


def _is_free_text(column: Column) -> bool:
    return column.type in ("text", "pseudonym") and not column.pattern


def _staged_pair(column: Column) -> str:
    x, value = f"{column.name}__x", column.name
    marked = column.codelist or _is_free_text(column)
    nothing = f"{value}__n" if marked else cells.sentinel(column, x, value)
    kept = f"CASE WHEN {nothing} THEN NULL ELSE {value} END" if _is_free_text(column) else value
    if column.last_valid_day:
        kept = f"CAST({kept} + 1 AS DATE)"
    return f"{kept}, CASE WHEN {nothing} THEN NULL ELSE {x} END"


def _marked(connection: duckdb.DuckDBPyConnection, batch: Batch, column: Column) -> list[int]:
    """Files in which this flag is either a mark («x») or empty: there an empty cell means no."""
    x = f"lower({column.name})"
    rows = connection.execute(
        f"SELECT file_no FROM {batch.table} WHERE {x} <> '' GROUP BY file_no "
        f"HAVING bool_and({x} IN {cells.listed(cells.MARKS)})"
    ).fetchall()
    return [row[0] for row in rows]
