"""Briefing and press sheet as files: `/unterlage/<what>.<form>` with the query of their page."""

from __future__ import annotations

from flask import Flask, Response, abort, request

from dashboard import publicworld
from dashboard.content import Contents
from pipelines.errors import Problem
from pipelines.publish.document_forms import render

_KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


def install(server: Flask, contents: Contents) -> None:
    """Add the address."""

    @server.get("/unterlage/<what>.<form>")
    def document(what: str, form: str) -> Response:
        if what not in publicworld.DOCUMENTS or form not in _KINDS:
            abort(404)
        view = contents.view(f"/{what}", request.query_string.decode("utf-8", "replace"))
        try:
            made = publicworld.DOCUMENTS[what](view)
        except Problem as problem:
            return Response(str(problem), status=404, content_type="text/plain; charset=utf-8")
        response = Response(render(made, form), content_type=_KINDS[form])
        name = f"{'unterlage' if what == 'gemeinderat' else 'presseblatt'}_{view.as_of.isoformat()}.{form}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
