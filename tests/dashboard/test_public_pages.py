"""Gemeinderat and Presse over a release with public numbers, from the command line to the browser."""

from __future__ import annotations

import pytest

from dashboard.app import create
from dashboard.pages import pages
from pipelines.publish.briefing.corrections import Corrections
from pipelines.publish.document import Paragraph
from tests.dashboard.conftest import Visit, serving


@pytest.fixture(scope="module")
def public_app(approved):
    return create(approved)


@pytest.fixture
def public_client(public_app):
    return public_app.server.test_client()


def text(client, address):
    return client.get(address).get_data(as_text=True)


def test_without_public_numbers_both_pages_are_one_sentence(client):
    for address in ("/gemeinderat", "/presse"):
        assert "zurzeit abgeschaltet" in text(client, address)
        assert client.get(f"/unterlage{address}.pdf").status_code == 404


@pytest.mark.parametrize(
    ("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!doctype")]
)
def test_the_briefing_comes_in_every_form_with_the_words_of_the_form(public_client, form, begins):
    answer = public_client.get(f"/unterlage/gemeinderat.{form}?gremium=Hauptausschuss&sitzung=14.07.2025")
    assert answer.status_code == 200
    assert answer.data.startswith(begins)
    if form == "html":
        assert "Hauptausschuss" in answer.get_data(as_text=True)


def test_preview_and_document_show_the_same_strings(public_client, public_app):
    from html import escape

    from dashboard import publicworld

    page = text(public_client, "/gemeinderat")
    document = publicworld.briefing_of(public_app.contents.view("/gemeinderat", ""))
    assert [word for word in document.strings() if escape(word) not in page and len(word) > 40] == []


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("sitzung=morgen", "Sitzung: «morgen» ist kein Tag; erwartet wird z. B. 30.06.2022."),
        ("vergleich=gestern", "Vergleich: «gestern» ist kein Tag; erwartet wird z. B. 30.06.2022."),
        ("vergleich=2024-12", "Vergleich: «2024-12» ist kein Tag"),
        ("oeffentlich=vielleicht", "Art der Sitzung: «vielleicht» gibt es nicht"),
        ("vergleich=31.12.2030", "Der Vergleichstag 31.12.2030 liegt nicht vor dem Stichtag"),
        ("vergleich=30.12.2024", "Der Vergleichstag 30.12.2024 ist kein Stichtag der öffentlichen Zahlen"),
        ("vergleich=31.12.2010", "Der Vergleichstag 31.12.2010 ist kein Stichtag der öffentlichen Zahlen"),
    ],
)
def test_what_the_form_of_the_briefing_cannot_mean_is_named_in_its_place_and_no_file_uses_something_else(
    public_client, query, sentence
):
    """Of «gestern» page and PDF made the comparison with the year before; the PDF without a word."""
    page = text(public_client, f"/gemeinderat?{query}")
    assert sentence in page and "feld-vergleich" in page
    assert "Vorschau" not in page and "/unterlage/gemeinderat" not in page
    file = public_client.get(f"/unterlage/gemeinderat.pdf?{query}")
    assert file.status_code == 404 and sentence in file.get_data(as_text=True)


def test_two_things_that_cannot_be_meant_are_both_named(public_client):
    page = text(public_client, "/gemeinderat?sitzung=morgen&vergleich=gestern")
    assert "«morgen» ist kein Tag" in page and "«gestern» ist kein Tag" in page


def test_before_the_first_month_there_is_nothing_to_compare_with(public_client, public_app):
    first = min(public_app.contents.page("/gemeinderat", "").edition.release.public.months)
    sentence = f"Vor dem {first:%d.%m.%Y} gibt es keine öffentlichen Zahlen zum Vergleichen"
    assert sentence in text(public_client, f"/gemeinderat?stand={first:%Y-%m}")


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/unterlage/gemeinderat.pdf?stand=2010-01", "Für den 31.01.2010 gibt es hier keine Zahlen"),
        ("/unterlage/presse.docx?stand=gestern", "Den Stichtag «gestern» gibt es nicht"),
        ("/unterlage/presse.zip?stand=gestern", "Den Stichtag «gestern» gibt es nicht"),
        ("/datei/ueberblick/verlauf.csv?traeger=AWO2", "«AWO2» gibt es bei «Träger» nicht"),
        ("/datei/ueberblick/verlauf.png?stand=2031-01", "Für den 31.01.2031 gibt es hier keine Zahlen"),
        ("/datei/ukraine/bestand.xlsx?nach=sex", "Die Angabe «nach» in der Adresse kennt diese Seite nicht"),
    ],
)
def test_a_file_of_an_address_that_is_not_understood_is_a_sentence_not_another_file(
    public_client, address, sentence
):
    """The CSV of an unknown Träger was that of all of them."""
    answer = public_client.get(address)
    told = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert told == f"Diese Datei gibt es nicht: {sentence}; bitte auf der Seite neu wählen."


def test_a_session_before_the_stichtag_is_pointed_out_and_not_refused(public_client):
    early = "Die Sitzung am 01.06.2022 liegt vor dem Stichtag"
    page = text(public_client, "/gemeinderat?sitzung=01.06.2022")
    assert early in page and "Vorschau" in page
    assert "liegt vor dem Stichtag" not in text(public_client, "/gemeinderat?sitzung=14.07.2031")


