"""What is wrong or remarkable in a delivery: one form for the intake and the quality room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class Finding:
    """One remark about a file, a column or a row.

    rule: id of the list of rules. file: name of the file without folder. row: row as a spreadsheet shows it, None for
    the whole file. column: German header, None for the whole row. message: German sentence that never repeats a value
    by which a person could be found.
    """

    rule: str
    severity: Severity
    file: str
    row: int | None
    column: str | None
    message: str
