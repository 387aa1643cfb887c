"""What is dear to make is made once per test run, whichever process of it asks first."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` filled; the other processes wait for it. Nothing may write into it.

    What `make` gives back is not kept: whoever did not make it reads it from the folder.
    """
    base = factory.getbasetemp()
    root = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / f"einmal-{name}"
    with root.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = root.with_suffix(".fertig")
        if not done.exists():
            root.mkdir()
            make(root)
            done.touch()
    return root
