"""Parts of a page that no callback touches travel as HTML text: a table of a thousand cells is one component.

For React every component is work, on a slow office computer about a millisecond each; a page of tables would keep the
reader waiting for seconds. `assets/seite.js` puts the text in its place, before anything is painted. Every text in it
is escaped by `prerender`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.prerender import element, properties, render

ATTRIBUTE = "data-still"
# A box that lays nothing out: what it holds stands as if it were not there.
_BOX = "still"
# Only these may hold such a box; in a list or a table it would not be valid HTML.
_MAY_HOLD_BOX = (html.Div, html.Section, html.Figure, html.Form)


@dataclass(frozen=True)
class _Part:
    """A node of the page: its HTML, the HTML inside it, the node for Dash, and whether no callback touches it."""

    html: str
    inside: str
    node: Any
    still: bool


def stilled(tree: Sequence[Any]) -> tuple[str, list[Any]]:
    """HTML of a page, and the same page for Dash with every part that stays as it is in one component's `data-still`."""
    parts = [_part(node) for node in tree]
    return "".join(part.html for part in parts), _boxed(parts)


def _part(node: Any) -> _Part:
    if not isinstance(node, Component):
        return _Part(render(node), "", node, True)
    if node._namespace != "dash_html_components" or isinstance(node, html.Picture):
        return _Part(render(node), "", node, isinstance(node, html.Picture))
    children = getattr(node, "children", None)
    parts = [_part(child) for child in (children if isinstance(children, list | tuple) else [children])]
    inside = "".join(part.html for part in parts)
    if all(part.still for part in parts):
        return _Part(element(node, inside), inside, node, not _is_asked_for(node))
    kept = _boxed(parts) if isinstance(node, _MAY_HOLD_BOX) else [_alone(part) for part in parts]
    return _Part(element(node, inside), inside, _with(node, children=kept), False)


def _is_asked_for(node: Component) -> bool:
    """Whether a callback may ask for a component or fill it: a named button or empty place, a name of a pattern."""
    name = getattr(node, "id", None)
    empty = getattr(node, "children", None) is None
    return isinstance(name, dict) or (name is not None and (empty or isinstance(node, html.Button)))


def _boxed(parts: list[_Part]) -> list[Any]:
    """Neighbours that stay as they are become one component."""
    nodes: list[Any] = []
    for still, group in groupby(parts, lambda part: part.still):
        run = list(group)
        if still and (len(run) > 1 or isinstance(run[0].node, html.Picture)):
            text = "".join(part.html for part in run)
            nodes.append(_with(html.Div(className=_BOX), **{ATTRIBUTE: text}))
        else:
            nodes += [_alone(part) for part in run]
    return nodes


def _alone(part: _Part) -> Any:
    """One node for Dash; if it stays as it is, without components in it."""
    if not part.still or not isinstance(getattr(part.node, "children", None), Component | list | tuple):
        return part.node
    return _with(part.node, children=None, **{ATTRIBUTE: part.inside})


def _with(node: Component, **changed: Any) -> Component:
    props = {**properties(node), **changed}
    return type(node)(**{name: value for name, value in props.items() if value is not None})
