"""Presse: what is typed is understood or named, pictures are those of the folder, an approval is in the register."""

from __future__ import annotations

import errno
import io
import re
import shutil
import zipfile
from html import unescape

import pytest

from dashboard import presssheet
from dashboard.app import create
from pipelines.__main__ import main
from pipelines.paths import Home
from pipelines.publish import register
from pipelines.publish.press.folder import files
from tests.dashboard.conftest import Visit, serving

STAND = "2025-06"
OWN = {"Origin": "http://localhost"}
NAME = "Anna Beispiel"


@pytest.fixture(scope="module")
def app(approved):
    return create(approved)


@pytest.fixture
def client(app):
    return app.server.test_client()


@pytest.fixture
def desk(approved, tmp_path):
    """A home of its own, because approvals write into its register; and a client of the press office."""
    home = Home(shutil.copytree(approved.root, tmp_path / "home"))
    client = create(home).server.test_client()
    client.set_cookie("zgm-rolle", "press", domain="localhost")
    return home, client


def text(client, address):
    return client.get(address, follow_redirects=True).get_data(as_text=True)


def body(client, address):
    return re.search(r'<div id="vorab">(.*)</div><div id="dash"', text(client, address), re.S)[1]


def sections(client, address):
    """Title → HTML of each section of the document."""
    cards = body(client, address).split('<section class="karte dokument">')[1:]
    return {re.search(r"<h3>(.*?)</h3>", card)[1]: card.split("</section>")[0] for card in cards}


@pytest.mark.parametrize("typed", ["-5", "0", "7", "<b>", "99999999"])
def test_a_senseless_rounding_is_named_with_the_allowed_ones_and_stays_in_its_field(client, typed):
    page = unescape(text(client, f"/presse?rundung={typed}"))
    assert f"Auf «{typed}» lässt sich nicht runden; möglich sind Vielfache von 5 zwischen 5 und 1.000" in page
    assert re.search(rf'<input[^>]*value="{typed}"[^>]*name="rundung"', page)
    assert "Presseblatt herunterladen" not in page
    refused = client.get(f"/unterlage/presse.html?rundung={typed}")
    assert refused.status_code == 404 and "möglich sind Vielfache von 5" in refused.get_data(as_text=True)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("sperrtag=morgen", "Sperrfrist: «morgen» ist kein Tag; erwartet wird z. B. 14.07.2022."),
        ("sperrtag=31.02.2022", "Sperrfrist: «31.02.2022» ist kein Tag"),
        ("sperrtag=14.7.22", "Sperrfrist: «14.7.22» ist kein Tag"),
        ("sperrtag=14.07.2022&sperrzeit=25:00", "Sperrfrist: «25:00» ist keine Uhrzeit"),
        ("sperrzeit=10:00", "Sperrfrist: zur Uhrzeit fehlt der Tag"),
    ],
)
def test_an_embargo_that_is_none_is_named_and_stays_in_its_field(client, query, sentence):
    page = text(client, f"/presse?{query}")
    assert sentence in page
    assert f'value="{query.rpartition("=")[2]}"' in page


@pytest.mark.parametrize("hour", ["10:00", "10.00", "10", "10 Uhr"])
def test_the_embargo_stands_on_page_and_files_and_the_sheet_stays_a_draft(client, hour):
    query = f"stand={STAND}&sperrtag=14.07.2025&sperrzeit={hour}"
    for address in (f"/presse?{query}", f"/unterlage/presse.html?{query}"):
        page = text(client, address)
        assert "14.07.2025, 10:00 Uhr" in page and "noch nicht freigegeben" in page


def test_the_pictures_of_the_page_are_those_of_the_folder(client, app):
    from PIL import Image

    with app.server.test_request_context("/presse"):
        from flask import g

        from dashboard.roles import Visitor

        g.visitor = Visitor("", "press", "none")
        folder = files(presssheet.desk_of(app.contents.view("/presse", f"stand={STAND}")).sheet)
    for ending, name, size in (
        ("png", "beratungen_1600x900.png", (1600, 900)),
        ("quadrat.png", "beratungen_1080x1080.png", (1080, 1080)),
        ("svg", "beratungen.svg", None),
    ):
        answer = client.get(f"/datei/presse/beratungen.{ending}?stand={STAND}")
        assert answer.data == folder[name]
        assert name in answer.headers["Content-Disposition"]
        if size:
            assert Image.open(io.BytesIO(answer.data)).size == size
    packed = zipfile.ZipFile(io.BytesIO(client.get(f"/unterlage/presse.zip?stand={STAND}").data))
    assert {name: packed.read(name) for name in packed.namelist()} == folder
    mine = client.get(f"/datei/presse/beratungen.csv?stand={STAND}").get_data().splitlines()
    theirs = folder["07-abbildung-beratungen.csv"].splitlines()
    assert mine[: len(theirs)] == theirs and mine[0] == b"\xef\xbb\xbfMonat;Beratungen"


