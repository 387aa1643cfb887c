"""A hook for tests only: die at a named point as a power cut would, to prove that nothing stored is damaged.

`ZGM_FAULT=<point>` in the environment kills the process with SIGKILL when it comes to that point: no clean-up runs.
Without the variable this does nothing.
"""

from __future__ import annotations

import os
import signal

# The moments of a load, in their order.
LOAD_POINTS = (
    "warehouse-copied",
    "rows-inserted",
    "warehouse-filled",
    "report-half",
    "report-written",
    "snapshot-half",
    "snapshot-written",
    "snapshots-durable",
    "before-pointer",
    "after-pointer",
    "tidied",
)
# The moments of a release with `--approve`, in their order.
RELEASE_POINTS = (
    "rows-frozen",
    "cubes-counted",
    "salt-made",
    "public-written",
    "before-rename",
    "after-rename",
    "before-ledger",
    "after-ledger",
    "history-written",
    "released",
)


def point(name: str) -> None:
    """Mark a moment between two steps that reach the disk."""
    if os.environ.get("ZGM_FAULT") == name:
        os.kill(os.getpid(), signal.SIGKILL)
