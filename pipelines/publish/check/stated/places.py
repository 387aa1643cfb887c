"""How near a concept stands to a number, as a factor between 0 (says nothing about it) and 4 (says just that).

«Kosten von 504.000 Euro» 4 · own clause 3 · earlier clause 1.5 · later clause 1.2 · another number's noun 1 · sentence
before 0.6.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import zip_longest

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import othernoun, tiers
from pipelines.publish.check.stated.attribution import PREDICATES
from pipelines.publish.check.stated.nearness import BEFORE, EARLIER, OWN
from pipelines.publish.check.words.vocabulary import Hit

_NEAREST = 2  # places on each side
# «Legt man die 5,5 Planstellen zugrunde, …», «Auf die geförderten Stellen gerechnet, …»
# «… zu 86,6 Prozent – in ihnen wohnen auch Menschen, die nicht zur aktiven Zielgruppe zählen»

_IT_WAS = re.compile(r"\b(?:waren|sind|ist|war)\s+es\b|\bes\s+(?:waren|sind|ist|war)\b")
_OF_THEM = re.compile(r"\b(?:von|unter)\s+ihnen\b")


def nearest(draft: Draft, mention: Mention, concept: str, ahead: bool) -> tuple[float, int]:
    """The best factor of a concept and its distance in words; `ahead` lets in what stands behind the next number."""
    if draft.answers(mention):
        asked = next(filter(None, (draft.hits_of(s, concept) for s in draft.lenders(mention.sentence))), [])
        return (OWN, draft.by_clause.distance(mention.quantity, asked[-1])) if asked else (0.0, 0)
    best = (0.0, 0)
    for hit in _around(draft.hits_of(mention.sentence, concept), mention):
        distance = draft.by_clause.distance(mention.quantity, hit)
        if best[0] >= OWN and distance >= best[1] and hit.start not in draft.heads:
            continue  # it cannot be nearer
        tier = tiers.tier(draft, mention, hit, ahead)
        if tier > best[0] or (tier == best[0] and distance < best[1]):
            best = (tier, distance)
    if best[0] >= OWN or (not best[0] and othernoun.told_of_next(draft, mention, concept)):
        return best
    before = _in_sentence_before(draft, mention, concept)
    return before if (before[0], -before[1]) > (best[0], -best[1]) else best


def _around(hits: list[Hit], mention: Mention) -> list[Hit]:
    """The nearest places of a concept, so that the work grows with the length of a sentence only; nearer ones first."""
    if len(hits) <= 2 * _NEAREST:
        return hits
    at = bisect_left(hits, mention.quantity.start, key=lambda hit: hit.start)
    near = zip_longest(reversed(hits[max(0, at - _NEAREST) : at]), hits[at : at + _NEAREST])
    return [hit for pair in near for hit in pair if hit]


def _in_sentence_before(draft: Draft, mention: Mention, concept: str) -> tuple[float, int]:
    """The last place of a concept in the sentence that this one may go on from (the heading of a line in a list)."""
    lent = (draft.hits_of(sentence, concept) for sentence in draft.lenders(mention.sentence))
    hits = next(filter(None, lent), [])
    if hits and concept in othernoun.RATES and _asked_before(draft, mention):
        return (OWN, draft.by_clause.distance(mention.quantity, hits[-1]))
    if not hits or (mention.noun.unit and concept in othernoun.RATES):
        return (0.0, 0)
    if concept in PREDICATES and draft.whole_of_one_before(mention):
        return (0.0, 0)  # «300 der 500 Geflüchteten»: nothing is said of the 500
    titled = draft.frames.of_item(mention.sentence) is not None
    if titled and mention.noun.unit is None and draft.only_dated(mention):
        return (OWN, 0)  # «Beratungen», under it «1. Halbjahr 2022: 2.110»
    if mention.sentence in draft.told_below:
        return (OWN, 0)  # «Mitte 2019: 537. Ende 2020: 622. So wuchs die aktive Zielgruppe»
    tier = EARLIER if titled or draft.echoes(mention) else BEFORE
    if draft.echoes(mention) and (draft.only_dated(mention) or _bare_count(draft, mention)):
        tier = OWN  # «Die Zahl der Beratungen ist gestiegen. Sie lag 2024 bei 6.510»
    if concept in ("accompanied", "target") and _part_of_those_named(draft, mention):
        tier = OWN
    return (tier, draft.by_clause.distance(mention.quantity, hits[-1]))


def _asked_before(draft: Draft, mention: Mention) -> bool:
    """«Was kostet eine begleitete Person? 2024 waren es 110 Euro»: the question says of whom or what."""
    return draft.behind_a_question(mention.sentence) and draft.says(mention.clause, _IT_WAS)


def _part_of_those_named(draft: Draft, mention: Mention) -> bool:
    """«Wie viele der Begleiteten wohnen zur Miete? Mitte 2022 lebten 410 von ihnen privat»: a named part of those."""
    before = draft.just_before(mention.sentence)
    if before is None or draft.mentions_of(before) or not draft.says(mention.clause, _OF_THEM):
        return False
    return any("=" in hit.concept for hit in draft.in_clause_of(mention))


def _bare_count(draft: Draft, mention: Mention) -> bool:
    """«Die Zahl der Begleiteten stieg. Mitte 2022 waren es 1.048 Personen, von denen …»: a clause of day and number."""
    moments = draft.moments_of(mention.sentence)
    hits = [hit for hit in draft.in_clause_of(mention) if not any(m.holds(hit.start) for m in moments)]
    # «Was kostet Integration? 504.000 Euro waren es 2024 allein für das Integrationsmanagement»: for whom, not what
    silent = {"whole", "ours", "unit:persons"}
    if draft.behind_a_question(mention.sentence):
        silent |= {"programme", "unit:eur", "unit:consultations", "mal"}
    return all(hit.concept in silent for hit in hits)
