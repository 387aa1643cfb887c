"""The strongest attacker we can write down, solved exactly on a cut-out: all months at once, people who never change
region or sex, and printed entries and exits. The proof of `witness` must never claim more than the solver finds."""

import pytest

from pipelines.disclosure.audit import attack
from pipelines.disclosure.block_rounding import round_block
from pipelines.disclosure.model import Condition, Protected, Published
from tests.disclosure.population import block_of, people

BASE = 5
MONTHS = 5


def life(kinds, month, what):
    """Numbers of the unknowns: stock, entries or exits of every kind in a month."""
    start = (month * 3 + ("stock", "entries", "exits").index(what)) * len(kinds)
    return range(start, start + len(kinds))


def all_months(block, values):
    cells = block.structure[block.series.months[0]]
    lasting = [where for where in cells if {dim for dim, _ in where} in ({"region"}, {"sex"}, set())]
    codes = {
        dim: sorted({code for where in lasting for name, code in where if name == dim})
        for dim in ("region", "sex")
    }
    kinds = [(region, sex) for region in codes["region"] for sex in codes["sex"]]
    published = Published(len(kinds) * 3 * len(block.series.months))
    for number, month in enumerate(block.series.months):
        for where in lasting:
            wanted = dict(where)
            places = [
                n
                for n, (r, s) in enumerate(kinds)
                if wanted.get("region", r) == r and wanted.get("sex", s) == s
            ]
            stock = life(kinds, number, "stock")
            see(
                published,
                values["active_target_group", month, where],
                [stock[place] for place in places],
                month,
                wanted,
            )
        for what in ("entries", "exits"):
            see(published, values[what, month, ()], list(life(kinds, number, what)), month, {"flow": what})
        if number:
            balance(published, kinds, number)
    return published


def see(published, printed, members, month, where):
    published.between(members, printed - BASE + 1, printed + BASE - 1)
    published.protected.append(Protected({"month": month, **where}, dict.fromkeys(members, 1), BASE))


def balance(published, kinds, month):
    for now, before, came, gone in zip(
        life(kinds, month, "stock"),
        life(kinds, month - 1, "stock"),
        life(kinds, month, "entries"),
        life(kinds, month, "exits"),
        strict=True,
    ):
        published.conditions.append(Condition({now: 1, before: -1, came: -1, gone: 1}, 0, 0))


@pytest.mark.parametrize(("persons", "seed"), [(25, 11), (120, 12), (400, 13)])
def test_no_cell_of_any_month_falls_below_five_candidates(persons, seed):
    block = block_of(people(persons, MONTHS, seed), MONTHS)
    rounded = round_block(block, BASE, b"salt")
    assert not rounded.dropped
    published = all_months(block, rounded.values)
    findings = attack(published)
    assert len(findings.cells) == MONTHS * 10
    assert (findings.recovered, findings.too_few) == (0, 0)


def test_rounding_month_by_month_would_reveal_somebody():
    """Why the months are tied together: the same person rounded to 10 and to 15 in two months without any entry."""
    published = Published(4)
    published.between([0], 6, 14)
    published.between([1], 11, 19)
    published.exactly([2], 0)
    published.exactly([3], 0)
    published.conditions.append(Condition({1: 1, 0: -1, 2: -1, 3: 1}, 0, 0))
    published.protected.append(Protected({}, {0: 1}, BASE))
    (cell,) = attack(published).cells
    assert (cell.lower, cell.upper, cell.too_few) == (11, 14, True)
