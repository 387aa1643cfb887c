"""Page contents, made once per release and address and kept: charts, pictures, component trees, first HTML."""

from __future__ import annotations

import gc
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import Any

from dash import html

from dashboard.components.blocks import block, inserted
from dashboard.components.controls import controls
from dashboard.page import Content, Page
from dashboard.pages import pages
from dashboard.reading import Edition, Library
from dashboard.roles import World, world
from dashboard.state import State, address, parse
from dashboard.still import stilled
from dashboard.view import Block, View
from pipelines import settings as settings_room
from pipelines.errors import Damaged, Problem
from pipelines.paths import Home
from pipelines.publish import annotations as notes
from pipelines.publish.anchors import beside
from pipelines.publish.briefing.notes import protection
from pipelines.publish.chart import Chart, svg
from pipelines.publish.chart.svg import NARROW, WIDE

_MOST_KEPT = 120  # at 0.4 MB each
_RARELY = (10_000, 20, 50)  # instead of 700, 10, 10
_WORLDS: tuple[World, ...] = ("internal", "public")
_Key = tuple[str, World, str, str]  # release, world, path, canonical address
_SIZE = re.compile(r'width="(\d+)" height="(\d+)"')


@dataclass
class Made:
    """One page for one state: its blocks by key, the pictures of each, the tree for Dash, and the page as HTML."""

    page: Page
    edition: Edition
    state: State
    canonical: str
    blocks: dict[str, Block]
    pictures: dict[tuple[str, int], str]
    tree: list[Any]
    first_html: str = field(default="")


class Contents:
    """Makes and keeps page contents; safe to use from several threads."""

    def __init__(self, home: Home) -> None:
        self.library = Library(home)
        self.settings = settings_room.load(home)
        self.annotations = notes.load(home)
        self._kept: OrderedDict[_Key, Made] = OrderedDict()
        self._making: dict[_Key, threading.Lock] = {}
        self._warm_for: str | None = (
            None  # the release whose pages were made beforehand; None: nobody asked for it
        )
        self._lock = threading.Lock()

    def page(self, path: str, search: str, of: World | None = None) -> Made | None:
        """The content of an address in the world of who asks; None for a path that is no page.

        Raises Refused when nothing is released yet, NotAvailable when the public world does not exist.
        """
        page = pages().get(path)
        if page is None:
            return None
        edition = self.library.current(of or world())
        self._follow(edition.id)
        choices = edition.fitting(page.choices)
        state = parse(search, edition, choices)
        canonical = address(state, edition, choices)
        key = (
            edition.id,
            edition.world,
            path,
            canonical + "".join(map(str, state.notices)) + self._printed(),
        )
        found = self._find(key, edition)
        if found:
            return found
        with self._lock:
            alone = self._making.setdefault(key, threading.Lock())
        with (
            alone
        ):  # a crowd that opens the same new page waits for the first one instead of making it eight times
            found = self._find(key, edition)
            if found:
                return found
            made = self._make(page, edition, state, canonical)
            with self._lock:
                self._kept[key] = made
                self._making.pop(key, None)
                while len(self._kept) > _MOST_KEPT:
                    self._kept.popitem(last=False)
        return made

    def _find(self, key: _Key, edition: Edition) -> Made | None:
        """The page as it was made from this very opening of the release: files may have changed since another."""
        with self._lock:
            found = self._kept.get(key)
            if found is None or found.edition is not edition:
                return None
            self._kept.move_to_end(key)
            return found

    def _printed(self) -> str:
        """Changes whenever a printed figure was recorded: pages that show the register are made anew then."""
        head = self.library.home.register / "stand.json"
        return f"#{head.stat().st_mtime_ns}" if head.exists() else ""

    def warm(self) -> None:
        """Make every page as it stands without parameters; a home without a release is left for later.

        From then on the pages of a new release are made as soon as anybody meets it.
        """
        try:
            self._warm_for = self.library.named() or ""
        except Damaged:  # whoever asks for a page is told
            return
        for of in _WORLDS:
            for path in pages():
                try:
                    self.page(path, "", of)
                except Problem:
                    break
        _set_apart()

    def _follow(self, release: str) -> None:
        """After a switch: forget the pages of the release before and make the new ones beside the readers."""
        with self._lock:
            if self._warm_for in (None, release):
                return
            self._warm_for = release
            for key in [key for key in self._kept if key[0] != release]:
                del self._kept[key]
        threading.Thread(target=self.warm, name="warm", daemon=True).start()

    def view(self, path: str, search: str) -> View:
        """The view of a page's address; KeyError for a path that is no page."""
        page, edition = pages()[path], self.library.current(world())
        state = parse(search, edition, edition.fitting(page.choices))
        return View(edition, state, self.settings, self.annotations, self.library.home)

    def _make(self, page: Page, edition: Edition, state: State, canonical: str) -> Made:
        view = View(edition, state, self.settings, self.annotations, self.library.home)
        content = page.make(view)
        if view.public:
            content = _drawn(content)
        blocks = {made.key: made for made in (*content.blocks, *content.closing)}
        pictures = {
            (key, width): svg(made.chart, width) for key, made in blocks.items() for width in (WIDE, NARROW)
        }
        files = f"/datei/{page.slug}/"

        def sizes(key: str) -> dict[int, tuple[int, int]]:
            return {width: _size(pictures[key, width]) for width in (WIDE, NARROW)}

        def section(made: Block) -> Any:
            later = list(blocks).index(made.key) > 0
            return block(made, f"{files}{made.key}{canonical}", sizes(made.key), later)

        def draw(chart: Chart, number: str) -> Any:
            made = blocks.get(chart.key)  # without a value there is nothing to draw
            address = f"{files}{chart.key}{canonical}"
            return inserted(made, number, address, sizes(chart.key)) if made else html.P(number + chart.title)

        sections = content.placed(draw) if content.placed else [section(made) for made in content.blocks]
        closing = [section(made) for made in content.closing]
        choose = [] if page.controls_below else controls(page, view)
        below = controls(page, view) if page.controls_below else []
        tree = [
            *page.head(),
            *_notices(state),
            *choose,
            *content.before,
            *_not_published(view),
            *(_rounded(view) if content.blocks and not page.public else []),
            *below,
            *sections,
            *content.after,
            *closing,
        ]
        first_html, still = stilled(tree)
        return Made(page, edition, state, canonical, blocks, pictures, still, first_html)


