"""The metric that «Erstere», «letztere» point at: of the two nouns that the sentence before set side by side."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import inturn
from pipelines.publish.check.words.vocabulary import Topic

_METRICS = {
    "entry": "entries",
    "exit": "exits",
    "costs": "costs_eur",
    "grants": "grants_eur",
    "own_share": "city_share_eur",
}


def named(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Sowohl Zugänge als auch Abgänge haben zugelegt. Erstere kletterten von 231 auf 310, letztere von 124 auf 156»."""
    point = _point(draft, mention)
    before = draft.just_before(mention.sentence)
    if point is None or before is None or draft.mentions_of(before):
        return None
    nouns = [
        hit.concept
        for hit in draft.hits_by_sentence[before]
        if hit.concept in _METRICS and draft.text[hit.start].isupper()
    ]
    if len(nouns) != 2 or nouns[0] == nouns[1]:
        return None
    topic = draft.vocabulary.topics[_METRICS[nouns[0 if point["former"] else 1]]]
    return topic if mention.noun.unit in (None, topic.unit) else None


def _point(draft: Draft, mention: Mention) -> re.Match[str] | None:
    """The last such word before the number in its clause."""
    if not draft.sentence_says(mention.sentence, inturn.EITHER):
        return None
    start = draft.clauses[mention.clause].start
    return next(reversed(list(inturn.EITHER.finditer(draft.text, start, mention.span.start))), None)
