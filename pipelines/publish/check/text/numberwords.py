"""German number words: «fünfhundert», «tausendachtundvierzig», «dreieinhalb»."""

from __future__ import annotations

from functools import lru_cache

_SMALL = {
    "null": 0, "ein": 1, "eins": 1, "eine": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6,
    "sieben": 7,
    "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15,
    "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
_TENS = {
    "zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70,
    "achtzig": 80, "neunzig": 90,
}  # fmt: skip
_PARTS = {"einhalb": 0.5, "einviertel": 0.25, "dreiviertel": 0.75}
_ORDINALS = {
    "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "sechst": 6, "siebt": 7, "siebent": 7, "acht": 8,
    "neunt": 9, "zehnt": 10, "zwanzigst": 20,
}  # fmt: skip
_ARTICLES = {"ein", "eins", "eine"}


@lru_cache(maxsize=4096)
def value(word: str) -> float | None:
    """The number a word means, None when it means none; the article «ein» is no number.

    >>> value("tausendachtundvierzig"), value("sechseinhalbtausend"), value("anderthalb"), value("eine"), value("Haus")
    (1048, 6500, 1.5, None, None)
    """
    lower = word.lower()
    if lower in _ARTICLES:
        return None
    if lower == "anderthalb":
        return 1.5
    for ending, part in _PARTS.items():
        whole = _whole(lower.removesuffix(ending)) if lower.endswith(ending) else None
        if whole:
            return whole + part
    return _whole(lower)


def small(word: str) -> int | None:
    """Like `value` for whole numbers up to twelve, where «ein», «eine», «einem» count as one."""
    lower = word.lower()
    if lower in ("ein", "eine", "einen", "einem", "einer", "eines"):
        return 1
    return _SMALL.get(
        lower.removesuffix("en") if lower in ("zweien", "dreien", "vieren", "fünfen") else lower
    )


def ordinal(word: str) -> int | None:
    """«dritte», «dritter», «zweites» → 3, 3, 2."""
    lower = word.lower()
    for ending in ("er", "es", "en", "em", "e"):
        if lower.endswith(ending) and lower.removesuffix(ending) in _ORDINALS:
            return _ORDINALS[lower.removesuffix(ending)]
    return None


def _whole(word: str) -> float | None:
    if "tausend" in word:
        return _composed(word, "tausend", 1000)
    if "hundert" in word:
        return _composed(word, "hundert", 100)
    return _below_hundred(word)


def _composed(word: str, name: str, size: int) -> float | None:
    left, _, right = word.partition(name)
    front = 1 if not left else _whole(left)
    front = value(left) if front is None else front  # «sechseinhalbtausend»
    rest = 0 if not right else _whole(right.removeprefix("und"))
    whole = None if front is None or rest is None else front * size + rest
    return int(whole) if whole is not None and whole == int(whole) else whole


def _below_hundred(word: str) -> int | None:
    if word in _SMALL:
        return _SMALL[word]
    if word in _TENS:
        return _TENS[word]
    one, _, ten = word.partition("und")
    return _SMALL[one] + _TENS[ten] if one in _SMALL and ten in _TENS else None
