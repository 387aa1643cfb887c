"""Who is active, with which attributes: the definitions read once more, in plain Python.

Rows are dictionaries with the columns of `pipelines.metrics.schema`, days as dates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from pipelines import codelists
from tests.oracle.calendar import add_months, holds, merged

Row = dict[str, Any]
Cell = tuple[str, ...]
UNKNOWN = "unknown"
BANDS = (
    (0, 5, "0-5"),
    (6, 17, "6-17"),
    (18, 24, "18-24"),
    (25, 39, "25-39"),
    (40, 64, "40-64"),
    (65, 999, "65+"),
)
ROW_CODES = {"sex": "sex", "zugangsart": "access_route", "abgangsgrund": "exit_reason"}


def end_of(row: Row) -> date | None:
    """min(Ende IM, Wegzug am), None while open."""
    return min((day for day in (row.get("ended_on"), row.get("moved_away_on")) if day), default=None)


def counts(row: Row) -> bool:
    """Neither a duplicate nor an empty interval."""
    end = end_of(row)
    return row.get("exit_reason") != "DUBLETTE" and (end is None or row["admitted_on"] < end)


def age_band(birth_year: int | None, day: date) -> str:
    """Only the year is known, so age is a difference of years."""
    if birth_year is None:
        return UNKNOWN
    age = day.year - birth_year
    return next(name for low, high, name in BANDS if low <= age <= high)


class People:
    """The case rows of a world and what belongs to them."""

    def __init__(self, tables: dict[str, list[Row]], exports: dict[str, list[date]]) -> None:
        self.tables, self.exports = tables, exports
        self.rows = [row for row in tables.get("cases", []) if counts(row)]
        self.regions = {entry.code: entry.group for entry in codelists.load("nationality").values()}
        self.status_groups = {entry.code: entry.group for entry in codelists.load("status").values()}

    def active_rows(self, day: date, traeger: str | None = None) -> dict[str, list[Row]]:
        """Person → active rows, the one that speaks for the person first."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in sorted(self.rows, key=lambda row: (-row["admitted_on"].toordinal(), row["traeger"])):
            if holds(row["admitted_on"], end_of(row), day) and traeger in (None, row["traeger"]):
                found[row["case_id"]].append(row)
        return dict(found)

    def valid(self, table: str, person: str, day: date, start: str, end: str) -> Row | None:
        """The person's row of a table with periods that is valid on a day; the latest start counts."""
        rows = [row for row in self.tables.get(table, []) if row["case_id"] == person]
        fitting = [row for row in rows if holds(row[start], row.get(end), day)]
        return max(fitting, key=lambda row: row[start], default=None)

    def on_export(self, row: Row, day: date, column: str) -> Any:
        """An undated attribute: from the newest export up to the day of the Träger that speaks."""
        newest = max((e for e in self.exports.get(row["traeger"], []) if e <= day), default=None)
        known = [
            old
            for old in self.tables.get("case_history", [])
            if (old["owner"], old["export_date"], old["case_id"]) == (row["traeger"], newest, row["case_id"])
        ]
        same = [old for old in known if old["admitted_on"] == row["admitted_on"]]
        return max(same or known, key=lambda old: old["admitted_on"], default={}).get(column)

    def first_export(self) -> date | None:
        return min((day for days in self.exports.values() for day in days), default=None)

    def code(self, dimension: str, row: Row, day: date) -> str:
        """The code of a person on a day; `row` speaks for the person."""
        if dimension in ROW_CODES:
            return row.get(ROW_CODES[dimension]) or UNKNOWN
        return str(getattr(self, "_" + dimension)(row, day) or UNKNOWN)

    def _nationality(self, row: Row, day: date) -> str | None:
        return None if row.get("nationality") in ("998", "999") else row.get("nationality")

    def _region(self, row: Row, day: date) -> str | None:
        return self.regions[row["nationality"]] if self._nationality(row, day) else None

    def _status(self, row: Row, day: date) -> str | None:
        found = self.valid("residence_status", row["case_id"], day, "valid_from", "valid_to")
        return found["status"] if found else None

    def _status_group(self, row: Row, day: date) -> str | None:
        status = self._status(row, day)
        return self.status_groups[status] if status else None

    def _age_band(self, row: Row, day: date) -> str:
        return age_band(row.get("birth_year"), day)

    def _housing(self, row: Row, day: date) -> str | None:
        found = self.valid("housing", row["case_id"], day, "moved_in_on", "moved_out_on")
        return found["housing"] if found else None

    def _household(self, row: Row, day: date) -> str | None:
        shared = row.get("household_id")
        if shared is None:
            return None
        others = [rows[0] for person, rows in self.active_rows(day).items() if person != row["case_id"]]
        return "family" if any(other.get("household_id") == shared for other in others) else "single"

    def _language(self, row: Row, day: date) -> Any:
        return self.on_export(row, day, "language")

    def _employment(self, row: Row, day: date) -> Any:
        return self.on_export(row, day, "employment")

    def in_contact(self, person: str, day: date) -> bool:
        talks = self.tables.get("consultations", [])
        return any(t.get("case_id") == person and add_months(day, -12) < t["held_on"] <= day for t in talks)

    def limit_on(self, row: Row) -> date:
        """The day on which three years are over."""
        return add_months(row.get("assigned_on") or row["admitted_on"], 36)

    def age(self, row: Row, day: date) -> int | None:
        return None if row.get("birth_year") is None else day.year - row["birth_year"]

    def traegers(self) -> list[str]:
        return sorted({row["traeger"] for row in self.rows})

    def spans(self, traeger: str | None = None) -> dict[str, list[tuple[date, date | None]]]:
        """Person → merged intervals, of one Träger's rows only if one is named."""
        found: dict[str, list[tuple[date, date | None]]] = defaultdict(list)
        for row in self.rows:
            if traeger in (None, row["traeger"]):
                found[row["case_id"]].append((row["admitted_on"], end_of(row)))
        return {person: merged(spans) for person, spans in found.items()}

    def cell(self, dims: Iterable[str], row: Row, day: date, traeger: str | None) -> Cell:
        return tuple(str(traeger) if dim == "traeger" else self.code(dim, row, day) for dim in dims)

    def count(self, day: date, dims: tuple[str, ...], where: Callable[[Row], bool]) -> dict[Cell, int]:
        """Active persons by cell; `where` sees the row that speaks. Per Träger everybody active there counts."""
        found: dict[Cell, int] = defaultdict(int)
        for rows in self.active_rows(day).values():
            if where(rows[0]):
                seen = sorted({row["traeger"] for row in rows}) if "traeger" in dims else [None]
                for traeger in seen:
                    found[self.cell(dims, rows[0], day, traeger)] += 1
        return dict(found)

    def flow(self, first: date, last: date, dims: tuple[str, ...], side: str) -> dict[Cell, int]:
        """Entries in (first, last] as on that day, exits as on the last counted day.

        Per Träger its own rows tell how a person came and why it left; who the person is, the speaking row tells.
        """
        found: dict[Cell, int] = defaultdict(int)
        for traeger in self.traegers() if "traeger" in dims else [None]:
            for person, spans in self.spans(traeger).items():
                for start, end in spans:
                    event = start if side == "entries" else end
                    if event and first < event <= last:
                        day = event if side == "entries" else event - timedelta(1)
                        own = self.active_rows(day, traeger)[person][0]
                        case = {column: own.get(column) for column in ("access_route", "exit_reason")}
                        row = self.active_rows(day)[person][0] | case
                        found[self.cell(dims, row, day, traeger)] += 1
        return dict(found)
