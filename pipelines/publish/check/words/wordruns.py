"""The phrases of the vocabulary as runs of words, and where each may begin in a text.

Thousands of phrases are asked at every word: each knows beforehand which words a text must hold for it to stand there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice, product, takewhile

from pipelines.publish.check.model import Word

_Pattern = tuple[str, ...]
_AND = frozenset({"und", "sowie"})
_GAP, _NOUN = "…", "^"
_FAR = 11  # words from a phrase to what stands behind its gap


class Run:
    """One way in which a phrase is written: words, stems («betreu*»), nouns («^»), any word («*») and gaps («…»)."""

    def __init__(self, concept: str, pattern: _Pattern) -> None:
        self.concept = concept
        self._pattern = pattern
        self._parts = tuple(_parted(pattern))
        # Every word and stem behind the first must be in the sentence.
        self.needed = frozenset(word.lstrip(_NOUN) for word in pattern[1:] if word not in ("*", _GAP))
        # The second word if it must stand as written: most places are ruled out by it.
        self.second = pattern[1] if len(pattern) > 1 and _whole(pattern[1]) else None

    @cached_property
    def first(self) -> str:
        """The word or stem it begins with."""
        return self._pattern[0].lstrip(_NOUN)

    @cached_property
    def _bound(self) -> bool:
        """Who is counted or who pays: does it keep to its side of «und», having a gap of one word?"""
        named = "=" in self.concept or self.concept == "own_share"
        return named and "*" in self._pattern and _AND.isdisjoint(self._pattern)

    def end(self, tokens: list[Word], at: int) -> Word | None:
        """Its last word where it begins at a place, None when it does not stand there."""
        return _end(self._parts, tokens, at)

    def reaches_over_and(self, tokens: list[Word], at: int, last: Word) -> bool:
        """«702 lebten in Familien und 336 allein»: does a phrase for a group reach over «und» to another one?

        Likewise «zahlte das Land 352.800 und die Stadt 151.200»: who pays.
        """
        if not self._bound:
            return False
        run = takewhile(lambda word: word.end <= last.end, islice(tokens, at, None))
        return any(word.lower in _AND for word in run)


class Runs:
    """All phrases, found by the word they begin with."""

    def __init__(self, named: Mapping[str, Sequence[object]]) -> None:
        self._exact: dict[str, list[Run]] = {}
        self._stems: dict[str, list[Run]] = {}
        for concept, phrases in named.items():
            for phrase in phrases:
                for pattern in _spelled_out(str(phrase)):
                    self._index(Run(concept, pattern))
        runs = [run for found in (*self._exact.values(), *self._stems.values()) for run in found]
        self._needed = frozenset(word for run in runs for word in run.needed)
        self._beginning = lru_cache(maxsize=8192)(self._beginning_with)
        self._answering = lru_cache(maxsize=8192)(self._answered_by)

    def _index(self, run: Run) -> None:
        if "*" in run.first:
            self._stems.setdefault(run.first[:2], []).append(run)
        else:
            self._exact.setdefault(run.first, []).append(run)

    def _beginning_with(self, word: str) -> tuple[Run, ...]:
        stems = self._stems.get(word[:2], ())
        return (
            *self._exact.get(word, ()),
            *(run for run in stems if word.startswith(run.first.rstrip("*"))),
        )

    def _answered_by(self, word: str) -> frozenset[str]:
        """What a word is in a pattern: itself and the stems that it begins with."""
        stems = (f"{word[:length]}*" for length in range(1, len(word) + 1))
        return self._needed.intersection((word, *stems))

    def possible(self, words: set[str], first: set[str]) -> dict[str, list[Run]]:
        """By first word, what may stand in a sentence of these words."""
        present = frozenset().union(*map(self._answering, words))
        begins = ((word, self._beginning(word)) for word in first)
        return {word: [run for run in runs if run.needed <= present] for word, runs in begins if runs}


def _whole(word: str) -> bool:
    """Is it a word as written, no stem («betreu*»), noun or gap?"""
    return word[-1] != "*" and word[0] not in (_GAP, _NOUN)


def _parted(pattern: _Pattern) -> list[_Pattern]:
    """A phrase at its gaps."""
    if _GAP not in pattern:
        return [pattern]
    cut = pattern.index(_GAP)
    return [pattern[:cut], *_parted(pattern[cut + 1 :])]


def _end(parts: tuple[_Pattern, ...], tokens: list[Word], at: int) -> Word | None:
    head, *rest = parts
    end = at + len(head)
    if end > len(tokens):
        return None
    for offset, wanted in enumerate(head):
        if not _matches(tokens[at + offset], wanted):
            return None
    if not rest:
        return tokens[end - 1]
    ends = (_end(tuple(rest), tokens, end + skipped) for skipped in range(_FAR))
    return next(filter(None, ends), None)


def _matches(word: Word, pattern: str) -> bool:
    if word.lower == pattern or pattern == "*":
        return True
    if pattern[0] == _NOUN:
        return word.text[0].isupper() and _matches(word, pattern.lstrip(_NOUN))
    return pattern[-1] == "*" and word.lower.startswith(pattern[:-1])


def _spelled_out(phrase: str) -> list[_Pattern]:
    """Every pattern that a phrase stands for: «je|pro ? stelle» is four, with or without a word between."""
    choices = [("*", "") if word == "?" else tuple(word.split("|")) for word in phrase.split()]
    return [tuple(filter(None, words)) for words in product(*choices)]
