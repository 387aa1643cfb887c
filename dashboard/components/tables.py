"""Plain tables and cards of pages that show records instead of charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.components.attributes import aria


def table(caption: str, header: Sequence[str], rows: Sequence[Sequence[Any]], numbers: int = 0) -> html.Div:
    """A table whose last `numbers` columns are figures; the first column heads its row."""
    last = len(header) - numbers
    head = html.Tr(
        [html.Th(text, scope="col", className="" if at >= last else "text") for at, text in enumerate(header)]
    )
    body = [
        html.Tr(
            [
                html.Th(cell, scope="row")
                if at == 0
                else html.Td(cell, className="" if at >= last else "text")
                for at, cell in enumerate(row)
            ]
        )
        for row in rows
    ]
    grid = html.Table([html.Caption(caption), html.Thead(head), html.Tbody(body)])
    return html.Div(grid, className="rollen", tabIndex="0", role="region", **aria(label=caption))


def section(title: str, key: str, parts: list[Any]) -> html.Section:
    return html.Section([html.H2(title, id=key), *parts], className="karte", **aria(labelledby=key))
