"""`zgm serve` as whoever starts it meets it: it says where the pages are, and goes quietly."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

_PATIENCE = 90


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _first_page(address: str) -> bytes:
    """The page, as soon as somebody answers."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            with urlopen(address, timeout=_PATIENCE) as answer:
                return bytes(answer.read())
        except (URLError, ConnectionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_server_that_is_stopped_says_nothing_but_where_it_was(whole: Path, how: signal.Signals) -> None:
    port = _free_port()
    words = ["serve", "--home", str(whole), "--port", str(port), "--workers", "1"]
    server = subprocess.Popen([sys.executable, "-m", "pipelines", *words], stderr=subprocess.PIPE, text=True)
    try:
        assert b"Zielgruppe" in _first_page(f"http://127.0.0.1:{port}/")
        server.send_signal(how)
        _, said = server.communicate(timeout=_PATIENCE)
    finally:
        server.kill()
    assert said == f"Die Seiten stehen bereit: http://localhost:{port}/ (beenden mit Strg+C)\n"
    assert server.returncode == 0
