"""Small worlds for spec tests: rows as people would write them, in the tables that metrics read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import duckdb

from pipelines.metrics.schema import create_core, fill_settings
from pipelines.metrics.sources import RowSource
from pipelines.settings import KEYS, Settings

DEFAULTS = Settings({key.name: key.default for key in KEYS})


def day(text: str) -> date:
    """30.06.2022 → date."""
    number, month, year = text.split(".")
    return date(int(year), int(month), int(number))


def world(
    tables: Mapping[str, Iterable[Mapping[str, Any]]],
    exports: Mapping[str, list[str]] | None = None,
    settings: Settings = DEFAULTS,
) -> RowSource:
    """A source over the given rows. exports: Träger → days of its exports of `faelle` (default: one, 31.12.2030)."""
    connection = duckdb.connect()
    create_core(connection)
    fill_settings(connection, settings)
    for table, rows in tables.items():
        for row in rows:
            _insert(connection, table, row)
    known = (
        exports
        if exports is not None
        else {name: ["31.12.2030"] for name in ("STADT", "CARITAS", "DIAKONIE")}
    )
    days = [day(text) for texts in known.values() for text in texts]
    for owner, texts in known.items():
        for text in texts:
            _insert(connection, "exports", {"owner": owner, "export_date": text})
    newest = [max(day(text) for text in texts) for texts in known.values() if texts]
    return RowSource(connection, min(newest, default=date(2030, 12, 31)), min(days, default=None))


def _insert(connection: duckdb.DuckDBPyConnection, table: str, row: Mapping[str, Any]) -> None:
    row = {name: _value(value) for name, value in row.items()}
    if table == "cases":
        row = {"owner": row["traeger"], **row}
    names, marks = ", ".join(row), ", ".join("?" for _ in row)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))


def _value(value: Any) -> Any:
    is_day = isinstance(value, str) and len(value) == 10 and value[2] == value[5] == "."
    return day(value) if is_day else value
