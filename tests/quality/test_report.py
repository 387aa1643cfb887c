"""The report a person opens: what was found stands before the files, and a screen reader finds its way."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

from pipelines.quality.outcome import FileResult, FindingRow, Outcome
from pipelines.quality.report import as_html

_DAY = date(2022, 6, 30)


class _Page(HTMLParser):
    """Tags in their order with attributes, and the text of each."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None], list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs), []))

    def handle_data(self, data: str) -> None:
        if self.tags:
            self.tags[-1][2].append(data)

    def texts(self, *names: str) -> list[str]:
        return ["".join(text).strip() for tag, _, text in self.tags if tag in names]

    def attributes(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes, _ in self.tags if tag == name]


def _page() -> _Page:
    sentence = "«Ende IM» liegt vor <b>«Aufnahme IM»</b>; bitte berichtigen."
    files = [
        FileResult("faelle_CARITAS_2022-06-30.csv", "0", "faelle", "CARITAS", _DAY, rows_read=1200, rows_loaded=1199,
                   rows_quarantined=1, explanation="gelesen als Windows-1252, Semikolon, Kopfzeile in Zeile 4"),
        FileResult("faelle_CARITAS_2021-06-30.csv", "1", "faelle", "CARITAS", _DAY, verdict="superseded",
                   reason="Ein anderer Export zählt.", explanation="gelesen als UTF-8"),
    ]  # fmt: skip
    finding = FindingRow(
        "end_before_start", "error", "quarantine", files[0].file, 17, "Ende IM", sentence, traeger="CARITAS"
    )
    page = _Page()
    page.feed(as_html(Outcome("L0007", "warnings", _DAY, files, [finding])))
    return page


def test_language_title_and_one_first_heading() -> None:
    page = _page()
    assert page.attributes("html")[0]["lang"] == "de"
    assert page.texts("title") == ["Prüfbericht L0007"]
    assert len(page.texts("h1")) == 1


def test_headings_skip_no_level_and_findings_come_before_files() -> None:
    page = _page()
    levels = [int(tag[1]) for tag, _, _ in page.tags if tag in ("h1", "h2", "h3", "h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.texts("h2") == ["Was auffiel", "Dateien"]


def test_every_table_has_a_caption_and_every_head_a_scope() -> None:
    page = _page()
    assert len(page.attributes("table")) == 3
    assert len([text for text in page.texts("caption") if text]) == 3
    assert {head.get("scope") for head in page.attributes("th")} == {"col", "row"}
    regions = [one for one in page.attributes("div") if one.get("role") == "region"]
    assert len(regions) == 3 and all(one["tabindex"] == "0" and one["aria-label"] for one in regions)


def test_no_script_nothing_from_elsewhere_and_no_markup_from_outside() -> None:
    page = _page()
    used = {tag for tag, _, _ in page.tags}
    assert not used & {"script", "link", "img", "iframe", "b"}
    assert not any("src" in attributes or "href" in attributes for _, attributes, _ in page.tags)


def test_what_the_reader_is_told() -> None:
    text = as_html(Outcome("L0007", "refused", None, [], []))
    assert "abgelehnt, nichts wurde geändert" in text
    cells = _page().texts("td")
    assert "gelesen als Windows-1252, Semikolon, Kopfzeile in Zeile 4" in cells and "1.199" in cells
    assert "gelesen als UTF-8" in cells