def test_the_form_says_whether_the_session_is_public_and_what_to_compare_with(public_client):
    page = text(public_client, "/gemeinderat?sitzung=14.07.2025&oeffentlich=nein&vergleich=31.12.2024")
    assert "14.07.2025, nichtöffentlich" in page and "Vergleich mit 31.12.2024" in page
    assert "oeffentlich=nein" in page  # the downloads carry it


def test_page_and_command_line_tell_the_same_corrections(public_client, public_app, monkeypatch):
    """The preview has the content of the printed briefing, corrections included."""
    from dashboard import publicworld

    told = Corrections(("Aktive Zielgruppe, Stand Mai 2025: 205, bisher 200",), 0, True)
    asked = []
    monkeypatch.setattr(publicworld, "corrections", lambda *given: asked.append(given) or told)
    document = publicworld.briefing_of(public_app.contents.view("/gemeinderat", ""))
    assert f"Berichtigungen seit der letzten Unterlage: {told.totals[0]}." in document.strings()
    assert asked[0][2] == document.as_of


def test_every_sentence_of_the_press_sheet_can_be_copied(public_client, public_app):
    from dashboard import presssheet

    page = text(public_client, "/presse")
    sheet = presssheet.desk_of(public_app.contents.view("/presse", "")).sheet
    quotes = [
        block.text
        for block in sheet.document.blocks()
        if isinstance(block, Paragraph) and block.kind == "quote"
    ]
    assert quotes
    assert page.count('class="knopf leise kopieren nur-mit-skript"') == len(quotes)


@pytest.mark.parametrize("path", list(pages()))
@pytest.mark.parametrize("world", ["internal", "public"])
def test_every_chart_has_a_heading_and_a_sentence(public_app, path, world):
    for block in public_app.contents.page(path, "", world).blocks.values():
        assert block.chart.title
        assert block.chart.sentence.endswith("."), block.key


def test_the_overview_says_what_may_be_quoted(public_client, public_app, client):
    page = text(public_client, "/")
    figure = public_app.contents.view("/presse", "")
    from dashboard import publicworld
    from pipelines.publish import german

    internal = public_app.contents.page("/", "").edition.ask
    from pipelines.metrics import Query

    exact = internal(Query("active_target_group", figure.as_of))[0]
    published = publicworld.published(figure, exact)
    assert published.value % 5 == 0
    assert f"zitierfähig: {german.shown(published)}" in page
    assert "nicht zum Zitieren" in page
    assert "dürfen nicht zitiert werden" in text(client, "/")
    public_client.set_cookie("zgm-rolle", "press", domain="localhost")
    assert "dürfen mit ihrem Stand zitiert werden" in text(public_client, "/")


def test_public_pages_and_files_are_not_marked_internal(public_client, public_app):
    assert "Öffentliche Zahlen" in text(public_client, "/presse")
    made = public_app.contents.page("/presse", "")
    for key in made.blocks:
        assert "Dienstgebrauch" not in public_client.get(f"/datei/presse/{key}.csv").get_data(as_text=True)
    assert "Dienstgebrauch" in public_client.get("/datei/ueberblick/verlauf.csv").get_data(as_text=True)


@pytest.mark.browser
def test_the_living_page_says_that_the_kind_of_session_is_left_open(chromium, public_app):
    """A list whose value was empty showed nothing once Dash had taken over."""
    with serving(public_app) as base:
        context = chromium.new_context(locale="de-DE")
        page = Visit(context.new_page(), base).open("/gemeinderat")
        chosen = page.locator("#feld-oeffentlich").evaluate(
            "list => list.selectedOptions[0]?.textContent ?? ''"
        )
        assert chosen == "ohne Angabe"
        page.locator("#feld-gremium").fill("Hauptausschuss")
        page.get_by_role("button", name="Übernehmen").click()
        page.wait_for_url("**/gemeinderat?gremium=Hauptausschuss")
        context.close()


@pytest.mark.browser
def test_a_draft_is_checked_on_the_page_and_both_pages_have_no_barrier(chromium, public_app):
    from axe_playwright_python.sync_playwright import Axe

    with serving(public_app) as base:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
        visit = Visit(context.new_page(), base)
        page = visit.open("/gemeinderat")
        assert Axe().run(page).response["violations"] == []
        page = visit.open("/presse")
        page.locator("#entwurf").fill("Derzeit umfasst die aktive Zielgruppe 99.999 Personen.")
        page.locator("#pruefen-knopf").click()
        page.wait_for_selector("#urteile li")
        assert "Stimmt nicht" in page.locator("#urteile").inner_text()
        assert Axe().run(page).response["violations"] == []
        assert visit.errors == []
        assert visit.foreign == []
        context.close()


def test_how_many_findings_the_deliveries_had_stays_inside(public_app, public_client):
    assert public_app.contents.library.current("internal").release.manifest["findings"]["by_delivery"]
    public_client.set_cookie("zgm-rolle", "council")
    assert "Befunde der Prüfung" not in text(public_client, "/daten")
    public_client.set_cookie("zgm-rolle", "ob")
    assert "Befunde der Prüfung" in text(public_client, "/daten")


def test_whoever_sees_rounded_numbers_is_told_so(public_client):
    public_client.set_cookie("zgm-rolle", "council")
    assert "eine 0 heißt «0 bis 4»" in text(public_client, "/struktur")
    public_client.set_cookie("zgm-rolle", "ob")
    assert "eine 0 heißt" not in text(public_client, "/struktur")
