"""Optimal suppression: the fewest dots that leave every small cell n possible values."""

import itertools
import random

import pytest

from pipelines.disclosure.audit import attack
from pipelines.disclosure.model import Protected, Published
from pipelines.disclosure.suppression import published_cells, suppress
from tests.disclosure.test_rounding import two_way


def random_table(rows, columns, seed, mean=10):
    dice = random.Random(seed)
    return two_way(
        [
            [0 if dice.random() < 0.2 else 1 + int(dice.expovariate(1 / mean)) for _ in range(columns)]
            for _ in range(rows)
        ]
    )


def seen_by_attacker(system, hidden, zeros):
    """The table as printed, judged by the attacker of any CSV, not by the program that made it."""
    inner = [key for key in system.exact if len(key[2]) == 2]
    published = Published(len(inner))
    for key, value in system.exact.items():
        members = [number for number, full in enumerate(inner) if set(key[2]) <= set(full[2])]
        if key in hidden:
            published.between(members, 1 if zeros == "shown" else 0, None)
            need = 5 if 1 <= value < 5 else 2
            published.protected.append(Protected(dict(key[2]), dict.fromkeys(members, 1), need))
        else:
            published.exactly(members, value)
    return attack(published)


@pytest.mark.parametrize("zeros", ["shown", "hidden"])
@pytest.mark.parametrize("seed", range(6))
def test_nobody_finds_a_hidden_cell(seed, zeros):
    system = random_table(7, 5, seed)
    result = suppress(system, 5, zeros)
    findings = seen_by_attacker(system, result.hidden, zeros)
    assert result.gap == 0
    assert findings.recovered == 0 and findings.passed


@pytest.mark.parametrize("seed", range(8))
def test_no_smaller_choice_protects_a_tiny_table(seed):
    system = random_table(3, 2, seed)
    small = {key for key, value in system.exact.items() if 1 <= value < 5}
    others = [key for key, value in system.exact.items() if value >= 5]

    def protects(extra):
        return seen_by_attacker(system, small | set(extra), "shown").passed

    sizes = range(len(others) + 1)
    best = next(n for n in sizes if any(map(protects, itertools.combinations(others, n))))
    assert len(suppress(system, 5).secondary) == best


def test_both_kinds_of_hidden_cells_print_the_same_sign():
    system = two_way([[2, 20, 30], [20, 20, 30], [30, 30, 40]])
    result = suppress(system, 5)
    cells = published_cells(system, result)
    assert len(result.primary) == 1 and len(result.secondary) == 3
    assert sum(value is None for value in cells.values()) == 4


def test_a_table_without_small_cells_stays_as_it_is():
    assert suppress(two_way([[20, 30], [40, 0]]), 5).hidden == frozenset()


def test_out_of_time_the_gap_is_reported():
    result = suppress(random_table(8, 6, 1), 5, seconds=0.0)
    assert result.gap >= 0 and result.secondary
