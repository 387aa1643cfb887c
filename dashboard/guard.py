"""One guard before every path, callback, asset and download: who asks, and which figures may they see?

`login.mode = "none"`: this machine only; a name other than the machine's own in the Host header is refused, so that
a foreign web page cannot ask through the reader's browser. `"proxy"`: a trusted reverse proxy logs people in and
sends user and groups in headers; they count only together with the shared secret of `login.secret_file`.
`"accounts"`: people log in here, with a session in a cookie.
"""

from __future__ import annotations

import hmac
import json
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

from flask import Flask, Response, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard import login
from dashboard.pages import accessibility, pages
from dashboard.roles import ROLES, Visitor
from pipelines.errors import UsageProblem
from pipelines.paths import Home
from pipelines.settings import Settings

SECRET_HEADER, USER_HEADER, GROUPS_HEADER = "X-Zgm-Secret", "X-Forwarded-User", "X-Forwarded-Groups"
_GROUP = "zgm-"
_SHORTEST_SECRET = 32
# Files of the product itself; no figure is in them.
_HARMLESS = ("/assets/", "/_dash-component-suites/", "/health/live", "/favicon", "/_favicon")
APPROVAL = "/freigabe/presse"
_FORMS = (login.LOGIN, login.LOGOUT, login.SWITCH)
Identify = Callable[[], "Visitor | AnyResponse"]


def install(server: Flask, home: Home, settings: Settings) -> None:
    """Guard every request of `server`.

    Raises UsageProblem for a login mode that cannot work: unknown, or without a good secret.
    """
    mode = settings["login.mode"]
    if mode == "none":
        login.install_switch(server)
        identify: Identify = _anybody_here
    elif mode == "proxy":
        secret = _secret(Path(settings["login.secret_file"] or "?"))
        identify = lambda: _behind_proxy(secret)  # noqa: E731
    elif mode == "accounts":
        identify = _with_accounts(server, home, settings)
    else:
        raise UsageProblem(f"login.mode «{mode}» gibt es nicht; möglich sind none, proxy und accounts.")
    log = home.logs / "einsicht.jsonl"

    @server.before_request
    def check() -> AnyResponse | None:
        g.look_log = log
        if _foreign_form():
            return _refused("Dieses Formular kam nicht von diesen Seiten; bitte die Seite neu laden.")
        found = identify()
        if not isinstance(found, Visitor):
            return found
        g.visitor = found
        if request.path in pages() or request.path.startswith(("/datei/", "/unterlage/")):
            note_look(request.full_path.rstrip("?"))
        return None


def _foreign_form() -> bool:
    """Whether a request that may change something comes from a page of somebody else."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return request.path in (*_FORMS, APPROVAL)  # browsers always name the origin of a form
    return urlsplit(origin).netloc != request.host


def _secret(path: Path) -> bytes:
    try:
        secret = path.read_bytes().strip()
        open_to_others = stat.S_IMODE(path.stat().st_mode) & 0o077
    except OSError as error:
        raise UsageProblem(
            f"Das Geheimnis {path} (login.secret_file) ist nicht lesbar; bitte anlegen."
        ) from error
    if len(secret) < _SHORTEST_SECRET or open_to_others:
        raise UsageProblem(
            f"Das Geheimnis {path} braucht mindestens {_SHORTEST_SECRET} Zeichen und darf nur für "
            "das eigene Konto lesbar sein (chmod 600)."
        )
    return secret


def _refused(sentence: str, status: int = 403) -> Response:
    return Response(sentence, status=status, content_type="text/plain; charset=utf-8")


def _anybody_here() -> Visitor | AnyResponse:
    if login.host_name() not in login.LOCAL_NAMES:
        return _refused("Ohne Anmeldung antwortet dieser Dienst nur unter localhost.")
    chosen = request.cookies.get(login.ROLE_COOKIE, "ob")
    return Visitor("", chosen if chosen in ROLES else "press", "none")


def _behind_proxy(secret: bytes) -> Visitor | AnyResponse:
    given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
    user = request.headers.get(USER_HEADER, "").strip()
    # Two headers of one name arrive as one with a comma: then the proxy passed on what the client sent as well.
    if not hmac.compare_digest(given, secret) or not user or "," in user:
        if request.path == "/health/live":
            return Visitor("", "", "proxy")
        return _refused("Bitte über die Anmeldung der Stadt aufrufen.")
    groups = {group.strip() for group in request.headers.get(GROUPS_HEADER, "").split(",")}
    role = next((role for role in ROLES if _GROUP + role in groups), "")
    if role or request.path.startswith(_HARMLESS):
        return Visitor(user, role, "proxy")
    return _refused("Für diese Seiten fehlt die Berechtigung; bitte bei der Administration melden.")


def _with_accounts(server: Flask, home: Home, settings: Settings) -> Identify:
    from dashboard.accounts import Accounts

    accounts = Accounts(home.root / "konten.sqlite")
    login.install_accounts(server, accounts, settings)

    def identify() -> Visitor | AnyResponse:
        token = request.cookies.get(login.session_cookie(), "")
        account = accounts.of_session(token) if token else None
        if account is not None:
            return Visitor(account.name, account.role, "accounts")
        if request.path in _FORMS or request.path.startswith(_HARMLESS):
            return Visitor("", "", "accounts")
        if request.path == accessibility.PAGE.path:
            return login.statement(settings)
        if request.path in pages():
            return redirect(f"{login.LOGIN}?weiter={quote(request.full_path.rstrip('?'))}", 303)
        return _refused("Bitte zuerst anmelden.", 401)

    return identify


def note_look(address: str) -> None:
    """Who looked at which internal figures, in a log of its own; the demo without login has no names to note."""
    visitor: Visitor = g.visitor
    if visitor.world == "internal":
        note_act(address)


def note_act(address: str) -> None:
    """Who approved which sheet stands in the same log."""
    visitor: Visitor = g.visitor
    if not visitor.user:
        return
    line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "user": visitor.user, "path": address}
    log: Path = g.look_log
    log.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, (json.dumps(line, ensure_ascii=False) + "\n").encode())
    finally:
        os.close(handle)
