"""Which world of numbers a document speaks from, and the few facts about the release that it prints.

Council and press get the public world only (docs/DOCUMENTS.md): everything they read comes through `public_answers`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipelines.errors import NotAvailable, UsageProblem
from pipelines.metrics import compute
from pipelines.metrics.evaluate import MULTIPLE
from pipelines.metrics.model import Figure, Query
from pipelines.months import months_between, months_later
from pipelines.publish import german
from pipelines.publish.wording import Interval, Value
from pipelines.releases import Release
from pipelines.releases.printed_number import interval_of, slack_of
from pipelines.releases.public import PublicWorld
from pipelines.releases.public_history import Anchor
from pipelines.settings import Settings

Answers = Callable[[Query], Sequence[Figure]]
INTERNAL_USE = "nur für den Dienstgebrauch"  # what exact figures say of themselves, in every form


@dataclass(frozen=True)
class Edition:
    """What a document says about where its figures come from.

    months: the Stichtage this world knows. targets: entries of the setting `target_ratio`. base: rounding base.
    notice: what sample data carry on every page. anchors: totals printed exactly, apart from the tables.
    """

    release: str
    data_as_of: date
    months: tuple[date, ...]
    city: str
    contact: str
    notice: str = ""
    ags: str = ""
    base: int = 5
    targets: Sequence[Mapping[str, Any]] = ()
    anchors: tuple[Anchor, ...] = ()

    def target(self, as_of: date) -> Mapping[str, Any] | None:
        """The target ratio valid on a day: `persons_per_fte` and `source`; None before the first."""
        valid = [entry for entry in self.targets if entry["valid_from"] <= as_of]
        return max(valid, key=lambda entry: entry["valid_from"], default=None)

    def preliminary(self, as_of: date) -> bool:
        """Whether a Stichtag lies after the Datenstand."""
        return as_of > self.data_as_of

    @property
    def newest(self) -> date:
        """The last Stichtag that is not preliminary."""
        return max((day for day in self.months if day <= self.data_as_of), default=self.data_as_of)


def exact_answers(release: Release) -> Answers:
    """Exact figures of any day: from the cubes at month ends, from the rows where no cube is prepared.

    The same figures, fifty times faster from the cubes; a draft of ten kilobytes asks some eighty.
    """

    def answers(query: Query) -> Sequence[Figure]:
        if {query.as_of, query.period_from or query.as_of} <= set(release.months):
            try:
                return drawn(compute(release.internal, query))
            except NotAvailable:
                pass  # not prepared: the rows answer, or say why there is no such figure
        return drawn(compute(release.core, query))

    return answers


def drawn(figures: Sequence[Figure]) -> list[Figure]:
    """What people are shown: without the row `multiple` of a table or series in which nobody is counted twice.

    For a program the row is a part of the table; for a reader it would be a line at zero.
    """
    twice = any(figure.value != 0 for figure in figures if MULTIPLE in figure.by.values())
    return [figure for figure in figures if twice or MULTIPLE not in figure.by.values()]


def public_answers(release: Release) -> Answers:
    """The public world of a release, as a function from questions to figures.

    Raises NotAvailable when the release has no public part: exact numbers never take its place.
    """
    world = require_public(release)
    return lambda query: drawn(world.figures(query))


def require_public(release: Release) -> PublicWorld:
    """The public part of a release; raises NotAvailable when there is none."""
    if release.public is None:
        raise NotAvailable(
            f"Die Freigabe {release.id} hat keinen öffentlichen Teil; "
            "bitte mit «zgm release --approve NAME» freigeben "
            "oder mit «zgm releases rollback ID» eine frühere zurückholen."
        )
    return release.public


def edition(release: Release, settings: Settings) -> Edition:
    """The facts about a release that documents print; names and notices come from the home's settings of today."""
    public = getattr(release, "public", None)
    return Edition(
        release=release.id,
        data_as_of=release.data_as_of,
        months=tuple(getattr(public, "months", None) or release.months),
        city=settings["city.name"],
        contact=settings["city.contact"],
        notice=settings["city.sample_notice"],
        ags=settings["city.ags"],
        base=release.settings["disclosure.base"],
        targets=tuple(release.settings["target_ratio"]),
        anchors=() if public is None else tuple(public.anchors()),
    )


def require_stichtag(as_of: date, known: Edition, called: str = "Der") -> None:
    """Refuse a day that the public world does not know, and name the nearest month ends. called: what the day is."""
    if as_of in known.months:
        return
    near = sorted(sorted(known.months, key=lambda month: abs((month - as_of).days))[:2])
    names = " und ".join(german.day(day) for day in near) or "keine"
    raise NotAvailable(
        f"{called} {german.day(as_of)} ist kein Stichtag der öffentlichen Zahlen; am nächsten liegen: {names}."
    )


