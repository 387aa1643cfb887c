"""Words that say nothing of a number, and words of the same meaning, change nothing of its claim.

The law found more true numbers called false than any set of sentences had: who told it and when, an adverb before the
number, the full name of the service, a date in full. Lower-case words at the head of a sentence are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.check import corpus_tools

# not «nach dem Konzept von nur noch 2019»
_LED_TO = re.compile(r"(?<=\w )(von|um|auf|bei|mit|der|den) (?=\d)(?!(?:19|20)\d\d\b)")


def _behind(words: str) -> Callable[[str], str | None]:
    """One sentence with something behind it."""

    def changed(text: str) -> str | None:
        single = text.endswith(".") and ". " not in text and "\n" not in text
        return f"{text[:-1]}{words}." if single else None

    return changed


def _then(sentence: str) -> Callable[[str], str | None]:
    """The text and another sentence, if it ends in one."""
    return lambda text: f"{text} {sentence}" if text.endswith((".", "!", "“", "»")) else None


def _with(pattern: str, words: str) -> Callable[[str], str | None]:
    """The text with every place of a pattern said otherwise."""

    def changed(text: str) -> str | None:
        other = re.sub(pattern, words, text)
        return other if other != text else None

    return changed


# Where a day stands by itself and no other preposition rules it.
_FREE = "".join(
    f"(?<!{word} )"
    for word in ("bis", "seit", "von", "vom", "zwischen", "und", "gegenüber", "für", "als", "wie")
)
# What is done to a text, and in how many of a thousand texts something may change.
_ENOUGH = 100  # texts for one change; all of them take minutes
_CHANGES: dict[str, tuple[Callable[[str], str | None], float]] = {
    "told on a day": (_behind(", teilte die Stadt am 14. Januar 2025 mit"), 5),
    "told by an office": (_behind(", wie der Fachbereich Soziales mitteilt"), 2),
    "told in a paper": (_behind(", heißt es in der Vorlage 045/2025"), 2),
    "told by staff": (_behind(", sagt eine Fachkraft des Integrationsmanagements"), 10),
    "a report": (lambda text: f"Laut Jahresbericht 2024: {text}", 6),
    "another's plan": (lambda text: f"Der Landkreis legt seine Zahlen im März vor. {text}", 2),
    "an annex": (_behind(" (siehe Anlage 2)"), 2),
    "a label": (lambda text: f"Zum Hintergrund: {text}", 3),
    "a remark": (_then("Die Sitzung beginnt um 18 Uhr im großen Saal."), 1),
    "a day in full": (_with(r"\bEnde 2024\b", "Ende Dezember 2024"), 3),
    "persons": (_with(r"\bPersonen\b", "Menschen"), 3),
    "a year's last day": (_with(rf"(?<=[a-zäöü] ){_FREE}\bEnde (20\d\d)\b", r"am 31. Dezember \1"), 5),
    "a whole year": (_with(r"\bim Jahr (20\d\d)\b", r"im gesamten Jahr \1"), 5),
    # not «den 1.380 geflüchtete Menschen», which nobody writes
    "refugees": (_with(r"(?<!den )(?<!der )(?<!je )(?<!samt )\b(\d[\d.]*) (Menschen)\b", r"\1 geflüchtete \2"), 15),
    "thousands": (_with(r"\b(\d)\.(\d{3})\b", "\\1\u202f\\2"), 2),
    "quotation marks": (_with("„([^“]*)“", r"»\1«"), 10),
    "a welfare body": (_with(r"\b(Caritas|Diakonie)\b", r"\1 Lörrach"), 5),
    "percent": (_with(r" Prozent\b(?!punkt)", " %"), 1),
    "euro": (_with(r" Euro\b", " €"), 5),
    "only": (lambda text: _LED_TO.sub(r"\1 nur noch ", text) if _LED_TO.search(text) else None, 25),
    "whose service": (_with(r"\b(Integrationsmanagement)\b(?! der| Lörrach)", r"\1 der Stadt Lörrach"), 3),
    "whose target group": (_with(r"\b(aktiven? Zielgruppe)\b(?! des)", r"\1 des Integrationsmanagements"), 3),
}  # fmt: skip


@pytest.mark.parametrize("name", _CHANGES)
def test_neutral_words_change_nothing(name):
    change, per_thousand = _CHANGES[name]
    entries = corpus_tools.some_with_claims()
    if name == "a report":  # «Laut Jahresbericht 2024: …» dates what names no year
        entries = [entry for entry in entries if all(day for _, _, day, *_ in entry["claims"])]
    tried = [(entry, text) for entry in entries if (text := change(entry["text"]))]
    tried = tried[:: len(tried) // _ENOUGH + 1]
    differing = [
        text
        for entry, text in tried
        if corpus_tools.said(entry) != corpus_tools.said({**entry, "text": text})
    ]
    assert len(tried) >= 40
    assert len(differing) <= max(1, per_thousand * len(tried) / 1000), differing
