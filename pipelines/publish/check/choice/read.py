"""What a number says if it is about the metric chosen, and what the next number goes on from then."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace
from typing import NamedTuple

from pipelines.publish.check.choice import assembled, daytold, doubts, readings, versus, whence
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import ages, groups
from pipelines.publish.check.model import CAME_AND_STAYED, Claim, Mention, Role, Time
from pipelines.publish.check.stated import changes, countable
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import between, bodies, inherit, inturn, onward, shares
from pipelines.publish.check.when import comparing, horizons, steps, timing, topics, yearly
from pipelines.publish.check.words.vocabulary import Topic

_THEN = re.compile(r"\((?:(?:[A-ZÄÖÜ]\w+\s)?(?:19|20)\d\d:|nach)\s$")  # «(2023: », «(Ende 2023: », «(nach »
_THE_SHARE = re.compile(r"\b(?:[Dd]er|[Dd]ieser|[Ii]hr|[Dd]eren)\s+Anteil\b")
# «Frauen stellten mit 262 Personen [knapp zwei Drittel]», «waren mit 371 Personen [und einem Anteil von 61,5 Prozent] …»
_AND_A_SHARE = re.compile(
    r"\s*(?:(?:und|oder|bei)\s+(?:damit\s+)?(?:einem\s+Anteil\s+von\s+)?)?(?:(?:rund|gut|knapp|etwa)\s+)?"
)
_SHARE_OF_THEM = re.compile(
    r"\b(?:Frauen|Männer|Kinder|Minderjährigen|Familien)-?anteil\b|\bAnteil\s+(?:der|von)\s+[A-ZÄÖÜ]\w+"
)
_TOLD = 12  # claims of a paragraph that a later number may go on from


class _Number(NamedTuple):
    """One number under a choice of metric. before: what was told before it; last: the same, and soon what it leaves."""

    draft: Draft
    mention: Mention
    choice: topics.Choice
    before: Last
    last: Last
    role: Role
    ref: timing.Reference

    @property
    def topic(self) -> Topic:
        return self.choice.topic

    @property
    def same(self) -> bool:
        """Is the claim before of its sentence?"""
        return self.before.sentence == self.mention.sentence

    @property
    def continues(self) -> bool:
        """Does it go on from the claim before?"""
        if self.same or (self.choice.grouped and self.before.topic is self.topic):
            return True
        first = self.draft.mentions_of(self.mention.sentence)[0] is self.mention
        thereof = first and groups.thereof(self.draft, self.mention)
        return thereof and self.before.sentence == self.mention.sentence - 1


def read(
    draft: Draft,
    mention: Mention,
    choice: topics.Choice,
    before: Last,
    role: Role,
    ref: timing.Reference,
) -> tuple[Claim, Last] | None:
    """The claim a number makes if it is about the metric chosen, and what the next one goes on from then."""
    topic, last = choice.topic, copy(before)
    if not countable.is_counted(mention, topic):
        return None
    role = "level" if _is_level(draft, mention, topic, before, role) else role
    number = _Number(draft, mention, choice, before, last, role, ref)
    time = daytold.of(draft, mention, topic, last, number.continues, role, ref)
    time, since = whence.compared(draft, mention, topic, last, role, time, ref)
    claim = assembled.of(draft, mention, topic, time, role, since)
    if not countable.told_of_groups(topic, claim.by):
        return None
    if choice.unrecorded:
        # «148 haben die Stadt inzwischen verlassen, 492 lebten noch hier» goes on from all who came
        last.sentence, last.end = mention.sentence, mention.span.end
        if time.source == "text" and not number.same:
            # «Fortgezogen waren Ende 2022 148 der Angekommenen. Geblieben waren 492»: on that day
            last.time = last.newest = time
        return replace(claim, doubt=doubts.NO_GROUP), last
    claim = _with_part(number, _of_its_kind(number, _of_its_group(number, claim)))
    others = readings.of(draft, mention, topic, claim, last, role, ref)
    _remember(number, claim, time)
    claim = replace(
        claim, rivals=choice.rivals, second=_untold(choice.second, claim, before), readings=others
    )
    last.told = (*last.told, claim)[-_TOLD:]
    return claim, last


def _is_level(draft: Draft, mention: Mention, topic: Topic, last: Last, role: Role) -> bool:
    """«4 mehr als das Soll» is the balance itself; «Ende 2023 auf 1.226 …» is dated by itself."""
    if role == "change":
        return topic.difference and not changes.of_a_difference(draft, mention)
    return role == "level_before" and bool(
        onward.dated_before_auf(draft, mention) or inturn.day_told(draft, mention, topic, last)
    )


def _of_its_group(number: _Number, claim: Claim) -> Claim:
    """The claim with the direction, the days and the groups that the words before lend it."""
    draft, mention, last = number.draft, number.mention, number.last
    if claim.doubt == doubts.NO_DIRECTION and yearly.again(draft, mention, last):
        # «2023 um 107 gewachsen, 2024 waren es 154»
        claim = replace(claim, direction=last.told[-1].direction, doubt="")
    claim = comparing.as_told(claim, last.told, number.topic)
    claim = inherit.groups_of(draft, mention, number.topic, claim, last, number.continues)
    aged = "age_band" in claim.by and not (mention.noun.foreign or groups.thereof(draft, mention))
    if claim.doubt == doubts.NO_GROUP and aged and not ages.unrecorded(draft, mention, {}):
        # «… war jünger als sechs Jahre; das sind 50 Kinder»
        claim = replace(claim, doubt="" if claim.time.as_of else doubts.NO_PERIOD)
    return claim


def _of_its_kind(number: _Number, claim: Claim) -> Claim:
    """A share of those present or of a group's members, a number set against another, one counted ahead."""
    draft, mention, topic, before = number.draft, number.mention, number.topic, number.before
    if claim.metric == "ukraine_retention" and (number.same or _of_that_share(number)):
        claim = _of_those_present(draft, mention, claim, before)
    told = _told_of_group(mention, claim, before) if claim.kind == "share" else set()
    if told == set(CAME_AND_STAYED):
        # «Von den 330 angekommenen Frauen lebten noch 262 hier, das entspricht 79,4 Prozent»
        claim = replace(claim, metric="ukraine_retention", kind="ratio")
    members = told == {topic.metric, topic.part_of} or _of_its_members(draft, mention, number.last)
    if claim.kind == "share" and topic.part_of and members:
        claim = replace(claim, of_group=bool(claim.by))
    claim = versus.set_against(draft, mention, topic, claim, before)
    return horizons.counted_ahead(draft, mention, topic, claim, number.ref)


