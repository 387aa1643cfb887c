"""The cells of a CSV file as the leak test reads them: a number of a column or row in percent is a percentage."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

_PERCENT = re.compile(r"\(%\)$|\bProzent\b")
_BARE = re.compile(r"[+-]?\d+(?:,\d+)?")


def read_csv(raw: bytes) -> Iterator[tuple[str, str]]:
    """Place and text of every cell; «17» below «Anteil (%)» is «17 %», for the file keeps the unit in the head."""
    text = raw.decode("utf-8-sig")
    delimiter = max(";,\t", key=text.split("\n", 1)[0].count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    heads = rows[0] if rows else []
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            names = (heads[column - 1] if column <= len(heads) else "", row[0])
            percent = _BARE.fullmatch(cell) and any(map(_PERCENT.search, names))
            yield f"Zeile {number}, Spalte {column}", f"{cell} %" if percent else cell
