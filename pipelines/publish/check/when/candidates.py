"""Which metrics a number may be about at all, and which of their sets of signs say so in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups
from pipelines.publish.check.model import CAME_AND_STAYED, Mention
from pipelines.publish.check.stated import countable, gone, nearness, othernoun
from pipelines.publish.check.when import horizons, wholes
from pipelines.publish.check.words.vocabulary import Topic

Sign = tuple[str, ...]

STAYED = {*CAME_AND_STAYED, "ukraine_retention"}
SHARES = {"percent", "fraction"}
REFUGEES = {"refugees", "lives", "programme"}
_MONEY_OF_COVERAGE = {"costs", "grants", "financed"}
_ABOUT_TO, _TO_REACH = re.compile(r"\bdavor\W*$"), re.compile(r"\bzu (?:erreichen|überschreiten)\b")
_OFFERED = ("consultation", "takes_up")  # «Im Rahmen der Beratung … 1.400 nehmen dieses Angebot in Anspruch»
_VERBS = {"counts", "belongs", "takes_up"}  # say who counts, not what
# «lebten noch 603 dieser Geflüchteten hier»: those told of before, whatever they are called
_THESE = re.compile(
    r"\b(?:diese[rn]|jene[rn])\s+(?:Geflüchteten|Schutzsuchenden|Flüchtlingen?|Vertriebenen)\b"
)
_CAME_HERE = re.compile(r"\b[Aa]ngekommen\b")
_COVERING = {"coverage", "grants", "coverage_rate"}
_ADVISED_WERE = re.compile(
    r"(?i:\b(?:beraten|betreut|gesprochen)\s+(?:wurden|worden|waren|sind|hatten|haben)\b)[^,;:]*$"
)
_THUS = re.compile(r"^\s*(?:(?:hatten|haben)\s+(?:also|somit|mithin)|also|das\s+heißt)\b")
_OF_THE_TARGET = re.compile(r"\b[Vv]on der (?:\w+ )?(?:aktiven )?Zielgruppe\s+$")
_THOSE_OF_TARGET = re.compile(
    r"\b(?:jene[rn]?|derer|derjenigen|Personen|Menschen|Mitglieder[n]?|Angehörigen?)\s+(?:(?:aus|in|von)\s+)?(?:der|unserer)\s+(?:aktiven\s+)?Zielgruppe,\s*$"
)
_TALKS = {"advised"}
_SAID_THERE = {"cared_there", "unfunded"}
_STAFFED = {"filled", "funded", "planned"}
# «Bei unverändert 3,5 geförderten Stellen stieg die Zahl der Begleiteten von …»
_NUMBER_OF_PERSONS = re.compile(
    r"\bStellen?\b.*\b(?:[Zz]ahl\s+der\s+(?:\w+\s+){0,2}?(?:Begleiteten|Personen|Menschen)|Zielgruppe)\b"
)


class Number(NamedTuple):
    """A number in its sentence: the concepts said of it, and whether it tells of a horizon («binnen drei Monaten»).

    last_unit: unit of the claim before in the same sentence. labelled: its own concepts and those of a label that say
    what a metric is not. rates: what the clause before says that it is reckoned on.
    """

    draft: Draft
    mention: Mention
    last_unit: str | None
    changing: bool
    own: set[str]
    labelled: set[str]
    horizon: bool
    rates: set[str]

    @property
    def bare(self) -> bool:
        """Has it no noun of its own?"""
        return self.mention.noun.unit is None

    @classmethod
    def of(cls, draft: Draft, mention: Mention, last_unit: str | None, changing: bool) -> Number:
        """See the class."""
        own = _own(draft, mention)
        labels = (c for at in draft.labels(mention) for c in draft.concepts_of_clause(at))
        # «Die Zahl der betreuten Personen im Integrationsmanagement: 1.304»
        labelled = own | {concept for concept in labels if concept in _SAID_THERE}
        if "gone" in labelled and gone.of_another(draft, mention):
            labelled = labelled - {"gone"}
        clause = draft.clauses[mention.clause]
        if not any(clause.holds(hit.start) for hit in draft.hits_of(mention.sentence, "unfunded")):
            labelled = labelled - {"unfunded"}  # «Ohne Förderung kein Personal: Das Land trägt 3,5 Stellen»
        horizon = not changing and of_horizon(draft, mention, own)
        rates = othernoun.RATES & nearness.basis(draft, mention)
        return cls(draft, mention, last_unit, changing, own, labelled, horizon, rates)


def _own(draft: Draft, mention: Mention) -> set[str]:
    own = {hit.concept for hit in draft.in_clause_of(mention)}
    if draft.bracketed(mention):
        # «jeder zweite Mensch der Zielgruppe (752 von 1.380) kam aus der Ukraine»
        own |= draft.concepts_of_clause(mention.clause - 1)
    before = draft.just_before(mention.sentence)
    first = draft.mentions_of(mention.sentence)[0] is mention
    if before is not None and first and groups.thereof(draft, mention):
        # «112 von ihnen verließen …»
        own |= {hit.concept for hit in draft.hits_by_sentence[before]}
    return own


def may_be_meant(number: Number, topic: Topic) -> bool:
    """Can the number be a figure of this metric, whatever the words near it weigh?"""
    draft, mention = number.draft, number.mention
    if not countable.can_count(draft, topic, mention, number.changing, number.last_unit):
        return False
    if not countable.in_context(draft, mention, topic) or not number.labelled.isdisjoint(topic.excluded):
        return False
    if number.horizon and ("limit36",) not in topic.signs:
        return False
    return not (_of_other_whole(number, topic) or _of_other_kind(number, topic))


def _of_other_whole(number: Number, topic: Topic) -> bool:
    """Do the words say that other persons are counted than those of the metric?"""
    draft, mention = number.draft, number.mention
    if topic.metric == "active_target_group":
        return _with_contact(draft, mention)
    if topic.metric == "active_with_contact":
        return wholes.headed_by_target(draft, mention)
    if topic.metric == "ukraine_present" and othernoun.THOSE_WHO_CAME.match(draft.text, mention.quantity.end):
        return True  # «Von 905 seit Kriegsbeginn Angekommenen lebten noch 603 in der Stadt»
    return topic.metric in STAYED and wholes.of_the_accompanied(draft, mention)


def _of_other_kind(number: Number, topic: Topic) -> bool:
    if topic.metric == "cost_coverage" and "own_share" in number.own and number.own.isdisjoint(_COVERING):
        return True  # «70 Prozent waren gedeckt, 30 Prozent trug die Stadt»
    # «vier Stellen im Integrationsmanagement geplant und vier besetzt»
    positions = number.bare and number.last_unit == "fte" and topic.unit == "persons"
    if positions and _accompanied_themselves(number.draft, number.mention):
        return False  # «4 besetzte Stellen teilten sich 1.048 Begleitete»
    return positions and not number.own.isdisjoint(_STAFFED)


def _accompanied_themselves(draft: Draft, mention: Mention) -> bool:
    """Do those accompanied stand right behind the number, or is how many they are what the clause goes on to tell?"""
    start = draft.clauses[mention.clause].start
    if _NUMBER_OF_PERSONS.search(draft.text, start, mention.span.start):
        return True
    hits = (h.start - mention.span.end for h in draft.in_clause_of(mention) if h.concept == "accompanied")
    return any(0 <= gap <= 1 for gap in hits) and draft.text[mention.span.end + 1].isupper()


def left_of(number: Number, topic: Topic, sets: list[Sign]) -> list[Sign]:
    """Of a metric's sets of signs those that say something in this sentence."""
    silent = list(_silent(number, topic))
    left = [sign for sign in sets if not any(words.issuperset(sign) for words in silent)]
    if number.rates:
        left = [sign for sign in left if number.rates.issuperset(othernoun.RATES.intersection(sign))]
    if _in_brackets_of_a_move(number.draft, number.mention):
        left = [sign for sign in left if not {"entry", "exit"} <= set(sign)]
    if not number.draft.draft_speaks_of("programme"):
        left = [sign for sign in left if sign != _OFFERED]  # an advice centre that is not ours
    return left


