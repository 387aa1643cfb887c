"""How a table is laid out: the rest merged into `other`, rows in the order a reader expects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipelines.errors import NotAvailable
from pipelines.metrics import dimensions as dims
from pipelines.metrics.catalogue import Measure, Metric
from pipelines.metrics.evaluate import MULTIPLE, Cell, Table, ratio_of, signed_sum
from pipelines.metrics.populations import population
from pipelines.metrics.sources import Number

OTHER = "other"
_KEPT_APART = ("unknown", MULTIPLE)


def merge_rest(table: Table, metric: Metric, top: int) -> Table:
    """Keep the `top` largest codes of the first dimension at the last point; sum the others into `other`."""
    if metric.kind == "distribution":
        raise NotAvailable(f"«{metric.name}» lässt sich nicht zu «Weitere» zusammenfassen.")
    sizes = sizes_of(table[max(table, key=lambda point: point.as_of)], metric)
    # The rest of a region is a part of «Weitere», never a row beside it.
    sizes = {
        code: size
        for code, size in sizes.items()
        if code not in _KEPT_APART and not code.startswith(dims.REST)
    }
    kept = {*sorted(sizes, key=lambda code: (-sizes[code], code))[:top], *_KEPT_APART}
    return {point: _fold(cells, kept, metric) for point, cells in table.items()}


def _fold(cells: dict[tuple[str, ...], Cell], kept: set[str], metric: Metric) -> dict[tuple[str, ...], Cell]:
    folded: dict[tuple[str, ...], Cell] = {}
    for codes, cell in cells.items():
        key = codes if not codes or codes[0] in kept else (OTHER, *codes[1:])
        folded[key] = _plus(folded[key], cell, metric) if key in folded else cell
    return folded


def _plus(one: Cell, two: Cell, metric: Metric) -> Cell:
    if metric.kind == "ratio":
        same_base = not isinstance(metric.denominator, Measure) or bool(
            population(metric.denominator.population).main
        )
        below = _known(one.denominator) + _known(two.denominator) if same_base else one.denominator
        return ratio_of(_known(one.numerator) + _known(two.numerator), below, metric.scale)
    return replace(one, value=signed_sum([(1, one.value), (1, two.value)]))


def _known(number: Number | None) -> Number:
    # Not «number or 0»: a printed zero keeps what it may stand for.
    return 0 if number is None else number


def sizes_of(cells: Mapping[tuple[str, ...], Cell], metric: Metric) -> dict[str, Number]:
    """How large each code of the first dimension is (of a rate: its numerator)."""
    sizes: dict[str, Number] = {}
    for codes, cell in cells.items():
        if codes:
            weight = cell.numerator if metric.kind == "ratio" else cell.value
            sizes[codes[0]] = sizes.get(codes[0], 0) + (weight or 0)
    return sizes


def rank(by: tuple[str, ...], codes: tuple[str, ...], sizes: Mapping[str, Number]) -> tuple[object, ...]:
    """Total first, then the first dimension by size where its codes have no order, all others by their code list."""
    ranks: list[object] = [(0, 0, "") if not codes else (1, 0, "")]
    for place, (name, code) in enumerate(zip(by, codes, strict=False)):
        dimension = dims.dimension(name)
        last, listed, text = dimension.rank(code)
        by_size = place == 0 and dimension.by_size and not last
        ranks.append((last, -sizes.get(code, 0) if by_size else listed, text))
    return tuple(ranks)
