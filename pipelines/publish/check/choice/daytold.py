"""The day or period of a claim, with what the claims before it give."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipelines.publish.check.choice import daysettled
from pipelines.publish.check.choice.daysettled import Asked
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups, paired
from pipelines.publish.check.model import Mention, Moment, Role, Time
from pipelines.publish.check.stated import roles, tense
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import inturn, onward, opening, saidafter
from pipelines.publish.check.when import (
    daterules,
    instead,
    legend,
    running,
    scene,
    steps,
    timing,
)
from pipelines.publish.check.words.vocabulary import Topic

_LISTED = re.compile(
    r"(?:[^,;]{0,30},\s+(?:während|wohingegen|wogegen)|,|\s+und|\s+sowie)\s+(?:ein(?:e|en)?\s+)?(?:[A-ZÄÖÜ]\w+\s+von\s+)?"
    # «Im Jahr davor hatte sie 638 aufgenommen, bei einem Soll von 592»
    r"|[^,;:.\d]{0,60},\s+bei\s+(?:eine[mr]\s+\w+\s+von\s+)?"
)
_CLOSES = re.compile(r"[^()]*\)")
_THEREBY = re.compile(r"\b(?:[Dd]amit|[Ss]omit|[Dd]adurch)\b")

_IS_NOW = re.compile(r"\b(?:sind|ist|seien|sei|werden|wird|leben|wohnen)\b")  # «Und wie viele sind es?»


def of(
    draft: Draft,
    mention: Mention,
    topic: Topic,
    last: Last,
    continues: bool,
    role: Role,
    ref: timing.Reference,
) -> Time:
    """The Stichtag or period, with what the claim before gives.

    First what is told of the number by others; then its own date (`daterules`) or the scene that a sentence sets; then
    what that date only seems to say.
    """
    asked = Asked(draft, mention, topic, last, continues, role, ref, last.sentence == mention.sentence)
    told = next((time for rule in _TOLD if (time := rule(asked))), None)
    if told:
        return told
    return daysettled.of(asked, _in_its_scene(asked, _own(asked)))


def _left_open(asked: Asked) -> Time | None:
    yearly = asked.topic.period or asked.topic.year
    return Time(None) if yearly and asked.draft.leaves_open(asked.mention.sentence) else None


def _told_whole_or_turn(asked: Asked) -> Time | None:
    draft, mention, topic, last = asked.draft, asked.mention, asked.topic, asked.last
    told = _told_whole(draft, mention, topic, last) or inturn.day_told(draft, mention, topic, last)
    return told or (_level_in_bracket(draft, mention, last) if asked.goes_on else None)


def _level_told(asked: Asked) -> Time | None:
    """A level whose day another sentence or number tells."""
    if not asked.level:
        return None
    number = asked.draft, asked.mention, asked.topic, asked.last
    return (
        opening.day_of(*number)
        or saidafter.of_level(*number)
        or running.of_parts(*number)
        or instead.reached(*number)
    )


def _of_list(asked: Asked) -> Time | None:
    """«Im Vorjahr waren es 231 Zugänge, 124 Abgänge und ein Saldo von 107»."""
    draft, mention, last = asked.draft, asked.mention, asked.last
    if not (asked.same and last.time and bool(last.time.period_from) is asked.topic.period):
        return None
    if paired.year_of_pair(draft, mention):
        return None  # «2022 bis 2024 …: 638 statt 592, 241 statt 234 und 261 statt 257»
    past = steps.own_past(draft, mention) if last.past else None
    other = asked.topic is not last.topic
    listed = (past and past.end <= last.end) or (other and _next_of_list(draft, mention, last))
    return last.time if listed else None


def _stepped_on(asked: Asked) -> Time | None:
    step = _step_on(asked.draft, asked.mention) if asked.goes_on and asked.last.time else None
    return timing.shifted(asked.last.time, step.months) if step and asked.last.time else None


_TOLD: tuple[Callable[[Asked], Time | None], ...] = (
    _left_open,
    _told_whole_or_turn,
    _level_told,
    _of_list,
    _stepped_on,
)


def _own(asked: Asked) -> Time:
    """Its own date, or the one it goes on from."""
    draft, mention, last, ref = asked.draft, asked.mention, asked.last, asked.ref
    thereby = _arrived_thereby(draft, mention, asked.topic, last, asked.role)
    asked_on = _asked_on(asked)
    carried = asked_on or (last.time if thereby else _carried(asked))
    carries = thereby or bool(asked_on) or onward.carries(draft, asked.continues, last, mention, ref)
    said = last.end if asked.same else -1
    return daterules.of(draft, mention, asked.topic, carried, carries, ref, asked.level, said)


def _asked_on(asked: Asked) -> Time | None:
    """«Was kostete es 2023? 415.000 Euro. Und wie viel davon trug die Stadt? 118.275 Euro»: of that year still."""
    draft, last = asked.draft, asked.last
    question = draft.just_before(asked.mention.sentence)
    if question is None or not draft.asks(question) or draft.just_before(question) != last.sentence:
        return None
    if draft.moments_of(question) or draft.sentence_says(question, _IS_NOW):
        return None
    told = last.newest or last.time
    over = told is not None and (told.as_of is None or told.as_of.month < 12)
    return None if over and asked.topic.year else told


def _carried(asked: Asked) -> Time | None:
    """The day of the claims before that the number may go on from."""
    draft, mention, topic, last = asked.draft, asked.mention, asked.topic, asked.last
    carried = _base_of_steps(draft, mention, last) or last.time_for(mention.sentence, asked.continues)
    if carried and last.dividing == last.sentence == mention.sentence - 1 and topic.period:
        carried = _of_the_whole(draft, mention, topic, last) or carried
    if carried and last.metric == "reaching_36_months" and topic is not last.topic and last.told:
        carried = last.told[-1].time  # «In den zwölf Monaten danach stießen 297 an diese Grenze. Im Median …»
    if last.past and not asked.same and last.newest and _steps_back(draft, mention):
        return last.newest
    left = (last.past and _left_behind(asked)) or _nowadays(asked, carried)
    return None if left or _compared_later(draft, mention, carried) else carried


def _nowadays(asked: Asked, carried: Time | None) -> bool:
    """«57 kamen Ende 2020 aus Gambia. Das Integrationsmanagement begleitet 1.380»: of today, whatever was told before."""
    ref, topic = asked.ref, asked.topic
    moved = asked.level or (asked.role == "change" and tense.has_moved(asked.draft, asked.mention))
    if asked.same or not moved or carried is None or carried.as_of is None:
        return False
    if topic.period or topic.year or carried.as_of >= ref[0] or ref[1] != "assumed":
        return False
    if _until_today(asked):
        return True
    sights = asked.draft.topics_in_sight(asked.mention.sentence)
    signs = next((signs for other, signs in sights if other is topic), ())
    named = any(asked.draft.is_own(asked.mention.sentence, sign) for sign in signs)
    return tense.tells_of_today(asked.draft, asked.mention, named)


def _until_today(asked: Asked) -> bool:
    """«Seit Februar 2022 fanden 905 Menschen Zuflucht», «Von den 905, die gekommen sind, leben heute noch 603»."""
    draft, mention = asked.draft, asked.mention
    moments = draft.moments_of(mention.sentence)
    if any(m.as_of and m.role != "since" for m in moments):
        return False
    since = asked.topic.grows and any(m.role == "since" for m in moments)
    here = any(m.shape == "now" for m in moments) or tense.still_here(draft, mention)
    return since or (draft.named_whole(mention) and here)


def _left_behind(asked: Asked) -> bool:
    """Is the older day that the claim before told of no day of this number?"""
    draft, mention, last = asked.draft, asked.mention, asked.last
    if mention.sentence - last.sentence <= 1 and onward.one_year_further(draft, mention):
        return False
    again = asked.same and onward.said_again(draft, mention)
    # «… hatte bei 790 gelegen. Davon leben noch 603»
    return not (groups.thereof(draft, mention) or again) or tense.of_today(draft, mention)


def _in_its_scene(asked: Asked, time: Time) -> Time:
    """The day that a sentence without a claim sets for what follows, where the number has none of its own."""
    draft, mention, last, ref = asked.draft, asked.mention, asked.last, asked.ref
    if ref[1] != "assumed":
        return time
    undated, stage = time.as_of is None, None
    if time.source == "assumed":
        stage = scene.of(draft, mention, last) or scene.taken_up_next(draft, mention)
    if stage is None and asked.topic.period and undated:
        stage = scene.period(draft, mention, last) or scene.said_next(draft, mention)
    if stage is None and (undated or time.source == "assumed"):
        stage = legend.of_all(draft, mention)
    return timing.dated(draft, mention, asked.topic, stage, ref[0]) if stage else time


def _level_in_bracket(draft: Draft, mention: Mention, last: Last) -> Time | None:
    """«Die Zielgruppe (Ende 2023: 1.226 Personen) ist seit Ende 2021 um 278 gewachsen»: until the day of that level."""
    closed = _CLOSES.match(draft.text, last.end, mention.span.start)
    if last.kind != "amount" or closed is None or roles.of(draft, mention) != "change":
        return None
    others = [m for m in draft.moments_of(mention.sentence) if m.start >= closed.end()]
    return last.time if others and all(m.role == "since" for m in others) else None


def _steps_back(draft: Draft, mention: Mention) -> bool:
    """«… 905, ein Jahr vorher 790. Hier lebten von ihnen 603 nach 560 im Vorjahr»: 603 is of the newer day again."""
    behind = (m for m in draft.moments_of(mention.sentence) if m.start > mention.span.end)
    return any(m.shape == "shift" and m.months < 0 for m in behind)


def _arrived_thereby(draft: Draft, mention: Mention, topic: Topic, last: Last, role: Role) -> bool:
    """«Die aktive Zielgruppe wuchs 2023 um 107 Personen. Sie lag damit bei 1.226»: on the day of the change."""
    moved = last.kind in ("change", "relative") and last.sentence == mention.sentence - 1
    return moved and role == "level" and topic is last.topic and draft.says(mention.clause, _THEREBY)


def _next_of_list(draft: Draft, mention: Mention, last: Last) -> bool:
    """Does nothing but a comma or «und» part the number from the one before, and no day stand behind it?"""
    if not _LISTED.fullmatch(draft.text, last.end, mention.span.start):
        return False
    clause = draft.clauses[mention.clause]
    return not any(clause.holds(m.start) and m.start >= last.end for m in draft.moments_of(mention.sentence))


def _step_on(draft: Draft, mention: Mention) -> Moment | None:
    """«402 Zugängen 2022 und 231 im Folgejahr»: the step right behind a number, from the day of the one before."""
    behind = (m for m in draft.moments_of(mention.sentence) if m.start == mention.span.end + 1)
    return next((m for m in behind if m.shape == "shift" and m.months > 0), None)


def _told_whole(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«… waren 704 weiblich. (…) Von den 704 stammten 455 aus der Ukraine»: of the day that number was told of."""
    if not draft.named_whole(mention) or any(m.as_of for m in draft.moments_of(mention.sentence)):
        return None
    claim = last.told_as(mention.quantity.value, topic.metric)
    return claim.time if claim and (claim.time.period_from or not topic.period) else None


