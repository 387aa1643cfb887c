"""The what-if panel: a form, the assumptions in words, a chart and a table, all marked as a scenario."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dash import html

from dashboard import charts
from dashboard import scenario as model
from dashboard.components.attributes import aria
from dashboard.components.controls import kept, text_field
from dashboard.components.tables import table
from dashboard.view import Block, View
from pipelines.metrics import dimensions as dims
from pipelines.months import months_later
from pipelines.publish import german
from pipelines.publish.chart import Chart, Point, Series, Target

# Set by the state for the extension of 2022/23 (DOMAIN.md, "The setting"); a reader may type another one.
USUAL_RATE = Fraction(60_000)
_NOT_PAID = (
    f"Diese Beträge sind gerechnet, nicht gezahlt. Der Satz von {german.eur(USUAL_RATE)} stammt aus der Verlängerung "
    "2022/23; in anderen Jahren galt ein anderer Satz oder eine Pauschale."
)
_NOTICE = "Szenario: eine Rechnung mit Annahmen, keine gezählte Zahl. Bitte nicht zitieren."


def panel(view: View, paid: str) -> tuple[list[Any], Block | None]:
    """The components of the panel, and its chart; both empty when a needed figure is missing.

    paid: what grants really were, in words, beside the money of the arithmetic.
    """
    start = _start(view)
    if start is None:
        return [], None
    fields = dict(view.state.fields)
    wanted, sentences = model.read(fields, start)
    months = model.course(start, wanted)
    parts: list[Any] = [
        html.H2("Was wäre, wenn …", id="was-waere-wenn"),
        html.P(_NOTICE, className="satz"),
        *([_answer(months)] if fields else []),
        _form(view, fields, start, [html.A("Szenario zurücksetzen", href="/personal#was-waere-wenn")]),
        *[html.P(sentence, className="hinweis", role="status") for sentence in sentences],
        html.H3("Annahmen"),
        html.Ul([html.Li(sentence) for sentence in model.assumptions(start, wanted)]),
        _results(months),
        *_money(start, wanted, months, paid),
        *_per_traeger(view, wanted, months[-1]),
        _month_by_month(months),
    ]
    section = html.Section(parts, className="block szenario", **aria(labelledby="was-waere-wenn"))
    return [section], _chart(view, start, wanted, months)


def short(view: View) -> list[Any]:
    """The whole question, for the overview; the answer stands in the panel."""
    start = _start(view)
    if start is None:
        return []
    heading = html.H2("Was wäre, wenn …", id="was-waere-wenn")
    return [
        html.Section(
            [heading, html.P(_NOTICE), _form(view, {}, start, [])],
            className="block szenario frage",
            **aria(labelledby="was-waere-wenn"),
        )
    ]


def _start(view: View) -> model.Start | None:
    names = ("active_target_group", "fte_filled", "fte_funded")
    persons, filled, funded = (german.value_of(view.figure(name)) for name in names)
    target = view.target()
    if persons is None or filled is None or funded is None or target is None:
        return None
    return model.Start(
        view.as_of, persons, filled, funded, Fraction(target["persons_per_fte"]), USUAL_RATE, view.preliminary
    )


def _form(view: View, fields: dict[str, str], start: model.Start, beside: list[Any]) -> html.Form:
    """The five questions. beside: what stands beside the button."""
    last = months_later(view.as_of, model.MONTHS_AHEAD)
    asked = (
        ("plus", "Personen mehr (oder −)", "z. B. 110"),
        ("bis", "bis Monat", f"spätestens {german.month(last)}"),
        ("stellen", "besetzte Stellen mehr (oder −)", "z. B. 0,75"),
        ("ziel", "Zielschlüssel 1 :", german.number(start.target)),
        ("satz", "Satz je Stelle und Jahr (EUR)", german.number(start.rate)),
    )
    inputs = [text_field(word, label, fields.get(word, ""), example) for word, label, example in asked]
    button = html.Button("Rechnen", type="submit", className="knopf")
    return html.Form(
        [
            *kept(view),
            html.Div(inputs, className="felder"),
            html.Div([button, *beside], className="form-ende"),
        ],
        action="/personal#was-waere-wenn",
        method="get",
    )


def _answer(months: list[model.Month]) -> html.P:
    """The answer in one sentence, before the form: on a phone the tables lie two screens below."""
    now, end = months[0], months[-1]
    today = "" if now.caseload is None else f" statt {_ratio(now)}"
    caseload = "kein Betreuungsschlüssel ohne besetzte Stelle"
    if end.caseload is not None:
        caseload = f"Betreuungsschlüssel {_ratio(end)}{today}"
    words = (
        f"Am {german.day(end.on)}: {german.quantity(end.persons, 'persons')}, {caseload}; "
        f"nötig sind {german.fte(end.needed)} statt {german.fte(now.needed)} Stellen."
    )
    return html.P([html.Strong("Ergebnis: "), words], className="satz", id="ergebnis")


def _results(months: list[model.Month]) -> html.Div:
    now, end = months[0], months[-1]
    rows = [
        ("Aktive Personen", german.number(now.persons), german.number(end.persons)),
        ("Besetzte Stellen (VZÄ)", german.fte(now.filled), german.fte(end.filled)),
        ("Betreuungsschlüssel", _ratio(now), _ratio(end)),
        ("Benötigte Stellen (VZÄ)", german.fte(now.needed), german.fte(end.needed)),
        ("Fehlende Stellen (VZÄ)", german.fte(now.missing), german.fte(end.missing)),
    ]
    header = ("Größe", f"heute ({german.day(now.on)})", f"Szenario ({german.day(end.on)})")
    return table("Heute und am Ende des Szenarios", header, rows, 2)


def _money(start: model.Start, wanted: model.Scenario, months: list[model.Month], paid: str) -> list[Any]:
    """What funding by positions would bring: positions times a rate, which is not what is paid today."""

    def row(name: str, now: Fraction, end: Fraction, years: Fraction = Fraction(1)) -> tuple[str, str, str]:
        return name, german.eur(now * start.rate * years), german.eur(end * wanted.rate * years)

    rows = [
        row(f"im Jahr, bei {german.fte(start.funded)} geförderten Stellen", start.funded, start.funded),
        row(
            "im Jahr, wenn alle benötigten Stellen gefördert wären", months[0].needed, months[-1].needed
        ),
        row(
            f"in {model.MONTHS_AHEAD} Monaten, bei {german.fte(start.funded)} geförderten Stellen",
            start.funded, start.funded, Fraction(model.MONTHS_AHEAD, 12),
        ),
    ]  # fmt: skip
    header = (
        "Förderung",
        f"heute, zum Satz {german.eur(start.rate)}",
        f"Szenario, zum Satz {german.eur(wanted.rate)}",
    )
    words = f"{_NOT_PAID} {paid}".strip()
    return [
        table("Förderung, gerechnet als Stellen mal Satz", header, rows, 2),
        html.P(words, className="quelle"),
    ]


def _ratio(month: model.Month) -> str:
    return german.UNDEFINED if month.caseload is None else german.ratio(month.caseload)


def _per_traeger(view: View, wanted: model.Scenario, end: model.Month) -> list[Any]:
    """Caseload, need and money of each Träger at the end, split in today's proportion."""
    persons, filled, funded = (
        _by_traeger(view, name) for name in ("active_target_group", "fte_filled", "fte_funded")
    )
    people, posts = model.shares(end.persons, persons), model.shares(end.filled, filled)
    label = dims.dimension("traeger").label
    rows = [
        (
            label(code),
            german.number(people[code]),
            german.fte(posts.get(code, Fraction(0))),
            german.ratio(people[code] / posts[code]) if posts.get(code) else german.UNDEFINED,
            german.fte(people[code] / wanted.target),
            german.fte(people[code] / wanted.target - posts.get(code, Fraction(0))),
            german.eur(funded.get(code, Fraction(0)) * wanted.rate),
        )
        for code in people
    ]
    header = ("Träger", "Personen", "besetzte Stellen", "Schlüssel", "benötigte Stellen", "fehlende Stellen",
              f"Förderung im Jahr, zum Satz {german.eur(wanted.rate)}")  # fmt: skip
    note = "Personen und besetzte Stellen sind wie heute auf die Träger verteilt; die geförderten bleiben."
    return [table(f"Je Träger am {german.day(end.on)}", header, rows, 6), html.P(note, className="quelle")]


