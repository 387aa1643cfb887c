"""Which metric a number is about: concepts in sight of the number, the nearer and the more, the better.

A concept counts by where it stands: own clause 3, inside another number's noun 1, earlier clause 1.5, later clause 0.8,
sentence before 0.6; times its weight. The metric with the best set of signs wins; a tie is a doubt, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.publish.check.context import Draft, Mention
from pipelines.publish.check.model import Span
from pipelines.publish.check.vocabulary import Hit, Topic

_OWN, _ELSEWHERES_NOUN, _EARLIER, _LATER, _BEFORE = 3.0, 1.0, 1.5, 0.8, 0.6
_CONTEXT = 0.8
_THRESHOLD = 2.0
_TIE = 0.02
_SHARES = {"percent", "fraction"}
_RELATED = {
    "persons": {"persons", "persons_per_fte", "per_1000"},
    "consultations": {"consultations", "consultations_per_person", "consultations_per_fte"},
    "eur": {"eur", "eur_per_person"},
    "fte": {"fte"},
    "months": {"months"},
}


@dataclass(frozen=True)
class Choice:
    """The metric a number is about, others that fit as well, and how well."""

    topic: Topic
    rivals: tuple[str, ...]
    score: float


def choose(draft: Draft, mention: Mention, last_unit: str | None, changing: bool) -> Choice | None:
    """The best metric for a number, None when the number is no claim.

    last_unit: unit of the claim before in the same sentence, which a bare number may continue.
    """
    scored = []
    for topic in draft.vocabulary.topics.values():
        if _can_count(topic, mention, changing):
            score = _score(draft, mention, topic)
            bonus = 0.4 if mention.noun.unit is None and topic.unit == last_unit else 0.0
            scored.append((score + bonus if score else 0.0, topic))
    scored.sort(key=lambda pair: -pair[0])
    best = scored[0] if scored else (0.0, None)
    if best[1] is None or best[0] < _THRESHOLD:
        return None
    rivals = tuple(t.metric for s, t in scored[1:] if best[0] - s < _TIE)
    return Choice(best[1], rivals, best[0])


def blocked(draft: Draft, mention: Mention) -> bool:
    """Is the number about another place, another office, or about what may come?"""
    names = {hit.concept for hit in _in_clause(draft, mention)}
    if names & {"block:elsewhere", "block:other_office"}:
        return True
    in_sentence = {hit.concept for hit in draft.hits_by_sentence[mention.sentence]}
    return "block:forecast" in names and not in_sentence & set(draft.vocabulary.forecast_allowed)


def _can_count(topic: Topic, mention: Mention, changing: bool) -> bool:
    form, unit = mention.quantity.form, mention.noun.unit
    if form == "points":
        return topic.unit == "fraction"
    if form == "factor":
        return True
    if form in _SHARES:
        return topic.unit in {"fraction", "persons"} or changing
    if form == "ratio":
        return topic.unit == "persons_per_fte"
    if unit is not None:
        return topic.unit in _RELATED[unit]
    whole = float(mention.quantity.value).is_integer()
    return topic.unit not in {"fraction", "eur", "months"} and (whole or topic.unit not in {"persons", "consultations"})


def _score(draft: Draft, mention: Mention, topic: Topic) -> float:
    own = {hit.concept for hit in _in_clause(draft, mention)}
    if own & set(topic.excluded):
        return 0.0
    return max(_sign(draft, mention, sign) for sign in topic.signs)


def _sign(draft: Draft, mention: Mention, concepts: tuple[str, ...]) -> float:
    total, near, own = 0.0, False, False
    for concept in concepts:
        tier, distance = _nearest(draft, mention, concept)
        if not tier:
            return 0.0
        near, own = near or tier > _BEFORE, own or tier == _OWN
        total += draft.vocabulary.weights.get(concept, 1.0) * tier + 0.5 / (1 + distance)
    # What stands in another clause only is context; words of the number's own clause beat it.
    return total * (1.0 if own else _CONTEXT) if near else 0.0


def _nearest(draft: Draft, mention: Mention, concept: str) -> tuple[float, int]:
    best = (0.0, 0)
    for sentence in (mention.sentence, mention.sentence - 1):
        if sentence < 0:
            continue
        for hit in draft.hits_by_sentence[sentence]:
            if hit.concept == concept:
                found = (_tier(draft, mention, hit), draft.by_clause.distance(mention.quantity, hit))
                best = max(best, found, key=lambda pair: (pair[0], -pair[1]))
    return best


def _tier(draft: Draft, mention: Mention, hit: Hit) -> float:
    if draft.by_sentence.index(hit.start) != mention.sentence:
        return _BEFORE
    if _in_other_noun(draft, mention, hit):
        return _ELSEWHERES_NOUN
    clause = draft.by_clause.index(hit.start)
    if clause == mention.clause or clause == draft.relative_clause(mention):
        return _OWN
    if clause < mention.clause:
        return _EARLIER
    # A later clause with a number of its own speaks about that number.
    return 0.0 if clause in draft.clauses_with_numbers else _LATER


def _in_other_noun(draft: Draft, mention: Mention, hit: Span) -> bool:
    return any(
        other is not mention and other.sentence == mention.sentence and other.quantity.end <= hit.start < other.span.end
        for other in draft.mentions
    )


def _in_clause(draft: Draft, mention: Mention) -> list[Hit]:
    hits = draft.hits_by_sentence[mention.sentence]
    return [hit for hit in hits if draft.by_clause.index(hit.start) == mention.clause]
