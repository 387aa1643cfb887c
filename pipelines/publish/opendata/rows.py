"""The rows of the open data file: what the table programme publishes, asked month by month."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from pipelines.metrics import catalogue
from pipelines.metrics.catalogue import Metric
from pipelines.metrics.model import Figure, Query
from pipelines.months import previous_month_end
from pipelines.publish import german
from pipelines.publish.document import printed_number
from pipelines.publish.worlds import Edition, Reader
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
)


def figures_of(reader: Reader, edition: Edition) -> list[Figure]:
    """Every published total and one-way table; what the world does not hold is not asked twice."""
    months = [day for day in edition.months if day <= edition.data_as_of]
    return [figure for metric in catalogue.load().values() for figure in _metric(reader, metric, months)]


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
        "" if value is None else f"{printed_number(value, figure.unit, figure.status == 'rounded'):f}",
        german.shown(figure),
        figure.unit,
        figure.status,
    )
