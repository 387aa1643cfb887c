"""Does a pattern stand in a clause? Each is asked for some eighty, and nine in ten need words that are not in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from pipelines.publish.check.model import Span
from pipelines.publish.check.text import needed
from pipelines.publish.check.text.phrases import small

_ANY_CASE = "(?i:"
_SHORT = 3  # signs of a word that are looked up
_READY: dict[str, _Search] = {}  # by source: a pattern itself takes long to look up


class Stretch:
    """A part of the text, as if there were nothing around it, and the same in small letters."""

    def __init__(self, text: str, in_small: str) -> None:
        self._text, self._in_small = text, in_small
        self._said: dict[str, bool] = {}

    @cached_property
    def _shorts(self) -> set[str]:
        """All that stands in it of three signs side by side."""
        text = self._in_small
        return {text[at : at + _SHORT] for at in range(len(text) - _SHORT + 1)}

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Does a pattern stand in it? Asked once, however many numbers it holds."""
        source = pattern.pattern
        ready = _READY.get(source) or _made_ready(pattern)
        if ready.begins and ready.begins.isdisjoint(self._shorts):
            return False
        said = self._said.get(source)
        if said is None:
            text = self._in_small if ready.in_small else self._text
            said = self._said[source] = ready.search(text) is not None
        return said


class _Search:
    """A pattern made ready: what the words it needs begin with, and how it is read fastest."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        words = needed.words(pattern.pattern)
        whole = all(len(word) >= _SHORT for word in words)
        self.begins = frozenset(word[:_SHORT] for word in words if whole)
        in_small = _regardless_of_case(pattern.pattern)
        self.in_small = in_small is not None
        self.search = (in_small or pattern).search


class Stretches:
    """The stretches of a text, each made once: most sentences are one clause."""

    def __init__(self, text: str) -> None:
        self._text, self._in_small = text, small(text)
        self._made: dict[Span, Stretch] = {}

    def at(self, places: Iterable[Span]) -> list[Stretch]:
        """The text at each place."""
        return [self._made.get(place) or self._make(place) for place in places]

    def _make(self, place: Span) -> Stretch:
        start, end = place.start, place.end
        made = self._made[place] = Stretch(self._text[start:end], self._in_small[start:end])
        return made


def _made_ready(pattern: re.Pattern[str]) -> _Search:
    ready = _READY[pattern.pattern] = _Search(pattern)
    return ready


def _regardless_of_case(source: str) -> re.Pattern[str] | None:
    """The same for small letters, of a pattern that is «(?i:…)» as a whole: read twice to four times as fast."""
    if not source.startswith(_ANY_CASE) or "(?-i:" in source:
        return None
    inner = re.sub(
        r"\\.|[A-ZÄÖÜ]", lambda m: m[0] if m[0][0] == "\\" else m[0].lower(), source[len(_ANY_CASE) : -1]
    )
    try:
        return re.compile(inner)
    except re.error:
        return None  # «(?i:…)|(?i:…)»: what stands between is no pattern
