"""Shows what a long verb is doing: a moving line on a terminal, plain lines in a log."""

from __future__ import annotations

import sys
from typing import TextIO

_WIDTH = 60


class Steps:
    """Call it with the name of each step; on a terminal the line is replaced, elsewhere a line is added."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._on_terminal = self._stream.isatty()
        self._done = 0

    def __call__(self, step: str) -> None:
        self._done += 1
        if self._on_terminal:
            bar = "■" * self._done
            self._stream.write(f"\r{bar} {step} …".ljust(_WIDTH)[:_WIDTH])
            self._stream.flush()
        else:
            print(f"{step} …", file=self._stream)

    def __enter__(self) -> Steps:
        return self

    def __exit__(self, *_: object) -> None:
        if self._on_terminal:
            self._stream.write("\r" + " " * _WIDTH + "\r")
            self._stream.flush()
