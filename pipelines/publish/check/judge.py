"""Judge one claim against one world of numbers.

In the public world nothing but published values is ever read, so asking again and again narrows nothing down.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from pipelines.publish import german, wording
from pipelines.publish.check import advice, hedges
from pipelines.publish.check.facts import Facts
from pipelines.publish.check.model import Claim, Verdict
from pipelines.publish.check.values import Measured, Measuring, Unknown
from pipelines.publish.check.vocabulary import Vocabulary
from pipelines.publish.sentences import smallest_base
from pipelines.publish.wording import HEDGES

Audience = Literal["ob", "council", "press"]
_PART_BELOW = 0.6  # «in der Zielgruppe sind 120 …» of 1,380 is rather a part nobody knows than a mistake
_PERCENT_KINDS = ("share", "relative", "points")


class Judge:
    """Judges claims for one audience; `public` is the public world if the release has one (for `publishable`)."""

    def __init__(
        self, facts: Facts, audience: Audience, vocabulary: Vocabulary, public: Facts | None = None
    ) -> None:
        self._facts = facts
        self._internal = audience == "ob"
        self._vocabulary = vocabulary
        self._measuring = Measuring(facts, vocabulary)
        self._public_facts = public if self._internal else facts
        self._public = Measuring(self._public_facts, vocabulary) if self._public_facts else None

    def verdict(self, claim: Claim) -> Verdict:
        """True, false or not decidable, with the reason in German."""
        if claim.doubt:
            return self._undecided(claim, claim.doubt)
        given = self._at_its_day(claim)
        if given.verdict == "true":
            return given
        for other in _at_other_days(claim):
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
        return not claim.doubt and any(map(self._is_true, (claim, *_at_other_days(claim))))

    def _is_true(self, claim: Claim) -> bool:
        try:
            measured = self._measuring.of(claim)
        except Unknown:
            return False
        answers = (self._rival_answer(claim, rival) for rival in claim.rivals)
        known = [one for one in (measured, _anchored(claim, self._facts)) if one is not None]
        true = not self._of_few(claim, measured) and any(self._answer(claim, one) == "true" for one in known)
        return true and all(answer == "true" for answer in answers)

    def _of_few(self, claim: Claim, measured: Measured) -> bool:
        """Is it a percentage of so few that nobody should print it?"""
        base = measured.denominator
        return self._is_rate(claim) and base is not None and base < smallest_base(not self._internal)

    def _at_its_day(self, claim: Claim) -> Verdict:
        try:
            measured = self._measuring.of(claim)
        except Unknown as unknown:
            return self._undecided(claim, advice.unknown(claim, unknown.why, self._facts, self._internal))
        if self._of_few(claim, measured):
            return self._undecided(claim, advice.small_base(self._internal))
        given = self._compared(claim, measured)
        if given.verdict != "true" and (exact := _anchored(claim, self._facts)) is not None:
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
        answer = self._answer(claim, measured)
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
        publishable = self._publishable(claim, measured)
        shown = advice.shown(claim, measured, self._unit(claim), self._internal)
        return Verdict(
            claim,
            exact=_plain(measured.printed) if self._internal else None,
            shown=shown,
            verdict=answer,
            reason=advice.reason(claim, measured, answer, shown, self._unit(claim), self._internal),
            suggestion=None
            if answer == "true" and publishable
            else advice.suggestion(claim, measured, self._unit(claim), self._internal),
            publishable=publishable,
        )

    def _answer(self, claim: Claim, measured: Measured) -> wording.Answer:
        unit = self._grain_unit(claim)
        factor = 100.0 if unit == "percent" else 1.0
        claimed = claim.value * (claim.direction or 1)
        if claim.kind == "factor":
            # «mehr als halbiert» means less than a half: how many times smaller is asked; «nicht halb so viele» does not.
            small = "halbier" in claim.text.lower()
            claimed = 1 / claim.value if small else claim.value
            measured = measured.inverse() if small else measured
        elif claim.kind in ("change", "relative", "points") or claim.direction:
            if claim.direction < 0:
                measured, claimed = measured.scaled(-1), -claimed
            elif claim.direction == 0 and measured.printed < 0:
                measured = measured.scaled(-1)
            measured = replace(
                measured, low=min(measured.low, measured.high), high=max(measured.low, measured.high)
            )
        else:
            claimed = claim.value
        value, number = measured.scaled(factor).as_value(), round(claimed * factor, 6)
        if claim.upper is not None:
            ends = (("mindestens", number), ("höchstens", round(claim.upper * factor, 6)))
            return _all(wording.holds(word, end, value, unit=unit) for word, end in ends)
        words = hedges.parts(claim.hedge)
        if all(HEDGES.get(word, "none") == "none" for word in words):
            if (
                measured.exact
                and self._derived(claim)
                and self._rounds_to(measured.printed, claimed, claim.step)
            ):
                return "true"
            words = ("rund",) if claim.approximate and words == ("",) else words
        return _all(wording.holds(word, number, value, unit=unit) for word in words)

    def _rival_answer(self, claim: Claim, metric: str) -> str:
        try:
            return self._answer(claim, self._measuring.of(claim, metric))
        except Unknown:
            return "undecidable"

    def _rounds_to(self, exact: float, claimed: float, step: float) -> bool:
        """An unhedged rate or ratio is true at the precision it is printed with."""
        return abs(wording.round_to(round(exact, 9), step) - claimed) < step / 1000

    def _derived(self, claim: Claim) -> bool:
        """Numbers that come out of a division are printed rounded; counts, positions and euros are not."""
        if claim.kind in (*_PERCENT_KINDS, "factor") or claim.metric in ("fte_needed", "fte_missing"):
            return claim.step < 1
        unit = self._unit(claim)
        return unit not in ("persons", "consultations", "fte") and (unit != "eur" or claim.step >= 1)

    def _unit(self, claim: Claim) -> str:
        return self._vocabulary.topics[claim.metric].unit

    def _is_rate(self, claim: Claim) -> bool:
        return (claim.kind == "share" and self._unit(claim) != "fte") or (
            claim.kind == "ratio" and self._unit(claim) == "fraction"
        )

    def _grain_unit(self, claim: Claim) -> str:
        unit = self._unit(claim)
        if claim.kind == "factor":
            return "factor"
        if claim.kind in _PERCENT_KINDS or unit == "fraction":
            return "percent"
        small = {"consultations_per_person": "months", "per_1000": "months"}
        return small.get(unit, unit)

    def _publishable(self, claim: Claim, measured: Measured | None) -> bool:
        """Is the printed number no more exact than what the public world gives out?"""
        unit = self._unit(claim)
        published = self._published(claim)
        exact = _anchored(claim, self._public_facts) if self._public_facts else None
        if exact is not None and exact.printed == claim.value:
            return True
        if (
            claim.kind == "factor"
            or unit in ("fte", "eur", "eur_per_person")
            or claim.metric == "cost_coverage"
        ):
            return True
        if self._public is not None and published is None:
            return False
        if published is not None and abs(published.printed - claim.value * (claim.direction or 1)) < 1e-9:
            return True
        if claim.approximate or claim.kind in _PERCENT_KINDS or unit == "fraction":
            base = measured.denominator if measured else None
            return claim.approximate or (claim.step >= 0.01 and (base is None or base >= 100))
        if unit in ("persons", "consultations"):
            return abs(claim.value) % self._facts.base == 0
        if unit == "months":
            return False
        width = (
            (measured.denominator or 0) * _coarseness(claim) / (1000 if unit == "per_1000" else 1)
            if measured
            else 0
        )
        return width >= 2 * self._facts.base - 1

    def _published(self, claim: Claim) -> Measured | None:
        if self._public is None or claim.doubt:
            return None
        try:
            return self._public.of(claim)
        except Unknown:
            return None

    def _undecided(self, claim: Claim, reason: str) -> Verdict:
        return Verdict(
            claim, None, german.UNKNOWN, "undecidable", reason, None, self._publishable(claim, None)
        )


def _anchored(claim: Claim, facts: Facts) -> Measured | None:
    """The exact total that a plain amount may be: what is computed of several numbers rests on the tables."""
    day = claim.time.as_of
    plain = claim.kind == "amount" and not (
        claim.by or claim.before or claim.direction or claim.time.period_from
    )
    found = facts.anchor(claim.metric, day) if plain and day and claim.against is None else None
    return None if found is None else Measured(found, found, found)


def _at_other_days(claim: Claim) -> Iterable[Claim]:
    """The claim at the other days that its words may mean («im Frühjahr 2022», «seit 2018»)."""
    for day in claim.time.also:
        yield replace(claim, time=replace(claim.time, as_of=day, also=()))
    for day in claim.before.also if claim.before else ():
        yield replace(claim, before=replace(claim.before, as_of=day, also=()))  # type: ignore[type-var]


def _all(answers: Iterable[wording.Answer]) -> wording.Answer:
    """Every part must hold."""
    given = list(answers)
    return "false" if "false" in given else "undecidable" if "undecidable" in given else "true"


def _coarseness(claim: Claim) -> float:
    """How fine a printed caseload is: «rund 1:260» is ten wide, «1:262» one."""
    if not claim.hedge or claim.hedge in ("genau", "exakt"):
        return claim.step
    return next((unit for unit in (50.0, 10.0, 5.0) if claim.value % unit == 0), claim.step)


def _plain(number: float) -> float:
    return int(number) if float(number).is_integer() else round(number, 6)
