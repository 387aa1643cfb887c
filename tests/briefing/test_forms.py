"""One string everywhere: PDF, Word, Excel, HTML and the attached files say the same."""

from __future__ import annotations

import html as html_module
import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pipelines.errors import UsageProblem
from pipelines.metrics import catalogue
from pipelines.publish import briefing
from pipelines.publish.document import Document, Paragraph, Picture, Section, Table
from pipelines.publish.document_docx_table import column_widths
from pipelines.publish.document_files import csv_of, files_of
from pipelines.publish.document_forms import form_of, render
from pipelines.publish.document_html import html
from tests.briefing.pdf_structure import attachments, elements, faults
from tests.briefing.town import AS_OF, EDITION, public


def _squeezed(text: str) -> str:
    """Letters and digits without the line breaks and blanks of a layout."""
    return re.sub(r"\s+", "", text)


def test_the_pdf_is_accessible_archivable_and_carries_its_figures(made: Document, printed: bytes) -> None:
    pictures = sum(isinstance(block, Picture) for block in made.blocks())
    tables = sum(isinstance(block, Table) for block in made.blocks())
    assert faults(printed, set(files_of(made)), pictures, tables) == []


def test_the_structure_check_sees_what_is_missing(made: Document, printed: bytes) -> None:
    """The check itself can fail: a file without tags, and a wrong list of attachments."""
    import typst

    bare = typst.compile({"main": b"Hallo"}, format="pdf", pdf_tags=False)
    found = faults(bytes(bare), {"fehlt.csv"}, 1, 1)
    assert {"not tagged", "no PDF/UA-1 identifier", "no PDF/A-3a identifier"} <= set(found)
    assert any("attached" in fault for fault in faults(printed, set(), 0, 0))


def test_the_attached_files_are_those_of_the_document(made: Document, printed: bytes) -> None:
    assert attachments(printed) == files_of(made)


def test_the_attached_files_have_german_names_that_every_system_can_write(made: Document) -> None:
    names = list(files_of(made))
    assert "03-zugaenge-nach-zugangsart.csv" in names and "17-beratungen-nach-thema.csv" in names
    words = {word for name in names for word in re.split(r"[-.]", name)}
    assert all(name.isascii() for name in names)
    assert not words & {word for metric in catalogue.load() for word in metric.split("_")} - {"ukraine"}