def test_each_topic_holds_its_picture_text_source_and_files_and_its_months_are_folded(client):
    found = sections(client, f"/presse?stand={STAND}")
    for title in ("Aktive Zielgruppe", "Ukraine", "Stellen", "Beratungen", "Aufnahmequote"):
        card = found[title]
        parts = ("<blockquote", "<img", "Quelle:", "Bild quadratisch", "Bildbeschreibung:", "Definition")
        order = [card.index(part) for part in parts]
        assert order == sorted(order), title
        open_parts = re.sub(r"<details>.*?</details>", "", card, flags=re.S)
        assert "Alle Werte als Tabelle" in card and open_parts.count("<tr") <= 5, title
    assert 'class="block"' not in body(client, "/presse"), "no chart hangs at the end of the page"


def test_a_flow_is_told_as_a_month_and_bars_as_they_stand(client):
    card = sections(client, f"/presse?stand={STAND}")["Beratungen"]
    assert re.search(r"<p>Im Juni 2025: [\d.]+ Beratungen\.</p>", card)
    assert "30.06.2025" not in re.sub(r'href="[^"]*"', "", card)
    assert "Am höchsten" not in body(client, "/presse")


def test_the_preview_of_the_briefing_has_its_content_in_its_order(client, app):
    from dashboard import publicworld

    document = publicworld.briefing_of(app.contents.view("/gemeinderat", f"stand={STAND}"))
    page = body(client, f"/gemeinderat?stand={STAND}")
    preview = unescape(re.sub(r"<details>.*?</details>|<figcaption>.*?</figcaption>", "", page, flags=re.S))
    at = preview.index('id="vorschau"')
    for string in document.strings():
        at = preview.find(string, at)
        assert at >= 0, string
    assert "Abbildung 1: " in preview and "Tabelle 1: Kennzahlen im Vergleich" in preview
    assert 'class="block"' not in page, "every chart stands within the text"
    text_of_page = preview[preview.index('id="vorschau"') :]
    assert ">31.01.2025<" not in text_of_page, "the months of a chart are folded"


def approve(client, **changed):
    sent = {"stand": STAND, "rundung": "100", "sperrtag": "14.07.2025", "sperrzeit": "10:00", "name": NAME}
    release = client.get("/health/release").get_json()["release"]
    return client.post("/freigabe/presse", data=sent | {"freigabe": release} | changed, headers=OWN)


APPROVED = f"stand={STAND}&rundung=100&sperrtag=14.07.2025&sperrzeit=10%3A00"


def test_an_approval_fills_the_register_and_signs_page_and_files_as_the_command_line_does(desk, tmp_path):
    home, client = desk
    before = {entry.id for entry in register.entries(home)}
    answer = approve(client)
    assert (answer.status_code, answer.location) == (303, f"/presse?{APPROVED}#freigabe")
    new = [entry for entry in register.entries(home) if entry.id not in before]
    assert {entry.metric for entry in new} >= {"active_target_group", "fte_funded", "consultations"}
    assert all(
        entry.world == "public" and entry.published.text == "2025-07-14" and NAME in entry.source
        and entry.note == "Sperrfrist 14.07.2025, 10:00 Uhr" for entry in new
    )  # fmt: skip
    page = text(client, f"/presse?{APPROVED}")
    assert f"Freigegeben von {NAME}. Die Zahlen stehen im Register" in page and "Entwurf, nicht" not in page
    words = ["press", "--home", str(home.root), "--as-of", "2025-06-30", "--grain", "100"]
    words += ["--embargo", "2025-07-14T10:00", "--approved-by", NAME, "--out", str(tmp_path / "blatt.html")]
    known = register.entries(home)
    assert main(words) == 0
    assert register.entries(home) == known, "approved once, by whichever way"
    made = (tmp_path / "blatt.html").read_text(encoding="utf-8")
    ours = text(client, f"/unterlage/presse.html?{APPROVED}")
    last = re.compile(r"zuletzt veröffentlicht: [^<]*")  # the command line meets its own approval there
    assert last.sub("", ours) == last.sub("", made)


def test_what_was_last_published_is_never_the_sheet_itself(desk):
    _, client = desk
    approve(client)
    assert "Presseblatt, 14.07.2025" not in body(client, f"/presse?{APPROVED}")
    assert "Presseblatt, 14.07.2025" in body(client, f"/presse?stand={STAND}")


