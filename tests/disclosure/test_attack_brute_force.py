"""The attack agrees with trying every possible population, on tables small enough to try them all."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.disclosure.audit import attack
from pipelines.disclosure.csvtable import CsvTable, Row
from pipelines.disclosure.grid import Grid
from pipelines.disclosure.model import Condition, Protected, Published
from pipelines.disclosure.naive import add_rounded, hide_small
from pipelines.disclosure.printed import as_published

small_tables = st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=2, max_size=3)


def grid_of(counts):
    rows = [((f"r{i}", f"c{j}"), value) for i, line in enumerate(counts) for j, value in enumerate(line)]
    return Grid(("row", "col"), tuple(rows), {})


def every_population(published, most):
    for point in itertools.product(range(most + 1), repeat=published.unknowns):
        if all(
            (c.lower is None or sum(f * point[u] for u, f in c.terms.items()) >= c.lower)
            and (c.upper is None or sum(f * point[u] for u, f in c.terms.items()) <= c.upper)
            for c in published.conditions
        ):
            yield point


@settings(max_examples=40, deadline=None)
@given(small_tables, st.sampled_from(["shown", "hidden"]), st.booleans())
def test_bounds_and_candidates(counts, zeros, with_press_table):
    grid = grid_of(counts)
    published = hide_small(grid, [("row", "col")], 4, zeros)
    # A printed total keeps the number of populations finite, as in every real table.
    published.exactly(range(published.unknowns), grid.value(range(published.unknowns)))
    if with_press_table:
        add_rounded(published, grid, [("row", "col")], 5)
    populations = list(every_population(published, 6)) if published.unknowns <= 4 else None
    for cell, finding in zip(published.protected, attack(published).cells, strict=True):
        if populations is None:
            continue
        values = {sum(point[unknown] for unknown in cell.terms) for point in populations}
        # Trying stops at 6 per unknown: what lies above, the attack may find in addition.
        assert finding.lower == min(values)
        assert finding.upper is not None and finding.upper >= max(values)
        if finding.upper <= 6:
            assert (finding.upper, finding.candidates) == (max(values), len(values))


def test_the_bounds_of_a_hidden_square():
    """Four dots between printed sums: each can move by one, together."""
    rows = [
        Row(n, codes, value)
        for n, (codes, value) in enumerate(
            {
                ("a", "x"): None,
                ("a", "y"): None,
                ("b", "x"): None,
                ("b", "y"): None,
                ("a", None): 3,
                ("b", None): 3,
                (None, "x"): 5,
                (None, "y"): 1,
            }.items()
        )
    ]
    findings = attack(as_published(CsvTable("t.csv", ("row", "col"), tuple(rows)), 5, "hidden"))
    assert [(cell.lower, cell.upper) for cell in findings.cells] == [(2, 3), (0, 1), (2, 3), (0, 1)]


@settings(max_examples=30, deadline=None)
@given(small_tables, st.sampled_from(["shown", "hidden"]))
def test_the_quick_attack_gives_the_same_verdict_and_never_claims_more(counts, zeros):
    published = hide_small(grid_of(counts), [("row", "col")], 4, zeros)
    for slow, quick in zip(attack(published).cells, attack(published, exact_bounds=False).cells, strict=True):
        assert (quick.too_few, quick.recovered) == (slow.too_few, slow.recovered)
        assert quick.lower >= slow.lower
        assert slow.upper is None or (quick.upper is not None and quick.upper <= slow.upper)


def test_a_witness_that_meets_half_of_the_numbers_is_not_believed():
    """x is even and at most 8: five values. Who claims x = 1 would show a sixth."""
    published = Published(2, witnesses=[(1, 0), (0, 1)])
    published.between([0], None, 8)
    published.conditions.append(Condition({0: 1, 1: -2}, 0, 0))
    published.protected.append(Protected({"cell": "x"}, {0: 1}, 6))
    (finding,) = attack(published).cells
    assert (finding.candidates, finding.too_few) == (5, True)


def test_who_is_subtracted_has_no_more_room_than_who_is_there():
    """Two came and of these y left: 0, 1 or 2, also where only a witness is moved."""
    published = Published(2, witnesses=[(2, 0)])
    published.exactly([0], 2)
    published.conditions.append(Condition({0: 1, 1: -1}, 0, None))
    published.protected.append(Protected({"cell": "left"}, {1: 1}, 5))
    (finding,) = attack(published, exact_bounds=False).cells
    assert (finding.candidates, finding.too_few) == (3, True)
