"""The number as evidence makes no mistake true: each is replaced by a true one of another day, metric or group.

Real mistakes look like this, since who copies from the wrong line copies a figure that exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from pipelines.publish.check import Claim, check
from pipelines.publish.check.words import vocabulary
from tests.check import corpus_tools
from tests.check.test_corpus import FILES

_EVERY = 16  # texts of the corpus; all of them take minutes


def _mistaken_for(claim: Claim) -> list[float]:
    """Figures of the same unit that differ from the claim's in the day, the metric or the group only."""
    topics = vocabulary.load().topics
    own = claim.metric, claim.time.as_of, dict(claim.by)
    return [
        figure.value
        for figure in corpus_tools.figures()
        if figure.denominator is None
        and topics[figure.metric].unit == topics[claim.metric].unit
        and figure.value != claim.value
        and sum(m != t for m, t in zip(own, (figure.metric, figure.as_of, figure.by), strict=True)) == 1
    ]


def _no_mistake(text: str, number: float) -> bool:
    """Told before in this sense («Von den 171 Personen»), or of the evening before («von Juni bis Dezember»)."""
    told = {corpus_tools.value_of(other[0]) for other in corpus_tools.NUMBER.finditer(text)}
    return number in told or bool(re.search(r"\b(?:von|zwischen) Juni (?:bis|und)\b", text))


def _confused(name: str) -> Iterator[tuple[str, int, Any]]:
    """Texts with one number replaced, where it stood, and the day of the draft."""
    at = 0
    for entry in corpus_tools.load(name)[::_EVERY]:
        for verdict in corpus_tools.judged(entry):
            claim, printed = verdict.claim, corpus_tools.NUMBER.search(verdict.claim.text)
            exact = claim.kind == "amount" and not claim.hedge and claim.upper is None
            exact = exact and printed and corpus_tools.value_of(printed[0]) == claim.value
            others = _mistaken_for(claim) if exact and verdict.verdict == "true" else []
            others = [number for number in others if not _no_mistake(entry["text"], number)]
            at += bool(others)
            if others and printed:
                start, number = (
                    claim.start + printed.start(),
                    f"{others[at % len(others)]:g}".replace(".", ","),
                )
                end = start + len(printed[0])
                yield entry["text"][:start] + number + entry["text"][end:], claim.start, entry.get("as_of")


def _called_true(text: str, start: int, as_of: Any) -> bool:
    """Is the number there called true, of every day that it is said of («sowohl … als auch …»)?"""
    verdicts = [v for v in check(text, corpus_tools.facts(), as_of=as_of) if abs(v.claim.start - start) <= 2]
    return bool(verdicts) and all(v.verdict == "true" for v in verdicts)


@pytest.mark.parametrize("name", FILES)
def test_a_figure_in_the_place_of_another_is_never_true(name):
    assert [text for text, start, as_of in _confused(name) if _called_true(text, start, as_of)] == []


def test_mistakes_of_every_kind_are_tried():
    assert sum(1 for name in FILES for _ in _confused(name)) > 400


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Der Saldo aus Zugängen und Abgängen lag 2024 bei +154.", "true"),
        ("Der Saldo aus Zugängen und Abgängen lag 2024 bei 154.", "true"),
        ("Der Saldo aus Zugängen und Abgängen lag 2024 bei −154.", "false"),
        ("Saldo der Aufnahmequote 2022: -46", "false"),
        ("Saldo der Aufnahmequote 2022: 46", "true"),
    ],
)
def test_a_balance_with_the_wrong_sign_is_false(text, verdict):
    assert [v.verdict for v in check(text, corpus_tools.facts())] == [verdict]
