"""Money for something that nobody counts here: a ticket, an office, a square metre."""

from __future__ import annotations

import re
from collections.abc import Collection

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.words.vocabulary import Topic

_PURPOSE = re.compile(
    r"(?:\s+(?:der|des)\s+(?:Stadt|Kommune|Gemeinde|Landes|Bundes|Landkreises))?\s+(?:für|je|pro|zur|zum|des|der|eines|einer|am|an\s+(?:den|die|das|der|dem))\s+(?:[a-zäöüß]+\s+){0,3}([A-ZÄÖÜ][\wäöüß-]+)"
)
_PER = re.compile(r"\s+(?:je|pro)\s+(?:[a-zäöüß]+\s+)?([A-ZÄÖÜ][\wäöüß-]+)")
_THING = re.compile(
    r"\b(?:[Ee]inen?|[Ee]ine)\s+(?!Rest|Teil|\w*[Aa]nteil|\w*[Bb]etrag|Höhe|Wert|Umfang|Volumen|Summe|Beitrag|Differenz|Zuschuss)([A-ZÄÖÜ][\wäöüß-]+)"
    r"\s+(?:von|über|in\s+Höhe\s+von)\s+$"
)
_MONEY = ("costs", "grants", "own_share")
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
    if _for_something(draft, mention, topic.concepts):
        return True
    return topic.metric == "city_share_eur" and (_of_a_thing(draft, mention) or _goes_on(draft, mention))


def _for_something(draft: Draft, mention: Mention, concepts: Collection[str]) -> bool:
    """«Zuschuss für das Jugendzentrum»: does the number's clause say that the money is for something unknown?"""
    named = (
        _PURPOSE.match(draft.text, hit.end) for hit in draft.in_clause_of(mention) if hit.concept in concepts
    )
    return any(purpose and not draft.is_known(purpose.start(1)) for purpose in named)


def _of_a_thing(draft: Draft, mention: Mention) -> bool:
    """«Die Stadt übernimmt eine Mietgarantie von bis zu 5.000 Euro»: what it pays, by its own name."""
    thing = _THING.search(draft.text, max(0, mention.span.start - 60), mention.span.start)
    return thing is not None and not draft.is_known(thing.start(1))


def _goes_on(draft: Draft, mention: Mention) -> bool:
    """«Der Zuschuss für das Jugendzentrum beträgt 352.000 Euro. Die Stadt beteiligt sich mit 151.000»: of the same."""
    before = draft.just_before(mention.sentence)
    if before is None or not _OURS.isdisjoint(draft.concepts_of(mention.sentence)):
        return False
    return any(
        draft.in_clause(other.clause, "block:other_office") or _for_something(draft, other, _MONEY)
        for other in draft.mentions_of(before)
        if other.noun.unit == "eur"
    )
