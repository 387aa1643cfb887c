"""Dash components as plain HTML: the page is there, whole and readable, before any script has run.

Dash takes over afterwards with the same tree, so nothing moves. Only what this product uses is known here; an
unknown component is an error in a test, not a hole in a page.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from dash.development.base_component import Component

_VOID = {"br", "hr", "img", "input", "source", "col", "meta", "link", "area", "wbr"}
_INVISIBLE = {"Location", "Store"}
_ATTRIBUTES = {
    "className": "class",
    "class_name": "class",
    "htmlFor": "for",
    "srcSet": "srcset",
    "tabIndex": "tabindex",
    "colSpan": "colspan",
    "rowSpan": "rowspan",
    "encType": "enctype",
}
_SKIPPED = {"children", "n_clicks", "key", "options", "value", "placeholder", "debounce", "disable_n_clicks"}


def render(node: Any) -> str:
    """HTML of a component tree."""
    if node is None:
        return ""
    if isinstance(node, list | tuple):
        return "".join(render(child) for child in node)
    if not isinstance(node, Component):
        return escape(str(node))
    name = type(node).__name__
    if name in _INVISIBLE:
        return ""
    if name == "Textarea":
        return f'<textarea class="form-control"{_attributes(node)}></textarea>'
    if name == "Select":
        return _select(node)
    if name == "Input" and node._namespace == "dash_bootstrap_components":
        return f'<input class="form-control" value="{escape(str(getattr(node, "value", "") or ""))}"{_attributes(node)}>'
    if node._namespace != "dash_html_components":
        raise TypeError(f"{node._namespace}.{name} cannot be shown before scripts run")
    if name == "Picture":
        return _picture(node)
    return element(node, render(getattr(node, "children", None)))


def element(node: Component, inside: str) -> str:
    """HTML of a plain element around the HTML of its children."""
    tag = type(node).__name__.lower()
    opening = f"<{tag}{_attributes(node)}>"
    return opening if tag in _VOID else f"{opening}{inside}</{tag}>"


def properties(node: Component) -> dict[str, Any]:
    """What a component was given. Dash's own way asks for every property that there could be; pages have thousands."""
    return {name: value for name, value in vars(node).items() if not name.startswith(("_", "available_"))}


def _attributes(node: Component) -> str:
    parts = []
    for name, value in properties(node).items():
        if name in _SKIPPED or value is None or value is False:
            continue
        if name == "style":
            value = ";".join(f"{key}:{text}" for key, text in value.items())
        if isinstance(value, dict):  # the id of a pattern, as Dash writes it into the page
            value = json.dumps(value, sort_keys=True, separators=(",", ":"))
        attribute = _ATTRIBUTES.get(name, name.lower())
        shown = "" if value is True and not name.startswith("aria-") else f'="{escape(str(value))}"'
        parts.append(f" {attribute}{shown}")
    return "".join(parts)


def _picture(node: Any) -> str:
    """A picture below the first view is fetched when a reader comes near; browsers know that without scripts."""
    source, image = node.children
    lazy = ' loading="lazy"' if "data-spaeter" in vars(image) else ""
    return (
        f'<picture><source media="{escape(source.media)}" srcset="{escape(source.srcSet)}">'
        f'<img{lazy} src="{escape(image.src)}" alt="{escape(image.alt)}"></picture>'
    )


def _select(node: Any) -> str:
    chosen = str(getattr(node, "value", ""))
    options = "".join(
        f'<option value="{escape(str(option["value"]))}"{" selected" if str(option["value"]) == chosen else ""}>'
        f"{escape(str(option['label']))}</option>"
        for option in node.options
    )
    return f'<select class="form-select"{_attributes(node)}>{options}</select>'
