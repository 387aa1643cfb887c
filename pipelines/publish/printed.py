"""What a document prints, figure by figure, each with the words that print it: what its approval writes down.

A figure is entered once, wherever a document repeats it. Its words contain it: the sentence that tells it, or its place
in a table, else in a picture; where a sentence rounds it for prose, the sentence and the place. Changes, percentages of
change and the scenario are arithmetic on printed figures and no figures of their own; a row that is 0 and became a line
of note is left out, as in the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipelines.metrics import Figure
from pipelines.publish import german
from pipelines.publish.document import Block, Document, Numbers, Paragraph, Picture, Table, table_of


@dataclass
class _Words:
    """The words for one figure, the first ones of each kind."""

    figure: Figure
    sentence: str = ""
    table: str = ""
    picture: str = ""

    @property
    def text(self) -> str:
        if contains(self.sentence, german.in_prose(self.figure)):
            return self.sentence
        return " ".join(filter(None, (self.sentence, self.table or self.picture)))


def printed(document: Document) -> list[tuple[str, Figure]]:
    """The words and the figure, in reading order.

    «Tabelle 7 «Zugänge nach Art vom 01.08.2024 bis 31.07.2025», Zuweisung, Zahl: 120».
    """
    found: dict[tuple[Any, ...], _Words] = {}
    numbers = Numbers()
    for block in document.blocks():
        for kind, text, figure in _of(block, numbers):
            words = found.setdefault(_cell_of(figure), _Words(figure))
            if not getattr(words, kind):
                setattr(words, kind, text)
    return [(words.text, words.figure) for words in found.values()]


def contains(text: str, number: str) -> bool:
    """Whether a text has this number, and not only as a part of a longer one.

    >>> contains("fördert das Land 3,5.", "3,5"), contains("3,51 Stellen", "3,5")
    (True, False)
    """
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?!\d|[.,]\d)", text) is not None


def _cell_of(figure: Figure) -> tuple[Any, ...]:
    by = tuple(sorted(figure.by.items()))
    return figure.metric, figure.unit, by, figure.as_of, figure.period_from


def _of(block: Block, numbers: Numbers) -> Iterator[tuple[str, str, Figure]]:
    """The kind of the words, the words, the figure."""
    if isinstance(block, Paragraph):
        yield from (("sentence", block.text, figure) for figure in block.told)
    elif isinstance(block, Picture):
        lead = _lead(numbers, "Abbildung", block.chart.title)
        yield from (("picture", text, figure) for text, figure in _places(table_of(block.chart), lead))
    elif isinstance(block, Table):
        lead = _lead(numbers, "Tabelle", block.caption)
        yield from (("table", text, figure) for text, figure in _places(block, lead))


def _lead(numbers: Numbers, word: str, caption: str) -> str:
    return f"{numbers.next(word).removesuffix(': ')} {german.quoted(caption)}"


def _places(table: Table, lead: str) -> Iterator[tuple[str, Figure]]:
    """Each figure of a table with its row and, where several columns have figures, its column."""
    columns = {at for row in table.rows for at, cell in enumerate(row.cells) if cell.figure}
    for row in table.rows:
        for at, cell in enumerate(row.cells):
            if cell.figure is not None:
                column = f", {table.header[at + 1]}" if len(columns) > 1 else ""
                yield f"{lead}, {row.name}{column}: {cell.shown}", cell.figure
