"""Month-end cubes: every measure of the catalogue, pre-counted over the combinations of dimensions a page may ask for.

One Parquet file per population, sorted by combination and month, so that a figure is one small read.
The size depends on the number of codes and months, never on the number of persons.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from pipelines.errors import Damaged, NotAvailable
from pipelines.metrics import catalogue
from pipelines.metrics.catalogue import Measure
from pipelines.metrics.courses import Course, Courses
from pipelines.metrics.populations import POPULATIONS, Population, population
from pipelines.metrics.sources import (
    Cells,
    Point,
    RowSource,
    plain,
    require_dimensions,
    with_standing,
)
from pipelines.months import is_month_end, month_end, previous_month_end
from pipelines.storage import quoted

# Bounds the memory of a build with very many persons; a city's whole history fits in one batch.
MEMBERS_PER_BATCH = 2_000_000
_ROW_GROUP = 8192
_HELD = "held"
# What a cube needs while it is read goes back to the machine at once; a web process lives for weeks.
_LEAN = {"allocator_flush_threshold": "1MB", "allocator_bulk_deallocation_flush_threshold": "1MB"}


def build(source: RowSource, months: Sequence[date], folder: Path) -> None:
    """Write `<population>.parquet` for every population into `folder`."""
    connection = source.connection
    for group in POPULATIONS.values():
        columns = "".join(f", {name} VARCHAR" for name in sorted(group.dimensions))
        values = "".join(f", {name} DOUBLE" for name, _ in _columns(group))
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE cube_{group.name} (dims VARCHAR, as_of DATE{columns}{values})"
        )
    for batch in _batches(source, months):
        source.prepare([Point(month, previous_month_end(month)) for month in batch])
        for group in POPULATIONS.values():
            _count(connection, group)
    for group in POPULATIONS.values():
        # Sorting by every column makes the file the same, byte for byte, for the same content.
        connection.execute(
            f"COPY (SELECT * FROM cube_{group.name} ORDER BY ALL) TO {quoted(folder / f'{group.name}.parquet')} "
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
        )
        connection.execute(f"DROP TABLE cube_{group.name}")


def _batches(source: RowSource, months: Sequence[date]) -> Iterator[Sequence[date]]:
    row = source.connection.execute("SELECT count(DISTINCT case_id) FROM cases").fetchone()
    persons = row[0] if row else 0
    size = max(1, min(len(months), MEMBERS_PER_BATCH // max(1, persons)))
    return (months[start : start + size] for start in range(0, len(months), size))


def _count(connection: duckdb.DuckDBPyConnection, group: Population) -> None:
    relations: dict[str, list[tuple[str, ...]]] = {}
    for combination in group.cube_sets():
        relations.setdefault(group.relation_for(frozenset(combination)), []).append(combination)
    for relation, combinations in relations.items():
        _count_relation(connection, group, relation, combinations)


def _count_relation(
    connection: duckdb.DuckDBPyConnection,
    group: Population,
    relation: str,
    combinations: list[tuple[str, ...]],
) -> None:
    """All combinations that one relation serves, in one pass of GROUPING SETS."""
    used = sorted({name for combination in combinations for name in combination})
    sets = ", ".join("(" + ", ".join(("as_of", *combination)) + ")" for combination in combinations)
    dims = " || ".join(f"CASE WHEN grouping({name}) = 0 THEN '{name},' ELSE '' END" for name in used) or "''"
    codes = "".join(f", {name}" if name in used else ", NULL" for name in sorted(group.dimensions))
    columns = _columns(group)
    if all(measure.aggregate == "count" for _, measure in columns):
        _condense(connection, relation, used, columns)
        relation, values = "condensed", "".join(f", sum({name})" for name, _ in columns)
    else:
        values = "".join(f", {measure.sql}" for _, measure in columns)
    connection.execute(
        f"INSERT INTO cube_{group.name} SELECT {dims}, as_of{codes}{values} FROM {relation} "
        f"GROUP BY GROUPING SETS ({sets})"
    )


def _condense(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    used: Sequence[str],
    columns: Sequence[tuple[str, Measure]],
) -> None:
    """Count once what all combinations share: counts add up, so a hundred of them need not each look at every person.

    Only counts: they are whole numbers, whose sums are the same in any order.
    """
    codes = "".join(f", {name}" for name in used)
    values = "".join(f", {measure.sql} AS {name}" for name, measure in columns)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE condensed AS SELECT as_of{codes}{values} FROM {relation} GROUP BY as_of{codes}"
    )


def _columns(group: Population) -> list[tuple[str, Measure]]:
    # Named after what is counted: a cube of another version of the catalogue can never answer with a wrong column.
    own = [measure for measure in catalogue.measures() if measure.population == group.name]
    return [(_column(measure.sql), measure) for measure in own]


@cache
def _column(sql: str) -> str:
    return f"m_{hashlib.sha256(sql.encode()).hexdigest()[:10]}"


class CubeSource:
    """Figures at month ends from the cubes of a release; no row about a person is in what it reads."""

    def __init__(
        self,
        folder: Path,
        data_as_of: date,
        first_export: date | None,
        months: Sequence[date],
        hold: bool = True,
    ) -> None:
        """hold: keep each cube in memory from its first question on, five times faster than reading the file each
        time; who asks each cube only a few questions does not hold it.
        """
        self.folder = folder
        self.data_as_of = data_as_of
        self.first_export = first_export
        self.months = frozenset(months)
        self._connection = duckdb.connect(
            config={"autoinstall_known_extensions": False, "threads": 1, **_LEAN}
        )
        # Compressed, the cubes of a city take a tenth of the memory, at the same speed.
        self._connection.execute(f"ATTACH ':memory:' AS {_HELD} (COMPRESS)")
        self._hold = hold
        self._taken_in: set[str] = set()
        self._courses = Courses()
        self._lock = threading.Lock()

    def close(self) -> None:
        self._connection.close()

    def fetch(
        self, measure: Measure, points: Sequence[Point], by: tuple[str, ...], filters: Mapping[str, str]
    ) -> dict[Point, Cells]:
        """See Source.fetch. NotAvailable when a day is no month end or the combination is not cubed."""
        group = population(measure.population)
        wanted = frozenset(by) | frozenset(filters)
        require_dimensions(group, wanted)
        if tuple(sorted(wanted)) not in _cubed(group.name):
            raise NotAvailable(
                "Diese Verbindung von Gliederungen und Filtern ist nicht vorbereitet; bitte eine weglassen."
            )
        for point in points:
            require_month_ends(point, self.months)
        key = (measure, by, tuple(sorted(filters.items())))
        course = self._courses.get(key, lambda: self._read(group, _column(measure.sql), by, filters))
        return {point: with_standing(group, by, _at(course, point, self.months)) for point in points}

    def _relation(self, name: str) -> str:
        """Where SQL finds a cube: its file, or the table it is held in."""
        file = f"read_parquet({quoted(self.folder / f'{name}.parquet')})"
        if not self._hold:
            return file
        with self._lock:
            if name not in self._taken_in:
                self._connection.execute(f"CREATE TABLE {_HELD}.{name} AS FROM {file}")
                self._connection.execute(f"CHECKPOINT {_HELD}")
                self._taken_in.add(name)
        return f"{_HELD}.{name}"

    def _read(
        self, group: Population, column: str, by: tuple[str, ...], filters: Mapping[str, str]
    ) -> Course:
        """All months at once: most questions come again for other Stichtage."""
        codes = "".join(f", {name}" for name in by)
        tests = "".join(f" AND {name} = ?" for name in filters)
        key = "".join(f"{name}," for name in sorted({*by, *filters}))
        cursor = self._connection.cursor()
        try:
            rows = cursor.execute(
                f"SELECT as_of, {column}{codes} FROM {self._relation(group.name)} WHERE dims = ?{tests} ORDER BY ALL",
                [key, *filters.values()],
            ).fetchall()
        except (duckdb.BinderException, duckdb.IOException) as error:
            raise NotAvailable(
                "Diese Freigabe stammt von einer anderen Fassung des Programms und enthält diese Zahl nicht; "
                "bitte neu freigeben."
            ) from error
        except duckdb.InvalidInputException as error:
            # The file was whole when the release was opened; this happens to a process that lives for weeks.
            raise Damaged(
                f"Die Datei {group.name}.parquet der Freigabe ist beschädigt; bitte mit «zgm releases verify» prüfen."
            ) from error
        course: Course = {}
        same: dict[tuple[str, ...], tuple[str, ...]] = {}  # the codes of a month are those of every other one
        for as_of, value, *found in rows:
            names = tuple(found)
            course.setdefault(as_of, {})[same.setdefault(names, names)] = plain(value)
        return course


@cache
def _cubed(name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(population(name).cube_sets())


def _at(course: Course, point: Point, months: Collection[date]) -> Cells:
    """The cells of a Stichtag, or of a period: its months add up."""
    if point.period_from is None:
        return dict(course.get(point.as_of, {}))
    cells: dict[tuple[str, ...], Any] = {}
    for month, counted in course.items():
        if point.period_from < month <= point.as_of and month in months:
            for codes, value in counted.items():
                cells[codes] = value if cells.get(codes) is None else cells[codes] + value
    return cells


def require_month_ends(point: Point, known: Collection[date] = ()) -> None:
    """Refuse a day that is no month end, and name the nearest ones. known: the month ends for which there are figures."""
    for day in (point.as_of, point.period_from):
        if day is not None and not is_month_end(day):
            raise NotAvailable(f"Für den {day:%d.%m.%Y} liegt hier keine Zahl vor; {_nearest(day, known)}.")


def _nearest(day: date, known: Collection[date]) -> str:
    around = {previous_month_end(day), month_end(day)}
    near = sorted(around & set(known) if known else around) or [min(known, key=lambda one: abs(one - day))]
    if len(near) == 1:
        return f"der nächste Monatsletzte mit Zahlen ist der {near[0]:%d.%m.%Y}"
    return f"die nächsten Monatsletzten sind der {near[0]:%d.%m.%Y} und der {near[1]:%d.%m.%Y}"
