"""One guard before every path, callback, asset and download: who asks, and may they see internal figures?

`login.mode = "none"`: this machine only; a name other than the machine's own in the Host header is refused, so that
a foreign web page cannot ask through the reader's browser. `"proxy"`: a trusted reverse proxy logs people in and
sends user and groups in headers; they count only together with the shared secret of `login.secret_file`.
"""

from __future__ import annotations

import hmac
import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, Response, request

from dashboard.pages import pages
from pipelines.errors import UsageProblem
from pipelines.paths import Home
from pipelines.settings import Settings

SECRET_HEADER, USER_HEADER, GROUPS_HEADER = "X-Zgm-Secret", "X-Forwarded-User", "X-Forwarded-Groups"
INTERNAL_GROUPS = frozenset({"zgm-ob", "zgm-steward", "zgm-admin"})
_SHORTEST_SECRET = 32
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
# Files of the product itself; no figure is in them.
_HARMLESS = ("/assets/", "/_dash-component-suites/", "/health/live", "/favicon", "/_favicon")


def install(server: Flask, home: Home, settings: Settings) -> None:
    """Guard every request of `server`.

    Raises UsageProblem for a login mode that cannot work: unknown, not built yet, or without a good secret.
    """
    mode = settings["login.mode"]
    if mode == "none":
        server.before_request(_only_local_names)
    elif mode == "proxy":
        secret = _secret(Path(settings["login.secret_file"] or "?"))
        server.before_request(lambda: _only_known_people(secret, home.logs / "einsicht.jsonl"))
    else:
        raise UsageProblem(
            f"login.mode «{mode}» gibt es noch nicht; möglich sind none (nur dieser Rechner) und proxy."
        )


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


def _refused(sentence: str) -> Response:
    return Response(sentence, status=403, content_type="text/plain; charset=utf-8")


def _only_local_names() -> Response | None:
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    if host in _LOCAL_NAMES:
        return None
    return _refused("Ohne Anmeldung antwortet dieser Dienst nur unter localhost.")


def _only_known_people(secret: bytes, log: Path) -> Response | None:
    given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
    user = request.headers.get(USER_HEADER, "").strip()
    if not hmac.compare_digest(given, secret) or not user:
        return (
            None
            if request.path == "/health/live"
            else _refused("Bitte über die Anmeldung der Stadt aufrufen.")
        )
    groups = {group.strip() for group in request.headers.get(GROUPS_HEADER, "").split(",")}
    if groups & INTERNAL_GROUPS:
        _note(log, user)
        return None
    if request.path.startswith(_HARMLESS):
        return None
    return _refused("Für diese Zahlen fehlt die Berechtigung; öffentliche Zahlen gibt es hier noch nicht.")


def _note(log: Path, user: str) -> None:
    """Who looked at which internal figures, in a log of its own; the access log holds no names."""
    if request.path not in pages() and not request.path.startswith(("/datei/", "/unterlage/")):
        return
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "user": user,
        "path": request.full_path.rstrip("?"),
    }
    log.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, (json.dumps(line, ensure_ascii=False) + "\n").encode())
    finally:
        os.close(handle)
