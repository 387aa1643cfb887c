"""A chart on a page: heading with the message, sentence, picture, table, files, definition. Always all of them."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from dashboard.components.attributes import aria, data
from dashboard.view import Block
from pipelines.metrics import catalogue
from pipelines.publish import german
from pipelines.publish.chart import BELOW, Chart, alt_text, table
from pipelines.publish.chart.table import cell

FILES = (
    ("png", "Bild (PNG)"),
    ("svg", "Bild (SVG)"),
    ("xlsx", "Excel (XLSX)"),
    ("csv", "CSV"),
    ("daten.csv", "CSV für Programme"),
)


_HANDED_OUT = (
    ("png", "Bild 1600 × 900 (PNG)"),
    ("quadrat.png", "Bild quadratisch (PNG)"),
    *FILES[1:],
)


def block(made: Block, address: str, sizes: dict[int, tuple[int, int]], later: bool) -> html.Section:
    """The whole section of a chart. address: `/datei/<page>/<key>` and the query of the page, without an ending.
    later: the picture is below the first view and is fetched when a reader comes near.
    """
    chart = made.chart
    return html.Section(
        [
            html.H2(chart.title, id=f"titel-{chart.key}"),
            html.P(chart.sentence, className="satz"),
            _figure(chart, address, sizes, later),
            _table(chart),
            _files(made, address),
            *([_definitions(made)] if made.metrics else []),
        ],
        id=chart.key,
        className="block szenario" if chart.scenario else "block",
        **aria(labelledby=f"titel-{chart.key}"),
    )


def inserted(made: Block, number: str, address: str, sizes: dict[int, tuple[int, int]]) -> html.Div:
    """A chart within a document: numbered title, sentence, picture with its source, folded table, files.

    The text around it says what it means; below the first view it is in any case.
    """
    chart = made.chart
    return html.Div(
        [
            html.H4(f"{number}{chart.title}", id=f"titel-{chart.key}"),
            html.P(chart.sentence),
            _figure(chart, address, sizes, later=True),
            _table(chart),
            _files(made, address),
        ],
        id=chart.key,
        className="abbildung",
    )


def _figure(chart: Chart, address: str, sizes: dict[int, tuple[int, int]], later: bool) -> html.Figure:
    base, _, query = address.partition("?")
    query = f"?{query}" if query else ""
    wide, narrow = f"{base}.breit.svg{query}", f"{base}.schmal.svg{query}"
    source = html.Source(media="(max-width: 560px)", srcSet=narrow)
    lazy = data(spaeter="ja") if later else {}
    picture = html.Picture([source, html.Img(alt=alt_text(chart, BELOW), src=wide, **lazy)])
    ratios = {"--breit": f"{sizes[720][0]}/{sizes[720][1]}", "--schmal": f"{sizes[340][0]}/{sizes[340][1]}"}
    return html.Figure(
        [
            html.Div(
                [picture, html.Div(id={"art": "graph", "schluessel": chart.key}, className="graph")],
                className="bild",
                style=ratios,
            ),
            html.Figcaption(
                [*[html.Span(note, className="anmerkung") for note in chart.notes], chart.source]
            ),
            html.Button(
                wake_label(chart),
                id={"art": "interaktiv", "schluessel": chart.key},
                type="button",
                # On a phone a bar or a cell says as picture all that it could say when touched.
                className="knopf leise nur-mit-skript" + (" nur-breit" if _tells_all(chart) else ""),
            ),
        ]
    )


def _tells_all(chart: Chart) -> bool:
    """Whether every value stands in the picture."""
    return chart.kind in {"bars", "heatmap"}


def _table(chart: Chart) -> html.Details:
    made = table(chart)
    head = html.Tr([html.Th(text, scope="col") for text in made.header])
    rows = [
        html.Tr([html.Th(name, scope="row"), *[html.Td(cell(point)) for point in points]])
        for name, points in made.rows
    ]
    grid = html.Table([html.Caption(made.caption), html.Thead(head), html.Tbody(rows)])
    legend = [html.P(f"Zeichen: {made.legend}", className="quelle")] if made.legend else []
    scroller = html.Div(
        grid, className="rollen", tabIndex="0", role="region", **aria(label=f"Tabelle: {chart.title}")
    )
    return html.Details([html.Summary("Alle Werte als Tabelle"), scroller, *legend])


def _files(made: Block, address: str) -> html.Div:
    base, _, query = address.partition("?")
    query = f"?{query}" if query else ""
    links = [
        html.Li(
            html.A(
                [label, html.Span(f" zu {german.quoted(made.chart.title)}", className="nur-vorgelesen")],
                href=f"{base}.{ending}{query}",
                download="",
            )
        )
        for ending, label in (_HANDED_OUT if made.handout else FILES)
    ]
    return html.Div([html.Span("Herunterladen:"), html.Ul(links)], className="dateien")


def _definitions(made: Block) -> html.Details:
    parts: list[Any] = []
    for name in made.metrics:
        parts += definition(name)
    return html.Details(
        [html.Summary("Was diese Zahl ist und was nicht"), html.Div(parts, className="definition")]
    )


def definition(name: str) -> list[Any]:
    """The catalogue's words about one metric."""
    metric = catalogue.metric(name)
    return [
        html.H3(metric.name),
        html.P([html.Strong("Was sie ist: "), metric.definition]),
        html.P([html.Strong("Was sie nicht ist: "), metric.is_not]),
        html.P(
            f"Einheit: {german.UNIT_NAMES[metric.unit]} · Fassung {metric.version} der Definition · "
            f"zuständig: {metric.owner} · Quelle: {metric.source}",
            className="quelle",
        ),
    ]


def wake_label(chart: Chart, awake: bool = False) -> list[Any]:
    """What the button under a chart says; a screen reader also hears which chart."""
    words = "Als Bild ansehen" if awake else "Interaktiv ansehen"
    return [words, html.Span(f": {chart.title}", className="nur-vorgelesen")]


def awake(chart: Chart, figure: dict[str, Any], config: Any) -> list[Any]:
    """The interactive chart that takes the place of the picture, and in words what its numbers stand for."""
    made = dcc.Graph(
        figure=figure, config=config, responsive=True, id=f"plotly-{chart.key}", className="plotly"
    )
    events = [html.Li(event.words) for event in chart.shown_events()]
    return [made, html.Ol(events, className="ereignisse")] if events else [made]
