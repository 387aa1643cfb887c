"""Money for something that nobody counts here: a ticket, an office, a square metre."""

from __future__ import annotations

import re

from pipelines.publish.check.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.vocabulary import Topic

_PURPOSE = re.compile(
    r"(?:\s+der\s+(?:Stadt|Kommune|Gemeinde))?\s+(?:für|je|pro|zur|zum|des|der|eines|einer|am|an\s+(?:den|die|das|der|dem))\s+(?:[a-zäöüß]+\s+){0,3}([A-ZÄÖÜ][\wäöüß-]+)"
)
_PER = re.compile(r"\s+(?:je|pro)\s+(?:[a-zäöüß]+\s+)?([A-ZÄÖÜ][\wäöüß-]+)")
_COSTS = re.compile(r"\bkoste(?:t|n|te|ten)\b")
_PRICE = 1000  # no year of the service costs less
# What costs us money; everything else is for sale.
_OURS = {
    "programme", "target", "accompanied", "positions", "consultation", "our_staff", "cared", "counsellors",
}  # fmt: skip


def other(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«Die Kosten für ein Büro», «Zuschuss zur Sanierung», «1.250 Euro je Quadratmeter», «Karten kosten 8 Euro»."""
    if not topic.unit.startswith("eur"):
        return False
    sold = topic.metric == "costs_eur" and draft.says(mention.clause, _COSTS)
    cheap = mention.quantity.form == "plain" and mention.quantity.value < _PRICE
    if sold and (cheap or not draft.speaks_of(mention.sentence, _OURS)):
        return True
    per = _PER.match(draft.text, mention.span.end)
    if per and not draft.is_known(per.start(1)) and not draft.in_clause(mention.clause, "per_person"):
        return True
    for hit in draft.in_clause_of(mention):
        purpose = _PURPOSE.match(draft.text, hit.end) if hit.concept in topic.concepts else None
        if purpose and not draft.is_known(purpose.start(1)):
            return True
    return False
