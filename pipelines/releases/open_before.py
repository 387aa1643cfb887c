"""City records without persons (money, positions, quota) as the public read them before a release changed them.

Beside each cube that differs from what was public before, `public/before/` has the same cube with the numbers that
stood there: a figure computed over it is what was printed, so that money and its rates say that they were corrected as
counts do. Months after the Datenstand of their release were preliminary and are no print.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import duckdb

from pipelines.disclosure import ratios
from pipelines.metrics import Figure, Query, compute
from pipelines.metrics.catalogue import Measure
from pipelines.metrics.cubes import CubeSource
from pipelines.metrics.sources import Cells, Point, Source
from pipelines.releases.printed_number import PLACES
from pipelines.storage import quoted

FOLDER = "before"


class Printed(NamedTuple):
    """The public part that was served before, and the Datenstand of its release."""

    folder: Path
    data_as_of: date


def write(public: Path, names: Iterable[str], last: Printed) -> None:
    """Keep, for the cubes of these names, what `last` printed otherwise or had corrected already."""
    (public / FOLDER).mkdir()
    with duckdb.connect() as connection:
        for name in names:
            file = f"{name}.parquet"
            if (last.folder / file).exists():
                _write_cube(connection, public, file, last)


def _write_cube(connection: duckdb.DuckDBPyConnection, public: Path, file: str, last: Printed) -> None:
    kept = last.folder / FOLDER / file
    cubes = {
        "now": public / file,
        "old": last.folder / file,
        "older": kept if kept.exists() else last.folder / file,
    }
    for name, path in cubes.items():
        connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS FROM read_parquet({quoted(path)})")
    columns = connection.execute("DESCRIBE now").fetchall()
    values = [name for name, kind, *_ in columns if kind == "DOUBLE"]
    keys = [name for name, kind, *_ in columns if kind != "DOUBLE"]
    # A measure of another version of the catalogue was not printed by this one.
    shared = {name for name, *_ in connection.execute("DESCRIBE old").fetchall()}
    if not {*keys} <= shared:
        return
    chosen = [*(f"now.{key}" for key in keys), *(_before(value, value in shared) for value in values)]
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE printed AS SELECT {', '.join(chosen)} FROM now "
        f"LEFT JOIN old ON {_same(keys, 'old')} LEFT JOIN older ON {_same(keys, 'older')}",
        {"until": last.data_as_of} if shared & {*values} else {},
    )
    if connection.execute("FROM printed EXCEPT FROM now").fetchone():
        target = quoted(public / FOLDER / file)
        connection.execute(f"COPY (FROM printed ORDER BY ALL) TO {target} (FORMAT parquet, COMPRESSION zstd)")


def _before(value: str, known: bool) -> str:
    if not known:
        return f"now.{value}"
    return (
        f"CASE WHEN old.as_of IS NULL OR now.as_of > $until THEN now.{value} "
        f"WHEN old.{value} IS DISTINCT FROM now.{value} THEN old.{value} ELSE older.{value} END AS {value}"
    )


def _same(keys: Iterable[str], other: str) -> str:
    return " AND ".join(f"now.{key} IS NOT DISTINCT FROM {other}.{key}" for key in keys)


class Before:
    """A public world whose city records are those that were printed before."""

    def __init__(self, world: Source, folder: Path, months: Sequence[date]) -> None:
        self.data_as_of, self.first_export = world.data_as_of, world.first_export
        self.populations = frozenset(path.stem for path in (folder / FOLDER).glob("*.parquet"))
        self._world, self._folder, self._months = world, folder, months

    @cached_property
    def _cubes(self) -> CubeSource:
        return CubeSource(self._folder / FOLDER, self.data_as_of, self.first_export, self._months)

    def close(self) -> None:
        if "_cubes" in self.__dict__:
            self._cubes.close()

    def figures(self, measures: Iterable[Measure], query: Query) -> dict[object, Figure]:
        """The answer as it was printed before, by `place`; nothing where no record behind these measures changed."""
        if not {measure.population for measure in measures} & self.populations:
            return {}
        return {place(figure): figure for figure in compute(self, query) if figure.value is not None}

    def fetch(
        self, measure: Measure, points: Sequence[Point], by: tuple[str, ...], filters: Mapping[str, str]
    ) -> dict[Point, Cells]:
        """See metrics.sources.Source.fetch."""
        source = self._cubes if measure.population in self.populations else self._world
        return source.fetch(measure, points, by, filters)


def place(figure: Figure) -> object:
    """What a figure is of, apart from its metric."""
    return figure.as_of, figure.period_from, tuple(figure.by.items())


def earlier(now: Figure, before: Figure) -> int | float | None:
    """What was printed in place of an exact figure of the city's records, None where it is the same or was no number."""
    if now.value is None or before.value is None or _printed(now) == _printed(before):
        return None
    return before.value


def _printed(figure: Figure) -> Fraction:
    assert figure.value is not None  # asked of figures with a value only
    return ratios.half_away(Fraction(figure.value), PLACES.get(figure.unit, 0))
