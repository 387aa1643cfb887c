"""The result of an attack in German words for the data-protection officer, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.disclosure.model import Finding, Findings
from pipelines.publish.cellwords import cell_words

_MOST_LINES = 40


def as_json(findings: Findings, facts: dict[str, Any]) -> str:
    """Sorted JSON: counts, one entry per hidden cell with its feasible interval, and `facts` about the run."""
    body = {
        "counts": {
            "hidden": len(findings.cells),
            "recovered": findings.recovered,
            "fewer_than_threshold": findings.too_few,
        },
        "cells": [cell_facts(cell) for cell in findings.cells],
        **facts,
    }
    return json.dumps(body, sort_keys=True, ensure_ascii=False, indent=2)


def cell_facts(cell: Finding) -> dict[str, Any]:
    """One cell of an attack as JSON types."""
    return {
        "cell": dict(cell.where),
        "lower": cell.lower,
        "upper": cell.upper,
        "candidates": cell.candidates,
        "recovered": cell.recovered,
        "proof": cell.proof,
    }


def as_text(
    findings: Findings, title: str, reading: str, beside: Mapping[str, Sequence[str]] | None = None
) -> str:
    """A report of a page or two: what was attacked, how, the verdict, the cells that are not safe.

    beside: heading → sentences on readers who know more than what the release prints; no part of the verdict.
    """
    hidden, open_cells = (
        len(findings.cells),
        [cell for cell in findings.cells if cell.recovered or cell.too_few],
    )
    lines = [f"Angriff auf {title}", "", f"Lesart: {reading}", f"Geschützte Zellen: {hidden}"]
    lines.append(f"Davon exakt berechenbar: {findings.recovered}")
    lines.append(f"Davon mit zu wenigen möglichen Werten: {findings.too_few}")
    if open_cells:
        lines += ["", "Nicht sichere Zellen:", *(f"  {line}" for line in cell_lines(open_cells))]
    for heading, sentences in (beside or {}).items():
        lines += ["", f"{heading}:", *(f"  {line}" for line in sentences)]
    lines += ["", f"Ergebnis: {verdict(findings)}"]
    return "\n".join(lines)


def verdict(findings: Findings) -> str:
    """One sentence to quote."""
    if findings.recovered:
        can = "lässt" if findings.recovered == 1 else "lassen"
        return (
            f"{findings.recovered} von {len(findings.cells)} verdeckten Zellen {can} sich ausrechnen; "
            "so darf die Tabelle nicht veröffentlicht werden."
        )
    if findings.too_few:
        have = "hat" if findings.too_few == 1 else "haben"
        return f"Keine Zelle ist berechenbar, aber {findings.too_few} {have} zu wenige mögliche Werte."
    return "Keine verdeckte Zelle lässt sich ausrechnen; jede behält genügend mögliche Werte."


def cell_lines(cells: Sequence[Finding], most: int = _MOST_LINES) -> list[str]:
    """One line per cell with what is possible; of many, the first ones and how many more there are."""
    rest = [f"… und {len(cells) - most} weitere (alle mit --json)"] if len(cells) > most else []
    return [*map(_line, cells[:most]), *rest]


def _line(cell: Finding) -> str:
    where = cell_words(cell.where)
    if cell.recovered:
        return f"{where}: genau {cell.lower} ({cell.proof})"
    return f"{where}: {cell.lower} bis {cell.upper}, {cell.candidates} mögliche Werte"
