"""The words that a pattern cannot do without, worked out from the pattern: no list of them has to be kept beside it."""

from __future__ import annotations

import re._constants as kind
import re._parser as parser
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

_Words = tuple[str, ...]
_Part = tuple[Any, Any]  # a piece of a pattern as `re` parses it: what kind it is of, and what it holds


@cache
def words(source: str) -> _Words:
    """Strings in small letters of which each text that the pattern stands in holds one; none if there are no such."""
    return _of_all(parser.parse(source))


def _of_all(parts: Iterable[_Part]) -> _Words:
    """Of pieces that follow one another: what one of them needs, the longest words before others."""
    return max(_of_each(parts), key=lambda found: min(map(len, found)), default=())


def _of_each(parts: Iterable[_Part]) -> Iterator[_Words]:
    run = ""
    for part in parts:
        sign = _sign(*part)
        run += sign
        if sign or part[0] is kind.AT:  # a boundary takes no room
            continue
        if run:
            yield (run,)
        run = ""
        inside = _of_one(*part)
        if inside:
            yield inside
    if run:
        yield (run,)


def _sign(of: Any, held: Any) -> str:
    """The letter that a piece stands for, in small: of «w», and of «[Ww]» too; «» for any other piece."""
    signs = [(of, held)] if of is kind.LITERAL else held if of is kind.IN else []
    letters = {chr(code).lower() if each is kind.LITERAL else "" for each, code in signs}
    return letters.pop() if len(letters) == 1 else ""


def _of_one(of: Any, held: Any) -> _Words:
    if of is kind.SUBPATTERN:
        return _of_all(held[-1])
    if of in (kind.MAX_REPEAT, kind.MIN_REPEAT) and held[0]:
        return _of_all(held[2])
    if of is not kind.BRANCH:
        return ()
    ways = [_of_all(way) for way in held[1]]
    return tuple(dict.fromkeys(word for way in ways for word in way)) if all(ways) else ()