def _of_the_whole(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«2024 waren es 6.510. Davon entfielen 3.205 auf das erste Halbjahr. Im Jahr zuvor …»: before the whole year."""
    if groups.thereof(draft, mention):
        return None
    told = (c.time for c in reversed(last.told) if c.metric == topic.metric and c.time != last.time)
    whole = next(told, None)
    inside = whole and last.time and whole.period_from and last.time.as_of and whole.as_of
    return whole if inside and whole.period_from < last.time.as_of < whole.as_of else None  # type: ignore[union-attr,operator]


def _base_of_steps(draft: Draft, mention: Mention, last: Last) -> Time | None:
    """«2023 … 107. Ein Jahr zuvor hatte er bei 171 gelegen, ein Jahr danach bei 145»: both steps from the same year."""
    if last.sentence != mention.sentence or not last.past or not last.prior:
        return None
    clause = draft.clauses[mention.clause]
    steps_on = [m for m in draft.moments_of(mention.sentence) if m.shape == "shift" and clause.holds(m.start)]
    return last.prior if len(steps_on) == 1 and steps_on[0].months > 0 else None


def _compared_later(draft: Draft, mention: Mention, carried: Time | None) -> bool:
    """«… Ende 2023. Verglichen mit Ende 2023 ist sie gewachsen»: then the day before is not the day meant."""
    days = [m.as_of for m in draft.moments_of(mention.sentence) if m.role == "compared" and m.as_of]
    return carried is not None and any(carried.as_of is not None and day >= carried.as_of for day in days)
