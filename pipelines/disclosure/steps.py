"""Steps in which the people behind a printed block can change: the material of `moves` for an attack on it."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence

from pipelines.disclosure.block import Block, FlowTable
from pipelines.disclosure.conditions import Reader, inner_cells, sign, within_cell
from pipelines.disclosure.grid import By

Step = Mapping[Hashable, int]
# What differs between two inner cells of a month: the cells with one person more, and those with one fewer.
Swap = tuple[frozenset[By], frozenset[By]]


def add_steps(reader: Reader, block: Block, months: Sequence[str]) -> None:
    """Give the attack the steps of the tables of `months`, or, with none, those of the totals and flows."""
    for step in _flows(block) if not months else itertools.chain(_swaps(reader, block, months)):
        placed: Counter[int] = Counter()
        for key, change in step.items():
            # A number is an unknown that is no cell; all other keys are cells.
            placed[key if isinstance(key, int) else reader.place[key]] += change * (
                1 if isinstance(key, int) else sign(key)
            )
        if move := {unknown: change for unknown, change in placed.items() if change}:
            reader.published.moves.append(move)


def _swaps(reader: Reader, block: Block, months: Sequence[str]) -> Iterator[Step]:
    """One person more in an inner cell and one fewer in another that differs in one code.

    What a person keeps for life changes in a run of months: somebody else was there, or took the place and left again.
    """
    found = {month: dict(_pairs(block, month)) for month in months}
    for month, pairs in found.items():
        for swap in pairs.values():
            if not _for_life(reader, months, swap):
                yield _swap(block.names[0], month, swap)
    lasting = [
        pair
        for pair, swap in found[months[0]].items()
        if _for_life(reader, months, swap) and all(pair in pairs for pairs in found.values())
    ]
    runs = [(a, b) for a in range(len(months)) for b in range(a, len(months))]
    for number, (pair, (a, b)) in enumerate(itertools.product(lasting, runs)):
        yield _run(reader, block, months, a, b, [found[month][pair] for month in months], number)


def _pairs(block: Block, month: str) -> Iterator[tuple[tuple[By, By], Swap]]:
    cells = block.structure.get(month, {})
    for table in inner_cells(block, cells):
        counted = {where: within_cell(where, cells, block.parents) for where in table}
        for one, other in itertools.combinations(sorted(table), 2):
            if len(set(one) - set(other)) == 1:
                more, fewer = counted[one] - counted[other], counted[other] - counted[one]
                yield (one, other), (frozenset(more), frozenset(fewer))


def _for_life(reader: Reader, months: Collection[str], swap: Swap) -> bool:
    return any((month, where) in reader.moved for month in months for where in swap[0])


def _swap(name: str, month: str, swap: Swap) -> dict[Hashable, int]:
    more, fewer = swap
    step: dict[Hashable, int] = {(name, month, where): 1 for where in more}
    return step | {(name, month, where): -1 for where in fewer}


def _run(
    reader: Reader, block: Block, months: Sequence[str], a: int, b: int, swaps: Sequence[Swap], number: int
) -> Step:
    """The swap in the months a … b; where it begins and ends within `months`, one comes and the other leaves."""
    step: Counter[Hashable] = Counter()
    for place in range(a, b + 1):
        step.update(_swap(block.names[0], months[place], swaps[place]))
    if a > 0:
        step.update(_exchange(reader, block, months[a], swaps[a], number))
    if b + 1 < len(months):
        step.update(_exchange(reader, block, months[b + 1], swaps[b + 1][::-1], number))
    return step


def _exchange(reader: Reader, block: Block, month: str, swap: Swap, number: int) -> Step:
    """In one month somebody comes to the cells of `more`, and somebody leaves those of `fewer`."""
    _, entries, exits = block.names
    step: Counter[Hashable] = Counter()
    for side, cells in enumerate(swap):
        step.update(reader.moved[month, where][side] for where in cells if (month, where) in reader.moved)
    tables = [table for table in block.flows if not table.overlapping]
    for name in (entries, exits):
        events = _events(tables, name, month, 1)
        step.update(events[number % len(events)])
    return step


def _flows(block: Block) -> Iterator[Step]:
    """Persons who come and go in one month, who stay for a month, who come or go a month later; other reasons."""
    stock, entries, exits = block.names
    months = block.series.months
    tables = [table for table in block.flows if not table.overlapping]
    for table in tables:
        for one, other in itertools.combinations([where for where in table.cells if where], 2):
            yield _swap(table.name, table.period, (frozenset([one]), frozenset([other])))
    for place, month in enumerate(months):
        here: Step = {(stock, month, ()): 1}
        came = _events(tables, entries, month, 1)
        yield from _sum(came, _events(tables, exits, month, 1))
        if place + 1 == len(months):
            yield from _sum(came, [here])
            continue
        later = months[place + 1]
        yield from _sum(came, _events(tables, exits, later, 1), [here])
        yield from _sum(came, _events(tables, entries, later, -1), [here])


def _events(tables: Iterable[FlowTable], name: str, month: str, change: int) -> list[Step]:
    """One event more or fewer in a month, in every row of the half-year's tables that it can stand in."""
    own = [table for table in tables if table.name == name and month in table.months]
    event: dict[Hashable, int] = {(name, month, ()): change}
    event |= {(name, table.period, ()): change for table in own}
    rows = [[(name, table.period, where) for where in table.cells if where] for table in own]
    most = max(map(len, rows), default=1)
    return [event | {row[number % len(row)]: change for row in rows} for number in range(most)]


def _sum(*sides: Sequence[Step]) -> Iterator[Step]:
    """Every side's first with the others' first, second with second; a short side begins anew."""
    for number in range(max(map(len, sides))):
        total: Counter[Hashable] = Counter()
        for side in sides:
            total.update(side[number % len(side)])
        yield total
