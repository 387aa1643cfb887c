"""What a clause says that nobody here understands: such words may make its number a part of the whole.

«Derzeit leben 200 Geflüchtete in Lörrach» says nothing else, so 200 is meant as the whole; «200 Geflüchtete in Lörrach
haben einen Führerschein» counts a part, and only its writer knows how many.
"""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Span, Word
from pipelines.publish.check.text import numberwords
from pipelines.publish.check.words.vocabulary import Topic

_SPOKEN = re.compile(r"^\s*(?:so|wie|laut|nach|hieß|heißt)\b")
# Concepts that name who or where, never which part.
_NEUTRAL = {
    "programme", "refugees", "place", "lives", "counts", "whole", "target", "accompanied", "present", "city",
    "ukraine", "arrived",
}  # fmt: skip


def unexplained(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """Does the number's clause hold a word beside numbers, dates, groups and the metric's own words?"""
    clauses = [draft.clauses[mention.clause]]
    relative = draft.relative_clause(mention)
    if relative is not None:
        clauses.append(draft.clauses[relative])
    behind = (
        mention.clause + 2
    )  # «126 Personen, die noch in Lörrach lebten, hatten einen Kleingarten gepachtet»
    if behind < len(draft.clauses) and draft.inserted(mention.clause, behind):
        clauses += [] if behind in draft.clauses_with_numbers else [draft.clauses[behind]]
    around = mention.clause - 2  # «Einen Führerschein besaßen, so die Verwaltung, 140 der Begleiteten»
    spoken = (
        around >= 0 and draft.says(mention.clause - 1, _SPOKEN) and draft.inserted(around, mention.clause)
    )
    if spoken and around not in draft.clauses_with_numbers:
        clauses.append(draft.clauses[around])
    strange = [word for clause in clauses for word in _strange(draft, mention.sentence, clause)]
    if not strange:
        return False
    signs = topic.concepts | _NEUTRAL
    understood = [
        hit
        for hit in draft.hits_by_sentence[mention.sentence]
        if hit.concept in signs or hit.concept.startswith("unit:") or "=" in hit.concept
    ]
    return any(not any(hit.holds(word.start) for hit in understood) for word in strange)


def _strange(draft: Draft, sentence: int, clause: Span) -> list[Word]:
    """The words of a clause that are neither plain nor of a number or date; found once for all its numbers."""
    if clause.start not in draft.kept.strange:
        told = [*draft.moments_of(sentence), *(m.span for m in draft.mentions_of(sentence))]
        draft.kept.strange[clause.start] = [
            word
            for word in draft.words_of(sentence)
            if clause.holds(word.start)
            and not (draft.vocabulary.is_plain(word) or numberwords.value(word.text))
            and not any(span.holds(word.start) for span in told)
        ]
    return draft.kept.strange[clause.start]
