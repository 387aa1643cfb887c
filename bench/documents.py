"""A briefing and a press sheet in every form, after start. Bar: 200 ms an annex as PDF. Baseline: an empty PDF page."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from bench.measure import line, timed, zgm
from pipelines import settings
from pipelines.metrics import Figure, Query, compute
from pipelines.paths import Home
from pipelines.publish import briefing, press, worlds
from pipelines.publish.document_fonts import fonts
from pipelines.publish.document_forms import FORMS, render
from pipelines.publish.document_pdf import STANDARDS
from pipelines.publish.press.pictures import SIZES, png
from pipelines.releases import open_release

_AS_OF = date(2022, 6, 30)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        zgm(home.root, "demo", "--no-serve")
        with open_release(home) as release:
            edition = worlds.edition(release, settings.load(home))

            def answers(query: Query) -> Sequence[Figure]:
                # The layout costs the same for exact and rounded figures; no file of this run is kept.
                return [replace(figure, status="rounded") for figure in compute(release.internal, query)]

            _measure(answers, edition)


def _measure(answers: worlds.Answers, edition: worlds.Edition) -> None:
    empty = timed(_empty_pdf, 20)
    print(line("empty accessible PDF (baseline)", empty))
    base = statistics.median(empty)
    print(
        line(
            "content of a briefing, figures asked", timed(lambda: briefing.make(answers, edition, _AS_OF), 5)
        )
    )
    document = briefing.make(answers, edition, _AS_OF)
    sheet = press.make(answers, edition, _AS_OF)
    for form in FORMS:
        print(line(f"briefing as {form}", timed(lambda f=form: render(document, f), 20), base))  # type: ignore[misc]
    print(line("press sheet as html", timed(lambda: render(sheet.document, "html"), 20), base))
    charts = [topic.chart for topic in sheet.topics if topic.chart is not None]
    for size in SIZES:
        print(line(f"press picture {size}", timed(lambda s=size: png(charts[0], s), 20), base))  # type: ignore[misc]


def _empty_pdf() -> None:
    typst: Any = import_module("typst")
    page = '#set document(title: "Leer")\n#set text(lang: "de", font: "Source Sans Pro")\n= Leer'
    typst.compile({"main": page.encode()}, format="pdf", font_paths=fonts(), pdf_standards=STANDARDS)


if __name__ == "__main__":
    main()
