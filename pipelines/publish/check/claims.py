"""Claims in a draft: each number that is about a metric of the catalogue, with everything needed to judge it."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import date

from pipelines.publish.check import (
    balances,
    between,
    changes,
    comparing,
    dating,
    discourse,
    doubts,
    evidence,
    groups,
    inherit,
    outlook,
    owners,
    partial,
    parts,
    phrases,
    scene,
    shares,
    timing,
    topics,
    unnamed,
)
from pipelines.publish.check.context import Draft
from pipelines.publish.check.last import Last
from pipelines.publish.check.model import Claim, Kind, Mention, Time
from pipelines.publish.check.vocabulary import Topic

_COUNTED = ("persons", "consultations")
_SHARE_FORMS = ("percent", "fraction")
_TOLD = 12  # claims of a paragraph that a later number may go on from


Holds = Callable[[Claim], bool]


def find(text: str, default: date, holds: Holds) -> list[Claim]:
    """All claims of a text in reading order.

    default: the Stichtag of a draft that names none. holds: is a claim true? A reading that the words leave open is
    settled by the number (`evidence`).
    """
    draft = Draft(text, default)
    ref = timing.reference(draft, default)
    last, found = Last(), []
    for mention in draft.mentions:
        if not draft.frames.together(last.sentence, mention.sentence):
            last = Last()
        claim, last = _claim(draft, mention, last, ref, holds)
        if claim:
            found.append(claim)
    return found


def _claim(
    draft: Draft, mention: Mention, last: Last, ref: timing.Reference, holds: Holds
) -> tuple[Claim | None, Last]:
    """The claim a number makes, if any, and what the next number goes on from."""
    in_sight = draft.topics_in_sight(mention.sentence) or owners.speaks_of_ours(draft, mention.sentence)
    if last.topic is None and not in_sight:
        return None, last  # nothing is spoken of
    role = changes.role(draft, mention)
    if _barred(draft, mention, last):
        return None, last
    choice = _chosen(draft, mention, last, role)
    given = _read(draft, mention, choice, last, role, ref) if choice else None
    if given and choice and not evidence.asked(draft, mention, choice, given[0], holds):
        return given
    others = (
        _read(draft, mention, topics.Choice(topic, (), 0.0), last, role, ref)
        for topic in evidence.other_topics(draft, mention, choice, last, role)
    )
    settled = evidence.settle(draft, mention, given, others, last, holds)
    return settled or given or (None, last)


def _read(
    draft: Draft,
    mention: Mention,
    choice: topics.Choice,
    before: Last,
    role: changes.Role,
    ref: timing.Reference,
) -> tuple[Claim, Last] | None:
    """The claim a number makes if it is about the metric chosen, and what the next one goes on from then."""
    topic, last = choice.topic, copy(before)
    same = last.sentence == mention.sentence
    if (
        topic.unit in _COUNTED
        and mention.quantity.form == "plain"
        and not float(mention.quantity.value).is_integer()
    ):
        return None  # nobody counts 12.8 persons
    first = draft.mentions_of(mention.sentence)[0] is mention
    continues = (
        same
        or (choice.grouped and last.topic is topic)
        or (first and groups.thereof(draft, mention) and last.sentence == mention.sentence - 1)
    )
    if topic.difference or (role == "level_before" and discourse.dated_before_auf(draft, mention)):
        role = "level"
    time = _time(draft, mention, topic, last, continues, role, ref)
    time, since = _compared(draft, mention, topic, last, role, time, ref)
    claim = _assemble(draft, mention, topic, time, role, since)
    claim = inherit.groups_of(draft, mention, topic, claim, last, continues)
    part = doubts.part(draft, mention, topic, claim, last, continues, role)
    part = "of" if choice.thin else part
    claim = claim if part == claim.partitive else replace(claim, partitive=part)
    beside = mention.quantity.start in draft.numbers_compared
    past = role == "level" and (beside or dating.own_past(draft, mention) is not None)
    readings = doubts.other_readings(draft, mention, topic, claim, last, role, ref)
    if not same:
        last.ends = between.told(last)
    last.remember(mention, topic, claim, time, role, past)
    last.thin = choice.thin
    claim = replace(claim, rivals=choice.rivals, second=choice.second, readings=readings)
    last.told = (*last.told, claim)[-_TOLD:]
    return claim, last


def _barred(draft: Draft, mention: Mention, last: Last) -> bool:
    """Is the number somebody else's, of something nobody counts here, or of what may come?"""
    if outlook.blocked(draft, mention) or owners.of_others(draft, mention) or owners.supposed(draft, mention):
        return True
    if owners.told_of_strangers(draft, mention) or discourse.of_something_else(draft, mention):
        return True
    if parts.share_of_quantile(draft, mention):
        return True
    if mention.noun.foreign:
        return parts.people_nobody_counts(draft, mention, last) is None
    if last.sentence != mention.sentence and groups.of_strangers(draft, mention):
        return True
    counted, again = parts.counted_again(draft, mention, last)
    return parts.part_of_strangers(draft, mention, last) or (again and counted is None)