def _set_apart() -> None:
    """Python looks for garbage among all that it holds, and a reader waits a tenth of a second each time.

    What is made to last is therefore set apart, after clearing away what the last release left behind; what comes
    later is looked through rarely, for pages leave next to no garbage that is not freed at once.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_RARELY)


def _drawn(content: Content) -> Content:
    """Without the charts of which nothing is published."""
    kept = (tuple(made for made in part if made.chart.values()) for part in (content.blocks, content.closing))
    blocks, closing = kept
    return replace(content, blocks=blocks, closing=closing)


def _not_published(view: View) -> list[Any]:
    names = sorted(view.missed)
    if not view.public or not names:
        return []
    sentence = f"Nicht veröffentlicht und deshalb hier nicht gezeigt: {', '.join(names)}."
    reason = "So kann niemand aus den Zahlen auf einzelne Personen schließen."
    return [html.P(f"{sentence} {reason}", className="quelle nicht-veroeffentlicht")]


def _rounded(view: View) -> list[Any]:
    """What the public must know of every figure of persons; council and press find it in their documents."""
    if not view.public:
        return []
    rounding = protection(int(view.edition.settings["disclosure.base"]))[0]
    exact = beside(view.anchors, {view.as_of, view.year_ago, view.compared})
    return [html.P(words, className="quelle") for words in (rounding, *exact)]


def _size(picture: str) -> tuple[int, int]:
    found = _SIZE.search(picture)
    assert found is not None  # every picture of ours carries its size
    return int(found[1]), int(found[2])


def _notices(state: State) -> list[Any]:
    if not state.notices:
        return []
    items = [html.P(str(notice)) for notice in state.notices]
    return [html.Div(items, className="hinweis", role="status")]
