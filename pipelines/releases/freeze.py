"""The part *core* of a release: rows about persons, frozen, readable by the loading user alone.

Every figure of an old release can be computed again from it, for any Stichtag.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipelines.storage import quoted

# Columns that no figure uses stay in the warehouse (data minimisation).
_CORE = {
    "cases": "d.traeger AS owner, row_no, case_id, household_id, r.traeger, birth_year, sex, nationality, assigned_on, "
    "admitted_on, access_route, ended_on, exit_reason, moved_away_on",
    "residence_status": "d.traeger AS owner, case_id, status, valid_from, valid_to",
    "housing": "d.traeger AS owner, case_id, housing, site, moved_in_on, moved_out_on",
    "arrivals": "row_no, person_id, nationality, status, birth_year, sex, arrived_on, left_on",
    "consultations": "d.traeger AS owner, case_id, held_on, channel, topics",
    "positions": "r.traeger, position_function, fte_planned, fte_filled, fte_funded, valid_from, valid_to",
    "grants": "programme, r.traeger, period_from, period_to, paid_eur",
    "costs": "r.traeger, year, cost_type, amount_eur, lump_sum_eur",
    "quota": "year, version_on, target, actual, carry_over",
    "sites": "site, places, usable, valid_from, valid_to",
    "population": "ags, r.as_of, inhabitants, basis",
}
_HISTORY = {
    "case_history": "SELECT d.traeger AS owner, d.export_date, case_id, r.traeger, admitted_on, language, employment, "
    "plan_on, extended FROM cases r JOIN counted d USING (delivery_id)",
    "exports": "SELECT traeger AS owner, export_date FROM counted WHERE kind = 'faelle'",
}


def freeze(warehouse: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write one Parquet file per table of `metrics.schema` into `folder` (mode 0700, files 0600)."""
    folder.mkdir(mode=0o700)
    # All deliveries up to the cut-off, newest or not: history describes what was known when.
    warehouse.execute(
        "CREATE OR REPLACE TEMP VIEW counted AS SELECT d.* FROM deliveries d, load_state s "
        "WHERE s.cut_off IS NULL OR d.export_date <= s.cut_off"
    )
    current = {
        table: f"SELECT {columns} FROM current_{table} r JOIN deliveries d USING (delivery_id)"
        for table, columns in _CORE.items()
    }
    for table, query in (current | _HISTORY).items():
        path = folder / f"{table}.parquet"
        warehouse.execute(f"COPY ({query} ORDER BY ALL) TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd)")
        path.chmod(0o600)


def thaw(folder: Path) -> duckdb.DuckDBPyConnection:
    """An in-memory connection in which the frozen tables of `folder` stand under their names."""
    connection = duckdb.connect(config={"autoinstall_known_extensions": False})
    for path in sorted(folder.glob("*.parquet")):
        connection.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM read_parquet({quoted(path)})")
    return connection