def _chosen(draft: Draft, mention: Mention, last: Last, role: changes.Role) -> topics.Choice | None:
    """Which metric the number is about, by its own words or as it goes on from the claim before; None: no claim."""
    if mention.noun.foreign:
        nobody = parts.people_nobody_counts(draft, mention, last)
        return topics.Choice(nobody, (), 0.0) if nobody else None
    counted, _ = parts.counted_again(draft, mention, last)
    same = last.sentence == mention.sentence
    choice = topics.choose(draft, mention, last.topic.unit if same and last.topic else None, role == "change")
    taken = counted or shares.of_last(draft, mention, last)
    taken = (
        taken
        or balances.other_payer(draft, mention, last)
        or balances.filled_quota(draft, mention, last, choice)
    )
    taken = taken or (discourse.gapped(draft, mention, last) if role == "level" else None)
    if choice:
        taken = taken or parts.origin(draft, mention, last)
        taken = taken or parts.part_of_last(draft, mention, last, choice)
        taken = taken or parts.of_moves(draft, mention, last)
    if choice and same and last.topic and last.topic.metric in choice.rivals:
        taken = (
            taken or last.topic
        )  # «3,5 geförderte Stellen, 1,25 Stellen davon bei der Caritas»: of the same kind
    taken = taken or (discourse.listed_ahead(draft, mention, last) if choice is None else None)
    taken = taken or unnamed.topic_of(draft, mention, last, choice)
    nearer = choice is None or (choice.lent and same and not groups.thereof(draft, mention))
    nearer = nearer or discourse.goes_on(draft, mention, last, role, choice)
    if taken is None and nearer:
        # What the sentence itself goes on with is nearer than a word of the one before.
        taken = discourse.continued(draft, mention, last, role)
    if taken and any(draft.in_clause(mention.clause, concept) for concept in taken.excluded):
        taken = None  # «…, die Stadt trägt zwei Stellen selbst»: no longer the planned ones
    grouped = owners.group_of_ours(draft, mention, last.topic) if nearer and taken is None else None
    thin = last.thin if taken else grouped is not None and (last.thin or last.topic is None)
    taken = taken or grouped
    lent = parts.lent_ukraine(choice, taken)
    choice = topics.Choice(taken, (), 0.0, lent, grouped=grouped is not None, thin=thin) if taken else choice
    quantile = parts.quantile(draft, mention) if choice or parts.stays(draft, mention) else None
    if quantile:
        choice = topics.Choice(draft.vocabulary.topics[quantile], (), 0.0)
    changed = role == "change" and choice and balances.is_balance(draft, mention, choice.topic)
    if choice and (changed or balances.of_the_quota(draft, mention, choice.topic, last)):
        choice = topics.Choice(draft.vocabulary.topics["quota_balance"], (), 0.0)
    if choice and balances.demanded_instead(draft, mention, choice.topic):
        choice = topics.Choice(draft.vocabulary.topics["quota_target"], (), 0.0)
    return None if choice is None or outlook.other_meaning(draft, mention, choice.topic) else choice


