"""What every section of a briefing needs: the world of numbers, the two days, and how changes are written in tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.metrics.model import Figure
from pipelines.publish import german
from pipelines.publish.document import PRELIMINARY, Cell, Paragraph, Row, Table, printed_number
from pipelines.publish.sentences import period
from pipelines.publish.worlds import LEAST_BASE, Edition, Reader, a_year_before, half_year_end, year_runs

_PROTECTED = {"persons", "consultations"}  # whose percentages need a base; positions and money do not
_HALF_YEARS = "Diese Gliederung gibt es nur für ganze Halbjahre; deshalb gilt ein anderer Zeitraum."
_ALL = Cell(german.percent(1, 0), 1.0, "fraction")


@dataclass(frozen=True)
class Frame:
    """One world, the Stichtag and the day it is compared with."""

    reader: Reader
    edition: Edition
    as_of: date
    compare: date

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
        if catalogue.needs_period(catalogue.metric(metric)):
            earlier = a_year_before(self.compare)
            return self.reader.one(metric, self.as_of, self.compare), (
                self.reader.one(metric, self.compare, earlier) if self.when == "vor einem Jahr" else None
            )
        return self.reader.one(metric, self.as_of), self.reader.one(metric, self.compare)

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
        places = 0 if now.status == "rounded" else 1
        points = german.number(step * 100, places)
        noun = "Prozentpunkt" if points.lstrip(german.MINUS) == "1" else "Prozentpunkte"
        return Cell(f"{signed(step, points)} {noun}", float(step), "fraction")
    text = german.number(step) if now.unit == "persons_per_fte" else german.amount(step, now.unit)
    return Cell(signed(step, text), float(step), now.unit)


def growth(now: Figure | None, before: Figure | None) -> Fraction | None:
    """The relative change of printed figures, None for ratios and where the base is too small."""
    new, old = value(now), value(before)
    if now is None or new is None or not old or now.kind == "ratio" or old < 0:
        return None
    if now.unit in _PROTECTED and old < LEAST_BASE:
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
    if top is None or bottom is None or bottom < LEAST_BASE or top < 0:
        return Cell(german.UNDEFINED)
    return Cell(german.percent(top / bottom, 0), float(german.rounded(top / bottom, 2)), "fraction")


def by_code(figures: list[Figure], name: str) -> dict[str, Figure]:
    """The cells of a breakdown by code, in their order."""
    return {figure.by[name]: figure for figure in figures if name in figure.by}


def stock_table(
    frame: Frame, metric: str, name: str, caption: str, top: int | None = None
) -> Table | Paragraph:
    """A breakdown on the Stichtag: value, comparison and share; a sentence when the world does not hold it."""
    now = by_code(frame.reader.cells(metric, frame.as_of, name, None, top), name)
    if not now:
        return not_published(caption)
    whole = frame.reader.one(metric, frame.as_of)
    before = by_code(frame.reader.cells(metric, frame.compare, name), name)
    label = dims.dimension(name).label
    rows = [
        Row(label(code), (Cell.of(figure), _before(code, before, now), share(figure, whole)))
        for code, figure in now.items()
    ]
    total = (Cell.of(whole), Cell.of(frame.reader.one(metric, frame.compare)), _ALL)
    rows.append(Row("insgesamt", total, total=True))
    header = (dims.dimension(name).name, frame.label(frame.as_of), frame.label(frame.compare), "Anteil")
    return Table(_key(metric, name), frame.caption(caption), header, tuple(rows))


def flow_table(frame: Frame, metric: str, name: str, caption: str, note: str = "") -> Table | Paragraph:
    """A breakdown of what happened between the two days, else of the last two published half-years (which it says)."""
    until = half_year_end(frame.as_of)
    for after, day in ((frame.compare, frame.as_of), (a_year_before(until), until)):
        now = by_code(frame.reader.cells(metric, day, name, after), name)
        if now:
            whole = frame.reader.one(metric, day, after)
            dimension = dims.dimension(name)
            rows = [
                Row(dimension.label(code), (Cell.of(cell), share(cell, whole))) for code, cell in now.items()
            ]
            rows.append(Row("insgesamt", (Cell.of(whole), _ALL), total=True))
            words = f"{caption} {period(after, day)}"
            marked = f"{words} ({PRELIMINARY})" if frame.edition.preliminary(day) else words
            notes = (note, _HALF_YEARS if (after, day) != (frame.compare, frame.as_of) else "")
            header = (dimension.name, "Zahl", "Anteil")
            return Table(_key(metric, name), marked, header, tuple(rows), " ".join(filter(None, notes)))
    return not_published(caption)


def _key(metric: str, name: str) -> str:
    """A file's name in the words of the table: «zugaenge-nach-zugangsart»."""
    return german.file_name(f"{catalogue.metric(metric).name} nach {dims.dimension(name).name}")


def _before(code: str, before: Mapping[str, Figure], now: Mapping[str, Figure]) -> Cell:
    """The comparison cell; «Weitere» then is what today's named codes leave over, when that can be told."""
    if code == "other":
        rest = [figure for other, figure in before.items() if other not in now and other != "unknown"]
        values = [value(figure) for figure in rest]
        if rest and None not in values:
            added = sum((item for item in values if item is not None), Fraction(0))
            return Cell(german.published(added, rest[0].unit), float(added), rest[0].unit)
    if code in before:
        return Cell.of(before[code])
    if not before:
        return Cell(german.SUPPRESSED)
    # The breakdown is published for that day and has nobody under this code.
    rounded = any(figure.status == "rounded" for figure in before.values())
    return Cell("0" if rounded else german.ZERO, 0.0)
