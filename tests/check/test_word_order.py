"""The order of words and the tense change no claim: «…, dass das Integrationsmanagement 1.380 Personen begleitete».

A short sentence of the corpus is said as a clause behind «dass» or «weil», in the perfect and in the present tense.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.check import corpus_tools

# past: auxiliary, participle, present
_VERBS = {
    "begleitete": ("hat", "begleitet", "begleitet"),
    "betreute": ("hat", "betreut", "betreut"),
    "zählte": ("hat", "gezählt", "zählt"),
    "umfasste": ("hat", "umfasst", "umfasst"),
    "förderte": ("hat", "gefördert", "fördert"),
    "verzeichnete": ("hat", "verzeichnet", "verzeichnet"),
    "betrug": ("hat", "betragen", "beträgt"),
    "lag": ("hat", "gelegen", "liegt"),
    "stieg": ("ist", "gestiegen", "steigt"),
    "sank": ("ist", "gesunken", "sinkt"),
    "wuchs": ("ist", "gewachsen", "wächst"),
    "lebten": ("haben", "gelebt", "leben"),
    "wohnten": ("haben", "gewohnt", "wohnen"),
    "kamen": ("sind", "gekommen", "kommen"),
    "verließen": ("haben", "verlassen", "verlassen"),
    "entfielen": ("sind", "entfallen", "entfallen"),
}
_VERB = "|".join(_VERBS)
_REST = r"(?:(?!\. [A-ZÄÖÜ\d])[^,:;\n])*"  # of one sentence
_FIRST = r"(?:Ende|Mitte|Anfang|Im|Am|Zum|In den|Seit|Bis|Zwischen|20\d\d)\b[^,.:;]*?"
_DAY_FIRST = re.compile(rf"({_FIRST}) ({_VERB}) ((?:das|die|der) [A-ZÄÖÜ]\w+) ({_REST})\.")
_SUBJECT_FIRST = re.compile(rf"((?:Die|Der|Das|Rund|Knapp|Gut|\d)[^,.:;]*?) ({_VERB}) ({_REST})\.")
_PREFIX = re.compile(r"(.*) (auf|ab|an|aus|hinzu|dazu|zurück)")


def _small(words: str) -> str:
    return words if words.startswith(("Ende", "Mitte", "Anfang")) else words[0].lower() + words[1:]


def _parted(rest: str, verb: str) -> str:
    """«… aus der Ukraine an», «kamen» → «… aus der Ukraine ankamen»."""
    prefix = _PREFIX.fullmatch(rest)
    return f"{prefix[1]} {prefix[2]}{verb}" if prefix else f"{rest} {verb}"


def _clause(lead: str) -> Callable[[str], str | None]:
    def changed(text: str) -> str | None:
        day = _DAY_FIRST.fullmatch(text)
        if day:
            return f"{lead} {day[3]} {_small(day[1])} {_parted(day[4], day[2])}."
        subject = _SUBJECT_FIRST.fullmatch(text)
        return f"{lead} {_small(subject[1])} {_parted(subject[3], subject[2])}." if subject else None

    return changed


def _perfect(text: str) -> str | None:
    day, subject = _DAY_FIRST.fullmatch(text), _SUBJECT_FIRST.fullmatch(text)
    if not (day or subject):
        return None
    first, verb, rest = (day[1], day[2], f"{day[3]} {day[4]}") if day else subject.groups()  # type: ignore[union-attr]
    auxiliary, participle, _ = _VERBS[verb]
    return f"{first} {auxiliary} {_parted(rest, participle)}."


def _present(text: str) -> str | None:
    if not (_DAY_FIRST.fullmatch(text) or _SUBJECT_FIRST.fullmatch(text)):
        return None
    return re.sub(rf"\b({_VERB})\b", lambda verb: _VERBS[verb[1]][2], text, count=1)


_ORDERS = {
    "dass": _clause("Die Verwaltung teilt mit, dass"),
    "weil": _clause("Das Thema ist wichtig, weil"),
    "perfect": _perfect,
    "present": _present,
}


@pytest.mark.parametrize("name", _ORDERS)
def test_order_and_tense_change_nothing(name):
    tried, differing = 0, []
    for entry in corpus_tools.some_with_claims(every=2):
        text = _ORDERS[name](entry["text"])
        if text is not None:
            tried += 1
            if corpus_tools.said(entry) != corpus_tools.said({**entry, "text": text}):
                differing.append(text)
    assert tried > 160
    assert len(differing) <= 0.01 * tried, differing
