"""The plain text of a draft: as typed, from a Word file, or from HTML. Offsets of claims refer to this text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree import ElementTree

from pipelines.errors import UsageProblem
from pipelines.publish.check.text import tables, typeset

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BLOCKS = {
    "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section", "article",
    "br", "td", "th", "title",
}  # fmt: skip
_ROW = {"tr", "td", "th"}
_SILENT = {"script", "style", "template", "noscript", "head", "svg"}
_LARGEST = 20_000_000  # unpacked bytes of a Word file's text; more is no press release
_LONGEST = 1_000_000  # signs: some 400 pages
_TOO_LONG = "{} ist mit mehr als einer Million Zeichen zu lang für eine Prüfung; bitte den Text teilen."


def read(content: bytes, name: str = "") -> str:
    """The text of a file's bytes; `name` only helps in messages and to recognise HTML.

    Raises UsageProblem when it is neither text in UTF-8 or Windows-1252, nor HTML, nor a readable DOCX, or too long.
    """
    if content.startswith(b"PK"):
        return _short_enough(_docx(content, name), name)
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    binary = b"\0" in content[:4096] and not marked
    if binary or content.startswith(b"%PDF"):
        raise UsageProblem(
            f"{name or 'Die Eingabe'} ist keine Text-, Word- oder HTML-Datei; bitte als Text oder DOCX speichern."
        )
    if len(content) > _LARGEST:
        raise UsageProblem(_TOO_LONG.format(name or "Die Eingabe"))
    text = _decoded(content, name)
    start = text.lstrip()[:200].lower()
    html = name.lower().endswith((".html", ".htm")) or start.startswith(("<!doctype html", "<html"))
    return _short_enough(_html(text) if html else text, name)


def _short_enough(text: str, name: str) -> str:
    if len(text) > _LONGEST:
        raise UsageProblem(_TOO_LONG.format(name or "Die Eingabe"))
    return text


def _decoded(content: bytes, name: str) -> str:
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageProblem(
        f"Die Schrift von {name or 'der Eingabe'} ist nicht lesbar; bitte als UTF-8 speichern."
    )


def _docx(content: bytes, name: str) -> str:
    """Paragraphs and the lines of tables in reading order; tracked deletions are not part of the text."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.getinfo("word/document.xml").file_size > _LARGEST:
                raise UsageProblem(f"{name or 'Die Word-Datei'} ist zu groß für eine Prüfung; bitte teilen.")
            xml = archive.read("word/document.xml")
            if b"<!DOCTYPE" in xml:  # Word never writes one; entities in it could blow up
                raise UsageProblem(
                    f"{name or 'Die Word-Datei'} ist verändert und wird nicht gelesen; bitte neu speichern."
                )
            root = ElementTree.fromstring(xml)
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        raise UsageProblem(
            f"{name or 'Die Datei'} ist keine lesbare Word-Datei; bitte neu als DOCX speichern."
        ) from error
    return "\n\n".join(line for line in _blocks(root) if line.strip())


def _blocks(element: ElementTree.Element) -> Iterator[str]:
    """The lines of everything inside, a table as lines of its own."""
    for child in element:
        if child.tag == f"{_W}p":
            yield _paragraph(child)
        elif child.tag == f"{_W}tbl":
            rows = child.iterfind(f"{_W}tr")
            yield from tables.lines([[_cell(cell) for cell in row.iterfind(f"{_W}tc")] for row in rows])
        else:
            yield from _blocks(child)


def _cell(cell: ElementTree.Element) -> str:
    return "\n\n".join(filter(None, (text.strip() for text in map(_paragraph, cell.iter(f"{_W}p")))))


def _paragraph(paragraph: ElementTree.Element) -> str:
    parts, high = [], False
    for node in paragraph.iter():
        if node.tag == f"{_W}r":
            high = any(at.get(f"{_W}val") == "superscript" for at in node.iterfind(f"{_W}rPr/{_W}vertAlign"))
        if node.tag == f"{_W}t":
            parts.append(typeset.superscript(node.text or "") if high else node.text or "")
        elif node.tag in (f"{_W}tab", f"{_W}br"):
            parts.append(" ")
        elif node.tag == f"{_W}noBreakHyphen":
            parts.append("-")
    return "".join(parts)


@dataclass
class _Table:
    """A table that is open: the text around it, and the cells so far, row by row."""

    around: list[str]
    rows: list[list[str]] = field(default_factory=list)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []  # of the innermost cell, else of the page
        self._silent = self._high = 0  # how many such tags are open
        self._open: list[_Table] = []  # newsletters lay their text out in tables within tables

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        self._high += tag == "sup"
        if tag == "table":
            self._open.append(_Table(self.parts))
            self.parts = []
        elif tag in _ROW and self._open:
            self._end_cell()
            if tag == "tr":
                self._open[-1].rows.append([])
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag == "sup":
            self._high = max(0, self._high - 1)
        if tag in _ROW and self._open:
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_table()
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def close(self) -> None:
        super().close()
        while self._open:
            self._end_table()

    def _end_cell(self) -> None:
        """What was written since the last cell began; a caption is a row of its own."""
        text, self.parts = _lines("".join(self.parts)), []
        rows = self._open[-1].rows
        if text and not rows:
            rows += [[text], []]
        elif text:
            rows[-1].append(text)

    def _end_table(self) -> None:
        self._end_cell()
        table = self._open.pop()
        lines = (part for line in tables.lines(table.rows) for part in (line, "\n\n"))
        self.parts = [*table.around, "\n\n", *lines]

    def handle_data(self, data: str) -> None:
        if not self._silent:
            spaced = " ".join(data.split()).join((" " * data[:1].isspace(), " " * data[-1:].isspace()))
            self.parts.append(typeset.superscript(spaced) if self._high else spaced)


def _html(text: str) -> str:
    parser = _Text()
    parser.feed(text)
    parser.close()
    return _lines("".join(parser.parts))


def _lines(text: str) -> str:
    """The text's lines without what only spaces them, a blank line between two."""
    lines = [re.sub(r" {2,}", " ", line).strip() for line in text.split("\n\n")]
    return "\n\n".join(line for line in lines if line)
