"""A document as plain text, for the terminal and for mails."""

from __future__ import annotations

from pipelines.publish.document import Block, Document, Paragraph, Picture, Points, Table, Terms


def text(document: Document) -> str:
    """The document with the strings of every other format; tables in columns."""
    lines = [document.title, "=" * len(document.title)]
    lines += [document.mark] if document.mark else []
    lines += [f"{label}: {value}" for label, value in document.head]
    for section in document.sections:
        lines += ["", section.title, "-" * len(section.title)]
        for block in section.blocks:
            lines += ["", *_lines(block)]
    return "\n".join([*lines, "", document.footer]) + "\n"


def _lines(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [block.text]
    if isinstance(block, Points):
        return [f"• {item}" for item in block.items]
    if isinstance(block, Terms):
        return [f"{word}: {meaning}" for word, meaning in block.items]
    if isinstance(block, Picture):
        return [f"Abbildung: {block.chart.title}"]
    return _columns(block)


def _columns(table: Table) -> list[str]:
    rows = [table.header, *((row.name, *(cell.text for cell in row.cells)) for row in table.rows)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(table.header))]
    lines = [
        "  ".join(
            word.ljust(width) if at == 0 or table.text else word.rjust(width)
            for at, (word, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return [table.caption, *lines, *([table.note] if table.note else [])]
