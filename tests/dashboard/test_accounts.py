"""Local accounts: log in, log out, wrong passwords, cookies, and what a stranger gets."""

from __future__ import annotations

import pytest

from dashboard import accounts as room
from dashboard.accounts import Accounts, TooManyAttempts
from dashboard.app import create
from pipelines.errors import UsageProblem
from tests.dashboard.town import release

PASSWORD = "langes-kennwort-für-tests"
OWN = {"Origin": "http://localhost"}


class Clock:
    def __init__(self):
        self.now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def known(tmp_path, clock):
    accounts = Accounts(tmp_path / "konten.sqlite", clock)
    accounts.add("a.beispiel", "ob", PASSWORD)
    return accounts


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    home = release(tmp_path_factory.mktemp("konten"))
    home.settings_file.write_text('[login]\nmode = "accounts"\n', encoding="utf-8")
    app = create(home)
    Accounts(home.root / "konten.sqlite").add("a.beispiel", "ob", PASSWORD)
    return home, app


@pytest.fixture
def client(town):
    return town[1].server.test_client()


def log_in(client, password=PASSWORD, base="http://localhost", **more):
    form = {"name": "a.beispiel", "kennwort": password, **more}
    return client.post("/anmelden", data=form, headers={"Origin": base}, base_url=base)


def test_a_stranger_gets_the_form_and_no_figure(client):
    answer = client.get("/personal?zeitraum=12")
    assert answer.status_code == 303
    assert answer.location == "/anmelden?weiter=/personal%3Fzeitraum%3D12"
    assert "<nav" not in client.get("/anmelden").get_data(as_text=True)
    for address in (
        "/datei/ueberblick/verlauf.csv",
        "/_dash-layout",
        "/health/ready",
        "/unterlage/presse.docx",
    ):
        assert client.get(address).status_code == 401


def test_the_accessibility_statement_is_readable_before_the_login(client):
    form = client.get("/anmelden").get_data(as_text=True)
    assert 'href="/barrierefreiheit"' in form
    statement = client.get("/barrierefreiheit")
    text = statement.get_data(as_text=True)
    assert statement.status_code == 200
    assert "Durchsetzung" in text and 'id="rueckmeldung"' in text
    assert "<nav" not in text and "Datenstand" not in text and "_dash" not in text


def test_logging_in_leads_to_the_page_and_logging_out_ends_the_session(town, client):
    home, _ = town
    answer = log_in(client, weiter="/personal?zeitraum=12")
    assert (answer.status_code, answer.location) == (303, "/personal?zeitraum=12")
    page = client.get("/personal").get_data(as_text=True)
    assert "a.beispiel" in page and "Abmelden" in page
    assert "a.beispiel" in (home.logs / "einsicht.jsonl").read_text(encoding="utf-8")
    stolen = client.get_cookie("zgm").value
    client.post("/abmelden", headers=OWN)
    client.set_cookie("zgm", stolen, domain="localhost")
    assert client.get("/personal").status_code == 303, "a token of an ended session is worth nothing"


def test_the_session_cookie_is_closed_to_scripts_and_bound_to_tls_beyond_this_machine(client):
    here = log_in(client).headers["Set-Cookie"]
    assert "HttpOnly" in here and "SameSite=Strict" in here and "Secure" not in here
    there = log_in(client, base="https://zahlen.example").headers["Set-Cookie"]
    assert there.startswith("__Host-zgm=") and "Secure" in there and "Path=/" in there


def test_a_wrong_password_and_an_unknown_name_read_the_same(client):
    wrong = log_in(client, "falsch")
    unknown = client.post("/anmelden", data={"name": "niemand", "kennwort": "falsch"}, headers=OWN)
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.get_data() == unknown.get_data()


@pytest.mark.parametrize(
    "place", ["https://boese.example/", "//boese.example", "/nirgends", "/\\boese", "javascript:x"]
)
def test_a_link_cannot_send_the_reader_elsewhere_after_the_login(client, place):
    assert log_in(client, weiter=place).location == "/"


def test_a_login_form_of_another_page_is_refused(client):
    assert (
        client.post("/anmelden", data={"name": "a"}, headers={"Origin": "https://boese.example"}).status_code
        == 403
    )
    assert client.post("/anmelden", data={"name": "a"}).status_code == 403


def test_five_wrong_passwords_stop_the_sixth_even_if_it_is_right_until_a_quarter_of_an_hour_is_over(
    known, clock
):
    for _ in range(room.MOST_FAILURES):
        assert known.login("a.beispiel", "falsch") is None
    with pytest.raises(TooManyAttempts, match="Viertelstunde"):
        known.login("a.beispiel", PASSWORD)
    known.add("b.beispiel", "press", PASSWORD)
    assert known.login("b.beispiel", PASSWORD), "others are not locked out"
    clock.now += room.WINDOW_SECONDS + 1
    assert known.login("a.beispiel", PASSWORD)


def test_a_session_ends_by_itself(known, clock):
    token = known.login("a.beispiel", PASSWORD)
    assert known.of_session(token).role == "ob"
    clock.now += room.SESSION_SECONDS + 1
    assert known.of_session(token) is None


def test_a_new_password_or_a_removed_account_ends_its_sessions(known):
    token = known.login("a.beispiel", PASSWORD)
    known.add("a.beispiel", "ob", PASSWORD + "2")
    assert known.of_session(token) is None
    token = known.login("a.beispiel", PASSWORD + "2")
    known.remove("a.beispiel")
    assert known.of_session(token) is None
    assert known.all() == []


@pytest.mark.parametrize(
    ("name", "role", "password"), [("a", "könig", PASSWORD), ("", "ob", PASSWORD), ("a", "ob", "kurz")]
)
def test_an_account_that_would_not_protect_is_refused(known, name, role, password):
    with pytest.raises(UsageProblem):
        known.add(name, role, password)


def test_the_file_holds_neither_password_nor_token(known, tmp_path):
    token = known.login("a.beispiel", PASSWORD)
    raw = (tmp_path / "konten.sqlite").read_bytes()
    assert PASSWORD.encode() not in raw and token.encode() not in raw
    assert (tmp_path / "konten.sqlite").stat().st_mode & 0o077 == 0
