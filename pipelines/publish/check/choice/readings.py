"""Other readings that the words of a claim leave open; a false one is no mistake where one of them holds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

from pipelines.publish.check.choice import doubts
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import bindings, groups
from pipelines.publish.check.model import CAME_AND_STAYED, Claim, Mention, Moment, Role, Time
from pipelines.publish.check.numbers import hedges
from pipelines.publish.check.stated import changes, staffing, tense
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import balances, bodies, caseloads, inturn, samegroup, taking
from pipelines.publish.check.when import scene, timing
from pipelines.publish.check.words.vocabulary import Topic
from pipelines.publish.wording import HEDGES

_CITYS = re.compile(r"\bIntegrationsmanagements?\s+der\s+Stadt\b")
_AND = re.compile(r"\s+(?:und|bzw\.|beziehungsweise|zu|gegenüber)\s+(?:damit\s+)?")
_BARE = re.compile(
    r"(?:[\s\W\d]|\b(?:bei|auf|dann|und|sowie|noch|nur|wieder|schließlich|im|Jahre?|Ende|Personen|Geflüchteten?|es|waren|lag|lagen"
    r"|wurden|rund|genau)\b)+"
)
_OF_ALL = {
    "programme",
    "refugees",
    "lives",
    "city",
    "place",
    "positions",
    "ours",
}  # said of everybody, they name no metric
ACCOMPANIED = {"accompanied", "target", "programme", "cared"}


def of(
    draft: Draft,
    mention: Mention,
    topic: Topic,
    claim: Claim,
    last: Last,
    role: Role,
    ref: timing.Reference,
) -> tuple[Claim, ...]:
    """What a number may mean as well when its own clause names no group, or no day: thin evidence calls nothing false."""
    if role == "change" and changes.lost_or_won(draft, mention) and claim.before and claim.before.as_of:
        return _so_many_left_or_came(claim, Time(claim.time.as_of, claim.before.as_of))
    if role != "level" or not _pointed(claim) or inturn.told(draft, mention, last):
        return ()
    paired = _in_a_pair(draft, mention)
    if claim.kind not in (("amount", "ratio", "share") if paired else ("amount", "ratio")):
        return ()
    near = last if last.sentence >= mention.sentence - 1 else Last()
    found = _of_other_groups(draft, mention, topic, claim, near, paired)
    if not claim.by and _service_of_the_city(draft, mention):
        found += [replace(claim, by={"traeger": "STADT"})]
    found += _of_other_metrics(draft, mention, topic, claim)
    if paired or not doubts.dated_in_clause(draft, mention):
        if near.kind == "change":  # «2024 wuchs sie um 154 Personen. Im Vorjahr waren es 107.»
            found += [replace(claim, kind="change", before=timing.shifted(claim.time, -12))]
        set_before = scene.named(draft, mention, last)
        found += _at_other_times(draft, mention, topic, claim, near, set_before, ref[0])
    # A flow without its period has no day, and so has what is compared with it.
    return tuple(c for c in found if c.time.as_of and (c.before is None or c.before.as_of))


def _so_many_left_or_came(claim: Claim, year: Time) -> tuple[Claim, ...]:
    """«2024 verlor die Zielgruppe 156 Menschen»: so many left, whatever came in."""
    moved = replace(claim, kind="amount", direction=0, before=None, time=year)
    return tuple(replace(moved, metric=metric) for metric in ("entries", "exits"))


def _pointed(claim: Claim) -> bool:
    """«über», «weniger als» hold of too much to tell which group is meant."""
    return all(HEDGES.get(word, "none") in ("none", "about") for word in hedges.parts(claim.hedge))


def _of_other_metrics(draft: Draft, mention: Mention, topic: Topic, claim: Claim) -> list[Claim]:
    found = []
    if claim.by == {"nationality": "166"} and ACCOMPANIED.isdisjoint(draft.concepts_of(mention.sentence)):
        # «Die 512 aus der Ukraine Geflüchteten sind meist Frauen»: accompanied, arrived or still here
        found += [_of_metric(claim, metric) for metric in CAME_AND_STAYED]
    if topic.metric in balances.QUOTAS and _demanded_or_taken_in(draft, mention):
        found += [replace(claim, metric=metric) for metric in balances.QUOTAS if metric != topic.metric]
    if topic.metric == "quota_actual" and draft.in_clause(mention.clause, "fulfilled"):
        # «mit 46 Personen übererfüllt»: so many, or with so many
        found += [replace(claim, metric="quota_balance")]
    alone = len(draft.mentions_of(mention.sentence)) == 1
    told = staffing.fully_staffed(draft, mention) or staffing.all_of_the_planned(draft, mention)
    if alone and not told:
        found += [_of_metric(claim, metric) for metric in _other_metrics(draft, mention, topic)]
    return found


def _service_of_the_city(draft: Draft, mention: Mention) -> bool:
    """«… die Caritas 470 und das Integrationsmanagement der Stadt 390»: beside the Träger it may be one of them."""
    clause = draft.clauses[mention.clause]
    named = any(hit.concept.startswith("traeger=") for hit in draft.group_hits[mention.sentence])
    return named and bool(_CITYS.search(draft.original, clause.start, clause.end))


def _demanded_or_taken_in(draft: Draft, mention: Mention) -> bool:
    """Do neither the number's clause nor, if it is nothing but day and number, its sentence say which is meant?"""
    said = {concept for concept in ("quota", "in_fact") if draft.in_clause(mention.clause, concept)}
    if said:
        return False
    said = {concept for concept in ("quota", "in_fact") if draft.hits_of(mention.sentence, concept)}
    # «Das Soll lag 2022 bei 592, 2023 bei 234 und 2024 bei 257»
    return len(said) != 1 or not _BARE.fullmatch(draft.clause_text(mention.clause))


