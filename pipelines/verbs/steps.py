"""Shows what a long verb is doing: a bar on a terminal, plain lines in a log."""

from __future__ import annotations

import sys
from typing import TextIO

_WIDTH = 72
_BAR = 20


class Steps:
    """Call it with the name of each step; on a terminal one line is replaced, elsewhere lines are added."""

    def __init__(self, expected: int, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._on_terminal = self._stream.isatty()
        self._expected = max(expected, 1)
        self._done = 0

    def __call__(self, step: str) -> None:
        self._done += 1
        if not self._on_terminal:
            print(f"{step} …", file=self._stream)
            return
        full = min(_BAR, _BAR * self._done // self._expected)
        self._stream.write(f"\r[{'■' * full}{' ' * (_BAR - full)}] {step} …"[: _WIDTH + 1].ljust(_WIDTH + 1))
        self._stream.flush()

    def __enter__(self) -> Steps:
        return self

    def __exit__(self, *_: object) -> None:
        if self._on_terminal:
            self._stream.write("\r" + " " * _WIDTH + "\r")
            self._stream.flush()
