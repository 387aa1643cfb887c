"""`--flaws typical`: the everyday mistakes of real exports, a few in every larger file.

Each mistake is one small function from the cells of a row to the cells of the rows delivered instead. The mistakes
are drawn from a stream of their own, so the facts underneath are those of the sample without flaws.
"""

from __future__ import annotations

from collections.abc import Callable

from pipelines.sample.chance import Chance
from pipelines.sample.columns import COLUMNS

Cells = list[str]
Flaw = Callable[[Cells], list[Cells]]
_ONE_IN = 400  # rows a mistake of each sort
_SMALL_FILE = 12  # rows below which a file keeps clean


def _put(column: int, value: str) -> Flaw:
    """Another value in one column."""
    return lambda cells: [[*cells[:column], value, *cells[column + 1 :]]]


def _change(column: int, how: Callable[[str], str]) -> Flaw:
    """A value written in another way; empty cells stay empty."""
    return lambda cells: [
        [*cells[:column], how(cells[column]) if cells[column] else "", *cells[column + 1 :]]
    ]


def _twice(cells: Cells) -> list[Cells]:
    """The same row two times."""
    return [cells, cells]


def _twice_with(column: int, value: str) -> Flaw:
    """The same key two times with other content."""
    return lambda cells: [cells, *_put(column, value)(cells)]


def _before(end: int, start: int) -> Flaw:
    """An end twenty years before the start."""

    def spoil(cells: Cells) -> list[Cells]:
        day = cells[start]
        return _put(end, f"{day[:6]}{int(day[6:]) - 20}")(cells) if len(day) == 10 else [cells]

    return spoil


def _as_iso(day: str) -> str:
    return f"{day[6:]}-{day[3:5]}-{day[:2]}"


def _short_year(day: str) -> str:
    return day[:6] + day[8:]


def _padded(value: str) -> str:
    return f"  {value}\u00a0"


_HARMLESS_CASE: tuple[Flaw, ...] = (
    _change(8, _as_iso),
    _change(8, _short_year),
    _change(0, _padded),
    _change(4, str.upper),
    _put(6, "01.01.1900"),
    _put(15, "k. A."),
    _put(16, "-"),
    _twice,
)
_WRONG_CASE: tuple[Flaw, ...] = (
    _put(3, "2091"),
    _put(4, "q"),
    _put(5, "XYZ"),
    _put(6, "31.02.2019"),
    _put(8, "31.06.2021"),
    _put(8, ""),
    _before(10, 8),
    _put(13, "24.12.2031"),
    _twice_with(3, "1990"),
    _change(0, lambda value: value[:7]),
)
_FLAWS: dict[str, tuple[Flaw, ...]] = {
    "faelle": _HARMLESS_CASE + _WRONG_CASE,
    "aufenthalt": (
        _put(1, "§ 99"),
        _put(1, "Duldung"),
        _put(1, "24"),
        _put(2, "30.02.2022"),
        _put(3, "31.12.9999"),
        _put(0, "BS-00000000FF"),
        _before(3, 2),
        _twice,
    ),
    "unterbringung": (
        _put(1, "ZELT"),
        _put(3, "32.01.2023"),
        _put(4, "00.00.0000"),
        _put(1, "privat mit Mietvertrag"),
        _before(4, 3),
        _change(3, _padded),
    ),
    "beratungen": (
        _put(5, "-5"),
        _put(2, "01.04.2031"),
        _put(4, "KIRCHE"),
        _put(3, "persönlich"),
        _put(6, "ja"),
        _put(5, ""),
        _twice,
    ),
    "zuzugsregister": (
        _put(3, "1888"),
        _put(5, "31.11.2022"),
        _put(1, "Syrien"),
        _put(7, "unbekannt"),
        _before(6, 5),
        _twice,
    ),
    "stellen": (_put(5, "9,5"), _change(3, lambda value: value.replace(",", "."))),
    "foerderung": (_change(6, lambda value: value.replace("000,00", "").rstrip() + ".000"), _put(8, "k. A.")),
    "kosten": (_change(3, lambda value: value.replace(",", ".")), _put(4, "NULL")),
    "bevoelkerung": (_change(0, lambda value: value.lstrip("0")),),
}


def spoil(kind: str, lines: list[str], chance: Chance) -> list[str]:
    """The lines of one file with mistakes in some of them, in the old order."""
    flaws = _FLAWS.get(kind, ())
    if len(lines) < _SMALL_FILE and kind != "bevoelkerung":
        return lines
    width = COLUMNS[kind].count(";") + 1
    chosen: dict[int, Flaw] = {}
    for flaw in flaws:
        for _ in range(1 + len(lines) // _ONE_IN // len(flaws)):
            chosen[chance.below(len(lines))] = flaw
    spoiled: list[str] = []
    for number, line in enumerate(lines):
        cells = line.split(";")
        if number in chosen and len(cells) == width:
            spoiled.extend(";".join(row) for row in chosen[number](cells))
        else:
            spoiled.append(line)
    return spoiled
