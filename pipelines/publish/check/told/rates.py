"""Rates that go on from a rate told before: «2025 lag die Auslastung bei 84,9», «Für die Zielgruppe insgesamt 38,1»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import residue
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.words.vocabulary import Topic

_THE_RATE = re.compile(r"\b(?:[Dd]ie|[Dd]iese)\s+(?:Quote|Rate)\b(?!\s+(?:der|des|von|für))")
_ALL_OF_US = {"target", "accompanied"}
_IN_ALL = re.compile(r"(?i:\b(?:insgesamt|gesamte[nr]?|alle[rn]?|über\s+alle)\b)")
# Name no rate by themselves.
_SILENT = {"refugees", "ukraine", "employment", "housing", "language", "grants", "costs"}


def again(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Die Auslastung der Unterkünfte lag bei … Das sind 3,6 Punkte weniger. 2025 lag die Auslastung bei 84,9»."""
    told = [draft.vocabulary.topics[claim.metric] for claim in reversed(last.told)]
    rates = [topic for topic in told if topic.unit == "fraction"]
    said = draft.concepts_of_clause(mention.clause)
    topic = next((topic for topic in rates if said & (topic.concepts - _SILENT)), None)
    if topic is None and rates and draft.says(mention.clause, _THE_RATE):
        return rates[0]
    return None if topic is None or residue.unexplained(draft, mention, topic) else topic


def of_all(draft: Draft, mention: Mention, last: Last) -> bool:
    """«Die Erwerbsquote der Frauen lag bei 31,4 Prozent. Für die Zielgruppe insgesamt weist die Stadt 38,1 aus».

    All of the target group are no share of it: so many percent of them are what was told of a part.
    """
    told = last.topic is not None and (last.topic.unit == "fraction" or last.of_group)
    near = told and last.kind in ("ratio", "share") and mention.sentence - last.sentence <= 1
    if not near or last.topic is None or mention.quantity.form != "percent":
        return False
    said = draft.concepts_of_clause(mention.clause)
    if said.isdisjoint(_ALL_OF_US) or not draft.says(mention.clause, _IN_ALL):
        return False
    named = any("=" in hit.concept for hit in draft.in_clause_of(mention))
    return not named and not residue.unexplained(draft, mention, last.topic)
