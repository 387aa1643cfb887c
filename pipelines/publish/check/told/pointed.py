"""The metric that «Erstere», «letztere», «von denen es …» point at: a noun that stands before them."""

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
_OF_WHICH = re.compile(r"^\s*(?:von\s+(?:denen|welchen)|deren|derer)\b")
_COUNTED = {"consultation": "consultations", "entry": "entries", "exit": "exits"}


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


def before_relative(draft: Draft, mention: Mention, _: Last) -> Topic | None:
    """«1.380 Begleitete. Anderes sind die Beratungen selbst, von denen es 2024 genau 6.510 gab»: of that noun."""
    behind = mention.clause - 1
    if mention.noun.unit is not None or mention.quantity.form != "plain" or behind < 0:
        return None
    if not draft.says(mention.clause, _OF_WHICH) or behind in draft.clauses_with_numbers:
        return None
    # the noun that ends the clause: «die Zahl der Beratungen», not «die Beratungen für Geflüchtete»
    nouns = [h for h in draft.hits_by_sentence[mention.sentence] if draft.by_clause.index(h.start) == behind]
    nouns = [hit for hit in nouns if draft.text[hit.start].isupper()]
    last_of_all = (_COUNTED.get(hit.concept) for hit in nouns if hit.end == nouns[-1].end)
    metric = next(filter(None, last_of_all), None)
    return draft.vocabulary.topics[metric] if metric else None


def _point(draft: Draft, mention: Mention) -> re.Match[str] | None:
    """The last such word before the number in its clause."""
    if not draft.sentence_says(mention.sentence, inturn.EITHER):
        return None
    start = draft.clauses[mention.clause].start
    return next(reversed(list(inturn.EITHER.finditer(draft.text, start, mention.span.start))), None)
