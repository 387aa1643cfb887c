"""Which metric a number is about: concepts in sight of the number, the nearer and the more, the better.

A concept counts by where it stands (`places`) times its weight. The metric with the best set of signs wins; a tie is a
doubt, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups
from pipelines.publish.check.model import Mention, record
from pipelines.publish.check.numbers import hedges
from pipelines.publish.check.stated import nearness, places
from pipelines.publish.check.when import candidates, wholes
from pipelines.publish.check.words.vocabulary import Topic
from pipelines.publish.wording import HEDGES

_CONTEXT = 0.7
_BORROWED = 0.75
# takes up what was spoken of before
_IT = re.compile(r"\b(?:waren|sind|werden) es\b|\b(?:lag|liegt|betrug|beträgt) (?:er|sie)\b")
_STILL = re.compile(r"\bnoch\b")
_THRESHOLD, _THRESHOLD_OF_RATIOS, _THRESHOLD_OF_MONTHS = (
    1.5,
    1.0,
    0.8,
)  # nothing but the duration counts months
_TIE = 0.02
_CORE = 0.5  # a concept of less weight supports others and says nothing by itself
_IN_THE_CITY = re.compile(r"\s+(?:aus\s+der\s+Ukraine\s+)?im\s+")
_GENERAL = 0.8
_WHOLES = (("target",), ("accompanied", "programme"), ("accompanied",))
_COUNTS = {"counts", "takes_up"}


@record
class Choice:
    """The metric a number is about, others that fit as well, how well, and what its words may mean besides."""

    topic: Topic
    rivals: tuple[str, ...]
    score: float
    second: tuple[str, ...] = ()
    lent: bool = False  # by a word of the sentence before
    grouped: bool = False  # of a group of those whom the paragraph speaks of; goes on from the claim before
    thin: bool = False  # of a group whose whole nobody counted: true or a doubt, never false
    unrecorded: bool = False  # of some of them whom nobody counts


def choose(draft: Draft, mention: Mention, last_unit: str | None, changing: bool) -> Choice | None:
    """The best metric for a number, None when the number is no claim.

    last_unit: unit of the claim before in the same sentence, which a bare number may continue.
    What stands behind the next number speaks about that one, and is asked only when nothing nearer answers.
    """
    near = _best(draft, mention, last_unit, changing, False)
    if near and not (near.lent and _names_its_own(draft, mention)):
        return near
    later = _arrived_before_still(draft, mention)
    goes_on = draft.just_before(mention.sentence) is not None and draft.says(mention.clause, _IT)
    if later is None and not goes_on:
        later = _best(draft, mention, last_unit, changing, True)
    return later if later and not (near and later.lent) else near


def _names_its_own(draft: Draft, mention: Mention) -> bool:
    """May what stands behind the next number speak of this one as well? Not in a list, nor of a part («davon»)."""
    return draft.frames.of_item(mention.sentence) is None and not groups.thereof(draft, mention)


def _arrived_before_still(draft: Draft, mention: Mention) -> Choice | None:
    """«über 500 ukrainische Geflüchtete, noch 400 im Stadtgebiet»: who is «still» here is a part of all who came."""
    if mention.noun.unit not in ("persons", None) or not draft.in_clause(mention.clause, "ukraine"):
        return None
    arrivals = draft.vocabulary.topics["ukraine_arrivals_total"]
    if draft.whole_of_another(mention) and draft.in_clause(mention.clause, "present"):
        if draft.in_clause(mention.clause, "living") or _divided_here(draft, mention):
            # «Unter den 603 Ende 2024 im Stadtgebiet lebenden …»
            return Choice(draft.vocabulary.topics["ukraine_present"], (), _THRESHOLD)
        return Choice(arrivals, (), _THRESHOLD, ("ukraine_present",))
    following = [m for m in draft.mentions_of(mention.sentence) if m.quantity.start > mention.span.end]
    if not following or following[0].clause == mention.clause:
        return None
    lead = draft.text[draft.clauses[following[0].clause].start : following[0].quantity.start]
    here = draft.in_clause(following[0].clause, "present") or draft.in_clause(following[0].clause, "place")
    if not here or not _STILL.search(lead):
        return None
    return Choice(arrivals, (), _THRESHOLD)


def _divided_here(draft: Draft, mention: Mention) -> bool:
    """«371 der 603 Ukrainer im Stadtgebiet waren Frauen»: the place is said of the whole, the part is a group of it."""
    here = [hit for hit in draft.in_clause_of(mention) if hit.concept == "present"]
    part = draft.preceding(mention)
    if len(here) != 1 or part is None or not draft.whole_of_one_before(mention):
        return False
    attached = _IN_THE_CITY.fullmatch(draft.text, mention.span.end, here[0].start)
    return bool(attached and groups.of(draft, part, draft.vocabulary.topics["ukraine_present"])[0])


@record
class _Scored:
    """How well one set of signs fits; raw: before shares and general words are marked down."""

    score: float
    topic: Topic
    sign: tuple[str, ...]
    raw: float
    lent: bool


def _best(
    draft: Draft, mention: Mention, last_unit: str | None, changing: bool, ahead: bool
) -> Choice | None:
    scored = _scored(draft, mention, last_unit, changing, ahead)
    if any(_names_it(entry) for entry in scored) and _names_its_own(draft, mention):
        # «Auf eine Stelle kommen 260 Personen. 2022 gab es 5.815 Beratungen»: not per position. A sentence that names
        # a metric by itself never becomes another one by a word of the sentence before.
        # But «Es geht um die Drei-Jahres-Grenze. Ende 2024 lagen 211 Personen der Zielgruppe darüber»: a part of those.
        named = {entry.topic.metric for entry in scored if _names_it(entry)}
        scored = [
            e for e in scored if not e.lent or (e.topic.part_of in named and _exceeds(draft, mention, e))
        ]
    scored = [replace(e, score=e.score * _GENERAL) if _general(e.sign, scored) else e for e in scored]
    scored.sort(key=lambda entry: -entry.score)
    # «1 zu 291» can hardly be anything else where a caseload is spoken of.
    needed = _THRESHOLD_OF_RATIOS if mention.quantity.form == "ratio" else _THRESHOLD
    needed = _THRESHOLD_OF_MONTHS if mention.noun.unit == "months" else needed
    if candidates.of_horizon(draft, mention, {hit.concept for hit in draft.in_clause_of(mention)}):
        needed = _THRESHOLD_OF_MONTHS  # «… trifft das binnen drei Monaten auf 61 Personen zu»
    if not scored or scored[0].raw < needed:
        return None
    best = scored[0]
    near = (e.topic.metric for e in scored[1:] if best.score - e.score < _TIE and e.topic is not best.topic)
    rivals = tuple(dict.fromkeys(near))
    if mention.quantity.form in candidates.SHARES and {best.topic.metric, *rivals} <= candidates.STAYED:
        rivals = ()  # a share of those who came, present now, is the rate
    # «weniger als 1.000» holds of too much to tell which is meant.
    pointed = all(HEDGES.get(word, "none") in ("none", "about") for word in hedges.parts(mention.hedge))
    second = tuple(
        other
        for concept, other in best.topic.second.items()
        if pointed and (concept in best.sign or _beside_the_sign(draft, mention, best.topic, concept))
    )
    # «lebten in der Anschlussunterbringung»: all of them, or those of one kind of it
    kind_said = any(hit.concept.startswith("housing=") for hit in draft.in_clause_of(mention))
    thin = "in_housing" in best.sign and not kind_said
    return Choice(best.topic, rivals, best.score, second, best.lent, thin=thin)


def _beside_the_sign(draft: Draft, mention: Mention, topic: Topic, concept: str) -> bool:
    """«2023 kamen 107 Personen dazu»: does the clause hold a word for the other metric that betrays neither alone?"""
    return concept not in topic.concepts and draft.in_clause(mention.clause, concept)


def _scored(
    draft: Draft, mention: Mention, last_unit: str | None, changing: bool, ahead: bool
) -> list[_Scored]:
    """For each topic that fits the number: its best set of own words, and its best with words of the sentence before."""
    number = candidates.Number.of(draft, mention, last_unit, changing)
    found: list[_Scored] = []
    for topic, sets in draft.topics_in_sight(mention.sentence):
        if candidates.may_be_meant(number, topic):
            found += _best_of(number, topic, candidates.left_of(number, topic, sets), ahead)
    said = [(entry.topic, entry.sign) for entry in found if entry.raw >= _THRESHOLD]
    others = wholes.described(draft, mention, said)
    return [entry for entry in found if entry.topic.metric not in others]


def _best_of(
    number: candidates.Number, topic: Topic, sets: list[candidates.Sign], ahead: bool
) -> Iterator[_Scored]:
    draft, mention = number.draft, number.mention
    bonus = 0.4 if mention.noun.unit is None and topic.unit == number.last_unit else 0.0
    # «Die Erwerbsquote in der aktiven Zielgruppe liegt bei 48 Prozent»: a share of a stock names its group.
    rate = (
        mention.quantity.form in candidates.SHARES
        and not number.changing
        and _no_share(draft, mention, topic)
    )
    for lent in (False, True):
        some = [sign for sign in sets if draft.is_own(mention.sentence, sign) is not lent]
        if lent:
            # «2024 zählte das Integrationsmanagement 6.510 Beratungen. Im Jahr davor waren es 5.834»: of those
            some = [sign for sign in some if _COUNTS.isdisjoint(sign)]
        if not some:
            continue
        score, sign = max((_sign(draft, mention, sign, ahead), sign) for sign in some)
        if topic.subset and score and _said_here(draft, mention, sign, ahead):
            score += _of_its_whole(draft, mention, sign, ahead)
        if score:
            raw = score + bonus
            yield _Scored(raw * (_BORROWED if rate else 1.0), topic, sign, raw, lent)


def _of_its_whole(draft: Draft, mention: Mention, sign: candidates.Sign, ahead: bool) -> float:
    """«211 Personen der aktiven Zielgruppe sind länger als drei Jahre dabei»: the whole says what is counted.

    Likewise «62 Prozent der Erwachsenen, die das Integrationsmanagement begleitet, hatten einen Plan».
    """
    return 0.0 if "target" in sign else max(_sign(draft, mention, whole, ahead) for whole in _WHOLES)


def _exceeds(draft: Draft, mention: Mention, entry: _Scored) -> bool:
    return "exceeded" in entry.sign and _said_here(draft, mention, ("exceeded",), False)


def _names_it(entry: _Scored) -> bool:
    return not entry.lent and entry.raw >= _THRESHOLD and not candidates.REFUGEES.issuperset(entry.sign)


def _said_here(draft: Draft, mention: Mention, sign: tuple[str, ...], ahead: bool) -> bool:
    return any(places.nearest(draft, mention, concept, ahead)[0] >= nearness.OWN for concept in sign)


def _general(sign: tuple[str, ...], scored: list[_Scored]) -> bool:
    """«Aus der Ukraine sind 790 Schutzsuchende angekommen»: words said of all refugees yield to those of one metric."""
    return candidates.REFUGEES.issuperset(sign) and any(
        entry.topic.metric in candidates.STAYED and entry.raw >= _THRESHOLD for entry in scored
    )


def _no_share(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """A share of a stock names its group."""
    return (
        topic.unit == "persons"
        and topic.metric not in candidates.STAYED
        and not groups.of(draft, mention, topic)[0]
    )


def _sign(draft: Draft, mention: Mention, concepts: tuple[str, ...], ahead: bool) -> float:
    total, near, own, weak = 0.0, False, False, False
    for concept in concepts:
        tier, distance = places.nearest(draft, mention, concept, ahead)
        if not tier:
            return 0.0
        weight = draft.vocabulary.weights.get(concept, 1.0)
        near, own = near or tier > nearness.BEFORE, own or (tier >= nearness.OWN and weight >= _CORE)
        weak = weak or (tier in (nearness.ELSEWHERES_NOUN, nearness.BEFORE) and len(concepts) > 1)
        total += weight * tier + 0.5 / (1 + distance)
    # What stands in another clause only is context; words of the number's own clause beat it.
    # A set that needs a word of another number's noun, or of the sentence before, is weaker than one that does without.
    return total * (1.0 if own else _CONTEXT) * (_BORROWED if weak else 1.0) if near else 0.0
