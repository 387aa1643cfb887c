"""The typeface of everything printed: Source Sans Pro (SIL Open Font License), from a Python package."""

from __future__ import annotations

import tempfile
from functools import cache
from importlib import import_module, resources
from pathlib import Path
from typing import Any

from pipelines.errors import EnvironmentProblem

FAMILY = "Source Sans Pro"
_STYLES = ("Regular", "Bold", "Semibold")


@cache
def fonts() -> Any:
    """The fonts for Typst: the package's three styles and nothing else, so every machine prints the same bytes."""
    typst: Any = import_module("typst")
    found = Path(str(resources.files("font_source_sans_pro"))) / "files"
    with tempfile.TemporaryDirectory() as folder:
        # The package holds every style twice (OTF, TTF); Typst would take whichever it finds first.
        for style in _STYLES:
            name = f"SourceSansPro-{style}.ttf"
            (Path(folder) / name).symlink_to(found / name)
        made = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    if FAMILY not in made.families():
        raise EnvironmentProblem(f"Die Schrift «{FAMILY}» fehlt; bitte font-source-sans-pro installieren.")
    return made


def with_family(picture: str) -> str:
    """An SVG of ours that asks for this typeface instead of the reader's."""
    return picture.replace("'Liberation Sans',Arial,sans-serif", f"'{FAMILY}',sans-serif")
