"""Rates by half-year of arrival in the public world: shorter cohorts would be too small to tell anything of.

Asked for like the internal ones (`by` cohort and horizon), but a cohort is a half-year ("2022-H1") and is there as soon
as its last day lies so many months back. Source: DISCLOSURE rules of the table programme, `cohorts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.errors import NotAvailable
from pipelines.metrics.catalogue import Measure
from pipelines.metrics.sources import Cells

DIMENSIONS = frozenset({"cohort", "horizon_months"})
# Metric, period, coordinates → the printed number, None where it is withheld, NotAvailable where there is none.
Printed = Callable[[str, str, tuple[tuple[str, str], ...]], int | None]


@dataclass(frozen=True)
class Cohorts:
    """metric: the printed flow. horizons: months → the dimension that says `yes` of who stayed so long.

    stayed, arrived: what the rate counts above and below the line.
    """

    metric: str
    horizons: Mapping[str, str]
    stayed: Measure
    arrived: Measure

    def cells(
        self,
        measure: Measure,
        as_of: date,
        by: tuple[str, ...],
        filters: Mapping[str, str],
        halves: Mapping[str, Sequence[str]],
        printed: Printed,
    ) -> Cells:
        """The cells of one side of the rate at a Stichtag, over the half-years whose time is over by then.

        halves: complete half-years → their months; cohorts begin with the first one in which somebody came.
        Raises NotAvailable for other breakdowns.
        """
        asked = {*by, *filters}
        if (
            not asked <= DIMENSIONS
            or "cohort" not in asked
            or (measure == self.stayed and asked != DIMENSIONS)
        ):
            raise NotAvailable(
                "Veröffentlicht wird die Bleibequote nach Halbjahr des Zuzugs und Zeitraum zusammen; "
                "bitte nach «cohort,horizon_months» fragen."
            )
        found: Cells = {}
        horizons = self.horizons if "horizon_months" in asked else ("0",)
        begun = self._begun(halves, printed)
        for half, horizon in _over(begun, horizons, as_of):
            codes = {"cohort": half, "horizon_months": horizon}
            if all(codes[name] == code for name, code in filters.items()):
                key = tuple(codes[name] for name in by)
                found[key] = self._value(measure, half, horizon, halves[half], printed)
        return found

    def _begun(self, halves: Mapping[str, Sequence[str]], printed: Printed) -> dict[str, Sequence[str]]:
        some = (half for half, months in halves.items() if self._arrived(months, printed) != 0)
        first = next(some, "")
        return {half: months for half, months in halves.items() if first and half >= first}

    def _arrived(self, months: Sequence[str], printed: Printed) -> int | None:
        parts = [printed(self.metric, month, ()) for month in months]
        return None if None in parts else sum(part for part in parts if part is not None)

    def _value(
        self, measure: Measure, half: str, horizon: str, months: Sequence[str], printed: Printed
    ) -> int | None:
        if measure == self.stayed:
            return printed(self.metric, half, ((self.horizons[horizon], "yes"),))
        return self._arrived(months, printed)


def _over(
    halves: Mapping[str, Sequence[str]], horizons: Iterable[str], as_of: date
) -> Iterator[tuple[str, str]]:
    """Half-years with the horizons that have passed for all their persons."""
    for half, months in halves.items():
        since = 12 * as_of.year + as_of.month - _month_number(months[-1])
        yield from ((half, horizon) for horizon in horizons if since >= int(horizon))


def _month_number(month: str) -> int:
    year, number = month.split("-")
    return 12 * int(year) + int(number)
