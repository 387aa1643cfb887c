"""Who may see internal figures: forged headers, missing groups, foreign names, and the log of looks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.app import create
from dashboard.guard import GROUPS_HEADER, SECRET_HEADER, USER_HEADER
from pipelines.errors import UsageProblem
from pipelines.paths import Home
from tests.dashboard.town import release

SECRET = "ein-langes-gemeinsames-geheimnis-0123456789"
EVERYTHING = ("/", "/ukraine", "/datei/ueberblick/verlauf.csv", "/_dash-layout", "/_dash-dependencies",
              "/health/ready", "/health/release")  # fmt: skip


def proxy_home(folder: Path, mode: str = "proxy", secret: str = SECRET, rights: int = 0o600) -> Home:
    home = release(folder)
    path = folder / "geheimnis"
    path.write_text(secret, encoding="utf-8")
    path.chmod(rights)
    home.settings_file.write_text(f'[login]\nmode = "{mode}"\nsecret_file = "{path}"\n', encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    home = proxy_home(tmp_path_factory.mktemp("proxy"))
    return home, create(home).server.test_client()


def headers(secret=SECRET, user="a.beispiel", groups="zgm-ob"):
    return {SECRET_HEADER: secret, USER_HEADER: user, GROUPS_HEADER: groups}


@pytest.mark.parametrize("address", EVERYTHING)
@pytest.mark.parametrize(
    "sent",
    [
        {},
        headers(secret="geraten"),
        headers(secret=""),
        headers(user=""),
        headers(user="eindringling,a.beispiel"),
        headers(groups=""),
        headers(groups="zgm-koenig, ob"),
    ],
    ids=["nothing", "forged", "empty secret", "no user", "two users", "no group", "unknown group"],
)
def test_without_secret_user_and_internal_group_there_is_no_figure(guarded, address, sent):
    assert guarded[1].get(address, headers=sent).status_code == 403


def test_a_callback_is_guarded_too(guarded):
    assert guarded[1].post("/_dash-update-component", json={}, headers=headers(groups="")).status_code == 403


@pytest.mark.parametrize("address", EVERYTHING)
def test_the_mayors_office_gets_in(guarded, address):
    assert guarded[1].get(address, headers=headers()).status_code == 200


@pytest.mark.parametrize("group", ["zgm-press", "zgm-council"])
def test_a_public_group_gets_no_internal_figure_from_a_release_without_public_numbers(guarded, group):
    for address in ("/", "/personal", "/datei/ueberblick/verlauf.csv", "/unterlage/presse.docx"):
        answer = guarded[1].get(address, headers=headers(groups=group))
        assert answer.status_code in {404, 503}, address
        assert "keine öffentlichen Zahlen" in answer.get_data(as_text=True)


def test_a_look_at_internal_figures_is_noted_with_name_and_address(guarded):
    home, client = guarded
    client.get("/personal?zeitraum=12", headers=headers(user="b.beispiel"))
    log = home.logs / "einsicht.jsonl"
    last = json.loads(log.read_text(encoding="utf-8").splitlines()[-1])
    assert (last["user"], last["path"]) == ("b.beispiel", "/personal?zeitraum=12")
    assert log.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(("mode", "secret", "rights"), [
    ("oidc", SECRET, 0o600), ("proxy", "kurz", 0o600), ("proxy", SECRET, 0o644),
])  # fmt: skip
def test_a_login_that_cannot_protect_is_refused(tmp_path, mode, secret, rights):
    with pytest.raises(UsageProblem):
        create(proxy_home(tmp_path, mode, secret, rights))


@pytest.mark.parametrize(("host", "status"), [
    ("localhost", 200), ("127.0.0.1:8050", 200), ("[::1]:8050", 200), ("boese.example", 403), ("boese.example:8050", 403),
])  # fmt: skip
def test_without_login_only_this_machines_own_names_are_answered(client, host, status):
    assert client.get("/", headers={"Host": host}).status_code == status
