"""Readers of artefacts for the leak test: everything in a file that could carry a number, seen or hidden."""

from __future__ import annotations

import base64
import csv
import io
import json
import math
import re
import struct
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from pipelines.errors import EnvironmentProblem

# Place, and a number or a text found there.
Piece = tuple[str, str | int | float]

# Keys of page JSON that only say how something looks; a list below them is still read (bubble sizes are data).
_LOOKS = frozenset(
    {"width", "height", "size", "opacity", "margin", "padding", "style", "className", "id", "key", "color"}
    | {
        "l",
        "r",
        "t",
        "b",
        "pad",
        "bargap",
        "bargroupgap",
        "standoff",
        "x0",
        "y0",
        "dx",
        "dy",
        "hole",
        "rotation",
    }
    | {
        "textangle",
        "tickangle",
        "nticks",
        "dtick",
        "tick0",
        "zorder",
        "gridwidth",
        "linewidth",
        "zerolinewidth",
    }
    | {"ticklen", "tickwidth", "weight", "n_clicks", "n_blur", "debounce", "port", "xanchor", "yanchor"}
    | {"domain", "uirevision", "version"}
)
_CODES = {
    "i1": "b",
    "u1": "B",
    "i2": "h",
    "u2": "H",
    "i4": "i",
    "u4": "I",
    "i8": "q",
    "u8": "Q",
    "f4": "f",
    "f8": "d",
}


def read_json(raw: bytes) -> Iterator[Piece]:
    yield from _walk(json.loads(raw), "")


def _walk(value: Any, place: str, looks: bool = False) -> Iterator[Piece]:
    if isinstance(value, dict):
        if "bdata" in value and "dtype" in value:
            yield from ((f"{place} (bdata)", number) for number in _decoded(value))
            return
        for key, part in value.items():
            yield from _walk(part, f"{place}.{key}".lstrip("."), key in _LOOKS)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _walk(part, f"{place}[{number}]")
    elif isinstance(value, str):
        if not looks:
            yield place, value
    elif (
        isinstance(value, int | float) and not isinstance(value, bool) and not looks and math.isfinite(value)
    ):
        yield place, value


def _decoded(array: dict[str, Any]) -> list[float]:
    """Numbers of a Plotly array; little-endian."""
    raw = base64.b64decode(array["bdata"])
    code = _CODES[str(array["dtype"]).lstrip("<>|=")]
    numbers = struct.unpack(f"<{len(raw) // struct.calcsize('<' + code)}{code}", raw)
    return [number for number in numbers if math.isfinite(number)]


class _Page(HTMLParser):
    """Texts, speaking attributes and embedded JSON of a page or SVG."""

    _SPEAKING = ("alt", "title", "aria-label", "content", "value", "placeholder", "summary", "label")

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        for name, value in attrs:
            if value and (name in self._SPEAKING or name.startswith("data-")):
                self.pieces.append((f"<{tag} {name}>", value))

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "style":
            return
        if self._inside == "script":
            self.pieces += _script(data)
        elif data.strip():
            self.pieces.append((f"<{self._inside or 'text'}>", data))

    def handle_comment(self, data: str) -> None:
        self.pieces.append(("Kommentar", data))


def _script(text: str) -> list[Piece]:
    try:
        return [(f"<script> {place}", value) for place, value in _walk(json.loads(text), "")]
    except ValueError:
        return [("<script>", text)]


def read_html(raw: bytes) -> Iterator[Piece]:
    page = _Page()
    page.feed(raw.decode("utf-8"))
    page.close()
    yield from page.pieces


def read_text(raw: bytes) -> Iterator[Piece]:
    for number, line in enumerate(raw.decode("utf-8-sig").splitlines(), 1):
        yield f"Zeile {number}", line


def read_csv(raw: bytes) -> Iterator[Piece]:
    text = raw.decode("utf-8-sig")
    delimiter = max(";,\t", key=text.split("\n", 1)[0].count)
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
        for column, cell in enumerate(row, 1):
            yield f"Zeile {number}, Spalte {column}", cell


def read_png(raw: bytes) -> Iterator[Piece]:
    """Text chunks and whatever stands behind the image's end."""
    position = 8
    while position + 8 <= len(raw):
        length, kind = struct.unpack(">I4s", raw[position : position + 8])
        body = raw[position + 8 : position + 8 + length]
        position += 12 + length
        if kind in (b"tEXt", b"zTXt", b"iTXt", b"eXIf"):
            yield f"PNG {kind.decode()}", _chunk_text(kind, body)
        if kind == b"IEND":
            break
    if position < len(raw):
        yield "hinter dem PNG", raw[position:].decode("latin-1")


