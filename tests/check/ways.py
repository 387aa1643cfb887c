"""Ways to say a thing: patterns of sentences with places, filled with figures of the corpus.

A file of `sentences/ways` declares cases (what may stand in the places together) and patterns. A number is written
`[printed, metric, Stichtag, groups]`; «40,7 %» stands for the pattern's «40,7» before «Prozent». A number without a
metric follows from the others (those who are not in the group): it may be told or not, but never be called false. A
place that is no list is a word. `years_apart: 1` marks cases that «Vorjahr» fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

from pipelines.declarations import read_yaml
from pipelines.publish.check import Verdict
from tests.check.corpus_tools import judged, value_of

FOLDER = Path(__file__).parent / "sentences" / "ways"
FILES = tuple(sorted(file.stem for file in FOLDER.glob("*.yml")))
_CASES = 3  # of each pattern, at most, far apart in the list; the tests try the first of them
_PLACE = re.compile(r"\{(\w+)\}")
_A_YEAR_APART = re.compile(
    r"Vorjahr|[Jj]ahr (?:zuvor|davor|darauf|später)|Folgejahr|eines Jahres|Jahresfrist"
)
_OPENING = re.compile(r"(^|[.!?] |[.!?]“ |„)([a-zäöü])")


@dataclass(frozen=True)
class Number:
    """A number of a case; `metric` is None for one that follows from the others."""

    printed: str
    metric: str | None = None
    as_of: date | None = None
    by: tuple[tuple[str, str], ...] = ()

    @property
    def value(self) -> float:
        """As the check reads it: a percentage as a fraction."""
        value = value_of(self.printed.removesuffix(" %").removeprefix("1 zu ").split(" ")[0])
        return value / 100 if self.printed.endswith(" %") else value

    def mistyped(self) -> Number:
        """Another number of the same look, far enough to be no rounding."""
        digits = self.printed.removesuffix(" %").removeprefix("1 zu ").split(" ")[0]
        if "," in digits:
            wrong = f"{value_of(digits) * 1.35:.{len(digits) - digits.index(',') - 1}f}".replace(".", ",")
        else:
            wrong = f"{round(value_of(digits)) + 13:,}".replace(",", ".")
        return Number(self.printed.replace(digits, wrong), self.metric, self.as_of, self.by)


@dataclass(frozen=True)
class Filled:
    """A text and the numbers that stand in it, by place."""

    text: str
    numbers: dict[str, Number]

    def told(self) -> dict[str, Number]:
        """Those that claim a figure of the catalogue."""
        return {place: number for place, number in self.numbers.items() if number.metric}


@cache
def load(name: str) -> dict[str, Any]:
    return read_yaml(FOLDER / f"{name}.yml")


def tried(name: str, times: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The patterns of a file, each with so many of the cases that fit it."""
    declared = load(name)
    for pattern in declared["patterns"]:
        yield from islice(_cases(declared, pattern), times)


def _cases(declared: dict[str, Any], pattern: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The pattern with the cases it is tried with, others for each pattern."""
    places = set(_PLACE.findall(pattern))
    near = bool(_A_YEAR_APART.search(pattern))
    fitting = [
        case for case in declared["cases"]
        if places <= case.keys() and (not near or case.get("years_apart", 1) == 1)
    ]  # fmt: skip
    assert fitting, f"no case fits {pattern}"
    stride = max(1, len(fitting) // _CASES)
    for step in range(min(_CASES, len(fitting))):
        yield pattern, fitting[(place(pattern) + step * stride) % len(fitting)]


def place(pattern: str) -> int:
    """Where a pattern begins in the rows of cases and numbers: its own place, whatever stands before it in the file."""
    return crc32(pattern.encode())


def filled(pattern: str, case: dict[str, Any], wrong: int | None = None) -> Filled:
    """The text; wrong: which of the numbers told is mistyped."""
    places = sorted(set(_PLACE.findall(pattern)))
    numbers = {place: _number(*case[place]) for place in places if isinstance(case[place], list)}
    told = [place for place, number in numbers.items() if number.metric]
    if wrong is not None:
        place = told[wrong % len(told)]
        numbers[place] = numbers[place].mistyped()
    words = {place: case[place] for place in places if place not in numbers}
    printed = {place: number.printed.removesuffix(" %") for place, number in numbers.items()}
    text = " ".join(pattern.format(**words, **printed).split())
    text = _OPENING.sub(lambda m: m[1] + m[2].upper(), text)
    return Filled(text, numbers)


def read(text: str) -> list[Verdict]:
    return judged({"text": text})


def is_of(verdict: Verdict, number: Number) -> bool:
    """Is the claim this number, as a figure of its metric, Stichtag and group?"""
    claim = verdict.claim
    same = (claim.metric, claim.time.as_of, sorted(claim.by.items())) == (
        number.metric,
        number.as_of,
        sorted(number.by),
    )
    return same and says(verdict, number)


def says(verdict: Verdict, number: Number) -> bool:
    """Does the claim say this value, whatever it is of?"""
    return abs(verdict.claim.value - number.value) < 1e-6


def _number(
    printed: str, metric: str | None = None, as_of: date | None = None, by: dict[str, str] | None = None
) -> Number:
    return Number(printed, metric, as_of, tuple((by or {}).items()))
