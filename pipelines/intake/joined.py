"""Records that run together without a fault of form: two stray quotation marks can be the ends of one quoted cell."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.intake.model import Record

SENTENCE = (
    "Mindestens zwei Zeilen laufen hier ineinander, weil Anführungszeichen in ihnen zusammen eine Zelle ergeben; "
    "bitte die Anführungszeichen entfernen und neu exportieren."
)


def holds_several(record: Record, delimiter: str, width: int, required: Sequence[int]) -> bool:
    """Whether a later line of a record, as delivered, reads like the first that is a whole record of the table.

    Such a line has at least `width` cells, and its `required` ones hold digits where those of that first line do. A note
    of several lines with many separators has them elsewhere or nowhere, however much its lines are like one another.
    """
    if not any("\n" in cell and delimiter in cell for cell in record):
        return False
    lines = [line.split(delimiter) for line in delimiter.join(record).splitlines()]
    whole = [_shape(line, required) for line in lines if len(line) >= width]
    return bool(whole) and any(whole[0]) and whole[0] in whole[1:]


def _shape(cells: Sequence[str], required: Sequence[int]) -> tuple[bool | None, ...]:
    """Per required cell: does it hold a digit? None: it is empty."""
    return tuple(any(map(str.isdigit, cells[at])) if cells[at].strip() else None for at in required)
