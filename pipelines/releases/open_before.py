"""City records without persons (money, positions, quota) as the public read them before a release changed them.

Beside each cube that differs from what was public before, `public/before/` has the same cube with the numbers that
stood there: a figure computed over it is what was printed, so that money and its rates say that they were corrected as
counts do. It has a row for every place that has one now or had one in print: one that is gone keeps its numbers, one
that is new has none. Months that an earlier release did not print (preliminary ones too) were no print.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import duckdb

from pipelines.disclosure import ratios
from pipelines.metrics import Figure, Query, catalogue, compute
from pipelines.metrics.arrange import OTHER, together
from pipelines.metrics.catalogue import Measure
from pipelines.metrics.cubes import CubeSource
from pipelines.metrics.evaluate import Cell
from pipelines.metrics.sources import Cells, Point, Source
from pipelines.releases.printed_number import PLACES
from pipelines.storage import quoted

FOLDER = "before"


class Printed(NamedTuple):
    """The public part that was served before, and the month ends that it printed."""

    folder: Path
    months: Sequence[date]


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
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE months AS SELECT unnest($1::DATE[]) AS as_of", [last.months]
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE printed AS {_printed_before(keys, values, shared)}")
    if connection.execute("FROM printed EXCEPT FROM now").fetchone():
        target = quoted(public / FOLDER / file)
        connection.execute(f"COPY (FROM printed ORDER BY ALL) TO {target} (FORMAT parquet, COMPRESSION zstd)")


def _printed_before(keys: Sequence[str], values: Sequence[str], shared: Collection[str]) -> str:
    """Every place of the three cubes with the numbers that were printed there; not those where none ever stood."""
    places = " UNION ".join(f"SELECT {', '.join(keys)} FROM {cube}" for cube in ("now", "old", "older"))
    joins = " ".join(f"LEFT JOIN {cube} ON {_same(keys, cube)}" for cube in ("now", "old", "older"))
    chosen = [*(f"place.{key}" for key in keys), *(_before(value, value in shared) for value in values)]
    return (
        f"SELECT * EXCLUDE (stands) FROM (SELECT {', '.join(chosen)}, now.as_of IS NOT NULL AS stands "
        f"FROM ({places}) place {joins}) WHERE stands OR coalesce({', '.join(values)}) IS NOT NULL"
    )


def _before(value: str, known: bool) -> str:
    if not known:
        return f"now.{value}"
    return (
        f"CASE WHEN place.as_of NOT IN (FROM months) THEN now.{value} "
        f"WHEN old.{value} IS DISTINCT FROM now.{value} THEN old.{value} ELSE older.{value} END AS {value}"
    )


def _same(keys: Iterable[str], cube: str) -> str:
    return " AND ".join(f"place.{key} IS NOT DISTINCT FROM {cube}.{key}" for key in keys)


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

    def figures(
        self, measures: Iterable[Measure], query: Query, found: Sequence[Figure]
    ) -> dict[object, Figure]:
        """What was printed in place of `found`, by `place`; nothing where no record behind these measures changed."""
        if not {measure.population for measure in measures} & self.populations:
            return {}
        every = compute(self, replace(query, top=None))
        return {place(figure): figure for figure in (*every, *_others(found, every))}

    def with_gone(
        self,
        found: dict[Point, Cells],
        measure: Measure,
        by: tuple[str, ...],
        filters: Mapping[str, str],
    ) -> dict[Point, Cells]:
        """Today's cells, and without a number those that are gone: what was printed never just disappears."""
        if measure.population not in self.populations:
            return found
        before = self._cubes.fetch(measure, list(found), by, filters)
        return {point: dict.fromkeys(before[point]) | cells for point, cells in found.items()}

    def fetch(
        self, measure: Measure, points: Sequence[Point], by: tuple[str, ...], filters: Mapping[str, str]
    ) -> dict[Point, Cells]:
        """See metrics.sources.Source.fetch."""
        source = self._cubes if measure.population in self.populations else self._world
        return source.fetch(measure, points, by, filters)


def place(figure: Figure) -> object:
    """What a figure is of, apart from its metric."""
    return figure.as_of, figure.period_from, tuple(figure.by.items())


def _others(found: Sequence[Figure], every: Sequence[Figure]) -> Iterator[Figure]:
    """The rows «Weitere» of `found` as they were: of the codes that are in them today, whichever were large then."""
    known = {place(figure) for figure in found}
    for figure in found:
        for name in (name for name, code in figure.by.items() if code == OTHER):
            parts = [
                Cell(one.value, one.numerator, one.denominator)
                for one in every
                if place(one) not in known
                and place(replace(one, by={**one.by, name: OTHER})) == place(figure)
            ]
            if parts:
                yield replace(figure, **asdict(together(parts, catalogue.metric(figure.metric), name)))


def correction(now: Figure, before: Figure) -> tuple[bool, int | float | None]:
    """Whether an exact figure of the city's records was printed otherwise, and as which number; None: no number stood
    there. A number that is gone, and one where none stood, are corrections too.
    """
    return (False, None) if _printed(now) == _printed(before) else (True, before.value)


def _printed(figure: Figure) -> Fraction | None:
    if figure.value is None:
        return None
    return ratios.half_away(Fraction(figure.value), PLACES.get(figure.unit, 0))
