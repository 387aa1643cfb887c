"""Immutable releases: build, read, compare, roll back, verify."""

from pipelines.releases.build import Built, build
from pipelines.releases.compare import Change, Comparison, compare
from pipelines.releases.pointer import current_id, existing_ids, find_id, history, switch
from pipelines.releases.reader import Release, open_release
from pipelines.releases.verify import verify

__all__ = [
    "Built", "Change", "Comparison", "Release", "build", "compare", "current_id", "existing_ids",
    "find_id", "history", "open_release", "switch", "verify",
]  # fmt: skip
