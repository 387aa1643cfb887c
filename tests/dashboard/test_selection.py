"""What an address filters is said wherever its figures stand: a picture or a sentence is passed on without its page."""

from __future__ import annotations

import re
from html import unescape

import pytest

from dashboard import findings
from dashboard.app import create
from pipelines.metrics import Query
from pipelines.metrics import dimensions as dims


@pytest.fixture(scope="module")
def public_app(approved):
    return create(approved)


def text(client, address):
    page = re.search(
        r'<div id="vorab">(.*?)</div><div id="dash"', client.get(address).get_data(as_text=True), re.S
    )
    return unescape(re.sub(r"<[^>]+>", "|", page[1]))


def tile_names(client, address):
    return re.findall(r'class="kachel-name">([^<]*)<', client.get(address).get_data(as_text=True))


@pytest.mark.parametrize(("path", "world"), [("/", "internal"), ("/", "public"), ("/struktur", "internal")])
def test_title_and_sentence_of_every_chart_name_the_filter(public_app, path, world):
    made = public_app.contents.page(path, "?traeger=CARITAS", world)
    assert made.blocks
    for block in made.blocks.values():
        assert block.chart.title.endswith(" (Caritas)"), block.key
        assert block.chart.sentence.startswith("Nur Caritas: "), block.key


def test_without_a_filter_no_chart_names_one(app):
    for block in app.contents.page("/", "").blocks.values():
        assert not block.chart.sentence.startswith("Nur ")


def test_an_unknown_attribute_is_named_with_what_is_unknown(app):
    chart = app.contents.page("/", "?alter=unknown").blocks["verlauf"].chart
    assert chart.title.endswith(" (Alter unbekannt)")


def test_a_tile_names_the_filter_that_its_figure_has_and_no_other(client):
    names = tile_names(client, "/?traeger=CARITAS")
    assert "Aktive Zielgruppe (Caritas)" in names
    assert "Ukraine: im Stadtgebiet" in names, "nobody's Träger stands in the arrivals register"
    assert "Aktive Zielgruppe" in tile_names(client, "/")


def test_what_stands_out_is_told_of_the_whole_whatever_is_filtered(public_app, monkeypatch):
    """The entries and exits of all Träger do not explain how one Träger's group changed."""
    monkeypatch.setattr(findings, "_WORTH_TELLING", 1)

    def told(search):
        return [sentence for sentence, _ in findings.findings(public_app.contents.view("/", search))]

    assert any("die Gruppe «" in sentence for sentence in told(""))
    assert told("?traeger=CARITAS") == told("")


def test_the_links_of_what_stands_out_lead_to_charts_of_the_whole(client):
    found = client.get("/?stand=2022-05&kennzahl=entries&traeger=CARITAS").get_data(as_text=True)
    links = re.findall(r'<a href="([^"]*)">Zum Diagramm', found)
    assert "/?stand=2022-05#verlauf" in links
    assert not [link for link in links if link.startswith("#")]
    assert 'href="#verlauf">Zum Diagramm' in client.get("/").get_data(as_text=True)


def test_with_a_filter_too_every_tile_answers_whether_it_may_be_quoted(public_app, approved):
    client = public_app.server.test_client()
    page = client.get("/?traeger=CARITAS").get_data(as_text=True)
    assert page.count('class="kachel-zitat"') == page.count('class="kachel"') > 0
    client.set_cookie("zgm-rolle", "press")
    printed = client.get("/?traeger=CARITAS").get_data(as_text=True)
    shown = re.search(r"Aktive Zielgruppe \(Caritas\).*?kachel-wert\">([^<]*)<", printed, re.S)[1]
    assert f"zitierfähig: {shown}" in page


def test_within_one_nationality_none_is_the_largest(client):
    assert "ist die größte Gruppe" in text(client, "/")
    assert "ist die größte Gruppe" not in text(client, "/?herkunft=166")


def test_a_percentage_names_its_base(client):
    sentence = re.search(r"Die größte Gruppe ist «[^.]*\.", text(client, "/").replace("1.", "1"))[0]
    assert re.search(r"Prozent von \d+\.$", sentence)


def test_a_breakdown_that_is_not_counted_with_the_selection_is_named(client):
    plain = text(client, "/?nach=sex&traeger=CARITAS")
    assert "gezeigt wird die Summe" not in plain
    fallen = text(client, "/?nach=region&traeger=CARITAS&alter=25-39")
    assert (
        "Nach «Herkunftsregion» gibt es «Aktive Zielgruppe» mit dieser Auswahl nicht; gezeigt wird die Summe."
        in fallen
    )


def test_the_structure_names_what_it_does_not_show(client):
    assert "nicht gezählt" not in text(client, "/struktur")
    found = re.search(
        r"Mit dieser Auswahl nicht gezählt: ([^|]*)\.", text(client, "/struktur?traeger=CARITAS&alter=25-39")
    )
    assert "Haushalt" in found[1]
    assert "Geschlecht" not in found[1].split("; "), "that one is shown"
    assert "Erst ab dem 31.12.2021 bekannt: Sprachniveau, Erwerbsstatus." in text(
        client, "/struktur?stand=2020-01"
    )


def test_the_choice_says_only_what_can_be_chosen(client, public_app):
    assert "Höchstens 2 Filter und eine Gliederung zugleich." in text(client, "/")
    assert "Höchstens 2 Filter zugleich." in text(client, "/struktur")
    reader = public_app.server.test_client()
    reader.set_cookie("zgm-rolle", "press")
    assert "Höchstens" not in text(reader, "/?kennzahl=entries"), "entries are published without an attribute"


def test_a_filter_that_brings_nothing_can_still_be_taken_away(public_app):
    reader = public_app.server.test_client()
    reader.set_cookie("zgm-rolle", "press")
    address = "/?kennzahl=entries&traeger=CARITAS"
    page = reader.get(address).get_data(as_text=True)
    assert re.search(r'<select[^>]*name="traeger"', page)
    assert not re.search(
        r'<select[^>]*name="traeger"', reader.get("/?kennzahl=entries").get_data(as_text=True)
    )


@pytest.mark.parametrize(
    ("metric", "dimension"),
    [("duration_median", "nationality"), ("duration_median", "housing"), ("per_1000_inhabitants", "age_band"),
     ("per_1000_inhabitants", "nationality")],
)  # fmt: skip
def test_the_groups_left_out_of_a_breakdown_are_the_smaller_ones(public_app, metric, dimension):
    """A duration says nothing about how many people it was taken from, nor does a figure per inhabitant."""
    made = public_app.contents.page("/", f"?kennzahl={metric}&nach={dimension}", "internal")
    day = made.state.as_of
    cells = made.edition.ask(Query("active_target_group", day, by=(dimension,)))
    sizes = {dims.dimension(dimension).label(cell.by[dimension]): cell.value for cell in cells if cell.by}
    chart = made.blocks["verlauf"].chart
    drawn = [series.name for series in chart.series]
    assert len(drawn) == 4
    assert min(sizes[name] for name in drawn) >= max(
        size for name, size in sizes.items() if name not in drawn
    )
    [note] = [note for note in chart.notes if note.startswith("Nicht gezeigt")]
    assert note.count(";") <= 8
