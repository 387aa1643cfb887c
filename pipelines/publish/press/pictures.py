"""Press pictures: 1600 × 900 and square, with title, drawing and source line inside; SVG beside."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from pipelines.publish.chart import Chart, svg
from pipelines.publish.chart.canvas import resolved
from pipelines.publish.document_fonts import fonts, with_family

_LAYOUT = Path(__file__).with_name("picture.typ")
SIZES = {
    "1600x900": (1600, 900, 720),
    "1080x1080": (1080, 1080, 520),
}  # pixels; width of the drawing's own grid
_FEW_BARS = 500  # a narrower grid makes the two or three bars of a topic thick enough


def png(chart: Chart, size: str = "1600x900") -> bytes:
    """The picture in one of SIZES; the same chart gives the same bytes."""
    typst: Any = import_module("typst")
    width, height, drawn = SIZES[size]
    drawn = _FEW_BARS if chart.kind == "bars" else drawn
    words = {"title": chart.title, "source": chart.source, "width": width / 2, "height": height / 2}
    inputs = {
        "main": _LAYOUT.read_bytes(),
        "words.json": json.dumps(words, ensure_ascii=False).encode(),
        "bild.svg": with_family(resolved(svg(chart, drawn))).encode(),
    }
    made = typst.compile(inputs, format="png", ppi=144, font_paths=fonts())
    return bytes(made if isinstance(made, bytes) else made[0])


def framed_svg(chart: Chart) -> bytes:
    """The drawing with title and source inside, for print and web."""
    return svg(chart, framed=True).encode()
