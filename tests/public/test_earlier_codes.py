"""A home that printed merged cells under the code of one of their parts: what was printed stays and keeps its meaning."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from pipelines.disclosure import earlier_codes, ledger, programme
from pipelines.disclosure.earlier_codes import EARLIER_CODES
from pipelines.metrics import Query
from pipelines.paths import Home
from pipelines.releases import identity, open_release
from pipelines.releases.build import Built
from pipelines.releases.printed_before import knowing
from pipelines.releases.proof import attack_release
from pipelines.releases.public_build import ledger_file
from pipelines.releases.public_cells import CELLS, read_cells
from pipelines.releases.verify import verify
from tests.public import town

_OLD = {new: old for (_, old), new in EARLIER_CODES.items()}
_FIRST, _LATER = town.DELIVERIES[0], town.DELIVERIES[-1]


@dataclass(frozen=True)
class Office:
    """A home whose first release was made by the earlier programme, and the same data released once more."""

    home: Home
    people: list[town.Row]
    first: Built
    again: Built


def _earlier_programme() -> programme.Programme:
    plan = programme.load()
    merges = {
        dim: replace(merge, codes={old: _OLD.get(new, new) for old, new in merge.codes.items()})
        for dim, merge in plan.merges.items()
    }
    return replace(plan, merges=merges)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home = town.home_at(tmp_path_factory.mktemp("earlier") / "home")
    people = [
        {**person, "exit_reason": "ABSCHIEBUNG", "late": True} if number % 3 == 0 else person
        for number, person in enumerate(town.people(420))
    ]
    plan = _earlier_programme()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(earlier_codes, "EARLIER_CODES", {})
        patch.setattr(programme, "load", lambda: plan)
        patch.setattr(identity, "code_fingerprint", lambda: "earlier")
        first = town.release(home, people, _FIRST)
    yield Office(home, people, first, town.build(home, "Beispiel"))


def _codes(lines: str) -> set[str]:
    return {code for _, code in EARLIER_CODES if f'["abgangsgrund","{code}"]' in lines}


def test_the_earlier_print_is_read_by_its_true_name(office: Office) -> None:
    assert _codes(ledger_file(office.home).read_text(encoding="utf-8")), (
        "the earlier programme printed the old code"
    )
    entries = ledger.entries(ledger_file(office.home))
    assert not any(pair in EARLIER_CODES for _, _, where in entries for pair in where)
    with open_release(office.home, office.first.release_id) as release:
        assert release.public is not None
        asked = Query("exits", release.public.months[11], release.public.months[5], ("abgangsgrund",))
        printed = {
            figure.by["abgangsgrund"]: figure.value for figure in release.public.figures(asked) if figure.by
        }
    assert printed["rueckkehr_abschiebung"] and "RUECKKEHR_AUSREISE" not in printed


def test_the_same_data_released_again_print_nothing_anew(office: Office) -> None:
    """A number rounded anew beside the one printed would leave fewer values than either alone."""
    made = office.again.manifest["public"]
    assert office.again.release_id != office.first.release_id
    assert (made["corrected_cells"], made["withdrawn_cells"]) == (0, 0)
    own = [line for line in _lines(office.home) if f'"release":"{office.again.release_id}"' in line]
    assert len(own) == 1 and '"kind":"seal"' in own[0]
    earlier, later = (
        read_cells(office.home.releases / made.release_id / "public" / CELLS)
        for made in (office.first, office.again)
    )
    assert earlier == later


def _lines(home: Home) -> list[str]:
    return ledger_file(home).read_text(encoding="utf-8").splitlines()


def test_both_releases_stand_up_to_the_attack_and_are_unchanged(office: Office) -> None:
    for made in (office.first, office.again):
        found = attack_release(office.home.releases / made.release_id)
        assert found and all(part.passed for part in found.values())
    assert verify(office.home) == []


def test_a_correction_of_an_earlier_print_is_marked_under_the_true_name(office: Office) -> None:
    made = town.release(office.home, office.people, _LATER)
    before = read_cells(office.home.releases / office.first.release_id / "public" / CELLS)
    after = read_cells(office.home.releases / made.release_id / "public" / CELLS)
    changed = {
        key for key, cell in after.items()
        if ("abgangsgrund", "rueckkehr_abschiebung") in key[2] and key in before and before[key].value != cell.value
    }  # fmt: skip
    assert changed, "late reports must correct a cell printed under the old code"
    assert all(after[key].corrected and after[key].earlier == before[key].value for key in changed)
    prints = ledger.history(ledger_file(office.home))
    assert all(prints[key] == [before[key].value, after[key].value] for key in changed)
    folder = office.home.releases / made.release_id
    _, unchanged, _ = knowing(office.home, folder, made.manifest)
    assert unchanged.asked >= len(changed)
