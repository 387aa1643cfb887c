"""How many findings stand against the deliveries of a release: counts for its manifest, taken once.

Counted are the findings of the load that took a delivery in, for every delivery that counts. What the newest load
found about no single file of its own (a stale export of another Träger, say) stands under `elsewhere`. Counts of
findings and of rows tell about cases, so a manifest's counts are for inside only (DISCLOSURE.md, public world).
"""

from __future__ import annotations

from typing import Any

import duckdb

_SEVERITIES = ("error", "warning", "info")
_COUNTS = ", ".join(f"count(*) FILTER (severity = '{name}') AS {name}" for name in _SEVERITIES)
_BY_DELIVERY = f"""
    SELECT d.file, d.kind, d.traeger,
           count(DISTINCT f.row_no) FILTER (effect = 'quarantine') AS rows_quarantined, {_COUNTS}
    FROM current_deliveries AS d
    LEFT JOIN findings AS f
        ON f.load_id = d.load_id AND f.kind = d.kind AND f.traeger = d.traeger AND f.export_date = d.export_date
    GROUP BY ALL ORDER BY d.kind, d.traeger"""
_ELSEWHERE = f"""
    SELECT {_COUNTS} FROM findings AS f JOIN load_state AS s ON s.load_id = f.load_id WHERE f.kind IS NULL"""


def counted(warehouse: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """`by_delivery`: file, kind, traeger, rows_quarantined and findings by severity of each delivery that counts;
    `elsewhere`: findings by severity that belong to none of them."""
    by_delivery = _rows(warehouse.execute(_BY_DELIVERY))
    return {"by_delivery": by_delivery, "elsewhere": _rows(warehouse.execute(_ELSEWHERE))[0]}


def _rows(cursor: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
