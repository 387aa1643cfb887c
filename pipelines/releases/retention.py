"""What goes from the folder of releases: what a killed run left, and what is older than the setting allows.

Never the served release, never one whose cells the ledger ends with.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

from pipelines.disclosure import ledger
from pipelines.errors import Damaged
from pipelines.paths import Home
from pipelines.releases import pointer, public_build
from pipelines.releases.intact import read_manifest

STAGING = ".staging-"


def remove_half_made(home: Home) -> None:
    """Remove what was being written when a run died."""
    for leftover in home.releases.glob(f"{STAGING}*"):
        shutil.rmtree(leftover)


def remove_never_served(home: Home, wanted: str) -> None:
    """Remove releases that were finished but never served nor printed: their run died before it could say so.

    wanted: the release to be made now; if it is there already, it is whole and will be served.
    """
    kept = {event["release"] for event in pointer.history(home)}
    kept |= {*ledger.releases(public_build.ledger_file(home)), pointer.current_id(home), wanted}
    for name in set(pointer.existing_ids(home)) - kept:
        shutil.rmtree(home.releases / name)


def remove_old(home: Home, years: int) -> None:
    """Remove releases whose data are more than `years` years older than those of the served one.

    The age is measured against the data, never against the clock, so that a run gives the same result any day.
    """
    served = pointer.require_current(home)
    kept = {served, *ledger.releases(public_build.ledger_file(home))[-1:]}
    newest = date.fromisoformat(read_manifest(home.releases / served)["data_as_of"])
    # 29 February minus some years is rarely a day; the day before it always is one.
    limit = newest.replace(year=max(newest.year - years, 1), day=min(newest.day, 28))
    for name in set(pointer.existing_ids(home)) - kept:
        if _is_older(home.releases / name, limit):
            shutil.rmtree(home.releases / name)


def _is_older(folder: Path, limit: date) -> bool:
    """A release that cannot tell its age stays; `zgm releases verify` names it."""
    try:
        return date.fromisoformat(read_manifest(folder)["data_as_of"]) < limit
    except Damaged:
        return False
