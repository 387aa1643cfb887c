"""A document as one self-contained HTML file: no script, no foreign address."""

from __future__ import annotations

from html import escape
from pathlib import Path

from pipelines.publish.chart import BELOW, alt_text, svg
from pipelines.publish.document import (
    Block,
    Document,
    Numbers,
    Paragraph,
    Picture,
    Points,
    Section,
    Table,
    Terms,
    table_of,
)

_STYLE = Path(__file__).with_name("document.css")


def html(document: Document) -> str:
    """The whole file, with the strings of every other format."""
    return (
        '<!doctype html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n"
        f'<meta name="description" content="{escape(document.subject)}">\n'
        f"<style>{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
        f"<main>\n{body(document)}\n</main>\n<footer><p>{escape(document.footer)}</p></footer>\n</body>\n</html>\n"
    )


def body(document: Document, level: int = 1) -> str:
    """The content alone, for a page that has a frame of its own; its title becomes a heading of `level`."""
    numbers = Numbers()
    mark = f'<p class="mark">{escape(document.mark)}</p>' if document.mark else ""
    head = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in document.head
    )
    parts = [
        mark,
        f"<h{level}>{escape(document.title)}</h{level}>",
        f'<dl class="head">{head}</dl>' if head else "",
    ]
    parts += [_section(section, level + 1, numbers) for section in document.sections]
    return "\n".join(part for part in parts if part)


def _section(section: Section, level: int, numbers: Numbers) -> str:
    blocks = "\n".join(_block(block, numbers) for block in section.blocks)
    return f"<section>\n<h{level}>{escape(section.title)}</h{level}>\n{blocks}\n</section>"


def _block(block: Block, numbers: Numbers) -> str:
    if isinstance(block, Table):
        return _table(block, numbers.next("Tabelle"))
    if isinstance(block, Picture):
        return _picture(block, numbers.next("Abbildung"))
    if isinstance(block, Points):
        return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in block.items) + "</ul>"
    if isinstance(block, Terms):
        rows = "".join(f"<dt>{escape(word)}</dt><dd>{escape(text)}</dd>" for word, text in block.items)
        return f"<dl>{rows}</dl>"
    assert isinstance(block, Paragraph)
    tag = "blockquote" if block.kind == "quote" else "p"
    return f'<{tag} class="{block.kind}">{escape(block.text)}</{tag}>'


def _table(table: Table, number: str) -> str:
    header = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.header)
    rows = "".join(
        f'<tr{" class=total" if row.total else ""}><th scope="row">{escape(row.name)}</th>'
        + "".join(f"<td>{escape(cell.text)}</td>" for cell in row.cells)
        + "</tr>"
        for row in table.rows
    )
    note = f'<p class="note">{escape(table.note)}</p>' if table.note else ""
    words = ' class="words"' if table.text else ""
    # A wide table scrolls by itself on a small screen; the keyboard reaches it.
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.caption)}">'
        f"<table{words}><caption>{number}{escape(table.caption)}</caption>"
        f"<thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table></div>{note}"
    )


def _picture(block: Picture, number: str) -> str:
    chart = block.chart
    values = table_of(chart)
    header = "".join(f'<th scope="col">{escape(name)}</th>' for name in values.header)
    rows = "".join(
        f'<tr><th scope="row">{escape(row.name)}</th>'
        + "".join(f"<td>{escape(cell.text)}</td>" for cell in row.cells)
        + "</tr>"
        for row in values.rows
    )
    return (
        f"<figure><figcaption>{number}{escape(chart.title)}</figcaption>"
        f'<div class="picture" role="img" aria-label="{escape(alt_text(chart, BELOW))}">{svg(chart)}</div>'
        f"<details><summary>Alle Werte als Tabelle</summary><table><caption>{escape(values.caption)}</caption>"
        f"<thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table></details></figure>"
    )
