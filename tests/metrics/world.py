"""Small worlds for spec tests: rows as people would write them, in the tables that metrics read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain, groupby
from typing import Any

import duckdb

from pipelines.metrics import Query, compute
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
        _insert(connection, table, rows)
    known = (
        exports
        if exports is not None
        else {name: ["31.12.2030"] for name in ("STADT", "CARITAS", "DIAKONIE")}
    )
    days = [day(text) for texts in known.values() for text in texts]
    exported = [{"owner": owner, "export_date": text} for owner, texts in known.items() for text in texts]
    _insert(connection, "exports", exported)
    newest = [max(day(text) for text in texts) for texts in known.values() if texts]
    return RowSource(connection, min(newest, default=date(2030, 12, 31)), min(days, default=None))


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    if table == "cases":
        rows = [{"owner": row["traeger"], **row} for row in rows]
    for names, alike in groupby(rows, key=tuple):
        lines = [[_value(value) for value in row.values()] for row in alike]
        columns, line = ", ".join(names), f"({', '.join('?' for _ in names)})"
        for some in (lines[at : at + 200] for at in range(0, len(lines), 200)):
            marks = ", ".join([line] * len(some))
            connection.execute(f"INSERT INTO {table} ({columns}) VALUES {marks}", list(chain(*some)))


def _value(value: Any) -> Any:
    is_day = isinstance(value, str) and len(value) == 10 and value[2] == value[5] == "."
    return day(value) if is_day else value


def case(
    person: str, since: str, until: str | None = None, traeger: str = "CARITAS", **more: Any
) -> dict[str, Any]:
    """A case row; `until` is the day of its end, not counted."""
    return {"case_id": person, "traeger": traeger, "admitted_on": since, "ended_on": until, **more}


def value(tables: dict[str, Any], metric: str, as_of: str, start: str | None = None, **more: Any) -> Any:
    """The total of a metric over the given rows."""
    source = world(tables)
    found = compute(source, Query(metric, day(as_of), day(start) if start else None, **more))
    assert len(found) == 1, "one total"
    return found[0].value


def cells(
    tables: dict[str, Any], metric: str, as_of: str, *by: str, start: str | None = None, **more: Any
) -> Any:
    """The cells of a breakdown by their codes, without the total."""
    source = more.pop("source", None) or world(tables)
    found = compute(source, Query(metric, day(as_of), day(start) if start else None, by=by, **more))
    return {tuple(figure.by.values()): figure.value for figure in found if figure.by}


def arrival(
    person: str, arrived: str, left: str | None = None, nationality: str = "166", **more: Any
) -> dict[str, Any]:
    """A row of the arrivals register."""
    return {"person_id": person, "nationality": nationality, "arrived_on": arrived, "left_on": left, **more}


def snapshot(export: str, person: str, **more: Any) -> dict[str, Any]:
    """What an export of Caritas said of a person on its day."""
    return {
        "owner": "CARITAS",
        "traeger": "CARITAS",
        "export_date": export,
        "case_id": person,
        "admitted_on": "01.01.2020",
        **more,
    }
