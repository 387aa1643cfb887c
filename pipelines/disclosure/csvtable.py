"""Any table from a CSV file as an attacker reads it: columns of codes, one column of printed values, margins as rows.

A cross table (one column per code of its last dimension, as offices print them) is turned into that form first.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.disclosure.grid import Grid, hierarchy
from pipelines.errors import UsageProblem
from pipelines.hints import did_you_mean

TOTALS = frozenset({"gesamt", "insgesamt", "summe", "total", "zusammen", "alle"})
# Words that make a sum of a name: «Summe Asien», «Asien zusammen».
_BEFORE = frozenset({"summe", "gesamt", "insgesamt", "total"})
_BEHIND = _BEFORE | {"zusammen"}
HIDDEN = frozenset({"•", ".", "", "*", "x", "/"})
# Signs that tell how large a hidden cell is at most: «<5», «unter 5», «1–4».
_BELOW = re.compile(r"(?:<|unter|weniger als|kleiner)\s*(\d{1,3})", re.IGNORECASE)
_UP_TO = re.compile(r"(?:<=|≤|[01]\s*[-–]|[01]\s+bis)\s*(\d{1,3})", re.IGNORECASE)
_MOST = 10_000_000  # no table of persons holds more; larger numbers would be taken for endless
ZERO = frozenset({"–", "-", "—"})
_VALUE_COLUMNS = ("n", "wert", "value", "anzahl", "zahl", "bestand", "personen", "count")
_ACROSS, _CELL = "Spalte", "Wert"
_DAY_COLUMNS = ("month", "monat", "stichtag", "as_of", "datum", "date")


@dataclass(frozen=True)
class Row:
    """One printed number: its line in the file, codes per dimension (None: summed over), value (None: hidden).

    most: the largest value that the sign of a hidden cell leaves («<5»: 4).
    """

    line: int
    codes: tuple[str | None, ...]
    value: int | None
    most: int | None = None


@dataclass(frozen=True)
class CsvTable:
    """dims: the columns of codes. rows: every printed cell."""

    name: str
    dims: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def suppressed(self) -> bool:
        """True when some cell is hidden: then it is a published table, else a file of exact base counts."""
        return any(row.value is None for row in self.rows)

    @property
    def inner(self) -> tuple[Row, ...]:
        """Rows with a code in every column; the others are margins."""
        return tuple(row for row in self.rows if None not in row.codes)

    @property
    def has_inner_cells(self) -> bool:
        return bool(self.inner)


def read(path: Path, where: Mapping[str, str], value_column: str | None = None) -> CsvTable:
    """Read `path` (UTF-8 or cp1252; `,` `;` or tab), keeping the rows that match `where` (column → code).

    Raises UsageProblem with the line and column of what cannot be read.
    """
    lines = list(_lines(path))
    header = lines.pop(0)[1] if lines else []
    value_name = _value_column(path, header, value_column)
    if value_column is None:
        header, lines, value_name = _uncrossed(path, header, lines, value_name)
    for name in where:
        if name not in header:
            raise UsageProblem(
                f"{path.name}: Die Spalte «{name}» gibt es nicht. {did_you_mean(name, header)}"
            )
    dims = tuple(name for name in header if name != value_name and name not in where)
    rows = tuple(_rows(path, header, lines, dims, value_name, where))
    if not rows:
        raise UsageProblem(f"{path.name} enthält keine passende Zeile; bitte Datei und --where prüfen.")
    table = CsvTable(path.name, dims, rows)
    _refuse_twice(table)
    return table


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UsageProblem(f"Die Datei {path} gibt es nicht; bitte den Namen prüfen.") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    for row in reader:
        if any(cell.strip() for cell in row):
            yield reader.line_num, [cell.strip() for cell in row]


def _value_column(path: Path, header: Sequence[str], chosen: str | None) -> str:
    if len(header) < 2 or len(set(header)) < len(header):
        raise UsageProblem(
            f"{path.name}, Zeile 1: Erwartet werden verschieden benannte Spalten und eine Spalte mit Werten; "
            "bitte die Kopfzeile prüfen."
        )
    if chosen is not None:
        if chosen not in header:
            raise UsageProblem(
                f"{path.name}: Die Spalte «{chosen}» gibt es nicht. {did_you_mean(chosen, header)}"
            )
        return chosen
    named = [name for name in header if name.lower() in _VALUE_COLUMNS]
    return named[-1] if named else header[-1]


def _uncrossed(
    path: Path, header: list[str], lines: list[tuple[int, list[str]]], value_name: str
) -> tuple[list[str], list[tuple[int, list[str]]], str]:
    """Header, lines and name of the value column, a cross table with one line per cell instead of one per row.

    It is one when no column is named as a value and two or more columns behind the last text hold printed numbers.
    """
    for line, cells in lines:
        _refuse_ragged(path, line, cells, header)
    columns = zip(*(cells for _, cells in lines), strict=True) if lines else ()
    counted = [sum(map(_is_printed, column)) * 2 > len(lines) for column in columns]
    stubs = len(counted) - next((n for n, yes in enumerate(reversed(counted)) if not yes), len(counted))
    if value_name.lower() in _VALUE_COLUMNS or stubs == 0 or len(header) - stubs < 2:
        return header, lines, value_name
    long = [
        (line, [*cells[:stubs], name, cell])
        for line, cells in lines
        for name, cell in zip(header[stubs:], cells[stubs:], strict=True)
    ]
    return [*header[:stubs], _ACROSS, _CELL], long, _CELL


def _is_printed(text: str) -> bool:
    """Could this be a printed number or a sign for one? An empty field may be either, and does not speak."""
    return text in ZERO or (text != "" and _sign(text) is not None) or text.replace(".", "").isdigit()


def _refuse_ragged(path: Path, line: int, cells: Sequence[str], header: Sequence[str]) -> None:
    if len(cells) != len(header):
        raise UsageProblem(
            f"{path.name}, Zeile {line}: {len(cells)} Felder statt {len(header)}; bitte die Trennzeichen prüfen."
        )


def _rows(
    path: Path,
    header: Sequence[str],
    lines: Sequence[tuple[int, list[str]]],
    dims: Sequence[str],
    value_name: str,
    where: Mapping[str, str],
) -> Iterator[Row]:
    for line, cells in lines:
        _refuse_ragged(path, line, cells, header)
        record = dict(zip(header, cells, strict=True))
        if any(record[name] != code for name, code in where.items()):
            continue
        codes = tuple(_code(path, line, name, record[name]) for name in dims)
        sign = _sign(record[value_name])
        if sign is not None:
            yield Row(line, codes, None, sign.most)
            continue
        column = record[_ACROSS] if value_name == _CELL and _ACROSS in dims else value_name
        yield Row(line, codes, _value(path, line, column, record[value_name]))


def _code(path: Path, line: int, column: str, text: str) -> str | None:
    """A code, or None for a sum: «Gesamt», «Summe Asien», «Asien zusammen»."""
    words = text.lower().rstrip(":").split()
    if not words:
        raise UsageProblem(
            f"{path.name}, Zeile {line}, Spalte «{column}»: Das Feld ist leer; "
            "bitte die Ausprägung eintragen, bei einer Summe «Gesamt»."
        )
    named = len(words) > 1 and (words[0] in _BEFORE or words[-1] in _BEHIND)
    return None if named or " ".join(words) in TOTALS else text


@dataclass(frozen=True)
class _Sign:
    """A sign for a hidden cell, and the largest value it leaves."""

    most: int | None = None


def _sign(text: str) -> _Sign | None:
    if text.lower() in HIDDEN:
        return _Sign()
    if below := _BELOW.fullmatch(text):
        return _Sign(int(below.group(1)) - 1)
    if up_to := _UP_TO.fullmatch(text):
        return _Sign(int(up_to.group(1)))
    return None


def _value(path: Path, line: int, column: str, text: str) -> int:
    if text in ZERO:
        return 0
    try:
        value = int(re.sub(r"[.\s]", "", text))
    except ValueError:
        value = -1
    if not 0 <= value <= _MOST:
        raise UsageProblem(
            f"{path.name}, Zeile {line}, Spalte «{column}»: «{text}» ist keine Anzahl; "
            "erlaubt sind ganze Zahlen ab 0, «–» für null und «•», «<5» oder leer für verdeckt."
        )
    return value


def _refuse_twice(table: CsvTable) -> None:
    seen: dict[tuple[str | None, ...], int] = {}
    for row in table.rows:
        first = seen.setdefault(row.codes, row.line)
        if first != row.line:
            words = ", ".join(code or "Gesamt" for code in row.codes)
            raise UsageProblem(
                f"{table.name}, Zeile {row.line}: Die Zelle «{words}» steht schon in Zeile {first}; "
                "bitte mit --where einen Teil wählen oder die Zeile löschen."
            )


def base_grid(table: CsvTable, chosen: Sequence[str]) -> tuple[Grid, tuple[str, ...]]:
    """Exact base counts summed to the chosen dimensions (all when empty), coarser levels found by themselves.

    Returns the grid and the dimensions that are not coarser levels of another one.
    """
    for name in chosen:
        if name not in table.dims:
            raise UsageProblem(
                f"{table.name}: Die Spalte «{name}» gibt es nicht. {did_you_mean(name, table.dims)}"
            )
    _refuse_many_days(table, chosen)
    codes = [tuple(str(code) for code in row.codes) for row in table.inner]
    wanted = tuple(chosen) or table.dims
    lifted = hierarchy(wanted, codes, table.dims, names=table.dims)
    parents = {fine: coarse for fine, coarse in lifted.items() if fine in wanted and coarse not in chosen}
    dims = tuple(name for name in table.dims if name in wanted or name in parents.values())
    sums: dict[tuple[str, ...], int] = {}
    for row, coded in zip(table.inner, codes, strict=True):
        key = tuple(coded[table.dims.index(name)] for name in dims)
        sums[key] = sums.get(key, 0) + (row.value or 0)
    grid = Grid(dims, tuple(sorted(sums.items())), parents)
    return grid.completed(), tuple(name for name in dims if name not in parents.values())


def _refuse_many_days(table: CsvTable, chosen: Sequence[str]) -> None:
    for place, name in enumerate(table.dims):
        days = sorted({str(row.codes[place]) for row in table.rows})
        if name.lower() in _DAY_COLUMNS and name not in chosen and len(days) > 1:
            raise UsageProblem(
                f"{table.name} enthält {len(days)} Stichtage in «{name}», die sich nicht addieren lassen; "
                f"bitte einen wählen, z. B. --where {name}={days[0]}."
            )
