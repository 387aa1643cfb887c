"""Judge one claim against one world of numbers.

In the public world nothing but published values is ever read, so asking again and again narrows nothing down.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from pipelines.publish import german
from pipelines.publish.check.model import Claim, Verdict
from pipelines.publish.check.verdict import advice, suggest
from pipelines.publish.check.verdict.answers import Answers
from pipelines.publish.check.verdict.exactness import Exactness
from pipelines.publish.check.verdict.facts import Facts
from pipelines.publish.check.verdict.values import Measured, Measuring, Unknown, anchored
from pipelines.publish.check.words.vocabulary import Vocabulary
from pipelines.publish.smallbase import smallest_base

Audience = Literal["ob", "council", "press"]
_PART_BELOW = 0.6  # «in der Zielgruppe sind 120 …» of 1,380 is rather a part nobody knows than a mistake


class Judge:
    """Judges claims for one audience; `public` is the public world if the release has one (for `publishable`)."""

    def __init__(
        self, facts: Facts, audience: Audience, vocabulary: Vocabulary, public: Facts | None = None
    ) -> None:
        self._facts = facts
        self._internal = audience == "ob"
        self._vocabulary = vocabulary
        self._measuring = Measuring(facts, vocabulary)
        self._answers = Answers(vocabulary)
        self._exactness = Exactness(
            public if self._internal else facts, vocabulary, self._answers, facts.base
        )

    def verdict(self, claim: Claim) -> Verdict:
        """True, false or not decidable, with the reason in German."""
        if claim.doubt:
            return self._undecided(claim, claim.doubt)
        given = self._at_its_day(claim)
        if given.verdict == "true":
            return given
        for other in self._otherwise(claim):
            held = self._at_its_day(other)
            if held.verdict == "true":
                return held
        if given.verdict == "false" and any(
            self._rival_answer(c, c.metric) == "true" for c in claim.readings
        ):
            return self._undecided(claim, advice.OTHER_READING)
        return given

    def holds(self, claim: Claim) -> bool:
        """Is the claim, read as it stands, true? As `verdict`, without its words."""
        return not claim.doubt and any(map(self._is_true, (claim, *self._otherwise(claim))))

    def _otherwise(self, claim: Claim) -> Iterable[Claim]:
        """The claim at other days that its words may mean, and the share of a group taken of all instead."""
        yield from _at_other_days(claim)
        if claim.of_group:
            yield replace(claim, of_group=False)

    def _is_true(self, claim: Claim) -> bool:
        try:
            measured = self._measuring.of(claim)
        except Unknown:
            return False
        answers = (self._rival_answer(claim, rival) for rival in claim.rivals)
        known = [one for one in (measured, anchored(claim, self._facts)) if one is not None]
        true = not self._of_few(claim, measured) and any(
            self._answers.of(claim, one) == "true" for one in known
        )
        return true and all(answer == "true" for answer in answers)

    def _of_few(self, claim: Claim, measured: Measured) -> bool:
        """Is it a percentage of so few that nobody should print it?"""
        base = measured.denominator
        return self._answers.is_rate(claim) and base is not None and base < smallest_base(not self._internal)

    def _at_its_day(self, claim: Claim) -> Verdict:
        try:
            measured = self._measuring.of(claim)
        except Unknown as unknown:
            return self._undecided(claim, advice.unknown(claim, unknown.why, self._facts, self._internal))
        if self._of_few(claim, measured):
            return self._undecided(claim, advice.small_base(self._internal))
        given = self._compared(claim, measured)
        if given.verdict != "true" and (exact := anchored(claim, self._facts)) is not None:
            return self._compared(claim, exact)
        if given.verdict == "false" and self._before_our_data(claim):
            return self._undecided(claim, advice.BEFORE_OUR_DATA)
        return given

    def _before_our_data(self, claim: Claim) -> bool:
        """A day on which nobody is in the target group yet is one from which no cases are handed down."""
        day = claim.time.as_of
        whole = self._facts.figure("active_target_group", day, None, {}) if day else None
        return whole is not None and whole.value == 0

    def _compared(self, claim: Claim, measured: Measured) -> Verdict:
        answer = self._answers.of(claim, measured)
        rivals = {rival: self._rival_answer(claim, rival) for rival in claim.rivals}
        if any(given != answer for given in rivals.values()):
            fits = [rival for rival, given in rivals.items() if given == "true"]
            # Named first is the one the number is true of; if that is another one, it is the metric meant.
            likely = replace(claim, metric=fits[0]) if fits and answer != "true" else claim
            return self._undecided(likely, advice.ambiguous(claim, claim.rivals))
        if answer != "true" and any(self._rival_answer(claim, metric) == "true" for metric in claim.second):
            return self._undecided(claim, advice.ambiguous(claim, claim.second))
        far = claim.kind == "amount" and abs(claim.value) < _PART_BELOW * abs(measured.printed)
        if answer != "true" and (claim.partitive == "of" or (claim.partitive == "in" and far)):
            return self._undecided(claim, advice.PART_OF_THE_WHOLE)
        if answer != "true" and claim.partitive == "own":
            return self._undecided(claim, advice.OF_THE_BODY)
        publishable = self._exactness.publishable(claim, measured)
        shown = advice.shown(claim, measured, self._answers.unit(claim), self._internal)
        return Verdict(
            claim,
            exact=_plain(measured.printed) if self._internal else None,
            shown=shown,
            verdict=answer,
            reason=advice.reason(claim, measured, answer, shown, self._answers.unit(claim), self._internal),
            suggestion=None
            if answer == "true" and publishable
            else self._suggestion(claim, measured, answer),
            publishable=publishable,
        )

    def _suggestion(self, claim: Claim, measured: Measured, answer: str) -> str | None:
        """True words for print; None for a true number of which nothing may be printed."""
        if answer == "true" and self._exactness.is_withheld(claim):
            return None
        return suggest.wording_of(claim, measured, self._exactness, self._answers)

    def _rival_answer(self, claim: Claim, metric: str) -> str:
        try:
            return self._answers.of(claim, self._measuring.of(claim, metric))
        except Unknown:
            return "undecidable"

    def _undecided(self, claim: Claim, reason: str) -> Verdict:
        return Verdict(
            claim, None, german.UNKNOWN, "undecidable", reason, None, self._exactness.publishable(claim, None)
        )


def _at_other_days(claim: Claim) -> Iterable[Claim]:
    """The claim at the other days that its words may mean («im Frühjahr 2022», «seit 2018»)."""
    for day in claim.time.also:
        start = claim.time.period_from
        if start and (start.month, start.day, day.month, day.day) == (12, 31, 12, 31):
            start = start.replace(year=day.year - 1)  # another whole year
        yield replace(claim, time=replace(claim.time, as_of=day, period_from=start, also=()))
    for day in claim.before.also if claim.before else ():
        yield replace(claim, before=replace(claim.before, as_of=day, also=()))  # type: ignore[type-var]


def _plain(number: float) -> float:
    return int(number) if float(number).is_integer() else round(number, 6)
