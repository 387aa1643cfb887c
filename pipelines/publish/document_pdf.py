"""A document as PDF: PDF/UA-1 and PDF/A-3a in one file, tables attached as CSV, the same bytes for the same inputs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from pipelines.errors import Problem, UsageProblem
from pipelines.publish.chart import alt_text, svg
from pipelines.publish.chart.canvas import resolved
from pipelines.publish.document import Block, Document, Paragraph, Picture, Points, Table, Terms
from pipelines.publish.document_files import files_of
from pipelines.publish.document_fonts import fonts, with_family

_LAYOUT = Path(__file__).with_name("document.typ")
STANDARDS = ["ua-1", "a-3a"]
_NO_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed')


def pdf(document: Document) -> bytes:
    """The PDF file; its time stamp is the Datenstand.

    Raises Problem when Typst warns about anything: a document that is not accessible is not given out; UsageProblem
    for a sign that the typeface does not hold.
    """
    return _compiled(_inputs(document), document.data_as_of)


def _inputs(document: Document) -> dict[str, bytes]:
    """What the layout reads: the text, the pictures, and the files to attach."""
    attached = files_of(document)
    pictures: dict[str, bytes] = {}
    files = iter(attached)  # one per table and picture, in reading order
    sections = [
        {"title": section.title, "blocks": [_block(block, pictures, files) for block in section.blocks]}
        for section in document.sections
    ]
    descriptions = (table.caption for table in document.tables())
    named = [{"name": name, "description": words} for name, words in zip(attached, descriptions, strict=True)]
    content = _head(document) | {"sections": sections, "files": named}
    return {
        "main": _LAYOUT.read_bytes(),
        "document.json": json.dumps(content, ensure_ascii=False).encode(),
        **pictures,
        **attached,
    }


def _head(document: Document) -> dict[str, Any]:
    stamp = document.data_as_of
    return {
        "title": document.title,
        "subject": document.subject,
        "author": document.author,
        "keywords": list(document.keywords),
        "mark": document.mark,
        "footer": document.footer,
        "date": [stamp.year, stamp.month, stamp.day],
        "head": [list(pair) for pair in document.head],
    }


def _compiled(inputs: dict[str, bytes], stamp: date) -> bytes:
    typst: Any = import_module("typst")
    try:
        made, warnings = typst.compile_with_warnings(
            inputs,
            format="pdf",
            font_paths=fonts(),
            pdf_standards=STANDARDS,
            timestamp=datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        if sign := _NO_GLYPH.search(str(error)):
            # A box in place of a letter would be no archivable text.
            raise UsageProblem(
                f"«{sign[1]}» lässt sich in der Schrift der Unterlage nicht drucken; bitte anders schreiben."
            ) from error
        raise
    if warnings:
        raise Problem(
            f"Das PDF ist nicht einwandfrei ({warnings[0].message}); bitte der Administration melden."
        )
    return bytes(made)


def _block(block: Block, pictures: dict[str, bytes], files: Iterator[str]) -> dict[str, Any]:
    if isinstance(block, Table):
        next(files)
        rows = [
            {"total": row.total, "cells": [row.name, *(cell.text for cell in row.cells)]}
            for row in block.rows
        ]
        return {"type": "table", "caption": block.caption, "header": list(block.header), "rows": rows,
                "note": block.note, "text": block.text}  # fmt: skip
    if isinstance(block, Picture):
        name = f"bild-{len(pictures) + 1}.svg"
        pictures[name] = with_family(resolved(svg(block.chart))).encode()
        return {
            "type": "picture",
            "file": name,
            "caption": block.chart.title,
            "alt": alt_text(block.chart, f"Alle Werte stehen in der angehängten Datei {next(files)}."),
        }
    if isinstance(block, Points):
        return {"type": "points", "items": list(block.items)}
    if isinstance(block, Terms):
        return {"type": "terms", "items": [list(pair) for pair in block.items]}
    assert isinstance(block, Paragraph)
    return {"type": "paragraph", "text": block.text, "kind": block.kind}
