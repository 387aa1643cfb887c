"""The words of a load on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelines.quality.outcome import FileResult, FindingRow, Outcome
from pipelines.quality.words import SEVERITY, VERDICT, german_count, german_day

_RANK = {"error": 0, "warning": 1, "info": 2}


def file_lines(outcome: Outcome) -> Iterator[str]:
    """One line per file with its five numbers; unchanged files in one line together."""
    unchanged = [file for file in outcome.files if file.verdict == "unchanged"]
    for file in outcome.files:
        if file.verdict != "unchanged":
            yield _file_line(file)
    if unchanged:
        yield (
            german_count(len(unchanged), "Datei ist", "Dateien sind") + " unverändert und schon gespeichert."
        )


def _file_line(file: FileResult) -> str:
    told = (
        (file.rows_loaded, "übernommen"),
        (file.rows_quarantined, "zurückgewiesen"),
        (file.rows_identical, "doppelt"),
        (file.rows_outside, "außerhalb"),
    )
    numbers = ", ".join(german_count(rows, word, word) for rows, word in told)
    numbers = f"{german_count(file.rows_read, 'Zeile', 'Zeilen')} gelesen, {numbers}"
    verdict = "" if file.verdict == "loaded" else f" ({VERDICT[file.verdict]})"
    nothing = f". {file.reason}" if file.verdict == "loaded" and file.reason else ""
    return f"{file.file}: {numbers}{verdict}{nothing}"


def closing_lines(outcome: Outcome, report: Path) -> Iterator[str]:
    """The last lines: verdict, Datenstand, where the report is."""
    if outcome.unchanged:
        yield f"Nichts Neues: der Stand der Ladung {outcome.load_id} gilt weiter."
        return
    counts = {severity: sum(f.severity == severity for f in outcome.findings) for severity in SEVERITY}
    yield (
        f"Ladung {outcome.load_id}: {VERDICT[outcome.verdict]}. Datenstand {german_day(outcome.data_as_of)}; "
        f"{german_count(counts['error'], 'Fehler', 'Fehler')}, "
        f"{german_count(counts['warning'], 'Warnung', 'Warnungen')}, "
        f"{german_count(counts['info'], 'Hinweis', 'Hinweise')}."
    )
    yield f"Prüfbericht: {report}"


def finding_lines(outcome: Outcome, most: int) -> Iterator[str]:
    """The gravest findings, at most `most`, and how many more there are; remarks are left to the report."""
    grave = sorted((f for f in outcome.findings if f.severity != "info"), key=lambda f: _RANK[f.severity])
    for finding in grave[:most]:
        yield finding_line(finding)
    if len(grave) > most:
        yield f"… und {len(grave) - most} weitere; alle stehen im Prüfbericht."


def finding_line(finding: FindingRow) -> str:
    """«Fehler: faelle_CARITAS_2022-06-30.csv, Zeile 17, Spalte «Ende IM»: …»"""
    where = finding.file
    if finding.row is not None:
        where += f", Zeile {finding.row}"
    # Sentences of refused files begin with the file's name already.
    return f"{SEVERITY[finding.severity]}: {where}: {finding.message.removeprefix(f'{finding.file}: ')}"
