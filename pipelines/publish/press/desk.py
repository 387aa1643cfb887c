"""What every topic of a press sheet needs: the world, the Stichtag, numbers in prose, charts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipelines.metrics import catalogue
from pipelines.metrics.model import Figure
from pipelines.publish import german
from pipelines.publish.chart import Chart, Point, Series
from pipelines.publish.chart.model import Kind, points
from pipelines.publish.press.phrases import certain, spoken
from pipelines.publish.printed import contains
from pipelines.publish.wording import Interval, Phrase, hedge
from pipelines.publish.worlds import Edition, Reader, a_year_before, interval

SHORT = 140


@dataclass(frozen=True)
class Topic:
    """One subject. figures: what the sentences rest on, with names for the table. metric: what was last published of it.

    note: what a reader of the table must know beside the numbers.
    """

    key: str
    title: str
    metric: str
    short: str
    standard: str
    context: str
    figures: tuple[tuple[str, Figure], ...]
    chart: Chart | None = None
    note: str = ""

    @property
    def named(self) -> dict[str, str]:
        """Metric → its name in the table."""
        return {figure.metric: name for name, figure in reversed(self.figures)}

    @property
    def which(self) -> str:
        """«Soll»: which of the topic's numbers `metric` is; empty where there is only one."""
        return self.named[self.metric] if len(self.named) > 1 else ""


@dataclass(frozen=True)
class Desk:
    """The world, the Stichtag and the grain a person chose (None: the usual ones)."""

    reader: Reader
    edition: Edition
    as_of: date
    grain: float | None = None

    @property
    def stand(self) -> str:
        """«Stand Juni 2022», for the beginning of a sentence."""
        lead = "vorläufiger Stand" if self.edition.preliminary(self.as_of) else "Stand"
        return f"{lead} {german.month(self.as_of)}"

    @property
    def year_before(self) -> date:
        return a_year_before(self.as_of)

    @property
    def days(self) -> tuple[date, date]:
        """The Stichtage of the sheet."""
        return self.as_of, self.year_before

    @property
    def source(self) -> str:
        """The source line of pictures and tables."""
        sentence = (
            f"Quelle: Stadt {self.edition.city}, {german.stand(self.as_of)}, Freigabe {self.edition.release}"
        )
        preliminary = ", vorläufig" if self.edition.preliminary(self.as_of) else ""
        return sentence + preliminary + (f", {self.edition.notice}" if self.edition.notice else "")

    def figure(self, metric: str, as_of: date | None = None, after: date | None = None) -> Figure | None:
        """A figure with a value, None otherwise."""
        found = self.reader.one(metric, as_of or self.as_of, after)
        return found if found is not None and german.value_of(found) is not None else None

    def about(self, figure: Figure, grain: float | None = None) -> str:
        """«rund 1.050»: the figure in prose."""
        value = interval(figure, self.edition.base)
        assert value is not None  # `figure` gave only figures with a value
        wished = self.grain if grain is None else grain
        phrase = hedge(value, wished)
        # «rund 5.815» is no rounding: say «über 5.750» where that is certain.
        if isinstance(value, Interval) and phrase == Phrase("rund", value.published):
            kept = wished is not None and phrase.number % wished == 0
            phrase = phrase if kept else certain(value, figure.unit) or phrase
        return spoken(phrase, figure.unit)

    def plain(self, figure: Figure) -> str:
        """A figure that is published exactly stays as it is; any other is rounded for prose."""
        return german.in_prose(figure) if figure.status == "exact" else self.about(figure)

    def told(self, text: str, topic: Topic) -> tuple[Figure, ...]:
        """The figures of a topic that a text of it tells, as they are printed or rounded for prose."""
        return tuple(
            figure
            for _, figure in topic.figures
            if contains(text, german.in_prose(figure))
            or any(contains(text, self.about(figure, grain)) for grain in (None, 10))
        )

    def months(
        self, key: str, title: str, rows: tuple[tuple[str, str], ...], start: date, kind: Kind = "line"
    ) -> Chart | None:
        """A chart of the month ends after `start`; None when fewer than two are published."""
        made = [(name, self.reader.series(metric, start, self.as_of)) for name, metric in rows]
        if any(len(figures) < 2 or len(figures) != len(made[0][1]) for _, figures in made):
            return None
        days = tuple(figure.as_of for figure in made[0][1])
        series = tuple(Series(name, points(figures)) for name, figures in made)
        unit = made[0][1][0].unit
        flow = catalogue.needs_period(catalogue.metric(rows[0][1]))
        return Chart(key, kind, title, "", unit, days, series, "Stichtag", self.source, monthly=flow)

    def bars(
        self, key: str, title: str, column: str, row: str, figures: tuple[tuple[str, Figure], ...]
    ) -> Chart:
        """Named figures of one unit side by side. column: the table's first head; row: what they count."""
        series = (Series(row, tuple(Point.of(figure) for _, figure in figures)),)
        names = tuple(name for name, _ in figures)
        return Chart(key, "bars", title, "", figures[0][1].unit, names, series, column, self.source)


def first_up(text: str) -> str:
    return text[0].upper() + text[1:]
