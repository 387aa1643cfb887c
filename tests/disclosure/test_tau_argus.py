"""Cross-check with τ-ARGUS (pytauargus 0.6.0, development only): it agrees on the small cells, and whenever its choice
of further cells meets our rule, ours hides no more."""

import multiprocessing
import os
import random
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec

import pytest

from pipelines.disclosure.suppression import suppress
from tests.disclosure.test_rounding import two_way
from tests.disclosure.test_suppression import seen_by_attacker

pytestmark = pytest.mark.skipif(find_spec("pytauargus") is None, reason="τ-ARGUS is built for Linux only")

# Its own protection is a share of the cell, not a width in persons; most, not all, of its choices meet our rule.
RULE = "FREQ(5,100)"


def chosen_by_tau_argus(counts):
    import pytauargus

    micro = {"row": [], "col": [], "one": []}
    for i, line in enumerate(counts):
        for j, count in enumerate(line):
            micro["row"] += [f"r{i}"] * count
            micro["col"] += [f"c{j}"] * count
            micro["one"] += [1] * count
    table = pytauargus.protect(micro, ["row", "col"], "one", safety_rules=RULE, suppress="OPT(1)").tables[0]
    found = {"U": set(), "M": set(), "S": set()}
    for row in map(dict, table.rows):
        codes = [(name, row[name].strip()) for name in ("col", "row")]
        where = tuple((name, code[1:]) for name, code in codes if code != "Total")
        found[row["status"]].add(("table", "2022-06", where))
    return found["U"], found["M"]


@pytest.fixture
def tau_argus(tmp_path):
    """A process of its own that stands in a folder of its own: the library leaves files where it stands and threads
    behind, with which no later test may have to live."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, initializer=os.chdir, initargs=(tmp_path,)) as process:
        yield lambda counts: process.submit(chosen_by_tau_argus, counts).result()


def test_tau_argus_hides_no_fewer_cells(tau_argus):
    compared = 0
    for seed in range(6):
        dice = random.Random(seed)
        counts = [[1 + int(dice.expovariate(1 / 12)) for _ in range(5)] for _ in range(7)]
        small, others = tau_argus(counts)
        system = two_way(counts)
        ours = suppress(system, 5)
        assert ours.primary == small
        if seen_by_attacker(system, small | others, "shown").passed:
            assert len(ours.secondary) <= len(others)
            compared += 1
    assert compared >= 3
