"""Struktur: who belongs to the target group: origin, status, age, housing, language, work."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from dashboard import charts
from dashboard.largest import Largest, by_size, largest, largest_of
from dashboard.page import Content, Page
from dashboard.state import FILTERS, Choices, codes
from dashboard.view import Block, View
from pipelines.errors import NotAvailable
from pipelines.metrics import Figure, Query
from pipelines.metrics import dimensions as dims
from pipelines.publish import german
from pipelines.publish.chart import Chart, Point, Series
from pipelines.publish.sentences import share

_NAME = "active_target_group"
_PARTS = (
    ("nationality", "herkunft", 12),
    ("status_group", "status", None),
    ("age_band", "alter", None),
    ("sex", "geschlecht", None),
    ("household", "haushalt", None),
    ("housing", "wohnen", None),
    ("duration_class", "dauer", None),
    ("language", "sprache", None),
    ("employment", "arbeit", None),
)
# The two-way tables of the table programme: rows, columns, key, most rows.
_PAIRS = (
    ("nationality", "status_group", "herkunft-status", 8),
    ("age_band", "sex", "alter-geschlecht", None),
)


def make(view: View) -> Content:
    """One bar chart per attribute, each compared with the year before where there is one."""
    parts = {
        dimension: _part(view, dimension, key, top)
        for dimension, key, top in _PARTS
        if _asks(view, dimension)
    }
    pairs = {(rows, columns): _pair(view, rows, columns, key, top) for rows, columns, key, top in _PAIRS}
    missing = [dimension for dimension, block in parts.items() if block is None]
    lacking = [" zusammen mit ".join(map(_name, both)) for both, block in pairs.items() if block is None]
    made = tuple(block for block in (*parts.values(), *pairs.values()) if block)
    return Content(_left_out(view, missing, lacking), made)


def _name(dimension: str) -> str:
    return dims.dimension(dimension).name


def _asks(view: View, dimension: str) -> bool:
    """Within one code of an attribute the attribute itself says nothing."""
    return dimension not in view.usable(_NAME)


def _unknown_yet(view: View, dimension: str) -> bool:
    return view.as_of < (view.edition.first_export or view.as_of) and dims.dimension(dimension).needs_export


def _left_out(view: View, missing: Sequence[str], pairs: Sequence[str]) -> list[html.P]:
    """Which attributes are not shown and why; what is not published is told by every page of the public world."""
    early = [_name(dimension) for dimension in missing if _unknown_yet(view, dimension)]
    apart = [_name(dimension) for dimension in missing if not _unknown_yet(view, dimension)] + [*pairs]
    sentences = []
    if early and view.edition.first_export:
        first = german.day(view.edition.first_export)
        sentences.append(f"Erst ab dem {first} bekannt: {', '.join(early)}.")
    if apart and not view.public:
        sentences.append(f"Mit dieser Auswahl nicht gezählt: {'; '.join(apart)}.")
    return [html.P(sentence, className="quelle") for sentence in sentences]


def _pair(view: View, rows: str, columns: str, key: str, top: int | None) -> Block | None:
    """Two attributes together, where both worlds hold the table."""
    try:
        found = view.ask(Query(_NAME, view.as_of, by=(rows, columns), filters=view.usable(_NAME), top=top))
    except NotAvailable:
        return None
    cells = {(cell.by[rows], cell.by[columns]): cell for cell in found if len(cell.by) == 2}
    if not cells:
        return None
    down = list(dict.fromkeys(row for row, _ in cells))
    listed = codes(columns)
    across = sorted(
        dict.fromkeys(column for _, column in cells),
        key=lambda code: listed.index(code) if code in listed else len(listed),
    )
    names = [dims.dimension(name) for name in (rows, columns)]
    nobody = Point(0.0, "0" if view.public else german.ZERO)
    heading, sentence = _pair_words(rows, columns, list(cells.values()))
    title = f"{names[0].name} und {names[1].name.partition(' (')[0]}: {heading}"
    series = tuple(
        Series(
            names[1].label(column),
            tuple(Point.of(cells[row, column]) if (row, column) in cells else nobody for row in down),
        )
        for column in across
    )
    chart = Chart(
        key=key,
        kind="heatmap",
        title=charts.entitled(view, _NAME, title),
        sentence=charts.limited(view, _NAME, sentence),
        unit="persons",
        places=tuple(names[0].label(row) for row in down),
        series=series,
        place_name=names[0].name,
        source=view.source(_NAME),
    )
    return Block(chart, (_NAME,))


def _pair_words(rows: str, columns: str, cells: Sequence[Figure]) -> tuple[str, str]:
    """Heading and sentence of two attributes together; several pairs when they are as large."""
    first, second = (dims.dimension(name).label for name in (rows, columns))
    most = largest_of(cells, lambda cell: f"«{first(cell.by[rows])}» und «{second(cell.by[columns])}»")
    if not most:
        return "unbekannt", "Über beides zusammen ist nichts bekannt."
    pairs = "; ".join(most.names)
    return f"am häufigsten {pairs}", f"Am häufigsten zusammen: {pairs}, {most.people}."


def _part(view: View, dimension: str, key: str, top: int | None) -> Block | None:
    try:
        cells = view.on_both_days(_NAME, dimension, top)
    except NotAvailable:
        # This attribute is not prepared together with the filters of the address; the others are shown.
        return None
    known = {day: found for day, found in cells.items() if any(cell.value is not None for cell in found)}
    if view.as_of not in known or _unknown_yet(view, dimension):
        return None
    now, rows = known[view.as_of], {german.day(day): found for day, found in known.items()}
    name = dims.dimension(dimension).name
    most = largest(dimension, now)
    order = by_size(dimension, now) if dimension in {"nationality", "housing", "employment"} else None
    sentence = _sentence(view, most, now, dimension)
    return charts.bars(view, key, f"{name}: {most.heading}", sentence, dimension, rows, (_NAME,), order=order)


def _sentence(view: View, most: Largest, cells: list[Figure], dimension: str) -> str:
    whole = view.figure(_NAME, filters=view.usable(_NAME))
    total = whole.value or 0
    unknown = next((cell.value or 0 for cell in cells if cell.by[dimension] == "unknown"), 0)
    if not most:
        return f"Bei {german.quantity(total, 'persons')} ist nichts dazu bekannt."
    words = f"Am häufigsten {most.verb} {most.quoted}: {most.people}"
    percent = share(most.cells[0], whole)
    if percent:
        words += f", {most.each}{percent} von {german.number(total)}"
    if unknown:
        words += f"; bei {german.number(unknown)} ist es unbekannt"
    return words + "."


PAGE = Page(
    path="/struktur",
    title="Struktur",
    order=4,
    lead="Wer zur aktiven Zielgruppe gehört: Herkunft, Status, Alter, Wohnen, Sprache, Arbeit.",
    make=make,
    choices=Choices(filters=tuple(FILTERS.values())),
)
