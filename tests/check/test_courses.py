"""How a figure moved from one day to another, in as many orders of words as German has: each number is of its own day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.publish.check import Verdict
from tests.check.corpus_tools import judged

_FILE = Path(__file__).parent / "sentences" / "courses.yml"
_DECLARED: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
_UP = {
    "moved": "stieg", "more": "mehr", "plus": "Plus", "higher": "höher", "over": "über", "still": "noch",
    "growth": "Zuwachs", "raised": "erhöht", "gone": "zugenommen", "gone_up": "gestiegen",
}  # fmt: skip
_DOWN = {
    "moved": "sank", "more": "weniger", "plus": "Minus", "higher": "niedriger", "over": "unter", "still": "",
    "growth": "Rückgang", "raised": "verringert", "gone": "abgenommen", "gone_up": "gesunken",
}  # fmt: skip
_VERBS = {"lay": "lag", "is": "ist", "has": "hat", "had": "hatte"}
_OF_A_YEAR = ("Vorjahr", "Ein Jahr zuvor", "ein Jahr zuvor", "Jahr zuvor", "eines Jahres")
_SLOTS = ("before", "now", "change")


def _printed(value: int, unit: str) -> str:
    return f"{value:,} {unit}".replace(",", ".").rstrip()


def _days(subject: dict[str, Any], first: int, second: int) -> dict[str, str]:
    names = {"first": first, "second": second}
    if subject.get("period"):
        told = {name: str(year) for name, year in names.items()}
        told |= {f"in_{name}": f"im Jahr {year}" for name, year in names.items()}
        told["of_first"] = f"des Jahres {first}"
    else:
        told = {name: f"Ende {year}" for name, year in names.items()}
        told |= {f"in_{name}": f"Ende {year}" for name, year in names.items()}
        told["of_first"] = f"von Ende {first}"
    return told | {"first_year": str(first), "second_year": str(second)}


def _text(course: str, subject: dict[str, Any], years: tuple[int, int], numbers: dict[str, int]) -> str:
    values = subject["values"]
    words = _UP if values[years[1]] > values[years[0]] else _DOWN
    printed = {slot: _printed(number, subject.get("unit", "")) for slot, number in numbers.items()}
    said = {"subject": subject["name"], "it": subject["it"]} | _VERBS | _days(subject, *years)
    text = " ".join(course.format(**words, **said, **printed).split())
    sentences = (sentence[0].upper() + sentence[1:] for sentence in text.split(". "))
    return ". ".join(sentences)


def _cases(at: int, course: str) -> Iterator[tuple[dict[str, Any], tuple[int, int]]]:
    """Three figures for each course, others for each, and of their years one pair; a year apart where it says so."""
    subjects = _DECLARED["subjects"]
    near = any(word in course for word in _OF_A_YEAR)
    for step in range(3):
        subject = subjects[(at + 3 * step) % len(subjects)]
        pairs = [pair for pair in combinations(subject["values"], 2) if not near or pair[1] - pair[0] == 1]
        if pairs:
            yield subject, pairs[(at + step) % len(pairs)]


def _numbers(subject: dict[str, Any], years: tuple[int, int]) -> dict[str, int]:
    before, now = (subject["values"][year] for year in years)
    return {"before": before, "now": now, "change": abs(now - before)}


def _verdict(found: list[Verdict], subject: dict[str, Any], number: int, year: int) -> str | None:
    """The verdict of the number as a claim of the subject's metric and group on its own day."""
    same = (
        v for v in found
        if v.claim.metric == subject["metric"] and v.claim.value == number
        and v.claim.time.as_of and (v.claim.time.as_of.year, v.claim.time.as_of.month) == (year, 12)
        and dict(v.claim.by) == subject.get("by", {})
    )  # fmt: skip
    return next((v.verdict for v in same), None)


@pytest.mark.parametrize(("at", "course"), list(enumerate(_DECLARED["courses"])))
def test_every_number_of_a_course_is_read_of_its_own_day(at: int, course: str) -> None:
    told = [slot for slot in _SLOTS if f"{{{slot}}}" in course]
    for subject, years in _cases(at, course):
        numbers = _numbers(subject, years)
        text = _text(course, subject, years, numbers)
        found = judged({"text": text})
        answers = {slot: _verdict(found, subject, numbers[slot], years[slot != "before"]) for slot in told}
        assert answers == dict.fromkeys(told, "true"), text
        assert len(found) == len(told), [text, [(v.claim.text, v.claim.metric) for v in found]]


@pytest.mark.parametrize(("at", "course"), list(enumerate(_DECLARED["courses"])))
def test_a_wrong_number_of_a_course_is_never_true(at: int, course: str) -> None:
    told = [slot for slot in _SLOTS if f"{{{slot}}}" in course]
    for step, (subject, years) in enumerate(_cases(at, course)):
        slot = told[(at + step) % len(told)]
        numbers = _numbers(subject, years)
        numbers[slot] += 13
        text = _text(course, subject, years, numbers)
        answers = [v.verdict for v in judged({"text": text}) if v.claim.value == numbers[slot]]
        assert answers and "true" not in answers, text
