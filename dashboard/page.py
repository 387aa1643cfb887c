"""What a page is: an address, a title, what a reader may choose, and how its content is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dash import html

from dashboard.state import Choices
from dashboard.view import Block, View
from pipelines.publish.chart import Chart

Draw = Callable[[Chart, str], Any]  # a chart and its number («Abbildung 1: ») → its place in a text


@dataclass(frozen=True)
class Content:
    """The body of a page: what stands before the charts, the charts, what follows, and the charts that close it.

    placed: makes the text that the charts stand in, from a way to draw one of them; without it they follow one another.
    """

    before: list[Any] = field(default_factory=list)
    blocks: tuple[Block, ...] = ()
    after: list[Any] = field(default_factory=list)
    closing: tuple[Block, ...] = ()
    placed: Callable[[Draw], list[Any]] | None = None


@dataclass(frozen=True)
class Page:
    """One page. order: place in the navigation, None for pages that stand in the footer only."""

    path: str
    title: str
    order: int
    lead: str
    make: Callable[[View], Content]
    choices: Choices = field(default_factory=Choices)
    in_navigation: bool = True
    public: bool = False  # nothing on the page is internal
    controls_title: str = ""  # a visible heading over the choice
    controls_below: bool = False  # findings and tiles come before the choice, as an overview asks for

    def head(self) -> list[Any]:
        """The heading of the page and what it is about."""
        return [html.H1(self.title), html.P(self.lead, className="vorspann")]

    @property
    def slug(self) -> str:
        """The page's name in the addresses of its files."""
        return self.path.strip("/") or "ueberblick"
