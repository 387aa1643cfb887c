"""How long older deliveries stay: those that count now never go, whatever their age."""

from __future__ import annotations

import duckdb

from pipelines.warehouse import fill


def prune(connection: duckdb.DuckDBPyConnection, years: int, load_id: str) -> None:
    """Drop deliveries whose export lies more than `years` years before the newest one and that do not count now.

    The age is measured against the newest export, never against the clock, so a load gives the same result any day.
    """
    old = connection.execute(
        "SELECT delivery_id FROM wh.deliveries WHERE delivery_id NOT IN (SELECT delivery_id FROM newest_deliveries) "
        "AND export_date < (SELECT max(export_date) FROM wh.deliveries) - to_years(?)",
        [years],
    ).fetchall()
    fill.withdraw(connection, [name for (name,) in old], load_id)
