"""A printed number that remembers how far the exact one may lie from it and what was printed before, through sums."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipelines.metrics import Figure, catalogue
from pipelines.metrics.evaluate import MULTIPLE

# The decimals of an exact number of a unit as it is printed, of a fraction those of the percentage; others are whole.
PLACES = {"fraction": 3, "fte": 2, "months": 1, "per_1000": 1, "consultations_per_person": 1}


class PrintedNumber(int):
    """A whole number from the published cells. slack: each of the summed cells may be off by base − 1.

    earlier: the same sum of what stood in these cells before the newest correction of each, None when that is not
    known; the number itself where nothing was corrected.

    >>> total = PrintedNumber(10, 4, 15) + PrintedNumber(5, 4, 5)
    >>> total, total.slack, total.earlier
    (15, 8, 20)
    """

    slack: int
    earlier: int | None

    def __new__(cls, value: int, slack: int, earlier: int | None) -> PrintedNumber:
        made = super().__new__(cls, value)
        made.slack = slack
        made.earlier = earlier
        return made

    def __getnewargs__(self) -> tuple[int, int, int | None]:  # type: ignore[override]
        return int(self), self.slack, self.earlier

    def __add__(self, other: int) -> PrintedNumber:
        before = other.earlier if isinstance(other, PrintedNumber) else int(other)
        earlier = None if self.earlier is None or before is None else self.earlier + before
        return PrintedNumber(int(self) + int(other), int(self.slack + slack_of(other)), earlier)

    __radd__ = __add__

    def __neg__(self) -> PrintedNumber:
        return self * -1

    def __mul__(self, other: int) -> PrintedNumber:
        earlier = None if self.earlier is None else self.earlier * int(other)
        return PrintedNumber(int(self) * int(other), self.slack * abs(int(other)), earlier)

    __rmul__ = __mul__

    def __truediv__(self, other: float) -> PrintedQuotient:
        quotient, least = int(self) / other, other - slack_of(other)
        slack = self.slack + abs(quotient) * slack_of(other)
        before = earlier_of(other)
        earlier = self.earlier / before if self.earlier is not None and before else None
        return PrintedQuotient(quotient, slack / least if least > 0 else float("inf"), earlier)


class PrintedQuotient(float):
    """What comes out of a division of published cells (positions needed). slack: how far the exact one may be off.
    earlier: what came out of the cells as they were before, None when that is not known.

    >>> needed = PrintedNumber(1050, 4, 1020) / 120
    >>> missing = needed + Decimal(-4)
    >>> missing, missing.earlier, round(missing.slack * 120, 6)
    (4.75, 4.5, 4.0)
    """

    slack: float
    earlier: float | None

    def __new__(cls, value: float, slack: float, earlier: float | None) -> PrintedQuotient:
        made = super().__new__(cls, value)
        made.slack = slack
        made.earlier = earlier
        return made

    def __getnewargs__(self) -> tuple[float, float, float | None]:  # type: ignore[override]
        return float(self), self.slack, self.earlier

    def __add__(self, other: float | Decimal) -> PrintedQuotient:
        before = earlier_of(float(other) if isinstance(other, Decimal) else other)
        earlier = None if self.earlier is None or before is None else _sum(self.earlier, before)
        return PrintedQuotient(_sum(float(self), other), self.slack + slack_of(other), earlier)

    __radd__ = __add__

    def __neg__(self) -> PrintedQuotient:
        return self * -1

    def __mul__(self, other: float) -> PrintedQuotient:
        earlier = None if self.earlier is None else self.earlier * other
        return PrintedQuotient(float(self) * other, self.slack * abs(other), earlier)

    __rmul__ = __mul__

    def printed(self, value: float) -> PrintedQuotient:
        """The same quotient as it is printed, with fewer decimals: the exact one lies that much further off."""
        return PrintedQuotient(value, self.slack + abs(value - self), self.earlier)


def _sum(one: float | Decimal, two: float | Decimal) -> float:
    """Positions are decimals and no binary fractions, so they are added as they are written."""
    return float(Decimal(str(one)) + Decimal(str(two)))


def slack_of(number: object) -> float:
    """How far a number may be off: 0 for one that is exact."""
    return number.slack if isinstance(number, PrintedNumber | PrintedQuotient) else 0


def earlier_of(number: int | float) -> int | float | None:
    """What was printed in place of a number before: itself when nothing was corrected, None when it is not known."""
    return number.earlier if isinstance(number, PrintedNumber | PrintedQuotient) else number


@dataclass(frozen=True)
class Interval:
    """Every exact value that a printed figure may stand for, both ends included; in the figure's own unit."""

    lower: float
    upper: float


def interval_of(figure: Figure, base: int) -> Interval | None:
    """The interval of a public figure as `PublicWorld.figures` gave it; None without a value.

    A sum of n printed cells may be off by n · (base − 1): two classes of «über 36 Monate», several half-years, the
    row «Weitere». A ratio reaches from least over most to most over least. Exact figures stand for themselves.
    """
    if figure.value is None:
        return None
    if figure.kind == "ratio" and figure.numerator is not None and figure.denominator:
        return _ratio(figure)
    # The row that makes Träger add up is printed itself, here it was made again from the others; and a row that a
    # month lacks is no more an exact zero than a printed one.
    own = MULTIPLE in figure.by.values() or (figure.status == "rounded" and not slack_of(figure.value))
    slack = base - 1 if own else slack_of(figure.value)
    lower, upper = float(figure.value) - slack, float(figure.value) + slack
    signed = MULTIPLE in figure.by.values() or catalogue.can_be_negative(catalogue.metric(figure.metric))
    return Interval(lower if signed else max(0.0, lower), upper)


def _ratio(figure: Figure) -> Interval:
    assert figure.numerator is not None and figure.denominator is not None
    above, below = figure.numerator, figure.denominator  # a printed 0 may be off as well, so no «or 0»
    # Fewer than nobody cannot be; money that was saved can.
    low = above - slack_of(above) if above < 0 else max(0, above - slack_of(above))
    high = above + slack_of(above)
    least, most = below - slack_of(below), below + slack_of(below)
    scale = 1000.0 if figure.unit == "per_1000" else 1.0
    if least <= 0:
        return Interval(float(low) / float(most) * scale, 1.0 if figure.unit == "fraction" else float("inf"))
    ends = [float(top) / float(bottom) * scale for top in (low, high) for bottom in (least, most)]
    return Interval(min(ends), min(max(ends), 1.0) if figure.unit == "fraction" else max(ends))
