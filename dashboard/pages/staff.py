"""Personal und Finanzen: positions, caseload against the target, money, and a what-if panel."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from dash import html

from dashboard import charts
from dashboard.components.tiles import tile, tiles
from dashboard.components.whatif import panel
from dashboard.page import Content, Page
from dashboard.state import Choices
from dashboard.view import Block, View
from pipelines.metrics import dimensions as dims
from pipelines.publish import german
from pipelines.publish.chart import Chart, Point, Series
from pipelines.publish.sentences import caseload, statement

_FTE = {"Plan": "fte_planned", "besetzt": "fte_filled", "gefördert": "fte_funded"}


def make(view: View) -> Content:
    """Tiles, positions, caseload over time and per Träger, need, cost coverage, scenario."""
    month = [
        tile(view, "fte_funded", "#stellen"),
        tile(view, "fte_filled", "#stellen"),
        tile(view, "caseload_filled", "#schluessel"),
        tile(view, "fte_missing", "#bedarf"),
        tile(view, "funding_gap_fte", "#stellen"),
        tile(view, "cost_coverage", "#deckung"),
    ]
    blocks = [
        _positions(view),
        _caseload(view),
        _per_traeger(view),
        _need(view),
        _coverage(view),
        _money(view),
    ]
    scenario, block = panel(view, _paid(view))
    jump = html.P(html.A("Was wäre, wenn …? Zum Szenario", href="#was-waere-wenn"), className="eingabe")
    before: list[Any] = [
        *([jump] if scenario else []),
        tiles(month, f"Auf einen Blick – {german.stand(view.as_of)}"),
    ]
    made = tuple(item for item in blocks if item)
    return Content(before, made, scenario, (block,) if block else ())


def _positions(view: View) -> Block:
    rows = {label: view.months(name) for label, name in _FTE.items()}
    now = {label: german.in_prose(view.figure(name)) for label, name in _FTE.items()}
    title = f"Stellen: {now['besetzt']} besetzt, {now['gefördert']} gefördert"
    day = german.day(view.as_of)
    sentence = f"Am {day} waren {now['Plan']} Stellen geplant, " + title.removeprefix("Stellen: ") + "."
    return charts.course(view, "stellen", title, sentence, rows, tuple(_FTE.values()))


def _caseload(view: View) -> Block:
    now, target = view.figure("caseload_filled"), view.target()
    said = caseload(now, target["persons_per_fte"], target["source"]) if target else ""
    before = view.before("caseload_filled")
    title = charts.headline(view, "caseload_filled", now, before)
    rows = {
        "je besetzter Stelle": view.months("caseload_filled"),
        "je geförderter Stelle": view.months("caseload_funded"),
    }
    metrics = ("caseload_filled", "caseload_funded")
    sentence = said or statement(view.metric("caseload_filled"), now, before)
    notes = charts.rounding(now, before)
    return charts.course(
        view, "schluessel", title, sentence, rows, metrics, charts.target_line(view), notes=notes
    )


def _per_traeger(view: View) -> Block | None:
    cells = [cell for cell in view.cells("caseload_filled", "traeger") if cell.by["traeger"] != "multiple"]
    known = [cell for cell in cells if cell.value is not None]
    if not known:
        return None
    most = max(known, key=lambda cell: cell.value or 0)
    label = dims.dimension("traeger").label(most.by["traeger"])
    sentence = (
        f"Am höchsten ist der Schlüssel bei «{label}»: {german.shown(most)} "
        f"({german.number(most.numerator or 0)} Personen auf {german.fte(most.denominator or 0)} Stellen)."
    )
    title = f"Betreuungsschlüssel je Träger: {label} am höchsten"
    rows = {"je besetzter Stelle": cells}
    return charts.bars(
        view, "traeger", title, sentence, "traeger", rows, ("caseload_filled",), charts.target_line(view)
    )


def _need(view: View) -> Block | None:
    needed, missing = view.figure("fte_needed"), view.figure("fte_missing")
    target = view.target()
    if german.value_of(needed) is None or target is None:
        return None
    gap = german.value_of(missing) or Fraction(0)
    verdict = (
        f"es fehlen {german.fte(gap)} Stellen"
        if gap > 0
        else f"gedeckt, {german.fte(-gap)} Stellen mehr als nötig"
    )
    sentence = (
        f"Bei {german.ratio(target['persons_per_fte'])} ({target['source']}) "
        f"sind {german.in_prose(needed)} Stellen nötig, "
        f"besetzt sind {german.in_prose(view.figure('fte_filled'))}."
    )
    rows = {"nötig": view.months("fte_needed"), "besetzt": view.months("fte_filled")}
    metrics = ("fte_needed", "fte_filled", "fte_missing")
    return charts.course(view, "bedarf", f"Bedarf: {verdict}", sentence, rows, metrics)


def _years(view: View) -> list[date]:
    ends = [month for month in view.edition.months if month.month == 12 and month < view.as_of]
    return [*ends[-5:], view.as_of]


def _year(day: date) -> str:
    """A year that is not over says so: its money is not to be compared with that of a whole one."""
    return str(day.year) if day.month == 12 else f"{day.year} (bis {german.month(day).split()[0]})"


def _coverage(view: View) -> Block | None:
    name = "cost_coverage"
    now = view.figure(name)
    figures = [view.figure(name, day) for day in _years(view)]
    if all(figure.value is None for figure in figures):
        return None
    figures = [figure for figure in figures if figure.stands]
    title = "Kostendeckung"
    if now.value is not None:
        title = f"{_year(now.as_of)}: Kosten zu {german.in_prose(now).replace('%', 'Prozent')} gedeckt"
    chart = Chart(
        key="deckung",
        kind="bars",
        title=charts.entitled(view, name, title),
        sentence=charts.limited(view, name, statement(view.metric(name), now)),
        notes=("Als gedeckt zählen die Zuschüsse und die Verwaltungspauschale, die Geld der Stadt ist. ",),
        unit="fraction",
        places=tuple(_year(figure.as_of) for figure in figures),
        series=(Series("Kostendeckungsgrad", tuple(Point.of(figure) for figure in figures)),),
        place_name="Jahr",
        source=view.source(name),
    )
    return Block(chart, (name,))


def _money(view: View) -> Block | None:
    names = {"Kosten": "costs_eur", "Zuschüsse": "grants_eur", "Eigenanteil der Stadt": "city_share_eur"}
    figures = {label: [view.figure(name, day) for day in _years(view)] for label, name in names.items()}
    if all(figure.value is None for figure in figures["Kosten"]):
        return None
    known = [at for at, figure in enumerate(figures["Kosten"]) if figure.stands]
    figures = {label: row[known[0] :] for label, row in figures.items()}
    last = {label: row[-1] for label, row in figures.items()}
    share = last["Eigenanteil der Stadt"]
    year = _year(share.as_of)
    sentence = (
        f"{year}: Kosten {german.in_prose(last['Kosten'])}, Zuschüsse {german.in_prose(last['Zuschüsse'])}, "
        f"Eigenanteil {german.in_prose(share)}."
    )
    chart = Chart(
        key="kosten",
        kind="bars",
        title=charts.entitled(
            view, "city_share_eur", f"{year} trägt die Stadt {german.in_prose(share)} selbst"
        ),
        sentence=charts.limited(view, "city_share_eur", sentence),
        unit="eur",
        notes=("Eigenanteil: Kosten minus Zuschüsse; die Verwaltungspauschale der Stadt gehört dazu. ",),
        places=tuple(_year(figure.as_of) for figure in figures["Kosten"]),
        series=tuple(
            Series(label, tuple(Point.of(figure) for figure in row)) for label, row in figures.items()
        ),
        place_name="Jahr",
        source=view.source(*names.values()),
    )
    return Block(chart, tuple(names.values()))


def _paid(view: View) -> str:
    """The grants of the last whole year and of this one, in words; «» where none are known."""
    figures = (view.figure("grants_eur", day) for day in _years(view)[-2:])
    known = [
        f"{_year(figure.as_of)}: {german.in_prose(figure)}" for figure in figures if figure.value is not None
    ]
    return f"Tatsächlich gezahlt, alle Programme – {'; '.join(known)}." if known else ""


PAGE = Page(
    path="/personal",
    title="Personal und Finanzen",
    order=3,
    lead="Stellen, Betreuungsschlüssel, Bedarf und Geld.",
    make=make,
    choices=Choices(span=True, fields=("plus", "bis", "ziel", "satz", "stellen")),
)
