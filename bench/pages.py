"""Server time of every page, file and callback, cold and kept. Baseline: the answer of /health/live.

python -m bench pages          (ZGM_HOME or data/ must hold a release; «zgm demo --no-serve» makes one)
"""

from __future__ import annotations

import time
from typing import Any

from bench.measure import line, timed
from dashboard.app import create
from dashboard.pages import pages
from pipelines.paths import find_home
from pipelines.releases import pointer

_COLD = ("/?stand={}", "/ukraine?stand={}", "/personal?stand={}", "/struktur?stand={}", "/?stand={}&nach=nationality",
         "/?stand={}&kennzahl=entries", "/presse?stand={}", "/gemeinderat?stand={}")  # fmt: skip
_FILES = ("breit.svg", "csv", "xlsx", "svg", "png")


def main(home: str | None = None) -> None:
    found = find_home(home)
    if pointer.current_id(found) is None:
        print(f"no release in {found.root}; nothing measured")
        return
    app = create(found)
    for role in ("ob", "press"):
        client = app.server.test_client()
        client.set_cookie("zgm-rolle", role, domain="localhost")
        _measure(app, client, role)


def _measure(app: Any, client: Any, role: str) -> None:
    alive = timed(lambda: client.get("/health/live"), 50)
    print(line(f"{role}: /health/live (baseline)", alive))
    base = sorted(alive)[25]
    app.contents.warm()
    world = "internal" if role == "ob" else "public"
    months = app.contents.library.current(world).months[-14:-1]
    cold = [_once(client, address.format(f"{month:%Y-%m}")) for month in months for address in _COLD]
    print(line(f"{role}: {len(cold)} cold addresses", cold, base))
    for path in pages():
        print(line(f"{role}: {path} kept", timed(lambda path=path: client.get(path), 20), base))  # type: ignore[misc]
    for ending in _FILES:
        address = f"/datei/ueberblick/verlauf.{ending}"
        print(line(f"{role}: {address}", timed(lambda address=address: client.get(address), 10), base))  # type: ignore[misc]


def _once(client: Any, address: str) -> float:
    start = time.perf_counter()
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return time.perf_counter() - start