def _chunk_text(kind: bytes, body: bytes) -> str:
    _, _, rest = body.partition(b"\0")
    if kind == b"zTXt":
        return zlib.decompress(rest[1:]).decode("latin-1")
    if kind == b"iTXt":
        packed, text = rest[0], rest[2:].split(b"\0", 2)[-1]
        return (zlib.decompress(text) if packed else text).decode("utf-8")
    return (rest if kind == b"tEXt" else body).decode("latin-1")


def read_office(raw: bytes) -> Iterator[Piece]:
    """XLSX and DOCX: every part, hidden sheets, comments, chart caches, properties, embedded workbooks."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for name in archive.namelist():
            body = archive.read(name)
            short = name.rsplit("/", 1)[-1]
            if short.endswith((".xlsx", ".docx")):
                yield from ((f"{short}: {where}", piece) for where, piece in read_office(body))
            elif short.endswith(".png"):
                yield from ((f"{short}: {where}", piece) for where, piece in read_png(body))
            elif short.endswith(".svg"):
                yield from ((f"{short}: {where}", piece) for where, piece in read_html(body))
            elif short.endswith(".xml") and not _only_looks(name):
                yield from ((f"{short}: {where}", piece) for where, piece in _office_part(body))


def _only_looks(name: str) -> bool:
    last = name.rsplit("/", 1)[-1]
    return last in (
        "styles.xml",
        "settings.xml",
        "webSettings.xml",
        "fontTable.xml",
        "numbering.xml",
        "app.xml",
    ) or ("/theme/" in name or last == "[Content_Types].xml")


def _office_part(body: bytes) -> Iterator[Piece]:
    root = ElementTree.fromstring(body)
    for element in root.iter():
        tag = element.tag.rsplit("}", 1)[-1]
        for name in ("descr", "title", "alt", "name"):
            if element.get(name) and tag in ("docPr", "cNvPr", "sheet", "definedName"):
                yield f"{tag} {name}", str(element.get(name))
        if tag in ("p", "si", "comment", "is"):
            yield (
                tag,
                "".join(part.text or "" for part in element.iter() if part.tag.endswith(("}t", "}delText"))),
            )
        elif tag == "c" and element.get("t", "n") in ("n", "str", "b"):
            yield from _cell(element)
        elif tag in ("v", "oddHeader", "oddFooter") and not _is_cell_value(root, tag):
            yield from _number_or_text(tag, element.text)
        elif not list(element) and tag not in (
            "v",
            "t",
            "f",
            "delText",
            "pos",
            "posOffset",
            "instrText",
            "revision",
        ):
            yield tag, element.text or ""


def _is_cell_value(root: ElementTree.Element, tag: str) -> bool:
    """Cell values of a sheet are read with their cell (a shared string's number is no number)."""
    return tag == "v" and root.tag.endswith("}worksheet")


def _cell(element: ElementTree.Element) -> Iterator[Piece]:
    for part in element:
        if part.tag.endswith("}v"):
            yield from _number_or_text(f"Zelle {element.get('r')}", part.text)


def _number_or_text(where: str, text: str | None) -> Iterator[Piece]:
    if text:
        plain = re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", text)
        yield where, float(text) if plain else text


def read_pdf(raw: bytes) -> Iterator[Piece]:
    """Text, properties and attached files, through poppler's tools."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "artefact.pdf"
        path.write_bytes(raw)
        yield from (
            (f"PDF-Text {where}", piece)
            for where, piece in read_text(_tool("pdftotext", "-layout", path, "-"))
        )
        info = _tool("pdfinfo", path).decode("utf-8")
        yield from (("PDF-Eigenschaft", line) for line in info.splitlines() if _speaks(line))
        attached = Path(folder) / "attached"
        attached.mkdir()
        _tool("pdfdetach", "-saveall", "-o", attached, path)
        for file in sorted(attached.iterdir()):
            reader = READERS.get(file.suffix.lstrip("."), read_text)
            yield from ((f"Anhang {file.name}: {where}", piece) for where, piece in reader(file.read_bytes()))


def _speaks(line: str) -> bool:
    return line.split(":", 1)[0] in ("Title", "Subject", "Keywords", "Author")


def _tool(name: str, *arguments: object) -> bytes:
    try:
        return subprocess.run([name, *map(str, arguments)], check=True, capture_output=True).stdout
    except FileNotFoundError:
        raise EnvironmentProblem(
            f"Zum Prüfen von PDF-Dateien fehlt das Programm {name}; bitte das Paket poppler-utils installieren."
        ) from None


READERS: dict[str, Callable[[bytes], Iterator[Piece]]] = {
    "json": read_json,
    "html": read_html,
    "svg": read_html,
    "png": read_png,
    "csv": read_csv,
    "xlsx": read_office,
    "docx": read_office,
    "pdf": read_pdf,
    "text": read_text,
}
