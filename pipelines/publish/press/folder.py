"""Everything of a press sheet as files of one folder, and the folder as one archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from pipelines.publish.chart import Chart, alt_text
from pipelines.publish.document_files import files_of
from pipelines.publish.document_forms import render
from pipelines.publish.press import Sheet
from pipelines.publish.press.pictures import framed_svg, png

# The pictures of a topic: ending on the page → what follows its name in the folder, and how it is made. Page and folder
# take them from here, so they hand out the same bytes.
PICTURES: dict[str, tuple[str, Callable[[Chart], bytes]]] = {
    "png": ("_1600x900.png", lambda chart: png(chart, "1600x900")),
    "quadrat.png": ("_1080x1080.png", lambda chart: png(chart, "1080x1080")),
    "svg": (".svg", framed_svg),
}


def files(sheet: Sheet) -> dict[str, bytes]:
    """File name → content: the sheet as HTML, text and Word; per topic pictures with alt text; tables as CSV."""
    made = {f"presseblatt.{form}": render(sheet.document, form) for form in ("html", "txt", "docx")}
    for topic in sheet.topics:
        if topic.chart is None:
            continue
        for ending, make in PICTURES.values():
            made[f"{topic.key}{ending}"] = make(topic.chart)
        made[f"{topic.key}_alternativtext.txt"] = f"{alt_text(topic.chart)}\n".encode()
    return made | files_of(sheet.document)


def archive(sheet: Sheet) -> bytes:
    """The folder as a ZIP file; the same sheet gives the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files(sheet).items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # no clock of the moment
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)
    return target.getvalue()
