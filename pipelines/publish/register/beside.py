"""The register laid beside the public tables: which protected cells do the figures that were printed narrow?

A figure counts as far as it speaks of printed cells of the tables: a metric, a group and a month end (or months) that
they have, as a count, as a share of a count or as a rate of two counts. What this program printed itself, rounded, is
no further knowledge. Figures of the internal world count: whoever stands in this register went out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from pipelines.disclosure.beside import Beside, Bound, Known, says_more
from pipelines.disclosure.model import Finding
from pipelines.metrics import catalogue
from pipelines.metrics.catalogue import Measure, Metric
from pipelines.months import is_month_end, month_ends, months_later
from pipelines.publish.register.model import Entry
from pipelines.publish.register.spans import Span, covering
from pipelines.releases import Release
from pipelines.releases.counting import half_years, month_name
from pipelines.releases.public_answers import Where, read_answers
from pipelines.releases.public_beside import Tables, tables_of
from pipelines.releases.public_cells import Key

Terms = dict[Key, int]
Answers = Mapping[Measure, tuple[str, tuple[Where, ...]]]


@dataclass(frozen=True)
class Laid:
    """What an attack with the printed figures found, apart from the verdict on the release itself.

    asked: cells attacked. used: figures more exact than the tables. set_aside: those that contradict the tables or one
    another. elsewhere: how many figures speak of no cell of the tables, of no certain day, or count by
    another definition. told: cells that the
    printed figures alone give away; narrowed: those that they give away together with the tables.
    """

    asked: int
    used: tuple[Entry, ...]
    set_aside: tuple[Entry, ...]
    elsewhere: int
    told: tuple[Finding, ...]
    narrowed: tuple[Finding, ...]


def laid_beside(release: Release, entries: Sequence[Entry]) -> Laid:
    """Attack the tables of a public release with these figures as further conditions."""
    return View.of(release).laid(entries)


def _chosen(entries: Iterable[Entry], labels: Iterable[str]) -> tuple[Entry, ...]:
    wanted = set(labels)
    return tuple(entry for entry in entries if entry.id in wanted)


def _cells(found: Iterable[Beside], which: str) -> tuple[Finding, ...]:
    return tuple(cell for part in found for cell in getattr(part, which))


@dataclass(frozen=True)
class View:
    """A release's tables, and which of their cells answer which metric."""

    tables: Tables
    answers: Answers

    @classmethod
    def of(cls, release: Release) -> View:
        return cls(tables_of(release.folder), read_answers(release.folder / "public"))

    def laid(self, entries: Sequence[Entry], near: frozenset[str] | None = None) -> Laid:
        """The attack; near: periods, to look only at the tables around them."""
        known: dict[str, list[Known]] = defaultdict(list)
        elsewhere = 0
        for entry in entries:
            read = self.read(entry)
            elsewhere += read is None
            if read is not None and not self._own(entry, read[1]):
                known[read[0]].append(read[1])
        found = list(self.tables.lay_beside(known, near).values())
        return Laid(
            sum(part.asked for part in found),
            _chosen(entries, (label for part in found for label in part.used)),
            _chosen(entries, (label for part in found for label in part.set_aside)),
            elsewhere,
            _cells(found, "told"),
            _cells(found, "narrowed"),
        )

    def periods(self, entry: Entry) -> frozenset[str]:
        """The periods of the cells that a figure speaks of."""
        read = self.read(entry)
        return frozenset(key[1] for terms, _, _ in read[1].bounds for key in terms) if read else frozenset()

    def finer(self, entry: Entry) -> bool:
        """Whether a figure is more exact than the tables, by itself; no program is solved."""
        read = self.read(entry)
        return read is not None and not self._own(entry, read[1]) and says_more(read[1], self.tables.printed)

    def _own(self, entry: Entry, known: Known) -> bool:
        """Whether a figure is a rounded one of this program: its span is all that the rounding can stand for.

        Printed again after a correction, the older span would say more than the cell does now; but both are prints of
        the tables, and the attack on a release knows them (`foreknowledge`).
        """
        if entry.world != "public" or entry.low is None or entry.high is None:
            return False
        reach = min(self.tables.printed[key][1] for terms, _, _ in known.bounds for key in terms) - 1
        wide = entry.high - entry.low >= 2 * reach or (entry.low == 0 and entry.high >= reach)
        return entry.unit == "percent" or wide

    def read(self, entry: Entry) -> tuple[str, Known] | None:
        """(population, what the figure says of its cells); None for a figure that speaks of no printed cell."""
        metric = catalogue.load().get(entry.metric or "")
        if metric is None or entry.version != metric.version:
            return None
        bounds = self._bounds(entry, metric)
        keys = {key for terms, _, _ in bounds for key in terms}
        names = {self.tables.population.get(key) for key in keys}
        if len(names) != 1 or (name := names.pop()) is None:
            return None
        return name, Known(entry.id, tuple(bounds))

    def _bounds(self, entry: Entry, metric: Metric) -> list[Bound]:
        span = covering(entry)
        own = self._terms(metric, entry, entry.by)
        if own is not None and entry.unit != "percent":
            lowest = None if span.low is None else ceil(span.low)
            return [(own, lowest, None if span.high is None else floor(span.high))]
        if entry.unit != "percent":
            return []
        whole = self._terms(metric, entry, ())
        if own is None or whole is None:
            own, whole = (
                self._measured(part, metric, entry, entry.by) if isinstance(part, Measure) else None
                for part in (metric.numerator, metric.denominator)
            )
        return _share(own, whole, span) if own and whole else []

    def _terms(self, metric: Metric, entry: Entry, by: Where) -> Terms | None:
        """A count as a sum of cells; None where the tables do not have it."""
        if metric.value is not None:
            return self._measured(metric.value, metric, entry, by)
        total: Terms = defaultdict(int)
        for term in metric.terms:
            part = self._terms(catalogue.metric(term.metric), entry, by)
            if part is None:
                return None
            for key, factor in part.items():
                total[key] += term.sign * factor
        return dict(total) or None

    def _measured(self, measure: Measure, metric: Metric, entry: Entry, by: Where) -> Terms | None:
        if measure not in self.answers:
            return None
        table, wheres = self.answers[measure]
        # Of the horizons the public knows the longest one only, under the name of the metric.
        own = tuple(pair for pair in by if pair != ("horizon_months", "12"))
        cells = [tuple(sorted((*where, *own))) for where in wheres]
        periods = _periods(entry, metric, split=any(cells))
        keys = [(table, period, cell) for period in periods for cell in cells]
        return dict.fromkeys(keys, 1) if keys and all(key in self.tables.printed for key in keys) else None


