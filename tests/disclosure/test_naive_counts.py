"""Hiding small cells does not protect them: the measured counts, reproduced on 1,050 invented persons."""

import csv
from functools import cache
from pathlib import Path

import pytest

from pipelines.disclosure.audit import attack
from pipelines.disclosure.grid import Grid, hierarchy
from pipelines.disclosure.naive import add_percentages, add_rounded, hide_small

COUNTS = Path(__file__).parent / "data" / "refugee_base_counts.csv"
DIMS = ("nat", "region", "status", "age")


@cache
def january() -> Grid:
    with COUNTS.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["month"] == "2026-01"]
    coded = tuple((tuple(row[name] for name in DIMS), int(row["n"])) for row in rows)
    return Grid(DIMS, coded, hierarchy(("nat",), [codes for codes, _ in coded], DIMS))


def aggregated(*dims: str) -> Grid:
    """The table's own base: nobody knows more than its combinations."""
    grid = january()
    places = [DIMS.index(name) for name in dims]
    sums: dict[tuple[str, ...], int] = {}
    for codes, count in grid.rows:
        key = tuple(codes[place] for place in places)
        sums[key] = sums.get(key, 0) + count
    return Grid(dims, tuple(sums.items()), grid.parents).completed()


def test_the_region_is_recognised_as_a_level_above_nationality():
    assert january().parents == {"nat": "region"}
    assert january().value(range(len(january().rows))) == 1050


@pytest.mark.parametrize(
    ("zeros", "recovered"), [("hidden", 15), ("shown", 21)], ids=["dot may be zero", "zeros printed as –"]
)
def test_nationality_by_status(zeros, recovered):
    findings = attack(hide_small(aggregated("nat", "region", "status"), [("nat", "status")], 5, zeros))
    assert (len(findings.cells), findings.recovered) == (63, recovered)


@pytest.mark.parametrize(("other", "hidden", "recovered"), [("status", 63, 34), ("age", 57, 45)])
def test_an_exact_council_table_and_a_rounded_press_table_together(other, hidden, recovered):
    grid, tables = aggregated("nat", "region", other), [("nat", other)]
    published = hide_small(grid, tables, 5, "shown")
    add_rounded(published, grid, tables, 5)
    findings = attack(published)
    assert (len(findings.cells), findings.recovered) == (hidden, recovered)


def test_percentages_with_one_decimal_reveal_every_cell():
    grid, tables = aggregated("nat", "region", "age"), [("nat", "age")]
    published = hide_small(grid, tables, 5, "shown")
    printed = add_percentages(published, grid, tables, "age")
    found = {tuple(sorted(cell.where.items())): cell for cell in attack(published).cells}
    small = [found[where] for where in printed if where in found]
    assert (len(small), sum(cell.recovered for cell in small)) == (56, 56)


@pytest.mark.parametrize(("zeros", "recovered"), [("hidden", 31), ("shown", 56)])
def test_three_linked_tables(zeros, recovered):
    tables = [("nat", "status"), ("nat", "age"), ("status", "age")]
    findings = attack(hide_small(january().completed(), tables, 5, zeros))
    assert (len(findings.cells), findings.recovered) == (117, recovered)


@pytest.mark.parametrize(("zeros", "recovered"), [("hidden", 94), ("shown", 319)])
def test_the_full_three_way_table(zeros, recovered):
    findings = attack(hide_small(january().completed(), [("nat", "status", "age")], 5, zeros))
    assert (len(findings.cells), findings.recovered) == (351, recovered)
