"""What a screen reader and an archive need of a PDF, looked up in the file itself (beside Typst's own gate)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf


def faults(content: bytes, attached: set[str], pictures: int, tables: int) -> list[str]:
    """Every requirement the file misses, in words; [] for a good one."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [fault for fault, broken in _checks(pdf, attached, pictures, tables) if broken]


def _checks(pdf: Any, attached: set[str], pictures: int, tables: int) -> Iterator[tuple[str, bool]]:
    root = pdf.Root
    yield "not tagged", not bool(root.get("/MarkInfo", {}).get("/Marked", False))
    yield "no structure tree", "/StructTreeRoot" not in root
    yield "language is not German", not str(root.get("/Lang", "")).startswith("de")
    yield "title is not shown", not bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False))
    with pdf.open_metadata() as xmp:
        yield "no title", not xmp.get("dc:title")
        yield "no PDF/UA-1 identifier", str(xmp.get("pdfuaid:part")) != "1"
        yield (
            "no PDF/A-3a identifier",
            (str(xmp.get("pdfaid:part")), xmp.get("pdfaid:conformance")) != ("3", "A"),
        )
    yield "encrypted", pdf.is_encrypted
    found = list(elements(root.get("/StructTreeRoot")))
    kinds = [str(element.get("/S")) for element in found]
    figures = [element for element in found if element.get("/S") == "/Figure"]
    yield f"{len(figures)} figures instead of {pictures}", len(figures) != pictures
    yield "a figure without alternative text", any(not str(figure.get("/Alt", "")) for figure in figures)
    yield f"{kinds.count('/Table')} tables instead of {tables}", kinds.count("/Table") != tables
    yield "tables without header cells", kinds.count("/TH") < tables
    yield "no level-1 heading, or several", kinds.count("/H1") + kinds.count("/Title") not in (1, 2)
    yield "no level-2 heading", "/H2" not in kinds and "/H1" not in kinds
    yield "pages without tab order", any(page.get("/Tabs") != "/S" for page in pdf.pages if "/Annots" in page)
    yield (
        "scripts or actions",
        "/OpenAction" in root or "/AA" in root or "/JavaScript" in root.get("/Names", {}),
    )
    files = {str(spec.get("/UF") or spec.get("/F")): spec for spec in root.get("/AF", [])}
    yield f"attached {sorted(files)} instead of {sorted(attached)}", set(files) != attached
    yield (
        "an attachment without relationship",
        any(spec.get("/AFRelationship") != "/Data" for spec in files.values()),
    )
    yield "a font that is not embedded", any(not _embedded(font) for font in _fonts(pdf))


def elements(node: Any) -> Iterator[Any]:
    """All structure elements below a node."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def _fonts(pdf: Any) -> Iterator[Any]:
    for page in pdf.pages:
        for font in dict(page.get("/Resources", {}).get("/Font", {})).values():
            yield font.get("/DescendantFonts", [font])[0]


def _embedded(font: Any) -> bool:
    described = font.get("/FontDescriptor", {})
    return any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def attachments(content: bytes) -> dict[str, bytes]:
    """The attached files by name."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