def require_comparison(compare: date, as_of: date, known: Edition) -> None:
    """Refuse a comparison date that is unknown or not before the Stichtag."""
    if compare >= as_of:
        raise UsageProblem(
            f"Der Vergleichstag {german.day(compare)} liegt nicht vor dem Stichtag {german.day(as_of)}; "
            "bitte einen früheren wählen."
        )
    require_stichtag(compare, known, "Der Vergleichstag")


def a_year_before(as_of: date) -> date:
    """The same month end one year earlier."""
    return months_later(as_of, -12)


# The money of a calendar year that documents and tiles set beside the year before.
OF_THE_YEAR = ("cost_coverage", "city_share_eur")


def year_runs(as_of: date, data_as_of: date) -> bool:
    """Whether the calendar year of a Stichtag is not over at the Datenstand: its money is not all there yet, and half a
    year of it against a whole one would look like a saving.
    """
    return data_as_of < date(as_of.year, 12, 31)


def half_year_end(as_of: date) -> date:
    """The last 30 June or 31 December not after a day: breakdowns of flows are published per half-year."""
    ends = (date(as_of.year, 12, 31), date(as_of.year, 6, 30), date(as_of.year - 1, 12, 31))
    return next(end for end in ends if end <= as_of)


@dataclass
class Reader:
    """Asks one world and remembers the answers; what the world does not hold is None or an empty list, never a crash."""

    answers: Answers
    _known: dict[tuple[object, ...], list[Figure]] = field(default_factory=dict, repr=False)

    def ask(self, query: Query) -> list[Figure]:
        """The figures of a question, [] when the table programme does not hold it."""
        key = (query.metric, query.as_of, query.period_from, query.by, tuple(sorted(query.filters.items())),
               query.every, query.top)  # fmt: skip
        if key not in self._known:
            try:
                self._known[key] = list(self.answers(query))
            except NotAvailable:
                self._known[key] = []
        return self._known[key]

    def one(self, metric: str, as_of: date, after: date | None = None, **filters: str) -> Figure | None:
        """The total of a metric (of a period after `after`), or the one cell that `filters` name."""
        figures = self.ask(Query(metric, as_of, after, filters=filters))
        return next((figure for figure in figures if not figure.by), None)

    def cells(
        self, metric: str, as_of: date, by: str, after: date | None = None, top: int | None = None
    ) -> list[Figure]:
        """The cells of a breakdown without its total."""
        figures = self.ask(Query(metric, as_of, after, by=(by,), top=top))
        return [figure for figure in figures if figure.by]

    def series(self, metric: str, after: date, until: date) -> list[Figure]:
        """Month ends after `after` up to `until`."""
        return [figure for figure in self.ask(Query(metric, until, after, every="month")) if not figure.by]


def _rounded_parts(figure: Figure) -> int:
    """How many rounded numbers a figure is made of."""
    if figure.period_from is None:
        return 1
    start, end = figure.period_from, figure.as_of
    months = max(1, months_between(start, end))
    return min(months, 2) if figure.unit == "consultations" else months


def interval(figure: Figure, base: int) -> Value | None:
    """Every value a published figure can stand for (base 5: 510 stands for 506 to 514); None without a value.

    What happened in several months is a sum of rounded numbers and may be further off, month by month. Consultations
    are the difference of two rounded running totals, so two steps are enough.
    """
    value = german.value_of(figure)
    if value is None:
        return None
    printed = float(value)
    if figure.status != "rounded":
        return printed
    if any(map(slack_of, (figure.value, figure.numerator, figure.denominator))):
        known = interval_of(figure, base)  # the release knows which printed cells went into the sum
        assert known is not None
        return Interval(known.lower, known.upper, printed)
    slack = (base - 1) * _rounded_parts(figure)
    if figure.kind != "ratio" or figure.numerator is None or not figure.denominator:
        return Interval(max(0.0, printed - slack), printed + slack, printed)
    scale = 1000.0 if figure.unit == "per_1000" else 1.0
    top, bottom = float(figure.numerator), float(figure.denominator)
    loose = slack if figure.unit in ("fraction", "consultations_per_person") else 0
    low, high = max(0.0, top - slack) / (bottom + loose), (top + slack) / max(bottom - loose, 1e-9)
    return Interval(low * scale, high * scale, printed)
