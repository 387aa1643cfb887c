"""A legend for the brackets behind numbers: «(Vorjahr in Klammern)», «Werte von 2023 in Klammern»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment

# «Vorjahr in Klammern», «in Klammern die Werte des Vorjahres»; not «(in Klammern: Frauen)»
_LEGEND = re.compile(r"[^.,;:()–—]*\b[Ii]n\s+Klammern\b[^.,;:()–—]*")
_IN_BRACKETS = re.compile(r"\b[Ii]n\s+Klammern\b")  # asked once per sentence
_FOR_ALL = re.compile(
    r"\b(?:[Aa]lle|[Ss]ämtliche|[Dd]iese|[Dd]ie)\s+(?:genannten\s+|übrigen\s+)?(?:Angaben|Zahlen|Werte|Daten)\s+"
    r"(?:gelten|beziehen\s+sich|betreffen|stammen|sind)\b[^.,;:]*"
    r"|\(\s*(?:Stand|Stichtag)\s+jeweils:?\s[^()]*"  # «… (Stand jeweils: Mitte 2022)»
)
_NEAR = 3  # sentences
_OPENED = re.compile(r"\s*\(\s*")
_INSIDE = re.compile(r"\([^()]*$")
_CLOSED = re.compile(r"\s*(?:\w+\s*)?\)")


def of_bracket(draft: Draft, mention: Mention) -> Moment | None:
    """The day or the step back that a legend of the paragraph gives to all numbers in brackets."""
    before = draft.preceding(mention)
    if before is None or not _alone_in_bracket(draft, before, mention):
        return None
    named_first = _named_first(draft, before, mention)
    if named_first or "Klammern" not in draft.text:
        return named_first
    for legend in _LEGEND.finditer(draft.text):
        sentence = draft.by_sentence.index(legend.end() - 1)
        if not draft.frames.together(min(sentence, mention.sentence), max(sentence, mention.sentence)):
            continue
        named = [m for m in draft.moments_of(sentence) if legend.start() <= m.start < legend.end()]
        if len(named) == 1 and (named[0].as_of or named[0].months < 0):
            return named[0]
    return None


def _named_first(draft: Draft, before: Mention, mention: Mention) -> Moment | None:
    """«Begleitete 1.380 (Vorjahr 1.226), Zugänge 310 (231)»: the day that the first bracket of the row names."""
    if mention.quantity.form != before.quantity.form:
        return None  # «Frauen 704 (51,0 Prozent)»
    for other in draft.mentions_of(mention.sentence):
        if other is mention:
            return None
        opened = _INSIDE.search(draft.text, max(0, other.span.start - 40), other.span.start)
        start = opened.start() if opened else other.span.start
        inside = [m for m in draft.moments_of(mention.sentence) if start <= m.start < other.span.start]
        if len(inside) == 1:
            return inside[0] if inside[0].as_of or inside[0].months < 0 else None
    return None


def of_all(draft: Draft, mention: Mention) -> Moment | None:
    """«Beratungen 6.510, Kosten 504.000 Euro. Alle Angaben gelten für 2024»: the day that the next sentences give all."""
    last = min(mention.sentence + _NEAR, len(draft.sentences) - 1)
    for sentence in range(mention.sentence + 1, last + 1):
        if not draft.frames.together(mention.sentence, sentence):
            return None
        if draft.sentence_says(sentence, _FOR_ALL):
            legend = _FOR_ALL.search(
                draft.text, draft.sentences[sentence].start, draft.sentences[sentence].end
            )
            named = (
                m for m in draft.moments_of(sentence) if legend and legend.start() < m.start < legend.end()
            )
            return next((m for m in named if m.as_of), None)
    return None


def holds(draft: Draft, moment: Moment) -> bool:
    """Does a legend name the day, which then is of no number outside a bracket?"""
    if not draft.sentence_says(draft.by_sentence.index(moment.start), _IN_BRACKETS):
        return False
    return any(m.start() <= moment.start < m.end() for m in _LEGEND.finditer(draft.text))


def _alone_in_bracket(draft: Draft, before: Mention, mention: Mention) -> bool:
    """«310 (231)», «504.000 Euro (415.000 Euro)»."""
    opened = _OPENED.fullmatch(draft.text, before.span.end, mention.span.start)
    return bool(opened and _CLOSED.match(draft.text, mention.span.end))
