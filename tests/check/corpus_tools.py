"""Reads the corpus and its facts, and compares what was found with what was expected."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pipelines.declarations import read_yaml
from pipelines.metrics import catalogue
from pipelines.metrics.model import Figure
from pipelines.publish.check import Claim, TableOfFacts, Verdict, check
from pipelines.publish.wording import HEDGES

CORPUS = Path(__file__).parent / "corpus"
FILES = tuple(sorted(file.name for file in CORPUS.glob("*.yml") if file.name != "facts.yml"))


# The lists of ways hold single sentences, some of which are ours only because nothing stands before or behind them
# («Wurden Mitte 2021 noch 904 Personen betreut …»): no texts for laws about what may be put around a text.
TEXTS = tuple(
    name
    for name in FILES
    if not name.startswith(("press_zx", "press_zzb")) and name not in ("press_zy7.yml", "press_zy10.yml")
)

Key = tuple[str, float, date | None]  # metric, value, Stichtag
_FEW = 40
NUMBER = re.compile(r"\d+(?:\.\d{3})*(?:,\d+)?")


@cache
def facts() -> TableOfFacts:
    return TableOfFacts(figures(), _declared()["data_as_of"], _declared()["release"])


@cache
def figures() -> list[Figure]:
    return [_figure(*row) for row in _declared()["figures"]]


@cache
def _declared() -> dict[str, Any]:
    return read_yaml(CORPUS / "facts.yml")


def tried(name: str) -> list[dict[str, Any]]:
    """Every tenth text of a file of more than a few; `python -m bench corpus` reads them all."""
    entries = load(name)
    return entries[::10] if len(entries) > _FEW else entries


def value_of(printed: str) -> float:
    """What a number in German writing says."""
    return float(printed.replace(".", "").replace(",", "."))


@cache
def load(name: str) -> list[dict[str, Any]]:
    return read_yaml(CORPUS / name)


@cache
def some_with_claims(every: int = 10) -> list[dict[str, Any]]:
    """One text of the corpus in so many, of those that claim something; all of them take minutes."""
    entries = [entry for name in TEXTS for entry in load(name) if entry.get("claims")]
    return entries[::every]


def said(entry: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What is claimed in a text and how it was judged, wherever it stands."""
    return [(*key(verdict), sorted(verdict.claim.by.items()), verdict.verdict) for verdict in judged(entry)]


def judged(entry: dict[str, Any]) -> list[Verdict]:
    return _read(entry["text"], entry.get("as_of"))


@lru_cache(maxsize=20_000)  # more than the corpus holds
def _read(text: str, as_of: date | None) -> list[Verdict]:
    """Each file of the corpus is read for several questions."""
    return check(text, facts(), as_of=as_of)


def key(verdict: Verdict) -> Key:
    claim = verdict.claim
    return claim.metric, round(claim.value, 4), claim.time.as_of


def expected(entry: dict[str, Any]) -> dict[Key, tuple[str, dict[str, str]]]:
    return {
        (metric, round(claimed, 4), as_of): (answer, by)
        for metric, claimed, as_of, answer, by in entry.get("claims", [])
    }


@dataclass
class Score:
    """How texts were read: counts of claims, and the texts with a verdict that differs."""

    wanted: int = 0
    found: int = 0
    told: int = 0
    false: int = 0
    wrong: list[tuple[str, Key]] = field(default_factory=list)

    def add(self, entry: dict[str, Any]) -> None:
        labels, got = expected(entry), {key(verdict): verdict for verdict in judged(entry)}
        both = labels.keys() & got.keys()
        self.wanted, self.found = self.wanted + len(labels), self.found + len(both)
        self.told, self.false = self.told + len(got), self.false + len(got.keys() - labels.keys())
        answers = {each: (got[each].verdict, dict(got[each].claim.by)) for each in both}
        self.wrong += [(entry["text"], each) for each in both if labels[each] != answers[each]]


def falsified(text: str, claim: Claim) -> str | None:
    """The text with the claim's number a third larger; None where that may stay true, or there are no digits."""
    numbers = list(NUMBER.finditer(claim.text))
    if not numbers or claim.upper is not None or HEDGES.get(claim.hedge) in ("below", "at_most"):
        return None
    printed = numbers[-1]
    value = value_of(printed[0]) * 1.35
    larger = f"{value:.1f}".replace(".", ",") if "," in printed[0] else str(round(value))
    start = claim.start + printed.start()
    return text[:start] + larger + text[start + len(printed[0]) :]


def _figure(
    metric: str, as_of: date, start: date | None, by: dict[str, str], top: float, bottom: float | None = None
) -> Figure:
    entry = catalogue.load()[metric]
    per = 1000 if entry.unit == "per_1000" else 1
    value = top if bottom is None else top / bottom * per
    return Figure(
        metric, 1, entry.unit, entry.kind, as_of, start, by, value,
        None if bottom is None else top, bottom, "exact", False,
    )  # fmt: skip
