"""The Word file in LibreOffice: nothing is lost on the way to PDF or to its own format.

Left out on a machine without LibreOffice, but never in CI.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from pipelines.publish.document import Document, Picture, Table
from pipelines.publish.document_forms import render


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def converted(made: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the briefing as DOCX, and as PDF and ODT made of it."""
    office = shutil.which("soffice")
    if office is None or shutil.which("pdftotext") is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs LibreOffice and poppler: this test must not be left out there")
        pytest.skip("no LibreOffice on this machine")
    folder = tmp_path_factory.mktemp("office")
    (folder / "unterlage.docx").write_bytes(render(made, "docx"))
    for form in ("pdf", "odt"):
        command = [
            office,
            "--headless",
            f"-env:UserInstallation=file://{folder}/profil",
            "--convert-to",
            form,
        ]
        subprocess.run([*command, "unterlage.docx"], cwd=folder, check=True, capture_output=True, timeout=120)
    return folder


def test_the_pdf_made_of_it_holds_every_string(made: Document, converted: Path) -> None:
    run = subprocess.run(
        ["pdftotext", "-raw", converted / "unterlage.pdf", "-"], capture_output=True, check=True
    )
    text = run.stdout.decode()
    for line in (made.footer, *re.findall(r"Seite \d+ von \d+", text)):
        text = text.replace(line, "")
    found = _squeezed(text)
    for string in made.strings():
        assert _squeezed(string) in found, string


def test_no_word_of_a_tables_head_is_broken(made: Document, converted: Path) -> None:
    """Whatever typeface stands in for Arial: «Verwaltung|spauschale» is no German."""
    run = subprocess.run(
        ["pdftotext", "-raw", converted / "unterlage.pdf", "-"], capture_output=True, check=True
    )
    printed = set(run.stdout.decode().split())
    tables = [block for block in made.blocks() if isinstance(block, Table)]
    heads = {word for table in tables for name in table.header for word in name.split()}
    assert heads - printed == set()


def test_tables_headings_and_alternative_texts_stay(made: Document, converted: Path) -> None:
    content = zipfile.ZipFile(converted / "unterlage.odt").read("content.xml").decode()
    styles = zipfile.ZipFile(converted / "unterlage.odt").read("styles.xml").decode()
    blocks = list(made.blocks())
    tables = sum(isinstance(block, Table) for block in blocks)
    assert content.count("<table:table ") == tables == content.count("<table:table-header-rows>") > 0
    assert content.count("<svg:desc>") == sum(isinstance(block, Picture) for block in blocks) > 0
    headings = 1 + sum(1 for section in made.sections if section.title)
    assert content.count("<text:h ") == headings
    assert set(re.findall(r'fo:language="(\w+)"', content + styles)) == {"de"}
