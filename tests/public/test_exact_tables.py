"""A city that prints its consultations exactly: small numbers are dots, on the ledger, in the proof, in every answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.disclosure import ledger
from pipelines.errors import Damaged, NotAvailable, Refused, UsageProblem
from pipelines.metrics import Query, compute
from pipelines.releases import open_release
from pipelines.releases.exact_tables import PROOF
from pipelines.releases.proof import attack_release
from pipelines.releases.public_build import ledger_file
from tests.public import town

DAY = town.DELIVERIES[0]
HALF = (date(2020, 12, 31), date(2021, 6, 30))
_RULE = """
[[disclosure.exact_tables]]
metric = "{metric}"
by = "{by}"
reason = "Verwendungsnachweis an das Land"
"""


def half_year(by: tuple[str, ...] = ()) -> Query:
    return Query("consultations", HALF[1], by=by, period_from=HALF[0])


def test_numbers_are_exact_and_small_ones_are_dots(tmp_path: Path) -> None:
    home = town.home_at(tmp_path / "home", _RULE.format(metric="consultations", by="traeger"))
    made = town.release(home, town.people(40), DAY)
    with open_release(home) as release:
        assert release.public is not None
        exact = {f.by.get("traeger"): f.value for f in compute(release.core, half_year(("traeger",)))}
        shown = release.public.figures(half_year(("traeger",)))
        assert any(figure.status == "suppressed" for figure in shown)
        for figure in shown:
            if figure.status == "suppressed":
                assert figure.value is None
            else:
                assert (figure.value, figure.status) == (exact.get(figure.by.get("traeger"), 0), "exact")
        with pytest.raises(NotAvailable):
            release.public.figures(half_year(("topic",)))
    findings = attack_release(home.releases / made.release_id)["exact"]
    assert findings.passed and findings.cells
    entries = [
        entry for entry in ledger.entries(ledger_file(home)).values() if entry.metric == "consultations"
    ]
    assert {entry.method for entry in entries} == {"suppressed"}
    assert any(entry.value is None and entry.shown == "•" for entry in entries)


def test_releases_go_on_and_nothing_printed_changes_silently(tmp_path: Path) -> None:
    home = town.home_at(tmp_path / "home", _RULE.format(metric="consultations", by="traeger,channel"))
    persons = [{**person, "late": False} for person in town.people(420)]
    for day in town.DELIVERIES[:3]:
        made = town.release(home, persons, day)
        assert attack_release(home.releases / made.release_id)["exact"].passed
    assert not any(
        entry.correction for entry in ledger.entries(ledger_file(home)).values() if entry.base == 0
    )


def test_the_method_of_a_printed_number_never_changes(tmp_path: Path) -> None:
    home = town.home_at(tmp_path / "home")
    town.release(home, town.people(420), DAY)
    home.settings_file.write_text(_RULE.format(metric="consultations", by="traeger"), encoding="utf-8")
    with pytest.raises(Refused, match="bisher gerundet gedruckt und soll jetzt genau"):
        town.release(home, town.people(420), town.DELIVERIES[1])


def test_a_changed_proof_is_found(tmp_path: Path) -> None:
    home = town.home_at(tmp_path / "home", _RULE.format(metric="consultations", by="traeger"))
    folder = home.releases / town.release(home, town.people(40), DAY).release_id
    proof = folder / PROOF
    proof.chmod(0o600)
    proof.write_text(proof.read_text(encoding="utf-8").replace("null", "7", 1), encoding="utf-8")
    with pytest.raises(Damaged, match="passt nicht"):
        attack_release(folder)


@pytest.mark.parametrize(
    ("metric", "by", "sentence"),
    [
        ("active_target_group", "sex", "stehen in gerundeten Tabellen; möglich ist consultations"),
        ("consultations", "topic", "nach «topic» lässt sich nicht genau drucken"),
        ("consultations", "kanal", "Meinten Sie «channel»|nach «kanal» lässt sich nicht genau drucken"),
    ],
)
def test_what_cannot_be_printed_exactly_is_said(tmp_path: Path, metric: str, by: str, sentence: str) -> None:
    home = town.home_at(tmp_path / "home", _RULE.format(metric=metric, by=by))
    with pytest.raises(UsageProblem, match=sentence):
        town.release(home, town.people(40), DAY)
