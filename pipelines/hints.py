"""«Meinten Sie …?» for every place where a person types a name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A German half sentence that names the nearest known word, or all of them when none is near.

    >>> did_you_mean("entires", ["entries", "exits"])
    'Meinten Sie «entries»?'
    """
    names = sorted(known)
    near = difflib.get_close_matches(word, names, n=1)
    if near:
        return f"Meinten Sie «{near[0]}»?"
    return "Bekannt sind: " + ", ".join(names) + "."
