"""How long the command line takes to say what it can. Baseline: the bare interpreter."""

from __future__ import annotations

import subprocess
import sys

from bench.measure import line, timed


def _python(*words: str) -> None:
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    bare = timed(lambda: _python("-c", "pass"), 10)
    print(line("python -c pass (baseline)", bare))
    print(line("zgm --help", timed(lambda: _python("-m", "pipelines", "--help"), 10), sorted(bare)[5]))
    print(
        line(
            "zgm figures --help",
            timed(lambda: _python("-m", "pipelines", "figures", "--help"), 10),
            sorted(bare)[5],
        )
    )
