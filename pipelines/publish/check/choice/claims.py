"""Claims in a draft: each number that is about a metric of the catalogue, with everything needed to judge it."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import date

from pipelines.publish.check.choice import barring, choosing, doubts, evidence, versus, whence
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import ages, groups
from pipelines.publish.check.model import Claim, Kind, Mention, Time
from pipelines.publish.check.stated import changes, countable, directions, ours, outlook, partial
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.text import phrases
from pipelines.publish.check.told import ahead, between, bodies, inherit, inturn, onward, quartiles, takenup
from pipelines.publish.check.when import comparing, horizons, steps, timing, topics, twice, yearly
from pipelines.publish.check.words.vocabulary import Topic

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
        if mention.sentence - last.sentence == 2 and draft.is_aside(mention.sentence - 1):
            last = _past_aside(draft, last)
        claim, last = _claim(draft, mention, last, ref, holds)
        if claim:
            found.append(claim)
            topic = draft.vocabulary.topics[claim.metric]
            again = twice.of(draft, mention, topic, claim, ref[0], last.told)
            found += [again] if again else []
    return found


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
    given = _read(draft, mention, choice, last, role, ref) if choice else None
    if given and choice and not evidence.asked(draft, mention, choice, given[0], holds):
        return given
    others = [
        _read(draft, mention, topics.Choice(topic, (), 0.0), last, role, ref)
        for topic in evidence.other_topics(draft, mention, choice, last, role)
    ]
    settled = evidence.settle(draft, mention, given, others, last, holds)
    claim, after = settled or given or evidence.left(draft, mention, others) or (None, last)
    if claim and _names_no_year(draft, claim) and not holds(claim):
        claim = replace(claim, time=Time(None), doubt=doubts.NO_PERIOD)
    return claim, after


def _role(draft: Draft, mention: Mention, last: Last, ref: timing.Reference, holds: Holds) -> changes.Role:
    """«2023 um 107 gewachsen, 2024 waren es 154» is a change again, unless that level is a true one."""
    role = changes.role(draft, mention)
    if role != "level" or last.topic is None or not yearly.again(draft, mention, last):
        return role
    choice = choosing.chosen(draft, mention, last, role)
    level = _read(draft, mention, choice, last, role, ref) if choice else None
    if level and holds(level[0]):
        return role
    change = _read(draft, mention, choice, last, "change", ref) if choice else None
    moves = change is not None and holds(change[0])
    return "change" if moves or not (last.topic.period or last.topic.unit == "fraction") else role


def _names_no_year(draft: Draft, claim: Claim) -> bool:
    """«415.000 Euro hat das Integrationsmanagement gekostet»: true of one year or another, and the draft names none."""
    yearly = draft.vocabulary.topics[claim.metric].year and claim.kind == "amount"
    return yearly and claim.time.source == "assumed" and not any(m.as_of for m in draft.moments)


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
    if not countable.is_counted(mention, topic):
        return None
    first = draft.mentions_of(mention.sentence)[0] is mention
    continues = (
        same
        or (choice.grouped and last.topic is topic)
        or (first and groups.thereof(draft, mention) and last.sentence == mention.sentence - 1)
    )
    if (topic.difference and role == "change" and not changes.of_a_difference(draft, mention)) or (
        role == "level_before"
        and (onward.dated_before_auf(draft, mention) or inturn.day_told(draft, mention, topic, last))
    ):
        role = "level"
    time = whence.of(draft, mention, topic, last, continues, role, ref)
    time, since = whence.compared(draft, mention, topic, last, role, time, ref)
    claim = _assemble(draft, mention, topic, time, role, since)
    if not countable.told_of_groups(topic, claim.by):
        return None
    if (
        choice.unrecorded
    ):  # «148 haben die Stadt inzwischen verlassen, 492 lebten noch hier» goes on from all who came
        last.sentence, last.end = mention.sentence, mention.span.end
        return replace(claim, doubt=doubts.NO_GROUP), last
    if claim.doubt == doubts.NO_DIRECTION and yearly.again(draft, mention, last):
        claim = replace(
            claim, direction=last.told[-1].direction, doubt=""
        )  # «2023 um 107 gewachsen, 2024 waren es 154»
    claim = comparing.as_told(claim, last.told, topic)
    claim = inherit.groups_of(draft, mention, topic, claim, last, continues)
    aged = "age_band" in claim.by and not (mention.noun.foreign or groups.thereof(draft, mention))
    if claim.doubt == doubts.NO_GROUP and aged and not ages.unrecorded(draft, mention, {}):
        claim = replace(claim, doubt="")  # «… war jünger als sechs Jahre; das sind 50 Kinder»
    if claim.metric == "ukraine_retention" and same:
        claim = _of_those_present(draft, mention, claim, before)
    if claim.kind == "share" and topic.part_of and _of_its_members(draft, mention, last):
        claim = replace(claim, of_group=bool(claim.by))
    claim = versus.set_against(draft, mention, topic, claim, before)
    claim = horizons.counted_ahead(draft, mention, topic, claim, ref)
    part = doubts.part(draft, mention, topic, claim, last, continues, role)
    part = "of" if choice.thin else part
    claim = claim if part == claim.partitive else replace(claim, partitive=part)
    beside = mention.quantity.start in draft.numbers_compared
    past = role == "level" and (beside or steps.own_past(draft, mention) is not None)
    readings = doubts.other_readings(draft, mention, topic, claim, last, role, ref)
    if not same:
        last.ends = between.told(last)
    last.remember(mention, topic, claim, time, role, past)
    last.thin = choice.thin
    if same and before.topic and draft.whole_of_one_before(mention):
        # «603 der 905 Angekommenen lebten hier, davon 371 Frauen»: of the part
        last.topic, last.metric, last.by = before.topic, before.metric, before.by
    claim = replace(
        claim, rivals=choice.rivals, second=_untold(choice.second, claim, before), readings=readings
    )
    last.told = (*last.told, claim)[-_TOLD:]
    return claim, last


def _of_its_members(draft: Draft, mention: Mention, last: Last) -> bool:
    """«94,9 Prozent der Frauen hatten Kontakt», and not «51 Prozent derer mit Kontakt waren Frauen».

    Likewise «Das entspricht 95,1 Prozent der 470 Personen, die der Träger begleitete».
    """
    hits = draft.group_hits[mention.sentence]
    if any(mention.genitive.holds(hit.start) or hit.end <= mention.span.start for hit in hits):
        return True
    whole = draft.following(mention)
    named = whole is not None and draft.part_and_whole(mention, whole)
    return named and whole is not None and bool(bodies.same_body(draft, whole, last))


def _of_those_present(draft: Draft, mention: Mention, claim: Claim, last: Last) -> Claim:
    """A rate of those who stayed that says, beside the claim before, what share of those present a group is."""
    if last.kind == "share" and claim.by and dict(claim.by) == dict(last.by):
        # «zwei Drittel waren weiblich, Ende 2024 60 Prozent»
        return replace(claim, metric=last.metric, kind="share")
    counted = last.kind == "amount" and last.metric == "ukraine_present" and last.by
    if counted and not draft.text[last.end : mention.span.start].strip():
        # «Frauen stellten mit 262 Personen knapp zwei Drittel»
        return replace(claim, metric=last.metric, kind="share", by=dict(last.by))
    return claim


def _untold(second: tuple[str, ...], claim: Claim, last: Last) -> tuple[str, ...]:
    """What the words may mean besides, but for what was told of the day («mit 1.304 Kontakt, begleitet wurden 1.380»)."""
    told = {c.metric for c in last.told if c.time.as_of == claim.time.as_of}
    return tuple(metric for metric in second if metric not in told)


def _assemble(
    draft: Draft, mention: Mention, topic: Topic, time: Time, role: changes.Role, before: Time | None
) -> Claim:
    """`before`: what the claim before in the sentence was compared with, which this one goes on comparing with."""
    quantity = mention.quantity
    by, doubt = groups.of(draft, mention, topic)
    kind = _kind(mention, topic, role, by)
    own = not by and not takenup.their_share(draft, mention, topic)
    if own or (_stayed(draft, mention) and not draft.speaks_of_share(mention)):
        topic, kind = _retention(draft, topic, kind, quantity.form)
    if role == "level":
        before = None
    elif (
        role != "level_before" or before is not time
    ):  # else told: «gegenüber dem Vorjahr um ein Drittel, von 4.380»
        before = comparing.compared(draft, mention, topic, time, before)
    if role == "change" and not topic.period:
        before = comparing.since_its_start(draft, mention, time, before)
    if role == "level_before" and before:
        time = replace(before, period_from=None) if topic.grows else before
    if role == "change" and topic.grows and before and before.period_from is None:
        time = replace(
            time, period_from=None
        )  # «im April verdoppelt, von 118 auf 268»: a level, not who came in April
    end = directions.end_of_words(draft, mention) if role == "change" else phrases.end(draft.text, mention)
    start = mention.span.start
    return Claim(
        start,
        end,
        text=draft.original[start:end],
        metric=topic.metric,
        kind=kind,
        value=quantity.value,
        step=quantity.step,
        hedge="" if quartiles.of(draft, mention) else mention.hedge,
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
        apart = versus.moves_apart(draft, mention) if topic.metric == "net_change" else 0
        return min(apart or directions.shortfall(draft, mention), 0)
    if role != "change":
        return 0
    return directions.valued(draft, mention) * topic.better or directions.direction(draft, mention)


def _kind(mention: Mention, topic: Topic, role: changes.Role, by: dict[str, str]) -> Kind:
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
    if (
        kind == "share"
        and form in _SHARE_FORMS
        and topic.metric in ("ukraine_present", "ukraine_arrivals_total")
    ):
        return draft.vocabulary.topics["ukraine_retention"], "ratio"
    return topic, kind
