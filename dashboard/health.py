"""Is the process alive, can it answer, and which release does it serve?"""

from __future__ import annotations

from flask import Flask, Response, jsonify

from dashboard.content import Contents
from pipelines.errors import Problem


def install(server: Flask, contents: Contents) -> None:
    """Add `/health/live`, `/health/ready` and `/health/release`."""

    @server.get("/health/live")
    def live() -> Response:
        return jsonify(status="ok")

    @server.get("/health/ready")
    def ready() -> Response:
        try:
            edition = contents.library.whole()
        except Problem as problem:
            response = jsonify(status="not ready", reason=str(problem))
            response.status_code = 503
            return response
        return jsonify(status="ok", release=edition.id, data_as_of=edition.data_as_of.isoformat())

    @server.get("/health/release")
    def release() -> Response:
        """What open pages ask to learn of a new release."""
        try:
            return jsonify(release=contents.library.current().id)
        except Problem:
            return jsonify(release=None)
