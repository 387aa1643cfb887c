"""Tables of a Word file, written as one piece of XML: cell by cell python-docx takes ten times as long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pipelines.publish.document import Table

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LONG = 24  # rows; a longer table may break between pages
_TWIPS = 9410  # the text's width: 21 cm less 2 × 2.2 cm
_NOT_XML = {code: None for code in range(32) if chr(code) not in "\t\n\r"}


def table_xml(table: Table) -> Any:
    """The `w:tbl`: a repeated header row, rows that do not split, the caption as alternative text."""
    from docx.oxml import parse_xml

    columns = len(table.header)
    lines = [(tuple(table.header), True), *(
        ((row.name, *(cell.text for cell in row.cells)), row.total) for row in table.rows
    )]  # fmt: skip
    # Every row but the last stays with the next one: no header alone at the foot of a page.
    kept = len(lines) - (0 if table.note else 1) if len(lines) <= _LONG else 1
    rows = "".join(_row(words, bold, at, table.text, at < kept) for at, (words, bold) in enumerate(lines))
    # The first column holds the names: twice as wide as the others.
    share = _TWIPS // (columns + 1)
    grid = f'<w:gridCol w:w="{2 * share}"/>' + f'<w:gridCol w:w="{share}"/>' * (columns - 1)
    return parse_xml(
        f'<w:tbl xmlns:w="{_W}"><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>'
        f'<w:tblLook w:firstRow="1" w:firstColumn="1"/><w:tblCaption w:val={quoteattr(_clean(table.caption))}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


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
