"""What every answer carries: security headers, compression, and how long it may be kept."""

from __future__ import annotations

import base64
import gzip
import hashlib
from functools import lru_cache

from dash import Dash
from flask import Flask, Response, request

from dashboard.shell import starter

_COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg+xml")
_WORTH_IT = 600  # bytes; below, the header costs more than it saves
_YEAR = 31_536_000


def policy(app: Dash) -> str:
    """The Content-Security-Policy: only this host, and only the inline scripts that Dash writes and our starter."""
    own = base64.b64encode(hashlib.sha256(starter().encode()).digest()).decode()
    hashes = " ".join(f"'{entry.strip(chr(39))}'" for entry in (*app.csp_hashes(), f"sha256-{own}"))
    return (
        f"default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def install(server: Flask, app: Dash) -> None:
    """Add headers and compression to every answer of `server`."""
    made: list[str] = []

    @server.after_request
    def finish(response: Response) -> Response:
        if not made:
            made.append(policy(app))
        response.headers["Content-Security-Policy"] = made[0]
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        _keep(response)
        return _compress(response)


def _keep(response: Response) -> None:
    fixed = request.path.startswith(("/_dash-component-suites/", "/assets/")) and response.status_code == 200
    if fixed and (request.args.get("m") or ".v" in request.path):
        response.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    elif not fixed and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"


def _compress(response: Response) -> Response:
    response.vary.add("Accept-Encoding")
    wanted = "gzip" in request.headers.get("Accept-Encoding", "")
    if not wanted or response.status_code != 200 or "Content-Encoding" in response.headers:
        return response
    if not (response.mimetype or "").startswith(_COMPRESSIBLE):
        return response
    response.direct_passthrough = False
    raw = response.get_data()
    if len(raw) < _WORTH_IT:
        return response
    static = request.path.startswith(("/_dash-component-suites/", "/assets/"))
    response.set_data(_kept_gzip(raw) if static else gzip.compress(raw, 9, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response


@lru_cache(maxsize=64)
def _kept_gzip(raw: bytes) -> bytes:
    return gzip.compress(raw, 9, mtime=0)
