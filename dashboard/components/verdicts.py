"""The verdicts about a draft, one for each claim, in words and not in colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from pipelines.publish.check import Verdict
from pipelines.publish.check.verdict.advice import checked

LONGEST_DRAFT = 20_000
_WORDS = {"true": "Stimmt", "false": "Stimmt nicht", "undecidable": "Nicht entscheidbar"}


def judged(verdicts: Sequence[Verdict]) -> list[Any]:
    """A summary and a list."""
    if not verdicts:
        return [html.P("Der Text enthält keine Aussage über eine bekannte Kennzahl.")]
    wrong = sum(verdict.verdict == "false" for verdict in verdicts)
    summary = f"{checked(len(verdicts))}, {wrong} davon {'stimmt' if wrong == 1 else 'stimmen'} nicht."
    return [
        html.P(summary, className="satz"),
        html.Ul([_item(verdict) for verdict in verdicts], className="urteile"),
    ]


def _item(verdict: Verdict) -> html.Li:
    parts: list[Any] = [
        html.Strong(f"{_WORDS[verdict.verdict]}: "),
        html.Mark(verdict.claim.text),
        f" {verdict.reason}",
    ]
    if verdict.suggestion:
        parts.append(html.P(["Vorschlag: ", verdict.suggestion]))
    if not verdict.publishable:
        parts.append(html.P("Bitte nicht veröffentlichen: genauer als die öffentlichen Zahlen."))
    return html.Li(parts, className=f"urteil-{verdict.verdict}")