def test_the_picture_says_where_all_its_values_really_stand(made: Document, printed: bytes) -> None:
    """In the PDF they are attached, on the HTML page in the table below; Word has none."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        told = [
            str(one["/Alt"]) for one in elements(pdf.Root["/StructTreeRoot"]) if one.get("/S") == "/Figure"
        ]
    names = [name for name in files_of(made) if "-abbildung-" in name]
    assert [text.rpartition("angehängten Datei ")[2] for text in told] == [f"{name}." for name in names] != []
    page = render(made, "html").decode()
    assert page.count("Alle Werte stehen in der Tabelle darunter.") == len(names) == page.count("<details>")
    from docx import Document as read

    shapes = read(io.BytesIO(render(made, "docx"))).inline_shapes
    assert len(shapes) == len(names)
    assert not [shape for shape in shapes if "Alle Werte" in shape._inline.docPr.get("descr")]


def test_the_same_inputs_give_the_same_bytes(made: Document, printed: bytes) -> None:
    again = briefing.make(
        public(), EDITION, AS_OF, header=briefing.Header("2022/117", "Hauptausschuss", None, True)
    )
    once = render(again, "pdf")
    assert render(again, "pdf") == once != printed  # another head, another file
    for form in ("docx", "xlsx", "html", "txt"):
        assert render(made, form) == render(made, form), form


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed")
def test_the_pdf_holds_every_string_of_the_document(made: Document, printed: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(printed)
    run = subprocess.run(["pdftotext", "-raw", tmp_path / "a.pdf", "-"], capture_output=True, check=True)
    text = run.stdout.decode()
    # What repeats on every page is no part of the running text.
    for line in (made.footer, *re.findall(r"Seite \d+ von \d+", text)):
        text = text.replace(line, "")
    found = _squeezed(text.replace(made.title, ""))
    for string in made.strings():
        assert string == made.title or _squeezed(string) in found, string


def test_word_holds_every_string_in_order(made: Document) -> None:
    from docx import Document as read

    file = read(io.BytesIO(render(made, "docx")))
    found = _squeezed(" ".join(_words(file)))
    place = 0
    for string in made.strings():
        at = found.find(_squeezed(string), place)
        assert at >= 0, string
        place = at + len(_squeezed(string))


def _words(file: Any) -> list[str]:
    return ["".join(node.itertext()) for node in file.element.body]


def test_word_is_accessible(made: Document) -> None:
    from docx import Document as read

    file = read(io.BytesIO(render(made, "docx")))
    xml, styles = file.element.xml, file.styles.element.xml
    assert 'w:val="de-DE"' in styles and file.core_properties.language == "de-DE"
    assert (
        all(shape._inline.docPr.get("descr") for shape in file.inline_shapes) and len(file.inline_shapes) == 3
    )
    assert xml.count("<w:tblHeader") == len(file.tables) == xml.count("<w:tblCaption")
    assert [p.text for p in file.paragraphs if p.style.name == "Heading 1"] == [made.title]


def test_word_keeps_tables_together_and_counts_its_pages(made: Document) -> None:
    from docx import Document as read

    file = read(io.BytesIO(render(made, "docx")))
    tables = [block for block in made.blocks() if isinstance(block, Table)]
    for table, described in zip(file.tables, tables, strict=True):
        kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next is True for row in table.rows]
        # The last row stays with the note, if there is one.
        assert kept == [True] * (len(kept) - 1) + [bool(described.note)], described.key
    footer = file.sections[0].footer.paragraphs[0]._p.xml
    assert made.footer in footer and 'w:instr="PAGE"' in footer and 'w:instr="NUMPAGES"' in footer


_EM = 190  # twips of the 9.5 points in which a table is set
_IN_DEJAVU_BOLD = {"Verwaltungspauschale": 12.8, "Zuschüsse": 5.92, "Deckung": 4.91, "Eigenanteil": 6.46}


def test_the_columns_of_a_word_table_are_as_wide_as_their_longest_word(made: Document) -> None:
    """The money's six columns, measured in the widest typeface that stands in for Arial."""
    table = next(one for one in made.tables() if one.key == "kosten")
    widths = dict(zip(table.header, column_widths(table), strict=True))
    for word, ems in _IN_DEJAVU_BOLD.items():
        assert widths[word] >= ems * _EM + 2 * 80, word
    assert sum(widths.values()) <= 9410


def test_names_have_twice_the_room_of_numbers_where_no_word_is_long(made: Document) -> None:
    table = next(one for one in made.tables() if one.key == "zugaenge-nach-zugangsart")
    assert column_widths(table) == [4705, 2352, 2352]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed")
def test_notes_in_a_row_stand_on_lines_of_their_own(made: Document, tmp_path: Path) -> None:
    notes = (Paragraph("Erster Hinweis.", "note"), Paragraph("Zweiter Hinweis.", "note"))
    alone = replace(made, sections=(Section("Hinweise", notes),))
    (tmp_path / "a.pdf").write_bytes(render(alone, "pdf"))
    run = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, check=True)
    assert {"Erster Hinweis.", "Zweiter Hinweis."} <= set(run.stdout.decode().splitlines())


def test_excel_prints_every_figure_as_the_page_does_and_runs_nothing(made: Document) -> None:
    rows = _sheet(render(made, "xlsx"), "Daten")
    shown = [(row[1], row[2], row[3], row[4]) for row in rows[1:]]
    expected = [
        (table.caption, row.name, name, cell.shown)
        for table in made.tables() for row in table.rows for name, cell in zip(table.header[1:], row.cells, strict=True)
    ]  # fmt: skip
    assert shown == expected


def test_a_note_in_excel_names_its_table(made: Document) -> None:
    """«In diesem Zeitraum 0: …» stands below a table in print; on a sheet of its own it needs the table's name."""
    lines = [row[0] for row in _sheet(render(made, "xlsx"), "Hinweise") if row[0]]
    tables = [block for block in made.blocks() if isinstance(block, Table) and block.note]
    assert [f"Zu «{table.caption}»: {table.note}" for table in tables] == [
        line for line in lines if line.startswith("Zu «")
    ]
    assert len(set(lines)) == len(lines)


