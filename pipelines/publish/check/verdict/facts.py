"""What the check knows: figures of one world. Tests use a table, the command line a release."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from pipelines.errors import NotAvailable, UsageProblem
from pipelines.metrics.model import Figure, Query
from pipelines.publish.anchors import exact_total
from pipelines.releases.public_history import Anchor

By = Mapping[str, str]


class Facts(Protocol):
    """One world of numbers.

    base: what published counts are rounded to; a rounded figure v stands for v − (base − 1) to v + (base − 1).
    default_as_of: the Stichtag for drafts that name none (last month end not after the Datenstand).
    """

    release: str
    data_as_of: date
    default_as_of: date
    base: int

    def figure(self, metric: str, as_of: date, period_from: date | None, by: By) -> Figure | None:
        """The figure, or None when this world does not have it."""

    def anchor(self, metric: str, as_of: date) -> int | None:
        """A total that the public world prints exactly as well, apart from its tables; nothing is computed with it."""


class TableOfFacts:
    """Facts from a list of figures (tests, examples); what is not listed is not there."""

    def __init__(
        self, figures: list[Figure], data_as_of: date, release: str = "tabelle", base: int = 5
    ) -> None:
        self.release, self.data_as_of, self.default_as_of, self.base = release, data_as_of, data_as_of, base
        self._figures = {_key(f.metric, f.as_of, f.period_from, f.by): f for f in figures}
        self._begun: dict[tuple[object, ...], list[Figure]] = {}
        for figure in self._figures.values():
            if figure.period_from:
                begun = _key(figure.metric, figure.period_from, None, figure.by)
                self._begun.setdefault(begun, []).append(figure)

    def figure(self, metric: str, as_of: date, period_from: date | None, by: By) -> Figure | None:
        figure = self._figures.get(_key(metric, as_of, period_from, by))
        return figure or (self._in_two(metric, as_of, period_from, by) if period_from else None)

    def _in_two(self, metric: str, as_of: date, period_from: date, by: By) -> Figure | None:
        """What happened in two stretches is the sum of both, as a release would count it from its rows."""
        for first in self._begun.get(_key(metric, period_from, None, by), ()):
            second = self._figures.get(_key(metric, as_of, first.as_of, by)) if first.as_of < as_of else None
            if second is None or first.value is None or second.value is None or first.denominator is not None:
                continue
            return replace(second, period_from=period_from, value=float(first.value) + float(second.value))
        return None

    def anchor(self, metric: str, as_of: date) -> int | None:
        return None


@dataclass
class ReleaseFacts:
    """Facts of a release. answers: a world's door (`worlds.exact_answers`, `worlds.public_answers`).

    anchors: those of the public world, when it is the one that answers.
    """

    answers: Callable[[Query], Sequence[Figure]]
    release: str
    data_as_of: date
    default_as_of: date
    base: int = 5
    anchors: Sequence[Anchor] = ()
    _answers: dict[tuple[object, ...], list[Figure]] = field(default_factory=dict, repr=False)

    def figure(self, metric: str, as_of: date, period_from: date | None, by: By) -> Figure | None:
        """A day, breakdown or period that the world refuses is a figure it does not have."""
        query = Query(metric, as_of, period_from, by=tuple(sorted(by)))
        question = (metric, as_of, period_from, query.by)
        if question not in self._answers:
            try:
                self._answers[question] = list(self.answers(query))
            except (NotAvailable, UsageProblem):
                self._answers[question] = []
        figures = self._answers[question]
        exact = [figure for figure in figures if dict(figure.by) == dict(by)]
        if exact:
            return exact[0]
        # A group nobody belongs to is no row of an exact answer; where groups may be merged or hidden, nothing follows.
        others = [figure for figure in figures if figure.by]
        empty = others and others[0].unit == "persons" and others[0].status == "exact"
        return replace(others[0], by=dict(by), value=0) if empty else None

    def anchor(self, metric: str, as_of: date) -> int | None:
        return exact_total(self.anchors, metric, as_of)


def _key(metric: str, as_of: date, period_from: date | None, by: By) -> tuple[object, ...]:
    return (metric, as_of, period_from, tuple(sorted(by.items())))
