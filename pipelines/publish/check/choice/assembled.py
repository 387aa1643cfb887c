"""A claim put together: metric, kind, day, groups and direction of one number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pipelines.publish.check.choice import doubts, versus
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups
from pipelines.publish.check.model import CAME_AND_STAYED, Claim, Kind, Mention, Role, Time
from pipelines.publish.check.stated import directions, partial, without
from pipelines.publish.check.text import phrases
from pipelines.publish.check.told import quartiles, takenup
from pipelines.publish.check.when import against, comparing
from pipelines.publish.check.words.vocabulary import Topic

_SHARE_FORMS = ("percent", "fraction")


def of(draft: Draft, mention: Mention, topic: Topic, time: Time, role: Role, before: Time | None) -> Claim:
    """`before`: what the claim before in the sentence was compared with, which this one goes on comparing with."""
    by, doubt = groups.of(draft, mention, topic)
    kind = _kind(mention, topic, role, by)
    own = not by and not takenup.their_share(draft, mention, topic)
    if own or (_stayed(draft, mention) and not draft.speaks_of_share(mention)):
        topic, kind = _retention(draft, topic, kind, mention.quantity.form)
    time, before = _days(draft, mention, topic, time, role, before)
    return Claim(
        **_as_written(draft, mention, role),
        metric=topic.metric,
        kind=kind,
        time=time,
        by=by,
        before=before if role == "change" else None,
        direction=_direction(draft, mention, topic, role),
        partitive="" if by else partial.of(draft, mention, topic),
        doubt=doubt or doubts.doubt(draft, mention, topic, time, role, before),
        rest=without.said(draft, mention, topic, role),
    )


def _as_written(draft: Draft, mention: Mention, role: Role) -> dict[str, Any]:
    """The parts of a claim that only its words decide: place, value, hedge and noun."""
    quantity, start = mention.quantity, mention.span.start
    end_of_claim = phrases.end(draft.text, mention)
    end = directions.end_of_words(draft, mention) if role == "change" else end_of_claim
    return {
        "start": start,
        "end": end,
        "text": draft.original[start:end],
        "value": quantity.value,
        "step": quantity.step,
        "upper": quantity.upper,
        "hedge": "" if quartiles.of(draft, mention) else mention.hedge,
        "approximate": quantity.form == "fraction" or (quantity.form == "factor" and quantity.step == 1),
        "noun": draft.text[quantity.end : end_of_claim].strip(),
    }


def _days(
    draft: Draft, mention: Mention, topic: Topic, time: Time, role: Role, before: Time | None
) -> tuple[Time, Time | None]:
    """The day of the claim and the one it is compared with."""
    if role == "level":
        return time, None
    if role != "level_before" or before is not time:
        # else told: «gegenüber dem Vorjahr um ein Drittel, von 4.380»
        before = against.of(draft, mention, topic, time, before)
    if role == "level_before":
        own = before and (replace(before, period_from=None) if topic.grows else before)
        return own or time, before
    if not topic.period:
        before = comparing.since_its_start(draft, mention, time, before)
    if topic.grows and before and before.period_from is None:
        # «im April verdoppelt, von 118 auf 268»: a level, not who came in April
        time = replace(time, period_from=None)
    return time, before


def _direction(draft: Draft, mention: Mention, topic: Topic, role: Role) -> int:
    """A balance may be said to fall short: «acht weniger als die Quote»."""
    if topic.difference:
        apart = versus.moves_apart(draft, mention) if topic.metric == "net_change" else 0
        return min(apart or directions.shortfall(draft, mention), 0)
    if role != "change":
        return 0
    return directions.valued(draft, mention) * topic.better or directions.direction(draft, mention)


def _kind(mention: Mention, topic: Topic, role: Role, by: dict[str, str]) -> Kind:
    form = mention.quantity.form
    if form == "factor":
        return "factor"
    if role == "change":
        return "points" if form == "points" else "relative" if form in _SHARE_FORMS else "change"
    if form in _SHARE_FORMS and (topic.part_of or topic.unit in ("persons", "fte", "consultations")):
        return "share"
    return "ratio" if topic.unit in ("fraction", "persons_per_fte") else "amount"


def _stayed(draft: Draft, mention: Mention) -> bool:
    """«78 Prozent der Frauen leben noch hier», and not «drei Viertel der hier lebenden Geflüchteten sind Frauen»."""
    said = (hit for hit in draft.in_clause_of(mention) if hit.concept in ("retention", "present"))
    return any(
        not mention.genitive.holds(hit.start) and not phrases.attributive(draft.text, hit.start)
        for hit in said
    )


def _retention(draft: Draft, topic: Topic, kind: Kind, form: str) -> tuple[Topic, Kind]:
    """«78 Prozent leben noch hier» is the retention rate, not a share of those present."""
    if kind == "share" and form in _SHARE_FORMS and topic.metric in CAME_AND_STAYED:
        return draft.vocabulary.topics["ukraine_retention"], "ratio"
    return topic, kind
