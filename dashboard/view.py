"""What a page works with: the edition, what the address asks for, and short ways to ask for figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard.comparing import COMPARISONS
from dashboard.reading import Edition
from dashboard.state import State
from pipelines.metrics import Figure, Query, catalogue
from pipelines.metrics import dimensions as dims
from pipelines.metrics.catalogue import Metric
from pipelines.months import months_later, previous_month_end
from pipelines.paths import Home
from pipelines.publish import german
from pipelines.publish.annotations import Annotation, for_metrics
from pipelines.publish.chart import Chart, Event
from pipelines.publish.worlds import OF_THE_YEAR, a_year_before, year_runs
from pipelines.releases.public_history import Anchor
from pipelines.settings import Settings


def with_filters(title: str, chosen: str) -> str:
    """A title with the filters of its figures: «Überblick (Caritas)», «Stellen gefördert (VZÄ; Caritas)»."""
    if not chosen:
        return title
    return f"{title[:-1]}; {chosen})" if title.endswith(")") else f"{title} ({chosen})"


@dataclass(frozen=True)
class Block:
    """A chart with the metrics whose definitions stand under it.

    handout: the same chart as the press folder draws it; its pictures are then those of the folder.
    """

    chart: Chart
    metrics: tuple[str, ...]
    public: bool = False
    handout: Chart | None = None

    @property
    def key(self) -> str:
        return self.chart.key


@dataclass(frozen=True)
class View:
    """One page for one address and one release."""

    edition: Edition
    state: State
    settings: Settings  # of the home, for names and notices; those that shape figures come with the release
    annotations: tuple[Annotation, ...] = field(default=())
    home: Home | None = None  # for the history of releases and the register of published figures
    missed: set[str] = field(default_factory=set, compare=False)  # in words: what this world does not hold

    @property
    def public(self) -> bool:
        """Whether council or press look: published figures only."""
        return self.edition.world == "public"

    def ask(self, query: Query) -> list[Figure]:
        """The figures that answer `query`; what is not published is remembered for a sentence on the page."""
        figures = self.edition.ask(query)
        if all(figure.status == "suppressed" for figure in figures):
            by = " und ".join(dims.dimension(name).name for name in query.by)
            filtered = " mit dieser Auswahl" if self.filters and query.filters else ""
            self.missed.add(self.metric(query.metric).name + (f" nach {by}" if by else "") + filtered)
        return figures

    @property
    def as_of(self) -> date:
        return self.state.as_of

    @property
    def preliminary(self) -> bool:
        """Whether the Stichtag lies after the Datenstand: its figures say so wherever they stand."""
        return self.as_of > self.edition.data_as_of

    @property
    def year_ago(self) -> date:
        return a_year_before(self.as_of)

    @property
    def compared(self) -> date:
        """The day that the page compares with: a year before, unless its reader chose another."""
        return COMPARISONS[self.state.compare].day(self.as_of)

    def when(self, name: str) -> str:
        """That day in words, for a change of the metric `name`: «vor einem Jahr», «Ende 2024»."""
        stock, flow = COMPARISONS[self.state.compare].when(self.as_of)
        return flow if catalogue.needs_period(self.metric(name)) else stock

    @property
    def start(self) -> date:
        """The month end before the period shown."""
        before_all = previous_month_end(self.edition.months[0])
        if self.state.span == "alle":
            return before_all
        return max(months_later(self.as_of, -int(self.state.span)), before_all)

    @property
    def filters(self) -> dict[str, str]:
        return dict(self.state.filters)

    def target(self, as_of: date | None = None) -> Mapping[str, Any] | None:
        """The target ratio valid at a Stichtag: `persons_per_fte` and `source`."""
        return self.edition.settings.target_ratio(as_of or self.as_of)

    def events(self, *names: str) -> tuple[Event, ...]:
        """The events to show beside these metrics."""
        return for_metrics(self.annotations, *names)

    def metric(self, name: str) -> Metric:
        return catalogue.metric(name)

    def usable(self, name: str) -> dict[str, str]:
        """The filters of the address that the metric `name` knows."""
        known = self.metric(name).dimensions
        return {dimension: code for dimension, code in self.state.filters if dimension in known}

    def selection(self, name: str) -> str:
        """These filters in words («Caritas, 0–5 Jahre»), «» for the whole: what a picture passed on has to say."""
        return ", ".join(_told(dimension, code) for dimension, code in self.usable(name).items())

    def figure(
        self, name: str, as_of: date | None = None, filters: Mapping[str, str] | None = None
    ) -> Figure:
        """The total of a metric; a flow covers the month that ends on the Stichtag."""
        day = as_of or self.as_of
        after = previous_month_end(day) if catalogue.needs_period(self.metric(name)) else None
        return self.ask(Query(name, day, after, filters=filters or {}))[0]

    def runs(self, name: str) -> bool:
        """Whether a metric is money of a calendar year that still runs; the briefing compares it no more than a tile."""
        return name in OF_THE_YEAR and year_runs(self.as_of, self.edition.data_as_of)

    def flow(self, name: str, after: date, until: date, filters: Mapping[str, str] | None = None) -> Figure:
        """The total of a flow over (after, until]."""
        return self.ask(Query(name, until, after, filters=filters or {}))[0]

    def before(
        self, name: str, filters: Mapping[str, str] | None = None, day: date | None = None
    ) -> Figure | None:
        """The figure of the day compared with, or of another; None when the release does not reach that far, and for the
        money of a year that still runs.
        """
        then = day or self.compared
        if then not in self.edition.months or self.runs(name):
            return None
        return self.figure(name, then, filters)

    def months(self, name: str, filters: Mapping[str, str] | None = None) -> list[Figure]:
        """The totals at every month end of the period shown."""
        return self.ask(Query(name, self.as_of, self.start, filters=filters or {}, every="month"))

    def months_by(self, name: str, dimension: str, top: int | None) -> dict[str, list[Figure]]:
        """Code → figures at every month end of the period shown, without the total."""
        query = Query(name, self.as_of, self.start, (dimension,), self.usable(name), "month", top)
        rows: dict[str, list[Figure]] = {}
        for figure in self.ask(query):
            if figure.by:
                rows.setdefault(figure.by[dimension], []).append(figure)
        return rows

    def cells(
        self,
        name: str,
        dimension: str,
        as_of: date | None = None,
        top: int | None = None,
        filters: Mapping[str, str] | None = None,
    ) -> list[Figure]:
        """The cells of one breakdown at a Stichtag, without the total. filters: None for those of the address."""
        day = as_of or self.as_of
        after = previous_month_end(day) if catalogue.needs_period(self.metric(name)) else None
        chosen = self.usable(name) if filters is None else filters
        query = Query(name, day, after, (dimension,), chosen, top=top)
        return [figure for figure in self.ask(query) if figure.by]

    def on_both_days(self, name: str, dimension: str, top: int | None = None) -> dict[date, list[Figure]]:
        """The cells of a stock at the Stichtag and, where there is one, on the day compared with."""
        days = [self.as_of] if self.before(name) is None else [self.as_of, self.compared]
        if top is None:
            return {day: self.cells(name, dimension, day) for day in days}
        return self._largest(name, dimension, top, days)

    def _largest(self, name: str, dimension: str, top: int, days: Sequence[date]) -> dict[date, list[Figure]]:
        """The `top` largest codes of the Stichtag and everybody else as «Weitere», on each day; no code of nobody.

        Asked as a course of months: there «Weitere» stands for the same codes throughout.
        """
        start = previous_month_end(min(days))
        query = Query(name, self.as_of, start, (dimension,), self.usable(name), "month", top)
        cells = [figure for figure in self.ask(query) if figure.by and figure.as_of in days]
        somebody = {cell.by[dimension] for cell in cells if cell.value != 0}
        kept = [cell for cell in cells if cell.by[dimension] in somebody]
        return {day: [cell for cell in kept if cell.as_of == day] for day in days}

    @property
    def anchors(self) -> Sequence[Anchor]:
        """The exact totals beside the tables, of which only the public world has to tell."""
        public = self.edition.release.public if self.public else None  # type: ignore[attr-defined]
        return public.anchors() if public else ()

    def source(self, *names: str) -> str:
        """The source line: Stichtag, data state, release, where the rows came from."""
        origins = "; ".join(dict.fromkeys(self.metric(name).source for name in names))
        return (
            f"{german.stand(self.as_of)} (Stichtag {german.day(self.as_of)}) · "
            f"Datenstand {german.day(self.edition.data_as_of)} · Freigabe {self.edition.id} · Quelle: {origins}"
        )


def _told(dimension: str, code: str) -> str:
    entry = dims.dimension(dimension)
    return f"{entry.name} {entry.label(code)}" if code == "unknown" else entry.label(code)
