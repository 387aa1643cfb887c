"""Ukraine: who arrived, who is here, how long people stay."""

from __future__ import annotations

from fractions import Fraction

from dashboard import charts, cohorts
from dashboard.cohorts import ARRIVED, RETENTION
from dashboard.components.tiles import tile, tiles
from dashboard.largest import largest, largest_of
from dashboard.page import Content, Page
from dashboard.state import Choices
from dashboard.view import Block, View
from pipelines.metrics import Figure, Query
from pipelines.publish import german
from pipelines.publish.chart import Chart, Point, Series
from pipelines.publish.sentences import retention
from pipelines.publish.smallbase import SMALLEST_BASE

PRESENT = "ukraine_present"
# Months of arrival are too small to be published: the public sees half-years.
_SPELL = {False: "Monat", True: "Halbjahr"}


def make(view: View) -> Content:
    """Tiles, arrived against present, monthly arrivals, retention by cohort, survival curve, age and sex."""
    row = [
        tile(view, ARRIVED, "#bestand"),
        tile(view, PRESENT, "#bestand"),
        tile(view, RETENTION, "#kohorten"),
    ]
    blocks = [_stock(view), _monthly(view), cohorts.block(view), _survival(view), *_people(view)]
    return Content(
        [tiles(row, f"Auf einen Blick – {german.stand(view.as_of)}")], tuple(b for b in blocks if b)
    )


def _stock(view: View) -> Block:
    arrived, present = view.figure(ARRIVED), view.figure(PRESENT)
    came, here = german.value_of(arrived) or 0, german.value_of(present) or 0
    title = f"{german.number(came)} angekommen, {german.number(here)} im Stadtgebiet"
    rows = {"angekommen": view.months(ARRIVED), "im Stadtgebiet": view.months(PRESENT)}
    return charts.course(view, "bestand", title, retention(arrived, present), rows, (ARRIVED, PRESENT))


def _monthly(view: View) -> Block | None:
    figures = sorted(cohorts.figures(view, ARRIVED), key=lambda figure: figure.by["cohort"])
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
        places=tuple(
            (cohorts.name_of if view.public else cohorts.end_of)(figure.by["cohort"]) for figure in figures
        ),
        series=(Series(f"Ankünfte im {spell}", tuple(Point.of(figure) for figure in figures)),),
        place_name=spell,
        monthly=not view.public,
        source=view.source(ARRIVED),
    )
    return Block(chart, (ARRIVED,))


def _most_words(figures: list[Figure], public: bool) -> tuple[str, str]:
    """«Die meisten kamen im …» and a sentence; several months or half-years when as many came."""
    most = largest_of(figures, lambda figure: cohorts.name_of(figure.by["cohort"]))
    told = f"Im {most.named} kamen {most.people}, so viele wie in keinem anderen {_SPELL[public]}."
    return f"Die meisten kamen im {most.named}", told


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
    sizes = {
        cohorts.end_of(figure.by["cohort"]): int(figure.value or 0)
        for figure in cohorts.figures(view, ARRIVED)
    }
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
