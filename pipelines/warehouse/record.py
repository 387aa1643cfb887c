"""Findings on record: the same finding about the same row is known again in later deliveries."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.intake import kinds
from pipelines.intake.kinds import Kind
from pipelines.quality.outcome import FindingRow

_SQL = Path(__file__).parent / "sql"


def identify(connection: duckdb.DuckDBPyConnection) -> None:
    """Table `identities`: for every row with a finding a hash of owner and key, the same in every delivery."""
    connection.execute("CREATE TABLE identities (file_no INTEGER, row_no BIGINT, row_key VARCHAR)")
    for kind in kinds.load().values():
        _identify_kind(connection, kind)


def _identify_kind(connection: duckdb.DuckDBPyConnection, kind: Kind) -> None:
    names = kind.key or tuple(column.name for column in kind.columns)
    raw = ", ".join(f"coalesce(s.{name}__raw, '')" for name in names)
    connection.execute(
        f"INSERT INTO identities SELECT s.file_no, s.row_no, concat_ws('|', {raw}) FROM staged_{kind.table} AS s "
        "SEMI JOIN findings AS w ON w.file_no = s.file_no AND w.row_no = s.row_no"
    )


def keep(connection: duckdb.DuckDBPyConnection, load_id: str) -> None:
    """Write this load's findings into the warehouse, each with the day since which it is known."""
    connection.execute((_SQL / "04_findings.sql").read_text(encoding="utf-8"), {"load_id": load_id})


def read_kept(connection: duckdb.DuckDBPyConnection, load_id: str) -> list[FindingRow]:
    """The findings of one load as the warehouse keeps them, in the order of files and rows."""
    return _rows(
        connection.execute(
            "SELECT rule, severity, effect, coalesce(file, ''), row_no, column_name, message, kind, traeger, "
            "export_date, known_since FROM wh.findings WHERE load_id = ? "
            "ORDER BY file, row_no NULLS FIRST, rule, column_name",
            [load_id],
        )
    )


def read_found(connection: duckdb.DuckDBPyConnection) -> list[FindingRow]:
    """The findings of a load that does not come through."""
    return _rows(
        connection.execute(
            "SELECT w.rule, w.severity, w.effect, coalesce(w.file, ''), w.row_no, w.column_name, w.message, f.kind, "
            "f.traeger, f.export_date, NULL FROM findings AS w LEFT JOIN load_files AS f USING (file_no) "
            "ORDER BY w.file, w.row_no NULLS FIRST, w.rule, w.column_name"
        )
    )


def _rows(cursor: duckdb.DuckDBPyConnection) -> list[FindingRow]:
    return [FindingRow(*row) for row in cursor.fetchall()]
