"""Commands in a process of their own that may be killed.

Each is forked from a server that has imported the program and done nothing else. A fork of the test process itself would
inherit the locks of libraries whose threads it does not have, and crash in them.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from multiprocessing.process import BaseProcess

_SERVER = multiprocessing.get_context("forkserver")
# What the verbs import only when they need it; the slow part of every child.
_SERVER.set_forkserver_preload(["tests.children", "pipelines.verbs.load", "great_expectations"])


def killed(words: list[str], *, point: str = "", after: float | None = None) -> bool:
    """Run `zgm` with these words; it dies at `point`, or `after` so many seconds. False if it ended before."""
    child = _SERVER.Process(target=_run, args=(words, point))
    child.start()
    if after is not None:
        _kill_later(child, after)
    child.join()
    return child.exitcode == -signal.SIGKILL


def _kill_later(child: BaseProcess, seconds: float) -> None:
    time.sleep(seconds)
    child.kill()


def _run(words: list[str], point: str) -> None:
    from pipelines.__main__ import main

    os.environ["ZGM_FAULT"] = point
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os._exit(main(words))
