"""The server without a browser: every answer, its headers, its files, and what it never loads."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
import socket
import subprocess
import sys
import threading
import zipfile

import pytest
from gunicorn.http.errors import LimitRequestLine

from dashboard import server
from dashboard.app import create
from dashboard.content import Contents
from dashboard.pages import pages
from pipelines.errors import EnvironmentProblem, UsageProblem
from pipelines.paths import CHECKOUT, Home
from pipelines.publish import exports
from tests.dashboard.town import NOTICE, release

KEYS = [(page.slug, path) for path, page in pages().items()]


@pytest.mark.parametrize("path", list(pages()))
def test_every_page_is_whole_before_scripts_run(client, path):
    text = client.get(path).get_data(as_text=True)
    assert text.count("<h1>") == 1
    assert '<html lang="de">' in text
    assert 'href="#inhalt"' in text
    assert 'id="react-entry-point"' in text and "Loading..." not in text, "Dash brings an English word"
    assert "Stand" in text or path in {"/gemeinderat", "/presse", "/barrierefreiheit"}


def test_an_unknown_page_is_a_sentence_and_a_404(client):
    answer = client.get("/gibt-es-nicht")
    assert answer.status_code == 404
    assert "Diese Seite gibt es nicht" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "address",
    [
        "/datei/../datei/ueberblick/verlauf.csv",
        "/datei/ueberblick/..%2fverlauf.csv",
        "/datei//ueberblick/verlauf.csv",
        "/_dash-component-suites/dash/../../dashboard/app.py",
        "/_dash-component-suites/dashboard/app.py",
        "/_dash-mcp",
        "/assets/../app.py",
        "/%00",
    ],
)
@pytest.mark.parametrize("method", ["get", "head"])
def test_an_address_that_is_bent_is_a_404_like_any_other(client, address, method):
    answer = getattr(client, method)(address)
    assert answer.status_code == 404
    assert method == "head" or "Diese Seite gibt es nicht" in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/nirgends", "", None, ["/"], {"a": 1}, 7])
def test_a_callback_sent_by_hand_with_anything_is_answered(client, path):
    body = {
        "output": "seite.children", "outputs": {"id": "seite", "property": "children"},
        "inputs": [{"id": "ort", "property": what, "value": path} for what in ("pathname", "search")],
        "changedPropIds": ["ort.pathname"],
    }  # fmt: skip
    sent = client.post("/_dash-update-component", json=body, headers={"Origin": "http://localhost"})
    assert sent.status_code == 200


def test_a_form_with_empty_fields_is_led_to_the_short_address(client):
    answer = client.get("/?kennzahl=entries&stand=2022-07&zeitraum=36&nach=ohne&traeger=ohne")
    assert answer.status_code == 302
    assert answer.location == "/?kennzahl=entries"


def test_security_headers_are_on_every_answer(client):
    for address in ("/", "/health/live", "/datei/ueberblick/verlauf.csv", "/gibt-es-nicht"):
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_the_one_script_within_a_page_is_named_by_its_hash_and_fetches_the_other_after_the_first_paint(
    client,
):
    answer = client.get("/")
    outside = re.sub(r"<template.*?</template>", "", answer.get_data(as_text=True), flags=re.S)
    [inline] = re.findall(r"<script>(.*?)</script>", outside)
    digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
    assert "PerformanceObserver" in inline and "/assets/seite.js?m=" in inline
    assert "<script src" not in outside and "defer" not in outside


@pytest.mark.parametrize("path", [path for path in pages() if path != "/barrierefreiheit"])
def test_a_page_fits_into_what_a_server_sends_before_the_first_answer(client, path):
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers)
    assert len(answer.data) + head < 10 * 1460  # ten packets, RFC 6928


def test_texts_are_compressed(client):
    answer = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 20_000


@pytest.mark.parametrize("ending", ["svg", "png", "csv", "daten.csv", "xlsx", "breit.svg", "schmal.svg"])
def test_every_chart_can_be_fetched_in_every_form(client, app, ending):
    for slug, path in KEYS:
        made = app.contents.page(path, "")
        for key in list(made.blocks)[:2]:
            answer = client.get(f"/datei/{slug}/{key}.{ending}")
            assert answer.status_code == 200, (slug, key)
            assert len(answer.data) > 50


@pytest.mark.parametrize("ending", ["svg", "csv", "daten.csv", "xlsx", "png"])
def test_a_file_with_exact_invented_numbers_says_both_wherever_it_goes(client, app, ending):
    chart = app.contents.page("/", "").blocks["verlauf"].chart
    content = client.get(f"/datei/ueberblick/verlauf.{ending}").data
    if ending == "png":
        assert content == exports.png(chart, ["Nur für den Dienstgebrauch", NOTICE])
        return
    if ending == "xlsx":
        content = zipfile.ZipFile(io.BytesIO(content)).read("xl/sharedStrings.xml")
    assert "Nur für den Dienstgebrauch" in content.decode() and NOTICE in content.decode()


def test_a_file_that_is_not_there_is_a_404(client):
    for address in (
        "/datei/ueberblick/nichts.csv",
        "/datei/nirgends/verlauf.csv",
        "/datei/ueberblick/verlauf.exe",
    ):
        assert client.get(address).status_code == 404


def test_table_and_csv_show_the_same_strings(client, app):
    for _, path in KEYS:
        made = app.contents.page(path, "")
        for key, block in made.blocks.items():
            raw = client.get(f"/datei/{made.page.slug}/{key}.daten.csv").get_data(as_text=True)
            shown = [row["shown"] for row in csv.DictReader(io.StringIO(raw))]
            points = [
                series.points[at].shown
                for at in range(len(block.chart.places))
                for series in block.chart.series
            ]
            assert shown == points
            assert all(f">{value}" in made.first_html for value in points)


def test_no_sentence_of_a_page_has_more_than_twenty_five_words(app):
    """The aim is twenty; names of metrics and numbers may make a generated sentence a little longer."""
    for path in pages():
        for block in app.contents.page(path, "").blocks.values():
            for sentence in re.split(r"(?<=[a-zäöüß%)])\. ", block.chart.sentence):
                assert len(sentence.split()) <= 25, sentence


def test_the_scenario_answers_for_each_traeger_and_each_month(client):
    """90 persons, 18 of whom left: per Träger caseload, need and money at the end, and 25 month ends."""
    text = client.get("/personal?plus=24&bis=August+2023&satz=64000&stellen=0%2C5").get_data(as_text=True)
    section = re.search(r'<section[^>]*"was-waere-wenn".*?</section>', text, re.S)[0]
    tables = re.findall(r"<table>.*?</table>", section, re.S)
    whole, _, by_traeger, by_month = tables
    rows = [re.findall(r">([^<]+)</t[hd]>", row) for row in re.findall(r"<tr>.*?</tr>", by_traeger, re.S)]
    assert rows[0][:4] == ["Träger", "Personen", "besetzte Stellen", "Schlüssel"]
    assert {row[0] for row in rows[1:]} == {"Stadt", "Caritas", "Diakonie"}
    total = re.search(r"Aktive Personen</th><td[^>]*>[^<]*</td><td[^>]*>(\d+)<", whole)[1]
    assert abs(sum(int(row[1]) for row in rows[1:]) - int(total)) <= 1
    assert by_month.count("<tr>") == 26


def test_the_overview_asks_what_if_and_the_panel_answers(client):
    section = re.search(
        r'<section[^>]*"was-waere-wenn".*?</section>', client.get("/").get_data(as_text=True), re.S
    )[0]
    assert 'action="/personal#was-waere-wenn"' in section
    assert "keine gezählte Zahl" in section
    assert all(f'name="{word}"' in section for word in ("plus", "bis", "stellen", "ziel", "satz"))


def test_money_of_a_year_that_is_not_over_says_so(client):
    rows = client.get("/datei/personal/kosten.csv").get_data(as_text=True).splitlines()
    assert any(row.startswith("2022 (bis Juli)") for row in rows)
    assert any(row.startswith("2021;") for row in rows)


def test_the_survival_curve_shows_how_many_could_be_watched(client):
    """40 arrivals from 1 March to 26 June 2022: by 31 July nobody could be watched for longer than four months."""
    raw = client.get("/datei/ukraine/verbleib.daten.csv").get_data(as_text=True)
    watched = [
        float(row["value"])
        for row in csv.DictReader(io.StringIO(raw))
        if row["series"] == "so lange beobachtet"
    ]
    assert watched[0] == 1.0
    assert watched == sorted(watched, reverse=True)
    assert watched[4] == 11 / 40  # those of March


def test_dash_serves_the_content_and_the_interactive_chart(client):
    layout = client.get("/_dash-layout").get_json()
    assert layout["props"]["children"][0]["type"] == "Location"
    outputs = " ".join(entry["output"] for entry in client.get("/_dash-dependencies").get_json())
    assert all(name in outputs for name in ("seite.children", "ort.search", "graph", "urteile.children"))


def test_a_new_release_is_picked_up_without_a_restart(tmp_path):
    home = release(tmp_path)
    app = create(home)
    client = app.server.test_client()
    assert client.get("/health/ready").get_json()["release"] == "2022-07-31-00000000"
    release(tmp_path, "2022-07-31-11111111")
    assert client.get("/health/release").get_json()["release"] == "2022-07-31-11111111"
    assert "2022-07-31-11111111" in client.get("/").get_data(as_text=True)


def test_the_pages_of_a_new_release_are_made_before_anybody_opens_them(tmp_path):
    contents = create(release(tmp_path)).contents
    contents.warm()
    old = contents.page("/personal", "", "internal")
    release(tmp_path, "2022-07-31-11111111")
    contents.page("/", "", "internal")  # somebody meets the new release
    for thread in threading.enumerate():
        if thread.name == "warm":
            thread.join(60)
    made = {path for release_id, world, path, _ in contents._kept if release_id == "2022-07-31-11111111"}
    assert made == set(pages())
    assert {release_id for release_id, *_ in contents._kept} == {"2022-07-31-11111111"}
    assert contents.page("/personal", "", "internal").edition.id != old.edition.id


def test_a_home_without_a_release_says_what_to_do(tmp_path):
    client = create(Home(tmp_path)).server.test_client()
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").status_code == 503
    assert "zgm release" in client.get("/").get_data(as_text=True)


def test_the_web_process_loads_neither_great_expectations_nor_pandas(tmp_path):
    home = release(tmp_path)
    code = (
        "import sys\nfrom pathlib import Path\nfrom pipelines.paths import Home\nfrom dashboard.app import create\n"
        f"client = create(Home(Path({str(home.root)!r}))).server.test_client()\n"
        "assert client.get('/').status_code == 200\nassert client.get('/personal').status_code == 200\n"
        "print([name for name in ('great_expectations', 'pandas', 'pyarrow', 'xlsxwriter') "
        "if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=CHECKOUT, check=True
    )
    assert run.stdout.strip() == "[]"


def test_an_endless_address_gets_a_german_sentence_and_its_sender_is_not_noted(caplog):
    ours, theirs = socket.socketpair()
    worker = object.__new__(server._Worker)
    worker.handle_error(None, ours, ("192.0.2.7", 1), LimitRequestLine(9000, 8190))
    answer = theirs.recv(4000).decode()
    assert answer.startswith("HTTP/1.1 414") and "Diese Adresse ist zu lang" in answer
    assert "192.0.2.7" not in caplog.text
    ours.close()
    theirs.close()


def test_a_port_in_use_is_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(EnvironmentProblem, match="--port einen anderen Port") as refused:
            server.require_free_port("127.0.0.1", taken.getsockname()[1])
    assert refused.value.exit_code == 1


def test_nobody_listens_beyond_this_machine_without_a_login():
    with pytest.raises(UsageProblem, match="ohne Anmeldung sichtbar"):
        server.require_login_beyond_loopback("0.0.0.0", "none")
    server.require_login_beyond_loopback("127.0.0.1", "none")
    server.require_login_beyond_loopback("::1", "none")


def test_a_page_made_twice_is_made_once(home):
    contents = Contents(home)
    assert contents.page("/", "") is contents.page("/", "?zeitraum=36")


def _read(client, address):
    return re.sub(r"<[^>]+>", " ", client.get(address).get_data(as_text=True))


def test_the_money_of_a_year_that_runs_is_not_compared_with_a_whole_one(client):
    page = client.get("/personal").get_data(as_text=True)
    tile = next(part for part in page.split('class="kachel"') if "Kostendeckungsgrad" in part)
    assert "2022 läuft noch: ohne Vergleich" in tile and "Prozentpunkte" not in tile.split("</a>")[0]


def test_the_growth_says_from_where_to_where(client):
    found = re.search(r"um (\d+) Personen[^.]*? von (\d+) auf (\d+) gewachsen", _read(client, "/"))
    assert found is not None
    more, before, now = map(int, found.groups())
    assert now - before == more


def test_the_answer_to_what_if_stands_before_its_form(client):
    asked = _read(client, "/personal?plus=110&bis=2022-09")
    assert asked.index("Ergebnis:") < asked.index("Personen mehr (oder −)")
    assert "Ergebnis:" not in _read(client, "/personal")
    assert "Szenario: unverändert 1 : " in _read(client, "/personal")


def test_a_page_without_figures_claims_nothing_about_releases(client):
    page = _read(client, "/gibt-es-nicht")
    assert "Freigabe" not in page and "Datenstand" not in page


def test_the_catalogue_is_in_the_order_of_a_german_reader(client):
    page = client.get("/daten").get_data(as_text=True)
    names = re.findall(r"<summary>([^<]+)</summary>", page[page.index('id="katalog"') :])
    assert names.index("je 1.000 Einwohner") < names.index("Kosten im Jahr (EUR)")
    assert names.index("Über der 3-Jahres-Grenze") < names.index("Zugänge")
