"""Parts of a year that is named: «im ersten Halbjahr 2024», «3. Quartal 2023», «Q4 2023»."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from pipelines.publish.check.calendar import undated
from pipelines.publish.check.calendar.days import YEAR
from pipelines.publish.check.model import Moment
from pipelines.publish.check.text import numberwords
from pipelines.publish.check.text.sought import Sought, read

_MONTHS_OF = {
    "halbjahr": 6,
    "jahreshälfte": 6,
    "hälfte": 6,
    "hälfte des jahres": 6,
    "quartal": 3,
    "vierteljahr": 3,
}
_LAST = -1
_ORDER = {
    f"{stem}{ending}": nth
    for stem, nth in (("erst", 1), ("zweit", 2), ("dritt", 3), ("viert", 4), ("letzt", _LAST))
    for ending in ("e", "en", "er", "es", "em")
}


def find(text: str, _: date) -> Iterator[Moment]:
    """The periods, one way of saying it after the other."""
    return (moment for moment in read(text, _READ) if moment is not None)


def _nth_part(match: re.Match[str]) -> Moment | None:
    nth = _ORDER.get(match[1]) or (int(match[1][0]) if match[1][0].isdigit() else 0)
    size = _MONTHS_OF[" ".join(match[2].split())]
    nth = 12 // size if nth == _LAST else nth
    return undated.part(match, int(match[3]), nth, size) if 1 <= nth <= 12 // size else None


def _edge_quarter(match: re.Match[str]) -> Moment:
    return undated.part(match, int(match[2]), 4 if match[1] else 1, 3)


def _some_months(match: re.Match[str]) -> Moment | None:
    months, year = int(match[2]) if match[2].isdigit() else numberwords.small(match[2]) or 0, int(match[3])
    if match[1] == "ersten" and 0 < months < 12:
        return undated.part(match, year, 1, months)
    return undated.part(match, year, 12 // months, months) if months and 12 % months == 0 else None


def _quarter(match: re.Match[str]) -> Moment:
    return undated.part(match, int(match[2]), int(match[1]), 3)


_READ: tuple[tuple[Sought, Callable[[re.Match[str]], Moment | None]], ...] = (
    (
        Sought(
            "halbjahr hälfte quartal vierteljahr",
            r"\b(\w+|\d\.)\s(halbjahr|jahreshälfte|hälfte\sdes\sjahres|hälfte|quartal|vierteljahr)"
            rf"(?:s|es)?(?:\sdes\sjahres)?\s{YEAR}",
            in_small=True,
        ),
        _nth_part,
    ),
    (
        Sought("quartal", rf"\b(?:(schluss|jahresend)|auftakt|anfangs|start)quartal\s{YEAR}", in_small=True),
        _edge_quarter,
    ),
    (
        Sought(
            "monat",
            r"\b(?:in\sden|für\sdie|auf\sdie)\s(ersten|letzten)\s(\w+)\smonaten?"
            rf"\s(?:des\sjahres\s|von\s)?{YEAR}",
            in_small=True,
        ),
        _some_months,
    ),
    (Sought("q1 q2 q3 q4", rf"\bQ([1-4])[\s/]{YEAR}"), _quarter),
)
