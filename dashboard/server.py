"""The production server: gunicorn with threads; one plain sentence when it cannot listen."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any

from dash import Dash
from flask import Flask
from gunicorn import util
from gunicorn.app.base import BaseApplication
from gunicorn.http.errors import LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

from pipelines.errors import EnvironmentProblem, UsageProblem

THREADS = 8
_REASONS = {
    errno.EADDRINUSE: "der Port ist belegt",
    errno.EACCES: "dafür fehlen die Rechte",
    errno.EADDRNOTAVAIL: "diese Adresse gehört nicht zu diesem Rechner",
}
_PATIENCE = 60  # seconds a request may take before its worker is replaced


_TOO_LONG = (
    '<!DOCTYPE html><html lang="de"><meta charset="utf-8"><title>Adresse zu lang</title><h1>Adresse zu lang</h1>'
    '<p>Diese Adresse ist zu lang. <a href="/">Zum Überblick</a></p></html>'
).encode()


class _Worker(ThreadWorker):
    """What cannot be read as a request gets an answer, and the address of its sender is written nowhere."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        if not isinstance(exc, LimitRequestLine):
            super().handle_error(req, client, ("", -1), exc)
            return
        head = (
            "HTTP/1.1 414 URI Too Long\r\nConnection: close\r\n"
            f"Content-Type: text/html; charset=utf-8\r\nContent-Length: {len(_TOO_LONG)}\r\n\r\n"
        )
        util.write_nonblock(client, head.encode() + _TOO_LONG)


class _Server(BaseApplication):
    """gunicorn without a configuration file of its own."""

    def __init__(self, server: Flask, options: dict[str, Any]) -> None:
        self._server = server
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._server


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def require_login_beyond_loopback(host: str, mode: str) -> None:
    """Refuse to show internal figures to a network without a login."""
    if not is_loopback(host) and mode == "none":
        raise UsageProblem(
            f"Unter {host} wären die Zahlen für andere Rechner ohne Anmeldung sichtbar; "
            "bitte login.mode in settings.toml einrichten oder 127.0.0.1 verwenden."
        )


def require_free_port(host: str, port: int) -> None:
    """Raise EnvironmentProblem when something else listens there already, or the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            reason = _REASONS.get(error.errno or 0, error.strerror)
            raise EnvironmentProblem(
                f"Die Seiten können unter {host}, Port {port} nicht bereitgestellt werden ({reason}); "
                "bitte mit --port einen anderen Port wählen oder den anderen Dienst beenden."
            ) from error


def _leave(_: Any, worker: Any) -> None:
    """End a worker that has answered its last request, without taking its interpreter apart.

    Threads that make pages beforehand still hold connections of DuckDB then, whose binding (nanobind) calls each of them
    a leak, in English, on the standard error. A process made by fork ends with `os._exit`, as Python advises for it.
    The master calls this too, for a worker that vanished, and must stay.
    """
    if worker.pid != os.getpid():
        return
    ending = sys.exception()
    code = ending.code if isinstance(ending, SystemExit) else 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)


def serve(app: Dash, host: str, port: int, workers: int, warm: Callable[[], None]) -> None:
    """Serve until stopped (SIGTERM, Ctrl-C). warm: run once beside each new worker, so that first readers do not wait."""
    require_free_port(host, port)
    options = {
        "bind": f"[{host.strip('[]')}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": workers,
        "threads": THREADS,
        "worker_class": _Worker,
        "limit_request_line": 8190,
        "preload_app": True,
        "timeout": _PATIENCE,
        "graceful_timeout": 20,
        "keepalive": 5,
        "accesslog": None,
        "loglevel": "warning",
        "proc_name": "zielgruppenmonitor",
        "worker_tmp_dir": None,
        "control_socket_disable": True,
        "worker_exit": _leave,
        "post_worker_init": lambda worker: threading.Thread(target=warm, daemon=True).start(),
    }
    _Server(app.server, options).run()
