"""The rows of the open data file: what the table programme publishes, asked month by month."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from pipelines.disclosure.grid import ANCHOR
from pipelines.metrics import catalogue
from pipelines.metrics.catalogue import Metric
from pipelines.metrics.model import Figure, Query, Status
from pipelines.months import previous_month_end
from pipelines.publish import german
from pipelines.publish.document import printed_number
from pipelines.publish.worlds import Edition, Reader
from pipelines.releases.public_history import Anchor
from pipelines.spreadsheets import harmless

HEADER = (
    "metric",
    "definition_version",
    "from",
    "as_of",
    "dimension",
    "code",
    "value",
    "shown",
    "unit",
    "status",
    "corrected",
    "earlier",
)


def figures_of(reader: Reader, edition: Edition) -> list[Figure]:
    """Every published total and one-way table, then the anchors; what the world does not hold is not asked twice."""
    months = [day for day in edition.months if day <= edition.data_as_of]
    found = [figure for metric in catalogue.load().values() for figure in _metric(reader, metric, months)]
    return [*found, *(_exact(anchor) for anchor in edition.anchors if anchor.as_of in months)]


def _exact(anchor: Anchor) -> Figure:
    """An anchor as a row of its own: by its dimension nobody takes it for the total of the tables."""
    metric = catalogue.metric(anchor.metric)
    status: Status = "suppressed" if anchor.value is None else "exact"
    return Figure(metric.id, metric.version, metric.unit, metric.kind, anchor.as_of, None, dict(ANCHOR), anchor.value,
                  None, None, status, False)  # fmt: skip


def _metric(reader: Reader, metric: Metric, months: Sequence[date]) -> Iterator[Figure]:
    if not months or "council" not in metric.audience:
        return
    breakdowns: tuple[tuple[str, ...], ...] = ((), *((name,) for name in metric.dimensions))
    if metric.always_by:
        breakdowns = (tuple(metric.always_by[:1]),)
    known: set[tuple[date | None, date, tuple[tuple[str, str], ...]]] = set()
    for by in breakdowns:
        for query in _queries(reader, metric, by, months):
            for figure in reader.ask(query):
                key = figure.period_from, figure.as_of, tuple(figure.by.items())
                if key not in known:
                    known.add(key)
                    yield figure


def _queries(reader: Reader, metric: Metric, by: tuple[str, ...], months: Sequence[date]) -> list[Query]:
    """Month by month where the world holds that, else half-year by half-year (breakdowns of flows)."""
    monthly = Query(metric.id, months[-1], previous_month_end(months[0]), by=by, every="month")
    if reader.ask(monthly) or not catalogue.needs_period(metric):
        return [monthly]
    ends = [day for day in months if (day.month, day.day) in ((6, 30), (12, 31))]
    return [Query(metric.id, day, after, by=by) for after, day in pairwise(ends)]


def csv_of(figures: Sequence[Figure]) -> bytes:
    """UTF-8, comma, dot: one row a figure; a suppressed value is an empty field with its status."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(_row(figure) for figure in figures)
    return text.getvalue().encode()


def _printed(value: german.Number, figure: Figure) -> str:
    return f"{printed_number(value, figure.unit, figure.status == 'rounded'):f}"


def _row(figure: Figure) -> tuple[str, ...]:
    value = german.value_of(figure)
    name, code = next(iter(figure.by.items()), ("", ""))
    return (
        figure.metric,
        str(figure.definition_version),
        figure.period_from.isoformat() if figure.period_from else "",
        figure.as_of.isoformat(),
        name,
        harmless(code),
        "" if value is None else _printed(value, figure),
        german.shown(figure),
        figure.unit,
        figure.status,
        str(figure.corrected).lower(),
        "" if figure.earlier is None else _printed(figure.earlier, figure),
    )
