"""Which words are names of people: known given names, known surnames, and endings that only surnames have."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from pipelines.intake.words import fold

# Letters that Unicode does not take apart into a plain one and its mark: «Yılmaz», «Đorđević».
_STROKES = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d"})
# Given names that are words, places, feasts or firms as well: «max dauer», «Umzug nach Sofia», «Otto Versand».
_ALSO_WORDS = frozenset(
    "max jan mark rosa mai heide ernst frank roman ramazan bayram marina viktoria victoria regina otto sana joy mercy "  # noqa: SIM905
    "blessing milan said iris sofia sami".split()
)
# Surnames of Ukraine, the Balkans, the Caucasus, Turkey, Iran and Afghanistan; no German word ends like them. «Lvivska»
# and «Chmelnyzkyj» are places, so their endings tell nothing.
_SURNAME = re.compile(
    r"\w{2,}(?:enko|chuk|czuk|[ijy]uk|[oe]v[iy]ch|[oe][vw]itsch|[oe]vic|ivna|ovna|[clnsvw]ky[ijy]"
    r"|oglu|schwili|shvili|zadah?|zadeh|nejad|ullah)"
)
_SHORTEST_BY_ENDING = 6
# Cities that end like a surname in one of their spellings.
_CITIES = frozenset(
    "chmelnytskyj chmelnytskyi khmelnytskyi khmelnytskyy kropywnytskyj kropyvnytskyi kropyvnytskyy".split()  # noqa: SIM905
)


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """The word as the lists spell it: «Yılmaz» is yilmaz, «Müller» is mueller."""
    return fold(word.translate(_STROKES))


@lru_cache(maxsize=50_000)
def is_given(word: str) -> bool:
    """A known given name, or two with a hyphen between them."""
    names = given_names()
    return plain(word) in names or ("-" in word and all(plain(part) in names for part in word.split("-")))


def is_only_given(word: str) -> bool:
    """A known given name that means nothing else."""
    return plain(word) not in _ALSO_WORDS and is_given(word)


@lru_cache(maxsize=50_000)
def is_surname(word: str) -> bool:
    """A word that is a surname and nothing else, in whatever case, by the list or by its ending."""
    return is_listed_surname(word) or _has_ending_of_a_surname(word)


def is_listed_surname(word: str) -> bool:
    """The same by the list only: among random letters an ending turns up now and then."""
    return plain(word) in _surnames()


def _has_ending_of_a_surname(word: str) -> bool:
    spelled = plain(word)
    return len(word) >= _SHORTEST_BY_ENDING and spelled not in _CITIES and bool(_SURNAME.fullmatch(spelled))


@cache
def given_names() -> frozenset[str]:
    """Given names as `plain` spells them, and surnames that stand for one (Nguyen)."""
    return _listed("given_names.txt")


@cache
def _surnames() -> frozenset[str]:
    return _listed("surnames.txt")


def _listed(file: str) -> frozenset[str]:
    """The names of a list, those with dots also without them: «Özdemir» is written «Ozdemir» in passports."""
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
    names = " ".join(line for line in text.splitlines() if not line.startswith("#")).split()
    return frozenset(map(plain, names)) | frozenset(plain(_without_marks(name)) for name in names)


def _without_marks(name: str) -> str:
    apart = unicodedata.normalize("NFD", name)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
