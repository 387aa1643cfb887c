"""Council and press see every page with public numbers only, whatever they send; the demo can change its role."""

from __future__ import annotations

import base64
import re
from decimal import Decimal
from html import unescape

import pytest

from dashboard.app import create
from dashboard.pages import pages
from dashboard.publicedition import PublicEdition
from pipelines.disclosure.leaks import leaks
from pipelines.metrics import catalogue
from pipelines.publish.chart.scale import _SHORT
from pipelines.releases.reader import Release

ADDRESSES = [
    *pages(),
    "/?kennzahl=entries",
    "/?nach=nationality&zeitraum=alle",
    "/?herkunft=475",
    "/?unterbringung=UMA_JH",
    "/?kennzahl=duration_median",
    "/?nach=traeger&geschlecht=m&alter=0-5",
    "/struktur?geschlecht=m",
    "/struktur?herkunft=475&status=24",
    "/personal?plus=110&bis=2026-01",
    "/ukraine?stand=2025-01",
    "/?stand=2030-01",
    "/gemeinderat?sitzung=14.07.2025",
]  # fmt: skip
FORMS = ("svg", "png", "csv", "daten.csv", "xlsx", "breit.svg", "schmal.svg")


@pytest.fixture(scope="module")
def sealed(approved):
    return create(approved)


@pytest.fixture(params=["press", "council"])
def reader(sealed, request, monkeypatch):
    """A touch of the internal world is an error: then no number of it can get out."""
    sealed_off = property(lambda _: pytest.fail("the internal world was opened"))
    monkeypatch.setattr(Release, "internal", sealed_off)
    client = sealed.server.test_client()
    client.set_cookie("zgm-rolle", request.param, domain="localhost")
    return client


def addresses_in(text):
    found = re.findall(r'(?:href|src|srcset)="(/[^"#]*)', text)
    return {unescape(address) for address in found if address != "/"}


def test_every_page_link_and_file_answers_without_the_internal_world(reader):
    seen: set[str] = set()
    for address in ADDRESSES:
        answer = reader.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        text = answer.get_data(as_text=True)
        assert "Nur für den Dienstgebrauch" not in text, address
        seen |= addresses_in(text)
    files = {address for address in seen if address.startswith(("/datei/", "/unterlage/"))}
    assert len(files) > 40
    for address in sorted(seen - set(pages())):
        with reader.get(address, follow_redirects=True) as answer:
            assert answer.status_code == 200, address


def call(client, outputs, inputs, states=()):
    wanted = [{"id": name, "property": "children"} for name in outputs]
    several = f"..{'...'.join(f'{name}.children' for name in outputs)}.."
    body = {
        "output": several if len(outputs) > 1 else f"{outputs[0]}.children",
        "outputs": wanted if len(outputs) > 1 else wanted[0],
        "inputs": [{"id": name, "property": what, "value": value} for name, what, value in inputs],
        "state": [{"id": name, "property": what, "value": value} for name, what, value in states],
        "changedPropIds": [f"{inputs[0][0]}.{inputs[0][1]}"],
    }  # fmt: skip
    return client.post("/_dash-update-component", json=body)


def test_callbacks_answer_from_the_public_world_too(reader):
    for address in ADDRESSES:
        path, _, query = address.partition("?")
        search = f"?{query}" if query else ""
        answer = call(reader, ["seite"], [("ort", "pathname", path), ("ort", "search", search)])
        assert answer.status_code == 200, address
        assert "Dienstgebrauch" not in answer.get_data(as_text=True)
    verdict = call(
        reader, ["urteile-kurz", "urteile"], [("pruefen-knopf", "n_clicks", 1)],
        [("entwurf", "value", "Die aktive Zielgruppe umfasst 101 Personen.")],
    )  # fmt: skip
    assert verdict.status_code == 200


