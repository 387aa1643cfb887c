"""The declared vocabulary, and where its words stand in a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import islice, product, takewhile
from pathlib import Path
from typing import Any

from pipelines.declarations import read_yaml
from pipelines.metrics import catalogue
from pipelines.metrics.entry import Metric
from pipelines.publish.check.model import Span, Word

_FILE = Path(__file__).with_name("vocabulary.yml")
_AND = frozenset({"und", "sowie"})
_Pattern = tuple[str, ...]
_GAP, _NOUN = "…", "^"
_NO_GROUP = "no_group"
_FAR = 11  # words from a phrase to what stands behind its gap


@dataclass(frozen=True)
class Topic:
    """How one metric is recognised; `signs` are sets of concept names."""

    metric: str
    unit: str
    signs: tuple[tuple[str, ...], ...]
    excluded: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    period: bool = False
    year: bool = False
    grows: bool = False
    difference: bool = False
    subset: bool = False
    second: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def concepts(self) -> frozenset[str]:
        """All concepts that may betray the metric, whatever set of signs they are in."""
        return frozenset(concept for sign in self.signs for concept in sign)


@dataclass(frozen=True)
class Hit(Span):
    """A concept in the text."""

    concept: str


class Vocabulary:
    """`vocabulary.yml`, checked and indexed. Raises KeyError for a weight or exclusion that names no concept."""

    def __init__(self, declared: Mapping[str, Any]) -> None:
        self.topics = {name: _topic(name, entry) for name, entry in declared["metrics"].items()}
        # By unit: the concepts by which its metrics are recognised.
        self.telling = {
            unit: {c for t in self.topics.values() if t.unit == unit for c in t.concepts}
            for unit in {topic.unit for topic in self.topics.values()}
        }
        self.weights: dict[str, float] = declared["weights"]
        self.sums: dict[str, dict[str, list[str]]] = declared["sums"]
        self.forecast_allowed: list[str] = declared["forecast_allowed"]
        self._plain = {word for word in declared["plain"] if not word.endswith("*")}
        self._plain_stems = tuple(word[:-1] for word in declared["plain"] if word.endswith("*"))
        self.dimensions: tuple[str, ...] = tuple(declared["dimensions"])
        named: dict[str, list[str]] = dict(declared["concepts"])
        for topic in self.topics.values():
            named |= {
                sign: [sign] for signs in topic.signs for sign in signs if sign not in declared["concepts"]
            }
        named |= {f"block:{name}": words for name, words in declared["blockers"].items()}
        named |= {f"unit:{name}": words for name, words in declared["units"].items()}
        named |= {
            f"{dim}={code}": words
            for dim, codes in declared["dimensions"].items()
            for code, words in codes.items()
        }
        named |= {"foreign": declared["foreign_groups"], "whole": declared["whole"]}
        named[_NO_GROUP] = declared["no_groups"]
        self._exact: dict[str, list[tuple[str, _Pattern]]] = {}
        self._starts: dict[str, list[tuple[str, str, _Pattern]]] = {}
        for concept, phrases in named.items():
            for phrase in phrases:
                for pattern in _spelled_out(str(phrase)):
                    self._index(concept, pattern)
        for name in (
            *self.weights,
            *(x for topic in self.topics.values() for x in (*topic.excluded, *topic.context, *topic.second)),
        ):
            declared["concepts"][name]
        self._candidates = lru_cache(maxsize=8192)(self._starting_with)

    def _index(self, concept: str, pattern: _Pattern) -> None:
        first = pattern[0].lstrip(_NOUN)
        if "*" in first:
            self._starts.setdefault(first[:2], []).append((concept, first.rstrip("*"), pattern))
        else:
            self._exact.setdefault(first, []).append((concept, pattern))

    def _starting_with(self, word: str) -> tuple[tuple[str, _Pattern], ...]:
        stems = self._starts.get(word[:2], ())
        return (*self._exact.get(word, ()), *((c, p) for c, stem, p in stems if word.startswith(stem)))

    def is_plain(self, word: Word) -> bool:
        """Does the word never say which part of a whole is meant («bereits», «Stadt»)?"""
        return word.lower in self._plain or word.lower.startswith(self._plain_stems)

    def hits_around_dates(self, tokens: list[Word], dates: Sequence[Span], found: list[Hit]) -> list[Hit]:
        """Further concepts, whose words stand around a date: «auf jede Ende Dezember 2024 besetzte Stelle»."""
        begins = [span.start for span in dates]
        undated = [
            word
            for word in tokens
            if not (at := bisect_right(begins, word.start)) or word.start >= dates[at - 1].end
        ]
        if len(undated) == len(tokens):
            return []
        at_once = {(hit.start, hit.end, hit.concept) for hit in found}
        return [hit for hit in self.hits(undated) if (hit.start, hit.end, hit.concept) not in at_once]

    def hits(self, tokens: list[Word]) -> list[Hit]:
        """Every concept in reading order."""
        found = []
        present = {word.lower for word in tokens}
        possible = {
            first: [
                (*entry, _second(entry[1]))
                for entry in self._candidates(first)
                if _may_stand(entry[1], present)
            ]
            for first in present
        }
        for at, word in enumerate(tokens):
            behind = tokens[at + 1].lower if at + 1 < len(tokens) else None
            for concept, pattern, second in possible[word.lower]:
                if second is not None and second != behind:
                    continue
                last = _end_of_run(tokens, at, pattern)
                if last is None or last.end - word.start >= 120:
                    continue
                if not _of_two(concept, pattern, tokens, at, last):
                    found.append(Hit(word.start, last.end, concept))
        nobody = [hit for hit in found if hit.concept == _NO_GROUP]
        return (
            [hit for hit in found if not any(_within(hit, phrase) for phrase in nobody)] if nobody else found
        )


def widest(found: list[Hit]) -> list[Hit]:
    """Without groups in a longer phrase of their dimension: «ohne Familienangehörige», «Männer und Jungen»."""
    groups = [hit for hit in found if "=" in hit.concept]  # in reading order
    inner = {
        (hit.start, hit.end, hit.concept)
        for at, wide in enumerate(groups)
        for hit in takewhile(lambda hit, end=wide.end: hit.start < end, islice(groups, at + 1, None))  # type: ignore[misc]
        if wide.start < hit.start and hit.end <= wide.end and _same_dimension(wide, hit)
    }
    return [hit for hit in found if (hit.start, hit.end, hit.concept) not in inner] if inner else found


def _same_dimension(wide: Hit, hit: Hit) -> bool:
    return wide.concept.partition("=")[0] == hit.concept.partition("=")[0]


def _within(hit: Hit, phrase: Hit) -> bool:
    """Is the hit the phrase itself, or a group that stands in it?"""
    named = "=" in hit.concept or hit.concept in ("city", "arrived")  # «Dann kam der Krieg in der Ukraine»
    return hit is phrase or (named and phrase.holds(hit.start))


@cache
def _second(pattern: _Pattern) -> str | None:
    """The second word of a phrase if it must stand as written: most places are ruled out by it."""
    return pattern[1] if len(pattern) > 1 and _whole(pattern[1]) else None


def _whole(word: str) -> bool:
    """Is it a word as written, no stem («betreu*»), noun or gap?"""
    return word[-1] != "*" and word[0] not in (_GAP, _NOUN)


def _may_stand(pattern: _Pattern, present: set[str]) -> bool:
    """Are the phrase's whole words all in the text? Most phrases are ruled out before any place is looked at."""
    return all(word in present or not _whole(word) for word in pattern[1:])