def _share(part: Terms, whole: Terms, span: Span) -> list[Bound]:
    """low ≤ 100 · part / whole ≤ high, multiplied out to whole numbers."""
    bounds: list[Bound] = []
    for end, sign in ((span.low, 1), (span.high, -1)):
        if end is not None:
            limit = Fraction(end)
            terms: Terms = defaultdict(int)
            for key, factor in part.items():
                terms[key] += sign * factor * 100 * limit.denominator
            for key, factor in whole.items():
                terms[key] -= sign * factor * limit.numerator
            bounds.append((dict(terms), 0, None))
    return bounds


def _periods(entry: Entry, metric: Metric, split: bool) -> list[str]:
    """The periods of the tables that a figure speaks of; none when it is for another day, or nobody knows which.

    split: a flow by groups, which the tables have by half-year; in total they have it by month.
    """
    if entry.as_of.precision == "year" or not is_month_end(entry.as_of.last):
        return []
    if not catalogue.needs_period(metric):
        return [month_name(entry.as_of.last)]
    if entry.period_from is None or not is_month_end(entry.period_from):
        return []
    months = month_ends(months_later(entry.period_from, 1), entry.as_of.last)
    if not split:
        return [month_name(month) for month in months]
    halves = half_years(months)
    return list(halves) if 6 * len(halves) == len(months) else []