def _of_other_groups(
    draft: Draft, mention: Mention, topic: Topic, claim: Claim, near: Last, paired: bool
) -> list[Claim]:
    """The claim of the groups that stand beside it, where its own clause names none."""
    if samegroup.of_some_or_all(draft, mention, claim, near):
        return [replace(claim, by={})]
    if topic.unit == "persons_per_fte" and not claim.by and _at_the_city(draft, mention):
        return [replace(claim, by={"traeger": "STADT"})]
    whose = caseloads.left_open(draft, mention, topic, claim, near)
    if whose is not None:
        return [replace(claim, by=whose)]
    if topic.unit not in ("persons", "fte"):
        return []
    if paired and taking.of_the_pair(draft, mention):
        return []  # «mehr Frauen als Männer, nämlich 704 gegenüber 676»: in this order
    found = []
    named = bool(groups.of(draft, mention, topic)[0])
    # «… 380, 420 und 262. Ende 2024 waren es 470, 540 und 390»
    several = len({tuple(by.items()) for by in near.said}) > 1
    # «… 470 Geflüchtete der aktiven Zielgruppe und verfügte über 1,5 Stellen»: positions belong to no target group.
    # «Der Geduldeten wegen (51 Personen der aktiven Zielgruppe) …»: so many of it, a part
    of_target = topic.unit == "persons" and any(
        h.concept == "target" and not mention.genitive.holds(h.start) for h in draft.in_clause_of(mention)
    )
    whole = (bool(claim.by) and (named or not several)) or of_target
    if paired or not whole:
        spoken = (h.concept.partition("=") for h in draft.group_hits[mention.sentence] if "=" in h.concept)
        own = "nationality" if topic.metric.startswith("ukraine_") else ""
        codes = dict.fromkeys((dimension, code) for dimension, _, code in spoken if dimension != own)
        found += [replace(claim, by={dimension: code}) for dimension, code in codes]
        found += [replace(claim, by=by) for by in near.said if by]
    if topic.metric == "active_target_group" and not claim.by and near.metric.startswith("ukraine_"):
        # «905 Ukrainerinnen und Ukrainer kamen, 603 leben noch hier. Begleitet wurden 752»: all, or those from there
        found += [replace(claim, by={"nationality": "166"})] if mention.noun.unit is None else []
    city = any(hit.concept == "city" for hit in bindings.bound(draft, mention))
    city = city or bodies.may_be_the_citys(draft, mention)
    if "traeger" not in claim.by and (city or draft.in_clause(mention.clause, "city")):
        # «Die Stadt begleitete 390», «390 – so viele begleitete die Stadt»: as one of the Träger, or all of them?
        found += [replace(claim, by={**claim.by, "traeger": "STADT"})]
    return found


