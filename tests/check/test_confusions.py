"""The number as evidence makes no mistake true: each is replaced by a true one of another day, metric or group.

Real mistakes look like this, since who copies from the wrong line copies a figure that exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from pipelines.publish.check import Claim, check, vocabulary
from tests.check import corpus_tools
from tests.check.test_corpus import FILES

_EVERY = 4  # claims of the corpus; all of them take half a minute
_NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")


@cache
def _figures() -> list[tuple[str, str, dict[str, str], float]]:
    declared = yaml.safe_load((corpus_tools.CORPUS / "facts.yml").read_text(encoding="utf-8"))["figures"]
    return [(metric, str(day), by, value[0]) for metric, day, _, by, *value in declared if len(value) == 1]


def _mistaken_for(claim: Claim) -> list[float]:
    """Figures of the same unit that differ from the claim's in the day, the metric or the group only."""
    topics = vocabulary.load().topics
    own = claim.metric, str(claim.time.as_of), dict(claim.by)
    return [
        value
        for *other, value in _figures()
        if topics[other[0]].unit == topics[claim.metric].unit
        and value != claim.value
        and sum(mine != theirs for mine, theirs in zip(own, other, strict=True)) == 1
    ]


def _is(number: str, value: float) -> bool:
    return float(number.replace(".", "").replace(",", ".")) == value


def _confused(name: str) -> Iterator[tuple[str, int, Any]]:
    """Texts with one number replaced, where it stood, and the day of the draft."""
    at = 0
    for entry in corpus_tools.load(name):
        for verdict in corpus_tools.judged(entry):
            claim, printed = verdict.claim, _NUMBER.search(verdict.claim.text)
            exact = claim.kind == "amount" and not claim.hedge and claim.upper is None
            exact = exact and printed and _is(printed[0], claim.value)
            others = _mistaken_for(claim) if exact and verdict.verdict == "true" else []
            at += bool(others)
            if others and printed and at % _EVERY == 0:
                start, number = (
                    claim.start + printed.start(),
                    f"{others[at % len(others)]:g}".replace(".", ","),
                )
                end = start + len(printed[0])
                yield entry["text"][:start] + number + entry["text"][end:], claim.start, entry.get("as_of")


@pytest.mark.parametrize("name", FILES)
def test_a_figure_in_the_place_of_another_is_never_true(name):
    true = [
        text
        for text, start, as_of in _confused(name)
        for verdict in check(text, corpus_tools.facts(), as_of=as_of)
        if abs(verdict.claim.start - start) <= 2 and verdict.verdict == "true"
    ]
    assert true == []


def test_mistakes_of_every_kind_are_tried():
    assert sum(1 for name in FILES for _ in _confused(name)) > 400