def _of_that_share(number: _Number) -> bool:
    """«371 der 603 waren weiblich, das sind 61,5 Prozent. Mitte 2022 hatte der Anteil noch 65,5 Prozent betragen».

    Likewise «… sind 61,5 Prozent Frauen. Mitte 2022 waren es noch 65,5 Prozent», but not «… lebten noch 78 Prozent hier».
    """
    draft, mention, before = number.draft, number.mention, number.before
    if before.sentence != mention.sentence - 1:
        return False
    stayed = {"present", "retention", "living"} & draft.concepts_of_clause(mention.clause)
    again = before.kind == "share" and draft.echoes(mention) and not stayed
    return again or draft.says(mention.clause, _THE_SHARE)


def _with_part(number: _Number, claim: Claim) -> Claim:
    part = doubts.part(
        number.draft, number.mention, number.topic, claim, number.last, number.continues, number.role
    )
    part = "of" if number.choice.thin else part
    return claim if part == claim.partitive else replace(claim, partitive=part)


def _remember(number: _Number, claim: Claim, time: Time) -> None:
    """What the next number may go on from, but for the claim itself."""
    draft, mention, before, last = number.draft, number.mention, number.before, number.last
    beside = mention.quantity.start in draft.numbers_compared
    past = number.role == "level" and (beside or steps.own_past(draft, mention) is not None)
    if not number.same:
        last.ends = between.told(last)
    if claim.metric == "reaching_36_months" and number.role == "level":
        # «297 erreichen sie in den zwölf Monaten danach. …»: what follows is of today again
        time = claim.time
    dated = claim.doubt != doubts.NO_COMPARISON
    last.remember(mention, number.topic, claim, time, number.role, past, dated)
    last.thin = number.choice.thin
    if number.same and before.topic is number.topic and _aside_of_then(draft, mention):
        last.time, last.before = before.time, last.time
    if number.same and before.topic and draft.whole_of_one_before(mention):
        # «603 der 905 Angekommenen lebten hier, davon 371 Frauen»: of the part
        last.topic, last.metric, last.by = before.topic, before.metric, before.by
    if before.topic is number.topic and before.kind == "share" and shares.names_all(draft, mention):
        last.kind, last.by = before.kind, before.by  # «Bei 1.380 Begleiteten bedeutet das 752»: of that share


def _aside_of_then(draft: Draft, mention: Mention) -> bool:
    """«352.800 Euro (2023: 296.725 Euro) kamen vom Land, die übrigen 151.200 Euro …»: of the day outside the bracket."""
    closed = draft.text[mention.span.end : mention.span.end + 1] == ")"
    return closed and bool(_THEN.search(draft.text, max(0, mention.span.start - 20), mention.span.start))


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


def _told_of_group(mention: Mention, claim: Claim, last: Last) -> set[str]:
    """«Von den 470 Begleiteten der Caritas hatten 447 Kontakt. Das sind 95,1 Prozent»: what the two just told count."""
    if not claim.by or mention.genitive.end > mention.genitive.start:
        return set()
    return {c.metric for c in last.told[-2:] if c.kind == "amount" and dict(c.by) == dict(claim.by)}


def _of_those_present(draft: Draft, mention: Mention, claim: Claim, last: Last) -> Claim:
    """A rate of those who stayed that says, beside the claim before, what share of those present a group is."""
    again = bool(last.by) and not claim.by and draft.sentence_says(mention.sentence, _SHARE_OF_THEM)
    if last.kind == "share" and (again or (claim.by and dict(claim.by) == dict(last.by))):
        # «zwei Drittel waren weiblich, Ende 2024 60 Prozent», «Der Frauenanteil lag bei 65,5 und 2024 bei 61,5 Prozent»
        claim = replace(claim, by=dict(last.by))
        return replace(claim, metric=last.metric, kind="share")
    counted = last.kind == "amount" and last.metric == "ukraine_present" and last.by
    if counted and _AND_A_SHARE.fullmatch(draft.text, last.end, mention.span.start):
        # «Frauen stellten mit 262 Personen knapp zwei Drittel»
        return replace(claim, metric=last.metric, kind="share", by=dict(last.by))
    return claim


def _untold(second: tuple[str, ...], claim: Claim, last: Last) -> tuple[str, ...]:
    """What the words may mean besides, but for what was told of the day («mit 1.304 Kontakt, begleitet wurden 1.380»)."""
    told = {c.metric for c in last.told if c.time.as_of == claim.time.as_of}
    return tuple(metric for metric in second if metric not in told)
