"""One number whose day is asked for, and the dates that may be its own."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment, Time, record
from pipelines.publish.check.when import dating, ownday, steps, timing
from pipelines.publish.check.when.timing import Reference
from pipelines.publish.check.words.vocabulary import Topic


@record
class Asked:
    """What is asked of a number, and the dates that may be its own.

    last: the day that it goes on from. level: does it tell how many there were? said: where the last claim of the
    sentence ends, −1 without one; a distance before it («ein Jahr darauf») is counted already.
    """

    draft: Draft
    mention: Mention
    topic: Topic
    last: Time | None
    continues: bool
    ref: Reference
    level: bool
    said: int

    @cached_property
    def past(self) -> Moment | None:
        """«im Vorjahr», «ein Jahr zuvor» where it dates the number itself."""
        draft, mention = self.draft, self.mention
        past = steps.own_past(draft, mention) if self.level else None
        if past is None or dating.beside(draft, mention):
            return None  # «Beratungen im Jahresvergleich: 4.380 (2022), 5.834 (2023)»
        contact = self.topic.metric == "active_with_contact"
        if contact and dating.window_of_contact(draft, mention, past):
            return None  # «gut 1.300 hatten im Jahr davor Kontakt»
        return past

    @cached_property
    def moment(self) -> Moment | None:
        """Its date, else that of the heading above."""
        own = ownday.of(self.draft, self.mention, self.topic)
        return own or _of_heading(self.draft, self.mention, self.ref, self.continues)

    @cached_property
    def onward(self) -> Moment | None:
        """«ein Jahr darauf», where no claim of the sentence has counted it."""
        moment = self.moment
        step = moment is not None and moment.shape == "shift" and moment.months > 0
        return moment if moment is not None and step and moment.start > self.said else None

    def dated(self, moment: Moment) -> Time:
        return timing.dated(self.draft, self.mention, self.topic, moment, self.ref[0])

    def steps_from(self) -> Time | None:
        """The day told that a distance may count from: a flow needs a stretch."""
        return self.last if self.last and (self.last.period_from or not self.topic.period) else None


def _of_heading(draft: Draft, mention: Mention, ref: Reference, continues: bool) -> Moment | None:
    """The date of the heading above, for a line of a list; for prose when nothing else dates it."""
    day = draft.heading_day(mention.sentence)
    if day and day.is_month:
        day = replace(day, role="stand")  # «Auf einen Blick – Juni 2022»: everything until then
    if draft.frames.of_item(mention.sentence) is not None and day:
        return day
    if draft.frames.titles[mention.sentence] and not day:
        return _under_title(draft, mention) if ref[1] == "assumed" and not continues else None
    return day if ref[1] == "assumed" and not continues else None


def _under_title(draft: Draft, mention: Mention) -> Moment | None:
    """«Bleibequote sinkt auf 67 Prozent», under it «Zwei von drei leben Ende 2023 noch hier»: the day of that line."""
    below = mention.sentence + 1
    if below >= len(draft.sentences) or draft.listed(below):
        return None
    days_named = [m for m in draft.moments_of(below) if m.as_of and m.role in ("plain", "stand")]
    return replace(days_named[0], role="stand") if len(days_named) == 1 else None
