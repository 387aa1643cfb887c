"""The tables that metrics read (part *core* of a release), and what settings and code lists add to them."""

from __future__ import annotations

import duckdb

from pipelines import codelists
from pipelines.settings import Settings

# Table → columns. `owner` is the Träger that delivered the row; the rest stands in docs/ARCHITECTURE.md.
TABLES = {
    "cases": "owner VARCHAR, row_no BIGINT, case_id VARCHAR, household_id VARCHAR, traeger VARCHAR, birth_year INTEGER, "
    "sex VARCHAR, nationality VARCHAR, assigned_on DATE, admitted_on DATE, access_route VARCHAR, ended_on DATE, "
    "exit_reason VARCHAR, moved_away_on DATE",
    "case_history": "owner VARCHAR, export_date DATE, case_id VARCHAR, traeger VARCHAR, admitted_on DATE, "
    "language VARCHAR, employment VARCHAR, plan_on DATE, extended BOOLEAN",
    "exports": "owner VARCHAR, export_date DATE",
    "residence_status": "owner VARCHAR, case_id VARCHAR, status VARCHAR, valid_from DATE, valid_to DATE",
    "housing": "owner VARCHAR, case_id VARCHAR, housing VARCHAR, site VARCHAR, moved_in_on DATE, moved_out_on DATE",
    "arrivals": "row_no BIGINT, person_id VARCHAR, nationality VARCHAR, status VARCHAR, birth_year INTEGER, sex VARCHAR, "
    "arrived_on DATE, left_on DATE",
    "consultations": "owner VARCHAR, case_id VARCHAR, held_on DATE, channel VARCHAR, topics VARCHAR[]",
    "positions": "traeger VARCHAR, position_function VARCHAR, fte_planned DECIMAL(9,3), fte_filled DECIMAL(9,3), "
    "fte_funded DECIMAL(9,3), valid_from DATE, valid_to DATE",
    "grants": "programme VARCHAR, traeger VARCHAR, period_from DATE, period_to DATE, paid_eur DECIMAL(14,2)",
    "costs": "traeger VARCHAR, year INTEGER, cost_type VARCHAR, amount_eur DECIMAL(14,2), lump_sum_eur DECIMAL(14,2)",
    "quota": "year INTEGER, version_on DATE, target INTEGER, actual INTEGER, carry_over INTEGER",
    "sites": "site VARCHAR, places INTEGER, usable INTEGER, valid_from DATE, valid_to DATE",
    "population": "ags VARCHAR, as_of DATE, inhabitants INTEGER, basis VARCHAR",
}


def create_core(connection: duckdb.DuckDBPyConnection) -> None:
    """Empty tables, for a source that is filled by hand."""
    for table, columns in TABLES.items():
        connection.execute(f"CREATE TABLE {table} ({columns})")


def fill_settings(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    """Tables from the settings (city, target ratios) and from the code lists (what rolls up to what)."""
    connection.execute("CREATE TABLE city AS SELECT ?::VARCHAR AS ags", [settings["city.ags"]])
    ratios = settings["target_ratio"]
    connection.execute(
        "CREATE TABLE target_ratios AS "
        "SELECT unnest(?::DATE[]) AS valid_from, unnest(?::DOUBLE[]) AS persons_per_fte",
        [[entry["valid_from"] for entry in ratios], [entry["persons_per_fte"] for entry in ratios]],
    )
    for table, list_name, code, group in (
        ("nationality_regions", "nationality", "nationality", "region"),
        ("status_groups", "status", "status", "status_group"),
    ):
        entries = codelists.load(list_name).values()
        connection.execute(
            f"CREATE TABLE {table} AS SELECT unnest(?::VARCHAR[]) AS {code}, unnest(?::VARCHAR[]) AS {group}",
            [[entry.code for entry in entries], [entry.group for entry in entries]],
        )
