"""What a load tells: an account per file, the findings, the verdict; the source of JSON, report and lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

Verdict = Literal["loaded", "warnings", "refused"]
FileVerdict = Literal["loaded", "superseded", "unchanged", "refused"]

_EXIT_CODES = {"loaded": 0, "warnings": 3, "refused": 4}
_PERSONAL_DATA_EXIT = 5
_FILE_KEYS = (
    "file", "sha256", "kind", "traeger", "export_date", "encoding", "delimiter", "rows_read", "rows_loaded",
    "rows_quarantined", "rows_identical", "rows_outside", "verdict", "reason",
)  # fmt: skip
_FINDING_KEYS = ("rule", "severity", "file", "row", "column", "message")


@dataclass(frozen=True)
class FileResult:
    """What became of one file; rows_read = rows_loaded + rows_quarantined + rows_identical + rows_outside."""

    file: str
    sha256: str | None
    kind: str | None
    traeger: str | None
    export_date: date | None
    encoding: str | None = None
    delimiter: str | None = None
    rows_read: int = 0
    rows_loaded: int = 0
    rows_quarantined: int = 0
    rows_identical: int = 0
    rows_outside: int = 0
    verdict: FileVerdict = "loaded"
    reason: str | None = None
    explanation: str = ""

    @property
    def balanced(self) -> bool:
        """No row was lost or made up."""
        found = self.rows_loaded + self.rows_quarantined + self.rows_identical + self.rows_outside
        return self.rows_read == found


@dataclass(frozen=True)
class FindingRow:
    """A finding as it is reported and kept: known_since is the export day on which it was first seen for this row."""

    rule: str
    severity: Literal["error", "warning", "info"]
    effect: str
    file: str
    row: int | None
    column: str | None
    message: str
    kind: str | None = None
    traeger: str | None = None
    export_date: date | None = None
    known_since: date | None = None


@dataclass(frozen=True)
class Outcome:
    """The result of one load; `unchanged` says that nothing new was delivered and nothing was written."""

    load_id: str
    verdict: Verdict
    data_as_of: date | None
    files: Sequence[FileResult]
    findings: Sequence[FindingRow] = field(default_factory=tuple)
    unchanged: bool = False

    @property
    def exit_code(self) -> int:
        """0 loaded, 3 with warnings, 4 refused, 5 refused because of personal data."""
        if any(finding.rule == "personal_data" for finding in self.findings):
            return _PERSONAL_DATA_EXIT
        return _EXIT_CODES[self.verdict]

    def refused(self) -> Outcome:
        """The same load as refused: nothing of any file was taken over, so no row of it is accounted for."""
        files = [file if file.verdict == "unchanged" else _refused(file) for file in self.files]
        return replace(self, verdict="refused", files=files)

    def as_json(self) -> dict[str, Any]:
        """The documented form of `zgm load --json`."""
        return self._json(_FILE_KEYS, _FINDING_KEYS)

    def as_record(self) -> dict[str, Any]:
        """What is kept of a load: the documented form and what the report and the lists need besides."""
        return self._json(tuple(FileResult.__dataclass_fields__), tuple(FindingRow.__dataclass_fields__))

    def _json(self, file_keys: Sequence[str], finding_keys: Sequence[str]) -> dict[str, Any]:
        return {
            "load": self.load_id,
            "verdict": self.verdict,
            "data_as_of": _plain(self.data_as_of),
            "files": [{key: _plain(getattr(file, key)) for key in file_keys} for file in self.files],
            "findings": [{key: _plain(getattr(row, key)) for key in finding_keys} for row in self.findings],
        }


def _refused(file: FileResult) -> FileResult:
    reason = file.reason or (
        f"{file.file}: Die Datei selbst ist lesbar; die Lieferung wurde als Ganzes abgelehnt, bitte die Befunde ansehen."
    )
    none = dict.fromkeys(
        ("rows_read", "rows_loaded", "rows_quarantined", "rows_identical", "rows_outside"), 0
    )
    return replace(file, verdict="refused", reason=reason, **none)  # type: ignore[arg-type]


def from_record(record: dict[str, Any]) -> Outcome:
    """The outcome again from what was kept of it."""
    files = tuple(FileResult(**_with_days(file)) for file in record["files"])
    findings = tuple(FindingRow(**_with_days(finding)) for finding in record["findings"])
    day = record["data_as_of"]
    return Outcome(
        record["load"], record["verdict"], date.fromisoformat(day) if day else None, files, findings
    )


def _with_days(values: dict[str, Any]) -> dict[str, Any]:
    days = {key: date.fromisoformat(values[key]) for key in ("export_date", "known_since") if values.get(key)}
    return values | days


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, date) else value


def verdict_of(findings: Sequence[FindingRow]) -> Verdict:
    """loaded when there are only remarks; warnings when something was sent back, blanked or is to be clarified."""
    return "warnings" if any(finding.severity != "info" for finding in findings) else "loaded"
