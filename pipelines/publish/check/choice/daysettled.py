"""Where the date of a number only seems its own: the day that the claims told before make of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Role, Time, is_later
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import between, ledto, onward, saidafter, sincethen
from pipelines.publish.check.when import (
    dating,
    instead,
    levels,
    scene,
    timing,
    yearabout,
    yearly,
)
from pipelines.publish.check.words.vocabulary import Topic

_THEN = re.compile(r"(?i:\b(?:damals|seinerzeit|zuvor|da)\b)")


class Asked(NamedTuple):
    """One number whose day is asked for. last: the claim before; same: is it of the same sentence?"""

    draft: Draft
    mention: Mention
    topic: Topic
    last: Last
    continues: bool
    role: Role
    ref: timing.Reference
    same: bool

    @property
    def level(self) -> bool:
        return self.role == "level"

    @property
    def goes_on(self) -> bool:
        """Is it about the metric of the claim before, in its sentence?"""
        return self.same and self.topic is self.last.topic


def _of_a_stretch(asked: Asked, time: Time) -> Time | None:
    draft, mention, topic, last, role = asked.draft, asked.mention, asked.topic, asked.last, asked.role
    as_long = between.stretch_of_year(draft, mention, topic, last) if asked.level else None
    if as_long:
        return as_long
    stretch = stretch_told(draft, mention, topic, role, last)
    return stretch[0] if stretch else None


def stretch_told(
    draft: Draft, mention: Mention, topic: Topic, role: Role, last: Last
) -> tuple[Time, Time] | None:
    """The later and the earlier day between which the number counts or moved, where other sentences tell them."""
    return (
        yearly.same_year(draft, mention, topic, role, last)
        or between.ends(draft, mention, topic, role, last)
        or saidafter.ends(draft, mention, topic, role)
    )


def _newest(asked: Asked, time: Time) -> Time | None:
    draft, mention, topic, last = asked.draft, asked.mention, asked.topic, asked.last
    newest = between.newest_year(draft, mention, topic, asked.role, last)
    newest = newest or onward.nowadays(draft, mention, topic, last)
    return newest or saidafter.reached(draft, mention, topic, asked.role, time, last)


def _of_an_undated_flow(asked: Asked, time: Time) -> Time | None:
    if time.as_of is not None:
        return None
    led = ledto.stretch(asked.draft, asked.mention, asked.topic) if asked.level else None
    led = led or _year_told(asked.draft, asked.mention, asked.topic, asked.last, asked.role, asked.ref)
    return led or yearabout.of(asked.draft, asked.mention, asked.topic, asked.last)


def _old_level(asked: Asked, time: Time) -> Time | None:
    """«seit Ende 2020 verdoppelt: von 622 auf …»."""
    last, mention = asked.last, asked.mention
    near = mention.sentence - last.sentence <= 1 and asked.topic is last.topic
    if asked.role != "level_before" or not near or last.before is None:
        return None
    named = (m.role in ("since", "compared") for m in asked.draft.moments_of(mention.sentence))
    if not asked.same and any(named):
        return None  # «… (Vorjahr: 1.226). Die Caritas verzeichnete seit Mitte 2022 einen Anstieg von 380»
    moments = asked.draft.moments_of(mention.sentence)
    dated = any((m.as_of and m.role in ("plain", "stand")) or m.shape == "shift" for m in moments)
    undated = time.source == "assumed" and not dated
    undated = undated or _only_reached_dated(asked.draft, mention, last.before)
    return last.before if asked.same or undated else None


def _arriving(asked: Asked, time: Time) -> Time | None:
    draft, mention, last = asked.draft, asked.mention, asked.last
    if not (asked.level and asked.goes_on):
        return None
    if last.time and onward.arrives(draft, mention):
        # «2024 gegenüber 2023 gewachsen, von 5.834 auf 6.510»; «… um die Hälfte gestiegen, von 4.380 auf 6.510»
        return time if last.before == last.time and is_later(time, last.time) else last.time
    later = scene.became(draft, mention)
    return timing.shifted(last.time, later) if later and last.time else None


def _reached(asked: Asked, time: Time) -> Time | None:
    draft, mention, topic, last = asked.draft, asked.mention, asked.topic, asked.last
    if not asked.level:
        return None
    if dating.reached_undated(draft, mention) or scene.since_it_had_been(draft, mention):
        return scene.reached(draft, mention, topic, last, asked.ref)
    return scene.further(draft, mention, topic, time, last)


def _then(asked: Asked, time: Time) -> Time | None:
    """«damals», «zuvor»: the older day told, or one that nobody named."""
    draft, mention, topic, last = asked.draft, asked.mention, asked.topic, asked.last
    if asked.same and _dated_since(draft, mention, last):
        return None  # «… besaßen damals 44 und Ende 2024 dann 51»: of its own day
    then = onward.then(draft, mention, last) if asked.level else None
    then = then or onward.of_then(draft, mention, topic, last)
    if then is None and onward.then_unknown(draft, mention, time):
        return Time(None)
    bare = asked.level and asked.same and time == last.time
    return Time(None) if bare and instead.bare(draft, mention, topic, last) else then


def _on_a_way(asked: Asked, _time: Time) -> Time | None:
    """`sincethen.level_of`."""
    yearly = asked.topic.period or asked.topic.year
    if not asked.level or yearly:
        return None
    return sincethen.level_of(asked.draft, asked.mention, asked.last, asked.ref)


def _dated_since(draft: Draft, mention: Mention, last: Last) -> bool:
    """Does a day stand between the number before and this one, and no «damals» behind it?"""
    days = [
        m for m in draft.moments_of(mention.sentence) if m.as_of and last.end <= m.start < mention.span.start
    ]
    return bool(days) and not _THEN.search(draft.text, days[-1].end, mention.span.start)


def _year_told(
    draft: Draft, mention: Mention, topic: Topic, last: Last, role: Role, ref: timing.Reference
) -> Time | None:
    """The period of a flow whose own words name none: told before, or of the level that the next clause reaches."""
    year = _ends_with_last(draft, mention, topic, last) or between.same_year(draft, mention, topic, last)
    if role == "change":
        year = year or levels.reached_behind(draft, mention, topic, ref)
    year = year or scene.year_told(draft, mention, topic, last)
    return year or scene.year_of_talks(draft, mention, topic, last)


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


_SETTLED: tuple[Callable[[Asked, Time], Time | None], ...] = (
    _on_a_way,
    _of_a_stretch,
    _newest,
    _of_an_undated_flow,
    _old_level,
    _arriving,
    _reached,
    _then,
)


def of(asked: Asked, own: Time) -> Time:
    """The day of the number, whose own date or scene says `own`."""
    return next((time for rule in _SETTLED if (time := rule(asked, own))), own)