def _time(
    draft: Draft,
    mention: Mention,
    topic: Topic,
    last: Last,
    continues: bool,
    role: changes.Role,
    ref: timing.Reference,
) -> Time:
    """The Stichtag or period, with what the claim before gives."""
    same = last.sentence == mention.sentence
    if same and last.past and last.time and bool(last.time.period_from) is topic.period:
        past = dating.own_past(draft, mention)
        if past and past.end <= last.end:
            return last.time  # «Im Vorjahr hatte sie 231 Zugänge und 124 Abgänge verzeichnet»
    carried = last.time_for(mention.sentence, continues)
    further = mention.sentence - last.sentence <= 1 and discourse.one_year_further(draft, mention)
    apart = not groups.thereof(draft, mention) and not (same and discourse.said_again(draft, mention))
    if (last.past and apart and not further) or _compared_later(draft, mention, carried):
        carried = None
    carries = discourse.carries(draft, continues, last, mention, ref)
    time = timing.of(draft, mention, topic, carried, carries, ref, role == "level", last.end if same else -1)
    stage = scene.of(draft, mention, last) if ref[1] == "assumed" and time.source == "assumed" else None
    if stage is None and topic.period and time.as_of is None and ref[1] == "assumed":
        stage = scene.period(draft, mention, last)
    if stage:
        time = timing.dated(draft, mention, topic, stage, ref[0])
    stretch = between.ends(draft, mention, topic, role, last)
    if stretch:
        return stretch[0]
    if role == "level_before" and same and topic is last.topic and last.before:
        return last.before  # «seit Ende 2020 verdoppelt: von 622 auf …»
    if role == "level" and same and topic is last.topic and last.time and discourse.arrives(draft, mention):
        return last.time  # «… um die Hälfte gestiegen, von 4.380 auf 6.510»
    if role == "level" and dating.reached_undated(draft, mention):
        return scene.reached(draft, mention, topic, last, ref)
    more = scene.further(draft, mention, topic, time, last) if role == "level" else None
    if more:
        return more
    back_then = discourse.then(draft, mention, last) if role == "level" else None
    if back_then is None and discourse.then_unknown(draft, mention, time):
        return Time(None)
    return back_then or time


def _compared_later(draft: Draft, mention: Mention, carried: Time | None) -> bool:
    """«… Ende 2023. Verglichen mit Ende 2023 ist sie gewachsen»: then the day before is not the day meant."""
    days = [m.as_of for m in draft.moments_of(mention.sentence) if m.role == "compared" and m.as_of]
    return carried is not None and any(carried.as_of is not None and day >= carried.as_of for day in days)


def _compared(
    draft: Draft,
    mention: Mention,
    topic: Topic,
    last: Last,
    role: changes.Role,
    time: Time,
    ref: timing.Reference,
) -> tuple[Time, Time | None]:
    """The claim's time, and what the sentences before say it is compared with."""
    same = last.sentence == mention.sentence
    moved = same and last.time is not None and last.time.as_of != time.as_of
    before = last.before if same and not moved else discourse.since_then(draft, mention, topic, time, last)
    if role == "level_before" and same and time is last.before:
        return time, time
    stretch = between.ends(draft, mention, topic, role, last)
    if stretch and role != "level":
        return stretch
    if role != "level" and between.same_stretch(draft, mention):
        before = before or last.before
    if moved and role == "change" and discourse.from_level_on(draft, mention, topic, time, last):
        before = last.time
    if role == "level_before" and discourse.told_again(draft, mention, topic, last):
        before = last.before
    if role != "change":
        return time, before
    levels = comparing.between_levels(draft, mention, topic, ref)
    levels = levels or comparing.at_other_pace(draft, mention, topic)
    levels = levels or comparing.differing(draft, mention, topic, ref)
    levels = levels or between.since_told(draft, mention, topic, last, ref)
    if levels:
        return levels
    back = comparing.stepped_back(draft, mention, time) or comparing.ends_of_range(draft, mention, topic)
    behind = back or (comparing.levels_behind(draft, mention, topic, ref) if not same else None)
    told = topic is last.topic and (between.sums_up(draft, mention) or not _dated(draft, mention, same))
    pair = between.compared_levels(last) if told else between.spanned(draft, mention, topic, last)
    return behind or pair or (time, before)


