"""One month-end figure from a release, one breakdown and two filters. Baseline: counting the frozen rows anew."""

from __future__ import annotations

import statistics
import tempfile
from datetime import date
from pathlib import Path

from bench.measure import line, timed, zgm
from pipelines.metrics import Query, compute
from pipelines.paths import Home
from pipelines.releases import open_release

_AS_OF = date(2022, 6, 30)
_QUERIES = {
    "total": Query("active_target_group", _AS_OF),
    "breakdown": Query("active_target_group", _AS_OF, by=("nationality",)),
    "breakdown with two filters": Query(
        "active_target_group", _AS_OF, by=("nationality",), filters={"sex": "w", "traeger": "CARITAS"}
    ),
    "caseload per Träger": Query("caseload_filled", _AS_OF, by=("traeger",)),
    "series of 60 months": Query("active_target_group", _AS_OF, date(2017, 6, 30), every="month"),
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        zgm(home, "demo", "--no-serve")
        with open_release(Home(home)) as release:
            size = sum(path.stat().st_size for path in (release.folder / "internal").iterdir())
            print(f"cubes: {size / 1e6:.1f} MB")
            for name, query in _QUERIES.items():
                rows = timed(lambda q=query: _cold(release, q), 3)  # type: ignore[misc]
                cubes = timed(lambda q=query: compute(release.internal, q), 100)  # type: ignore[misc]
                print(line(f"{name}, from rows (baseline)", rows))
                print(line(f"{name}, from cubes", cubes, statistics.median(rows)))


def _cold(release: object, query: Query) -> None:
    # Forget what was prepared: each answer counts the rows again, as a first question on the command line does.
    release.core._prepared = None  # type: ignore[attr-defined]
    compute(release.core, query)  # type: ignore[attr-defined]
