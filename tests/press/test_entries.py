"""What the approval of a press sheet enters: every figure of its tables and pictures, in words that contain it."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.publish import press
from pipelines.publish.press import Approval, approved
from pipelines.publish.printed import contains
from pipelines.publish.register import Entry
from tests.briefing.town import AS_OF, COMPARE, EDITION, public


@pytest.fixture(scope="module")
def entered() -> list[Entry]:
    sheet = press.make(public(), EDITION, AS_OF)
    return approved.entries(sheet, EDITION, Approval("Frau A"), date(2022, 7, 14))


def _one(entered: list[Entry], metric: str, day: date = AS_OF) -> Entry:
    found = [entry for entry in entered if entry.metric == metric and entry.as_of.last == day]
    return max(found, key=lambda entry: -entry.period_from.toordinal() if entry.period_from else 0)


def test_the_number_of_a_year_ago_is_not_told_with_the_sentence_of_today(entered: list[Entry]) -> None:
    before = _one(entered, "active_target_group", COMPARE)
    assert before.wording.endswith(f", vor einem Jahr: {before.shown}")
    assert "Stand Juni 2022:" not in before.wording


def test_the_caseload_is_told_with_its_own_sentence(entered: list[Entry]) -> None:
    load = _one(entered, "caseload_filled")
    assert "Auf eine besetzte Stelle kommen" in load.wording
    assert load.wording.endswith(f"Personen je besetzte Stelle: {load.shown}")


def test_every_entry_contains_its_number(entered: list[Entry]) -> None:
    assert [entry for entry in entered if not contains(entry.wording, entry.shown)] == []


def test_what_only_a_picture_shows_is_entered(entered: list[Entry]) -> None:
    """«Plan» stands in the picture of the positions, the months of two years in those of the curves."""
    plan = _one(entered, "fte_planned")
    assert (
        plan.wording.startswith("Abbildung 3 «Vollzeitstellen: ") and f", Plan: {plan.shown}" in plan.wording
    )
    months = [entry for entry in entered if entry.metric == "consultations"]
    assert len(months) == 13 and len({entry.period_from for entry in months}) == 12