def _end_of_run(tokens: list[Word], at: int, pattern: _Pattern) -> Word | None:
    """The last word of a phrase that begins at a place, None when it does not stand there."""
    head, rest = _parted(pattern)
    end = at + len(head)
    if end > len(tokens):
        return None
    for offset, wanted in enumerate(head):
        if not _matches(tokens[at + offset], wanted):
            return None
    if not rest:
        return tokens[end - 1]
    ends = (_end_of_run(tokens, end + skipped, rest) for skipped in range(_FAR))
    return next(filter(None, ends), None)


@cache
def _parted(pattern: _Pattern) -> tuple[_Pattern, _Pattern]:
    """A phrase up to its first gap, and what stands behind it (nothing if it has none)."""
    if _GAP not in pattern:
        return pattern, ()
    cut = pattern.index(_GAP)
    return pattern[:cut], pattern[cut + 1 :]


def _spelled_out(phrase: str) -> list[_Pattern]:
    """Every pattern that a phrase stands for: «je|pro ? stelle» is four, with or without a word between."""
    choices = [("*", "") if word == "?" else tuple(word.split("|")) for word in phrase.split()]
    return [tuple(filter(None, words)) for words in product(*choices)]


def _topic(name: str, entry: Mapping[str, Any]) -> Topic:
    flags = {key: bool(entry.get(key)) for key in ("period", "year", "grows", "difference", "subset")}
    return Topic(
        name,
        entry["unit"],
        tuple(map(tuple, entry["signs"])),
        tuple(entry.get("not", ())),
        tuple(entry.get("context", ())),
        second=dict(entry.get("second", {})),
        **flags,
    )


def _of_two(concept: str, pattern: _Pattern, tokens: list[Word], at: int, last: Word) -> bool:
    """«702 lebten in Familien und 336 allein»: does a phrase for a group reach over «und» to another one?

    Likewise «zahlte das Land 352.800 und die Stadt 151.200»: who pays.
    """
    if ("=" not in concept and concept != "own_share") or "*" not in pattern or not _AND.isdisjoint(pattern):
        return False
    run = takewhile(lambda word: word.end <= last.end, islice(tokens, at, None))
    return any(word.lower in _AND for word in run)


def _matches(word: Word, pattern: str) -> bool:
    if word.lower == pattern or pattern == "*":
        return True
    if pattern[0] == _NOUN:
        return word.text[0].isupper() and _matches(word, pattern.lstrip(_NOUN))
    return pattern[-1] == "*" and word.lower.startswith(pattern[:-1])


def with_names(declared: Mapping[str, Any], known: Iterable[Metric]) -> dict[str, Any]:
    """The declared words, and for each metric that has none its names: a new one needs no entry here.

    Not for those that stand in tables only, nor for a unit whose nouns nobody declared.
    """
    metrics = dict(declared["metrics"])
    for metric in known:
        if (
            metric.id in metrics
            or metric.id in declared["tables_only"]
            or metric.unit not in declared["units"]
        ):
            continue
        names = [[_phrase(name)] for name in dict.fromkeys((metric.name, metric.short))]
        period = catalogue.needs_period(metric)
        metrics[metric.id] = {
            "unit": metric.unit,
            "period": period,
            "year": metric.calendar_year,
            "signs": names,
        }
    return {**declared, "metrics": metrics}


def _phrase(name: str) -> str:
    """«Plätze in Sprachkursen (belegt)»: «plätze in sprachkursen*»."""
    words = re.findall(r"[\wäöüß-]+", re.split(r"[(:,]", name)[0].lower())
    return " ".join([*words[:-1], f"{words[-1]}*"])


@cache
def load() -> Vocabulary:
    """The vocabulary, read once per process."""
    return Vocabulary(with_names(read_yaml(_FILE), catalogue.load().values()))
