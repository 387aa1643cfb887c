"""Immutable releases: read, compare, roll back. Making and verifying them are doors of their own.

`releases.build.build` and `releases.verify.verify` need the solver and the warehouse; the web process, which only
reads, imports neither.
"""

from pipelines.releases.compare import Change, Comparison, compare
from pipelines.releases.pointer import current_id, existing_ids, find_id, history, switch
from pipelines.releases.reader import Release, open_release

__all__ = [
    "Change", "Comparison", "Release", "compare", "current_id", "existing_ids",
    "find_id", "history", "open_release", "switch",
]  # fmt: skip
