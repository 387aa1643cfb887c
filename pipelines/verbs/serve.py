"""Stellt die Seiten bereit; ohne Anmeldung nur für diesen Rechner."""

from __future__ import annotations

import argparse
import os
import sys

from pipelines.errors import UsageProblem
from pipelines.paths import find_home

_MOST_WORKERS = 64


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `zgm serve`."""
    parser.add_argument("--host", default="127.0.0.1", help="Adresse, unter der die Seiten erreichbar sind")
    parser.add_argument("--port", type=int, default=8050, help="Port (Voreinstellung 8050)")
    parser.add_argument(
        "--workers", type=int, default=None, help="Zahl der Prozesse (Voreinstellung: Kerne, höchstens 4)"
    )


def run(args: argparse.Namespace) -> int:
    """Serve until stopped; exit code 0."""
    from dashboard import app as dashboard_app
    from dashboard import server
    from pipelines import settings

    home = find_home(args.home)
    workers = args.workers if args.workers is not None else min(4, os.cpu_count() or 1)
    if not 1 <= workers <= _MOST_WORKERS:
        raise UsageProblem(
            f"Die Zahl der Prozesse muss zwischen 1 und {_MOST_WORKERS} liegen, nicht {workers}."
        )
    if not 1 <= args.port <= 65535:
        raise UsageProblem(f"Einen Port {args.port} gibt es nicht; möglich sind 1 bis 65535.")
    server.require_login_beyond_loopback(args.host, settings.load(home)["login.mode"])
    server.require_free_port(args.host, args.port)
    app = dashboard_app.create(home)
    shown = "localhost" if server.is_loopback(args.host) else args.host
    print(
        f"Die Seiten stehen bereit: http://{shown}:{args.port}/ (beenden mit Strg+C)",
        file=sys.stderr,
        flush=True,
    )
    server.serve(app, args.host, args.port, workers, app.contents.warm)
    return 0
