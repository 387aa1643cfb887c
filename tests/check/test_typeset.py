"""Signs that only set a text change nothing of its claims: emphasis, footnote marks, numbers of a list, hyphenation.

Drafts come out of mails, PDFs, Markdown and council systems; every one of these made true numbers false or lost them.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable

import docx
import pytest

from pipelines.publish.check import check, read
from pipelines.publish.check.text import typeset
from tests.check import corpus_tools

SENTENCE = "Ende Juni 2022 zählte die aktive Zielgruppe 1.048 Personen."
_NUMBER = re.compile(r"(?<= )(?!(?:19|20)\d\d\b)(\d[\d.,]*\d|\d)(?= [A-Za-zÄÖÜ])")
_NOUN = re.compile(r"\b(Personen|Menschen|Prozent|Beratungen|Zugänge|Abgänge|Euro|Stellen)\b")
_PARTED = re.compile(
    r"\b(Integrations|Ziel|Stellen|Aufnahme|Landes)(management|gruppe|anteile|quote|soll|förderung)"
)


def _once(pattern: re.Pattern[str], by: str) -> Callable[[str], str]:
    return lambda text: pattern.sub(by, text, count=1)


def _one_line(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: text if "\n" in text else change(text)


_EVERY = 20  # of the texts that a setting changes
_SETTINGS: dict[str, Callable[[str], str]] = {
    "bold": _once(_NUMBER, r"**\1**"),
    "italics": _once(_NUMBER, r"*\1*"),
    "all bold": _one_line(lambda text: f"**{text}**"),
    "a high number": _once(_NOUN, r"\1¹"),
    "a star": _once(_NOUN, r"\1*"),
    "a number in brackets": _once(_NOUN, r"\1 [1]"),
    "a number and a bracket": _once(_NOUN, r"\g<1>2)"),
    "an item": _one_line(lambda text: f"3. {text}"),
    "a paragraph": _one_line(lambda text: f"(2) {text}"),
    "a hyphen at the line's end": _one_line(_once(_PARTED, r"\1-\n\2")),
    "a soft hyphen": _once(_PARTED, "\\1\u00ad\\2"),
    "letters and their dots apart": lambda text: unicodedata.normalize("NFD", text),
    "ligatures": lambda text: text.replace("fl", "ﬂ").replace("fi", "ﬁ"),
    "spaces that hold together": lambda text: text.replace(" ", "\u00a0"),
    "two spaces": lambda text: text.replace(" ", "  "),
    "a quoted mail": lambda text: "> " + text.replace("\n", "\n> "),
    "indented": lambda text: "    " + text.replace("\n", "\n    "),
    "a ticker": _one_line(lambda text: f"+++ {text} +++"),
    "EUR before the sum": _once(re.compile(r"(\d[\d.]*\d) Euro\b"), r"EUR \1"),
    "no cents": _once(re.compile(r"(\d) Euro\b"), r"\1,- Euro"),
    "no sharp s": _once(re.compile(r"\b([Gg]r[öo]|hie|lie)ß"), r"\1ss"),
}


@pytest.mark.parametrize("name", _SETTINGS)
def test_the_setting_changes_no_claim(name):
    texts = [(entry, _SETTINGS[name](entry["text"])) for entry in corpus_tools.some_with_claims()]
    changed = [(entry, text) for entry, text in texts if text != entry["text"]]
    assert changed
    for entry, text in changed[::_EVERY]:
        assert corpus_tools.said({**entry, "text": text}) == corpus_tools.said(entry), text
        for verdict in corpus_tools.judged({**entry, "text": text}):
            assert text[verdict.claim.start : verdict.claim.end] == verdict.claim.text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ende Juni 2022 zählte die aktive Ziel-\ngruppe **1.048** Personen¹.", "1.048** Personen"),
        ("Ende Juni 2022 zählte die aktive Zielgruppe 1.048 Per-\nsonen.", "1.048 Per-\nsonen"),
        (
            "Ende Juni 2022 zählte sie\u00a0– die aktive Zielgruppe – 1.048\u00a0Personen.",
            "1.048\u00a0Personen",
        ),
    ],
)
def test_a_claim_is_told_with_the_place_and_the_words_of_the_draft(text, found):
    [verdict] = check(text, corpus_tools.facts())
    assert (verdict.claim.value, verdict.verdict, verdict.claim.text) == (1048, "true", found)
    assert text[verdict.claim.start : verdict.claim.end] == found


@pytest.mark.parametrize(
    "text",
    [
        "Gretherstraße: 1.240 m²",
        "In der Gruppe (darunter Frauen 38) war es still.",
        "Ein- \noder Auspendler",
        "1. Halbjahr 2024: 142 Zugänge",
        "30. Juni 2022\n31. 12. 2024: 1.380 Personen",
        "1. Entwicklung der Zielgruppe\nEnde 2024 …",
        "Ukrainer*innen und 2 * 3",
        "außer Dienst, Aussagen, Gasse, Busse",
        "besetzt    4,0\tgefördert",
    ],
)
def test_what_says_something_stays(text):
    assert typeset.bare(text).text == text


def test_a_high_number_in_a_page_or_a_word_file_is_no_digit_of_the_number_before():
    document = docx.Document()
    paragraph = document.add_paragraph("Ende Juni 2022 zählte die aktive Zielgruppe 1.048")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" Personen.")
    buffer = io.BytesIO()
    document.save(buffer)
    page = b"<html><p>" + SENTENCE.replace("1.048", "1.048<sup>1</sup>").encode() + b"</p></html>"
    for content in (buffer.getvalue(), page):
        [verdict] = check(read(content), corpus_tools.facts())
        assert (verdict.claim.value, verdict.verdict) == (1048, "true")
