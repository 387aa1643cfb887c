"""A document as an editable Word file: German, headings, header rows, captions, alternative texts."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from importlib import import_module
from typing import Any

from pipelines.publish.chart import Chart, alt_text, svg
from pipelines.publish.chart.canvas import resolved
from pipelines.publish.document import Block, Document, Numbers, Paragraph, Picture, Points, Table, Terms
from pipelines.publish.document_docx_table import table_xml
from pipelines.publish.document_fonts import fonts, with_family

_FONT = "Arial"
_PICTURE_CM = 12.9  # as wide as in the PDF


def docx(document: Document) -> bytes:
    """The Word file; the same document gives the same bytes."""
    from docx import Document as new_file
    from docx.shared import Cm, Pt

    file = new_file()
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    _styles(file, Pt)
    _properties(file, document)
    section.header.paragraphs[0].text = document.mark
    _footer(section.footer.paragraphs[0], document.footer)
    file.add_heading(document.title, 1)
    for label, value in document.head:
        line = file.add_paragraph()
        line.add_run(f"{label}: ").bold = True
        line.add_run(value)
        line.paragraph_format.space_after = Pt(0)
    writer = _Writer(file)
    for part in document.sections:
        file.add_heading(part.title, 2)
        for block in part.blocks:
            writer.add(block)
    target = io.BytesIO()
    file.save(target)
    return _same_bytes(target.getvalue())


class _Writer:
    """Adds blocks and counts tables and pictures."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._numbers = Numbers()

    def add(self, block: Block) -> None:
        if isinstance(block, Table):
            self._caption("Tabelle", block.caption)
            _table(self._file, block)
            if block.note:
                self._note(block.note)
        elif isinstance(block, Picture):
            self._caption("Abbildung", block.chart.title)
            _picture(self._file, block.chart)
        elif isinstance(block, Points):
            for item in block.items:
                self._file.add_paragraph(item, style="List Bullet")
        elif isinstance(block, Terms):
            for word, meaning in block.items:
                line = self._file.add_paragraph()
                line.add_run(f"{word}: ").bold = True
                line.add_run(meaning)
        else:
            self._paragraph(block)

    def _paragraph(self, block: Paragraph) -> None:
        if block.kind == "note":
            self._note(block.text)
            return
        style = "Quote" if block.kind == "quote" else "Intense Quote" if block.kind == "marked" else "Normal"
        line = self._file.add_paragraph(block.text, style=style)
        line.paragraph_format.keep_with_next = block.kind == "marked"

    def _note(self, text: str) -> None:
        """Small print below a table."""
        line = self._file.add_paragraph()
        line.add_run(text).font.size = _points(9)
        line.paragraph_format.space_before = _points(3)

    def _caption(self, word: str, text: str) -> None:
        line = self._file.add_paragraph(f"{self._numbers.next(word)}{text}", style="Caption")
        line.paragraph_format.keep_with_next = True
        line.paragraph_format.space_before, line.paragraph_format.space_after = _points(10), _points(2)


def _footer(line: Any, text: str) -> None:
    """The document's footer and «Seite 1 von 5», which Word counts itself."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    line.add_run(f"{text} · Seite ")
    for word, field in (("", "PAGE"), (" von ", "NUMPAGES")):
        line.add_run(word)
        counted = f'<w:fldSimple {nsdecls("w")} w:instr="{field}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        line._p.append(parse_xml(counted))


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _styles(file: Any, points: Any) -> None:
    """One typeface that every office has, black on white, German for spelling and screen readers."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    ink = RGBColor(0x1B, 0x24, 0x30)
    for name, size in (("Normal", 10.5), ("Heading 1", 17), ("Heading 2", 13.5), ("Caption", 9.5),
                       ("Quote", 10.5), ("Intense Quote", 10.5)):  # fmt: skip
        style = file.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = _FONT, points(size), ink
        fonts_of = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts_of.attrib.pop(qn(attribute), None)
        fonts_of.set(qn("w:hAnsi"), _FONT)
    # As close as in the PDF, so that the first picture still stands on page one.
    file.styles["Normal"].paragraph_format.space_after = points(6)
    file.styles["Heading 1"].paragraph_format.space_before = points(0)
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "de-DE")


def _properties(file: Any, document: Document) -> None:
    stamp = datetime(document.data_as_of.year, document.data_as_of.month, document.data_as_of.day)
    core = file.core_properties
    core.title, core.subject, core.author = document.title, document.subject, document.author
    core.keywords, core.language, core.comments = ", ".join(document.keywords), "de-DE", ""
    core.created = core.modified = stamp
    core.last_modified_by = document.author


def _table(file: Any, table: Table) -> None:
    """Before the section's properties, which close the body."""
    file.element.body.sectPr.addprevious(table_xml(table))


def _picture(file: Any, chart: Chart) -> None:
    from docx.shared import Cm

    file.add_picture(io.BytesIO(picture_png(chart)), width=Cm(_PICTURE_CM))
    properties = file.inline_shapes[-1]._inline.docPr
    properties.set("descr", alt_text(chart))
    properties.set("title", chart.title)


def picture_png(chart: Chart) -> bytes:
    """The bare drawing as PNG, 1,440 pixels wide."""
    typst: Any = import_module("typst")
    page = '#set page(width: 720pt, height: auto, margin: 0pt)\n#image("bild.svg", width: 720pt)'
    drawing = with_family(resolved(svg(chart))).encode()
    made = typst.compile(
        {"main": page.encode(), "bild.svg": drawing}, format="png", ppi=144, font_paths=fonts()
    )
    return bytes(made if isinstance(made, bytes) else made[0])


def _same_bytes(content: bytes) -> bytes:
    """The same package without the clock of the moment in its directory."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(entry))
    return target.getvalue()
