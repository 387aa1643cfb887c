"""Every number of a sentence is read of its own figure, day and group, in as many ways as German has to say it.

One test reads all patterns of a file: thousands of tests of a few milliseconds each cost more than what they test.
"""

from __future__ import annotations

import pytest

from pipelines.publish.check import Verdict
from tests.check import ways


def _is_read_rightly(filled: ways.Filled) -> bool:
    """Every number told is found and true, no other one is claimed, nothing is called false."""
    found, numbers = ways.read(filled.text), list(filled.numbers.values())
    return (
        all(_answer(found, number) == "true" for number in filled.told().values())
        and all(any(ways.says(v, number) for number in numbers) for v in found)
        and all(v.verdict != "false" for v in found)
    )


def _answer(found: list[Verdict], number: ways.Number) -> str | None:
    return next((v.verdict for v in found if ways.is_of(v, number)), None)


def _is_caught(wrong: ways.Filled, right: ways.Filled) -> bool:
    """The one number that differs is found, and nowhere true."""
    [slot] = [slot for slot, number in wrong.numbers.items() if number != right.numbers[slot]]
    answers = [v.verdict for v in ways.read(wrong.text) if ways.says(v, wrong.numbers[slot])]
    return bool(answers) and "true" not in answers


@pytest.mark.parametrize("name", ways.FILES)
def test_every_number_is_read_of_its_own_figure_and_day(name: str) -> None:
    texts = [ways.filled(pattern, case) for pattern, case in ways.tried(name, 2)]
    assert texts and [text.text for text in texts if not _is_read_rightly(text)] == []


@pytest.mark.parametrize("name", ways.FILES)
def test_a_mistyped_number_is_found_and_never_true(name: str) -> None:
    pairs = [
        (ways.filled(pattern, case, wrong=ways.place(pattern)), ways.filled(pattern, case))
        for pattern, case in ways.tried(name, 1)
    ]
    assert pairs and [wrong.text for wrong, right in pairs if not _is_caught(wrong, right)] == []
