"""Which metric a number is about: concepts in sight of the number, the nearer and the more, the better.

A concept counts by where it stands: own clause 3, inside another number's noun 1, earlier clause 1.5, later clause 1.2,
sentence before 0.6; times its weight. The metric with the best set of signs wins; a tie is a doubt, never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.publish.check import groups, outlook
from pipelines.publish.check.context import Draft
from pipelines.publish.check.model import Mention, Span
from pipelines.publish.check.vocabulary import Hit, Topic

_OWN, _ELSEWHERES_NOUN, _EARLIER, _LATER, _BEFORE = 3.0, 1.0, 1.5, 1.2, 0.6
_HEAD = 4.0
_CONTEXT = 0.7
_BORROWED = 0.75
_AHEAD = 1.5
_AND = re.compile(r"\b(?:und|sowie|während|mit)\b")
_DEMANDED = re.compile(r"(?i:\b(?:soll|quote|\w*pflicht\w*|zuweisung)\s+(?:von|bei|über)\s+)$")
_THAT_IS = re.compile(r"\s*(?:also|das (?:sind|waren|entspricht|entsprach|macht)|mithin|somit|dies entspricht)\b")
_WINDOW = 40  # signs before a place that a phrase in front of it may take
_THAT = re.compile(r"\s*(?:dass|wonach|ob)\b")
_FUNDER = re.compile(r"\bLand $")  # «das Land Baden-Württemberg fördert» speaks of the money, not of another place
_STILL = re.compile(r"\bnoch\b")
_THRESHOLD, _THRESHOLD_OF_RATIOS = 1.5, 1.0
_TIE = 0.02
_CORE = 0.5  # a concept of less weight supports others and says nothing by itself
_ADJECTIVES = {"planned", "filled", "funded", "needed", "missing", "arrived"}
# What verbs say of a number; «von den 512 Geflüchteten leben noch 400»: of 400, not of 512.
_PREDICATES = {"present", "place", "retention", "gone", "exit", "filled", "occupied", "contact", "cared", "accompanied", "lives"}
_SHARED_HEADS = {"quota", "surplus"}  # «mit 638 Aufnahmen über der Quote von 592»: the quota speaks of both
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
    """The metric a number is about, others that fit as well, how well, and what its words may mean besides."""

    topic: Topic
    rivals: tuple[str, ...]
    score: float
    second: tuple[str, ...] = ()


def choose(draft: Draft, mention: Mention, last_unit: str | None, changing: bool) -> Choice | None:
    """The best metric for a number, None when the number is no claim.

    last_unit: unit of the claim before in the same sentence, which a bare number may continue.
    What stands behind the next number speaks about that one, and is asked only when nothing nearer answers.
    """
    return (
        _best(draft, mention, last_unit, changing, False)
        or _arrived_before_still(draft, mention)
        or _best(draft, mention, last_unit, changing, True)
    )


def _arrived_before_still(draft: Draft, mention: Mention) -> Choice | None:
    """«über 500 ukrainische Geflüchtete, noch 400 im Stadtgebiet»: who is «still» here is a part of all who came."""
    if mention.noun.unit not in ("persons", None) or not draft.in_clause(mention.clause, "ukraine"):
        return None
    arrivals = draft.vocabulary.topics["ukraine_arrivals_total"]
    if draft.whole_of_another(mention) and draft.in_clause(mention.clause, "present"):
        return Choice(arrivals, (), _THRESHOLD, ("ukraine_present",))
    following = [m for m in draft.mentions_of(mention.sentence) if m.quantity.start > mention.span.end]
    if not following or following[0].clause == mention.clause:
        return None
    lead = draft.text[draft.clauses[following[0].clause].start : following[0].quantity.start]
    here = draft.in_clause(following[0].clause, "present") or draft.in_clause(following[0].clause, "place")
    if not here or not _STILL.search(lead):
        return None
    return Choice(arrivals, (), _THRESHOLD)


def _best(
    draft: Draft, mention: Mention, last_unit: str | None, changing: bool, ahead: bool
) -> Choice | None:
    scored: list[tuple[float, Topic, tuple[str, ...]]] = []
    own = {hit.concept for hit in _in_clause(draft, mention)}
    first = draft.mentions_of(mention.sentence)[0] is mention
    if mention.sentence and first and groups.thereof(draft, mention):
        own |= {hit.concept for hit in draft.hits_by_sentence[mention.sentence - 1]}  # «112 von ihnen verließen …»
    for topic, signs in draft.topics_in_sight(mention.sentence):
        if (
            _can_count(topic, mention, changing, last_unit)
            and _in_context(draft, topic)
            and own.isdisjoint(topic.excluded)
        ):
            score, sign = max((_sign(draft, mention, sign, ahead), sign) for sign in signs)
            bonus = 0.4 if mention.noun.unit is None and topic.unit == last_unit else 0.0
            scored.append((score + bonus if score else 0.0, topic, sign))
    scored.sort(key=lambda entry: -entry[0])
    best = scored[0] if scored else (0.0, None, ())
    # «1 zu 291» can hardly be anything else where a caseload is spoken of.
    needed = _THRESHOLD_OF_RATIOS if mention.quantity.form == "ratio" else _THRESHOLD
    if best[1] is None or best[0] < needed:
        return None
    rivals = tuple(t.metric for s, t, _ in scored[1:] if best[0] - s < _TIE)
    if mention.quantity.form in _SHARES and {best[1].metric, *rivals} == {"ukraine_present", "ukraine_retention"}:
        rivals = ()  # a share of those who came, present now, is the rate
    second = tuple(other for concept, other in best[1].second.items() if concept in best[2])
    return Choice(best[1], rivals, best[0], second)


def blocked(draft: Draft, mention: Mention) -> bool:
    """Is the number about another place, another office, denied («nicht 1.200, sondern …»), or about what may come?"""
    if outlook.denied(draft, mention) or outlook.ahead(draft, mention):
        return True
    names = {
        hit.concept for hit in _in_clause(draft, mention) if not _FUNDER.search(draft.text[max(0, hit.start - 5) : hit.start])
    }
    if names & {"block:elsewhere", "block:other_office"}:
        return True
    if mention.clause and _THAT.match(draft.clause_text(mention.clause)):
        if draft.in_clause(mention.clause - 1, "block:forecast"):
            return True  # «Wir rechnen damit, dass …»
    if mention.quantity.form in _SHARES and "gone" in names:
        return True  # a share of those who left is no figure of the catalogue
    in_sentence = {hit.concept for hit in draft.hits_by_sentence[mention.sentence]}
    if mention.quantity.form == "factor" and "block:goal" in in_sentence:
        return True  # «mehr als doppelt so hoch wie angestrebt»
    return "block:forecast" in names and not in_sentence & set(draft.vocabulary.forecast_allowed)


def is_goal(draft: Draft, mention: Mention) -> bool:
    """«ein Ziel von 1 : 120»: what a concept asks for, not what is; the word belongs to the nearer number."""
    rivals = [m for m in draft.mentions_of(mention.sentence) if m.clause == mention.clause]
    label = draft.label(mention)
    for hit in draft.hits_by_sentence[mention.sentence]:
        clause = draft.by_clause.index(hit.start)
        if hit.concept == "block:goal" and clause in (mention.clause, label):
            if clause == label:
                return True
            nearest = min(
                rivals, key=lambda m: (draft.by_clause.distance(m.quantity, hit), m.span.start < hit.start)
            )
            if nearest is mention:
                return True
    return False


def _can_count(topic: Topic, mention: Mention, changing: bool, last_unit: str | None) -> bool:
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
    if last_unit == "consultations" and topic.unit == "persons_per_fte":
        return False  # «6.510 Beratungen, das sind 1.370 je Stelle» goes on counting consultations
    whole = float(mention.quantity.value).is_integer()
    return topic.unit not in {"fraction", "eur", "months"} and (
        whole or topic.unit not in {"persons", "consultations"}
    )


def _in_context(draft: Draft, topic: Topic) -> bool:
    return not topic.context or not draft.concepts.isdisjoint(topic.context)


def _sign(draft: Draft, mention: Mention, concepts: tuple[str, ...], ahead: bool) -> float:
    total, near, own, weak = 0.0, False, False, False
    for concept in concepts:
        tier, distance = _nearest(draft, mention, concept, ahead)
        if not tier:
            return 0.0
        weight = draft.vocabulary.weights.get(concept, 1.0)
        near, own = near or tier > _BEFORE, own or (tier >= _OWN and weight >= _CORE)
        weak = weak or (tier == _ELSEWHERES_NOUN and len(concepts) > 1)
        total += weight * tier + 0.5 / (1 + distance)
    # What stands in another clause only is context; words of the number's own clause beat it.
    # A set that needs a word of another number's noun is weaker than one that does without.
    return total * (1.0 if own else _CONTEXT) * (_BORROWED if weak else 1.0) if near else 0.0


def _nearest(draft: Draft, mention: Mention, concept: str, ahead: bool) -> tuple[float, int]:
    best = (0.0, 0)
    for sentence in (mention.sentence, mention.sentence - 1):
        if sentence < 0:
            continue
        for hit in draft.hits_of(sentence, concept):
            tier = _tier(draft, mention, hit, ahead)
            if tier < best[0]:
                continue
            distance = draft.by_clause.distance(mention.quantity, hit)
            if tier > best[0] or distance < best[1]:
                best = (tier, distance)
    return best


def _tier(draft: Draft, mention: Mention, hit: Hit, ahead: bool) -> float:
    if draft.by_sentence.index(hit.start) != mention.sentence:
        return _EARLIER if draft.echoes(mention) else _BEFORE
    if hit.start in draft.heads and hit.concept not in _SHARED_HEADS:
        return _HEAD if draft.heads[hit.start] == mention.quantity.start else _ELSEWHERES_NOUN
    if _in_other_noun(draft, mention, hit):
        return _ELSEWHERES_NOUN
    clause = draft.by_clause.index(hit.start)
    if clause == draft.relative_clause(mention):
        return _OWN
    if hit.concept in _PREDICATES and draft.whole_of_another(mention):
        if hit.start >= mention.span.end or draft.whole_of_one_before(mention):
            return 0.0
    if hit.concept == "surplus" and not hit.holds(mention.quantity.start):
        if any(hit.holds(other.quantity.start) for other in draft.mentions_of(mention.sentence)):
            return 0.0  # «um 46 Personen übertroffen» speaks of 46 alone
    if hit.concept == "net" and _counts_moves(draft, mention):
        return 0.0
    if hit.concept in ("in_fact", "entry", "surplus") and _DEMANDED.search(
        draft.text, max(0, mention.span.start - _WINDOW), mention.span.start
    ):
        return 0.0
    if clause == mention.clause - 1 and _THAT_IS.match(draft.clause_text(mention.clause)):
        return _OWN
    if clause > mention.clause and draft.closing_bracket(clause):
        return _EARLIER
    if clause == mention.clause or clause in draft.labels(mention) or draft.inserted(clause, mention.clause):
        if clause != mention.clause or not _behind_next(draft, mention, hit):
            return _OWN
        return _AHEAD if ahead else 0.0
    if clause < mention.clause:
        return 0.0 if hit.concept == "in_fact" and clause in draft.clauses_with_numbers else _EARLIER
    if clause in draft.clauses_with_numbers:
        return _AHEAD if ahead else 0.0
    return _LATER


def _counts_moves(draft: Draft, mention: Mention) -> bool:
    """«402 Zugänge» are no balance, whatever the sentence says."""
    hits = draft.hits_by_sentence[mention.sentence]
    return any(hit.concept in ("entry", "exit") and mention.noun.span.holds(hit.start) for hit in hits)


def _behind_next(draft: Draft, mention: Mention, hit: Span) -> bool:
    """«257 Personen … und wurde mit 261 Aufnahmen erfüllt»: the end belongs to 261."""
    for other in draft.mentions_of(mention.sentence):
        if (
            mention.quantity.end <= other.quantity.start
            and other.quantity.end <= hit.start
            and other.clause == mention.clause
        ):
            return bool(_AND.search(draft.text[mention.quantity.end : other.quantity.start]))
    return False


def _in_other_noun(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """In another number's noun, right before a later number («tatsächlich 638»), or in «600 der angekommenen …»."""
    if mention.genitive.holds(hit.start) and hit.concept == "arrived":
        return True
    for other in draft.mentions_of(mention.sentence):
        if other is not mention:
            touching = 0 <= other.span.start - hit.end <= 1
            adjacent = touching and (mention.span.end <= hit.start or hit.concept in _ADJECTIVES)
            if other.quantity.end <= hit.start < other.span.end or adjacent:
                return True
    return False


def _in_clause(draft: Draft, mention: Mention) -> list[Hit]:
    hits = draft.hits_by_sentence[mention.sentence]
    return [hit for hit in hits if draft.by_clause.index(hit.start) == mention.clause]
