"""Figures from elsewhere laid beside rounded tables: what they narrow, by hand and by trying every possibility."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.disclosure.audit import attack
from pipelines.disclosure.beside import Known, lay_beside, says_more
from pipelines.disclosure.block import Block
from pipelines.disclosure.block_rounding import round_block
from pipelines.disclosure.conditions import CellKey, Reader
from pipelines.disclosure.flows import Series
from pipelines.disclosure.steps import add_steps
from pipelines.disclosure.tables import MULTIPLE
from pipelines.disclosure.witness import as_printed
from tests.disclosure.population import block_of, people

STOCK = "active_target_group"
MAY, JUNE = "2022-05", "2022-06"
FAMILY, SINGLE, UNKNOWN = ((("household", code),) for code in ("family", "single", "unknown"))


def town(*months: dict, entries: int = 0, exits: int = 0) -> Block:
    """Printed tables of May and June 2022 (or only of May); all totals add up."""
    names = (MAY, JUNE)[: len(months)]
    totals = tuple(cells[()] for cells in months)
    moved = tuple(0 if not place else count for place in range(len(months)) for count in [entries])
    gone = tuple(0 if not place else exits for place in range(len(months)))
    return Block(Series(names, totals, moved, gone), dict(zip(names, months, strict=True)))


def households(family: int, single: int, unknown: int = 0) -> dict:
    return {(): family + single + unknown, FAMILY: family, SINGLE: single, UNKNOWN: unknown}


def printed_of(block: Block) -> dict[CellKey, tuple[int, int]]:
    """Every number of a block as a cell on base 5."""
    series, found = block.series, {}
    for place, month in enumerate(series.months):
        values = (series.stock[place], series.entries[place], series.exits[place])
        found |= {(name, month, ()): (n, 5) for name, n in zip(block.names, values, strict=True)}
    for month, cells in block.structure.items():
        found |= {(STOCK, month, where): (n, 5) for where, n in cells.items()}
    for table in block.flows:
        found |= {(table.name, table.period, where): (n, 5) for where, n in table.cells.items()}
    return found


def exactly(value: int, month: str = MAY, where=()) -> Known:
    return Known(f"{month} {where} {value}", (({(STOCK, month, where): 1}, value, value),))


def narrow(block: Block, *known: Known) -> dict[tuple, int | None]:
    """(metric, month, code or "") → candidates, of the cells that only figures and tables together narrow."""
    found = lay_beside(block, printed_of(block), 5, 5, known)
    return {
        (cell.where["metric"], cell.where["period"], cell.where.get("household", "")): cell.candidates
        for cell in found.narrowed
    }


def test_a_row_printed_above_its_exact_number_leaves_its_one_full_cell_four_values() -> None:
    """30 printed, 29 known, all in families: 26 to 29, and 0 to 3 for the others."""
    left = narrow(town(households(30, 0)), exactly(29))
    assert left == {(STOCK, MAY, code): 4 for code in ("family", "single", "unknown")}


@pytest.mark.parametrize("total", [30, 31, 34])
def test_a_row_that_is_no_smaller_than_printed_narrows_none_of_its_cells(total: int) -> None:
    block = town(households(30, 0))
    found = lay_beside(block, printed_of(block), 5, 5, [exactly(total)])
    assert found.used and not found.narrowed
    # What was printed exactly is known, and nothing else is.
    assert [(dict(cell.where), cell.candidates) for cell in found.told] == [
        ({"metric": STOCK, "period": MAY}, 1)
    ]


def test_two_exact_totals_tell_who_came_in_between() -> None:
    """30 and 34 are known, entries and exits printed 0 (0 to 4): four came and nobody left."""
    block = town(households(20, 10), households(20, 10))
    left = narrow(block, exactly(30), exactly(34, JUNE))
    assert left == {("entries", JUNE, ""): 1, ("exits", JUNE, ""): 1}
    assert narrow(block, exactly(30)) == {} == narrow(block, exactly(34, JUNE))


def test_parts_that_figures_tell_by_themselves_are_told_apart() -> None:
    """All 30 are in families: nobody needs the tables to know of the others."""
    found = lay_beside(town(households(30, 0)), printed_of(town(households(30, 0))), 5, 5,
                       [exactly(30), exactly(30, where=FAMILY)])  # fmt: skip
    assert not found.narrowed and len(found.told) == 4


def test_a_figure_that_contradicts_the_tables_is_set_aside() -> None:
    block = town(households(30, 0))
    found = lay_beside(block, printed_of(block), 5, 5, [exactly(50), exactly(29)])
    assert found.set_aside == (exactly(50).label,) and found.used == (exactly(29).label,)
    assert len(found.narrowed) == 3


def test_from_a_figure_that_the_tables_of_its_month_refute_nothing_follows() -> None:
    """34 fits the totals, but not the parts known to be 20 and 10: that four came and nobody left is not true."""
    block = town(households(20, 10), households(20, 10))
    parts = [exactly(20, JUNE, FAMILY), exactly(10, JUNE, SINGLE), exactly(0, JUNE, UNKNOWN)]
    found = lay_beside(block, printed_of(block), 5, 5, [*parts, exactly(30), exactly(34, JUNE)])
    assert found.set_aside == (exactly(34, JUNE).label,)
    assert not [cell for cell in (*found.told, *found.narrowed) if cell.where["metric"] != STOCK]


def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Fills with the months of every system that an attack sets up."""
    looked: list[tuple[str, ...]] = []

    class Counted(Reader):
        def __init__(self, block, printed, months, rounded=True) -> None:
            looked.append(tuple(months))
            super().__init__(block, printed, months, rounded)

    monkeypatch.setattr("pipelines.disclosure.beside.Reader", Counted)
    return looked


