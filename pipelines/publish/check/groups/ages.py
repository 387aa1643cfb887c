"""Ages that the catalogue does not have («zwischen 61 und 70 Jahren»): whom they count, no figure says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention

_AGE = re.compile(
    r"(?i:(?<!seit )(?<!vor )(?<!nach )(?<!binnen )\b(?:"
    r"zwischen\s+\w+\s+(?:und|bis)\s+\w+\s+jahren?"
    r"|\w+\s*(?:bis|–|-)\s*\w+\s+jahren?"
    r"|(?:über|unter|ab|älter\s+als|jünger\s+als|mindestens)\s+\w+\s+jahren?"
    r"|(?:über|unter|zwischen|\w+\s+bis|\w+\s+und)?\s*\d+-?\s?jährige[nr]?"
    r"|\w+\s+jahre\s+alt|\d+\.\s+lebensjahr\w*)\b)"
    r"|(?<=\d\s)zwischen\s\d{1,2}\sund\s\d{1,2}\b"
    r"|(?:Menschen|Personen|Frauen|Männer|Geflüchtete[nr]?|Begleitete[nr]?)\s(?:ab|über|unter)\s\d{2}\b(?!\s[A-ZÄÖÜ])"
)
_YEARS = re.compile(r"(?i:jahr|jährig|\d zwischen \d|n (?:ab|über|unter) \d)")
_LIFE, _NOT = re.compile(r"Lebensjahr"), re.compile(r"\bnicht\b")
_STAYS = {"over36", "limit36", "duration"}  # «länger als drei Jahre» says how long, not how old


def unrecorded(draft: Draft, mention: Mention, by: Mapping[str, str]) -> bool:
    """Is the number of an age for which there is no band?"""
    if draft.says(mention.clause, _LIFE) and by.get("age_band") == "65+" and draft.says(mention.clause, _NOT):
        return True  # «hatten das 65. Lebensjahr noch nicht vollendet»
    if "age_band" in by or _STAYS & set(draft.concepts_of(mention.sentence)):
        return False
    if not draft.sentence_says(mention.sentence, _YEARS):
        return False
    sentence = draft.sentences[mention.sentence]
    bands = [hit for hit in draft.hits_by_sentence[mention.sentence] if hit.concept.startswith("age_band=")]
    for age in _AGE.finditer(draft.text, sentence.start, sentence.end):
        known = any(hit.start < age.end() and age.start() < hit.end for hit in bands)
        if not known and _owner(draft, mention, age.start()):
            return True
    return False


def _owner(draft: Draft, mention: Mention, place: int) -> bool:
    """Does an age belong to the number: in its clause the nearest one, across a label or a bracket («Kinder (171)»)?"""
    clause = draft.by_clause.index(place)
    if clause == mention.clause:
        rivals = [m for m in draft.mentions_of(mention.sentence) if m.clause == clause]
        return min(rivals, key=lambda m: abs(m.span.start - place)) is mention
    beside = draft.bracketed(mention) and clause in (mention.clause - 1, mention.clause + 1)
    return clause in draft.labels(mention) or (beside and clause not in draft.clauses_with_numbers)
