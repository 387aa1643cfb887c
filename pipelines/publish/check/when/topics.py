"""Which metric a number is about: concepts in sight of the number, the nearer and the more, the better.

A concept counts by where it stands (`places`) times its weight. The metric with the best set of signs wins; a tie is a
doubt, never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups
from pipelines.publish.check.model import Mention
from pipelines.publish.check.numbers import hedges
from pipelines.publish.check.stated import countable, nearness, othernoun, places
from pipelines.publish.check.when import horizons, wholes
from pipelines.publish.check.words.vocabulary import Topic
from pipelines.publish.wording import HEDGES

_CONTEXT = 0.7
_BORROWED = 0.75
# takes up what was spoken of before
_IT = re.compile(r"\b(?:waren|sind|werden) es\b|\b(?:lag|liegt|betrug|beträgt) (?:er|sie)\b")
_ABOUT_TO, _TO_REACH = re.compile(r"\bdavor\W*$"), re.compile(r"\bzu (?:erreichen|überschreiten)\b")
_STILL = re.compile(r"\bnoch\b")
_THRESHOLD, _THRESHOLD_OF_RATIOS, _THRESHOLD_OF_MONTHS = (
    1.5,
    1.0,
    0.8,
)  # nothing but the duration counts months
_TIE = 0.02
_CORE = 0.5  # a concept of less weight supports others and says nothing by itself
_STAYED = {"ukraine_arrivals_total", "ukraine_present", "ukraine_retention"}
_REFUGEES = {"refugees", "lives", "programme"}
_OFFERED = ("consultation", "takes_up")  # «Im Rahmen der Beratung … 1.400 nehmen dieses Angebot in Anspruch»
_VERBS = {"counts", "belongs", "takes_up"}  # say who counts, not what
# «lebten noch 603 dieser Geflüchteten hier»: those told of before, whatever they are called
_THESE = re.compile(
    r"\b(?:diese[rn]|jene[rn])\s+(?:Geflüchteten|Schutzsuchenden|Flüchtlingen?|Vertriebenen)\b"
)
_IN_THE_CITY = re.compile(r"\s+(?:aus\s+der\s+Ukraine\s+)?im\s+")
_CAME_HERE = re.compile(r"\b[Aa]ngekommen\b")
_GENERAL = 0.8
_COVERING = {"coverage", "grants", "coverage_rate"}
_ADVISED_WERE = re.compile(
    r"(?i:\b(?:beraten|betreut|gesprochen)\s+(?:wurden|worden|waren|sind|hatten|haben)\b)[^,;:]*$"
)
_THUS = re.compile(r"^\s*(?:(?:hatten|haben)\s+(?:also|somit|mithin)|also|das\s+heißt)\b")
_OF_THE_TARGET = re.compile(r"\b[Vv]on der (?:\w+ )?(?:aktiven )?Zielgruppe\s+$")
_THOSE_OF_TARGET = re.compile(
    r"\b(?:jene[rn]?|derer|derjenigen|Personen|Menschen|Mitglieder[n]?|Angehörigen?)\s+(?:(?:aus|in|von)\s+)?(?:der|unserer)\s+(?:aktiven\s+)?Zielgruppe,\s*$"
)
_TALKS = ("advised",)
_SHARES = {"percent", "fraction"}
_COUNTS = {"counts", "takes_up"}
_SAID_THERE = {"cared_there"}
_STAFFED = {"filled", "funded", "planned"}


@dataclass(frozen=True)
class Choice:
    """The metric a number is about, others that fit as well, how well, and what its words may mean besides."""

    topic: Topic
    rivals: tuple[str, ...]
    score: float
    second: tuple[str, ...] = ()
    lent: bool = False  # by a word of the sentence before
    grouped: bool = False  # of a group of those whom the paragraph speaks of; goes on from the claim before
    thin: bool = False  # of a group whose whole nobody counted: true or a doubt, never false


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


@dataclass(frozen=True)
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
        scored = [entry for entry in scored if not entry.lent]
    scored = [replace(e, score=e.score * (_GENERAL if _general(e.sign, scored) else 1.0)) for e in scored]
    scored.sort(key=lambda entry: -entry.score)
    # «1 zu 291» can hardly be anything else where a caseload is spoken of.
    needed = _THRESHOLD_OF_RATIOS if mention.quantity.form == "ratio" else _THRESHOLD
    needed = _THRESHOLD_OF_MONTHS if mention.noun.unit == "months" else needed
    if _of_horizon(draft, mention, {hit.concept for hit in draft.in_clause_of(mention)}):
        needed = _THRESHOLD_OF_MONTHS  # «… trifft das binnen drei Monaten auf 61 Personen zu»
    if not scored or scored[0].raw < needed:
        return None
    best = scored[0]
    near = (e.topic.metric for e in scored[1:] if best.score - e.score < _TIE and e.topic is not best.topic)
    rivals = tuple(dict.fromkeys(near))
    if mention.quantity.form in _SHARES and {best.topic.metric, *rivals} <= _STAYED:
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
    own = {hit.concept for hit in draft.in_clause_of(mention)}
    if draft.bracketed(mention):
        # «jeder zweite Mensch der Zielgruppe (752 von 1.380) kam aus der Ukraine»
        own |= draft.concepts_of_clause(mention.clause - 1)
    horizon = not changing and _of_horizon(draft, mention, own)
    first = draft.mentions_of(mention.sentence)[0] is mention
    before = draft.just_before(mention.sentence)
    if before is not None and first and groups.thereof(draft, mention):
        # «112 von ihnen verließen …»
        own |= {hit.concept for hit in draft.hits_by_sentence[before]}
    these = draft.says(mention.clause, _THESE)
    rates = othernoun.RATES & nearness.basis(draft, mention)
    # «Die Zahl der betreuten Personen im Integrationsmanagement: 1.304»
    labelled = own | {
        c for at in draft.labels(mention) for c in draft.concepts_of_clause(at) if c in _SAID_THERE
    }
    found = []
    for topic, signs in draft.topics_in_sight(mention.sentence):
        possible = countable.can_count(draft, topic, mention, changing, last_unit)
        if (
            not possible
            or not countable.in_context(draft, mention, topic)
            or not labelled.isdisjoint(topic.excluded)
        ):
            continue
        if horizon and ("limit36",) not in topic.signs:
            continue
        if topic.metric == "active_target_group" and _with_contact(draft, mention):
            continue
        if topic.metric == "active_with_contact" and wholes.headed_by_target(draft, mention):
            continue
        if topic.metric in _STAYED and wholes.of_the_accompanied(draft, mention):
            continue
        if topic.metric == "cost_coverage" and "own_share" in own and own.isdisjoint(_COVERING):
            continue  # «70 Prozent waren gedeckt, 30 Prozent trug die Stadt»
        if mention.noun.unit is None and last_unit == "fte" and topic.unit == "persons" and own & _STAFFED:
            continue  # «vier Stellen im Integrationsmanagement geplant und vier besetzt»
        if mention.noun.unit is None and last_unit and topic.unit == "persons":
            # «Gab es 2022 noch 2.110 Beratungen, so zählte das Integrationsmanagement 2024 schon 3.205»
            signs = [sign for sign in signs if not _REFUGEES.union(_VERBS).issuperset(sign)]
        if topic.metric == "active_target_group" and draft.says(mention.clause, _CAME_HERE):
            # «Angekommen sind bis dahin 905 geflüchtete Menschen»
            signs = [sign for sign in signs if not _REFUGEES.issuperset(sign)]
        if rates:
            signs = [sign for sign in signs if rates.issuperset(othernoun.RATES.intersection(sign))]
        if these:
            signs = [sign for sign in signs if not _REFUGEES.issuperset(sign)]
        if not draft.draft_speaks_of("programme"):
            signs = [sign for sign in signs if sign != _OFFERED]  # an advice centre that is not ours
        if mention.quantity.form in _SHARES:
            signs = [sign for sign in signs if sign != _TALKS]  # «Der Kreistag beriet … auf 34,2 Prozent»
        if changing and topic.metric == "cost_coverage":
            # «wuchsen die Kosten um 21,4 Prozent, die Zuschüsse um 24,1»: each of them, and not the one in the other
            signs = [sign for sign in signs if not {"costs", "grants", "financed"}.issuperset(sign)]
        bonus = 0.4 if mention.noun.unit is None and topic.unit == last_unit else 0.0
        # «Die Erwerbsquote in der aktiven Zielgruppe liegt bei 48 Prozent»: a share of a stock names its group.
        rate = mention.quantity.form in _SHARES and not changing and _no_share(draft, mention, topic)
        for lent in (False, True):
            some = [sign for sign in signs if draft.is_own(mention.sentence, sign) is not lent]
            if lent:
                # «2024 zählte das Integrationsmanagement 6.510 Beratungen. Im Jahr davor waren es 5.834»: of those
                some = [sign for sign in some if _COUNTS.isdisjoint(sign)]
            if not some:
                continue
            score, sign = max((_sign(draft, mention, sign, ahead), sign) for sign in some)
            if topic.subset and score and _said_here(draft, mention, sign, ahead):
                # «211 Personen der aktiven Zielgruppe sind länger als drei Jahre dabei»
                # «62 Prozent der Erwachsenen, die das Integrationsmanagement begleitet, hatten einen Plan»
                groups_of_all = (("target",), ("accompanied", "programme"), ("accompanied",))
                score += (
                    0.0 if "target" in sign else max(_sign(draft, mention, w, ahead) for w in groups_of_all)
                )
            if score:
                raw = score + bonus
                found.append(_Scored(raw * (_BORROWED if rate else 1.0), topic, sign, raw, lent))
    said = [(entry.topic, entry.sign) for entry in found if entry.raw >= _THRESHOLD]
    others = wholes.described(draft, mention, said)
    return [entry for entry in found if entry.topic.metric not in others]


def _with_contact(draft: Draft, mention: Mention) -> bool:
    """«1.304 der 1.380 Menschen aus der Zielgruppe wurden betreut»: what the verb says is of the part."""
    if _of_those_advised(draft, mention) or _explained_as_contact(draft, mention):
        return True
    following = draft.following(mention)
    said: tuple[str, ...]
    if following is not None and draft.part_and_whole(mention, following):
        end, said = max(following.span.end, following.genitive.end), ("cared", "contact")
    elif mention.genitive.end > mention.span.end and not draft.whole_of_another(mention):
        end, said = (
            mention.genitive.end,
            ("contact",),
        )  # «Zu 1.304 der Menschen in der Zielgruppe hatte er Kontakt»
    else:
        return False
    return any(h.concept in said and h.start >= end for h in draft.in_clause_of(mention))


def _explained_as_contact(draft: Draft, mention: Mention) -> bool:
    """«waren 447 Personen aus der Zielgruppe betreut, hatten also Kontakt»: the next clause says what is meant."""
    following = mention.clause + 1
    if following >= len(draft.clauses) or "contact" not in draft.concepts_of_clause(following):
        return False
    if draft.whole_of_one_before(mention):
        return False  # «1.304 der 1.380 Menschen wurden betreut, hatten also …»
    cared = any(h.concept == "cared" and h.start >= mention.span.end for h in draft.in_clause_of(mention))
    return cared and draft.says(following, _THUS)


def _of_those_advised(draft: Draft, mention: Mention) -> bool:
    """«beraten wurden 1.150 der Zielgruppenangehörigen»: the verb before the part of the whole.

    «Die Zahl jener aus der Zielgruppe, die beraten worden waren, nahm um 47 auf 987 zu»: of whom a clause tells it.
    """
    start = draft.clauses[mention.clause].start
    part = mention.genitive.end > mention.span.end and draft.in_clause(mention.clause, "target")
    # «Betreut wurden von der gesamten Zielgruppe rund 1.150 Personen»
    part = part or bool(_OF_THE_TARGET.search(draft.text, start, mention.span.start))
    if part and _ADVISED_WERE.search(draft.text, start, mention.span.start):
        return True
    if not draft.goes_on_behind(mention) or not draft.says(mention.clause - 2, _THOSE_OF_TARGET):
        return False
    return not draft.concepts_of_clause(mention.clause - 1).isdisjoint({"contact", "cared", "advised"})


def _of_horizon(draft: Draft, mention: Mention, own: set[str]) -> bool:
    """«Wer erreicht die Grenze? In den sechs Monaten nach … sind es 142 der Zielgruppe»: no stock has a horizon."""
    if mention.quantity.form != "plain":
        return False  # «Für 62 Prozent lag ein in den letzten zwölf Monaten erstellter Plan vor»
    described = draft.relative_clause(mention)
    if described is None and draft.whole_of_one_before(mention):
        return False  # «61 der 1.380 Begleiteten erreichten binnen drei Monaten die Grenze»
    following = mention.clause + 1
    if described is None and draft.says(mention.clause, _ABOUT_TO) and following < len(draft.clauses):
        # «142 standen davor, binnen sechs Monaten die Grenze zu erreichen»
        described = following if draft.says(following, _TO_REACH) else None
    if described is not None:
        # «61 Begleitete, die die Grenze binnen … erreichen»
        own = own.union(draft.concepts_of_clause(described))
    sight = (mention.sentence, *draft.lenders(mention.sentence))
    if not any("limit36" in draft.concepts_of(sentence) for sentence in sight):
        return False
    named = any(concept.startswith("horizon_months=") for concept in own)
    return named or horizons.months(draft, mention) is not None


def _names_it(entry: _Scored) -> bool:
    return not entry.lent and entry.raw >= _THRESHOLD and not _REFUGEES.issuperset(entry.sign)


def _said_here(draft: Draft, mention: Mention, sign: tuple[str, ...], ahead: bool) -> bool:
    return any(places.nearest(draft, mention, concept, ahead)[0] >= nearness.OWN for concept in sign)


def _general(sign: tuple[str, ...], scored: list[_Scored]) -> bool:
    """«Aus der Ukraine sind 790 Schutzsuchende angekommen»: words said of all refugees yield to those of one metric."""
    return _REFUGEES.issuperset(sign) and any(
        entry.topic.metric in _STAYED and entry.raw >= _THRESHOLD for entry in scored
    )


def _no_share(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """A share of a stock names its group."""
    return topic.unit == "persons" and topic.metric not in _STAYED and not groups.of(draft, mention, topic)[0]


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
