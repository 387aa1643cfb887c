"""A release as council and press see it: answered by its published cells alone.

Nothing here can reach the internal world: the release is handed over as a handful of facts and its public part.
What the table programme does not hold is a figure without a value, marked as not published; never an exact one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dashboard.reading import Edition, Release
from dashboard.state import Choices, codes
from pipelines.errors import NotAvailable
from pipelines.metrics import Figure, Query, catalogue
from pipelines.metrics import dimensions as dims
from pipelines.months import previous_month_end
from pipelines.publish.worlds import drawn
from pipelines.settings import Settings

OFF = (
    "Diese Seite ist zurzeit abgeschaltet: Die bereitgestellte Freigabe ist nur intern und hat keine öffentlichen "
    "Zahlen, die vor Rückschlüssen auf Personen geschützt sind. Öffentliche Zahlen kommen mit der nächsten "
    "öffentlichen Freigabe, oder wenn eine frühere zurückgeholt wird."
)
_OPEN_DELIVERY = ("kind", "traeger", "export_date", "newest")


@dataclass(frozen=True)
class PublicRelease:
    """What of a release may be known outside: no rows, no cubes, no counts of lines."""

    id: str
    data_as_of: date
    months: Sequence[date]
    settings: Settings
    manifest: Mapping[str, Any]
    public: Any

    @classmethod
    def of(cls, release: Any) -> PublicRelease:
        """Raises NotAvailable for a release without public numbers."""
        public = release.public
        if public is None:
            raise NotAvailable(OFF)
        delivered = [
            {name: entry.get(name) for name in _OPEN_DELIVERY}
            for entry in release.manifest.get("deliveries", ())
            if entry["kind"] == "faelle"
        ]
        manifest = {"deliveries": delivered, "public": release.manifest["public"]}
        return cls(release.id, release.data_as_of, tuple(public.months), release.settings, manifest, public)

    @property
    def internal(self) -> Any:
        """The published cells also stand where a page would look for figures."""
        return self.public


class PublicEdition(Edition):
    """Asks the public world; see Edition."""

    world = "public"

    def __init__(self, release: Release) -> None:
        super().__init__(PublicRelease.of(release))
        self._fitting: dict[Choices, Choices] = {}

    def _answer(self, query: Query) -> list[Figure]:
        public: Any = self.release.internal
        if not all(code in self._published(query, name) for name, code in query.filters.items()):
            return _suppressed(query, self.months)
        try:
            return drawn(public.figures(query))
        except NotAvailable:
            return _suppressed(query, self.months)

    def _published(self, query: Query, dimension: str) -> set[str]:
        """The codes with a row of their own; what was merged into a rest has none, and no zero either."""
        if dims.dimension(dimension).id in {"horizon_months", "tenure_months"}:
            return set(query.filters.values())
        public: Any = self.release.internal
        flow = catalogue.needs_period(catalogue.metric(query.metric))
        after = previous_month_end(query.as_of) if flow else None
        try:
            asked = public.figures(Query(query.metric, query.as_of, after, (dimension,)))
        except NotAvailable:
            return set()
        return {figure.by[dimension] for figure in asked if figure.by}

    def codes(self, dimension: str) -> list[str]:
        known = {
            figure.by[dimension]
            for figure in self.ask(Query("active_target_group", self.newest, by=(dimension,)))
            if figure.by
        }
        listed = [code for code in codes(dimension) if code in known]
        return listed + sorted(known - set(listed) - {"multiple"})

    def offers(self, metric: str, dimension: str = "") -> bool:
        entry = catalogue.metric(metric)
        if dimension and dimension not in entry.dimensions:
            return False
        after = previous_month_end(self.newest) if catalogue.needs_period(entry) else None
        figures = self.ask(Query(metric, self.newest, after, (dimension,) if dimension else ()))
        return any(figure.value is not None and bool(figure.by) == bool(dimension) for figure in figures)

    def fitting(self, choices: Choices) -> Choices:
        if choices not in self._fitting:
            metrics = tuple(name for name in choices.metrics if self.offers(name))
            by = [name for name in choices.breakdowns if any(self.offers(metric, name) for metric in metrics)]
            filters = tuple(name for name in choices.filters if self.codes(name))
            self._fitting[choices] = replace(choices, metrics=metrics, breakdowns=tuple(by), filters=filters)
        return self._fitting[choices]


def _suppressed(query: Query, months: Sequence[date]) -> list[Figure]:
    """«Not published» in place of every total that was asked for."""
    metric = catalogue.metric(query.metric)
    days = [query.as_of]
    if query.every:
        after = query.period_from or date.min
        days = [month for month in months if after < month <= query.as_of]
    return [
        Figure(metric.id, metric.version, metric.unit, metric.kind, day, query.period_from, {}, None, None,
               None, "suppressed", False)
        for day in days
    ]  # fmt: skip
