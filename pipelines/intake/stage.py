"""Records into DuckDB as raw text, one table per kind and profile; `values` then types each in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.intake.kinds import Kind
from pipelines.intake.layout import Layout
from pipelines.intake.snapshot import LARGEST_LINE, Snapshot

if TYPE_CHECKING:
    import duckdb

# Sign that cannot stand in a tidied cell (control characters are blanks there), so it can part cells.
_SEPARATOR = "\x1f"
_ROWS_AT_ONCE = 20_000


@dataclass(frozen=True)
class Filled:
    """How many rows there are, and by column how many with a value and how many with a text."""

    rows: int = 0
    values: Mapping[str, int] = field(default_factory=dict)
    texts: Mapping[str, int] = field(default_factory=dict)

    def unread(self, name: str) -> bool:
        """Some cell of the column holds a text that is no value."""
        return self.values.get(name, 0) < self.texts.get(name, 0)

    def gaps(self, name: str) -> bool:
        """Some cell of the column has no value."""
        return self.values.get(name, 0) < self.rows

    def __add__(self, other: Filled) -> Filled:
        both = (self.values, other.values), (self.texts, other.texts)
        values, texts = (
            {name: one.get(name, 0) + two.get(name, 0) for name in {*one, *two}} for one, two in both
        )
        return Filled(self.rows + other.rows, values, texts)


@dataclass
class Batch:
    """Files of one kind read with one profile: they share one raw table and one typing statement.

    filled: what the columns held once they were typed.
    """

    kind: Kind
    number: int
    date_formats: tuple[str, ...] = ()
    own_codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    filled: Filled = Filled()

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
