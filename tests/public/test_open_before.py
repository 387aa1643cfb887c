"""Which records of the city were printed before: by month, over gaps, and over several releases."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb

from pipelines.releases import open_before
from pipelines.storage import quoted

MARCH, APRIL = date(2022, 3, 31), date(2022, 4, 30)
_Record = tuple[date, str, float]


def _cube(folder: Path, records: list[_Record]) -> Path:
    """A cube of positions per Träger as the public part of a release has it."""
    folder.mkdir()
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE cube (as_of DATE, traeger VARCHAR, filled DOUBLE)")
        if records:
            connection.executemany("INSERT INTO cube VALUES (?, ?, ?)", records)
        connection.execute(f"COPY cube TO {quoted(folder / 'positions.parquet')} (FORMAT parquet)")
    return folder


def _before(folder: Path) -> list[tuple[Any, ...]]:
    file = folder / open_before.FOLDER / "positions.parquet"
    with duckdb.connect() as connection:
        return connection.execute(f"FROM {quoted(file)} ORDER BY ALL").fetchall() if file.exists() else []


def test_preliminary_months_are_no_print(tmp_path: Path) -> None:
    """The release before knew records of April already, but printed March and nothing after it."""
    old = _cube(tmp_path / "old", [(APRIL, "CARITAS", 1.5), (APRIL, "STADT", 1)])
    now = _cube(tmp_path / "now", [(APRIL, "DIAKONIE", 2), (APRIL, "STADT", 3)])
    open_before.write(now, ["positions"], open_before.Printed(old, [MARCH]))
    assert _before(now) == []


def test_what_goes_and_comes_back_was_gone_in_print(tmp_path: Path) -> None:
    """1.5 positions, none, 1.5 again: the last print said none."""
    cubes = [
        _cube(tmp_path / str(n), [(MARCH, "CARITAS", fte)] if fte else [])
        for n, fte in enumerate((1.5, 0, 1.5))
    ]
    for last, now in pairwise(cubes):
        open_before.write(now, ["positions"], open_before.Printed(last, [MARCH]))
    assert [_before(cube) for cube in cubes] == [[], [(MARCH, "CARITAS", 1.5)], [(MARCH, "CARITAS", None)]]
