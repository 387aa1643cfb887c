"""Server time of every page, file and callback, cold and kept. Baseline: the answer of /health/live.

Of cold addresses also the processor time, which says the same on a machine that others use.

python -m bench pages          (ZGM_HOME or data/ must hold a release; «zgm demo --no-serve» makes one)
"""

from __future__ import annotations

import json
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
    print(line(f"{role}: {len(cold)} cold addresses", [took for took, _ in cold], base))
    print(line(f"{role}: {len(cold)} cold addresses, processor time", [worked for _, worked in cold]))
    for path in pages():
        print(line(f"{role}: {path} kept", timed(lambda path=path: client.get(path), 20), base))  # type: ignore[misc]
    for ending in _FILES:
        address = f"/datei/ueberblick/verlauf.{ending}"
        print(line(f"{role}: {address}", timed(lambda address=address: client.get(address), 10), base))  # type: ignore[misc]
    _callbacks(app, client, role, base)


def _once(client: Any, address: str) -> tuple[float, float]:
    """Seconds on the clock and seconds of work."""
    start, work = time.perf_counter(), time.process_time()
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return time.perf_counter() - start, time.process_time() - work


def _callbacks(app: Any, client: Any, role: str, base: float) -> None:
    """What Dash asks for after the first view: the content of a page, and each of its charts awake."""
    for path in pages():
        content = {"output": "seite.children", "outputs": {"id": "seite", "property": "children"},
                   "inputs": [_value("ort", "pathname", path), _value("ort", "search", "")],
                   "changedPropIds": ["ort.pathname"]}  # fmt: skip
        print(line(f"{role}: content of {path}", timed(lambda sent=content: _ask(client, sent), 5), base))  # type: ignore[misc]
    charts = [
        (path, key)
        for path in pages()
        for key in app.contents.page(path, "", "internal" if role == "ob" else "public").blocks
    ]
    awake = [timed(lambda chart=chart: _ask(client, _wake(*chart)), 1)[0] for chart in charts]  # type: ignore[misc]
    print(line(f"{role}: {len(charts)} charts awake", awake, base))


def _value(name: Any, what: str, value: Any) -> dict[str, Any]:
    return {"id": name, "property": what, "value": value}


def _wake(path: str, key: str) -> dict[str, Any]:
    button, place = ({"art": kind, "schluessel": key} for kind in ("interaktiv", "graph"))
    told = json.dumps(button, sort_keys=True, separators=(",", ":"))
    patterns = [f'{{"art":"{kind}","schluessel":["MATCH"]}}.children' for kind in ("graph", "interaktiv")]
    return {
        "output": f"..{'...'.join(patterns)}..",
        "outputs": [{"id": place, "property": "children"}, {"id": button, "property": "children"}],
        "inputs": [_value(button, "n_clicks", 1)],
        "state": [
            _value("ort", "pathname", path),
            _value("ort", "search", ""),
            _value("dunkel", "data", False),
        ],
        "changedPropIds": [f"{told}.n_clicks"],
    }


def _ask(client: Any, sent: dict[str, Any]) -> None:
    answer = client.post("/_dash-update-component", json=sent, headers={"Origin": "http://localhost"})
    assert answer.status_code == 200, (sent["output"], answer.status_code)
