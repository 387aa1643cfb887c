"""Retention by cohort of arrival: who of a month (in public: a half-year) is still here after 3, 6, 12 and 24 months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dashboard import charts
from dashboard.view import Block, View
from pipelines.metrics import Figure, Query
from pipelines.months import month_end
from pipelines.publish import german
from pipelines.publish.chart import Chart, Point, Series
from pipelines.publish.sentences import quantity_of
from pipelines.publish.smallbase import SMALLEST_BASE, too_few

ARRIVED, RETENTION = "ukraine_arrivals_total", "ukraine_retention"
HORIZONS = ("3", "6", "12", "24")
_ARRIVAL = {False: "Ankunftsmonat", True: "Ankunftshalbjahr"}
_THIS = {False: "diesen Monat", True: "dieses Halbjahr"}


def figures(view: View, name: str, extra: tuple[str, ...] = ()) -> list[Figure]:
    found = view.ask(Query(name, view.as_of, by=("cohort", *extra)))
    return [figure for figure in found if figure.by.get("cohort") and figure.by["cohort"] != "unknown"]


def end_of(cohort: str) -> date:
    """The last day of a month ("2022-03") or half-year ("2022-H1") of arrival."""
    year, part = cohort.split("-")
    return month_end(date(int(year), 6 * int(part[1:]) if part.startswith("H") else int(part), 1))


def name_of(cohort: str) -> str:
    """The name of a month or half-year of arrival: "März 2022", "1. Halbjahr 2022"."""
    year, part = cohort.split("-")
    return f"{part[1:]}. Halbjahr {year}" if part.startswith("H") else german.month(end_of(cohort))


def block(view: View) -> Block | None:
    """Retention of each cohort of arrival after 3, 6, 12 and 24 months; later ones come when the time is over."""
    cells = {
        (cell.by["cohort"], cell.by["horizon_months"]): cell
        for cell in figures(view, RETENTION, ("horizon_months",))
    }
    every = sorted({cohort for cohort, _ in cells})
    if not every:
        return None
    later = Point(None, german.LATER)
    sizes = {figure.by["cohort"]: figure for figure in figures(view, ARRIVED)}
    cohorts = _told(every, sizes, view.public)

    def points(horizon: str) -> tuple[Point, ...]:
        known = ((cells.get((cohort, horizon))) for cohort in cohorts)
        return tuple(Point.of(cell) if cell and _is_over(cell) else later for cell in known)

    title, sentence = _published_words(cells) if view.public else _cohort_words(view)
    chart = Chart(
        key="kohorten",
        kind="heatmap",
        title=charts.entitled(view, RETENTION, title),
        sentence=charts.limited(view, RETENTION, sentence),
        unit="fraction",
        places=tuple(
            f"{name_of(cohort)} ({german.shown(sizes[cohort]) if cohort in sizes else '.'})"
            for cohort in cohorts
        ),
        series=tuple(Series(f"nach {horizon} Monaten", points(horizon)) for horizon in HORIZONS),
        place_name=f"{_ARRIVAL[view.public]} (Zahl der Angekommenen)",
        source=view.source(RETENTION),
        notes=(
            f"… bedeutet: Die Frist ist für {_THIS[view.public]} noch nicht um. ",
            *_not_told(len(every) - len(cohorts)),
        ),
    )
    return Block(chart, (RETENTION,))


def _told(cohorts: Sequence[str], sizes: Mapping[str, Figure], public: bool) -> Sequence[str]:
    """The months of arrival that are large enough for a rate: all others would be rows of signs. What of the public
    half-years is told, their tables say.
    """
    large = [cohort for cohort in cohorts if cohort in sizes and (sizes[cohort].value or 0) >= SMALLEST_BASE]
    return cohorts if public or not large else large


def _not_told(count: int) -> list[str]:
    months = "1 Ankunftsmonat" if count == 1 else f"{count} Ankunftsmonate"
    few = f"mit weniger als {SMALLEST_BASE} Angekommenen; eine Quote wäre dort nicht sicher genug"
    return [f"Nicht gezeigt: {months} {few}. "] if count else []


def _is_over(cell: Figure) -> bool:
    """Whether the time of a cohort is over; its share may still be withheld."""
    return bool(cell.denominator) or cell.status == "suppressed"


def _published_words(cells: Mapping[tuple[str, str], Figure]) -> tuple[str, str]:
    """Heading and sentence: the oldest half-year that may be told, at its longest horizon."""
    for horizon in reversed(HORIZONS):
        told = sorted(key for key, cell in cells.items() if key[1] == horizon and cell.value is not None)
        if told and (came := cells[told[0]].denominator):
            share = quantity_of(cells[told[0]])
            arrived = name_of(told[0][0]).replace("Halbjahr", "Halbjahres")
            group = f"Von den {german.number(came)} Angekommenen des {arrived}"
            sentence = f"{group} waren nach {horizon} Monaten noch {share} im Stadtgebiet."
            return f"Wer bleibt: aus dem {name_of(told[0][0])} nach {horizon} Monaten noch {share}", sentence
    sentence = (
        "Für eine Quote sind die Gruppen noch zu klein; die Zahl der Angekommenen steht in der Tabelle."
    )
    return "Wer bleibt: Bleibequote nach Ankunftshalbjahr", sentence


def _cohort_words(view: View) -> tuple[str, str]:
    """Heading and sentence: the longest horizon of which enough people are known."""
    figures = view.ask(Query(RETENTION, view.as_of, by=("horizon_months",)))
    best = {
        figure.by.get("horizon_months"): figure
        for figure in figures
        if figure.value is not None and figure.by
    }
    for horizon in reversed(HORIZONS):
        figure = best.get(horizon)
        if figure and figure.denominator and not too_few(figure):
            share = german.quantity(german.value_of(figure) or 0, "fraction")
            people = german.quantity(figure.denominator, "persons")
            sentence = (
                f"Von {people}, deren Ankunft so lange zurückliegt, "
                f"waren nach {horizon} Monaten noch {share} im Stadtgebiet."
            )
            return f"Wer bleibt: nach {horizon} Monaten noch {share}", sentence
    sentence = (
        "Für eine Quote sind es noch zu wenige Personen; die Zahl der Angekommenen steht in der Tabelle."
    )
    return "Wer bleibt: Bleibequote nach Ankunftsmonat", sentence
