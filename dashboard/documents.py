"""Briefing and press sheet as files: `/unterlage/<what>.<form>` with the query of their page; the press folder as ZIP."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, abort, request

from dashboard import presssheet, publicworld
from dashboard.content import Contents
from dashboard.files import require_understood
from dashboard.view import View
from pipelines.errors import Problem
from pipelines.publish.document import Document
from pipelines.publish.document_forms import FORMS, render
from pipelines.publish.press.folder import archive

_KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "zip": "application/zip",
}
_DOCUMENTS: dict[str, Callable[[View], Document]] = {
    "gemeinderat": publicworld.briefing_of,
    "presse": lambda view: presssheet.desk_of(view).sheet.document,
}


def install(server: Flask, contents: Contents) -> None:
    """Add the address."""

    @server.get("/unterlage/presse.zip")
    def folder() -> Response:
        view = _view(contents, "presse")
        return _sent(view, "presse", "zip", lambda: archive(presssheet.desk_of(view).sheet))

    @server.get("/unterlage/<what>.<form>")
    def document(what: str, form: str) -> Response:
        if what not in _DOCUMENTS or form not in FORMS:
            abort(404)
        view = _view(contents, what)
        return _sent(view, what, form, lambda: render(_DOCUMENTS[what](view), form))


def _view(contents: Contents, what: str) -> View:
    return contents.view(f"/{what}", request.query_string.decode("utf-8", "replace"))


def _sent(view: View, what: str, form: str, make: Callable[[], bytes]) -> Response:
    """The file to keep, or the sentence why there is none."""
    try:
        require_understood(view.state)
        content = make()
    except Problem as problem:
        return Response(str(problem), status=404, content_type="text/plain; charset=utf-8")
    response = Response(content, content_type=_KINDS[form])
    name = f"{'unterlage' if what == 'gemeinderat' else 'presseblatt'}_{view.as_of.isoformat()}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
