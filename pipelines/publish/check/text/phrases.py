"""Phrases around a noun: the whole a number is a part of, and what stands between a number and its noun."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.publish import german
from pipelines.publish.check.model import Mention, Span

BY = re.compile(r"\b[Uu]m\s+(?:\w+\s+)?$")  # «um rund 154»: before the number of a change
ON_TO = re.compile(r"\s+auf\s+(?:\w+\s+)?")  # «um 104 auf 440», «mit 61 Personen auf 5,8 Prozent»
FROM, ONTO = (
    re.compile(r"\b[Vv]on\s+(?:\w+\s+)?$"),
    re.compile(r"\bauf\s+(?:\w+\s+)?$"),
)  # right before a number
SINCE_IT = r"^\s*(?:seit|nachdem|als|bevor)\s+(?:sie|er)"  # «…, seit sie Mitte 2022 mit 503 erfasst wurde»
HOW_MANY = r"wie\s+(?:viele?|hoch|oft|groß)\b"
GLOSS = r"\s?\((?:[^\W\d]+\s){0,2}[^\W\d]+\)"  # a few words alone in a bracket
_GLOSS = re.compile(GLOSS)
_PREPOSITION = r"(?:vom|von|durch|beim?|im|in|aus|nach|seit|bis|zum|am)"
_DATED = r"(?:Ende|Mitte|Anfang)\s+(?:\w+\s+)?\d{4}\s+"
_PARTICIPLE = r"(?!der\b|einer\b)[a-zäöüß]+e[nr]"
# «552 der [Mitte 2022 begleiteten] 1.048 Personen», «336 der [im Juni 2022 begleiteten] 1.048»: dated before its number
DATED_WHOLE = (
    rf"(?:(?:(?:Ende|Mitte|Anfang|im|am|zum)\s+(?:\d\d?\.\s+)?(?:(?:{'|'.join(german.MONTHS)}|Jahr)\s+)?(?:19|20)\d\d|damals|seinerzeit)\s+"
    r"(?:begleitet|betreut|(?:an)?gekommen|aufgenommen|anwesend|lebend|untergebracht|erfasst)en\s+)?"
)
# «603 der aus der Ukraine Angekommenen», «143 der vom Integrationsmanagement begleiteten Personen»
_GENITIVE = re.compile(
    rf"\s+(?:der|von den|aller)\s+(?:(?:{_DATED}|damals\s+)?{_PREPOSITION}\s+(?:[\w.]+\s+){{1,4}}?"
    rf"(?:(?:{_PARTICIPLE}\s+){{1,3}}[A-ZÄÖÜ]\w+|[A-ZÄÖÜ]\w+(?:ten|enen))"
    r"|(?:[a-zäöüß]+e[nr]\s+){0,3}(?!(?:Ende|Mitte|Anfang)\s+\d)[A-ZÄÖÜ]\w+)"
)
# «die 156 im Jahr 2024 ausgeschiedenen Personen», «470 von der Caritas begleitete Geflüchtete»,
# «638 tatsächlich aufgenommene Personen»
_ATTRIBUTE = re.compile(
    rf"(?:(?:{_DATED})?{_PREPOSITION}\s+(?:[\w.]+\s+){{1,6}}?|(?:tatsächlich|wirklich|letztlich|schließlich)\s+)(?=(?!der\b|einer\b)[a-zäöüß]+(?:ten|te|enen|ene|nden|nde)\s+[A-ZÄÖÜ]|(?:Begleitet|Betreut)en\b)"
)

# «syrischer Herkunft», «mit syrischer Staatsangehörigkeit»: what stands behind where somebody is from
ORIGIN = "Herkunft|Nationalität|Abstammung|Staatsangehörigkeit"

_ATTRIBUTIVE = re.compile(
    r"(?:noch\s+(?:im|in)\s+)?(?:\w+\s+)?(?:noch\s+)?(?:lebend|wohnend|anwesend|(?:da|hier)?gebliebe|verbliebe|gemeldet)\w*e[nr]\s+(?:[\d.]+\s+)?(?:[a-zäöüß]+e[nr]\s+)?[A-ZÄÖÜ]"
    # «Frauen machen unter den Gebliebenen 61,5 Prozent aus», «von den heute Anwesenden»
    r"|(?:(?!sind|waren|seien)[a-zäöüß]+\s+){0,2}(?:Lebend|Wohnend|Anwesend|(?:Da|Hier)?[Gg]eblieben|Verblieben|Gemeldet)en\b"
)


@lru_cache(maxsize=4)
def small(text: str) -> str:
    """The text in small letters, every place the same («İ» would become two): faster than a flag in the pattern."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )


def genitive(text: str, start: int) -> re.Match[str] | None:
    """The whole behind a number: «735 [der 1.362 Personen]»."""
    return _GENITIVE.match(text, start)


def attribute(text: str, start: int) -> re.Match[str] | None:
    """What stands before a participle and its noun: «die 156 [im Jahr 2024] ausgeschiedenen Personen»."""
    return _ATTRIBUTE.match(text, start)


def attributive(text: str, start: int) -> bool:
    """«im [Stadtgebiet lebenden] Personen», «die noch [anwesenden] …»: does it describe a noun, and say nothing of it?"""
    return bool(_ATTRIBUTIVE.match(text, start))


def glosses(text: str, mention: Mention, named: Span) -> bool:
    """«1 : 251 (geplant)», «420 (Diakonie)»: does a concept stand alone in the bracket behind the number?"""
    bracket = _GLOSS.match(text, mention.span.end)
    return bracket is not None and bracket.start() < named.start < bracket.end()


def end(text: str, mention: Mention) -> int:
    """Where the words of a claim end: with its noun, but before a noun that tells of a year («905 bis Ende 2024 …»)."""
    dated = any(sign.isdigit() for sign in text[mention.quantity.end : mention.span.end])
    return mention.quantity.end if dated else mention.span.end
