"""What the intake hands on: an account of every file, and the findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipelines.errors import Problem
from pipelines.intake.findings import Finding

Record = list[str]


class FileRefused(Problem):
    """One file cannot be taken: `rule` names why, the text is the German sentence for its sender."""

    exit_code = 4

    def __init__(self, rule: str, sentence: str, row: int | None = None, column: str | None = None) -> None:
        super().__init__(sentence)
        self.rule = rule
        self.row = row
        self.column = column


def empty(file: str) -> FileRefused:
    """The refusal of a file in which nothing stands, or no row where rows must be."""
    return FileRefused("empty_file", f"{file}: Die Datei enthält keine Zeilen; bitte neu exportieren.")


@dataclass
class FileAccount:
    """What became of one file.

    rows_read = rows staged + rows_outside (title, footer, total); blank lines and the header are no rows. header_row:
    row of the header as a spreadsheet shows it. reason: German sentence when the file is refused, else None.
    """

    file_no: int
    path: Path
    file: str
    size: int = 0
    sha256: str | None = None
    kind: str | None = None
    traeger: str | None = None
    export_date: date | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    sheet: str | None = None
    profile: str | None = None
    rows_read: int = 0
    rows_outside: int = 0
    explanation: str = ""
    rule: str | None = None
    reason: str | None = None

    @property
    def refused(self) -> bool:
        """True when nothing of the file was staged."""
        return self.reason is not None


@dataclass
class Intake:
    """The result of one reading: staged tables stand in the connection; nothing was written to a home."""

    files: list[FileAccount]
    findings: list[Finding]
    staged_rows: Mapping[int, int] = field(default_factory=dict)

    @property
    def refused(self) -> list[FileAccount]:
        """Files of which nothing was staged."""
        return [account for account in self.files if account.refused]

    @property
    def personal_data(self) -> bool:
        """True when any file holds personal data; it beats every other reason."""
        return any(finding.rule == "personal_data" for finding in self.findings)
