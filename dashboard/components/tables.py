"""Plain tables and cards of pages that show records instead of charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.components.attributes import aria


def table(caption: str, header: Sequence[str], rows: Sequence[Sequence[Any]], numbers: int = 0) -> html.Div:
    """A table whose last `numbers` columns are figures; the first column heads its row."""
    last = len(header) - numbers
    # A table of words alone says so once instead of in every cell: the register has hundreds.
    words: dict[str, Any] = {"className": "text"} if numbers else {}
    head = html.Tr(
        [html.Th(text, scope="col", **(words if at < last else {})) for at, text in enumerate(header)]
    )
    body = [
        html.Tr(
            [
                html.Th(cell, scope="row") if at == 0 else html.Td(cell, **(words if at < last else {}))
                for at, cell in enumerate(row)
            ]
        )
        for row in rows
    ]
    kind: dict[str, Any] = {} if numbers else {"className": "worte"}
    grid = html.Table([html.Caption(caption), html.Thead(head), html.Tbody(body)], **kind)
    return html.Div(grid, className="rollen", tabIndex="0", role="region", **aria(label=caption))


def section(title: str, key: str, parts: list[Any]) -> html.Section:
    return html.Section([html.H2(title, id=key), *parts], className="karte", **aria(labelledby=key))
