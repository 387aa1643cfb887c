"""One hundred readers, one click each per two seconds for a minute, on this machine only; errors, p95, memory.

    python -m bench users          (ZGM_HOME or data/ must hold a release)

Baseline: the same readers asking for /health/live only.
"""

from __future__ import annotations

import random
import resource
import threading
import time
import urllib.request
from pathlib import Path

from bench.measure import line, served
from pipelines.paths import find_home
from pipelines.releases import pointer

USERS, PAUSE, SECONDS, PORT = 100, 2.0, 60.0, 8971
_PAGES = ("/", "/ukraine", "/personal", "/struktur", "/gemeinderat", "/presse", "/daten", "/?kennzahl=entries",
          "/?nach=traeger", "/?zeitraum=12", "/?stand=2022-06", "/ukraine?stand=2022-06",
          "/datei/ueberblick/verlauf.breit.svg", "/datei/ueberblick/verlauf.csv", "/health/release")  # fmt: skip


def main(home: str | None = None) -> None:
    found = find_home(home)
    if pointer.current_id(found) is None:
        print(f"no release in {found.root}; nothing measured")
        return
    with served(found.root, PORT) as master:
        base, _ = _crowd(("/health/live",), 10.0)
        print(line(f"{USERS} users, /health/live (baseline)", base))
        taken, errors = _crowd(_PAGES, SECONDS)
        middle = sorted(base)[len(base) // 2]
        print(line(f"{USERS} users, {len(taken)} clicks, {errors} errors", taken, middle))
        print("memory per worker (RSS, MB):", ", ".join(f"{size:.0f}" for size in _memory(master)))


def _get(address: str) -> bytes:
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}{address}", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return bytes(answer.read())


def _crowd(addresses: tuple[str, ...], seconds: float) -> tuple[list[float], int]:
    taken: list[float] = []
    errors: list[str] = []
    ends = time.monotonic() + seconds

    def reader(number: int) -> None:
        choice = random.Random(number)
        time.sleep(choice.random() * PAUSE)
        while time.monotonic() < ends:
            start = time.perf_counter()
            try:
                _get(choice.choice(addresses))
                taken.append(time.perf_counter() - start)
            except OSError as error:
                errors.append(str(error))
            time.sleep(max(0.0, PAUSE - (time.perf_counter() - start)))

    threads = [threading.Thread(target=reader, args=(number,)) for number in range(USERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for text in dict.fromkeys(errors):
        print("error:", text)
    return taken, len(errors)


def _memory(master: int) -> list[float]:
    """Resident memory of the workers, from /proc; empty where there is none."""
    sizes = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(row.split(":", 1) for row in status.read_text().splitlines() if ":" in row)
        except OSError:
            continue  # the process ended while we looked
        if fields.get("PPid", "").strip() == str(master):
            sizes.append(int(fields["VmRSS"].split()[0]) / 1024)
    return sizes or [resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024]