def _sheet(content: bytes, name: str) -> list[list[Any]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Hinweise", "Daten"]
    return book.get_sheet_by_name(name).to_python()


def test_no_number_has_more_digits_than_its_string(made: Document) -> None:
    """261.25 behind «1 : 261», or 0.784 behind «78 %», would say more than the public world."""
    for table in made.tables():
        for cell in (cell for row in table.rows for cell in row.cells if cell.value is not None):
            digits = re.sub(r"[^\d,]", "", cell.shown.removeprefix("1 : ")).replace(",", ".")
            value = abs(cell.value or 0) * (100 if cell.unit == "fraction" else 1)
            assert round(value, 6) == float(digits or 0), (table.caption, cell)


def test_html_holds_every_string_and_calls_nobody(made: Document) -> None:
    text = render(made, "html").decode()
    plain = _squeezed(html_module.unescape(re.sub(r"<[^>]+>", " ", text)))
    for string in made.strings():
        assert _squeezed(string) in plain, string
    assert "<script" not in text and "src=" not in text and 'href="' not in text
    assert not re.findall(r"https?://(?!www\.w3\.org/2000/svg)", text)
    assert text.count('<th scope="col">') > 20 and text.count("<caption>") >= 16 and 'lang="de"' in text


def test_hostile_words_stay_words(made: Document) -> None:
    """Header fields are typed by people: nothing of them becomes markup, a formula or a Typst command."""
    evil = '=HYPERLINK("http://x") <script>alert(1)</script> #read("/etc/passwd") $x$ *fett* \\ @a'
    document = briefing.make(public(), EDITION, AS_OF, header=briefing.Header(number=evil, committee=evil))
    page = html(document)
    assert "<script" not in page and html_module.escape(evil) in page
    assert render(document, "pdf").startswith(b"%PDF")
    notes = _sheet(render(document, "xlsx"), "Hinweise")
    assert [f"Vorlage: {evil}"] in notes
    table = next(document.tables())
    assert b"'=1+1" in csv_of(replace(table, header=("=1+1", *table.header[1:])))


_CONTROL = "Haupt-\nausschuss\t\x01\x0b \u202eretsnilb"


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx", "html", "txt"])
def test_invisible_signs_of_a_head_reach_no_form(form: str) -> None:
    """A line break, a control sign or a mark that turns the direction comes with pasting; nobody sees it."""
    document = briefing.make(public(), EDITION, AS_OF, header=briefing.Header(committee=_CONTROL))
    assert dict(document.head)["Gremium"] == "Haupt- ausschuss retsnilb"
    assert len(render(document, form)) > 1000


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not installed")
def test_an_endless_word_stays_on_the_page(tmp_path: Path) -> None:
    word = "Donaudampfschifffahrt" * 9
    document = briefing.make(public(), EDITION, AS_OF, header=briefing.Header(committee=word))
    (tmp_path / "a.pdf").write_bytes(render(document, "pdf"))
    run = subprocess.run(
        ["pdftotext", "-bbox", "-l", "1", tmp_path / "a.pdf", "-"], capture_output=True, check=True
    )
    ends = [float(end) for end in re.findall(r'xMax="([\d.]+)"', run.stdout.decode())]
    assert ends and max(ends) < 595 - 60  # A4 less the margin, in points
    with pytest.raises(UsageProblem, match="«Gremium» hat 210 Zeichen; erlaubt sind höchstens 200"):
        briefing.make(public(), EDITION, AS_OF, header=briefing.Header(committee="Vorberatung" * 19 + "!"))


def test_a_sign_without_a_glyph_is_named(made: Document) -> None:
    document = briefing.make(public(), EDITION, AS_OF, header=briefing.Header(committee="Rat \U0001f600"))
    with pytest.raises(
        UsageProblem, match="«\U0001f600» lässt sich in der Schrift der Unterlage nicht drucken"
    ):
        render(document, "pdf")
    assert render(document, "docx") and render(document, "html")


def test_the_ending_chooses_the_form() -> None:
    assert form_of(Path("a/Vorlage.PDF")) == "pdf"
    with pytest.raises(UsageProblem, match=r"\.pdf, \.docx, \.xlsx, \.html"):
        form_of(Path("vorlage.odt"))
