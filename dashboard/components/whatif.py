"""The what-if panel: a form, the assumptions in words, a chart and a table, all marked as a scenario."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dash import html

from dashboard import scenario as model
from dashboard.components.attributes import aria
from dashboard.components.controls import kept, text_field
from dashboard.view import Block, View
from pipelines.metrics import dimensions as dims
from pipelines.publish import german
from pipelines.publish.chart import Chart, Point, Series, Target

# Set by the state for the extension of 2022/23 (DOMAIN.md, "The setting"); a reader may type another one.
USUAL_RATE = Fraction(60_000)
_NOTICE = "Szenario: eine Rechnung mit Annahmen, keine gezählte Zahl. Bitte nicht zitieren."


def panel(view: View) -> tuple[list[Any], Block | None]:
    """The components of the panel, and its chart; both empty when a needed figure is missing."""
    start = _start(view)
    if start is None:
        return [], None
    fields = dict(view.state.fields)
    wanted, sentences = model.read(fields, start)
    months = model.course(start, wanted)
    parts: list[Any] = [
        html.H2("Was wäre, wenn …", id="was-waere-wenn"),
        html.P(_NOTICE, className="satz"),
        _form(view, fields, start),
        *[html.P(sentence, className="hinweis", role="status") for sentence in sentences],
        html.H3("Annahmen"),
        html.Ul([html.Li(sentence) for sentence in model.assumptions(start, wanted)]),
        _results(view, start, wanted, months),
    ]
    section = html.Section(parts, className="block szenario", **aria(labelledby="was-waere-wenn"))
    return [section], _chart(view, start, wanted, months)


def _start(view: View) -> model.Start | None:
    names = ("active_target_group", "fte_filled", "fte_funded")
    persons, filled, funded = (german.value_of(view.figure(name)) for name in names)
    target = view.target()
    if persons is None or filled is None or funded is None or target is None:
        return None
    return model.Start(view.as_of, persons, filled, funded, Fraction(target["persons_per_fte"]), USUAL_RATE)


def _form(view: View, fields: dict[str, str], start: model.Start) -> html.Form:
    last = model.ahead(view.as_of, model.MONTHS_AHEAD)
    inputs = [
        text_field("plus", "Personen mehr (oder −)", fields.get("plus", ""), "z. B. 110"),
        text_field("bis", "bis Monat (JJJJ-MM)", fields.get("bis", ""), f"spätestens {last:%Y-%m}"),
        text_field("stellen", "besetzte Stellen mehr (oder −)", fields.get("stellen", ""), "z. B. 0,75"),
        text_field("ziel", "Zielschlüssel 1 :", fields.get("ziel", ""), german.number(start.target)),
        text_field(
            "satz", "Satz je Stelle und Jahr (EUR)", fields.get("satz", ""), german.number(start.rate)
        ),
    ]
    button = html.Button("Rechnen", type="submit", className="knopf")
    ending = html.Div(
        [button, html.A("Szenario zurücksetzen", href="/personal#was-waere-wenn")], className="form-ende"
    )
    return html.Form(
        [*kept(view), html.Div(inputs, className="felder"), ending],
        action="/personal#was-waere-wenn",
        method="get",
    )


def _results(view: View, start: model.Start, wanted: model.Scenario, months: list[model.Month]) -> html.Div:
    now, end = months[0], months[-1]
    rows = [
        ("Aktive Personen", german.number(now.persons), german.number(end.persons)),
        ("Besetzte Stellen (VZÄ)", german.fte(now.filled), german.fte(end.filled)),
        ("Betreuungsschlüssel", _ratio(now), _ratio(end)),
        ("Benötigte Stellen (VZÄ)", german.fte(now.needed), german.fte(end.needed)),
        ("Fehlende Stellen (VZÄ)", german.fte(now.missing), german.fte(end.missing)),
        ("Förderung im Jahr", german.eur(start.funded * start.rate), german.eur(start.funded * wanted.rate)),
        *_per_traeger(view, end),
    ]
    head = html.Tr(
        [
            html.Th("Größe", scope="col"),
            html.Th(f"heute ({german.day(now.on)})", scope="col"),
            html.Th(f"Szenario ({german.day(end.on)})", scope="col"),
        ]
    )
    body = [html.Tr([html.Th(name, scope="row"), html.Td(old), html.Td(new)]) for name, old, new in rows]
    caption = html.Caption("Heute und am Ende des Szenarios; je Träger im heutigen Verhältnis aufgeteilt")
    table = html.Table([caption, html.Thead(head), html.Tbody(body)])
    return html.Div(
        table, className="rollen", tabIndex="0", role="region", **aria(label="Ergebnis des Szenarios")
    )


def _ratio(month: model.Month) -> str:
    return german.UNDEFINED if month.caseload is None else german.ratio(month.caseload)


def _per_traeger(view: View, end: model.Month) -> list[tuple[str, str, str]]:
    """Persons per Träger, split in today's proportion."""
    cells = [
        cell for cell in view.cells("active_target_group", "traeger") if cell.by["traeger"] != "multiple"
    ]
    parts = {cell.by["traeger"]: german.exact(cell.value or 0) for cell in cells}
    later = model.shares(end.persons, parts)
    label = dims.dimension("traeger").label
    return [
        (f"davon {label(code)} (Personen)", german.number(parts[code]), german.number(later[code]))
        for code in later
    ]


def _chart(view: View, start: model.Start, wanted: model.Scenario, months: list[model.Month]) -> Block | None:
    if any(month.caseload is None for month in months):
        return None
    today = german.ratio(months[0].caseload or 0)
    later = german.ratio(months[-1].caseload or 0)
    still = [start.persons / start.filled for _ in months]
    rows = {"Szenario": [month.caseload or Fraction(0) for month in months], "wie heute": still}
    chart = Chart(
        key="szenario",
        kind="line",
        title=f"Szenario: von {today} auf {later}",
        sentence=f"Am {german.day(months[-1].on)} kämen {german.quantity(months[-1].persons, 'persons')} "
        f"auf {german.fte(months[-1].filled)} besetzte Stellen.",
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
