"""Readers of office files and PDF for the leak test: every part of the package, every attachment."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from pipelines.disclosure.leak_readers import READERS, Piece, read_html, read_png, read_text
from pipelines.errors import EnvironmentProblem

# Attributes that a reader gets to see, by element.
_NAMED = ("descr", "title", "alt", "name")
_SPEAKING = {
    **dict.fromkeys(("docPr", "cNvPr", "sheet", "definedName"), _NAMED),
    "dataValidation": ("prompt", "promptTitle", "error", "errorTitle"),
    "hyperlink": ("tooltip", "display"),
}
# Cells and sheets that a formula points at are no numbers: Daten!$B$2:$B$9.
_REFERENCES = re.compile(r"'[^']*'!|[\w.]+!|\$?[A-Z]{1,3}\$?\d+")


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
            elif short == "styles.xml":
                yield from _number_formats(body)
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
        for name in _SPEAKING.get(tag, ()):
            if element.get(name):
                yield f"{tag} {name}", str(element.get(name))
        if tag in ("f", "definedName", "formula", "formula1", "formula2"):
            yield f"{tag} (Formel)", _REFERENCES.sub(" ", element.text or "")
            continue
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
            "delText",
            "pos",
            "posOffset",
            "instrText",
            "revision",
        ):
            yield tag, element.text or ""


def _number_formats(body: bytes) -> Iterator[Piece]:
    """Words inside a cell's format are shown beside or instead of its number."""
    for element in ElementTree.fromstring(body).iter():
        code = element.get("formatCode") if element.tag.endswith("}numFmt") else None
        yield from (("Zahlenformat", words) for words in re.findall(r'"([^"]*)"', code or ""))


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
        info = _tool("pdfinfo", path).decode("utf-8") + _tool("pdfinfo", "-custom", path).decode("utf-8")
        yield from (("PDF-Eigenschaft", line) for line in info.splitlines() if _speaks(line))
        attached = Path(folder) / "attached"
        attached.mkdir()
        _tool("pdfdetach", "-saveall", "-o", attached, path)
        for file in sorted(attached.iterdir()):
            reader = READERS.get(file.suffix.lstrip("."), read_text)
            yield from ((f"Anhang {file.name}: {where}", piece) for where, piece in reader(file.read_bytes()))


_OF_THE_PROGRAM = frozenset(
    {
        "Creator",
        "Producer",
        "CreationDate",
        "ModDate",
        "Custom Metadata",
        "Metadata Stream",
        "Tagged",
        "UserProperties",
    }
    | {
        "Suspects",
        "Form",
        "JavaScript",
        "Pages",
        "Encrypted",
        "Page size",
        "Page rot",
        "File size",
        "Optimized",
    }
    | {"PDF version", "PDF subtype", "Trapped"}
)


def _speaks(line: str) -> bool:
    """Custom properties speak as well; what the PDF program wrote of itself does not."""
    return ":" in line and line.split(":", 1)[0] not in _OF_THE_PROGRAM


def _tool(name: str, *arguments: object) -> bytes:
    try:
        return subprocess.run([name, *map(str, arguments)], check=True, capture_output=True).stdout
    except FileNotFoundError:
        raise EnvironmentProblem(
            f"Zum Prüfen von PDF-Dateien fehlt das Programm {name}; bitte das Paket poppler-utils installieren."
        ) from None
