"""Überblick: what the Oberbürgermeister's office sees first."""

from __future__ import annotations

from datetime import date
from typing import Any

from dash import html

from dashboard import charts, publicworld
from dashboard.components import whatif
from dashboard.components.attributes import aria
from dashboard.components.tiles import tile, tiles
from dashboard.findings import chart_of, findings
from dashboard.largest import Largest, by_size, largest
from dashboard.page import Content, Page
from dashboard.state import FILTERS, Choices
from dashboard.view import Block, View
from pipelines.errors import NotAvailable
from pipelines.metrics import Figure
from pipelines.metrics import dimensions as dims
from pipelines.publish import german
from pipelines.publish.sentences import period, share

METRICS = (
    "active_target_group", "active_with_contact", "entries", "exits", "net_change", "consultations",
    "caseload_filled", "integration_plan_rate", "employment_rate", "language_b1_rate", "duration_median",
    "over_36_months", "per_1000_inhabitants",
)  # fmt: skip
BREAKDOWNS = ("traeger", "nationality", "region", "status_group", "age_band", "sex", "housing", "household")
PRESS_RELEASE = date(2022, 6, 30)
TOP = 8
# Two figures about Ukrainians stand on this page: those who are accompanied, and those who live in the city.
_ACCOMPANIED = (
    "Gezählt sind begleitete Personen. Wie viele Ukrainer in der Stadt leben, steht unter «Ukraine». ",
)


def make(view: View) -> Content:
    """Findings, tiles, the chosen metric, entries and exits, origins on two days, the question what if."""
    asked = whatif.short(view)
    return Content(
        before=[*_findings(view), *_tiles(view, bool(asked))],
        blocks=(_chosen(view), _moves(view), *_origins(view)),
        after=asked,
    )


def _findings(view: View) -> list[Any]:
    told = findings(view)
    if not told:
        return []
    items = [html.Li([sentence, " ", html.A(_way(where), href=where)]) for sentence, where in told]
    heading = html.H2("Das fällt auf", id="das-faellt-auf")
    return [
        html.Section([heading, html.Ul(items)], className="auffaellig", **aria(labelledby="das-faellt-auf"))
    ]


def _way(where: str) -> str:
    return "Zu den Änderungen" if where.startswith("/daten") else "Zum Diagramm"


def _tiles(view: View, asks: bool) -> list[Any]:
    month = f"?stand={view.as_of:%Y-%m}" if view.as_of != view.edition.newest else ""
    four = [
        tile(view, "active_target_group", chart_of(view, "verlauf", view.state.filters, view.state.compare)),
        tile(view, "ukraine_arrivals_total", f"/ukraine{month}#bestand"),
        tile(view, "ukraine_present", f"/ukraine{month}#bestand"),
        tile(view, "fte_funded", f"/personal{month}#stellen"),
        tile(view, "caseload_filled", f"/personal{month}#schluessel"),
        tile(view, "reaching_36_months", "/daten#reaching_36_months", *_reaching(view)),
    ]
    heading = f"Auf einen Blick – {german.stand(view.as_of)}"
    return [tiles(four, heading), _may_be_quoted(view, month), _ways_on(view, asks)]


def _may_be_quoted(view: View, month: str) -> html.P:
    """The answer to «Darf ich das zitieren?»."""
    link: html.A | None = html.A("Fertige Sätze stehen unter «Presse».", href=f"/presse{month}")
    if view.public:
        words = "Alle Zahlen dieser Seite sind veröffentlicht und dürfen mit ihrem Stand zitiert werden. "
    elif view.preliminary:
        words, link = "Diese Zahlen sind vorläufig und dürfen noch nicht zitiert werden.", None
    elif publicworld.is_on(view):
        words = "Die großen Zahlen sind nur für den Dienstgebrauch. Zitiert werden darf, was «zitierfähig» heißt. "
    else:
        words, link = "Diese Zahlen sind nicht veröffentlicht und dürfen nicht zitiert werden.", None
    return html.P([html.Strong("Darf ich das zitieren? "), words, *([link] if link else [])], id="zitieren")


