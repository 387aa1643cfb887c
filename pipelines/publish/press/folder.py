"""Everything of a press sheet as files of one folder."""

from __future__ import annotations

from pipelines.publish.chart import alt_text
from pipelines.publish.document_files import files_of
from pipelines.publish.document_forms import render
from pipelines.publish.press import Sheet
from pipelines.publish.press.pictures import SIZES, framed_svg, png


def files(sheet: Sheet) -> dict[str, bytes]:
    """File name → content: the sheet as HTML, text and Word; per topic pictures with alt text; tables as CSV."""
    made = {f"presseblatt.{form}": render(sheet.document, form) for form in ("html", "txt", "docx")}
    for topic in sheet.topics:
        if topic.chart is None:
            continue
        made[f"{topic.key}.svg"] = framed_svg(topic.chart)
        for size in SIZES:
            made[f"{topic.key}_{size}.png"] = png(topic.chart, size)
        made[f"{topic.key}_alternativtext.txt"] = f"{alt_text(topic.chart)}\n".encode()
    return made | files_of(sheet.document)
