"""No artefact may carry a number that was not published: planted leaks are found, clean files are clean."""

import base64
import io
import json
import struct
import zlib

import docx
import pikepdf
import plotly.graph_objects as go
import pytest
import typst
import xlsxwriter

from pipelines.disclosure.leaks import Leak, leaks, numbers_in
from pipelines.errors import UsageProblem

PUBLISHED = [1050, 400, 565, 54, 5, 0]


def found(artefact, kind, labels=()):
    return [leak.found.removesuffix(".0") for leak in leaks(artefact, kind, PUBLISHED, labels)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("zirka 1.050 Personen", ["1.050"]),
        ("1\u202f048 Personen, 54\u00a0%", ["1\u202f048", "54"]),
        ("Stand: 30.06.2022, seit 2018 (Abruf 2022-07-01, 12:30 Uhr)", []),
        ("3,5 Stellen", ["3,5"]),
        ("am 1. Juli 2022 waren es 7", ["7"]),
        ("Fassung r2022abc, #ff0000", []),
        ("2022 Personen? Nein: 2.022", ["2.022"]),
    ],
)
def test_numbers_as_a_reader_sees_them(text, numbers):
    assert [printed for printed, _ in numbers_in(text)] == numbers


def test_a_sentence_with_an_exact_number_leaks():
    assert found("Rund 1.050 Personen, genau 1.048.", "text") == ["1.048"]


def test_labels_are_no_counts():
    assert found("18–24 Jahre: 400; § 24 AufenthG: 5", "text", ["18–24 Jahre", "§ 24 AufenthG"]) == []


def test_plotly_hides_numbers_in_base64():
    exact = base64.b64encode(struct.pack("<3i", 1050, 1048, 400)).decode()
    page = {
        "data": [{"type": "bar", "y": {"dtype": "i4", "bdata": exact}, "width": 0.7}],
        "layout": {"height": 450},
    }
    assert leaks(json.dumps(page), "json", PUBLISHED) == [Leak("1048", "data[0].y (bdata)")]


def test_a_figure_made_by_plotly_itself():
    import numpy

    figure = go.Figure(go.Bar(x=["a", "b"], y=numpy.array([400, 398])))
    figure.update_layout(template=None)
    text = figure.to_json()
    assert "bdata" in text
    assert found(text, "json") == ["398"]


def test_hover_texts_and_bubble_sizes_are_read():
    page = {"data": [{"hovertext": ["genau 17"], "marker": {"size": [400, 23]}}]}
    assert found(json.dumps(page), "json") == ["17", "23"]


def test_alt_text_and_embedded_json_of_a_page():
    page = '<svg aria-label="17 Personen" width="640"><text>400</text></svg><script>{"y": [1048]}</script>'
    assert found(page, "html") == ["17", "1048"]


@pytest.mark.parametrize(
    "page",
    [
        "<svg><text><![CDATA[genau 17]]></text></svg>",
        '<svg><a xlink:title="17 Personen">400</a></svg>',
        '<meter aria-valuenow="17" aria-valuetext="viele"></meter>',
        '<progress max="17" value="5"></progress>',
        '<button onclick="show(17)">400</button>',
        f'<img src="data:image/svg+xml;base64,{base64.b64encode(b"<svg><title>17</title></svg>").decode()}">',
        '<img src="data:image/svg+xml,%3Csvg%3E%3Ctext%3E17%3C/text%3E%3C/svg%3E">',
    ],
    ids=["cdata", "link", "meter", "progress", "script", "inlined", "inlined as text"],
)
def test_places_of_a_page_that_are_easily_overlooked(page):
    assert found(page, "html") == ["17"]


def test_csv_cells():
    assert leaks("Land;Personen\nSyrien;400\nIran;13\n", "csv", PUBLISHED) == [
        Leak("13", "Zeile 3, Spalte 2")
    ]


def test_a_number_below_a_percentage_is_one():
    """Files keep the unit in the head or with the row's name; a count beside it is still looked up."""
    rows = "Land;Personen;Anteil (%)\nSyrien;400;17\nIran (%);18;19\nIrak;13;x\n"
    assert found(rows, "csv", ["17 %", "18 %", "19 %"]) == ["13"]
    assert found(rows.replace(" (%)", ""), "csv", ["17 %", "18 %", "19 %"]) == ["17", "18", "19", "13"]


def test_a_hidden_sheet_and_a_comment_are_read():
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    shown, hidden = book.add_worksheet("Tabelle"), book.add_worksheet("intern")
    shown.write("A1", "Personen")
    shown.write("A2", 1050)
    shown.write_comment("A2", "genau 1.048")
    hidden.write("B2", 1047)
    hidden.hide()
    book.close()
    assert sorted(found(file.getvalue(), "xlsx")) == ["1.048", "1047"]


@pytest.mark.parametrize(
    "write",
    [
        lambda book, sheet: sheet.write_formula("B1", "=17+$A$3", None, 400),
        lambda book, sheet: book.define_name("stand", "=17"),
        lambda book, sheet: sheet.data_validation("B1", {"validate": "any", "input_message": "genau 17"}),
        lambda book, sheet: sheet.write_url("B1", "https://example.org", tip="genau 17"),
        lambda book, sheet: sheet.write("B1", 5, book.add_format({"num_format": '"genau 17"'})),
        lambda book, sheet: book.set_custom_property("stand", 17),
        lambda book, sheet: sheet.set_footer("&C genau 17"),
    ],
    ids=["formula", "name", "prompt", "tip", "format", "property", "footer"],
)
def test_places_of_a_workbook_that_are_easily_overlooked(write):
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    write(book, book.add_worksheet("Tabelle"))
    book.close()
    assert found(file.getvalue(), "xlsx") == ["17"]


def test_word_tables_and_properties():
    document, file = docx.Document(), io.BytesIO()
    document.core_properties.comments = ""
    document.core_properties.subject = "genau 1.048"
    document.add_paragraph("rund 1.050 Personen am 30.06.2022")
    document.add_table(1, 1).cell(0, 0).text = "399"
    document.save(file)
    assert sorted(found(file.getvalue(), "docx")) == ["1.048", "399"]


def test_text_chunks_of_a_picture():
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    for kind, body in ((b"tEXt", b"Title\0genau 1048"), (b"tEXt", b"1048\0Stand"), (b"prVt", b"n = 1048")):
        picture = b"\x89PNG\r\n\x1a\n" + chunk(kind, body) + chunk(b"IEND", b"")
        assert found(picture, "png") == ["1048"]


def test_the_text_of_a_pdf(tmp_path):
    source = tmp_path / "blatt.typ"
    source.write_text("= Bericht\n1.050 Personen, davon 400 aus der Ukraine und 13 aus Iran.")
    assert found(typst.compile(str(source)), "pdf") == ["13"]


def test_properties_and_attachments_of_a_pdf():
    file = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/Stand"] = "genau 1.048"
        content = b"Land;Personen\nIran;13\n"
        document.attachments["anhang.csv"] = pikepdf.AttachedFileSpec(
            document, content, filename="anhang.csv"
        )
        document.save(file)
    assert found(file.getvalue(), "pdf") == ["1.048", "13"]


def test_an_unknown_kind_is_refused():
    with pytest.raises(UsageProblem, match="xlsx"):
        leaks(b"", "xlsm", [])
