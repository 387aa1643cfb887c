"""Tables of a Word file, written as one piece of XML: cell by cell python-docx takes ten times as long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pipelines.publish.document import Table

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LONG = 24  # rows; a longer table may break between pages
_TWIPS = 9410  # the text's width: 21 cm less 2 × 2.2 cm
_EM = 190  # twips, of the type size of 9.5 pt
# Letters in bold of the widest typeface that stands in for Arial where it is missing, in em.
_LETTER, _THIN, _WIDE = 0.72, 0.45, 1.05
_THIN_LETTERS, _WIDE_LETTERS = set("fijlrtI .,:()-\u00a0\u202f"), set("mwMW%")
_MARGIN = 80  # of a cell, left and right
_NOT_XML = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


def table_xml(table: Table) -> Any:
    """The `w:tbl`: a repeated header row, rows that do not split, the caption as alternative text."""
    from docx.oxml import parse_xml

    lines = [(tuple(table.header), True), *(
        ((row.name, *(cell.text for cell in row.cells)), row.total) for row in table.rows
    )]  # fmt: skip
    # Every row but the last stays with the next one: no header alone at the foot of a page.
    kept = len(lines) - (0 if table.note else 1) if len(lines) <= _LONG else 1
    rows = "".join(_row(words, bold, at, table.text, at < kept) for at, (words, bold) in enumerate(lines))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in column_widths(table))
    return parse_xml(
        f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>'
        f'<w:tblCellMar><w:left w:w="{_MARGIN}" w:type="dxa"/><w:right w:w="{_MARGIN}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:firstRow="1" w:firstColumn="1"/><w:tblCaption w:val={quoteattr(_clean(table.caption))}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def column_widths(table: Table) -> list[int]:
    """The widths in twips: names twice as wide as numbers, but no word is broken where the page has room for it."""
    wishes = [2 * _TWIPS // (len(table.header) + 1)]
    wishes += [_TWIPS // (len(table.header) + 1)] * (len(table.header) - 1)
    needs = [2 * _MARGIN + _longest(column, at > 0 and not table.text) for at, column in _columns(table)]
    spare = _TWIPS - sum(needs)
    if spare <= 0:
        return [_TWIPS * need // sum(needs) for need in needs]
    slack = [max(0, wish - need) for wish, need in zip(wishes, needs, strict=True)]
    return [need + spare * more // max(1, sum(slack)) for need, more in zip(needs, slack, strict=True)]


def _columns(table: Table) -> Iterator[tuple[int, tuple[str, ...]]]:
    lines = ((row.name, *(cell.text for cell in row.cells)) for row in table.rows)
    return enumerate(zip(table.header, *lines, strict=True))


def _longest(column: Sequence[str], numbers: bool) -> int:
    """The width of what stands on one line: a word of the head or of a name, a whole number («1 : 295»)."""
    head, *cells = column
    words = (head if numbers else " ".join(column)).split(" ")
    return max(map(_width, [*words, *cells] if numbers else words))


def _width(word: str) -> int:
    thin, wide = (sum(letter in kind for letter in word) for kind in (_THIN_LETTERS, _WIDE_LETTERS))
    return round(_EM * (_THIN * thin + _WIDE * wide + _LETTER * (len(word) - thin - wide)))


def _row(words: Sequence[str], bold: bool, at: int, text: bool, kept: bool) -> str:
    repeated = "<w:tblHeader/>" if at == 0 else ""
    cells = "".join(
        _cell(word, bold, right=column > 0 and not text, kept=kept) for column, word in enumerate(words)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"


def _cell(word: str, bold: bool, right: bool, kept: bool) -> str:
    together = "<w:keepNext/>" if kept else ""
    aligned = '<w:jc w:val="right"/>' if right else ""
    weight = "<w:b/>" if bold else ""
    return (
        '<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>'
        f'<w:p><w:pPr>{together}<w:spacing w:after="0"/>{aligned}</w:pPr>'
        f'<w:r><w:rPr>{weight}<w:sz w:val="19"/></w:rPr><w:t xml:space="preserve">{escape(_clean(word))}</w:t></w:r>'
        "</w:p></w:tc>"
    )


def _clean(text: str) -> str:
    """Without control characters, which XML cannot hold."""
    return text.translate(_NOT_XML)
