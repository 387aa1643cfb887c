"""A table of a draft as lines: a box of facts is read, a table of several columns is not.

What a number in a third column means stands in the head of the column, in the caption and in the label of the row; read
as a sentence it would be called false. The text says where such a table was left out.
"""

from __future__ import annotations

from collections.abc import Sequence

Rows = Sequence[Sequence[str]]
NOT_READ = "(Hier steht eine Tabelle mit mehreren Spalten; sie wird nicht geprüft.)"


def lines(rows: Rows) -> list[str]:
    """One line per row, «Begleitete Personen: 1.380» of two columns; of a wider table with numbers one remark.

    A table without numbers, as it serves for layout, gives a line per cell.
    """
    full = [cells for row in rows if (cells := [cell.strip() for cell in row if cell.strip()])]
    if not any(sign.isdigit() for row in full for cell in row for sign in cell):
        return [cell for row in full for cell in row]
    if max(len(row) for row in full) > 2:
        return [NOT_READ]
    return [_line(row) for row in full]


def _line(row: Sequence[str]) -> str:
    """Label and number; two sentences beside each other stay apart."""
    label = row[0].rstrip(":")
    return f"{label}: {row[1]}" if len(row) == 2 and not label.endswith((".", "!", "?")) else "\n\n".join(row)
