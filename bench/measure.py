"""Small helpers that all benchmarks share."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError


def timed(work: Callable[[], object], rounds: int) -> list[float]:
    """Seconds of each of `rounds` calls, after one call that does not count."""
    work()
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return seconds


def line(name: str, seconds: Sequence[float], baseline: float | None = None) -> str:
    """Median and 95th percentile in ms, and the ratio of the median to the baseline's."""
    ordered = sorted(seconds)
    middle, high = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    ratio = f", {middle / baseline:.2f} × baseline" if baseline else ""
    return f"{name}: median {middle * 1000:.1f} ms, p95 {high * 1000:.1f} ms{ratio}"


@contextmanager
def served(home: Path, port: int) -> Iterator[int]:
    """The production server with two workers on `port`; gives the process id of its master once it is ready."""
    command = [sys.executable, "-m", "pipelines", "serve", "--port", str(port), "--workers", "2"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*command, "--home", str(home)], **quiet) as server:  # type: ignore[call-overload]
        try:
            _wait(f"http://127.0.0.1:{port}/health/ready")
            yield server.pid
        finally:
            server.terminate()


def _wait(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except URLError:
            time.sleep(0.2)
    raise SystemExit("the server did not come up")


def zgm(home: Path, *words: str) -> tuple[float, int]:
    """Run one verb in a process of its own: seconds and exit code."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "pipelines", *words, "--home", str(home)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ,
        check=False,
    )
    return time.perf_counter() - start, done.returncode