def test_an_approval_holds_for_what_was_approved_only(desk):
    """No address signs a sheet: other sentences or another embargo are a draft again."""
    home, client = desk
    approve(client)
    known = register.entries(home)
    assert approve(client, name="Berta Beispiel").status_code == 303
    assert register.entries(home) == known, "a sheet is approved once"
    for query in (
        f"stand={STAND}",
        APPROVED.replace("10%3A00", "11:00"),
        "stand=2025-05",
    ):
        assert "noch nicht freigegeben" in text(client, f"/presse?{query}"), query


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": " "}, "Es fehlt, wer freigibt"),
        ({"name": "x" * 300}, "erlaubt sind höchstens 200"),
        ({"freigabe": "2020-01-31-00000000"}, "Inzwischen sind neuere Zahlen freigegeben"),
        ({"rundung": "7"}, "Auf «7» lässt sich nicht runden"),
        ({"sperrtag": "bald"}, "«bald» ist kein Tag"),
        ({"stand": "1999-01"}, "Für den 31.01.1999 gibt es hier keine Zahlen"),
    ],
)
def test_an_approval_that_cannot_be_meant_is_one_sentence_and_changes_nothing(desk, changed, sentence):
    home, client = desk
    known = register.entries(home)
    answer = approve(client, **changed)
    assert answer.status_code == 400 and sentence in answer.get_data(as_text=True)
    assert register.entries(home) == known


def test_a_register_that_cannot_be_written_is_one_sentence(desk, monkeypatch):
    """The account of the pages may have no right there: then the command line approves."""

    def refuse(*_):
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(presssheet.register, "record", refuse)
    answer = approve(desk[1])
    assert answer.status_code == 503
    assert "nicht schreiben (die Rechte reichen nicht aus)" in answer.get_data(as_text=True)


@pytest.mark.parametrize("role", ["council", "steward"])
def test_only_who_may_approves(desk, role):
    home, client = desk
    known = register.entries(home)
    client.set_cookie("zgm-rolle", role, domain="localhost")
    answer = approve(client)
    assert answer.status_code == 403 and "Ein Presseblatt geben nur frei" in answer.get_data(as_text=True)
    assert register.entries(home) == known
    assert "data-darf" not in re.search(r"<body[^>]*>", text(client, "/presse"))[0]


@pytest.mark.parametrize("sent", [{}, {"Origin": "https://boese.example"}])
def test_no_other_page_approves(desk, sent):
    home, client = desk
    known = register.entries(home)
    answer = client.post("/freigabe/presse", data={"stand": STAND, "name": NAME}, headers=sent)
    assert answer.status_code == 403 and register.entries(home) == known


def test_a_contradiction_to_print_is_told_before_the_approval_and_no_internal_number_with_it(desk):
    home, client = desk
    words = ["--published", "2025-07-01", "--as-of", "2025-06-30", "--metric", "active_target_group"]
    for value, world in (("999", ""), ("7777", "internal")):
        more = ["--medium", f"Zeitung {value}", "--source", "Ausschnitt", "--value", value]
        more += ["--world", world] if world else []
        assert main(["register", "add", "--home", str(home.root), *words, *more]) == 0
    page = text(client, f"/presse?stand={STAND}")
    assert "Achtung: ein Widerspruch" in page and "999" in page
    assert "7777" not in page


@pytest.mark.browser
def test_the_keyboard_alone_rounds_embargoes_and_approves_on_a_phone(chromium, desk):
    home, _ = desk
    with serving(create(home)) as base:
        context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="de-DE")
        context.set_default_timeout(20_000)
        visit = Visit(context.new_page(), base)
        page = visit.open("/presse")
        page.locator("#feld-rundung").focus()
        for word in ("100", "14.07.2025", "10:00"):
            page.keyboard.type(word)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/presse?rundung=100&sperrtag=14.07.2025&sperrzeit=10%3A00")
        visit.turn()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.locator("#feld-name").focus()
        page.keyboard.type(NAME)
        page.keyboard.press("Enter")
        page.wait_for_selector(f"text=Freigegeben von {NAME}.")
        assert page.locator("#feld-name").count() == 0
        assert (visit.errors, visit.foreign) == ([], [])
        context.close()


@pytest.mark.browser
def test_without_javascript_no_field_for_a_draft_stands_there_and_a_sentence_says_what_to_use(chromium, app):
    with serving(app) as base:
        context = chromium.new_context(locale="de-DE", java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{base}/presse")
        assert page.locator("#entwurf").is_hidden()
        assert page.get_by_text("braucht JavaScript").inner_text().endswith("denselben Text.")
        page = Visit(chromium.new_context(locale="de-DE").new_page(), base).open("/presse")
        assert page.locator("#entwurf").is_visible()
        assert page.get_by_text("braucht JavaScript").is_hidden()
        context.close()
