"""What a workbook says beside its cells: comments, properties, links, lists to choose from, names of ranges, formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import unquote

_LINKS = "Links, Auswahllisten und Formeln"
# Section, font, size, colour and field codes of a header or footer («&C&"Times New Roman,Regular"&12&A»): no words.
_CODES = re.compile(r'&"[^"]*"|&K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})|&[0-9]{1,3}|&[A-Za-z&]')
_TEXT = re.compile(r">([^<>]+)<")
_ATTRIBUTE = re.compile(r'\b(?:name|displayName|author|title|descr|userId)="([^"]+)"')
# Parts whose words are cells (read as cells) or the file format's own.
_NO_WORDS = re.compile(
    r"xl/(sharedStrings|styles|theme/|worksheets/sheet|calcChain)|_rels/|\[Content_Types\]|\.bin$"
)
_ON_PAPER = re.compile(rb"<(?:odd|even|first)(?:Header|Footer)>([^<]+)<")
# What a link, a list to choose from and a filter say: hints, messages, chosen values.
_SHOWN = re.compile(
    rb"<(?:\w+:)?(?:hyperlink|dataValidation|filter|customFilter|protectedRange|inputCells|scenario)\b[^>]*>"
)
_SHOWN_TEXT = re.compile(
    r'\b(?:display|tooltip|location|prompt|promptTitle|error|errorTitle|val|name|user|comment)="([^"]+)"'
)
_FORMULA = re.compile(rb"<(?:\w+:)?(?:f|formula|formula1|formula2)\b[^>]*>([^<]+)<")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_CACHED = re.compile(r'\bv="([^"]+)"')
_TARGET = re.compile(r'<Relationship\b(?=[^>]*\bTargetMode="External")[^>]*\bTarget="([^"]+)"')
_SCHEME = re.compile(r"^(?:mailto|tel|sms|file):/*", re.IGNORECASE)


def of(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """(Where, text) of everything that a person could have written and that is no cell. parts: XML by path."""
    for path, body in parts.items():
        if path.startswith("xl/worksheets/sheet"):
            yield from _of_sheet(body)
        elif path.endswith(".rels"):
            yield from ((_LINKS, text) for text in _targets(_text(body)))
        elif path == "xl/workbook.xml":
            # In the name of a range the underscore stands for a blank.
            yield from (("Bereichsnamen", text.replace("_", " ")) for text in _words(_text(body)))
        elif not _NO_WORDS.search(path):
            text = _text(body)
            cached = _CACHED.findall(text) if "/pivotCache/" in path else []
            yield from ((_place(path), unescape(word)) for word in cached)
            yield from ((_place(path), word) for word in _words(text))


def _text(body: bytes) -> str:
    return body.decode("utf-8", errors="replace")


def _words(text: str) -> Iterator[str]:
    for piece in _TEXT.findall(text) + _ATTRIBUTE.findall(text):
        if piece.strip():
            yield unescape(piece.strip())


def _of_sheet(body: bytes) -> Iterator[tuple[str, str]]:
    for piece in _ON_PAPER.findall(body):
        if words := _CODES.sub(" ", unescape(_text(piece))).strip():
            yield "Kopf- oder Fußzeile", words
    shown = (_text(tag) for tag in set(_SHOWN.findall(body)))
    texts = {unescape(text) for tag in shown for text in _SHOWN_TEXT.findall(tag)}
    for formula in set(_FORMULA.findall(body)):
        texts |= _literals(unescape(_text(formula)))
    yield from ((_LINKS, _without_scheme(text)) for text in sorted(texts) if text.strip())


def _literals(formula: str) -> set[str]:
    """The texts in a formula; a list to choose from parts its entries with commas, which would look like «Name, Name»."""
    pieces = (piece.replace('""', '"') for piece in _QUOTED.findall(formula))
    return {entry.strip() for piece in pieces for entry in piece.split(",")}


def _targets(text: str) -> Iterator[str]:
    for target in _TARGET.findall(text):
        for piece in re.split(r"[?&]", _without_scheme(unescape(target))):
            yield piece.rpartition("=")[2].strip()


def _without_scheme(text: str) -> str:
    return unquote(_SCHEME.sub("", text))


def _place(path: str) -> str:
    if path.startswith("docProps/"):
        return "Dokumenteigenschaften"
    if "omment" in path or "/persons/" in path:
        return "Kommentare"
    if path.startswith("xl/worksheets/"):
        return "Kopf- oder Fußzeile"
    return "Zeichnungen und Verbindungen"