def year() -> Block:
    block = block_of(people(40, 12, 1), 12)
    return as_printed(block, round_block(block, 5, b"salt").values)


def test_figures_of_every_month_are_laid_beside_a_few_months_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One system of all months would take hours; and of many figures a wrong one is found by halving."""
    seen, looked = year(), looked_at(monkeypatch)
    known = [
        exactly(count, month) for month, count in zip(seen.series.months, seen.series.stock, strict=True)
    ]
    wrong = exactly(seen.series.stock[5] + 50, seen.series.months[5])
    found = lay_beside(seen, printed_of(seen), 5, 5, [*known[:8], wrong, *known[8:]])
    assert found.set_aside == (wrong.label,) and len(found.used) == 12
    assert max(map(len, looked)) == 3
    # Four halvings, each with two questions at most, and one for every window; then two attacks for each.
    assert len(looked) <= 1 + 2 * 4 + 12 + 2 * 13


def test_a_sum_over_many_months_is_laid_beside_totals_and_flows_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A year's entries tie no single cell; «506 Zugänge im Jahr 2024» took longer than anybody waits."""
    seen, looked = year(), looked_at(monkeypatch)
    terms = {("entries", month, ()): 1 for month in seen.series.months}
    came = sum(seen.series.entries)
    found = lay_beside(seen, printed_of(seen), 5, 5, [Known("Jahr", ((terms, came, came),))])
    assert found.used == ("Jahr",) and found.asked and set(looked) == {()}


def test_a_figure_no_finer_than_the_tables_says_nothing() -> None:
    block = town(households(30, 0))
    wide = Known("rund 30", (({(STOCK, MAY, ()): 1}, 25, 35),))
    found = lay_beside(block, printed_of(block), 5, 5, [wide])
    assert (found.used, found.asked, found.narrowed, found.told) == ((), 0, (), ())


def test_a_share_with_decimals_on_a_known_total_narrows_as_a_count_does() -> None:
    """12,8 % of 1.362 are 174 or 175."""
    block = town(households(1185, 175))
    total = exactly(1362)
    share = Known("12,8 %", (
        ({(STOCK, MAY, SINGLE): 2000, (STOCK, MAY, ()): -255}, 0, None),
        ({(STOCK, MAY, SINGLE): -2000, (STOCK, MAY, ()): 257}, 0, None),
    ))  # fmt: skip
    found = lay_beside(block, printed_of(block), 5, 5, [total, share])
    assert {cell.where.get("household"): (cell.lower, cell.upper) for cell in found.told} == {
        None: (1362, 1362), "single": (174, 175),
    }  # fmt: skip