def _by_traeger(view: View, metric: str) -> dict[str, Fraction]:
    cells = (cell for cell in view.cells(metric, "traeger") if cell.by["traeger"] != "multiple")
    return {cell.by["traeger"]: german.exact(cell.value) for cell in cells if cell.value is not None}


def _month_by_month(months: list[model.Month]) -> html.Details:
    rows = [
        (
            german.day(month.on),
            german.number(month.persons),
            german.fte(month.filled),
            _ratio(month),
            german.fte(month.needed),
            german.fte(month.missing),
        )
        for month in months
    ]
    header = (
        "Stichtag",
        "Personen",
        "besetzte Stellen",
        "Schlüssel",
        "benötigte Stellen",
        "fehlende Stellen",
    )
    made = table("Das Szenario Monat für Monat", header, rows, 5)
    return html.Details([html.Summary("Alle Monate des Szenarios als Tabelle"), made])


def _chart(view: View, start: model.Start, wanted: model.Scenario, months: list[model.Month]) -> Block | None:
    if any(month.caseload is None for month in months):
        return None
    today = german.ratio(months[0].caseload or 0)
    later = german.ratio(months[-1].caseload or 0)
    still = [start.persons / start.filled for _ in months]
    rows = {"Szenario": [month.caseload or Fraction(0) for month in months], "wie heute": still}
    title = f"Szenario: von {today} auf {later}" if today != later else f"Szenario: unverändert {today}"
    sentence = (
        f"Am {german.day(months[-1].on)} kämen {german.quantity(months[-1].persons, 'persons')} "
        f"auf {german.fte(months[-1].filled)} besetzte Stellen."
    )
    chart = Chart(
        key="szenario",
        kind="line",
        title=charts.entitled(view, "caseload_filled", title),
        sentence=charts.limited(view, "caseload_filled", sentence),
        unit="persons_per_fte",
        places=tuple(month.on for month in months),
        series=tuple(
            Series(name, tuple(Point(float(value), german.ratio(value)) for value in values))
            for name, values in rows.items()
        ),
        place_name="Stichtag",
        source=view.source("caseload_filled"),
        target=Target(float(wanted.target), f"Ziel {german.ratio(wanted.target)}"),
        notes=(_NOTICE + " ",),
        scenario=True,
    )
    return Block(chart, ("caseload_filled",))
