"""Tables printed exactly: what was shown stays shown, what was a dot stays one, and no dot can be computed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.disclosure.exact import ExactTable, print_exactly
from pipelines.errors import Disclosive
from tests.disclosure.test_rounding import two_way

ROWS = [[3, 20, 30], [25, 20, 35], [30, 30, 40]]


def dots(table: ExactTable) -> set:
    return {key[2] for key, value in table.printed.items() if value is None}


def test_a_small_cell_takes_company_and_every_other_number_is_exact():
    table = print_exactly(two_way(ROWS), 5, {})
    assert len(dots(table)) == 4
    assert all(value in (None, two_way(ROWS).exact[key]) for key, value in table.printed.items())
    assert sorted(table.need.values()) == [2, 2, 2, 5]


def test_the_next_release_keeps_the_dots_although_nothing_is_small_any_more():
    first = print_exactly(two_way(ROWS), 5, {})
    grown = [[7, 20, 30], *ROWS[1:]]
    assert dots(print_exactly(two_way(grown), 5, first.printed)) == dots(first)


def test_what_was_shown_hides_nothing_later():
    large = [[12, 20, 30], *ROWS[1:]]
    before = print_exactly(two_way(large), 5, {}).printed
    assert None not in before.values()
    with pytest.raises(Disclosive, match="exact_tables"):
        print_exactly(two_way(ROWS), 5, before)


def test_a_zero_is_shown_and_protects_nothing():
    table = print_exactly(two_way([[2, 0, 30], [25, 20, 35], [30, 30, 40]]), 5, {})
    assert 0 in table.printed.values()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=2, max_size=4))
def test_no_dot_is_left_with_too_few_values(counts):
    findings = print_exactly(two_way(counts), 5, {}).attacked()
    assert findings.passed and findings.recovered == 0