def _reaching(view: View) -> tuple[Any, Any, str]:
    months = "12" if view.public else "6"  # the table programme knows the longest horizon only
    ahead = {"horizon_months": months}
    now, before = (view.figure("reaching_36_months", filters=ahead), view.before("reaching_36_months", ahead))
    return now, before, f"3-Jahres-Grenze in den nächsten {months} Monaten"


def _ways_on(view: View, asks: bool) -> html.P:
    """Another Stichtag, and the question at the foot of the page, which the keyboard would reach last."""
    if view.as_of != PRESS_RELEASE and PRESS_RELEASE in view.edition.months:
        link = html.A(
            "Zahlen der Pressemitteilung vom Juni 2022 ansehen", href=f"/?stand={PRESS_RELEASE:%Y-%m}"
        )
    else:
        link = html.A(f"Neuesten Stand ansehen ({german.month(view.edition.newest)})", href="/")
    jump = [html.Br(), html.A("Was wäre, wenn …? Zum Szenario", href="#was-waere-wenn")] if asks else []
    return html.P([link, *jump], className="anderer-stand")


def _chosen(view: View) -> Block:
    name, by = view.state.metric, view.state.by
    if not by:
        target = charts.target_line(view) if name == "caseload_filled" else None
        return charts.single(view, name, target=target)
    try:
        return charts.broken_down(view, name, by)
    except NotAvailable:
        # Some pairs of breakdown and filter are not prepared; the total is always there.
        label = dims.dimension(by).name
        note = f"Nach «{label}» gibt es «{view.metric(name).name}» mit dieser Auswahl nicht; gezeigt wird die Summe. "
        return charts.single(view, name, notes=(note,))


def _moves(view: View) -> Block:
    filters = view.usable("entries")
    entries, exits = view.months("entries", filters), view.months("exits", filters)
    came = view.flow("entries", view.start, view.as_of, filters)
    went = view.flow("exits", view.start, view.as_of, filters)
    span = period(view.start, view.as_of)
    sentence = f"{_upper(span)}: {german.in_prose(came)} Zugänge und {german.in_prose(went)} Abgänge."
    title = f"Bewegung: {_more(came, went)} Zugänge {'wie' if came.value == went.value else 'als'} Abgänge"
    rows = {"Zugänge": entries, "Abgänge": exits}
    return charts.course(view, "bewegung", title, sentence, rows, ("entries", "exits"), kind="columns")


def _more(came: Figure, went: Figure) -> str:
    difference = german.exact(came.value or 0) - german.exact(went.value or 0)
    if difference == 0:
        return "so viele"
    return f"{german.number(abs(difference))} {'mehr' if difference > 0 else 'weniger'}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _origins(view: View) -> tuple[Block, ...]:
    """The largest nationalities now and, where the release reaches so far, then; none within one of them."""
    name, dimension = "active_target_group", "nationality"
    if dimension in view.filters:
        return ()
    cells = view.on_both_days(name, dimension, TOP)
    now = cells[view.as_of]
    title, sentence = _origin_words(largest(dimension, now), view.figure(name, filters=view.usable(name)))
    rows = {german.day(day): found for day, found in cells.items()}
    order = by_size(dimension, now)
    made = charts.bars(
        view, "herkunft", title, sentence, dimension, rows, (name,), order=order, notes=_ACCOMPANIED
    )
    return (made,)


def _origin_words(most: Largest, total: Figure) -> tuple[str, str]:
    """Title and sentence of the largest nationality; several when they are as large."""
    if not most:
        return "Herkunft: unbekannt", "Zur Herkunft ist nichts bekannt."
    sentence = f"{most.lead} {most.verb} {most.quoted} mit {most.people}"
    if words := share(most.cells[0], total):
        sentence += f", das sind {most.each}{words} von {german.in_prose(total)}"
    return f"Herkunft: {most.named} {most.verb} {most.lead[0].lower()}{most.lead[1:]}", sentence + "."


PAGE = Page(
    path="/",
    title="Überblick",
    order=1,
    lead="Die aktive Zielgruppe des Integrationsmanagements: Bestand, Bewegung, Herkunft.",
    make=make,
    choices=Choices(METRICS, BREAKDOWNS, tuple(FILTERS.values()), span=True, compare=True),
    controls_below=True,
)
