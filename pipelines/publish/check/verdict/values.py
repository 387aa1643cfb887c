"""What a claim is compared with: one value, or everything a published value can stand for, and arithmetic on both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pipelines.metrics.model import Figure
from pipelines.publish import german
from pipelines.publish.check.calendar import days
from pipelines.publish.check.model import Claim, Time, record
from pipelines.publish.check.verdict.facts import By, Facts
from pipelines.publish.check.words.vocabulary import Vocabulary
from pipelines.publish.wording import Interval, Value
from pipelines.publish.worlds import interval

HORIZON = "horizon_months"  # says until when, and of no group
MISSING = ("missing", "group", "preliminary", "suppressed", "undefined", "undated", "day")


@record
class Measured:
    """low ≤ true value ≤ high; `printed` is the value itself or the published one. denominator: of a ratio or share."""

    low: float
    high: float
    printed: float
    denominator: float | None = None

    def scaled(self, by: float) -> Measured:
        return Measured(self.low * by, self.high * by, self.printed * by, self.denominator)

    def inverse(self) -> Measured:
        low, high = max(self.low, 1e-9), max(self.high, 1e-9)
        return Measured(1 / high, 1 / low, 1 / max(self.printed, 1e-9), self.denominator)

    def minus(self, other: Measured) -> Measured:
        return Measured(self.low - other.high, self.high - other.low, self.printed - other.printed)

    def over(self, other: Measured) -> Measured:
        return Measured(
            self.low / other.high,
            self.high / (other.low if other.low > 0 else 1),
            self.printed / other.printed,
            other.printed,
        )

    def plus(self, other: Measured) -> Measured:
        return Measured(self.low + other.low, self.high + other.high, self.printed + other.printed)

    def whole_percent(self) -> Measured:
        """What the public world prints: whole percentages; exact values stay as they are."""
        return self if self.exact else replace(self, printed=float(german.rounded(self.printed, 2)))

    @property
    def exact(self) -> bool:
        return self.low == self.high

    def as_value(self) -> Value:
        return self.printed if self.exact else Interval(self.low, self.high, self.printed)


class Unknown(Exception):
    """The world of numbers has no such figure; `why` is one of MISSING."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Measuring:
    """Reads the figures a claim needs from one world."""

    def __init__(self, facts: Facts, vocabulary: Vocabulary) -> None:
        self._facts = facts
        self._vocabulary = vocabulary

    def of(self, claim: Claim, metric: str | None = None) -> Measured:
        """The value the claim is about, in the unit of the claim (percentages as fractions). Raises Unknown."""
        name = metric or claim.metric
        now = self._level(name, claim.time, claim.by)
        if claim.rest:
            now = self._all_of(name, claim).minus(now)
        if claim.kind == "share":
            return now.over(self._whole(name, claim)).whole_percent()
        if claim.before is None and claim.against is None:
            return now
        day = claim.before or claim.time
        then = self._level(name, day, claim.by if claim.against is None else claim.against)
        if claim.kind == "points" and self._vocabulary.topics[name].unit == "persons":
            if not claim.by:
                raise Unknown("group")
            return now.over(self._level(name, claim.time, {})).minus(then.over(self._level(name, day, {})))
        if claim.kind in ("change", "points"):
            return now.minus(then)
        if then.printed == 0:
            raise Unknown("undefined")
        ratio = now.over(then)
        return ratio if claim.kind == "factor" else ratio.minus(Measured(1, 1, 1)).whole_percent()

    def _all_of(self, metric: str, claim: Claim) -> Measured:
        """What those who have and those who have not make together."""
        whole = self._vocabulary.topics[metric].part_of
        return self._level(whole, claim.time, claim.by) if whole else Measured(1, 1, 1)

    def _whole(self, metric: str, claim: Claim) -> Measured:
        """What a share is taken of: all of the group's metric, the metric or the year that it is a part of."""
        year = _year_of(claim.time) if not claim.by else None
        if year and self._vocabulary.topics[metric].period:
            return self._level(metric, year, {})
        ahead = {dimension: code for dimension, code in claim.by.items() if dimension == HORIZON}
        if len(claim.by) > len(ahead) and not claim.of_group:
            return self._level(metric, claim.time, ahead)
        whole = self._vocabulary.topics[metric].part_of
        if whole is None:
            raise Unknown("group")
        by = {dimension: code for dimension, code in claim.by.items() if dimension != HORIZON}
        return self._level(whole, claim.time, by)

    def _level(self, metric: str, time: Time, by: By) -> Measured:
        topic = self._vocabulary.topics[metric]
        if time.as_of is None:
            raise Unknown("undated")
        if topic.grows and time.period_from:
            return self._stock(metric, time.as_of, None, by).minus(
                self._stock(metric, time.period_from, None, by)
            )
        if topic.sums_years and time.period_from:
            return self._sum_of_years(metric, time.period_from.year + 1, time.as_of.year, by)
        return self._stock(metric, time.as_of, time.period_from if topic.period else None, by)

    def _sum_of_years(self, metric: str, first: int, last: int, by: By) -> Measured:
        total = self._stock(metric, days.month_end(first, 12), None, by)
        for year in range(first + 1, last + 1):
            total = total.plus(self._stock(metric, days.month_end(year, 12), None, by))
        return total

    def _stock(self, metric: str, as_of: date, period_from: date | None, by: By) -> Measured:
        for dimension, groups in self._vocabulary.sums.items():
            if by.get(dimension) in groups:
                cells = [
                    self._stock(metric, as_of, period_from, {**by, dimension: code})
                    for code in groups[by[dimension]]
                ]
                total = cells[0]
                for cell in cells[1:]:
                    total = total.plus(cell)
                return total
        return self._measured(self._figure(metric, as_of, period_from, by))

    def _figure(self, metric: str, as_of: date, period_from: date | None, by: By) -> Figure:
        if as_of > self._facts.data_as_of:
            raise Unknown("preliminary")
        figure = self._facts.figure(metric, as_of, period_from, by)
        if figure is None:
            known_total = by and self._facts.figure(metric, as_of, period_from, {})
            raise Unknown("group" if known_total else "day")
        if figure.preliminary:
            raise Unknown("preliminary")
        if figure.value is None:
            raise Unknown("undefined" if figure.status == "undefined" else "suppressed")
        return figure

    def _measured(self, figure: Figure) -> Measured:
        value = german.value_of(figure)
        assert value is not None
        printed = float(value)
        bottom = float(figure.denominator) if figure.denominator is not None else None
        if figure.status != "rounded":
            return Measured(printed, printed, printed, bottom)
        known = interval(figure, self._facts.base)
        assert isinstance(known, Interval)
        ratio = figure.kind == "ratio" and figure.numerator is not None
        return Measured(known.low, known.high, _public(figure, printed) if ratio else printed, bottom)


def _year_of(time: Time) -> Time | None:
    """«Die Hälfte der Beratungen entfiel auf das zweite Halbjahr»: the year that holds the stretch."""
    if time.as_of is None or time.period_from is None:
        return None
    first, last = days.before(time.as_of.year, 1), days.month_end(time.as_of.year, 12)
    part = time.period_from >= first and (time.period_from, time.as_of) != (first, last)
    return Time(last, first) if part else None


def _public(figure: Figure, printed: float) -> float:
    """The public world prints whole percentages and whole caseloads."""
    places = 2 if figure.unit == "fraction" else 0 if figure.unit == "persons_per_fte" else 1
    return float(german.rounded(printed, places))


def anchored(claim: Claim, facts: Facts) -> Measured | None:
    """The exact total that a plain amount may be: what is computed of several numbers rests on the tables."""
    day = claim.time.as_of
    plain = claim.kind == "amount" and not (
        claim.by or claim.before or claim.direction or claim.time.period_from
    )
    found = facts.anchor(claim.metric, day) if plain and day and claim.against is None else None
    return None if found is None else Measured(found, found, found)
