"""The group a sentence begins with, set off by a comma: numbers behind it that name no other group are of that one.

«Syrerinnen und Syrer, Ende 2020 noch mit 205 Personen vertreten, stellen inzwischen nur 13,1 Prozent.»
"""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import allbodies, nearest
from pipelines.publish.check.model import Mention
from pipelines.publish.check.words.vocabulary import Hit

_BY = re.compile(r"\bum\s+(?:\w+\s+)?$")
_COUNTS = re.compile(r"[Zz]ahl\s+(?:der|aller)\s")  # asked once per sentence
_COUNT_OF = re.compile(
    r"\b(?:An)?[Zz]ahl\s+(?:der|aller)\s+(?:[a-zäöüß]+\s+){0,3}"
    # «die Zahl der Menschen aus der Ukraine», «… der Begleiteten in Familien»
    r"(?:[A-ZÄÖÜ]\w+\s+(?:(?:aus|in|mit|ohne|bei|von|unter)\s+(?:(?:der|dem|den|einer)\s+)?)?)?$"
)
# «… der Anteil der Frauen an den 1.380 Begleiteten: Er betrug …»
_SHARE_OF = re.compile(
    r"\b[Aa]nteil\s+(?:der|aller|von|an)\s+(?:[a-zäöüß]+\s+){0,3}"
    r"(?:[A-ZÄÖÜ]\w+\s+(?:(?:aus|in|mit|ohne|bei|von|unter)\s+(?:(?:der|dem|den|einer)\s+)?)?)?$"
)
_IT_WAS = re.compile(
    r"^\W*(?:[Ee]r|[Dd]ieser)\s+(?:lag|liegt|betrug|beträgt|belief|beläuft|erreichte?|kam|stieg|sank)\b"
)
# what leads to a level of it or to its change; «bei insgesamt 1.380» is another count
_OF_A_COUNT = re.compile(
    r"(?:\b(?:gegenüber|bei|auf|von|um|nach|statt|waren\s+es|sind\s+es|betrug|beträgt)\s+(?:(?:noch|nur|rund|etwa)\s+)?|\()$"
)
# What may stand beside the group's own words: «Die Zahl der Geduldeten in der aktiven Zielgruppe, …».
_BESIDE = frozenset(
    {
        "auch", "die", "der", "das", "den", "des", "dem", "in", "an", "bei", "von", "unter", "aus", "mit", "und", "im",
        "zahl", "anzahl", "anteil", "gruppe", "kreis", "träger", "personen", "menschen", "aktive", "aktiven",
        "zielgruppe", "begleiteten", "geflüchteten", "gesamte",
    }
)  # fmt: skip


def group(draft: Draft, mention: Mention) -> list[Hit]:
    """The words for the group, if the sentence begins with nothing but one and the number stands behind the comma."""
    first = draft.by_clause.index(draft.sentences[mention.sentence].start)
    whole = draft.named_whole(mention) or draft.whole_of_one_before(mention)
    if whole or mention.clause == first or first in draft.clauses_with_numbers:
        return []
    clause = draft.clauses[first]
    if draft.text[clause.end - 1] != ",":
        return []
    hits = [
        hit
        for hit in allbodies.left(draft, mention.sentence)
        if clause.holds(hit.start) and "=" in hit.concept
    ]
    named = [hit for hit in hits if not nearest.of_both_sexes(draft, hit)]
    if len({hit.concept for hit in named}) != 1:
        return []
    words = (word for word in draft.words_of(mention.sentence) if clause.holds(word.start))
    rest = [w for w in words if w.lower not in _BESIDE and not any(hit.holds(w.start) for hit in hits)]
    return [] if rest else named


def counted(draft: Draft, mention: Mention) -> list[Hit]:
    """«Ende 2024 lag die Zahl der begleiteten Frauen bei 704 gegenüber 253 Ende 2020»: the one count told of."""
    bare = mention.noun.unit is None and mention.quantity.form == "plain"
    if not bare or not draft.sentence_says(mention.sentence, _COUNTS):
        return []
    if not _OF_A_COUNT.search(draft.text, max(0, mention.span.start - 24), mention.span.start):
        return []
    hits = [hit for hit in draft.group_hits[mention.sentence] if "=" in hit.concept]
    named = [hit for hit in hits if _COUNT_OF.search(draft.text, max(0, hit.start - 60), hit.start)]
    alone = len({hit.concept for hit in hits}) == 1 and len(named) > 0
    return named if alone and not draft.whole_of_another(mention) else []


def share_pointed(draft: Draft, mention: Mention) -> list[Hit]:
    """«… verrät der Anteil der Frauen an den 1.380 Begleiteten: Er betrug 51,0 Prozent»: of whom it was the share."""
    if mention.quantity.form != "percent" or not draft.says(mention.clause, _IT_WAS):
        return []
    own, sentence = draft.clauses[mention.clause].start, mention.sentence
    before = sentence if draft.sentences[sentence].start < own else draft.just_before(sentence)
    hits = (
        [] if before is None else [h for h in draft.group_hits[before] if h.start < own and "=" in h.concept]
    )
    named = [h for h in hits if _SHARE_OF.search(draft.text, max(0, h.start - 60), h.start)]
    return named if len({h.concept for h in hits}) == 1 else []


def share_named(draft: Draft, mention: Mention) -> list[Hit]:
    """«Gefragt nach dem Frauenanteil …, nannte das Amt 65,5 Prozent»: the one group whose share the sentence names."""
    by = _BY.search(draft.text, max(0, mention.span.start - 12), mention.span.start)
    if mention.quantity.form != "percent" or by:
        return []  # «wuchs um 12,6 Prozent»
    at = draft.by_clause.index
    hits = [h for h in draft.group_hits[mention.sentence] if at(h.start) not in draft.clauses_with_numbers]
    named = [
        h
        for h in hits
        if "=" in h.concept and draft.text[h.start : h.end].lower().endswith(("anteil", "anteils"))
    ]
    return named if len({h.concept for h in named}) == 1 else []
