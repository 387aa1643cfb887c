"""Small helpers that all benchmarks share."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path


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
