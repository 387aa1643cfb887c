"""What a chart says, before anyone decides how it is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pipelines.errors import Problem
from pipelines.metrics.model import Figure
from pipelines.publish import german
from pipelines.publish.smallbase import too_few

Kind = Literal["line", "columns", "bars", "curve", "heatmap"]
Place = date | str | float  # a Stichtag, a category, or months since the arrival
MOST_SERIES = 4  # more cannot be told apart by every colour vision


@dataclass(frozen=True)
class Point:
    """One value: exact number (None: not drawn), the string a person reads, is it preliminary, is it corrected.

    figure: what the point shows, None where it is reckoned or has no value.
    """

    value: float | None
    shown: str
    preliminary: bool = False
    corrected: bool = False
    figure: Figure | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, figure: Figure) -> Point:
        """The point of a figure; the string is the figure's one string."""
        value = None if too_few(figure) else german.value_of(figure)
        if value is None:
            return cls(None, german.shown(figure), figure.preliminary, figure.corrected)
        return cls(float(value), german.shown(figure), figure.preliminary, figure.corrected, figure)


@dataclass(frozen=True)
class Series:
    """A named row of points, one for each place of the chart."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Event:
    """Something that happened and helps to read the curve; `breaks` marks a break in the series.

    month_only: only the month is known; no day is printed then.
    """

    on: date
    text: str
    source: str = ""
    breaks: bool = False
    month_only: bool = False

    @property
    def when(self) -> str:
        """The day, or the month when no more is known."""
        return german.month(self.on) if self.month_only else german.day(self.on)

    @property
    def words(self) -> str:
        """The event as the key and the text alternative tell it."""
        return f"{self.when}: {self.text}{' (Bruch in der Reihe)' if self.breaks else ''}"


@dataclass(frozen=True)
class Target:
    """A reference line."""

    value: float
    text: str


@dataclass(frozen=True)
class Chart:
    """A whole chart: message, sentence, data, and what a reader needs to judge it.

    title: the message in a few words. places: the x values (or row names of a heatmap), shared by all series.
    unit: unit of the catalogue. place_name: heading of the first table column. source: data state, release.
    monthly: a date stands for the whole month that ends then (a flow), not for its last day (a stock).
    """

    key: str
    kind: Kind
    title: str
    sentence: str
    unit: str
    places: tuple[Place, ...]
    series: tuple[Series, ...]
    place_name: str
    source: str
    events: tuple[Event, ...] = ()
    target: Target | None = None
    from_zero: bool = True
    notes: tuple[str, ...] = field(default=())
    scenario: bool = False
    monthly: bool = False

    def __post_init__(self) -> None:
        if any(len(series.points) != len(self.places) for series in self.series):
            raise Problem(f"Das Diagramm «{self.key}» hat eine Reihe, die nicht zu seinen Stellen passt.")
        if self.kind != "heatmap" and len(self.series) > MOST_SERIES:
            raise Problem(
                f"Das Diagramm «{self.key}» hat mehr als {MOST_SERIES} Reihen; bitte zusammenfassen."
            )

    @property
    def column(self) -> str:
        """The heading over the places of a table."""
        return "Monat" if self.monthly else self.place_name

    def label(self, place: Place) -> str:
        """A place as a reader sees it in tables and texts: a Stichtag as a day, the month of a flow by its name."""
        if isinstance(place, date):
            return german.month(place) if self.monthly else german.day(place)
        return place if isinstance(place, str) else german.number(place, 1, at_least=0)

    @property
    def incomplete_from(self) -> int | None:
        """Index of the first place with a preliminary point; from there on the chart is shaded."""
        return next((at for at in range(len(self.places)) if self._preliminary(at)), None)

    def _preliminary(self, at: int) -> bool:
        return any(series.points[at].preliminary for series in self.series)

    @property
    def ends_high(self) -> bool:
        """Whether a curve ends in the upper part of the plot, so that a word there would cover it."""
        last = [series.points[-1].value for series in self.series if series.points]
        most = max((abs(value) for value in self.values()), default=0)
        return self.kind != "columns" and any((value or 0) > 0.6 * most for value in last)

    def shown_events(self) -> tuple[Event, ...]:
        """The events within the months of the chart, in the order of their numbers."""
        return tuple(event for event in self.events if self.place_of(event) is not None)

    def place_of(self, event: Event) -> int | None:
        """Index of the first month end on or after an event; None when it lies outside, and without months."""
        months = [place for place in self.places if isinstance(place, date)]
        if len(months) < 2 or not months[0].replace(day=1) <= event.on <= months[-1]:
            return None
        return next(at for at, month in enumerate(months) if month >= event.on)

    def values(self) -> list[float]:
        """Every number that is drawn."""
        return [point.value for series in self.series for point in series.points if point.value is not None]


def points(figures: Iterable[Figure]) -> tuple[Point, ...]:
    """The points of a list of figures, in their order."""
    return tuple(Point.of(figure) for figure in figures)
