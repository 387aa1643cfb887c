"""What every section of a briefing needs: the world of numbers, the two days, and how changes are written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from pipelines.metrics import catalogue
from pipelines.metrics.model import Figure
from pipelines.months import months_between, months_later
from pipelines.publish import german
from pipelines.publish.document import PRELIMINARY, Cell, Paragraph, printed_number
from pipelines.publish.sentences import period
from pipelines.publish.smallbase import SMALLEST_PUBLIC_BASE
from pipelines.publish.worlds import Edition, Reader, a_year_before, year_runs

_PROTECTED = {"persons", "consultations"}  # whose percentages need a base; positions and money do not
INVASION = date(2022, 2, 24)


@dataclass(frozen=True)
class Frame:
    """One world, the Stichtag and the day it is compared with."""

    reader: Reader
    edition: Edition
    as_of: date
    compare: date

    @property
    def days(self) -> tuple[date, date]:
        """The Stichtage of the document."""
        return self.as_of, self.compare

    @property
    def when(self) -> str:
        """The comparison day in words."""
        return (
            "vor einem Jahr"
            if self.compare == a_year_before(self.as_of)
            else f"am {german.day(self.compare)}"
        )

    @property
    def period(self) -> str:
        """«vom 01.07.2021 bis 30.06.2022»."""
        return period(self.compare, self.as_of)

    @property
    def months(self) -> int:
        """How many months lie between the two days."""
        return months_between(self.compare, self.as_of)

    @property
    def earlier(self) -> date:
        """The month end that lies as long before the comparison day as that one before the Stichtag."""
        return months_later(self.compare, -self.months)

    @property
    def period_before(self) -> str:
        """The period of the same length before: «vom 01.07.2020 bis 30.06.2021»."""
        return period(self.earlier, self.compare)

    def label(self, day: date) -> str:
        """A day as a column heading, marked when preliminary."""
        return german.day(day) + (f" ({PRELIMINARY})" if self.edition.preliminary(day) else "")

    def caption(self, text: str) -> str:
        """A caption, marked when the Stichtag is preliminary."""
        return text + (f" ({PRELIMINARY})" if self.edition.preliminary(self.as_of) else "")

    def sentence(self, text: str) -> str:
        """A sentence, marked when the Stichtag is preliminary."""
        return f"Vorläufig: {text}" if self.edition.preliminary(self.as_of) else text

    def pair(self, metric: str) -> tuple[Figure | None, Figure | None]:
        """A metric now and on the comparison day; a flow of a period: this period and the one as long before."""
        if is_flow(metric):
            now = self.reader.one(metric, self.as_of, self.compare)
            return now, self.reader.one(metric, self.compare, self.earlier)
        return self.reader.one(metric, self.as_of), self.reader.one(metric, self.compare)

    @property
    def knows_ukraine(self) -> bool:
        """Whether the Stichtag lies after the beginning of the war in Ukraine."""
        return self.as_of >= INVASION

    def tells(self, metric: str) -> bool:
        """Whether a metric is printed at all on this Stichtag."""
        return self.knows_ukraine or not metric.startswith("ukraine")

    @property
    def same_year(self) -> bool:
        """Whether the two days share the calendar year, and with it the money."""
        return self.compare.year == self.as_of.year

    @property
    def year_runs(self) -> bool:
        """Whether the Stichtag's calendar year is not over at the Datenstand."""
        return year_runs(self.as_of, self.edition.data_as_of)

    @property
    def source(self) -> str:
        """The source line of charts."""
        mark = f", {self.edition.notice}" if self.edition.notice else ""
        return (
            f"Quelle: Stadt {self.edition.city}, Freigabe {self.edition.release}, "
            f"{german.stand(self.as_of)}{mark}"
        )


def is_flow(metric: str) -> bool:
    """Whether a metric counts what happens in a period."""
    return catalogue.needs_period(catalogue.metric(metric))


def not_published(what: str) -> Paragraph:
    """The sentence in place of a table that this world does not hold."""
    return Paragraph(f"{what}: Für diesen Stichtag ist nichts veröffentlicht.", "note")


def value(figure: Figure | None) -> Fraction | None:
    """The number as printed, so that a reader can check every sum and change; None when there is none."""
    exact = None if figure is None else german.value_of(figure)
    if figure is None or exact is None:
        return None
    return Fraction(printed_number(exact, figure.unit, figure.status == "rounded"))


def signed(number: Fraction, text: str) -> str:
    """A change with its sign: «+29», «−3», «±0»."""
    return f"+{text}" if number > 0 else text if number < 0 else f"±{text}"


def difference(now: Figure | None, before: Figure | None) -> Cell:
    """The change between two printed figures."""
    new, old = value(now), value(before)
    if now is None or before is None:
        return Cell(german.SUPPRESSED)
    if new is None or old is None:
        return Cell(german.SUPPRESSED if "suppressed" in (now.status, before.status) else german.UNDEFINED)
    step = new - old
    if now.unit == "fraction":
        text = german.number(step * 100, 0 if now.status == "rounded" else 1)
        noun = "Prozentpunkt" if text.strip(german.MINUS) == "1" else "Prozentpunkte"
        return Cell(f"{signed(step, text)} {noun}", float(step), "fraction")
    text = german.number(step) if now.unit == "persons_per_fte" else german.amount(step, now.unit)
    return Cell(signed(step, text), float(step), now.unit)


def growth(now: Figure | None, before: Figure | None) -> Fraction | None:
    """The relative change of printed figures, None for ratios and where the base is too small."""
    new, old = value(now), value(before)
    if now is None or new is None or not old or now.kind == "ratio" or old < 0:
        return None
    if now.unit in _PROTECTED and old < SMALLEST_PUBLIC_BASE:
        return None
    return (new - old) / old


def relative(now: Figure | None, before: Figure | None) -> Cell:
    """The change in whole percent, «x» where a percentage makes no sense."""
    change = growth(now, before)
    if change is None:
        return Cell(german.UNDEFINED)
    rounded = german.rounded(change, 2)
    return Cell(signed(Fraction(rounded), german.percent(change, 0)), float(rounded), "fraction")


def share(part: Figure | None, whole: Figure | None) -> Cell:
    """A share in whole percent of a printed total of at least 100."""
    top, bottom = value(part), value(whole)
    if top is None or bottom is None or bottom < SMALLEST_PUBLIC_BASE or top < 0:
        return Cell(german.UNDEFINED)
    return Cell(
        german.percent(top / bottom, 0),
        float(german.rounded(top / bottom, 2)),
        "fraction",
        figure=_as_figure(part, whole, top / bottom),
    )


def _as_figure(part: Figure | None, whole: Figure | None, ratio: Fraction) -> Figure | None:
    """A share as a figure, of the group that it is the share of; None for the whole itself."""
    if part is None or whole is None or not part.by:
        return None
    return replace(
        part, kind="ratio", unit="fraction", status="rounded", corrected=False, earlier=None,
        value=float(ratio), numerator=part.value, denominator=whole.value,
    )  # fmt: skip


def by_code(figures: list[Figure], name: str) -> dict[str, Figure]:
    """The cells of a breakdown by code, in their order."""
    return {figure.by[name]: figure for figure in figures if name in figure.by}
