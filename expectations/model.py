"""What a rule is: declared once, turned into a Great Expectations expectation and into a query that names the rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]
Effect = Literal["quarantine", "blank", "report", "refuse"]

EFFECTS: dict[str, str] = {
    "quarantine": "die Zeile wird nicht übernommen und geht zurück",
    "blank": "die Zelle gilt als unbekannt, die Zeile bleibt",
    "report": "bleibt wie geliefert und wird gemeldet",
    "refuse": "die ganze Lieferung wird abgelehnt",
}


@dataclass(frozen=True)
class Rule:
    """One rule about the rows of one batch (a view with `file_no`, `row_no` and the columns of a kind).

    Either `when` (SQL that is true for a bad row) or `rows` (a SELECT over `s`, the batch, that gives `file_no, row_no`
    and optionally `detail`, a text for the sentence that never repeats a cell, and `file`) says which rows are meant.
    `core` names a core expectation of Great Expectations that counts the same rows: (type, arguments).
    """

    rule: str
    kind: str
    batch: str
    columns: tuple[str, ...]
    headers: Mapping[str, str] = field(hash=False)
    severity: Severity
    effect: Effect
    message: str
    when: str = ""
    rows: str = ""
    core: tuple[str, Mapping[str, Any]] | None = field(default=None, hash=False)

    @property
    def column(self) -> str | None:
        """The German header that a finding names, None for a rule about no single column."""
        return self.headers.get(self.columns[0]) if self.columns else None

    @property
    def query(self) -> str:
        """SELECT over `{batch}` whose rows are the bad ones; first columns `file_no, row_no`."""
        bad = self.rows or f"SELECT s.file_no, s.row_no FROM s WHERE {self.when}"
        return f"WITH s AS (SELECT * FROM {{batch}}) {bad.strip()}"

    def query_over(self, relation: str) -> str:
        """The same query over a relation of a DuckDB connection."""
        return self.query.replace("{batch}", relation)

    def sentence(self, detail: str | None = None) -> str:
        """The German sentence of a finding: names columns, never values."""
        return self.message.format_map({**self.headers, "detail": detail or ""})