def allowed_numbers(app):
    """Everything the public world was asked on the way here, and what follows from it: sums, differences, shares."""
    edition = app.contents.library.current("public")
    assert isinstance(edition, PublicEdition)
    numbers = {Decimal(step) for step in range(0, 5000, edition.settings["disclosure.base"])}
    for figures in edition._answers.values():
        for figure in figures:
            if figure.unit in {"fte", "eur", "persons_per_fte", "per_1000", "fraction", "eur_per_person"} or (
                "consultations" in figure.unit
            ):
                for number in (figure.value, figure.numerator, figure.denominator):
                    if number is not None:
                        exact = Decimal(str(number))
                        numbers |= {exact, round(exact), round(exact, 1), round(exact, 2), round(exact * 100)}
    return numbers


# A share is a whole percentage of printed numbers; a change says how far two printed rates are apart.
_DERIVED = re.compile(r"\d+(?:\s|\u202f)(?:%|Prozent\b|Prozentpunkte?)|um \d+ (?:höher|niedriger)")


_HOUSE = [
    "§ 24", "3-Jahres", "36 Monate", "12 Monate", "nächsten 12", "0 bis 4", "18–24", "25–39", "40–64", "65+", "6–17",
    "0–5", "6 bis unter 12", "12 bis unter 24", "24 bis unter 36", "unter 6", "über 36", "2 Filter",
    "1. Halbjahr", "2. Halbjahr",
    "höchstens 4", "0 bis 4",  # how the public world rounds
]  # fmt: skip


@pytest.mark.parametrize("address", ["/", "/ukraine", "/struktur", "/?kennzahl=entries&zeitraum=12"])
def test_no_page_shows_a_number_that_the_public_world_does_not_hold(reader, sealed, address):
    text = reader.get(address, follow_redirects=True).get_data(as_text=True)
    body = re.search(r'<div id="vorab">(.*)</div><div id="dash"', text, re.S)[1]
    body = re.sub(
        r'<div class="definition">.*?</div>|<section[^>]*class="block szenario[^"]*".*?</section>',
        "",
        body,
        flags=re.S,
    )
    body = re.sub(r"<select.*?</select>|<h2 class=.nur-vorgelesen.*?</h2>", "", body, flags=re.S)
    words = _DERIVED.sub(" ", unescape(re.sub(r"<[^>]+>", " ", body)))
    house = [metric.name for metric in catalogue.load().values()]
    house += _HOUSE
    edition = sealed.contents.library.current("public")
    house += [edition.id]
    assert leaks(words, "text", allowed_numbers(sealed), house) == []


def test_the_interactive_chart_has_the_rounded_numbers(sealed, approved):
    """Plotly packs arrays as base64; every person in them is a multiple of the base."""
    import struct

    with sealed.server.test_request_context("/"):
        from flask import g

        from dashboard.roles import Visitor
        from pipelines.publish.chart import figure

        g.visitor = Visitor("", "press", "none")
        made = sealed.contents.page("/", "")
    drawn = figure(made.blocks["verlauf"].chart, False)
    values = []
    for trace in drawn["data"]:
        row = trace["y"]
        if isinstance(row, dict):
            raw = base64.b64decode(row["bdata"])
            row = struct.unpack(f"<{len(raw) // 8}d", raw)
        values += [value for value in row if value is not None]
    assert values
    assert all(value % 5 == 0 for value in values)


def test_a_code_that_is_merged_into_a_rest_is_no_zero(reader):
    """«0» would be a false statement about people who are counted elsewhere."""
    text = reader.get("/?unterbringung=UMA_JH").get_data(as_text=True)
    assert "«UMA_JH» gibt es bei" in text


def test_the_demo_says_that_nobody_logged_in_and_changes_its_role(approved):
    client = create(approved).server.test_client()
    first = client.get("/").get_data(as_text=True)
    assert "Vorführung ohne Anmeldung" in first and "Nur für den Dienstgebrauch" in first
    own = {"Origin": "http://localhost"}
    answer = client.post("/rolle", data={"rolle": "press", "weiter": "/ukraine"}, headers=own)
    assert (answer.status_code, answer.location) == (303, "/ukraine")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert "Nur für den Dienstgebrauch" not in client.get("/").get_data(as_text=True)


