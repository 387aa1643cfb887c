"""A document (briefing, press sheet) on a page: the strings of PDF and Word in their order, charts in their place, with
copy buttons for sentences.
"""

from __future__ import annotations

from typing import Any

from dash import html

from dashboard.components.attributes import aria, data
from dashboard.page import Draw
from pipelines.publish.document import (
    Block,
    Document,
    Numbers,
    Paragraph,
    Picture,
    Points,
    Section,
    Table,
    Terms,
)


def head(document: Document) -> list[Any]:
    """Mark, title and the lines under it."""
    pairs = [part for name, text in document.head for part in (html.Dt(name), html.Dd(text))]
    mark = [html.P(document.mark, className="hinweis")] if document.mark else []
    return [*mark, html.H2(document.title), html.Dl(pairs, className="kopfzeilen")]


def body(document: Document, draw: Draw) -> list[Any]:
    """All sections as cards; `draw` makes the charts."""
    numbers = Numbers()
    return [_section(part, draw, numbers) for part in document.sections]


def _section(part: Section, draw: Draw, numbers: Numbers) -> html.Section:
    blocks = [_block(block, draw, numbers) for block in part.blocks]
    return html.Section([html.H3(part.title), *blocks], className="karte dokument")


def _block(block: Block, draw: Draw, numbers: Numbers) -> Any:
    if isinstance(block, Paragraph):
        return (
            _quote(block.text)
            if block.kind == "quote"
            else html.P(block.text, className=f"absatz-{block.kind}")
        )
    if isinstance(block, Points):
        return html.Ul([html.Li(item) for item in block.items])
    if isinstance(block, Terms):
        return html.Dl([part for word, text in block.items for part in (html.Dt(word), html.Dd(text))])
    if isinstance(block, Picture):
        return draw(block.chart, numbers.next("Abbildung"))
    return _table(block, numbers.next("Tabelle"))


def _quote(text: str) -> html.Div:
    button = html.Button(
        ["Kopieren", html.Span(f": {text}", className="nur-vorgelesen")],
        type="button",
        className="knopf leise kopieren nur-mit-skript",
        **data(text=text),
    )
    return html.Div([html.Blockquote(text), button], className="zitat")


def _table(table: Table, number: str) -> html.Div:
    header = html.Tr([html.Th(name, scope="col") for name in table.header])
    rows = [
        html.Tr(
            [html.Th(row.name, scope="row"), *[html.Td(cell.text) for cell in row.cells]],
            className="summe" if row.total else None,
        )
        for row in table.rows
    ]
    words: dict[str, Any] = {"className": "worte"} if table.text else {}
    grid = html.Table([html.Caption(number + table.caption), html.Thead(header), html.Tbody(rows)], **words)
    note = [html.P(table.note, className="quelle")] if table.note else []
    scroller = html.Div(grid, className="rollen", tabIndex="0", role="region", **aria(label=table.caption))
    return html.Div([scroller, *note])
