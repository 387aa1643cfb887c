"""The words a pattern cannot do without: a pattern is not looked for where none of them stands."""

from __future__ import annotations

import pkgutil
import re
import sys
from importlib import import_module

import pytest

import pipelines.publish.check as package
from pipelines.publish.check.model import Span
from pipelines.publish.check.text import needed
from pipelines.publish.check.text.standing import Stretches
from tests.check import corpus_tools


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"(?i:davon|Darunter)", ("davon", "darunter")),
        (r"\b[Bb]ei uns\b", ("bei uns",)),  # «[Bb]» is «b» in small letters
        (r"\b(?:[Aa]uf|für)\s+die\s+Stadt\b", ("stadt",)),  # the longest word is the rarest
        (r"Stellen?\b", ("stelle",)),
        (r"(?:waren|\d+) es", (" es",)),  # one way needs no word, so what follows both counts
        (r"\d+|Personen", ()),
        (r"(?:nicht)?\s*\d", ()),
        (r"(?:Kinder){2,}", ("kinder",)),
    ],
)
def test_words_that_must_stand(pattern: str, words: tuple[str, ...]) -> None:
    assert needed.words(pattern) == words


def _patterns() -> set[re.Pattern[str]]:
    """Every pattern that a module of the check keeps."""
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)
    modules = [module for name, module in sys.modules.items() if name.startswith(package.__name__)]
    return {held for module in modules for held in vars(module).values() if isinstance(held, re.Pattern)}


def test_no_pattern_stands_without_its_words() -> None:
    """A pattern of the check stands in a text of the corpus if and only if the quick way says so."""
    texts = [entry["text"] for entry in corpus_tools.load("heldout.yml")[:60]]
    patterns = _patterns()
    assert len(patterns) > 500
    found = 0
    for text in texts:
        [stretch] = Stretches(text).at([Span(0, len(text))])
        for pattern in patterns:
            stands = pattern.search(text) is not None
            assert stretch.says(pattern) == stands, (pattern.pattern, text)
            found += stands
    assert found > 500
