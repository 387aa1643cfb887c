"""Ukraine: who arrived, who is here, how long people stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from dashboard import charts
from dashboard.components.tiles import tile, tiles
from dashboard.largest import largest, largest_of
from dashboard.page import Content, Page
from dashboard.state import Choices
from dashboard.view import Block, View
from pipelines.metrics import Figure, Query
from pipelines.months import month_end
from pipelines.publish import german
from pipelines.publish.chart import Chart, Point, Series
from pipelines.publish.sentences import SMALLEST_BASE, quantity_of, retention

ARRIVED, PRESENT, RETENTION = "ukraine_arrivals_total", "ukraine_present", "ukraine_retention"
HORIZONS = ("3", "6", "12", "24")
# Months of arrival are too small to be published: the public sees half-years.
_SPELL = {False: "Monat", True: "Halbjahr"}
_ARRIVAL = {False: "Ankunftsmonat", True: "Ankunftshalbjahr"}
_THIS = {False: "diesen Monat", True: "dieses Halbjahr"}


def make(view: View) -> Content:
    """Tiles, arrived against present, monthly arrivals, retention by cohort, survival curve, age and sex."""
    row = [
        tile(view, ARRIVED, "#bestand"),
        tile(view, PRESENT, "#bestand"),
        tile(view, RETENTION, "#kohorten"),
    ]
    blocks = [_stock(view), _monthly(view), _cohorts(view), _survival(view), *_people(view)]
    return Content(
        [tiles(row, f"Auf einen Blick – {german.stand(view.as_of)}")], tuple(b for b in blocks if b)
    )


def _stock(view: View) -> Block:
    arrived, present = view.figure(ARRIVED), view.figure(PRESENT)
    came, here = german.value_of(arrived) or 0, german.value_of(present) or 0
    title = f"{german.number(came)} angekommen, {german.number(here)} im Stadtgebiet"
    rows = {"angekommen": view.months(ARRIVED), "im Stadtgebiet": view.months(PRESENT)}
    return charts.course(view, "bestand", title, retention(arrived, present), rows, (ARRIVED, PRESENT))


def _by_cohort(view: View, name: str, extra: tuple[str, ...] = ()) -> list[Figure]:
    figures = view.ask(Query(name, view.as_of, by=("cohort", *extra)))
    return [figure for figure in figures if figure.by.get("cohort") and figure.by["cohort"] != "unknown"]


def _monthly(view: View) -> Block | None:
    figures = sorted(_by_cohort(view, ARRIVED), key=lambda figure: figure.by["cohort"])
    if not any(figure.value for figure in figures):
        return None
    title, sentence = _most_words(figures, view.public)
    spell = _SPELL[view.public]
    chart = Chart(
        key="ankuenfte",
        # A few half-years are named; of many months the axis of time names some.
        kind="bars" if view.public else "columns",
        title=charts.entitled(view, ARRIVED, title),
        sentence=charts.limited(view, ARRIVED, sentence),
        unit="persons",
        places=tuple((_cohort if view.public else _end)(figure.by["cohort"]) for figure in figures),
        series=(Series(f"Ankünfte im {spell}", tuple(Point.of(figure) for figure in figures)),),
        place_name=spell,
        monthly=not view.public,
        source=view.source(ARRIVED),
    )
    return Block(chart, (ARRIVED,))


def _most_words(figures: list[Figure], public: bool) -> tuple[str, str]:
    """«Die meisten kamen im …» and a sentence; several months or half-years when as many came."""
    most = largest_of(figures, lambda figure: _cohort(figure.by["cohort"]))
    told = f"Im {most.named} kamen {most.people}, so viele wie in keinem anderen {_SPELL[public]}."
    return f"Die meisten kamen im {most.named}", told


def _end(cohort: str) -> date:
    """The last day of a month ("2022-03") or half-year ("2022-H1") of arrival."""
    year, part = cohort.split("-")
    return month_end(date(int(year), 6 * int(part[1:]) if part.startswith("H") else int(part), 1))


def _cohort(cohort: str) -> str:
    """The name of a month or half-year of arrival: "März 2022", "1. Halbjahr 2022"."""
    year, part = cohort.split("-")
    return f"{part[1:]}. Halbjahr {year}" if part.startswith("H") else german.month(_end(cohort))


def _cohorts(view: View) -> Block | None:
    """Retention of each cohort of arrival after 3, 6, 12 and 24 months; later ones come when the time is over."""
    cells = {
        (cell.by["cohort"], cell.by["horizon_months"]): cell
        for cell in _by_cohort(view, RETENTION, ("horizon_months",))
    }
    cohorts = sorted({cohort for cohort, _ in cells})
    if not cohorts:
        return None
    later = Point(None, german.LATER)
    sizes = {figure.by["cohort"]: figure for figure in _by_cohort(view, ARRIVED)}

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
            f"{_cohort(cohort)} ({german.shown(sizes[cohort]) if cohort in sizes else '.'})"
            for cohort in cohorts
        ),
        series=tuple(Series(f"nach {horizon} Monaten", points(horizon)) for horizon in HORIZONS),
        place_name=f"{_ARRIVAL[view.public]} (Zahl der Angekommenen)",
        source=view.source(RETENTION),
        notes=(f"… bedeutet: Die Frist ist für {_THIS[view.public]} noch nicht um. ",),
    )
    return Block(chart, (RETENTION,))


def _is_over(cell: Figure) -> bool:
    """Whether the time of a cohort is over; its share may still be withheld."""
    return bool(cell.denominator) or cell.status == "suppressed"


def _published_words(cells: Mapping[tuple[str, str], Figure]) -> tuple[str, str]:
    """Heading and sentence: the oldest half-year that may be told, at its longest horizon."""
    for horizon in reversed(HORIZONS):
        told = sorted(key for key, cell in cells.items() if key[1] == horizon and cell.value is not None)
        if told and (came := cells[told[0]].denominator):
            share = quantity_of(cells[told[0]])
            arrived = _cohort(told[0][0]).replace("Halbjahr", "Halbjahres")
            group = f"Von den {german.number(came)} Angekommenen des {arrived}"
            title = f"Wer bleibt: aus dem {_cohort(told[0][0])} nach {horizon} Monaten noch {share}"
            sentence = f"{group} waren nach {horizon} Monaten noch {share} im Stadtgebiet."
            return title, sentence
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
        if figure and figure.denominator and figure.denominator >= SMALLEST_BASE:
            share = german.quantity(german.value_of(figure) or 0, "fraction")
            people = german.quantity(figure.denominator, "persons")
            sentence = (
                f"Von {people}, deren Ankunft so lange zurückliegt, "
                f"waren nach {horizon} Monaten noch {share} im Stadtgebiet."
            )
            return f"Wer bleibt: nach {horizon} Monaten noch {share}", sentence
    sentence = "Für eine Quote in Worten sind es noch zu wenige Personen; die Werte stehen in der Tabelle."
    return "Wer bleibt: Bleibequote nach Ankunftsmonat", sentence


def _survival(view: View) -> Block | None:
    name = "ukraine_survival"
    figures = view.ask(Query(name, view.as_of))
    figures = [
        figure
        for figure in figures
        if figure.by.get("tenure_months", "").isdigit() and figure.value is not None
    ]
    if len(figures) < 2:
        return None
    figures.sort(key=lambda figure: int(figure.by["tenure_months"]))
    ages = [int(figure.by["tenure_months"]) for figure in figures]
    watched = _watched(view, ages)
    # Of the last months only a handful could be watched: words need enough of them, and the curve ends with the words.
    told = max((at for at, count in enumerate(watched) if count >= SMALLEST_BASE), default=0)
    if told:
        figures, watched = figures[: told + 1], watched[: told + 1]
    left = german.quantity(german.value_of(figures[told]) or 0, "fraction")
    sentence = (
        f"Nach {ages[told]} Monaten sind geschätzt {left} noch da. "
        f"So lange beobachtet werden konnten {german.number(watched[told])} von {german.number(watched[0])} Personen."
    )
    chart = Chart(
        key="verbleib",
        kind="curve",
        title=charts.entitled(
            view, name, f"Verbleib: nach {ages[told]} Monaten sind geschätzt {left} noch da"
        ),
        sentence=charts.limited(view, name, sentence),
        unit="fraction",
        places=tuple(float(figure.by["tenure_months"]) for figure in figures),
        series=(
            Series("noch im Stadtgebiet", tuple(Point.of(figure) for figure in figures)),
            Series("so lange beobachtet", tuple(_part(count, watched[0]) for count in watched)),
        ),
        place_name="Monate seit dem ersten Zuzug",
        source=view.source(name),
        notes=(
            "Schätzung nach Kaplan und Meier; waagerecht: Monate seit dem ersten Zuzug. ",
            "«So lange beobachtet»: Anteil der Angekommenen, deren Ankunftsmonat so weit zurückliegt. "
            "Die übrigen zählen mit, so lange sie beobachtet werden konnten (zensiert). ",
            "Darum weicht die Kurve von den Bleibequoten ab: Jene kennen nur Ankunftsmonate, deren Frist um ist. ",
        ),
    )
    return Block(chart, (name,))


def _watched(view: View, ages: list[int]) -> list[int]:
    """How many of the arrived could be watched for each age in months: whole months since the end of their month."""
    sizes = {_end(figure.by["cohort"]): int(figure.value or 0) for figure in _by_cohort(view, ARRIVED)}
    since = {day: (view.as_of.year - day.year) * 12 + view.as_of.month - day.month for day in sizes}
    return [sum(size for day, size in sizes.items() if since[day] >= age) for age in ages]


def _part(count: int, whole: int) -> Point:
    return (
        Point(count / whole, german.percent(Fraction(count, whole)))
        if whole
        else Point(None, german.UNDEFINED)
    )


def _people(view: View) -> list[Block]:
    blocks = []
    for dimension, key, title in (("age_band", "alter", "Alter"), ("sex", "geschlecht", "Geschlecht")):
        figures = view.cells(PRESENT, dimension)
        if not any(figure.value for figure in figures):
            continue  # the public tables have a row for every code, also where nobody is
        heading, sentence = _largest_words(dimension, figures)
        rows = {"im Stadtgebiet": figures}
        blocks.append(charts.bars(view, key, f"{title}: {heading}", sentence, dimension, rows, (PRESENT,)))
    return blocks


def _largest_words(dimension: str, figures: list[Figure]) -> tuple[str, str]:
    """«am häufigsten …» and a sentence; several groups when they are as large."""
    most = largest(dimension, figures)
    told = f"{most.lead} im Stadtgebiet: {most.named}, {most.people}."
    return most.heading, told if most else "Im Stadtgebiet ist dazu nichts bekannt."


PAGE = Page(
    path="/ukraine",
    title="Ukraine",
    order=2,
    lead="Angekommen und noch da: ukrainische Geflüchtete nach dem Zuzugsregister.",
    make=make,
    choices=Choices(span=True),
)