def test_the_row_that_makes_traeger_add_up_counts_with_a_minus() -> None:
    """CARITAS 20 and STADT 10 with 5 counted twice are 25 persons; all three known, so is who is counted twice."""
    caritas, stadt, twice = ((("traeger", code),) for code in ("CARITAS", "STADT", MULTIPLE))
    block = town({(): 25, caritas: 20, stadt: 10, twice: -5})
    known = [exactly(24), exactly(18, where=caritas), exactly(9, where=stadt)]
    found = lay_beside(block, printed_of(block), 5, 5, known)
    assert {cell.where.get("traeger"): (cell.lower, cell.upper) for cell in found.told}[MULTIPLE] == (-3, -3)


@given(
    st.tuples(*(st.integers(0, 3),) * 3),
    st.sampled_from([(), FAMILY, SINGLE]),
    st.integers(-4, 4),
    st.integers(0, 2),
)
def test_the_attack_agrees_with_trying_every_town(steps, where, off, width) -> None:
    block = town(households(*(5 * step for step in steps)))
    cells = block.structure[MAY]
    low = max(0, cells[where] + off)
    figure = Known("bekannt", (({(STOCK, MAY, where): 1}, low, low + width),))
    towns = [
        dict(zip(cells, (sum(parts), *parts), strict=True))
        for parts in itertools.product(*(range(max(0, cells[c] - 4), cells[c] + 5) for c in (FAMILY, SINGLE, UNKNOWN)))
        if abs(sum(parts) - cells[()]) < 5
    ]  # fmt: skip
    possible = [one for one in towns if low <= one[where] <= low + width]
    found = lay_beside(block, printed_of(block), 5, 5, [figure])
    if not possible:
        assert found.set_aside == ("bekannt",) and not found.narrowed and not found.told
        return
    if not says_more(figure, printed_of(block)):
        return
    weak = {
        frozenset(cell.where.items()): cell.candidates
        for cell in (*found.told, *found.narrowed)
        if cell.where["metric"] == STOCK
    }
    for cell in cells:
        count = len({one[cell] for one in possible})
        key = frozenset({"metric": STOCK, "period": MAY, **dict(cell)}.items())
        assert weak.get(key) == (count if count < 5 else None)


@pytest.mark.parametrize("seed", range(3))
def test_without_figures_the_reader_of_all_months_finds_what_the_proof_says(seed: int) -> None:
    """The law of this room: nothing printed elsewhere, nothing narrowed; every cell keeps five values."""
    block = block_of(people(90, 6, seed), 6)
    rounded = round_block(block, 5, b"salt")
    seen = as_printed(block, rounded.values)
    printed = printed_of(seen)
    assert lay_beside(seen, printed, 5, 5, []).asked == 0
    months = seen.series.months[2:4]
    for tables in ((), months):
        reader = Reader(seen, printed, tables)
        keys = [key for key in printed if (key[1] in tables if tables else key[0] != STOCK)]
        for key in keys:
            reader.protect(key, 5)
        add_steps(reader, seen, tables)
        quick = attack(reader.published, exact_bounds=False)
        assert len(quick.cells) == len(keys) and quick.passed


@given(
    st.lists(st.tuples(st.sampled_from([(), FAMILY, SINGLE, UNKNOWN]), st.integers(0, 9), st.integers(0, 9)))
)
def test_figures_that_say_no_more_than_the_tables_change_nothing(figures) -> None:
    """The law of the register: what was printed rounded leaves the answer as it is without it."""
    block = town(households(30, 10, 5))
    cells, printed = block.structure[MAY], printed_of(block)
    wide = [
        Known(str(n), (({(STOCK, MAY, where): 1}, cells[where] - 4 - below, cells[where] + 4 + above),))
        for n, (where, below, above) in enumerate(figures)
    ]
    assert lay_beside(block, printed, 5, 5, wide) == lay_beside(block, printed, 5, 5, [])
