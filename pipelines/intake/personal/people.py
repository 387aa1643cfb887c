"""What reads like the name of a person, and what only looks so: sites, offices, topics, countries."""

from __future__ import annotations

import re

from pipelines.intake.personal.everyday import (
    WORDS,
    is_before_no_name,
    is_behind_no_name,
    is_everyday,
    is_form_of_a_firm,
)
from pipelines.intake.personal.mentions import somebody_is_mentioned
from pipelines.intake.personal.names import is_given, is_only_given

_TITLE = re.compile(
    r"\b(?:Frau|Herrn?|Hr\.?|Fr\.|Familie|Fam\.|Eheleute|gez\.|i\. ?A\.)\s+(?:Dr\.\s*|Prof\.\s*)*(?:[A-ZÄÖÜ]\.\s*)?"
    r"(?:(?:von|van|vom|zu|de|el|al|v\.)\s+)*[A-ZÄÖÜ][\w'’-]+|\bDr\.\s+[A-ZÄÖÜ]\w+"
    r"|\b(?:FRAU|HERRN?|FAMILIE)\s+(?!(?:UND|MIT|OHNE|HAT|IST)\b)[A-ZÄÖÜ][A-ZÄÖÜ'’-]{2,}"
)
# A whole cell only: in a remark such as «Frau sucht Wohnung» a verb follows.
_TITLE_ANY_CASE = re.compile(r"(?:frau|herrn?|familie)\s+([^\W\d_]{3,}(?:-[^\W\d_]+)?)", re.IGNORECASE)
_SURNAME_FIRST = re.compile(
    r"([A-ZÄÖÜ][\w'’-]+(?: [A-ZÄÖÜ][\w'’-]+)?)\s*,\s*([A-ZÄÖÜ][\w'’-]+)(?: [A-ZÄÖÜ][\w'’.-]+)?"
)
_INITIAL = re.compile(r"([A-ZÄÖÜ][\w'’-]{2,}), [A-ZÄÖÜ]\.|[A-ZÄÖÜ]\. ?([A-ZÄÖÜ][^\W\d_]{2,})")
_GIVEN_AND_INITIAL = re.compile(r"([A-ZÄÖÜ][\w'’-]{2,}) [A-ZÄÖÜ]\.")
_LOWER_CASE = re.compile(r"([^\W\d_]{3,}) ([^\W\d_]{4,})")
_LOWER_CASE_SURNAME_FIRST = re.compile(r"([^\W\d_][\w'’-]{2,})\s*,\s*([^\W\d_][\w'’-]{2,})")
_ACRONYM = 3  # «LEA Karlsruhe» is an office
_PARTICLES = frozenset("al el von van de bin ibn ul ur".split(" "))  # noqa: SIM905


def is_name(text: str) -> bool:
    """True when the text holds a form of address with a name, a name with its given name, or is a name as a whole."""
    if _TITLE.search(text) or _is_addressed(text) or _is_shortened(text):
        return True
    for surname, given in _SURNAME_FIRST.findall(text):
        if is_given(given) or is_given(surname) or _may_be_a_name(text):
            return True
    return _has_given_name(text) or _is_lower_case_name(text) or somebody_is_mentioned(text)


def _is_lower_case_name(text: str) -> bool:
    """«olena beispiel», «beispiel, olena»: a whole cell of a given name and a word that is none of everyday life."""
    if not text.islower():
        return False
    if found := _LOWER_CASE.fullmatch(text):
        return is_only_given(found[1]) and not is_everyday(found[2])
    if found := _LOWER_CASE_SURNAME_FIRST.fullmatch(text):
        either = is_only_given(found[1]) or is_only_given(found[2])
        return either and not is_everyday(found[1]) and not is_everyday(found[2])
    return False


def _is_addressed(text: str) -> bool:
    found = _TITLE_ANY_CASE.fullmatch(text)
    return found is not None and not is_everyday(found[1])


def _is_shortened(text: str) -> bool:
    """«Muster, E.», «E. Muster», or a known given name with the first letter of the other: «Erika M.»."""
    found = _INITIAL.fullmatch(text)
    if found is not None:
        return not is_everyday(found[1] or found[2])
    given = _GIVEN_AND_INITIAL.fullmatch(text)
    return given is not None and is_given(given[1])


def _may_be_a_name(text: str) -> bool:
    """A short phrase of capitalised words, none of which is a word of offices or of the code lists."""
    words = WORDS.findall(text)
    return (
        len(words) <= 4
        and not re.search(r"\d", text)
        and all(word[0].isupper() or word in _PARTICLES for word in words)
        and not any(is_everyday(word) for word in words)
    )


def _has_given_name(text: str) -> bool:
    """A known given name alone in the cell, or beside another capitalised word."""
    words = WORDS.findall(text)
    if len(words) == 1:
        return is_given(words[0]) and words[0] == text.strip() and text[:1].isupper()
    around = zip(["", *words], words, words[1:], [*words[2:], ""], strict=False)
    return any(_is_full_name(text, *four) for four in around)


def _is_full_name(text: str, before: str, first: str, second: str, after: str) -> bool:
    """Two capitalised words side by side, one of them a given name; not those of a house or a firm."""
    if not (f"{first} {second}" in text and first[0].isupper() and second[0].isupper() and len(second) > 2):
        return False
    if is_before_no_name(before) or is_form_of_a_firm(after):
        return False
    if not text.isupper() and any(len(word) == _ACRONYM and word.isupper() for word in (first, second)):
        return False
    if is_given(first) and not is_behind_no_name(second):
        return True
    return is_given(second) and not is_before_no_name(first)
