"""The app factory: a Dash app over the releases of a home."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from dash import Dash, Input, Output, dcc, html
from dash.exceptions import DependencyException
from flask import Flask, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard import approvals, callbacks, documents, files, guard, headers, health
from dashboard.content import Contents
from dashboard.pages import pages
from dashboard.roles import visitor
from dashboard.shell import frame
from pipelines.errors import Damaged, NotAvailable, Problem
from pipelines.paths import Home

_ASSETS = Path(__file__).with_name("assets")


class Pages(Dash):
    """Dash with our own document around it: the page is readable before scripts run."""

    contents: Contents

    def interpolate_index(self, *_: Any, **pieces: Any) -> str:
        made = self.contents.page(request.path, request.query_string.decode("utf-8", "replace"))
        if made is None:  # below an address of Dash or of files, but nothing is there
            abort(404)
        return frame(
            made.page.path,
            made.page.title,
            made.first_html,
            self.contents.settings,
            made.edition,
            pieces,
            visitor(),
        )


def create(home: Home) -> Pages:
    """The dashboard of `home` as a Dash app; `app.server` is the WSGI application.

    Raises UsageProblem for broken settings or annotations. A home without a release shows what to do.
    """
    server = Flask("dashboard")
    app = Pages(
        "dashboard",
        server=server,  # type: ignore[arg-type]
        assets_folder=str(_ASSETS),
        # the frame or the page brings these: they are there before Dash is
        assets_ignore=r"seite\.js|stil\.css|entwurf\.css",
        update_title="",
        title="Zielgruppenmonitor",
        enable_mcp=False,
        suppress_callback_exceptions=True,  # the draft check stands on one page only
        serve_locally=True,
        add_log_handler=False,
        include_pages_meta=False,
    )
    app.contents = Contents(home)
    app.layout = html.Div(
        [dcc.Location(id="ort", refresh="callback-nav"), dcc.Store(id="dunkel"), html.Div(id="seite")]
    )
    app.clientside_callback(
        "function(path) { return window.matchMedia('(prefers-color-scheme: dark)').matches; }",
        Output("dunkel", "data"),
        Input("ort", "pathname"),
    )
    guard.install(server, home, app.contents.settings)
    callbacks.install(app, app.contents)
    files.install(server, app.contents)
    documents.install(server, app.contents)
    approvals.install(
        server, app.contents, lambda status, sentence: _not_approved(app.contents, status, sentence)
    )
    health.install(server, app.contents)
    _only_known_addresses(server, app.contents)
    headers.install(server, app)
    return app


_OWN = ("/_dash", "/_reload", "/assets/", "/datei/", "/unterlage/", "/health/", "/favicon", "/_favicon",
        "/anmelden", "/abmelden", "/rolle",
        guard.APPROVAL)  # fmt: skip


def _only_known_addresses(server: Flask, contents: Contents) -> None:
    """An unknown path is a 404 with a sentence; a page's address is brought into its short form."""

    @server.errorhandler(Problem)
    def told(problem: Problem) -> Response:
        status = 404 if isinstance(problem, NotAvailable) else 503
        return Response(str(problem), status=status, content_type="text/plain; charset=utf-8")

    # Dash raises its own error for a script that it does not have.
    @server.errorhandler(404)
    @server.errorhandler(DependencyException)
    def missing(_: Exception) -> Response:
        return _nothing_here(contents)

    @server.before_request
    def check() -> AnyResponse | None:
        if request.path.startswith(_OWN):
            return None
        if request.path not in pages():
            return _nothing_here(contents)
        try:
            return _short_form(contents, request.path)
        except Problem as problem:
            title = "Zurzeit keine Zahlen" if isinstance(problem, Damaged) else "Noch keine Zahlen"
            return _plain(contents, 503, title, f"<p>{escape(str(problem))}</p>")


def _nothing_here(contents: Contents) -> Response:
    return _plain(contents, 404, "Diese Seite gibt es nicht", '<p><a href="/">Zum Überblick</a></p>')


def _not_approved(contents: Contents, status: int, sentence: str) -> Response:
    back = '<p><a href="/presse">Zurück zum Presseblatt</a></p>'
    return _plain(contents, status, "Nicht freigegeben", f"<p>{escape(sentence)}</p>{back}")


def _plain(contents: Contents, status: int, title: str, body: str) -> Response:
    document = frame(request.path, title, f"<h1>{title}</h1>{body}", contents.settings, None, {}, visitor())
    return Response(document, status=status, content_type="text/html; charset=utf-8")


def _short_form(contents: Contents, path: str) -> AnyResponse | None:
    """A form sends empty fields and defaults too; they do not belong into an address that is passed on."""
    search = request.query_string.decode("utf-8", "replace")
    made = contents.page(path, search)
    if not search or made is None or made.state.notices or made.canonical == f"?{search}":
        return None
    return redirect(path + made.canonical)
