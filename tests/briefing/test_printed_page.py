"""The HTML file on paper: what leads to something is never the last line of a page.

Left out on a machine without a browser, but never in CI.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest

from pipelines.publish.document import Document, Picture, Table, Terms
from pipelines.publish.document_forms import render


@pytest.fixture(scope="module")
def pages(made: Document, tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The lines of every printed page."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None or shutil.which("pdftotext") is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs Chromium and poppler: this test must not be left out there")
        pytest.skip("no browser on this machine")
    folder = tmp_path_factory.mktemp("print")
    (folder / "unterlage.html").write_bytes(render(made, "html"))
    options = ("--headless", "--no-sandbox", f"--user-data-dir={folder}/profil", "--no-pdf-header-footer")
    command = [browser, *options, f"--print-to-pdf={folder}/a.pdf", f"file://{folder}/unterlage.html"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = subprocess.run(["pdftotext", "-layout", folder / "a.pdf", "-"], check=True, capture_output=True)
    printed = text.stdout.decode().split("\f")
    return [
        lines for page in printed if (lines := [line.strip() for line in page.splitlines() if line.strip()])
    ]


def test_no_heading_caption_or_term_ends_a_page(made: Document, pages: list[list[str]]) -> None:
    leading = {section.title for section in made.sections}
    for block in made.blocks():
        if isinstance(block, Terms):
            leading |= {word for word, _ in block.items}
    captions = [block.caption for block in made.blocks() if isinstance(block, Table)]
    captions += [block.chart.title for block in made.blocks() if isinstance(block, Picture)]
    assert len(pages) > 4
    for lines in pages[:-1]:
        last = re.sub(r"^(Tabelle|Abbildung) \d+: ", "", lines[-1])
        assert last not in leading and last not in captions, last


def test_a_sentence_stays_with_the_picture_it_leads_to(pages: list[list[str]]) -> None:
    [page] = [lines for lines in pages if any(line.startswith("Abbildung 1: ") for line in lines)]
    at = next(at for at, line in enumerate(page) if line.startswith("Abbildung 1: "))
    assert "Zugänge und Abgänge" in page[:at]
