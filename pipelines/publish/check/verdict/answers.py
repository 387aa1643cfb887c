"""Is a claim true of a value? Hedges, ranges, directions and the precision of what comes out of a division."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipelines.metrics import catalogue
from pipelines.publish import wording
from pipelines.publish.check.model import Claim
from pipelines.publish.check.numbers import hedges
from pipelines.publish.check.verdict.values import Measured
from pipelines.publish.check.words.vocabulary import Vocabulary
from pipelines.publish.wording import HEDGES

PERCENT_KINDS = ("share", "relative", "points")
_LEVELS = ("amount", "ratio")


class Answers:
    """Sets claims against values, in the units of the vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def of(self, claim: Claim, measured: Measured) -> wording.Answer:
        unit = self.grain_unit(claim)
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
        plain = all(HEDGES.get(word, "none") == "none" for word in words)
        if plain:
            told = measured.exact or claim.kind in _LEVELS
            if told and self._derived(claim) and rounds_to(measured.printed, claimed, claim.step):
                return "true"
            words = ("rund",) if claim.approximate and words == ("",) else words
        answer = _all(wording.holds(word, number, value, unit=unit) for word in words)
        possible = (
            plain
            and not measured.exact
            and self._derived(claim)
            and _rounds_into(measured, claimed, claim.step)
        )
        return "undecidable" if answer == "false" and possible else answer

    def _derived(self, claim: Claim) -> bool:
        """Numbers that come out of a division are printed rounded; counts, positions and euros are not."""
        unit = self.unit(claim)
        divided_posts = unit == "fte" and catalogue.is_divided(catalogue.metric(claim.metric))
        if claim.kind in (*PERCENT_KINDS, "factor") or divided_posts:
            return claim.step < 1
        return unit not in ("persons", "consultations", "fte") and (unit != "eur" or claim.step >= 1)

    def unit(self, claim: Claim) -> str:
        """What the metric of the claim is counted in."""
        return self._vocabulary.topics[claim.metric].unit

    def is_rate(self, claim: Claim) -> bool:
        """Is it a part of a whole, in percent?"""
        return (claim.kind == "share" and self.unit(claim) != "fte") or (
            claim.kind == "ratio" and self.unit(claim) == "fraction"
        )

    def grain_unit(self, claim: Claim) -> str:
        """By which unit's grain the number is rounded in prose."""
        unit = self.unit(claim)
        if claim.kind == "factor":
            return "factor"
        if claim.kind in PERCENT_KINDS or unit == "fraction":
            return "percent"
        small = {"consultations_per_person": "months", "per_1000": "months"}
        return small.get(unit, unit)


def rounds_to(exact: float, claimed: float, step: float) -> bool:
    """An unhedged rate or ratio is true at the precision it is printed with."""
    return abs(wording.round_to(round(exact, 9), step) - claimed) < step / 1000


def _rounds_into(measured: Measured, claimed: float, step: float) -> bool:
    """Is the number what some value rounds to that the published one can stand for?"""
    return measured.low - step / 2 <= claimed <= measured.high + step / 2


def _all(answers: Iterable[wording.Answer]) -> wording.Answer:
    """Every part must hold."""
    given = list(answers)
    return "false" if "false" in given else "undecidable" if "undecidable" in given else "true"
