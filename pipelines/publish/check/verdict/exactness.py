"""May a number be printed? Not when it tells more than the public world does.

The catalogue says which metrics are reckoned from counts of people or of what happened to them (`is_open` in
pipelines/releases/public.py); of those the public world decides: what is true of every value that its number can stand
for tells nothing new, what it cannot decide is finer than what it gives out. What is not true of its number is judged
by how coarse it is.
"""

from __future__ import annotations

from pipelines.metrics import catalogue
from pipelines.publish import wording
from pipelines.publish.check.model import Claim
from pipelines.publish.check.verdict.answers import PERCENT_KINDS, Answers, rounds_to
from pipelines.publish.check.verdict.facts import Facts
from pipelines.publish.check.verdict.values import Measured, Measuring, Unknown, anchored
from pipelines.publish.check.words.vocabulary import Vocabulary
from pipelines.publish.smallbase import smallest_base
from pipelines.releases.public import is_open

_TENTH = 0.1  # «2,2-mal so viele»; a factor with more decimals tells a count of the other


class Exactness:
    """Compares the exactness of claims with the public world (None: nothing was published)."""

    def __init__(self, public: Facts | None, vocabulary: Vocabulary, answers: Answers, base: int) -> None:
        self._facts = public
        self._public = Measuring(public, vocabulary) if public else None
        self._answers = answers
        self._base = base

    def publishable(self, claim: Claim, measured: Measured | None) -> bool:
        """Is the printed number no more exact than what the public world gives out?"""
        if is_open(catalogue.metric(claim.metric)) or self._is_anchor(claim):
            return True
        if claim.kind == "factor" and (claim.approximate or claim.step >= _TENTH):
            return True
        published = self.published(claim)
        if published is None:  # withheld, or nothing was published at all
            return self._public is None and self._is_coarse(claim, measured) and self._is_round(claim)
        if _repeats(claim, published):
            return True
        said = self._answers.of(claim, published)
        return said == "true" if said != "false" else self._is_coarse(claim, measured, published)

    def _is_anchor(self, claim: Claim) -> bool:
        exact = anchored(claim, self._facts) if self._facts else None
        return exact is not None and exact.printed == claim.value

    def published(self, claim: Claim) -> Measured | None:
        """What the public world says of it; None where it says nothing."""
        if self._public is None or claim.doubt:
            return None
        try:
            return self._public.of(claim)
        except Unknown:
            return None

    def is_withheld(self, claim: Claim) -> bool:
        """Is there a public world that does not give this number out?"""
        protected = not is_open(catalogue.metric(claim.metric))
        return protected and self._public is not None and self.published(claim) is None

    def _is_coarse(self, claim: Claim, measured: Measured | None, published: Measured | None = None) -> bool:
        unit = self._answers.unit(claim)
        if claim.approximate or claim.kind in PERCENT_KINDS or unit == "fraction":
            base = measured.denominator if measured else None
            return claim.approximate or (
                claim.step >= 0.01 and (base is None or base >= smallest_base(public=True))
            )
        if unit in ("persons", "consultations"):
            ends = (claim.value, claim.value if claim.upper is None else claim.upper)
            return all(abs(end) % self._base == 0 for end in ends)
        if unit == "months" or claim.kind == "factor":
            return False
        return published is None or _coarseness(claim) >= self._width(published)

    def _width(self, published: Measured) -> float:
        """How wide a number must be to leave as many counts possible as the published one: both its ends count."""
        reach = 2 * (self._base - 1)
        return (published.high - published.low) * (reach + 1) / max(reach, 1)

    def _is_round(self, claim: Claim) -> bool:
        """Where nothing was published: is a number that comes out of a division at least as round as in prose?"""
        unit = self._answers.unit(claim)
        if claim.kind in PERCENT_KINDS or unit in ("persons", "consultations", "fraction"):
            return True
        grain = wording.default_grain(claim.value, self._answers.grain_unit(claim))
        return claim.approximate or abs(wording.round_to(claim.value, grain) - claim.value) < grain / 1000


def _repeats(claim: Claim, published: Measured) -> bool:
    """Is it the published number, as it stands or with fewer digits?"""
    return claim.upper is None and rounds_to(
        published.printed, claim.value * (claim.direction or 1), claim.step
    )


def _coarseness(claim: Claim) -> float:
    """How fine a printed caseload is: «rund 1:260» is ten wide, «1:262» one."""
    if not claim.hedge or claim.hedge in ("genau", "exakt"):
        return claim.step
    return next((unit for unit in (50.0, 10.0, 5.0) if claim.value % unit == 0), claim.step)