def _in_brackets_of_a_move(draft: Draft, mention: Mention) -> bool:
    """«das Ergebnis von Zugängen (231) und Abgängen (124)»: each is of the noun before it, and not what both make."""
    if not draft.bracketed(mention):
        return False
    opened = draft.clauses[mention.clause].start - 1
    before = (hit for hit in draft.hits_by_sentence[mention.sentence] if 0 <= opened - hit.end <= 1)
    return any(hit.concept in ("entry", "exit") for hit in before)


def _silent(number: Number, topic: Topic) -> Iterator[set[str]]:
    """Words that alone do not say what is counted here."""
    says, clause = number.draft.says, number.mention.clause
    if number.bare and number.last_unit and topic.unit == "persons":
        # «Gab es 2022 noch 2.110 Beratungen, so zählte das Integrationsmanagement 2024 schon 3.205»
        yield REFUGEES | _VERBS
    # «Angekommen sind bis dahin 905 geflüchtete Menschen»
    came = topic.metric == "active_target_group" and says(clause, _CAME_HERE)
    if came or says(clause, _THESE):
        yield REFUGEES
    if number.mention.quantity.form in SHARES:
        yield _TALKS  # «Der Kreistag beriet … auf 34,2 Prozent»
    if number.changing and topic.metric == "cost_coverage":
        # «wuchsen die Kosten um 21,4 Prozent, die Zuschüsse um 24,1»: each of them, and not the one in the other
        yield _MONEY_OF_COVERAGE


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


def of_horizon(draft: Draft, mention: Mention, own: set[str]) -> bool:
    """«Wer erreicht die Grenze? In den sechs Monaten nach … sind es 142 der Zielgruppe»: no stock has a horizon."""
    if mention.quantity.form != "plain" or "contact" in own:
        return False  # «Für 62 Prozent lag ein in den letzten zwölf Monaten erstellter Plan vor»
    described = draft.relative_clause(mention)
    ahead = described is not None and "limit36" in draft.concepts_of_clause(described)
    if draft.whole_of_one_before(mention) and not ahead:
        return False  # «61 der 1.380 Begleiteten (die wir zählten) erreichten binnen drei Monaten die Grenze»
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
