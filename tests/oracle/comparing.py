"""The product's answers and the oracle's, brought to one form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from pipelines.metrics import Query, compute
from pipelines.metrics.sources import RowSource, Source
from tests.metrics.world import world
from tests.oracle.oracle import Answer
from tests.oracle.people import Row


def source_of(tables: dict[str, list[Row]], exports: dict[str, list[date]]) -> RowSource:
    """The product's source over the rows (without columns that are empty)."""
    filled = {
        name: [{key: value for key, value in row.items() if value is not None} for row in rows]
        for name, rows in tables.items()
    }
    return world(filled, {name: [day.strftime("%d.%m.%Y") for day in days] for name, days in exports.items()})


def statuses(
    source: RowSource, metric: str, day: date, first: date | None, dims: tuple[str, ...]
) -> set[Any]:
    """(status, preliminary, whether a value is there) of all figures of an answer."""
    found = compute(source, Query(metric, day, first, by=dims))
    return {(figure.status, figure.preliminary, figure.value is not None) for figure in found}


def product(
    source: Source,
    metric: str,
    day: date,
    first: date | None,
    dims: tuple[str, ...],
    filters: Mapping[str, str] | None = None,
) -> Answer:
    """Cell → (value, numerator, denominator); the total is left to the question without dimensions."""
    found = compute(source, Query(metric, day, first, by=dims, filters=filters or {}))
    return {
        tuple(figure.by[dim] for dim in dims): (figure.value, figure.numerator, figure.denominator)
        for figure in found
        if set(figure.by) == set(dims)
    }


def said(part: Any) -> Any:
    """A cell left out, a zero and a ratio without numerator and denominator say the same."""
    value, above, below = part
    if value is None and above is None:
        return "undefined"
    if above is None and below is None:
        return float(value)
    if not above and not below:
        return 0.0
    return tuple(None if number is None else float(number) for number in (value, above, below or 0))


def differences(got: Answer, expected: Answer) -> dict[Any, Any]:
    """Cell → what the product and what the oracle says, where the two differ."""
    pairs = {
        cell: (said(got.get(cell, NOTHING)), said(expected.get(cell, NOTHING))) for cell in {*got, *expected}
    }
    return {cell: pair for cell, pair in pairs.items() if pair[0] != pytest.approx(pair[1], abs=1e-9)}


NOTHING = (0, None, None)
