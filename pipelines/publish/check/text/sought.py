"""Patterns that are looked for only in a text that holds one of their words: most texts hold few of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from pipelines.publish.check.text.phrases import small

_Read = TypeVar("_Read")


class Sought:
    """A pattern, and words of which one stands (in small letters) wherever it does; none: it is always looked for.

    «_» in a word is a blank. `in_small`: the pattern is read in the text in small letters, twice as fast as a flag.
    """

    __slots__ = ("_in_small", "_words", "pattern")

    def __init__(self, words: str, pattern: str, *, in_small: bool = False) -> None:
        self._words = [word.replace("_", " ") for word in words.split()]
        self.pattern, self._in_small = re.compile(pattern), in_small

    def all(self, text: str) -> Iterator[re.Match[str]]:
        """Where the pattern stands, in reading order."""
        lower = small(text)
        if self._words and not any(word in lower for word in self._words):
            return iter(())
        return self.pattern.finditer(lower if self._in_small else text)


def read(text: str, ways: Iterable[tuple[Sought, Callable[[re.Match[str]], _Read]]]) -> Iterator[_Read]:
    """What each way of saying something means where it stands, one way after the other."""
    for sought, meaning in ways:
        yield from map(meaning, sought.all(text))
