"""One description of a document: PDF, Word, Excel, HTML and plain text come from it, so every string is the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from pipelines.metrics.model import Figure
from pipelines.publish import german
from pipelines.publish.chart import Chart, Point
from pipelines.publish.smallbase import too_few
from pipelines.releases.printed_number import PLACES

PRELIMINARY = "vorläufig"
ParagraphKind = Literal["text", "lead", "note", "quote", "marked"]


def printed_number(value: german.Number, unit: str, rounded: bool) -> Decimal:
    """The number a string shows, with no hidden digit: a file never says more than the page."""
    places = 2 if rounded and unit == "fraction" else PLACES.get(unit, 0)
    return german.rounded(value, places)


@dataclass(frozen=True)
class Cell:
    """What stands in a table cell: the string of the figure, the number behind it where there is one, and whether
    something else stood here before. `text` is what a reader finds in the table. figure: what the cell prints, for the
    register of published figures; None for words, signs, and for what a reader reckons himself (a change).
    """

    shown: str
    value: float | None = None
    unit: str = ""
    corrected: bool = False
    figure: Figure | None = field(default=None, compare=False, repr=False)

    @property
    def text(self) -> str:
        return german.marked(self.shown, self.corrected)

    @classmethod
    def of(cls, figure: Figure | None) -> Cell:
        """The cell of a figure; a figure the world does not hold is «•» (nicht veröffentlicht)."""
        if figure is None:
            return cls(german.SUPPRESSED)
        value = german.value_of(figure)
        if value is None or too_few(figure):
            return cls(german.shown(figure), None, figure.unit, figure.corrected)
        number = printed_number(value, figure.unit, figure.status == "rounded")
        return cls(german.shown(figure), float(number), figure.unit, figure.corrected, figure)


@dataclass(frozen=True)
class Row:
    """A table row under its name; `total` rows are set off."""

    name: str
    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True)
class Table:
    """A table with caption and one header row; the first column heads the rows. key: a file name without ending."""

    key: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    text: bool = False  # the cells are words, not numbers


@dataclass(frozen=True)
class Paragraph:
    """Running text. marked: a frame of its own (scenario, warning). quote: a sentence to copy. told: the figures that
    the words tell where no table has them, or where they are rounded for prose.
    """

    text: str
    kind: ParagraphKind = "text"
    told: tuple[Figure, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True)
class Points:
    """A short list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """Words with their explanations."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Picture:
    """A chart with its caption."""

    chart: Chart


Block = Table | Paragraph | Points | Terms | Picture


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A whole document. head: label and value pairs under the title. mark: what every page carries at its top."""

    title: str
    subject: str
    head: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    as_of: date
    data_as_of: date
    release: str
    author: str
    mark: str = ""
    keywords: tuple[str, ...] = field(default=())

    @property
    def footer(self) -> str:
        """The line at the bottom of every page; the release stands in the head."""
        return f"{self.author} · Datenstand {german.day(self.data_as_of)}"

    def blocks(self) -> Iterator[Block]:
        for section in self.sections:
            yield from section.blocks

    def tables(self) -> Iterator[Table]:
        """All tables, those of charts included, in reading order; these are the attached files."""
        return tables_of(self.blocks())

    def strings(self) -> list[str]:
        """Every string a reader finds in the body, in reading order (without the drawings' own words)."""
        found = [self.title]
        for label, value in self.head:
            found += [label, value]
        for section in self.sections:
            found.append(section.title)
            for block in section.blocks:
                found += _strings(block)
        return [text for text in found if text]


def tables_of(blocks: Iterable[Block]) -> Iterator[Table]:
    """The tables among these, those of charts included."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Picture):
            yield table_of(block.chart)


def _strings(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text]
    if isinstance(block, Points):
        return list(block.items)
    if isinstance(block, Terms):
        return [text for pair in block.items for text in pair]
    if isinstance(block, Picture):
        return [block.chart.title]
    cells = [text for row in block.rows for text in (row.name, *(cell.text for cell in row.cells))]
    return [block.caption, *block.header, *cells, block.note]


def table_of(chart: Chart) -> Table:
    """The values of a chart as a table of its own."""
    from pipelines.publish.chart import table

    made = table(chart)
    rows = tuple(Row(name, tuple(_cell(point, chart.unit) for point in points)) for name, points in made.rows)
    return Table(f"abbildung-{chart.key}", made.caption, made.header, rows, made.legend)


def _cell(point: Point, unit: str) -> Cell:
    return Cell(point.shown, _drawn(point.value, unit), unit, point.corrected, point.figure)


def _drawn(value: float | None, unit: str) -> float | None:
    return None if value is None else float(printed_number(value, unit, rounded=False))


class Numbers:
    """Counts the tables and pictures of a document in reading order, as the printed form does."""

    def __init__(self) -> None:
        self._last = {"Tabelle": 0, "Abbildung": 0}

    def next(self, word: str) -> str:
        """«Tabelle 3: », what stands before a caption."""
        self._last[word] += 1
        return f"{word} {self._last[word]}: "


def signs_used(cells: Iterable[Cell]) -> list[str]:
    """The legend of the table signs that really occur: «•» = nicht veröffentlicht."""
    used: set[str] = set()
    for cell in cells:
        used |= {cell.shown.split(" (")[0], *([german.CORRECTED] if cell.corrected else [])}
    return german.legend(used)
