"""Every metric of the catalogue once more: cell → (value, numerator, denominator), None = not defined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from tests.oracle.calendar import add_months, holds, last_day
from tests.oracle.offices import Offices, Values, minus
from tests.oracle.people import UNKNOWN, Cell, People, Row, age_band

Answer = dict[Cell, tuple[Any, Any, Any]]
WORK = ("SVP", "MINIJOB", "AUSBILDUNG")
FROM_B1 = ("B1", "B2", "C1", "C2", "MUTTERSPRACHE")
WAR = date(2022, 2, 24)


class Oracle(Offices):
    """A world, its exports of `faelle` per Träger and the target ratios (day, persons per FTE)."""

    def __init__(
        self,
        tables: dict[str, list[Row]],
        exports: dict[str, list[date]],
        ratios: tuple[tuple[date, int], ...] = ((date(2019, 1, 1), 120),),
        ags: str = "08336050",
    ) -> None:
        self.tables, self.ratios, self.ags = tables, ratios, ags
        self.people = People(tables, exports)

    @property
    def data_as_of(self) -> date:
        """The oldest newest export over all Träger."""
        return min(max(days) for days in self.people.exports.values() if days)

    def answer(self, metric: str, day: date, first: date | None = None, dims: tuple[str, ...] = ()) -> Answer:
        """What the metric is on `day` (in (first, day] for a flow), by the named dimensions."""
        if metric in self.RATIOS:
            return self._ratio(metric, day, first, dims)
        values = getattr(self, metric)(day, first, dims)
        if "traeger" in dims and metric in self.PERSONS:
            values = self._with_multiple(metric, day, first, dims, values)
        return {cell: (v, None, None) for cell, v in values.items()}

    def defined(self, metric: str, day: date, dims: tuple[str, ...]) -> bool:
        """What describes an export's day is not known before the first export."""
        of_an_export = metric in self.OF_AN_EXPORT or bool(set(dims) & {"language", "employment"})
        since = self.people.first_export()
        return not of_an_export or (since is not None and since <= day)

    def _with_multiple(
        self, metric: str, day: date, first: date | None, dims: tuple[str, ...], values: Values
    ) -> Values:
        """The row that makes Träger add up to persons."""
        at = dims.index("traeger")
        rest = dims[:at] + dims[at + 1 :]
        missing = defaultdict(int, getattr(self, metric)(day, first, rest))
        for cell, number in values.items():
            missing[cell[:at] + cell[at + 1 :]] -= number
        extra = {(*cell[:at], "multiple", *cell[at:]): n for cell, n in missing.items() if n}
        return values | extra

    # persons

    def active_with_contact(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self.people.count(day, dims, lambda row: self.people.in_contact(row["case_id"], day))

    def entries(self, day: date, first: date, dims: tuple[str, ...]) -> Values:
        return self.people.flow(first, day, dims, "entries")

    def exits(self, day: date, first: date, dims: tuple[str, ...]) -> Values:
        return self.people.flow(first, day, dims, "exits")

    def net_change(self, day: date, first: date, dims: tuple[str, ...]) -> Values:
        return minus(self.entries(day, first, dims), self.exits(day, first, dims))

    def over_36_months(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self.people.count(day, dims, lambda row: self.people.limit_on(row) <= day)

    def over_36_months_extended(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        def extended(row: Row) -> bool:
            return self.people.limit_on(row) <= day and self.people.on_export(row, day, "extended") is True

        return self.people.count(day, dims, extended)

    def reaching_36_months(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        at = dims.index("horizon_months")
        rest = dims[:at] + dims[at + 1 :]
        found: Values = {}
        for months in (3, 6, 12):
            until = add_months(day, months)
            cells = self.people.count(day, rest, lambda row: day < self.people.limit_on(row) <= until)  # noqa: B023
            found |= {(*cell[:at], str(months), *cell[at:]): n for cell, n in cells.items()}
        return found

    def durations(self, day: date, dims: tuple[str, ...], share: Fraction) -> Values:
        """Quartiles of months since the start of the current merged interval, linear between values."""
        months: dict[Cell, list[Fraction]] = defaultdict(list)
        for traeger in self.people.traegers() if "traeger" in dims else [None]:
            spans = self.people.spans(traeger)
            for person in self.people.active_rows(day, traeger):
                start = next(start for start, end in spans[person] if holds(start, end, day))
                row = self.people.active_rows(day)[person][0]
                cell = self.people.cell(dims, row, day, traeger)
                months[cell].append(Fraction((day - start).days) / Fraction("30.4375"))
        found = {cell: quantile(sorted(values), share) for cell, values in months.items()}
        return found if dims else {(): found.get(())}

    def duration_q1(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self.durations(day, dims, Fraction(1, 4))

    def duration_median(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self.durations(day, dims, Fraction(1, 2))

    def duration_q3(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self.durations(day, dims, Fraction(3, 4))

    # Ukraine

    def _arrived(self, day: date) -> dict[str, list[Row]]:
        """Person → stays, for who arrived in [24.02.2022, day]; empty stays are none."""
        stays: dict[str, list[Row]] = defaultdict(list)
        for row in self.tables.get("arrivals", []):
            if row.get("left_on") is None or row["arrived_on"] < row["left_on"]:
                stays[row["person_id"]].append(row)
        return {
            person: rows
            for person, rows in stays.items()
            if any(row.get("nationality") == "166" or row.get("status") == "24" for row in rows)
            and WAR <= min(row["arrived_on"] for row in rows) <= day
        }

    def _ukraine(self, day: date, dims: tuple[str, ...], present: bool) -> Values:
        found: Values = defaultdict(int)
        for rows in self._arrived(day).values():
            start = min(row["arrived_on"] for row in rows)
            for horizon in (3, 6, 12, 24) if "horizon_months" in dims else (None,):
                moment = day if horizon is None else add_months(start, horizon)
                if (
                    horizon
                    and add_months(start.replace(day=last_day(start.year, start.month)), horizon) > day
                ):
                    continue
                if present and not any(holds(row["arrived_on"], row.get("left_on"), moment) for row in rows):
                    continue
                codes = {
                    "cohort": start.strftime("%Y-%m"),
                    "horizon_months": str(horizon),
                    "sex": rows[0].get("sex") or UNKNOWN,
                    "age_band": age_band(rows[0].get("birth_year"), day),
                }
                found[tuple(codes[dim] for dim in dims)] += 1
        return dict(found)

    def ukraine_arrivals_total(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self._ukraine(day, dims, present=False)

    def ukraine_present(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self._ukraine(day, dims, present=True)

    def ukraine_survival(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        """Kaplan-Meier: the event is the last departure of who is not there; who is there is censored on the day."""
        times: list[tuple[int, bool]] = []
        for rows in self._arrived(day).values():
            known = [row for row in rows if row["arrived_on"] <= day]
            there = any(holds(row["arrived_on"], row.get("left_on"), day) for row in known)
            until = day if there else max(row["left_on"] for row in known)
            times.append(((until - min(row["arrived_on"] for row in rows)).days, not there))
        found: Values = {}
        for month in range(61):
            if times and month * Fraction("30.4375") <= max(days for days, _ in times):
                share = Fraction(1)
                for moment in sorted({days for days, gone in times if gone and days <= month * 30.4375}):
                    at_risk = sum(days >= moment for days, _ in times)
                    share *= 1 - Fraction(sum(one == (moment, True) for one in times), at_risk)
                found[str(month),] = share
        return found

    # ratios

    def adults(
        self, day: date, dims: tuple[str, ...], where: Callable[[Row], bool], upto: int = 999
    ) -> Values:
        def fits(row: Row) -> bool:
            age = self.people.age(row, day)
            return age is not None and 18 <= age <= upto and where(row)

        return self.people.count(day, dims, fits)

    def planned(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        def recent(row: Row) -> bool:
            plan = self.people.on_export(row, day, "plan_on")
            return plan is not None and add_months(day, -12) < plan <= day

        return self.adults(day, dims, recent)

    def all_adults(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self.adults(day, dims, lambda row: True)

    def working(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self.adults(day, dims, lambda row: self.people.on_export(row, day, "employment") in WORK, 64)

    def work_known(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self.adults(day, dims, lambda r: self.people.on_export(r, day, "employment") is not None, 64)

    def from_b1(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self.adults(day, dims, lambda row: self.people.on_export(row, day, "language") in FROM_B1)

    def language_known(self, day: date, first: date | None, dims: tuple[str, ...]) -> Values:
        return self.adults(day, dims, lambda r: self.people.on_export(r, day, "language") is not None)

    PERSONS = (
        "active_target_group", "active_with_contact", "entries", "exits", "net_change", "over_36_months",
        "over_36_months_extended", "reaching_36_months",
    )  # fmt: skip
    OF_AN_EXPORT = ("over_36_months_extended", "integration_plan_rate", "employment_rate", "language_b1_rate")
    # metric → numerator, denominator, dimensions of the denominator (None: the same), scale
    RATIOS: ClassVar[dict[str, tuple[str, str, tuple[str, ...] | None, int]]] = {
        "caseload_filled": ("active_target_group", "fte_filled", None, 1),
        "caseload_planned": ("active_target_group", "fte_planned", None, 1),
        "caseload_funded": ("active_target_group", "fte_funded", None, 1),
        "ukraine_retention": ("ukraine_present", "ukraine_arrivals_total", None, 1),
        "cost_coverage": ("covered", "costs_eur", None, 1),
        "city_share_per_person": ("city_share_eur", "active_target_group", None, 1),
        "consultations_per_person": ("consultations", "active_target_group", ("traeger",), 1),
        "consultations_per_fte": ("consultations", "fte_filled", ("traeger",), 1),
        "integration_plan_rate": ("planned", "all_adults", None, 1),
        "employment_rate": ("working", "work_known", None, 1),
        "language_b1_rate": ("from_b1", "language_known", None, 1),
        "housing_occupancy": ("residents", "usable_places", None, 1),
        "per_1000_inhabitants": ("active_target_group", "inhabitants", (), 1000),
    }

    def _ratio(self, metric: str, day: date, first: date | None, dims: tuple[str, ...]) -> Answer:
        upper, lower, kept, scale = self.RATIOS[metric]
        below_dims = dims if kept is None else tuple(dim for dim in dims if dim in kept)
        above = getattr(self, upper)(day, first, dims)
        below = getattr(self, lower)(day, first, below_dims)
        nobody = None if upper == "city_share_eur" else 0  # money nobody wrote down is no zero
        found: Answer = {}
        for cell in set(above) | (set(below) if below_dims == dims else set()):
            key = tuple(code for dim, code in zip(dims, cell, strict=True) if dim in below_dims)
            n, d = above.get(cell, nobody), below.get(key, 0)
            found[cell] = (None if n is None or not d else Fraction(n) / Fraction(d) * scale, n, d)
        return found


def quantile(values: list[Fraction], share: Fraction) -> Fraction:
    """Linear between the two neighbours."""
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)
