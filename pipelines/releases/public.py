"""The public world of a release: answers from the published cells alone, and every rate from printed numbers only.

It is a source for the one compute function: the same definitions, over printed counts instead of exact ones. An exact
anchor is none of these cells: `figures` never answers with it, `anchors` is its only door (docs/adr/0012).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

from pipelines.errors import NotAvailable
from pipelines.metrics import Figure, Query, catalogue, compute
from pipelines.metrics import dimensions as dims
from pipelines.metrics.catalogue import Measure, Metric
from pipelines.metrics.cubes import CubeSource
from pipelines.metrics.evaluate import MULTIPLE
from pipelines.metrics.model import Status
from pipelines.metrics.sources import Cells, Point
from pipelines.releases import open_before, public_history
from pipelines.releases.counting import month_name
from pipelines.releases.printed_number import Interval, interval_of
from pipelines.releases.printed_rates import correction, printed
from pipelines.releases.public_answers import Where, exact_metrics, read_answers, read_cohorts
from pipelines.releases.public_cells import CELLS, OPEN_POPULATIONS, Key, Printed, read_cells
from pipelines.releases.public_cohorts import DIMENSIONS, Cohorts
from pipelines.releases.public_history import Anchor, Correction
from pipelines.releases.public_tables import PrintedTables, not_published


class PublicWorld:
    """A Source over published cells; `figures` answers a question as the public may see it."""

    def __init__(
        self, folder: Path, data_as_of: date, first_export: date | None, months: Sequence[date]
    ) -> None:
        self.data_as_of = data_as_of
        self.first_export = first_export
        self.months = tuple(months)
        self._folder = folder
        self._open = CubeSource(folder, data_as_of, first_export, months)

    def close(self) -> None:
        self._open.close()
        if "_before" in self.__dict__:
            self._before.close()

    def figures(self, query: Query) -> list[Figure]:
        """The public answer: printed numbers, whole percent over printed bases of at least 100.

        Raises NotAvailable for what the table programme does not publish and for days that are no month end.
        """
        metric = catalogue.metric(query.metric)
        if "press" not in metric.audience and "council" not in metric.audience:
            raise NotAvailable(f"«{metric.name}» wird nicht veröffentlicht.")
        found = _without_false_sums(compute(self, query))
        before = self._before.figures(_measures(metric), query, found)
        return [
            self._public(metric, figure, before.get(open_before.place(figure), figure)) for figure in found
        ]

    def interval(self, figure: Figure) -> Interval | None:
        """Every exact value that a figure of this world may stand for; None without a value."""
        return interval_of(figure, max(self._bases))

    def corrections(self) -> list[Correction]:
        """Printed cells that an earlier release printed differently, by metric, period and coordinates."""
        return public_history.corrections(self._printed)

    def corrections_since(self, earlier: PublicWorld) -> list[Correction]:
        """Cells that both worlds print, and differently."""
        return public_history.corrections_since(self._printed, earlier._printed)

    def withheld(self) -> list[tuple[str, str, dict[str, str]]]:
        """Cells (metric, period, coordinates) that this release does not print: withheld, or printed only earlier."""
        return public_history.withheld(self._printed)

    def anchors(self) -> list[Anchor]:
        """Totals that are, or once were, printed exactly beside the tables, by metric and Stichtag."""
        return self._anchors

    def _public(self, metric: Metric, figure: Figure, before: Figure) -> Figure:
        """before: the figure with the city's records as they were printed before."""
        if is_open(metric):
            corrected, earlier = open_before.correction(figure, before)
            return replace(figure, corrected=corrected, earlier=earlier)
        if figure.value is None and self._is_withheld(metric, figure):
            return replace(figure, numerator=None, denominator=None, status="suppressed")
        value = printed(figure)
        corrected, earlier = correction(before, value)
        if value is None:
            status: Status = "undefined" if figure.value is None else "suppressed"
            figure = replace(figure, numerator=None, denominator=None, status=status)
        elif not figure.preliminary and metric.id not in self._exact:
            figure = replace(figure, status="rounded")
        return replace(figure, value=value, corrected=corrected, earlier=earlier)

    def _is_withheld(self, metric: Metric, figure: Figure) -> bool:
        """A number that somebody holds back, not one that cannot exist (yet)."""
        parts = (figure.numerator, figure.denominator) if figure.kind == "ratio" else (figure.value,)
        needs = metric.needs_export or any(dims.dimension(name).needs_export for name in figure.by)
        if None not in parts or (needs and self._tables.before_exports(month_name(figure.as_of))):
            return False
        counted = _counted(metric)
        return counted == _measures(metric) or self._holds_back(counted, figure)

    def _holds_back(self, counted: Collection[Measure], figure: Figure) -> bool:
        """Whether it is the people of a figure that are withheld, and not a target or a position that is missing."""
        point = Point(figure.as_of, figure.period_from)
        codes = tuple(figure.by.values())
        return any(
            self.fetch(measure, [point], tuple(figure.by), {})[point].get(codes, 0) is None
            for measure in counted
        )

    @cached_property
    def _before(self) -> open_before.Before:
        return open_before.Before(self, self._folder, self.months)

    @cached_property
    def _printed(self) -> dict[Key, Printed]:
        return read_cells(self._folder / CELLS)

    @cached_property
    def _tables(self) -> PrintedTables:
        return PrintedTables(self._printed, self.months, self.first_export)

    @cached_property
    def _anchors(self) -> list[Anchor]:
        return public_history.anchors(self._printed, self._tables.names)

    @cached_property
    def _bases(self) -> frozenset[int]:
        return frozenset(cell.base for cell in self._printed.values()) | {1}

    @cached_property
    def _answers(self) -> dict[Measure, tuple[str, tuple[Where, ...]]]:
        return read_answers(self._folder)

    @cached_property
    def _cohorts(self) -> dict[Measure, Cohorts]:
        return {
            measure: rate for rate in read_cohorts(self._folder) for measure in (rate.stayed, rate.arrived)
        }

    @cached_property
    def _exact(self) -> frozenset[str]:
        return exact_metrics(self._folder)

    def fetch(
        self, measure: Measure, points: Sequence[Point], by: tuple[str, ...], filters: Mapping[str, str]
    ) -> dict[Point, Cells]:
        """See metrics.sources.Source.fetch; NotAvailable for what is not published."""
        if measure.population in OPEN_POPULATIONS:
            found = self._open.fetch(measure, points, by, filters)
            return self._before.with_gone(found, measure, by, filters)
        if (cohorts := self._cohorts.get(measure)) and DIMENSIONS & {*by, *filters}:
            halves, cell = self._tables.halves, self._tables.cell
            return {
                point: cohorts.cells(measure, self._tables.stichtag(point), by, filters, halves, cell)
                for point in points
            }
        if measure not in self._answers:
            raise NotAvailable("Diese Zahl wird nicht veröffentlicht; es gibt sie nur im internen Gebrauch.")
        metric, wheres = self._answers[measure]
        if measure.population == "active_ahead":
            return self._ahead(metric, wheres, points, by, filters)
        return {point: self._tables.at(metric, wheres, point, by, filters) for point in points}

    def _ahead(
        self,
        metric: str,
        wheres: tuple[Where, ...],
        points: Sequence[Point],
        by: tuple[str, ...],
        filters: Mapping[str, str],
    ) -> dict[Point, Cells]:
        """Of the horizons the public knows the longest one only."""
        rest = {name: code for name, code in filters.items() if name != "horizon_months"}
        own = tuple(name for name in by if name != "horizon_months")
        if own or rest or filters.get("horizon_months", "12") != "12":
            raise not_published(by or tuple(filters))
        key = ("12",) if by else ()
        return {point: {key: self._tables.at(metric, wheres, point, (), {})[()]} for point in points}


def _without_false_sums(figures: list[Figure]) -> list[Figure]:
    """Where a Träger's number is withheld, the row that makes Träger add up cannot be told either."""
    gaps = {figure.as_of for figure in figures if "traeger" in figure.by and figure.value is None}
    return [
        replace(figure, value=None) if figure.as_of in gaps and MULTIPLE in figure.by.values() else figure
        for figure in figures
    ]


def is_open(metric: Metric) -> bool:
    """Whether a metric counts no persons at all (positions, money, quota): then it is printed exactly."""
    return not any(_counted(metric))


def _measures(metric: Metric) -> set[Measure]:
    """Everything that is counted or added up for a metric, through the metrics that it refers to."""
    found = {part for part in metric.operands if isinstance(part, Measure)}
    return found.union(*(_measures(catalogue.metric(name)) for name in metric.references))


def _counted(metric: Metric) -> set[Measure]:
    """The measures of a metric that count persons or events."""
    return {measure for measure in _measures(metric) if measure.population not in OPEN_POPULATIONS}
