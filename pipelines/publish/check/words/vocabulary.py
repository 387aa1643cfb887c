"""The declared vocabulary, and where its words stand in a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import field
from functools import cache, cached_property
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

from pipelines.declarations import read_yaml
from pipelines.metrics import catalogue
from pipelines.metrics.entry import Metric
from pipelines.publish.check.model import Span, Word, record
from pipelines.publish.check.words.wordruns import Runs

_FILE = Path(__file__).with_name("vocabulary.yml")
_NO_GROUP = "no_group"
_LONGEST = 120  # signs of a phrase with what stands in its gaps


@record
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
    part_of: str | None = None
    better: int = 0  # 1 where more of it is better, −1 where less is
    second: Mapping[str, str] = field(default_factory=dict)

    @property
    def sums_years(self) -> bool:
        """Are its years added up, as money and those taken in are? A rate or a price per head is not."""
        return self.year and self.unit in ("persons", "eur")

    @cached_property
    def concepts(self) -> frozenset[str]:
        """All concepts that may betray the metric, whatever set of signs they are in."""
        return frozenset(concept for sign in self.signs for concept in sign)


@record
class Hit(Span):
    """A concept in the text."""

    concept: str


def names_body(concept: str) -> bool:
    """A Träger, or the city, which is one of them."""
    return concept == "city" or concept.startswith("traeger=")


class Vocabulary:
    """`vocabulary.yml`, checked and indexed. Raises KeyError for a weight or exclusion that names no concept."""

    def __init__(self, declared: Mapping[str, Any]) -> None:
        self.topics = {name: _topic(name, entry) for name, entry in declared["metrics"].items()}
        # By one of its concepts: each set of signs, so that few are asked of a sentence.
        self._signs_by_concept: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for name, topic in self.topics.items():
            for sign in topic.signs:
                self._signs_by_concept.setdefault(sign[0], []).append((name, sign))
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
        self._runs = Runs(named)
        for name in (
            *self.weights,
            *(x for topic in self.topics.values() for x in (*topic.excluded, *topic.context, *topic.second)),
        ):
            declared["concepts"][name]

    def topics_told(self, concepts: Set[str]) -> list[tuple[Topic, list[tuple[str, ...]]]]:
        """Topics with their sets of signs of which every concept is there, in the order they are declared."""
        whole: dict[str, list[tuple[str, ...]]] = {}
        for concept in concepts:
            for name, sign in self._signs_by_concept.get(concept, ()):
                if concepts >= frozenset(sign):
                    whole.setdefault(name, []).append(sign)
        return [
            (topic, [sign for sign in topic.signs if sign in whole[name]])
            for name, topic in self.topics.items()
            if name in whole
        ]

    def is_plain(self, word: Word) -> bool:
        """Does the word never say which part of a whole is meant («bereits», «Stadt»)?"""
        return word.lower in self._plain or word.lower.startswith(self._plain_stems)

    def hits_around_dates(self, tokens: list[Word], dates: Sequence[Span], found: list[Hit]) -> list[Hit]:
        """Further concepts of a sentence, whose words stand around a date: «jede Ende Dezember 2024 besetzte Stelle»."""
        begins = [span.start for span in dates]
        undated = [
            word
            for word in tokens
            if not (at := bisect_right(begins, word.start)) or word.start >= dates[at - 1].end
        ]
        if len(undated) == len(tokens):
            return []
        at_once = {(hit.start, hit.end, hit.concept) for hit in found}
        ends = [span.end for span in dates]
        before = [at for at, word in enumerate(undated) if _may_reach(word, begins, ends)]
        return [hit for hit in self.hits(undated, before) if (hit.start, hit.end, hit.concept) not in at_once]

    def hits(self, tokens: list[Word], beginning: Sequence[int] | None = None) -> list[Hit]:
        """Every concept of a sentence in reading order; `beginning`: only those that begin at these words."""
        found = []
        starts = range(len(tokens)) if beginning is None else beginning
        possible = self._runs.possible({word.lower for word in tokens}, {tokens[at].lower for at in starts})
        for at in starts:
            word = tokens[at]
            behind = tokens[at + 1].lower if at + 1 < len(tokens) else None
            for run in possible.get(word.lower, ()):
                if run.second is not None and run.second != behind:
                    continue
                last = run.end(tokens, at)
                if last is None or last.end - word.start >= _LONGEST:
                    continue
                if not run.reaches_over_and(tokens, at, last):
                    found.append(Hit(word.start, _end(tokens, at, last), run.concept))
        nobody = [hit for hit in found if hit.concept == _NO_GROUP]
        return (
            [hit for hit in found if not any(_within(hit, phrase) for phrase in nobody)] if nobody else found
        )


def _end(tokens: list[Word], at: int, last: Word) -> int:
    """«142 in den ersten sechs und 61 in den ersten drei Monaten»: the «und» tells that «Monate» is left out, no more."""
    if last.lower != "und":
        return last.end
    return max(word.end for word in tokens[at:] if word.end < last.start)


def _may_reach(word: Word, begins: list[int], ends: list[int]) -> bool:
    """Is a date so near behind a word that a phrase may begin with it and go on behind the date?"""
    at = bisect_right(begins, word.start)
    return at < len(begins) and ends[at] - word.start < _LONGEST


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


def _topic(name: str, entry: Mapping[str, Any]) -> Topic:
    flags = {key: bool(entry.get(key)) for key in ("period", "year", "grows", "difference", "subset")}
    return Topic(
        name,
        entry["unit"],
        tuple(map(tuple, entry["signs"])),
        tuple(entry.get("not", ())),
        tuple(entry.get("context", ())),
        part_of=entry.get("part_of"),
        better={"more": 1, "less": -1, None: 0}[entry.get("better")],
        second=dict(entry.get("second", {})),
        **flags,
    )


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
