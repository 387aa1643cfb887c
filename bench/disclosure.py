"""Measure disclosure control: `python bench/disclosure.py`. Baseline of the rounding is plain nearest rounding."""

from __future__ import annotations

import platform
import random
import sys
import time
from collections.abc import Hashable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipelines.disclosure.audit import attack
from pipelines.disclosure.block import Block, Earlier, kinds
from pipelines.disclosure.block_rounding import RoundedBlock, round_block
from pipelines.disclosure.grid import by
from pipelines.disclosure.model import Protected, Published
from pipelines.disclosure.rounding import deviation_ratio, round_cells
from pipelines.disclosure.suppression import suppress
from pipelines.disclosure.tables import CellSystem, linked
from pipelines.disclosure.witness import as_printed, attack_block
from tests.disclosure.population import block_of, people

SALT = b"bench"


def exact_cells(block: Block) -> dict[Hashable, int]:
    """Every exact cell of a block under the key of its printed one."""
    stock, entries, exits = block.names
    cells: dict[Hashable, int] = {}
    for place, month in enumerate(block.series.months):
        cells |= {(stock, month, where): count for where, count in block.structure[month].items()}
        cells[entries, month, ()] = block.series.entries[place]
        cells[exits, month, ()] = block.series.exits[place]
    for table in block.flows:
        cells |= {(table.name, table.period, where): count for where, count in table.cells.items()}
    return cells


def judge(block: Block, rounded: RoundedBlock) -> str:
    """Deviation against the baseline, largest deviation, verdict of the attack."""
    exact = {key: value for key, value in exact_cells(block).items() if key in rounded.values}
    worst = max(abs(rounded.values[key] - value) for key, value in exact.items())
    findings = attack_block(as_printed(block, rounded.values), rounded.people, 5, 5)
    return (
        f"{len(exact)} cells, largest deviation {worst}, mean / nearest {deviation_ratio(exact, rounded.values):.3f}, "
        f"recovered {findings.recovered}, fewer than 5 candidates {findings.too_few}, "
        f"withheld months {len(rounded.dropped)}"
    )


def history(months: int, persons: int) -> None:
    block = block_of(people(persons, months, 1), months)
    start = time.perf_counter()
    verdict = judge(block, round_block(block, 5, SALT))
    print(f"{months} months, {persons} persons ever: {time.perf_counter() - start:.2f} s; {verdict}")


def releases(count: int, persons: int) -> None:
    """Monthly releases one after the other; every 12th exit is reported two months late and changes the past."""
    everyone = people(persons, 48, 2)
    printed: dict[Hashable, int] = {}
    earlier: Earlier = {}
    seconds, left, sums, withheld, bad = 0.0, 0, 0, 0, 0
    ratios = []
    for months in range(48 - count + 1, 49):
        known = [
            p | {"out": 999} if n % 12 == 0 and months - 2 <= p["out"] <= months else p
            for n, p in enumerate(everyone)
        ]
        block = block_of([p for p in known if p["in"] < months], months)
        start = time.perf_counter()
        rounded = round_block(block, 5, SALT, printed, earlier)
        seen = as_printed(block, rounded.values)
        findings = attack_block(seen, rounded.people, 5, 5)
        seconds += time.perf_counter() - start
        left += sum(why == "left" for why in rounded.corrections.values())
        sums += sum(why == "sums" for why in rounded.corrections.values())
        withheld += len(rounded.dropped)
        bad += findings.too_few
        exact = {key: value for key, value in exact_cells(block).items() if key in rounded.values}
        ratios.append(deviation_ratio(exact, rounded.values))
        assert max(abs(rounded.values[key] - value) for key, value in exact.items()) < 5
        printed |= rounded.values
        known_kinds = kinds(seen).kinds
        earlier = {
            month: dict(zip(known_kinds, found, strict=True)) for month, found in rounded.people.items()
        }
    print(
        f"{count} releases one after the other, {persons} persons ever: {seconds / count:.2f} s each; corrections "
        f"{left} (value left) + {sums} (sums), withheld {withheld}, fewer than 5 candidates {bad}, "
        f"mean / nearest at most {max(ratios):.3f}, {len(printed)} cells"
    )


def table(rows: int, columns: int, mean: int, seed: int) -> CellSystem:
    """A random two-way table with margins."""
    dice = random.Random(seed)
    inner = {
        (i, j): int(dice.expovariate(1 / mean)) + (dice.random() > 0.2)
        for i in range(rows)
        for j in range(columns)
    }
    cells = {}
    for i in [*range(rows), None]:
        for j in [*range(columns), None]:
            where = by([("row", str(i))] * (i is not None) + [("col", str(j))] * (j is not None))
            cells[where] = sum(n for (p, q), n in inner.items() if i in (None, p) and j in (None, q))
    return linked("table", "once", cells)


def single() -> None:
    """One table alone; its printed inner cells are the witness, what they do not show is solved for."""
    system = table(22, 7, 8, 1)
    start = time.perf_counter()
    rounded = round_cells(system, 5, salt=SALT)
    took = time.perf_counter() - start
    inner = [key for key in system.exact if len(key[2]) == 2]
    published = Published(len(inner), witnesses=[[rounded.values[key] for key in inner]])
    for key, value in rounded.values.items():
        members = [number for number, full in enumerate(inner) if set(key[2]) <= set(full[2])]
        published.between(members, value - 4, value + 4)
        published.protected.append(Protected(dict(key[2]), dict.fromkeys(members, 1), 5))
    findings = attack(published, exact_bounds=False)
    print(
        f"one table of {len(system.exact)} cells: rounded in {took:.3f} s, "
        f"with attack {time.perf_counter() - start:.2f} s, "
        f"mean / nearest {deviation_ratio(system.exact, rounded.values):.3f}, fewer than 5 candidates {findings.too_few}"
    )


def suppression() -> None:
    for rows, columns in ((9, 9), (19, 4), (20, 10), (40, 12)):
        worst, gap, hidden = 0.0, 0, 0
        for seed in range(10):
            start = time.perf_counter()
            result = suppress(table(rows, columns, 10, seed), 5, seconds=30)
            worst = max(worst, time.perf_counter() - start)
            gap, hidden = max(gap, result.gap), hidden + len(result.secondary)
        print(
            f"suppression {rows}×{columns} ({(rows + 1) * (columns + 1)} cells), 10 tables: slowest {worst:.2f} s, "
            f"largest gap {gap}, {hidden / 10:.1f} secondary cells on average"
        )


def main() -> None:
    print(f"Python {platform.python_version()}, {platform.machine()}, one thread")
    single()
    history(24, 1800)
    history(93, 2600)
    history(93, 400)
    releases(24, 2600)
    suppression()


if __name__ == "__main__":
    main()
