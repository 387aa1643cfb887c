"""Every number of a sentence is read of its own figure, day and group, in as many ways as German has to say it."""

from __future__ import annotations

import pytest

from pipelines.publish.check import Verdict
from tests.check import ways

_ALL = [(name, at) for name in ways.FILES for at in range(len(ways.load(name)["patterns"]))]


def _unexplained(found: list[Verdict], numbers: list[ways.Number]) -> list[str]:
    """Claims that no number of the case explains."""
    return [v.claim.text for v in found if not any(ways.says(v, number) for number in numbers)]


@pytest.mark.parametrize(("name", "at"), _ALL)
def test_every_number_is_read_of_its_own_figure_and_day(name: str, at: int) -> None:
    for pattern, case in ways.cases(name, at):
        filled = ways.filled(pattern, case)
        found = ways.read(filled.text)
        answers = {
            place: next((v.verdict for v in found if ways.is_of(v, number)), None)
            for place, number in filled.told().items()
        }
        assert answers == dict.fromkeys(answers, "true"), filled.text
        assert not _unexplained(found, list(filled.numbers.values())), filled.text
        assert all(v.verdict != "false" for v in found), filled.text


@pytest.mark.parametrize(("name", "at"), _ALL)
def test_a_mistyped_number_is_found_and_never_true(name: str, at: int) -> None:
    for step, (pattern, case) in enumerate(ways.cases(name, at)):
        wrong = ways.filled(pattern, case, wrong=ways.place(pattern) + step)
        right = ways.filled(pattern, case).numbers
        [slot] = [slot for slot, number in wrong.numbers.items() if number != right[slot]]
        answers = [v.verdict for v in ways.read(wrong.text) if ways.says(v, wrong.numbers[slot])]
        assert answers and "true" not in answers, wrong.text
