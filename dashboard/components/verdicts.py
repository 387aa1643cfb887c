"""The verdicts about a draft: every claim marked in its text, and each told in words, not in colour alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from dash import html

from pipelines.publish.check import Verdict
from pipelines.publish.check.verdict.advice import checked

LONGEST_DRAFT = 20_000
_WORDS = {"true": "Stimmt", "false": "Stimmt nicht", "undecidable": "Nicht entscheidbar"}
_SIGNS = {"true": "✓", "false": "✗", "undecidable": "?"}
_GRAVEST = ("false", "undecidable", "true")
_Numbered = tuple[int, Verdict]  # counted from 1 in reading order


def summary(verdicts: Sequence[Verdict]) -> str:
    """How many claims were checked, and how many of them do not hold."""
    if not verdicts:
        return "Der Text enthält keine Aussage über eine bekannte Kennzahl."
    wrong = sum(verdict.verdict == "false" for verdict in verdicts)
    return f"{checked(len(verdicts))}, {wrong} davon {'stimmt' if wrong == 1 else 'stimmen'} nicht."


def judged(draft: str, verdicts: Sequence[Verdict]) -> list[Any]:
    """The draft with its claims marked, each with the number of its verdict, and the list of these; [] without claims."""
    if not verdicts:
        return []
    numbered = list(enumerate(verdicts, 1))
    return [
        html.H3("Ihr Text"),
        html.P(list(_marked(draft, numbered)), className="entwurf-geprueft"),
        html.H3("Die Aussagen"),
        html.Ol([_item(number, verdict) for number, verdict in numbered], className="urteile"),
    ]


def _marked(draft: str, numbered: list[_Numbered]) -> Iterator[Any]:
    at = 0
    for start, end, claims in _stretches(numbered):
        yield draft[at:start]
        yield _mark(draft[start:end], claims)
        at = end
    yield draft[at:]


def _stretches(numbered: list[_Numbered]) -> Iterator[tuple[int, int, list[_Numbered]]]:
    """Where something is marked: claims that share words («verdoppelt» of two days) are one stretch."""
    reached, group = 0, 0
    places: list[tuple[int, _Numbered]] = []
    for entry in sorted(numbered, key=lambda entry: (entry[1].claim.start, entry[1].claim.end)):
        group += entry[1].claim.start >= reached
        reached = max(reached, entry[1].claim.end)
        places.append((group, entry))
    for _, found in groupby(places, key=lambda place: place[0]):
        claims = [entry for _, entry in found]
        yield min(v.claim.start for _, v in claims), max(v.claim.end for _, v in claims), claims


def _mark(words: str, claims: list[_Numbered]) -> html.Mark:
    gravest = min((verdict.verdict for _, verdict in claims), key=_GRAVEST.index)
    notes = html.Sup([_note(number, verdict) for number, verdict in claims])
    return html.Mark([words, notes], className=f"urteil-{gravest}")


def _note(number: int, verdict: Verdict) -> html.A:
    """«✗ 2», which leads to the verdict in the list."""
    told = html.Span(f" ({_WORDS[verdict.verdict]})", className="nur-vorgelesen")
    return html.A([f"\u00a0{_SIGNS[verdict.verdict]}\u00a0{number}", told], href=f"#urteil-{number}")


def _item(number: int, verdict: Verdict) -> html.Li:
    parts: list[Any] = [
        html.Strong(f"{_WORDS[verdict.verdict]}: "),
        html.Mark(verdict.claim.text, className=f"urteil-{verdict.verdict}"),
        f" {verdict.reason}",
    ]
    if verdict.suggestion:
        parts.append(html.P(["Vorschlag: ", verdict.suggestion]))
    if not verdict.publishable:
        parts.append(html.P("Bitte nicht veröffentlichen: genauer als die öffentlichen Zahlen."))
    return html.Li(parts, id=f"urteil-{number}")
