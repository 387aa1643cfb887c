"""Tables in a CSV for people: a unit stands in the head or with the row's name, and the cells are bare numbers.

«117300 €» and «+4 %» are words for a spreadsheet program: nobody can add them up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.publish.tabular import cell_for_people

_WITH_UNIT = re.compile(r"(?P<ratio>1 : )?(?P<number>[+-]?\d+(?:,\d+)?)(?: (?P<sign>[%€]))?(?P<mark> \(v\))?")
_RATIO = "1 : n"


@dataclass(frozen=True)
class Entry:
    """What a cell tells in a file. bare: without the unit that can stand elsewhere, "" where there is none."""

    text: str
    unit: str = ""
    bare: str = ""
    number: bool = False


Line = tuple[str, Sequence[Entry]]


def entry(shown: str, number: bool) -> Entry:
    """The entry of a printed string; a sign of the tables («–», «x», «•») is no number, «(v)» stays beside one.

    >>> entry("1 : 295", True).bare, entry("+4\\u202f%", True).unit, entry("x", False).text
    ('295', '%', 'x')
    """
    text = cell_for_people(shown, number)
    found = _WITH_UNIT.fullmatch(text) if number else None
    if found is None:
        return Entry(text)
    unit = _RATIO if found["ratio"] else found["sign"] or ""
    return Entry(text, unit, found["number"] + (found["mark"] or ""), number=True)


def grid(header: Sequence[str], lines: Sequence[Line]) -> list[list[str]]:
    """Head and rows: a unit that all numbers of a column share goes into its head, another one to the row's name."""
    columns = [_only(entries) for entries in zip(*(entries for _, entries in lines), strict=True)]
    columns = columns or [""] * (len(header) - 1)
    heads = [_named(name, unit) for name, unit in zip(header[1:], columns, strict=True)]
    return [[header[0], *heads], *(_row(name, entries, columns) for name, entries in lines)]


def _row(name: str, entries: Sequence[Entry], columns: Sequence[str]) -> list[str]:
    own = _only(one for one, unit in zip(entries, columns, strict=True) if one.unit and not unit)
    cells = [
        one.bare if one.number and one.unit and one.unit in (unit, own) else one.text
        for one, unit in zip(entries, columns, strict=True)
    ]
    return [_named(name, own), *cells]


def _only(entries: Iterable[Entry]) -> str:
    """The one unit of these numbers, "" where they have several or none."""
    units = {one.unit for one in entries if one.number}
    return units.pop() if len(units) == 1 else ""


def _named(name: str, unit: str) -> str:
    """The name with its unit, unless it says so itself («in Prozent»)."""
    return f"{name} ({unit})" if unit and not (unit == "%" and "Prozent" in name) else name
