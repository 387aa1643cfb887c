"""What each delivered file is: new, here already, the same bytes under a later date, or in conflict with another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb

from pipelines.intake.findings import Finding
from pipelines.intake.model import FileAccount
from pipelines.quality.outcome import FileResult, FindingRow
from pipelines.quality.staging import LoadFile
from pipelines.warehouse.inbox import Stored


@dataclass
class SortedOut:
    """new: files whose rows are to be taken in, by path. results: the account of every file, by path."""

    new: dict[Path, LoadFile] = field(default_factory=dict)
    results: dict[Path, FileResult] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def sort_out(accounts: Iterable[FileAccount], known: Sequence[Stored]) -> SortedOut:
    """Compare what was read with what is stored; two different files for one (kind, owner, date) are a conflict."""
    sorted_out = SortedOut()
    seen = list(known)
    for account in accounts:
        sorted_out.results[account.path] = _result(account)
        stored = _stored_form(account)
        if stored is None:
            continue
        twin = next((other for other in seen if other.delivery_id == stored.delivery_id), None)
        if twin is not None:
            sorted_out.results[account.path] = unchanged(twin, account.file)
            continue
        sorted_out.findings += _conflicts(stored, seen)
        sorted_out.findings += _same_content(stored, seen)
        sorted_out.new[account.path] = LoadFile(
            account.file_no, stored.file, stored.kind, stored.traeger, stored.export_date, stored.delivery_id
        )
        seen.append(stored)
    return sorted_out


def unchanged(delivery: Stored, file: str | None = None) -> FileResult:
    """The account of a file that is here already, or lies in this delivery twice (then without a load)."""
    reason = f"Diese Datei ist seit der Ladung {delivery.load_id} unverändert gespeichert."
    if not delivery.load_id:
        reason = f"Diese Datei liegt in der Lieferung doppelt («{delivery.file}») und zählt einmal."
    return FileResult(
        file or delivery.file, delivery.sha256, delivery.kind, delivery.traeger, delivery.export_date,
        verdict="unchanged", reason=reason,
    )  # fmt: skip


def say_if_nothing_counts(result: FileResult) -> FileResult:
    """A file that is taken in but of which every row goes back says so: its former rows no longer count either."""
    if result.rows_loaded or not result.rows_quarantined:
        return result
    reason = "Von dieser Datei zählt keine Zeile, alle gehen zurück; bitte berichtigen und neu liefern."
    return replace(result, reason=reason)


def mark_superseded(
    connection: duckdb.DuckDBPyConnection, new: dict[Path, LoadFile], results: dict[Path, FileResult]
) -> dict[Path, FileResult]:
    """New files that are not the newest of their kind and owner stay as history and say so."""
    newest = {row[0] for row in connection.execute("SELECT delivery_id FROM newest_deliveries").fetchall()}
    reason = (
        "Für diese Art und diesen Träger zählt ein anderer Export; dieser bleibt als Geschichte gespeichert."
    )
    older = {path for path, file in new.items() if file.delivery_id not in newest}
    return {
        path: replace(result, verdict="superseded", reason=reason) if path in older else result
        for path, result in results.items()
    }


def reported(finding: Finding, results: Iterable[FileResult]) -> FindingRow:
    """An intake finding in the form of the report."""
    result = next((result for result in results if result.file == finding.file), None)
    effect = "refuse" if finding.severity == "error" else "report"
    about = (result.kind, result.traeger, result.export_date) if result else (None, None, None)
    return FindingRow(
        finding.rule,
        finding.severity,
        effect,
        finding.file,
        finding.row,
        finding.column,
        finding.message,
        *about,
    )


def _result(account: FileAccount) -> FileResult:
    return FileResult(
        file=account.file, sha256=account.sha256, kind=account.kind, traeger=account.traeger,
        export_date=account.export_date, encoding=account.encoding, delimiter=account.delimiter,
        rows_read=account.rows_read, rows_outside=account.rows_outside, explanation=account.explanation,
        verdict="refused" if account.refused else "loaded", reason=account.reason,
    )  # fmt: skip


def _stored_form(account: FileAccount) -> Stored | None:
    """The delivery this file would become, None for a file that was refused."""
    if account.refused or not (account.kind and account.traeger and account.export_date and account.sha256):
        return None
    what = (account.kind, account.traeger, account.export_date)
    name = hashlib.sha256(f"{'|'.join(map(str, what))}|{account.sha256}".encode()).hexdigest()
    return Stored(name, account.file, *what, account.sha256, "")


def _conflicts(stored: Stored, seen: Sequence[Stored]) -> list[Finding]:
    slot = (stored.kind, stored.traeger, stored.export_date)
    return [
        Finding(
            "conflicting_files", "error", stored.file, None, None,
            f"Für {stored.kind}, {stored.traeger} und den {_german(stored.export_date)} gibt es schon eine andere Datei: "
            f"«{other.file}» ({other.sha256[:8]}) neben «{stored.file}» ({stored.sha256[:8]}). "
            f"Bitte eine zurückziehen: gespeicherte mit «zgm load --withdraw {other.sha256[:8]}».",
        )
        for other in seen
        if (other.kind, other.traeger, other.export_date) == slot
    ]  # fmt: skip


def _same_content(stored: Stored, seen: Sequence[Stored]) -> list[Finding]:
    twins = [
        other for other in seen
        if (other.sha256, other.kind, other.traeger) == (stored.sha256, stored.kind, stored.traeger)
        and other.export_date != stored.export_date
    ]  # fmt: skip
    return [
        Finding(
            "same_content", "info", stored.file, None, None,
            f"Diese Datei hat denselben Inhalt wie «{twins[0].file}»; bitte prüfen, ob der Export aktuell ist.",
        )
    ] if twins else []  # fmt: skip


def _german(day: date) -> str:
    return f"{day:%d.%m.%Y}"
