"""What the invented city must look like at each month's end: the published anchors and straight lines between them."""

from __future__ import annotations

import csv
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipelines.sample.days import month, month_named

FIGURES = Path(__file__).parent / "figures"
OPENING = month(2017, 11)
CLOSING = month(2025, 7)
CENSUS_MONTH = month(2020, 12)  # the month with published margins
MARGINS = {"persons": 622, "male": 369, "family": 414, "minor": 209}
UKRAINE = "166"


def table(name: str) -> list[dict[str, str]]:
    """The rows of one of the small tables of targets."""
    with (FIGURES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@dataclass(frozen=True)
class Line:
    """A piecewise straight line through (month, value); flat before the first and after the last point."""

    months: tuple[int, ...]
    values: tuple[int, ...]

    def at(self, month_number: int) -> float:
        right = bisect_right(self.months, month_number)
        if right == 0:
            return self.values[0]
        if right == len(self.months):
            return self.values[-1]
        start, end = self.months[right - 1], self.months[right]
        rise = self.values[right] - self.values[right - 1]
        return self.values[right - 1] + rise * (month_number - start) / (end - start)


@dataclass(frozen=True)
class Targets:
    """Targets of one block; `scale` 1 is the city itself, at which the anchors hold exactly."""

    scale: float = 1.0

    def _scaled(self, value: float) -> int:
        return int(value * self.scale + 0.5)

    @cached_property
    def _stock(self) -> dict[str, tuple[str, Line]]:
        lines = {}
        for row in table("stock"):
            months = [name for name in row if name not in ("code", "profile")]
            points = Line(tuple(map(month_named, months)), tuple(int(row[name]) for name in months))
            lines[row["code"]] = (row["profile"], points)
        return lines

    @property
    def groups(self) -> list[str]:
        """Nationality codes with a target of their own, and `other`; without Ukraine."""
        return list(self._stock)

    def profile(self, group: str) -> str:
        return self._stock[group][0]

    def stock(self, group: str, month_number: int) -> int:
        """Active persons of `group` at the month's end."""
        return self._scaled(self._stock[group][1].at(month_number))

    @cached_property
    def anchors(self) -> frozenset[int]:
        """Months whose last day must be met exactly."""
        return frozenset(next(iter(self._stock.values()))[1].months)

    @cached_property
    def _ukraine(self) -> dict[str, Line]:
        rows = table("ukraine")
        lines = {}
        for column in ("active", "present"):
            given = [row for row in rows if row[column]]
            months = tuple(month_named(row["month"]) for row in given)
            lines[column] = Line(months, tuple(int(row[column]) for row in given))
        return lines

    def ukraine_active(self, month_number: int) -> int:
        return self._scaled(self._ukraine["active"].at(month_number)) if month_number in self._arrivals else 0

    def ukraine_present(self, month_number: int) -> int:
        return (
            self._scaled(self._ukraine["present"].at(month_number)) if month_number in self._arrivals else 0
        )

    @cached_property
    def _arrivals(self) -> dict[int, int]:
        """Whole persons a month whose running sum never strays from the curve by more than a half."""
        arrivals, exact, so_far = {}, 0.0, 0
        for row in table("ukraine"):
            exact += float(row["arrivals"]) * float(row["scale"]) * self.scale
            arrivals[month_named(row["month"])] = int(exact + 0.5) - so_far
            so_far = int(exact + 0.5)
        return arrivals

    def ukraine_arrivals(self, month_number: int) -> int:
        return self._arrivals.get(month_number, 0)

    def margin(self, name: str) -> int:
        """Persons of the census month in a margin (all, male, in a family, under 18)."""
        return self._scaled(MARGINS[name])
