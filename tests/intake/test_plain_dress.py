"""The quick reading of cells in the plainest dress never says anything else than the patient one."""

from __future__ import annotations

import duckdb
import pytest

from pipelines.intake import cells, kinds
from pipelines.intake.kinds import Column

_CELLS = """
01.03.2022 29.02.2020 29.02.2022 1.3.2022 01.01.1900 01.01.1899 31.12.9999 00.00.0000 2022-03-01 03/04/2022 01.03.22
44621 0 1 7 12 007 1985 2091 1899 -3 +3 3,5 3.5 1,25 64.000 64.000,00 1.234,50 12345678901 1e3 1.6 1,2,3 ,5 5,
j n J ja x X - unbekannt k.A. =1+1 LO-0123456789 lo-0123456789 8336050 08336050 Haus
"""
_COLUMNS = [
    pytest.param(column, id=f"{kind.name}.{column.name}")
    for kind in kinds.load().values()
    for column in kind.columns
    if not column.codelist
]


@pytest.mark.parametrize("column", _COLUMNS)
def test_a_plain_cell_says_the_same_in_both_readings(column: Column) -> None:
    plain = cells.plain(column, "x", cells.plain_look(column, "x") or "x")
    patient = cells.typed(column, "x", cells.first_look(column, "x") or "x")
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE t AS SELECT unnest(?) AS x, 2022 AS export_year, 1 AS file_no", [_CELLS.split()]
        )
        query = f"SELECT x, {plain} AS quick, {patient} AS slow FROM t"
        found = connection.execute(f"SELECT * FROM ({query}) WHERE quick IS NOT NULL").fetchall()
    assert [row for row in found if row[1] != row[2]] == []
    assert found, "no cell of the table is plain for this column"


def test_the_quick_reading_leaves_odd_cells_to_the_patient_one() -> None:
    column = kinds.load()["faelle"].column("ended_on")
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE t AS SELECT unnest(?) AS x", [["01.03.2022", "2022-03-01", "31.12.9999"]]
        )
        query = f"SELECT {cells.plain(column, 'x', cells.plain_look(column, 'x') or 'x')}::VARCHAR FROM t"
        assert connection.execute(query).fetchall() == [("2022-03-01",), (None,), (None,)]
