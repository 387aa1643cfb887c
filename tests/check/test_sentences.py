"""What a figure may be called, what may stand behind a whole, several numbers in a row: what is wrong is never true.

The sentences of `sentences/` are frames with places for numbers. Each is read with its true numbers, and with each of
them made wrong in turn, as numbers are mistyped: two digits in the wrong order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipelines.declarations import read_yaml
from pipelines.publish.check import Verdict
from tests.check.corpus_tools import judged

SENTENCES = Path(__file__).parent / "sentences"


def _load(name: str) -> Any:
    return read_yaml(SENTENCES / f"{name}.yml")


def _printed(value: float, unit: str = "") -> str:
    """The number in German writing: «1.380», «4,75», «66,6 Prozent»."""
    if unit == "Prozent":
        return f"{value:.1%}".removesuffix("%").removesuffix(".0").replace(".", ",") + " Prozent"
    text = f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value).replace(".", ",")
    return f"{text} {unit}".rstrip()


def _mistyped(value: float) -> float:
    """Another number: two digits changed places, a decimal moved far enough to be no rounding."""
    if not isinstance(value, int):
        return round(value * 0.83, 3) if value < 1 else round(value + (1.5 if value < 20 else 3.1), 2)
    digits = str(value)
    swapped = [digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in range(len(digits) - 1)]
    others = (int(text) for text in swapped if text[0] != "0" and abs(int(text) - value) > 2)
    return next(others, value + 7)


def _of(found: Sequence[Verdict], metric: str, value: float, by: Mapping[str, str]) -> str | None:
    """The verdict of the last claim of a value, None where it was not found as such."""
    near = (v for v in reversed(found) if abs(v.claim.value - value) < 6e-4 * max(1, value))
    return next((v.verdict for v in near if v.claim.metric == metric and v.claim.by == by), None)


def _faults(text: str, metric: str, by: Mapping[str, str], value: float, unit: str = "") -> list[str]:
    """What is wrong with the readings of a frame, with its true and with a mistyped number."""
    faults = []
    for number, answers in ((value, ("true",)), (_mistyped(value), ("false", "undecidable"))):
        said = text.format(_printed(number, unit))
        answer = _of(judged({"text": said}), metric, number, by)
        if answer not in answers:
            faults.append(f"{said} → {answer}")
    return faults


@pytest.mark.parametrize("entry", _load("parts"), ids=lambda entry: entry["wholes"][0])
def test_a_sentence_behind_another_is_read_with_it(entry: dict[str, Any]) -> None:
    for at, (part, metric, value, by) in enumerate(entry["parts"]):
        whole = entry["wholes"][at % len(entry["wholes"])]
        assert not _faults(f"{whole} {part}", metric, by, value)


@pytest.mark.parametrize("entry", _load("onward"), ids=lambda entry: entry["firsts"][0])
def test_a_sentence_goes_on_to_another_figure(entry: dict[str, Any]) -> None:
    for first in entry["firsts"]:
        for second, metric, value, by in entry["seconds"]:
            assert not _faults(f"{first} {second}", metric, by, value)


@pytest.mark.parametrize("entry", _load("several"), ids=lambda entry: entry["text"])
def test_several_numbers_each_keep_their_own_meaning(entry: dict[str, Any]) -> None:
    claims = entry["claims"]
    for wrong in range(-1, len(claims)):
        values = [_mistyped(v) if at == wrong else v for at, (_, v, _) in enumerate(claims)]
        text = entry["text"].format(*map(_printed, values))
        found = judged({"text": text})
        answers = [
            _of(found, metric, value, by) for (metric, _, by), value in zip(claims, values, strict=True)
        ]
        expected = ["false" if at == wrong else "true" for at in range(len(claims))]
        assert (text, answers, len(found)) == (text, expected, len(claims))


NAMES = _load("names")


@pytest.mark.parametrize("entry", NAMES["names"], ids=lambda entry: entry["called"][0])
def test_a_figure_is_known_by_its_names(entry: dict[str, Any]) -> None:
    for name in entry["called"]:
        for frame in NAMES["frames"][entry["frame"]]:
            text = frame.format(name=name, named=name[0].lower() + name[1:], number="{}")
            assert not _faults(text, entry["metric"], entry["by"], entry["value"], entry["unit"])
