"""Claims in a draft: each number that is about a metric of the catalogue, with everything needed to judge it."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import date

from pipelines.publish.check.choice import barring, choosing, doubts, evidence
from pipelines.publish.check.choice.read import read
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Claim, Mention, Role, Time
from pipelines.publish.check.stated import ours, outlook, roles
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import ahead
from pipelines.publish.check.when import timing, topics, twice, yearly

Holds = Callable[[Claim], bool]


def find(text: str, default: date, holds: Holds) -> list[Claim]:
    """All claims of a text in reading order.

    default: the Stichtag of a draft that names none. holds: is a claim true? A reading that the words leave open is
    settled by the number (`evidence`).
    """
    draft = Draft(text, default)
    ref = timing.reference(draft, default)
    last, found = Last(), []
    outside = last
    for mention in draft.mentions:
        if not draft.frames.together(last.sentence, mention.sentence):
            last = Last()
        if mention.sentence - last.sentence == 2 and draft.is_aside(mention.sentence - 1):
            last = _past_aside(draft, last)
        aside = draft.told_aside(mention.clause)
        if not aside and outside is not last and last.sentence in (mention.sentence, outside.sentence):
            last = _behind_aside(outside, last)
        claim, last = _claim(draft, mention, last, ref, holds)
        outside = outside if aside else last
        if claim:
            found.append(claim)
            topic = draft.vocabulary.topics[claim.metric]
            again = twice.of(draft, mention, topic, claim, ref[0], last.told)
            found += [again] if again else []
    return found


def _behind_aside(outside: Last, inside: Last) -> Last:
    """«Die Zahl der Begleiteten – 704 von ihnen waren Frauen – wuchs auf 1.380»: what stood before the aside goes on."""
    after = copy(outside)
    after.told = inside.told
    return after


def _past_aside(draft: Draft, last: Last) -> Last:
    """The claim before a short remark, from which the number behind it goes on.

    «… aus Syrien 12,8 Prozent. Das war Ende Juni 2022 noch anders. Damals …»: of the day that the remark names.
    """
    after = copy(last)
    after.sentence += 1
    day = next((m for m in draft.moments_of(after.sentence) if m.as_of), None)
    if day:
        flow = last.topic is not None and last.topic.period
        known = day.role == "plain" and bool(day.period_from or not flow)
        after.time = Time(day.as_of, day.period_from if flow else None, "text") if known else None
        after.newest, after.before = after.time, None
    return after


def _claim(
    draft: Draft, mention: Mention, last: Last, ref: timing.Reference, holds: Holds
) -> tuple[Claim | None, Last]:
    """The claim a number makes, if any, and what the next number goes on from."""
    in_sight = draft.topics_in_sight(mention.sentence) or ours.speaks_of_ours(draft, mention.sentence)
    if last.topic is None and not (in_sight or ahead.speaks_of_one(draft, mention)):
        return None, last  # nothing is spoken of
    role = _role(draft, mention, last, ref, holds)
    if barring.barred(draft, mention, last) or (role == "change" and outlook.against_hopes(draft, mention)):
        return None, last
    choice = choosing.chosen(draft, mention, last, role)
    given = read(draft, mention, choice, last, role, ref) if choice else None
    if given and choice and not evidence.asked(draft, mention, choice, given[0], holds):
        return given
    others = [
        read(draft, mention, topics.Choice(topic, (), 0.0), last, role, ref)
        for topic in evidence.other_topics(draft, mention, choice, last, role)
    ]
    settled = evidence.settle(draft, mention, given, others, last, holds)
    claim, after = settled or given or evidence.left(draft, mention, others) or (None, last)
    if claim and _names_no_year(draft, claim) and not holds(claim):
        claim = replace(claim, time=Time(None), doubt=doubts.NO_PERIOD)
    return claim, after


def _role(draft: Draft, mention: Mention, last: Last, ref: timing.Reference, holds: Holds) -> Role:
    """«2023 um 107 gewachsen, 2024 waren es 154» is a change again, unless that level is a true one."""
    role = roles.of(draft, mention)
    if role != "level" or last.topic is None or not yearly.again(draft, mention, last):
        return role
    choice = choosing.chosen(draft, mention, last, role)
    level = read(draft, mention, choice, last, role, ref) if choice else None
    if level and holds(level[0]):
        return role
    change = read(draft, mention, choice, last, "change", ref) if choice else None
    moves = change is not None and holds(change[0])
    return "change" if moves or not (last.topic.period or last.topic.unit == "fraction") else role


def _names_no_year(draft: Draft, claim: Claim) -> bool:
    """«415.000 Euro hat das Integrationsmanagement gekostet»: true of one year or another, and the draft names none."""
    yearly = draft.vocabulary.topics[claim.metric].year and claim.kind == "amount"
    return yearly and claim.time.source == "assumed" and not any(m.as_of for m in draft.moments)
