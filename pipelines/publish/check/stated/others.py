"""Those who are not of the group told of: «die übrigen 346 gehörten nicht dazu», «628 andere Menschen»: no figure.

How many of all are not Syrian or not in a family is told of nobody in particular, and is no number of the group.
"""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention

_OTHER = re.compile(
    r"\s+(?:andere|sonstige)[nr]?\s+(?:Begleitete|Menschen|Personen|Geflüchtete|Klient\w*)n?\b(?!\s+(?:aus|in|mit|ohne|unter|ab)\b)"
)
_NOT_OF_IT = re.compile(
    r"\bnicht\s+(?:zu\s+(?:dieser|der)|zur|in\s+diese|Teil\s+dieser)\s+(?:Personen|Alters)?[Gg]ruppe\b"
    r"|\b(?:dieser|der)\s+(?:Personen|Alters)?[Gg]ruppe\s+(?:gehör|zähl)\w+\s+[^,;]*\bnicht\s+an\b"
    r"|\b(?:gehör|zähl)\w+\s+(?:dieser\s+(?:Personen|Alters)?[Gg]ruppe\s+nicht\s+an\b|nicht\s+dazu\b)"
)
_WHO_ARE_NOT = re.compile(rf"^\s*(?:die|welche)\s+(?:[^,;]*\s)?(?:{_NOT_OF_IT.pattern})")
_TAKEN_OFF = re.compile(
    r"^\W*(?:Rechnet|Zieht|Nimmt|Lässt)\s+man\b.*\b(?:heraus|ab|aus|weg|beiseite|außen\s+vor)\W*$", re.DOTALL
)
_STAY = re.compile(r"\b(?:ver)?(?:bleib|blieb)\w*\b")
_WITHOUT = re.compile(r"^\W*(?:\w+\s+)?[Oo]hne\s+(?:die|den|diese)\s+")


def are_meant(draft: Draft, mention: Mention) -> bool:
    """Does the number count those who are left when the group told of is taken away?"""
    if mention.noun.unit not in (None, "persons") or mention.quantity.form != "plain":
        return False
    if _OTHER.match(draft.text, mention.quantity.end) or draft.says(mention.clause, _NOT_OF_IT):
        return True
    return _described(draft, mention) or _left_over(draft, mention) or _without_them(draft, mention)


def _described(draft: Draft, mention: Mention) -> bool:
    """«628 Begleitete, die nicht zu dieser Gruppe zählten»: the last number before the clause that says so."""
    behind = mention.clause + 1
    if behind >= len(draft.clauses) or not draft.one_sentence(mention.clause, behind):
        return False
    if behind in draft.clauses_with_numbers:
        return False  # «Darunter waren 676 Männer, die übrigen 704 gehörten nicht zu dieser Gruppe»
    last = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause][-1]
    return last is mention and draft.says(behind, _WHO_ARE_NOT)


def _left_over(draft: Draft, mention: Mention) -> bool:
    """«Rechnet man 440 Alleinstehende heraus, bleiben 940»."""
    before = mention.clause - 1
    taken = before >= 0 and draft.one_sentence(before, mention.clause) and draft.says(before, _TAKEN_OFF)
    # not «Zieht man die Abgänge von den Zugängen ab, bleiben 154»
    taken = taken and any("=" in concept for concept in draft.concepts_of_clause(before))
    return taken and draft.says(mention.clause, _STAY)


def _without_them(draft: Draft, mention: Mention) -> bool:
    """«Ohne die 676 Männer waren es 704»: the number behind the group that is left out."""
    if not draft.says(mention.clause, _WITHOUT):
        return False
    start = draft.clauses[mention.clause].start
    hits = [h for h in draft.group_hits[mention.sentence] if start <= h.start and h.end <= mention.span.start]
    return any("=" in hit.concept for hit in hits)


def told_before(draft: Draft, mention: Mention) -> bool:
    """«880 Menschen in Familien und 500 sonstige Personen, zusammen 1.380»: does the sentence count them before it?"""
    before = (m for m in draft.mentions_of(mention.sentence) if m.span.end <= mention.span.start)
    return any(are_meant(draft, m) for m in before)
