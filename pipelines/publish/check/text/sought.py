"""Patterns that are looked for only where one of their words stands: most texts hold few of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TypeVar

from pipelines.publish.check.model import Span
from pipelines.publish.check.text.phrases import small

_Read = TypeVar("_Read")
_BLANK_LINE = "\n\n"


class Sought:
    """A pattern, and words of which one stands (in small letters) wherever it does; none: it is always looked for.

    «_» in a word is a blank. `in_small`: the pattern is read in the text in small letters, twice as fast as a flag.
    Nothing that is sought reaches over a blank line to its word.
    """

    __slots__ = ("_in_small", "_words", "pattern")

    def __init__(self, words: str, pattern: str, *, in_small: bool = False) -> None:
        self._words = [word.replace("_", " ") for word in words.split()]
        self.pattern, self._in_small = re.compile(pattern), in_small

    def all(self, text: str) -> Iterator[re.Match[str]]:
        """Where the pattern stands, in reading order."""
        lower = small(text)
        read_in = lower if self._in_small else text
        if not self._words:
            return self.pattern.finditer(read_in)
        return self._near_its_words(read_in, lower)

    def _near_its_words(self, text: str, lower: str) -> Iterator[re.Match[str]]:
        """In the paragraphs that hold a word, for looking a pattern up in all of them takes ten times as long."""
        holding = {at for word in self._words for at in _holding(lower, word)}
        parts = _paragraphs(lower)
        for at in sorted(holding):
            yield from self.pattern.finditer(text, parts[at].start, parts[at].end)


@lru_cache(maxsize=4)
def _paragraphs(text: str) -> list[Span]:
    """The parts of a text between blank lines."""
    parts, start = [], 0
    for part in text.split(_BLANK_LINE):
        parts.append(Span(start, start + len(part)))
        start += len(part) + len(_BLANK_LINE)
    return parts


def _holding(text: str, word: str) -> Iterator[int]:
    """The paragraphs that hold a word."""
    parts = _paragraphs(text)
    found = text.find(word)
    while found >= 0:
        at = bisect_right(parts, found, key=lambda part: part.start) - 1
        yield at
        found = text.find(word, parts[at].end)


def read(text: str, ways: Iterable[tuple[Sought, Callable[[re.Match[str]], _Read]]]) -> Iterator[_Read]:
    """What each way of saying something means where it stands, one way after the other."""
    for sought, meaning in ways:
        yield from map(meaning, sought.all(text))
