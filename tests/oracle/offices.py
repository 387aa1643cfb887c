"""Positions, money, consultations, quota, housing and inhabitants at a Stichtag, in plain Python."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.calendar import holds
from tests.oracle.people import UNKNOWN, Cell, People, Row

Values = dict[Cell, Any]
BASES = ("MELDEREGISTER", "ZENSUS_2022", "ZENSUS_2011")


def value(row: Row, column: str) -> Fraction:
    """A number as written; a missing one is 0."""
    return Fraction(str(row.get(column) or 0))


def minus(left: Values, right: Values) -> Values:
    """Cell by cell; what is not defined stays so."""
    return {
        cell: None
        if None in (left.get(cell, 0), right.get(cell, 0))
        else left.get(cell, 0) - right.get(cell, 0)
        for cell in set(left) | set(right)
    }


class Offices:
    """What the city keeps itself; the counts of persons come from the class below it."""

    tables: dict[str, list[Row]]
    people: People
    ratios: tuple[tuple[date, int], ...]
    ags: str

    def active_target_group(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self.people.count(day, dims, lambda row: True)

    def _positions(self, day: date, dims: tuple[str, ...], column: str, function: str) -> Values:
        found: Values = defaultdict(Fraction)
        for row in self.tables.get("positions", []):
            if row["position_function"] == function and holds(row["valid_from"], row.get("valid_to"), day):
                found[tuple(row[dim] for dim in dims)] += value(row, column)
        return dict(found)

    def fte_planned(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self._positions(day, dims, "fte_planned", "INTEGRATIONSMANAGEMENT")

    def fte_filled(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self._positions(day, dims, "fte_filled", "INTEGRATIONSMANAGEMENT")

    def fte_funded(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self._positions(day, dims, "fte_funded", "INTEGRATIONSMANAGEMENT")

    def fte_coordination(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self._positions(day, dims, "fte_filled", "KOORDINATION")

    def fte_emergency_aid(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self._positions(day, dims, "fte_filled", "SOFORTHILFE_UA")

    def funding_gap_fte(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return minus(self.fte_planned(day, first, dims), self.fte_funded(day, first, dims))

    def fte_needed(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        valid = [(since, persons) for since, persons in self.ratios if since <= day]
        active = self.active_target_group(day, first, dims) or {(): 0}
        ratio = max(valid)[1] if valid else None
        return {cell: Fraction(n, ratio) if ratio else None for cell, n in active.items()}

    def fte_missing(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return minus(self.fte_needed(day, first, dims), self.fte_filled(day, first, dims))

    def costs_eur(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        found: Values = defaultdict(Fraction)
        for row in self.tables.get("costs", []):
            if row["year"] == day.year:
                found[tuple(row[dim] for dim in dims)] += value(row, "amount_eur")
        return self._not_recorded(day, dims) | found

    def grants_eur(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        found = self._granted(day, dims)
        recorded = any(row["year"] == day.year for row in self.tables.get("costs", []))
        return found if found or dims else {(): 0 if recorded else None}

    def lump_sums(self, day: date, dims: tuple[str, ...]) -> Values:
        """Once per Träger and year, on however many rows it is repeated."""
        once: dict[str, Fraction] = {}
        for row in self.tables.get("costs", []):
            if row["year"] == day.year:
                once[row["traeger"]] = max(once.get(row["traeger"], Fraction(0)), value(row, "lump_sum_eur"))
        found: Values = defaultdict(Fraction)
        for traeger, amount in once.items():
            found[(traeger,) if dims else ()] += amount
        return dict(found)

    def covered(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return minus(self._granted(day, dims), {k: -v for k, v in self.lump_sums(day, dims).items()})

    def city_share_eur(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return minus(self.costs_eur(day, first, dims), self.grants_eur(day, first, dims))

    def _not_recorded(self, day: date, dims: tuple[str, ...]) -> Values:
        """A year, or a Träger with grants, without a row of costs: not known, not zero."""
        return dict.fromkeys(self._granted(day, dims)) if dims else {(): None}

    def _granted(self, day: date, dims: tuple[str, ...]) -> Values:
        """Paid sums by days of [von, bis] in the year; the stored end is the day after `bis`."""
        found: Values = defaultdict(Fraction)
        begin, end = date(day.year, 1, 1), date(day.year + 1, 1, 1)
        for row in self.tables.get("grants", []):
            inside = (min(row["period_to"], end) - max(row["period_from"], begin)).days
            if inside > 0:
                share = Fraction(inside, (row["period_to"] - row["period_from"]).days)
                found[tuple(row[dim] for dim in dims)] += value(row, "paid_eur") * share
        return dict(found)

    # flows of consultations, quota, housing, inhabitants

    def consultations(self, day: date, first: date, dims: tuple[str, ...]) -> Values:
        found: Values = defaultdict(int)
        for row in self.tables.get("consultations", []):
            if first < row["held_on"] <= day:
                for topic in (row.get("topics") or [UNKNOWN]) if "topic" in dims else [None]:
                    codes = {
                        "traeger": row["owner"],
                        "channel": row.get("channel") or UNKNOWN,
                        "topic": topic,
                    }
                    found[tuple(codes[dim] for dim in dims)] += 1
        return dict(found)

    def _quota(self, day: date, column: str) -> Any:
        rows = [r for r in self.tables.get("quota", []) if r["year"] == day.year and r["version_on"] <= day]
        newest = max(rows, key=lambda row: row["version_on"], default={})
        return newest.get(column)

    def quota_target(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return {(): self._quota(day, "target")}

    def quota_actual(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return {(): self._quota(day, "actual")}

    def quota_carry_over(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return {(): self._quota(day, "carry_over")}

    def quota_balance(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        target, actual = self._quota(day, "target"), self._quota(day, "actual")
        return {(): None if target is None or actual is None else actual - target}

    def residents(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        """Persons who live in central housing, active or not."""
        found: Values = defaultdict(int)
        for person in {row["case_id"] for row in self.tables.get("housing", [])}:
            row = self.people.valid("housing", person, day, "moved_in_on", "moved_out_on")
            if row and row["housing"] == "AU_ZENTRAL":
                found[tuple(row.get(dim) or UNKNOWN for dim in dims)] += 1
        return dict(found)

    def usable_places(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        found: Values = defaultdict(int)
        for row in self.tables.get("sites", []):
            if holds(row["valid_from"], row.get("valid_to"), day):
                found[tuple(row[dim] for dim in dims)] += row["usable"]
        return dict(found)

    def inhabitants(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        rows = [r for r in self.tables.get("population", []) if r["ags"] == self.ags and r["as_of"] <= day]
        best = max(rows, key=lambda r: (r["as_of"], -BASES.index(r["basis"])), default=None)
        return {(): best["inhabitants"] if best else None}
