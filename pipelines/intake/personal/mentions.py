"""A person who is mentioned in a remark («Termin mit Kovalchuk») or hides in an id («Petrenko/1»)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from pipelines.intake.personal.everyday import (
    is_before_no_name,
    is_behind_no_name,
    is_everyday,
    is_form_of_a_firm,
)
from pipelines.intake.personal.names import is_listed_surname, is_only_given, is_surname

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Words of kin lead to a name where what follows is born, has an age or is called so: «Tochter Amira geb. 2012».
_KIN = (
    r"(?:[Tt]ochter|[Ss]ohn|[Kk]ind|[Bb]aby|[Mm]utter|[Vv]ater|(?:[Ee]he)?(?:[Ff]rau|[Mm]ann)|[Ss]chwester|[Bb]ruder|[Ee]nkelin"
    r"|[Ee]nkel|[Oo]ma|[Oo]pa|[Oo]nkel|[Tt]ante|[Cc]ousine?|[Nn]effe|[Nn]ichte|[Pp]artner(?:in)?|[Vv]erlobter?)"
)
_NAME = r"([A-ZÄÖÜ][^\W\d_]{2,}(?:-[^\W\d_]+)?)"
_AGE = r"(?:geb\b|geboren\b|\*|Jg\b|Jahrgang\b|\d{1,2} ?(?:J\b|Jahre? alt|Mon\w* alt))"
_OF_KIN = re.compile(rf"\b{_KIN}[ :-]+{_NAME}[ ,(]+{_AGE}|\b{_KIN} heißt {_NAME}|\bnamens {_NAME}")
_SEPARATORS = re.compile(r"[\s_/.,:;|()-]+")
# A word this long is a name by no chance, even among the letters and figures of an id.
_LONG = 6
_SHORTEST_ALONE = 5


def somebody_is_mentioned(text: str) -> bool:
    """True when one of the words is a surname, or a given name written as one, or is called so by a word of kin."""
    words = list(_WORD.finditer(text))
    persons = [_is_person(text, word) for word in words]
    if any(person and not _is_of_a_house(text, words, persons, at) for at, person in enumerate(persons)):
        return True
    return any(not is_everyday("".join(filter(None, found.groups()))) for found in _OF_KIN.finditer(text))


def _is_of_a_house(text: str, words: Sequence[re.Match[str]], persons: Sequence[bool], at: int) -> bool:
    """True for a name that a house or a firm bears: «St. Martin», «Autohaus Peter Schmidt», «Fritz Fuchs GmbH»."""
    behind = _behind(text, words, at)
    leader = _leader(text, words, persons, at)
    return (
        is_before_no_name(leader)
        or any(map(is_behind_no_name, behind[:1]))
        or any(map(is_form_of_a_firm, behind))
    )


def _leader(text: str, words: Sequence[re.Match[str]], persons: Sequence[bool], at: int) -> str:
    """The word before a name, or before the names before it; "" when something stands between."""
    while at and _are_side_by_side(text, words[at - 1], words[at]):
        at -= 1
        if not persons[at]:
            return words[at][0]
    return ""


def _behind(text: str, words: Sequence[re.Match[str]], at: int) -> list[str]:
    """Up to two words behind a name, as far as nothing stands between."""
    behind: list[str] = []
    for first, second in itertools.pairwise(words[at : at + 3]):
        if not _are_side_by_side(text, first, second):
            break
        behind.append(second[0])
    return behind


def _are_side_by_side(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """Nothing but a blank stands between them, or the dot of «St. Martin»."""
    return text[first.end() : second.start()] in (" ", ". ")


def hides_in_an_id(text: str) -> bool:
    """True when a part of the id is a name: «Bescheid-Petrenko», «P_Kovalenko1990»; random letters are none."""
    parts = [part.rstrip("0123456789") for part in _SEPARATORS.split(text)]
    if any(map(is_behind_no_name, parts)):
        return False  # «Albert-Schweitzer-Schule»
    before = ["", *parts]
    return any(
        _is_part(part) and not is_before_no_name(leader) for leader, part in zip(before, parts, strict=False)
    )


def _is_part(part: str) -> bool:
    """A name as one writes it; in small letters or capitals a long one of the list."""
    if part.istitle():
        return part.isalpha() and _is_name(part)
    return len(part) >= _LONG and is_listed_surname(part)


def _is_person(text: str, found: re.Match[str]) -> bool:
    word = found[0]
    if len(word) < 3 or _touches_figures(text, found):
        named = word.istitle() and is_surname(word) and not text[: found.start()][-1:].isdigit()
        return len(word) >= _LONG and (named or is_listed_surname(word))
    if not (" " in text or word.istitle() or word == text):
        return len(word) >= _LONG and is_listed_surname(word)
    if "-" in word:
        return _is_double(text, word)
    if not word.istitle():
        return _is_in_one_case(text, word)
    return _is_name(word)


def _touches_figures(text: str, found: re.Match[str]) -> bool:
    beside = text[max(found.start() - 1, 0) : found.start()] + text[found.end() : found.end() + 1]
    return any(map(str.isdigit, beside))


def _is_in_one_case(text: str, word: str) -> bool:
    """A name in small letters or capitals: in a sentence no fewer than four, where «ali» may be anything; alone five."""
    if " " not in text and (len(word) < _SHORTEST_ALONE or not (is_listed_surname(word) or _is_given(word))):
        return False
    return is_surname(word) or ((text.islower() or text.isupper()) and len(word) > 3 and _is_given(word))


def _is_double(text: str, word: str) -> bool:
    """«Al-Hassan», «P-Kovalenko», «Anna-Lena»: all parts but short ones are names."""
    parts = [part for part in re.split(r"['’-]", word) if len(part) > 2]
    if not parts or any(map(is_before_no_name, word.split("-"))):
        return False
    return all(_is_name(part) if part.istitle() or " " in text else _is_part(part) for part in parts)


def _is_name(word: str) -> bool:
    return is_surname(word) or _is_given(word)


def _is_given(word: str) -> bool:
    return is_only_given(word) and not is_everyday(word)
