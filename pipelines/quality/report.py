"""The report of one load: `load.json` for machines, `bericht.html` for people; no scripts, nothing from elsewhere."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from pipelines.errors import Damaged
from pipelines.quality.outcome import FileResult, FindingRow, Outcome, from_record
from pipelines.quality.words import EFFECT, RULE, SEVERITY, VERDICT, german_count, german_day

_STYLE = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
# A page of ten thousand lines helps nobody; the lists per Träger are complete.
_LONGEST_TABLE = 500
_RANK = {"error": 0, "warning": 1, "info": 2}


def write(folder: Path, outcome: Outcome) -> None:
    """Write both forms of the report into `folder` (readable by the loading user alone)."""
    record = json.dumps(outcome.as_record(), sort_keys=True, ensure_ascii=False, indent=1)
    for name, text in (("load.json", record + "\n"), ("bericht.html", as_html(outcome))):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)


def read(folder: Path) -> Outcome:
    """The outcome that `write` kept. Damaged when it cannot be read."""
    try:
        return from_record(json.loads((folder / "load.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged(
            f"Der Bericht {folder / 'load.json'} ist nicht lesbar; bitte die Lieferung neu laden."
        ) from error


def as_html(outcome: Outcome) -> str:
    """The German report as one page."""
    parts = [
        "<!doctype html>",
        '<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>Prüfbericht {escape(outcome.load_id)}</title><style>{_STYLE}</style></head><body><main>",
        f"<h1>Prüfbericht zur Ladung {escape(outcome.load_id)}</h1>",
        *_summary(outcome),
        "<h2>Was auffiel</h2>",
        *_overview(outcome.findings),
        *_tables_of_findings(outcome.findings),
        "<h2>Dateien</h2>",
        *_files(outcome.files),
        "</main></body></html>",
    ]
    return "\n".join(parts) + "\n"


def _summary(outcome: Outcome) -> Iterable[str]:
    yield f"<p><strong>Ergebnis: {escape(VERDICT[outcome.verdict])}.</strong></p>"
    if outcome.data_as_of:
        yield f"<p>Datenstand: {german_day(outcome.data_as_of)}.</p>"
    rows = sum(file.rows_loaded for file in outcome.files)
    counts = Counter(finding.severity for finding in outcome.findings)
    yield (
        f"<p>{german_count(len(outcome.files), 'Datei', 'Dateien')}, {german_count(rows, 'Zeile', 'Zeilen')} übernommen. "
        f"{german_count(counts['error'], 'Fehler', 'Fehler')}, "
        f"{german_count(counts['warning'], 'Warnung', 'Warnungen')}, "
        f"{german_count(counts['info'], 'Hinweis', 'Hinweise')}. Der Bericht nennt nie den Inhalt einer Zelle.</p>"
    )


def _files(files: Sequence[FileResult]) -> Iterable[str]:
    yield (
        "<p>Für jede Datei gilt: gelesene Zeilen = übernommene + zurückgewiesene + doppelte + Zeilen außerhalb der "
        "Tabelle (Titel, Fußzeile, Summe).</p>"
    )
    if any(file.verdict == "superseded" for file in files):
        yield f"<p>«{VERDICT['superseded']}»: Für diese Art und diesen Träger zählt ein neuerer Export.</p>"
    yield _files_table(files)


def _files_table(files: Sequence[FileResult]) -> str:
    heads = (
        "Datei",
        "gelesen",
        "übernommen",
        "zurückgewiesen",
        "doppelt",
        "außerhalb",
        "Ergebnis",
        "Anmerkung",
    )
    rows = [
        (
            file.file, file.rows_read, file.rows_loaded, file.rows_quarantined, file.rows_identical,
            file.rows_outside, VERDICT[file.verdict], _note(file),
        )
        for file in files
    ]  # fmt: skip
    return _table("Zeilenrechnung je Datei", heads, rows, first_is_head=True)


def _note(file: FileResult) -> str:
    """Why a file was refused or left alone, else how it was read; what its verdict means stands above the table."""
    return file.explanation if file.verdict == "superseded" else file.reason or file.explanation


def _overview(findings: Sequence[FindingRow]) -> Iterable[str]:
    if not findings:
        yield "<p>Nichts: alle Zeilen entsprechen den Regeln.</p>"
        return
    counts = Counter((finding.severity, finding.rule, finding.effect) for finding in findings)
    ordered = sorted(counts.items(), key=lambda item: (_RANK[item[0][0]], item[0][1]))
    rows = [
        (RULE.get(rule, rule), SEVERITY[severity], EFFECT[effect], count)
        for (severity, rule, effect), count in ordered
    ]
    yield _table("Befunde nach Regel", ("Regel", "Schwere", "Wirkung", "Anzahl"), rows, first_is_head=True)


def _tables_of_findings(findings: Sequence[FindingRow]) -> Iterable[str]:
    by_traeger: dict[str, list[FindingRow]] = {}
    for finding in findings:
        by_traeger.setdefault(finding.traeger or "", []).append(finding)
    heads = ("Datei", "Zeile", "Spalte", "Schwere", "Was zu tun ist", "bekannt seit")
    for traeger, own in sorted(by_traeger.items()):
        name = f"Befunde für {traeger}" if traeger else "Befunde ohne Träger"
        ordered = sorted(own, key=lambda finding: (_RANK[finding.severity], finding.file, finding.row or 0))
        rows = [
            (
                f.file,
                f.row or "–",
                f.column or "–",
                SEVERITY[f.severity],
                f.message,
                german_day(f.known_since),
            )
            for f in ordered[:_LONGEST_TABLE]
        ]
        yield f"<h3>{escape(name)}</h3>"
        yield _table(f"{name}: {german_count(len(own), 'Befund', 'Befunde')}", heads, rows)
        if len(own) > _LONGEST_TABLE:
            yield f"<p>Gezeigt sind die ersten {_LONGEST_TABLE}; die ganze Liste schreibt «zgm quality --out ORDNER».</p>"


def _table(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[object]], first_is_head: bool = False
) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    body = "".join(_row(row, first_is_head) for row in rows)
    return (
        f'<div class="wide" role="region" tabindex="0" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(cells: Sequence[object], first_is_head: bool) -> str:
    made = []
    for place, cell in enumerate(cells):
        number = ' class="number"' if isinstance(cell, int) else ""
        text = f"{cell:,}".replace(",", ".") if isinstance(cell, int) else str(cell)
        if place == 0 and first_is_head:
            made.append(f'<th scope="row">{escape(text)}</th>')
        else:
            made.append(f"<td{number}>{escape(text)}</td>")
    return f"<tr>{''.join(made)}</tr>"