def _dated(draft: Draft, mention: Mention, same: bool) -> bool:
    """Does the sentence name a day; behind another claim of it (same): does the clause?"""
    clause = draft.clauses[mention.clause]
    moments = draft.moments_of(mention.sentence)
    return any(moment.shape != "now" and (not same or clause.holds(moment.start)) for moment in moments)


def _assemble(
    draft: Draft, mention: Mention, topic: Topic, time: Time, role: changes.Role, before: Time | None
) -> Claim:
    """`before`: what the claim before in the sentence was compared with, which this one goes on comparing with."""
    quantity = mention.quantity
    by, doubt = groups.of(draft, mention, topic)
    kind = _kind(mention, topic, role, by)
    if not by or draft.in_clause(mention.clause, "retention") or draft.in_clause(mention.clause, "present"):
        topic, kind = _retention(draft, topic, kind, quantity.form)
    before = comparing.compared(draft, mention, topic, time, before) if role != "level" else None
    if role == "level_before" and before:
        time = replace(before, period_from=None) if topic.grows else before
    if role == "change" and topic.grows and before and before.period_from is None:
        time = replace(
            time, period_from=None
        )  # «im April verdoppelt, von 118 auf 268»: a level, not who came in April
    end = changes.end_of_words(draft, mention) if role == "change" else phrases.end(draft.text, mention)
    start = mention.span.start
    return Claim(
        start,
        end,
        text=draft.text[start:end],
        metric=topic.metric,
        kind=kind,
        value=quantity.value,
        step=quantity.step,
        hedge="" if parts.quantile(draft, mention) else mention.hedge,
        time=time,
        by=by,
        before=before if role == "change" else None,
        direction=_direction(draft, mention, topic, role),
        approximate=quantity.form == "fraction" or (quantity.form == "factor" and quantity.step == 1),
        partitive="" if by else partial.of(draft, mention, topic),
        upper=quantity.upper,
        noun=draft.text[quantity.end : phrases.end(draft.text, mention)].strip(),
        doubt=doubt or doubts.doubt(draft, mention, topic, time, role, before),
    )


def _direction(draft: Draft, mention: Mention, topic: Topic, role: changes.Role) -> int:
    """A balance may be said to fall short: «acht weniger als die Quote»."""
    if topic.difference:
        return min(changes.shortfall(draft, mention), 0)
    return changes.direction(draft, mention) if role == "change" else 0


def _kind(mention: Mention, topic: Topic, role: changes.Role, by: dict[str, str]) -> Kind:
    form = mention.quantity.form
    if form == "factor":
        return "factor"
    if role == "change":
        return "points" if form == "points" else "relative" if form in _SHARE_FORMS else "change"
    if form in _SHARE_FORMS and topic.unit in ("persons", "fte", "consultations"):
        return "share"
    return "ratio" if topic.unit in ("fraction", "persons_per_fte") else "amount"


def _retention(draft: Draft, topic: Topic, kind: Kind, form: str) -> tuple[Topic, Kind]:
    """«78 Prozent leben noch hier» is the retention rate, not a share of those present."""
    if (
        kind == "share"
        and form in _SHARE_FORMS
        and topic.metric in ("ukraine_present", "ukraine_arrivals_total")
    ):
        return draft.vocabulary.topics["ukraine_retention"], "ratio"
    return topic, kind
