"""Readers of artefacts for the leak test: everything in a file that could carry a number, seen or hidden."""

from __future__ import annotations

import base64
import json
import math
import struct
import zlib
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote_to_bytes

from pipelines.disclosure.leak_csv import read_csv

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

    _SPEAKING = frozenset(
        {"alt", "title", "xlink:title", "content", "value", "placeholder", "summary", "label", "max", "min"}
        | {
            "aria-label",
            "aria-description",
            "aria-valuenow",
            "aria-valuetext",
            "aria-valuemax",
            "aria-valuemin",
        }
    )

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        for name, value in attrs:
            if value and (name in self._SPEAKING or name.startswith(("data-", "on"))):
                self.pieces.append((f"<{tag} {name}>", value))
            if value and name in ("src", "href", "xlink:href") and value.startswith("data:"):
                self.pieces += _inlined(f"<{tag} {name}>", value)

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

    def unknown_decl(self, data: str) -> None:
        self.pieces.append(("CDATA", data.removeprefix("CDATA[")))


def _inlined(place: str, address: str) -> list[Piece]:
    """A file that stands in the address itself: "data:image/svg+xml;base64,…"."""
    head, _, body = address.partition(",")
    raw = base64.b64decode(body) if head.endswith(";base64") else unquote_to_bytes(body)
    kind = head.removeprefix("data:").split(";")[0].rsplit("/", 1)[-1].removesuffix("+xml")
    # Fonts and photographs carry no text of ours.
    return [(f"{place} {where}", piece) for where, piece in READERS[kind](raw)] if kind in READERS else []


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


# Chunks that hold the image itself, its colours, size and time.
_PIXELS = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"pHYs",
        b"sBIT",
        b"bKGD",
        b"tIME",
    }
    | {b"iCCP", b"acTL", b"fcTL", b"fdAT", b"hIST", b"sPLT"}
)


def read_png(raw: bytes) -> Iterator[Piece]:
    """Text chunks with their names, chunks of nobody's standard, and whatever stands behind the image's end."""
    position = 8
    while position + 8 <= len(raw):
        length, kind = struct.unpack(">I4s", raw[position : position + 8])
        body = raw[position + 8 : position + 8 + length]
        position += 12 + length
        if kind not in _PIXELS:
            yield f"PNG {kind.decode('latin-1')}", _chunk_text(kind, body)
        if kind == b"IEND":
            break
    if position < len(raw):
        yield "hinter dem PNG", raw[position:].decode("latin-1")


def _chunk_text(kind: bytes, body: bytes) -> str:
    name, _, rest = body.partition(b"\0")
    if kind == b"zTXt":
        return f"{name.decode('latin-1')} {zlib.decompress(rest[1:]).decode('latin-1')}"
    if kind == b"iTXt":
        packed, text = rest[0], rest[2:].split(b"\0", 2)[-1]
        return f"{name.decode('latin-1')} {(zlib.decompress(text) if packed else text).decode('utf-8')}"
    return body.replace(b"\0", b" ").decode("latin-1")


def _office(raw: bytes) -> Iterator[Piece]:
    from pipelines.disclosure.leak_documents import read_office

    return read_office(raw)


def _pdf(raw: bytes) -> Iterator[Piece]:
    from pipelines.disclosure.leak_documents import read_pdf

    return read_pdf(raw)


READERS: dict[str, Callable[[bytes], Iterator[Piece]]] = {
    "json": read_json,
    "html": read_html,
    "svg": read_html,
    "png": read_png,
    "csv": read_csv,
    "xlsx": _office,
    "docx": _office,
    "pdf": _pdf,
    "text": read_text,
}
