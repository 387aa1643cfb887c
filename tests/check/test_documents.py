"""Drafts arrive as text, Word file or page; hostile content is just text, and what cannot be read is said in German."""

from __future__ import annotations

import io

import docx
import pytest

from pipelines.errors import UsageProblem
from pipelines.publish.check import check, read
from pipelines.publish.check.text import tables
from tests.check import corpus_tools

PAGE = """<!doctype html><html><head><title>1</title><script>var n = '2.000 Personen'</script></head>
<body><h1>Neues</h1><p>Ende Juni&nbsp;2022 zählte die <b>aktive</b>
Zielgruppe 1.048&nbsp;Personen.</p></body></html>"""
SENTENCE = "Ende Juni 2022 zählte die aktive Zielgruppe 1.048 Personen."


def word_file(*paragraphs: str, cell: str = "") -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if cell:
        document.add_table(1, 1).cell(0, 0).text = cell
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        SENTENCE.encode(),
        SENTENCE.encode("cp1252"),
        b"\xef\xbb\xbf" + SENTENCE.encode(),
        SENTENCE.encode("utf-16"),
        word_file("Pressemitteilung", SENTENCE),
        word_file("Pressemitteilung", cell=SENTENCE),
        PAGE.encode(),
    ],
)
def test_the_same_claim_is_found_in_every_form(content):
    text = read(content)
    [verdict] = check(text, corpus_tools.facts())
    assert (verdict.claim.value, verdict.verdict) == (1048, "true")
    assert text[verdict.claim.start : verdict.claim.end] == verdict.claim.text


def test_a_box_of_facts_is_read_and_a_wider_table_is_named_and_left_out():
    """Read as sentences, last year's column and the changes beside it would be called false."""
    box = [("Aktive Zielgruppe am 30.06.2022", "1.048"), ("davon Frauen:", "503")]
    wide = [
        ("Kennzahl", "30.06.2022", "30.06.2021", "in Prozent"),
        ("Aktive Zielgruppe", "1.048", "1.019", "+3 %"),
    ]
    page = "<h1>Zahlen</h1><svg><text>1.200</text></svg>" + "".join(
        f"<table>{''.join('<tr>' + ''.join(f'<td>{cell}</td>' for cell in row) + '</tr>' for row in rows)}</table>"
        for rows in (box, wide)
    )
    document = docx.Document()
    document.add_paragraph("Zahlen")
    for rows in (box, wide):
        table = document.add_table(len(rows), len(rows[0]))
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                table.cell(at, column).text = cell
    buffer = io.BytesIO()
    document.save(buffer)
    for content in (f"<html><body>{page}</body></html>".encode(), buffer.getvalue()):
        text = read(content)
        assert text.split("\n\n") == [
            "Zahlen", "Aktive Zielgruppe am 30.06.2022: 1.048", "davon Frauen: 503", tables.NOT_READ,
        ]  # fmt: skip
        assert [(v.claim.value, v.verdict) for v in check(text, corpus_tools.facts())] == [
            (1048, "true"),
            (503, "true"),
        ]


def test_tables_that_lay_a_newsletter_out_lose_no_word():
    """Tables within tables, cells that nobody closes, and columns of prose with numbers."""
    page = (
        "<html><body><table><tr><td><h1>Neues</h1><p>Liebe Leserin,</p>"
        "<table><tr><td>Frauen Ende Juni 2022<td>503</table>"
        f"<p>{SENTENCE}</p></td><td>{SENTENCE.replace('1.048', '1.084')}</td><td>Telefon 415-100</td></tr></table>Ende."
    )
    lines = read(page.encode()).split("\n\n")
    assert lines == [
        "Neues", "Liebe Leserin,", "Frauen Ende Juni 2022: 503", SENTENCE, SENTENCE.replace("1.048", "1.084"),
        "Telefon 415-100", "Ende.",
    ]  # fmt: skip


def test_offsets_count_characters_of_the_text_as_it_is():
    text = read(("Überschrift\r\n\r\n" + SENTENCE).encode())
    [verdict] = check(text, corpus_tools.facts())
    assert verdict.claim.start == len("Überschrift\r\n\r\n") + SENTENCE.index("1.048")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 broken", "keine lesbare Word-Datei"),
        (b"%PDF-1.7 ...", "keine Text-, Word- oder HTML-Datei"),
        (b"\x00\x01\x02binary", "keine Text-, Word- oder HTML-Datei"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(content, said):
    with pytest.raises(UsageProblem, match=said):
        read(content, "entwurf.bin")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n  ",
        "=1+1",
        "<script>alert(1)</script> @SUM(A1)",
        "1" * 5000,
        "1.048 " * 500,
        "über " * 500,
        "((((((" * 300,
        "\x1b[31m1.048 Personen\x1b[0m",
        "ein " * 300 + "Drittel",
        "01.13.2022 und 31.06.2022 und 2022-13-45",
        "tausendhunderttausendundundund",
    ],
)
def test_hostile_text_is_just_text(text):
    assert [v for v in check(text, corpus_tools.facts()) if v.verdict == "false"] == []


def test_a_text_of_a_million_signs_is_refused_in_one_sentence():
    with pytest.raises(UsageProblem, match=r"^lang\.txt ist mit mehr als einer Million Zeichen zu lang"):
        read(b"Die Zielgruppe. " * 70_000, "lang.txt")
