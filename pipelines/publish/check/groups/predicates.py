"""The group that the predicate names behind a clause which only describes the whole.

«Ende 2024 stammten 54,5 Prozent der 1.380 Menschen, die begleitet wurden, aus der Ukraine und 13,1 Prozent aus Syrien.»
"""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import allbodies
from pipelines.publish.check.model import Mention
from pipelines.publish.check.words.vocabulary import Hit

# the verb of which the predicate is the end
_IS = re.compile(
    r"\b(?:stamm|k[ao]m|leb|wohn|war(?:en)?\b|ist\b|sind\b|seien\b|gehör|besaß|besitz|hatt|hab)\w*"
)
# what may stand between the comma and the group
_TO_GROUP = re.compile(
    r"\s*(?:(?:Menschen|Personen|Geflüchtete)\s+)?(?:(?:aus|in|mit|bei|ohne|unter|zu|zur|zum)\s+)?"
    r"(?:(?:der|die|den|dem|das|einer|eigener)\s+)?(?:[a-zäöüß]+en\s+)?"
)
# not «…, aus Syrien waren es 205», which has a verb of its own
_ENDS = re.compile(r"\s*(?:[.,;:!?)–—]|$|(?:und|sowie|oder)\b)")


def behind_description(draft: Draft, mention: Mention) -> list[Hit]:
    """The groups right behind the clause that describes those of whom the number is a part."""
    described = draft.relative_clause(mention)
    if described is None or draft.whole_of_one_before(mention) or draft.named_whole(mention):
        return []
    predicate = described + 1
    if predicate >= len(draft.clauses) or not draft.one_sentence(described, predicate):
        return []
    if not draft.says(mention.clause, _IS):
        return []
    start, end = draft.clauses[predicate].start, draft.clauses[predicate].end
    # not «Menschen, die von Caritas, Diakonie und Stadt begleitet werden»
    left = allbodies.left(draft, mention.sentence)
    hits = [h for h in left if start <= h.start < end and "=" in h.concept]
    return [
        h for h in hits if _TO_GROUP.fullmatch(draft.text, start, h.start) and _ENDS.match(draft.text, h.end)
    ]


def of_another(draft: Draft, mention: Mention) -> list[Hit]:
    """The groups with which the number's clause only ends what was said of one before: «aus der Ukraine und 13,1 …»."""
    before = mention.clause - 1
    if before < 1 or before in draft.clauses_with_numbers or not draft.one_sentence(before, mention.clause):
        return []
    parts = (m for m in draft.mentions_of(mention.sentence) if m.clause < before)
    told = (m for m in parts if draft.relative_clause(m) == before)
    own = (hit for m in told for hit in behind_description(draft, m))
    return [hit for hit in own if hit.end <= mention.span.start]
