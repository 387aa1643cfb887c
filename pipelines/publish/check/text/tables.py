"""A table of a draft as lines: a box of facts is read, a table of several columns is not.

What a number in a third column means stands in the head of the column, in the caption and in the label of the row; read
as a sentence it would be called false. The text says where such a table was left out. Sentences are read wherever they
stand: newsletters lay out their text in tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Rows = Sequence[Sequence[str]]
NOT_READ = "(Hier steht eine Tabelle mit mehreren Spalten; sie wird nicht geprüft.)"
_PROSE = re.compile(r"[^\n]{40,}[.!?](?:\s|$)|\n\n")


def lines(rows: Rows) -> list[str]:
    """One line per row, «Begleitete Personen: 1.380» of two columns; of a wider table with numbers one remark.

    A cell of sentences or of several lines is a line as it is; so is every cell where no other holds a number.
    """
    full = [cells for row in rows if (cells := [cell.strip() for cell in row if cell.strip()])]
    facts = [short for row in full if (short := [cell for cell in row if not _PROSE.search(cell)])]
    if not any(sign.isdigit() for row in facts for cell in row for sign in cell):
        return [cell for row in full for cell in row]
    prose = [cell for row in full for cell in row if _PROSE.search(cell)]
    wide = max(len(row) for row in facts) > 2
    return [*prose, *([NOT_READ] if wide else map(_line, facts))]


def _line(row: Sequence[str]) -> str:
    """Label and number; two sentences beside each other stay apart."""
    label = row[0].rstrip(":")
    return f"{label}: {row[1]}" if len(row) == 2 and not label.endswith((".", "!", "?")) else "\n\n".join(row)
