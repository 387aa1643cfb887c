"""Logging in and out with a local account, and the role switch of the demo: three small forms without scripts."""

from __future__ import annotations

from html import escape

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard import prerender
from dashboard.accounts import SESSION_SECONDS, Accounts, TooManyAttempts
from dashboard.pages import accessibility, pages
from dashboard.roles import ROLES
from dashboard.shell import frame
from pipelines.settings import Settings

LOGIN, LOGOUT, SWITCH = "/anmelden", "/abmelden", "/rolle"
ROLE_COOKIE = "zgm-rolle"
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
_WRONG = "Name oder Kennwort stimmen nicht."


def host_name() -> str:
    """The name in the Host header without its port."""
    host = request.host
    return host if host.endswith("]") else host.rsplit(":", 1)[0]


def session_cookie() -> str:
    """Beyond this machine the cookie is bound to TLS and to this very host by its name."""
    return "zgm" if host_name() in LOCAL_NAMES else "__Host-zgm"


def _keep(answer: AnyResponse, name: str, value: str, seconds: int) -> None:
    secure = name.startswith("__Host-")
    answer.set_cookie(name, value, max_age=seconds, path="/", httponly=True, samesite="Strict", secure=secure)


def _own_page(wanted: str) -> str:
    """Where to go next: a page of ours, never an address somebody else put into a link."""
    path, _, query = wanted.partition("?")
    return f"{path}?{query}" if query and path in pages() else path if path in pages() else "/"


def install_accounts(server: Flask, accounts: Accounts, settings: Settings) -> None:
    """Add the login form and logging out."""

    @server.route(LOGIN, methods=["GET", "POST"])
    def login() -> AnyResponse:
        wanted = _own_page(request.values.get("weiter", "/"))
        if request.method == "GET":
            return _form(settings, wanted, "", 200)
        try:
            token = accounts.login(request.form.get("name", "").strip(), request.form.get("kennwort", ""))
        except TooManyAttempts as problem:
            return _form(settings, wanted, str(problem), 429)
        if token is None:
            return _form(settings, wanted, _WRONG, 401)
        answer = redirect(wanted, 303)
        _keep(answer, session_cookie(), token, SESSION_SECONDS)
        return answer

    @server.post(LOGOUT)
    def logout() -> AnyResponse:
        accounts.logout(request.cookies.get(session_cookie(), ""))
        answer = redirect(LOGIN, 303)
        _keep(answer, session_cookie(), "", 0)
        answer.headers["Clear-Site-Data"] = '"cache"'
        return answer


def install_switch(server: Flask) -> None:
    """Add the role switch of the demo."""

    @server.post(SWITCH)
    def switch() -> AnyResponse:
        role = request.form.get("rolle", "")
        answer = redirect(_own_page(request.form.get("weiter", "/")), 303)
        if role in ROLES:
            _keep(answer, ROLE_COOKIE, role, SESSION_SECONDS)
        return answer


def statement(settings: Settings) -> Response:
    """The accessibility statement, which has to be readable before the login (BITV 2.0, § 7)."""
    page = accessibility.PAGE
    body = prerender.render([*page.head(), *accessibility.statement(settings)])
    document = frame(page.path, page.title, body, settings, None, {}, None)
    return Response(document, content_type="text/html; charset=utf-8")


def _form(settings: Settings, wanted: str, message: str, status: int) -> Response:
    said = f'<p class="hinweis" role="alert">{escape(message)}</p>' if message else ""
    body = f"""<h1>Anmelden</h1>{said}
<form class="karte anmelden" action="{LOGIN}" method="post">
<input type="hidden" name="weiter" value="{escape(wanted)}">
<div class="feld"><label for="name">Name</label>
<input class="form-control" id="name" name="name" autocomplete="username" required></div>
<div class="feld"><label for="kennwort">Kennwort</label>
<input class="form-control" id="kennwort" name="kennwort" type="password" autocomplete="current-password" required></div>
<button class="knopf" type="submit">Anmelden</button></form>"""
    document = frame(LOGIN, "Anmelden", body, settings, None, {}, None)
    return Response(document, status=status, content_type="text/html; charset=utf-8")