def _at_the_city(draft: Draft, mention: Mention) -> bool:
    """«Auf jede geförderte Stelle kamen bei der Stadt 524 Begleitete»: the city as one of the Träger, or all of them."""
    return any(
        draft.text.endswith("bei der ", 0, hit.start)
        for hit in draft.in_clause_of(mention)
        if hit.concept == "city"
    )


def _at_other_times(
    draft: Draft,
    mention: Mention,
    topic: Topic,
    claim: Claim,
    near: Last,
    set_before: Moment | None,
    ref: date,
) -> list[Claim]:
    """The claim at the days that stand beside it, where its own clause names none."""
    # «Derzeit gehören 1.226 Personen dazu, 12,6 Prozent mehr als Ende 2023»: that day is another number's
    own = draft.clauses[mention.clause]
    moments = draft.moments_of(mention.sentence)
    now = any(m.shape == "now" and own.holds(m.start) for m in moments)
    moments = [
        m for m in moments if m.as_of and not (now and m.role == "compared" and not own.holds(m.start))
    ]
    times = [Time(m.as_of, m.period_from) for m in moments]
    times += [near.time] if near.time else []
    if _in_a_pair(draft, mention):  # «… im selben Zeitraum …, die der Afghanen mit 96 beziehungsweise 97»
        times += [Time(c.time.as_of, c.time.period_from) for c in near.told]
    if set_before:  # «Im Jahr 2016 wurde … gegründet. Es zählt 1.380 Personen»: then or now
        times += [timing.dated(draft, mention, topic, set_before, ref)]
        # not «Wie hoch war das Aufnahmesoll 2023? Das Soll betrug 257»
        times += [] if draft.behind_a_question(mention.sentence) else [Time(ref)]
    others = [time for time in times if time.as_of != claim.time.as_of]
    found = [replace(claim, time=time) for time in others if time.period_from or not topic.period]
    if tense.of_today(draft, mention) and not (topic.period or topic.year):
        # «Ende 2022 … Das Integrationsmanagement begleitet 1.380»: then or now, the sentence does not say.
        found += [replace(claim, time=Time(ref))]
    return found


def _of_metric(claim: Claim, metric: str) -> Claim:
    """The claim of another metric; who came from Ukraine needs no nationality."""
    by = {d: code for d, code in claim.by.items() if d != "nationality" or not metric.startswith("ukraine_")}
    return replace(claim, metric=metric, by=by)


def _other_metrics(draft: Draft, mention: Mention, topic: Topic) -> list[str]:
    """Metrics that the sentence of a lonely number names as well, by a word that says nothing of the chosen one."""
    shared = topic.concepts | _OF_ALL
    return [
        other.metric
        for other, signs in draft.topics_in_sight(mention.sentence)
        if other.metric != "active_target_group"
        and other.unit == topic.unit
        and any(draft.is_own(mention.sentence, sign) and not shared.issuperset(sign) for sign in signs)
    ]


def _in_a_pair(draft: Draft, mention: Mention) -> bool:
    """«Ende 2023 und Ende 2024 bei 70,9 und 66,6 Prozent»: two numbers in a row, whose days or groups stand elsewhere."""
    if mention.sentence not in draft.kept.paired:
        numbers = [m.quantity for m in draft.mentions_of(mention.sentence)]
        pairs = [p for p in pairwise(numbers) if _AND.fullmatch(draft.text, p[0].end, p[1].start)]
        draft.kept.paired[mention.sentence] = {number.start for pair in pairs for number in pair}
    return mention.quantity.start in draft.kept.paired[mention.sentence]
