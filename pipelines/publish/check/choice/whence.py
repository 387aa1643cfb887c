"""The day or period of a claim with what the claims before it give, and what a change is compared with."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups
from pipelines.publish.check.model import Mention, Moment, Time, is_later
from pipelines.publish.check.stated import changes, moving, tense
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import between, inturn, ledto, onward, saidafter
from pipelines.publish.check.when import (
    comparing,
    daterules,
    dating,
    instead,
    legend,
    levels,
    running,
    scene,
    steps,
    timing,
    yearly,
)
from pipelines.publish.check.words.vocabulary import Topic

_LISTED = re.compile(
    r"(?:[^,;]{0,30},\s+(?:während|wohingegen|wogegen)|,|\s+und|\s+sowie)\s+(?:ein(?:e|en)?\s+)?(?:[A-ZÄÖÜ]\w+\s+von\s+)?"
    # «Im Jahr davor hatte sie 638 aufgenommen, bei einem Soll von 592»
    r"|[^,;:.\d]{0,60},\s+bei\s+(?:eine[mr]\s+\w+\s+von\s+)?"
)

_CLOSES = re.compile(r"[^()]*\)")
_THEREBY = re.compile(r"\b(?:[Dd]amit|[Ss]omit|[Dd]adurch)\b")
_THE_MOVE = re.compile(rf"\b[Dd](?:er|as|ie|em|en)\s+(?:\w+\s+)?{moving.GROWTH}\s+(?:von|um)\s+(?:\w+\s+)?$")


def of(
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
    if (topic.period or topic.year) and draft.leaves_open(mention.sentence):
        return Time(None)
    told = _told_whole(draft, mention, topic, last) or inturn.day_told(draft, mention, topic, last)
    told = told or (_level_in_bracket(draft, mention, last) if same and topic is last.topic else None)
    told = told or (saidafter.of_level(draft, mention, topic, last) if role == "level" else None)
    told = told or (running.of_parts(draft, mention, topic, last) if role == "level" else None)
    told = told or (instead.reached(draft, mention, topic, last) if role == "level" else None)
    if told:
        return told
    if same and last.time and bool(last.time.period_from) is topic.period:
        past = steps.own_past(draft, mention) if last.past else None
        if (past and past.end <= last.end) or (
            topic is not last.topic and _next_of_list(draft, mention, last)
        ):
            return last.time  # «Im Vorjahr waren es 231 Zugänge, 124 Abgänge und ein Saldo von 107»
    step = _step_on(draft, mention) if same and topic is last.topic and last.time else None
    if step and last.time:
        return timing.shifted(last.time, step.months)
    carried = _base_of_steps(draft, mention, last) or last.time_for(mention.sentence, continues)
    if carried and last.dividing == last.sentence == mention.sentence - 1 and topic.period:
        carried = _of_the_whole(draft, mention, topic, last) or carried
    if carried and last.metric == "reaching_36_months" and topic is not last.topic and last.told:
        carried = last.told[-1].time  # «In den zwölf Monaten danach stießen 297 an diese Grenze. Im Median …»
    further = mention.sentence - last.sentence <= 1 and onward.one_year_further(draft, mention)
    apart = not groups.thereof(draft, mention) and not (same and onward.said_again(draft, mention))
    today = last.past and tense.of_today(draft, mention)  # «… hatte bei 790 gelegen. Davon leben noch 603»
    if last.past and not same and last.newest and _steps_back(draft, mention):
        carried = last.newest
    elif (last.past and (apart or today) and not further) or _compared_later(draft, mention, carried):
        carried = None
    thereby = _arrived_thereby(draft, mention, topic, last, role)
    carried = last.time if thereby else carried
    carries = thereby or onward.carries(draft, continues, last, mention, ref)
    time = daterules.of(
        draft, mention, topic, carried, carries, ref, role == "level", last.end if same else -1
    )
    stage = scene.of(draft, mention, last) if ref[1] == "assumed" and time.source == "assumed" else None
    if stage is None and ref[1] == "assumed" and time.source == "assumed":
        stage = scene.taken_up_next(draft, mention)
    if stage is None and topic.period and time.as_of is None and ref[1] == "assumed":
        stage = scene.period(draft, mention, last) or scene.said_next(draft, mention)
    if stage is None and ref[1] == "assumed" and (time.as_of is None or time.source == "assumed"):
        stage = legend.of_all(draft, mention)
    if stage:
        time = timing.dated(draft, mention, topic, stage, ref[0])
    as_long = between.stretch_of_year(draft, mention, topic, last) if role == "level" else None
    if as_long:
        return as_long
    stretch = yearly.same_year(draft, mention, topic, role, last)
    stretch = stretch or between.ends(draft, mention, topic, role, last)
    stretch = stretch or saidafter.ends(draft, mention, topic, role)
    if stretch:
        return stretch[0]
    newest = between.newest_year(draft, mention, topic, role, last)
    newest = newest or onward.nowadays(draft, mention, topic, last)
    newest = newest or saidafter.reached(draft, mention, topic, role, time, last)
    if newest:
        return newest
    led = ledto.stretch(draft, mention, topic) if time.as_of is None and role == "level" else None
    if led:
        return led
    year = _year_told(draft, mention, topic, last, role, ref) if time.as_of is None else None
    if year:
        return year
    near = mention.sentence - last.sentence <= 1
    if (
        role == "level_before"
        and near
        and topic is last.topic
        and last.before
        and (same or time.source == "assumed" or _only_reached_dated(draft, mention, last.before))
    ):
        return last.before  # «seit Ende 2020 verdoppelt: von 622 auf …»
    if role == "level" and same and topic is last.topic and last.time and onward.arrives(draft, mention):
        # «2024 gegenüber 2023 gewachsen, von 5.834 auf 6.510»; «… um die Hälfte gestiegen, von 4.380 auf 6.510»
        return time if last.before == last.time and is_later(time, last.time) else last.time
    later = scene.became(draft, mention) if role == "level" and same and topic is last.topic else 0
    if later and last.time:
        return timing.shifted(last.time, later)
    if role == "level" and (
        dating.reached_undated(draft, mention) or scene.since_it_had_been(draft, mention)
    ):
        return scene.reached(draft, mention, topic, last, ref)
    more = scene.further(draft, mention, topic, time, last) if role == "level" else None
    if more:
        return more
    back_then = onward.then(draft, mention, last) if role == "level" else None
    back_then = back_then or onward.of_then(draft, mention, topic, last)
    if back_then is None and onward.then_unknown(draft, mention, time):
        return Time(None)
    if role == "level" and same and time == last.time and instead.bare(draft, mention, topic, last):
        return Time(None)
    return back_then or time


def _level_in_bracket(draft: Draft, mention: Mention, last: Last) -> Time | None:
    """«Die Zielgruppe (Ende 2023: 1.226 Personen) ist seit Ende 2021 um 278 gewachsen»: until the day of that level."""
    closed = _CLOSES.match(draft.text, last.end, mention.span.start)
    if last.kind != "amount" or closed is None or changes.role(draft, mention) != "change":
        return None
    others = [m for m in draft.moments_of(mention.sentence) if m.start >= closed.end()]
    return last.time if others and all(m.role == "since" for m in others) else None


def _steps_back(draft: Draft, mention: Mention) -> bool:
    """«… 905, ein Jahr vorher 790. Hier lebten von ihnen 603 nach 560 im Vorjahr»: 603 is of the newer day again."""
    behind = (m for m in draft.moments_of(mention.sentence) if m.start > mention.span.end)
    return any(m.shape == "shift" and m.months < 0 for m in behind)


def _year_told(
    draft: Draft, mention: Mention, topic: Topic, last: Last, role: changes.Role, ref: timing.Reference
) -> Time | None:
    """The period of a flow whose own words name none: told before, or of the level that the next clause reaches."""
    year = _ends_with_last(draft, mention, topic, last) or between.same_year(draft, mention, topic, last)
    if role == "change":
        year = year or levels.reached_behind(draft, mention, topic, ref)
    year = year or scene.year_told(draft, mention, topic, last)
    return year or scene.year_of_talks(draft, mention, topic, last)


def _arrived_thereby(draft: Draft, mention: Mention, topic: Topic, last: Last, role: changes.Role) -> bool:
    """«Die aktive Zielgruppe wuchs 2023 um 107 Personen. Sie lag damit bei 1.226»: on the day of the change."""
    moved = last.kind in ("change", "relative") and last.sentence == mention.sentence - 1
    return moved and role == "level" and topic is last.topic and draft.says(mention.clause, _THEREBY)


def _only_reached_dated(draft: Draft, mention: Mention, before: Time) -> bool:
    """«… seit Ende 2020 verdoppelt. Sie stieg von 414 auf 880 Personen Ende 2024»: the day behind is of the new level."""
    new = draft.following(mention)
    dated = [m for m in draft.moments_of(mention.sentence) if m.as_of]
    if new is None or len(dated) != 1 or not draft.says(mention.clause, between.FROM_TO):
        return False
    day = dated[0].as_of
    return (
        dated[0].start >= new.span.end and before.as_of is not None and day is not None and before.as_of < day
    )


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


def _ends_with_last(draft: Draft, mention: Mention, topic: Topic, last: Last) -> Time | None:
    """«… 231 aufgenommen, 124 schieden aus. Unter dem Strich wuchs sie um 107 auf 1.226 zum Jahresende 2023».

    «Rechnet man die 6.510 Beratungen des Jahres 2024 auf die am Jahresende Begleiteten um, sind es 4,7 je Person»
    """
    sentence = draft.sentences[mention.sentence]
    told = last.time if last.time and last.time.period_from else None
    told = told or next((c.time for c in last.told if sentence.holds(c.start) and c.time.period_from), None)
    if not topic.period or told is None:
        return None
    return told if any(m.as_of == told.as_of for m in draft.moments_of(mention.sentence)) else None


def _compared_later(draft: Draft, mention: Mention, carried: Time | None) -> bool:
    """«… Ende 2023. Verglichen mit Ende 2023 ist sie gewachsen»: then the day before is not the day meant."""
    days = [m.as_of for m in draft.moments_of(mention.sentence) if m.role == "compared" and m.as_of]
    return carried is not None and any(carried.as_of is not None and day >= carried.as_of for day in days)


def compared(
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
    before = last.before if same and not moved else onward.since_then(draft, mention, topic, time, last)
    if role == "level_before" and time is last.before:
        return time, time
    stretch = yearly.same_year(draft, mention, topic, role, last)
    stretch = stretch or between.ends(draft, mention, topic, role, last)
    stretch = stretch or saidafter.ends(draft, mention, topic, role)
    if stretch and role != "level":
        return stretch
    if role != "level" and between.same_stretch(draft, mention):
        before = before or last.before
    if moved and role == "change" and onward.from_level_on(draft, mention, topic, time, last):
        before = last.time
    if role == "level_before" and onward.told_again(draft, mention, topic, last):
        before = last.before
    if role == "level_before":
        before = before or _meanwhile(draft, mention, topic, time, last)
    if role != "change":
        return time, before
    led = ledto.grown(draft, mention, topic, time, last)
    if led:
        return led
    fewer = _fewer_then(draft, mention, topic, last) or _changed_before(draft, mention, last)
    if fewer:
        return fewer
    as_long = between.as_long_before(draft, mention, time)
    if as_long:
        return time, as_long
    newest = between.newest_year(draft, mention, topic, role, last)
    if newest:
        return newest, timing.shifted(newest, -12)
    yearly_ends = yearly.ends(draft, mention, topic, time, last)
    if yearly_ends:
        return yearly_ends
    told_levels = levels.between_levels(draft, mention, topic, ref)
    told_levels = told_levels or levels.left_behind(draft, mention, topic, time, ref)
    told_levels = told_levels or levels.at_other_pace(draft, mention, topic)
    told_levels = told_levels or levels.differing(draft, mention, topic, ref)
    told_levels = told_levels or between.since_told(draft, mention, topic, last, ref)
    told_levels = told_levels or between.than_told(draft, mention, topic, time, last)
    if told_levels:
        return told_levels
    before = before or onward.than_then(draft, mention, topic, last)
    before = before or between.as_before(draft, mention, topic, time, last)
    first = between.since_beginning(draft, mention, topic, last)
    if first and first.as_of and time.as_of and first.as_of < time.as_of:
        return time, first
    before = before or _meanwhile(draft, mention, topic, time, last)
    back = comparing.stepped_back(draft, mention, time) or levels.ends_of_range(draft, mention, topic)
    behind = back or (levels.levels_behind(draft, mention, topic, ref) if not same else None)
    pair = between.told(last, same)
    told = between.sums_up(draft, mention) or not _dated(draft, mention, same)
    told = told or (pair is not None and onward.ends_on(draft, mention, pair[0]))
    told = told and topic is last.topic and not _says_with_what(draft, mention)
    pair = pair if told else between.spanned(draft, mention, topic, last)
    told_next = None if before else levels.told_next(draft, mention, topic, ref)
    return behind or pair or told_next or (time, before)


def _meanwhile(draft: Draft, mention: Mention, topic: Topic, time: Time, last: Last) -> Time | None:
    """«Die Zuschüsse stiegen 2024 um 56.075 Euro. Zugleich nahmen die Kosten um 89.000 Euro zu»: since the same day.

    «Die Beratungen nahmen 2024 gegenüber dem Vorjahr um 676 zu. Auch die Kosten stiegen, von 415.000 auf 504.000 Euro»
    """
    if last.topic is None or last.time is None or last.sentence != mention.sentence - 1:
        return None
    if mention.quantity.form != "plain" or draft.moments_of(mention.sentence):
        return None
    if last.time.as_of != time.as_of or last.topic is topic or last.before is None:
        return None
    year = time.as_of and last.time.period_from == days.shifted(time.as_of, -12)
    if topic.year and year and timing.shifted(last.before, 12).period_from == last.time.period_from:
        return replace(last.before, period_from=None)
    return last.before if last.topic.period == topic.period else None


def _fewer_then(draft: Draft, mention: Mention, topic: Topic, last: Last) -> tuple[Time, Time] | None:
    """«6.510 Beratungen. Im Vorjahr waren es 5.834, das sind 676 weniger»: than in the year told before.

    «Ende 2023 lebten hier 560. Ende April 2022 waren es 251 gewesen, also 309 weniger»
    """
    beside = last.sentence == mention.sentence and last.kind == "amount" and topic is last.topic
    base = last.before or last.prior
    if not beside or base is None or last.time is None or not comparing.so_many_fewer(draft, mention):
        return None
    later = base.as_of and last.time.as_of and base.as_of > last.time.as_of
    return (last.time, base) if later else None


def _changed_before(draft: Draft, mention: Mention, last: Last) -> tuple[Time, Time] | None:
    """«… um 12,6 Prozent gewachsen, nach 9,6 Prozent im Jahr zuvor»: the change of that year."""
    back = next((m for m in draft.moments_of(mention.sentence) if m.start >= mention.span.end), None)
    if last.time is None or back is None or back.months >= 0 or not changes.after_another(draft, mention):
        return None
    then = timing.shifted(last.time, back.months)
    return then, timing.shifted(then, back.months)


def _says_with_what(draft: Draft, mention: Mention) -> bool:
    """Does the clause itself name the day that the number is compared with?"""
    clause = draft.clauses[mention.clause]
    moments = draft.moments_of(mention.sentence)
    return any(m.role == "compared" and clause.holds(m.start) for m in moments)


def _dated(draft: Draft, mention: Mention, same: bool) -> bool:
    """Does the sentence name a day; behind another claim of it (same): does the clause?

    Likewise only the clause of «Dem Minus von 71 folgte ein Plus: Ein Jahr später waren es …», which tells it again.
    """
    clause = draft.clauses[mention.clause]
    moments = draft.moments_of(mention.sentence)
    again = _THE_MOVE.search(draft.text, max(0, mention.span.start - 40), mention.span.start)
    alone = same or again is not None
    return any(moment.shape != "now" and (not alone or clause.holds(moment.start)) for moment in moments)
