"""A city's own rules: anchors, sensitive tables, bases, each with a reason and each attacked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines import settings
from pipelines.disclosure import ledger
from pipelines.disclosure.block import Block
from pipelines.disclosure.block_rounding import round_block
from pipelines.disclosure.flows import Series
from pipelines.disclosure.grid import ANCHOR, by
from pipelines.disclosure.witness import as_printed, attack_block
from pipelines.errors import Disclosive, Refused, UsageProblem
from pipelines.metrics import Query, compute
from pipelines.paths import Home
from pipelines.publish.register.beside import View, laid_beside
from pipelines.releases import open_release
from pipelines.releases.proof import attack_release
from pipelines.releases.public_build import ledger_file
from tests.public import town
from tests.register.printed import printed

DAY = town.DELIVERIES[0]
_ANCHOR = """
[[disclosure.anchors]]
metric = "{metric}"
as_of = {day}
reason = "Beschluss des Gemeinderats zum Haushalt"
"""


def test_an_anchor_is_printed_exactly_beside_the_tables(tmp_path: Path) -> None:
    home = town.home_at(tmp_path / "home", _ANCHOR.format(metric="active_target_group", day=DAY))
    made = town.release(home, town.people(420), DAY)
    with open_release(home) as release:
        assert release.public is not None
        (exact,) = compute(release.core, Query("active_target_group", DAY))
        (shown,) = release.public.figures(Query("active_target_group", DAY))
        total, *_ = release.public.figures(Query("active_target_group", DAY, by=("sex",)))
        assert shown == total and shown.status == "rounded" and (shown.value or 0) % 5 == 0
        assert release.public.anchors() == [("active_target_group", DAY, exact.value)]
    entry = ledger.entries(ledger_file(home))["active_target_group", f"{DAY:%Y-%m}", ANCHOR]
    assert (entry.value, entry.method, entry.shown) == (exact.value, "anchor", str(exact.value))
    findings = attack_release(home.releases / made.release_id)["active"]
    assert findings.passed
    anchored = {"metric": "active_target_group", "period": f"{DAY:%Y-%m}"}
    assert anchored not in [dict(cell.where) for cell in findings.cells]
    # Whoever prints it elsewhere, a briefing for one, is no more exact than the release.
    elsewhere = printed(str(exact.value), DAY.isoformat())
    with open_release(home) as release:
        view = View.of(release)
        assert view.read(elsewhere) is not None and not view.finer(elsewhere)
        assert laid_beside(release, [elsewhere]).used == ()


def test_anchors_stay_while_months_go_on(tmp_path: Path) -> None:
    rule = _ANCHOR.format(metric="active_target_group", day=DAY)
    home, persons = town.home_at(tmp_path / "home", rule), town.people(420)
    punctual = [{**person, "late": False} for person in persons]
    for day in town.DELIVERIES[:3]:
        town.release(home, punctual, day)
        with open_release(home) as release:
            assert release.public is not None and len(release.public.anchors()) == 1


def test_an_anchor_whose_value_has_changed_is_withdrawn(tmp_path: Path) -> None:
    rule = _ANCHOR.format(metric="active_target_group", day=DAY)
    home = town.home_at(tmp_path / "home", rule)
    persons = town.people(420)
    town.release(home, persons, town.DELIVERIES[0])
    # More persons turn out to have been there all the time than late ends take away.
    late = [
        {**persons[0], "case_id": f"LO-FFFFFFFFF{n}", "admitted_on": DAY, "ended_on": date(2024, 1, 1)}
        for n in range(9)
    ]
    town.release(home, [*persons, *late], town.DELIVERIES[1])
    with open_release(home) as release:
        assert release.public is not None
        assert release.public.anchors() == [("active_target_group", DAY, None)]
        (shown,) = release.public.figures(Query("active_target_group", DAY))
        assert shown.status == "rounded"
        assert ("active_target_group", f"{DAY:%Y-%m}", dict(ANCHOR)) in release.public.withheld()


def test_an_anchor_that_cannot_be_proven_is_refused(tmp_path: Path) -> None:
    home = town.home_at(tmp_path / "home", _ANCHOR.format(metric="ukraine_arrivals_total", day=DAY))
    with pytest.raises(UsageProblem, match="lässt sich nicht beweisen; möglich ist nur active_target_group"):
        town.release(home, town.people(420), DAY)


def _one_month(cells: dict[str, int], anchor: int) -> Block:
    total = sum(cells.values())
    structure = {by([("household", code)]): n for code, n in cells.items()} | {(): total}
    series = Series(("2022-06",), (total,), (total,), (0,))
    return Block(series, {"2022-06": structure}, unchanging=(), anchors={"2022-06": anchor})


def test_an_anchor_that_would_tell_a_cell_is_refused() -> None:
    """All printed persons live in families: an exact total would tell how many do."""
    block = _one_month({"family": 42, "single": 0}, 42)
    rounded = round_block(block, 5, b"salt")
    with pytest.raises(Disclosive, match="zu wenige mögliche Werte"):
        attack_block(as_printed(block, rounded.values), rounded.people, 5, 5)


def test_an_anchor_beside_two_large_cells_passes() -> None:
    block = _one_month({"family": 42, "single": 21}, 63)
    rounded = round_block(block, 5, b"salt")
    assert attack_block(as_printed(block, rounded.values), rounded.people, 5, 5).passed


def test_an_anchor_below_its_printed_total_is_refused() -> None:
    block = _one_month({"family": 42, "single": 21}, 63)
    printed = {("active_target_group", "2022-06", ()): 65, ("entries", "2022-06", ()): 65}
    rounded = round_block(block, 5, b"salt", printed)
    with pytest.raises(Disclosive, match="unter der gedruckten Zahl"):
        attack_block(as_printed(block, rounded.values), rounded.people, 5, 5)


def test_a_sensitive_table_takes_its_neighbours_to_the_larger_base(tmp_path: Path) -> None:
    rule = '[[disclosure.sensitive_tables]]\ntable = "active_target_group/housing"\nreason = "Jugendhilfe"\n'
    home = town.home_at(tmp_path / "home", rule)
    town.release(home, town.people(420), DAY)
    entries = [e for e in ledger.entries(ledger_file(home)).values() if e.metric == "active_target_group"]
    assert {entry.base for entry in entries} == {10}
    assert all((entry.value or 0) % 10 == 0 for entry in entries)
    with open_release(home) as release:
        found = attack_release(release.folder)["active"]
    assert all((cell.candidates or 0) >= 10 for cell in found.cells)


def test_another_base_for_printed_tables_is_refused(tmp_path: Path) -> None:
    home = town.home_at(tmp_path / "home")
    town.release(home, town.people(420), town.DELIVERIES[0])
    home.settings_file.write_text(
        '[disclosure]\nbase = 10\nsensitive_base = 10\nreason = "kleine Stadt"\n', encoding="utf-8"
    )
    with pytest.raises(Refused, match="war bisher 5 und soll jetzt 10 sein"):
        town.release(home, town.people(420), town.DELIVERIES[1])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[disclosure]\nbase = 7\nsensitive_base = 14", "in disclosure.reason begründen"),
        ("[disclosure]\nbase = 1", "zwischen 3 und 100 liegen, nicht 1"),
        ("[disclosure]\nthreshold = 8", "eine Rundung lässt nie mehr mögliche Werte"),
        ("[disclosure]\nsensitive_base = 12", "ein Vielfaches der Basis 5"),
        ('[disclosure]\nreason = " "', "ist leer"),
        (_ANCHOR.format(metric="active_target_group", day="2022-06-15"), "kein Monatsletzter"),
        ('[[disclosure.anchors]]\nmetric = "a"\nas_of = 2022-06-30', r"braucht genau metric \(Text\), as_of"),
        ('[[disclosure.sensitive_tables]]\ntable = "x"\nreason = ""', "hat keine Begründung"),
    ],
)
def test_rules_that_cannot_be_meant_are_refused_in_words(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageProblem, match=sentence):
        settings.load(Home(tmp_path))


def test_an_unknown_sensitive_table_is_refused_with_a_hint(tmp_path: Path) -> None:
    rule = '[[disclosure.sensitive_tables]]\ntable = "active_target_group/house"\nreason = "Jugendhilfe"\n'
    home = town.home_at(tmp_path / "home", rule)
    with pytest.raises(UsageProblem, match="gibt es nicht"):
        town.release(home, town.people(50), DAY)


def test_reasons_are_part_of_a_release(tmp_path: Path) -> None:
    ids = []
    for name, reason in (("one", "Vorgabe des Produkts"), ("two", "Beschluss vom 12.05.2022")):
        home = town.home_at(tmp_path / name, f'[disclosure]\nreason = "{reason}"\n')
        ids.append(settings.load(home).fingerprint)
    assert ids[0] != ids[1]
