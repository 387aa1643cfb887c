"""The hedge word before a number."""

from __future__ import annotations

import re

from pipelines.publish.check.model import Span
from pipelines.publish.wording import HEDGES

_BENT = {
    "gutes": "gut",
    "gute": "gut",
    "guten": "gut",
    "knappes": "knapp",
    "knappe": "knapp",
    "knappen": "knapp",
}
_TAILS = "|".join(
    sorted(
        (re.escape(word).replace(r"\ ", r"\s+") for word in (*HEDGES, "genau", "exakt", *_BENT)),
        key=len,
        reverse=True,
    )
)
# «rund um die Uhr» and «über 500» differ only by what follows, so the word must touch the number.
_BEFORE = re.compile(rf"(?i:(?<![\wäöüß-])({_TAILS})\s+(?:nur\s|noch\s|(?=jede))?)$")
# «verfügte am 30.06.2022 über 4,75 Stellen, die Diakonie über 1,75» has them; «spricht von über 400» says more.
_HAS = re.compile(
    r"(?i:\b(?:verfüg|berichte|informier|freu|sprech|spr[aä]ch|gesprochen|rede|diskut|debatt|entsch[ei]+d)\w*(?:\s+(?!dass\b)\w+(?:[.,]\w+)*,?){0,20}\s+)$"
)
_WITH_SO_MANY = re.compile(
    r"\b[Mm]it\s+[\d.]+\s+(?:[\wäöüß]+\s+){1,4}$"
)  # «Mit 253 Frauen unter 622 Personen»
_GOVERNED = re.compile(r"(?i:\b(?:von|auf|bei|mit|für|an|nach|über)\s+)$")
# «…, dass sie über 1,75 geförderte und 2,25 besetzte Stellen im Integrationsmanagement verfügte»
_HAS_BEHIND = re.compile(
    r"(?:[^.,;:!?]|(?<=\d)[.,](?=\d)|,\s(?:davon|darunter)\s){0,110}\bverfüg(?:t|en|te|ten)\b"
)
# «von 4.380 im Jahr 2022 über 5.834 im Jahr 2023 auf 6.510»: a stop on the way
_PASSING = re.compile(r"\b[Vv]on\s+(?:\w+\s+)?[\d.]*\d\b[^;:!?]{0,40}$")
_ARRIVING = re.compile(r"[\d.,]*\d\b[^;:!?]{0,80}\b(?:auf|bis)\s")
# «überschritt die Marke von 1.100», «blieb unter der Schwelle von 1.400»: a bound, wherever the verb stands.
_MARK = re.compile(r"(?i:\b(?:die|der|dieser?|einer?)\s+(?:\w+\s+)?(?:marke|schwelle|grenze)\s+von\s+)$")
_PASSED = re.compile(
    r"(?i:\b(?:überschr[ei]+t+\w*|übersprang\w*|übersprungen|überst[ei]+g\w*|übertr[aof]+f\w*|geknackt|knackte\w*|durchbr[aoe]ch\w*|über))\b"
)
_EXCEEDS = re.compile(
    r"(?i:\b(?:übersteigt|überstieg|überschreitet|überschritt)\s+(?:[^.,;:\d]{0,40}\s)?"
    r"(?:(?:Ende|Mitte|im Jahre?)\s\d{4}\s)?)$"
    r"(?<!\bum\s)(?<!\bvon\s)(?<!\bmit\s)(?<!\bbei\s)(?<!\bauf\s)"
)
_STAYED_BELOW = re.compile(r"(?i:\bunterschr[ei]+t+\w*\b)")
_UNDER = re.compile(r"(?i:\bunter\s+)$")  # «unter der Marke von», not «unter den 18- bis 64-Jährigen»
_EXACT = ("genau", "exakt")


def before(text: str, position: int) -> tuple[str, Span]:
    """The hedge that ends where the number begins ("" when there is none), and its place.

    Two hedges in a row («rund über») come back together; each of them must then hold.
    """
    words: list[str] = []
    start = position
    while len(words) < 2:
        match = _BEFORE.search(text, max(0, start - 40), start)
        if not match or (match[1].lower() in ("über", "unter") and (words or _preposition(text, match))):
            break  # «wir sprechen über rund 1.400 Personen»
        found = " ".join(match[1].lower().split())
        words.insert(0, _BENT.get(found, found))
        start = match.start(1)
    mark = None if words else _MARK.search(text, max(0, position - 40), position)
    if mark:
        return _bound(text, mark.start(), position), Span(start, position)
    exceeds = None if words else _EXCEEDS.search(text, max(0, position - 90), position)
    if exceeds:
        return "über", Span(position, position)  # «Zielgruppe übersteigt 1.300 Personen»
    return " ".join(words), Span(start, position)


def _bound(text: str, mark: int, position: int) -> str:
    """On which side of a mark the words around it put the number ("" where they do not say)."""
    until = re.compile(r"(?:[^.;:!?]|\.(?=\d)){0,110}").match(text, position)
    around = text[max(text.rfind(".", 0, mark), mark - 100, 0) : mark] + " " + (until[0] if until else "")
    if _UNDER.search(text, max(0, mark - 8), mark) or _STAYED_BELOW.search(around):
        return "unter"
    return "über" if _PASSED.search(around) else ""


def _preposition(text: str, match: re.Match[str]) -> bool:
    """Is the word before the number no hedge: «verfügt über 4,75 Stellen», «253 Frauen unter 622», «von 8 über 9»?"""
    at = match.start(1)
    if match[1].lower() == "unter":
        return bool(_WITH_SO_MANY.search(text, max(0, at - 60), at))
    if _PASSING.search(text, max(0, at - 80), at) and _ARRIVING.match(text, match.end()):
        return True
    if _GOVERNED.search(text, max(0, at - 12), at):
        return False
    return bool(_HAS.search(text, max(0, at - 140), at) or _HAS_BEHIND.match(text, match.end()))


def parts(words: str) -> tuple[str, ...]:
    """The hedges in `words` as the rules know them; «genau» promises what no hedge promises.

    >>> parts("knapp über"), parts("rund über"), parts("genau"), parts("")
    (('knapp über',), ('rund', 'über'), ('',), ('',))
    """
    lower = words.lower()
    if lower in HEDGES or not lower:
        return (lower,)
    if lower in _EXACT:
        return ("",)
    for cut in range(1, len(lower)):
        if lower[cut] == " " and lower[:cut] in (*HEDGES, *_EXACT) and lower[cut + 1 :] in (*HEDGES, *_EXACT):
            return (*parts(lower[:cut]), *parts(lower[cut + 1 :]))
    return ("",)