@pytest.mark.parametrize("sent", [{}, {"Origin": "https://boese.example"}, {"Origin": "null"}])
def test_a_form_of_another_page_changes_nothing(client, sent):
    assert client.post("/rolle", data={"rolle": "ob"}, headers=sent).status_code == 403


@pytest.mark.parametrize("role", ["", "könig", "OB", "ob,press"])
def test_an_unknown_role_is_of_the_public_world(approved, role):
    client = create(approved).server.test_client(use_cookies=False)
    answer = client.get("/", headers={"Cookie": f"zgm-rolle={role.encode().decode('latin1')}"})
    assert "Nur für den Dienstgebrauch" not in answer.get_data(as_text=True)


def test_a_picture_kept_by_the_browser_is_not_shown_to_another_role(approved):
    client = create(approved).server.test_client()
    address = "/datei/ueberblick/verlauf.breit.svg"
    tag = client.get(address).headers["ETag"]
    client.set_cookie("zgm-rolle", "press", domain="localhost")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_without_a_public_part_a_public_role_reads_one_sentence(app):
    client = app.server.test_client()
    client.set_cookie("zgm-rolle", "press", domain="localhost")
    answer = client.get("/")
    assert answer.status_code == 503
    assert "keine öffentlichen Zahlen" in answer.get_data(as_text=True)
    assert client.get("/datei/ueberblick/verlauf.csv").status_code == 404


_KINDS = {"svg": "svg", "png": "png", "csv": "csv", "xlsx": "xlsx"}
# What charts say in numbers besides counts: axes, footnotes, shares of printed numbers.
_CHART_WORDS = [f"{month} {year}" for month in _SHORT for year in range(18, 28)]
_CHART_WORDS += [f"Mai {year}" for year in range(2018, 2028)]  # «Mai 20» of an axis is no part of «Mai 2024»
_CHART_WORDS += [f"{share}{gap}Prozent" for share in range(101) for gap in " \u00a0\u202f"] + [
    f"({note})" for note in range(1, 10)
]


_PRINTED_EXACTLY = ("/personal/", "/presse/stellen.", "/presse/aufnahmequote.")


def files_about_persons(reader):
    """Every file behind the public pages but those about positions, money and the quota: address → content."""
    found = {}
    for address in ADDRESSES:
        text = reader.get(address, follow_redirects=True).get_data(as_text=True)
        for file in addresses_in(text):
            exact = any(part in file for part in _PRINTED_EXACTLY)
            if file.startswith("/datei/") and not exact and file not in found:
                found[file] = reader.get(file, follow_redirects=True).get_data()
    return found


def kind_of(address):
    return _KINDS[address.partition("?")[0].rsplit(".", 1)[1]]


def test_no_file_behind_a_page_holds_a_number_that_was_not_published(reader, sealed):
    files = files_about_persons(reader)
    house = [metric.name for metric in catalogue.load().values()] + _HOUSE + _CHART_WORDS
    house.append(sealed.contents.library.current("public").id)
    allowed = allowed_numbers(sealed)
    found = {address: leaks(content, kind_of(address), allowed, house) for address, content in files.items()}
    assert {address: leaked for address, leaked in found.items() if leaked} == {}
    assert {kind_of(address) for address in files} == {"svg", "png", "csv", "xlsx"}


@pytest.mark.parametrize("kind", ["svg", "csv"])
def test_an_exact_number_in_a_file_behind_a_page_is_found(reader, sealed, kind):
    """The test above can fail."""
    content = next(c for a, c in sorted(files_about_persons(reader).items()) if kind_of(a) == kind)
    spoiled = content.replace(b"Personen", b"17 Personen").replace(b"Stichtag", b"17 Stichtag")
    house = [*_CHART_WORDS, *_HOUSE, sealed.contents.library.current("public").id]
    assert {leak.found for leak in leaks(spoiled, kind, allowed_numbers(sealed), house)} == {"17"}
