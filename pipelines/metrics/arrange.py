"""How a table is laid out: the rest merged into `other`, rows in the order a reader expects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce

from pipelines.errors import NoSuchFigure
from pipelines.metrics import dimensions as dims
from pipelines.metrics.catalogue import Metric, dimensions_of, load
from pipelines.metrics.evaluate import MULTIPLE, Cell, Table, known, ratio_of, signed_sum
from pipelines.metrics.sources import Number

OTHER = "other"
_KEPT_APART = ("unknown", MULTIPLE)


def merge_rest(table: Table, metric: Metric, by: tuple[str, ...], top: int) -> Table:
    """Keep the `top` largest codes of one dimension at the last point; sum the others into `other`.

    It is the first dimension whose codes exclude one another; horizons contain one another and are never added.
    Raises NoSuchFigure where nothing can be merged.
    """
    place = next((at for at, name in enumerate(by) if not dims.dimension(name).nested), None)
    if metric.kind == "distribution" or place is None:
        raise NoSuchFigure(f"«{metric.name}» lässt sich nicht zu «Weitere» zusammenfassen.")
    sizes = sizes_of(table[max(table, key=lambda point: point.as_of)], metric, place)
    # The rest of a region is a part of «Weitere», never a row beside it.
    sizes = {
        code: size
        for code, size in sizes.items()
        if code not in _KEPT_APART and not code.startswith(dims.REST)
    }
    kept = {*sorted(sizes, key=lambda code: (-sizes[code], code))[:top], *_KEPT_APART}
    return {point: _fold(cells, kept, metric, by, place) for point, cells in table.items()}


def together(cells: Iterable[Cell], metric: Metric, dimension: str) -> Cell:
    """One cell for several codes of a dimension (at least one), as the row `other` has it."""
    own_base = _own_base(metric, dimension)
    return reduce(lambda one, two: _plus(one, two, metric, own_base), cells)


def _own_base(metric: Metric, dimension: str) -> bool:
    return metric.denominator is not None and dimension in dimensions_of(metric.denominator, load())


def _fold(
    cells: dict[tuple[str, ...], Cell], kept: set[str], metric: Metric, by: tuple[str, ...], place: int
) -> dict[tuple[str, ...], Cell]:
    own_base = _own_base(metric, by[place])
    folded: dict[tuple[str, ...], Cell] = {}
    for codes, cell in cells.items():
        merged = bool(codes) and codes[place] not in kept
        key = (*codes[:place], OTHER, *codes[place + 1 :]) if merged else codes
        folded[key] = _plus(folded[key], cell, metric, own_base) if key in folded else cell
    return folded


def _plus(one: Cell, two: Cell, metric: Metric, own_base: bool) -> Cell:
    """The sum of two cells; own_base: every cell has a base of its own, else all of them share one."""
    if metric.kind == "ratio":
        below = known(one.denominator) + known(two.denominator) if own_base else one.denominator
        if _not_recorded(one) or _not_recorded(two):
            return ratio_of(None, below, metric.scale)
        return ratio_of(known(one.numerator) + known(two.numerator), below, metric.scale)
    return replace(one, value=signed_sum([(1, one.value), (1, two.value)]))


def _not_recorded(cell: Cell) -> bool:
    # A cell that stands for nobody has no base either; one with a base lacks a figure that somebody should have.
    return cell.numerator is None and cell.denominator is not None


def sizes_of(cells: Mapping[tuple[str, ...], Cell], metric: Metric, place: int = 0) -> dict[str, Number]:
    """How large each code of the dimension at `place` is (of a rate: its numerator)."""
    sizes: dict[str, Number] = {}
    for codes, cell in cells.items():
        if codes:
            weight = cell.numerator if metric.kind == "ratio" else cell.value
            sizes[codes[place]] = sizes.get(codes[place], 0) + (weight or 0)
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
