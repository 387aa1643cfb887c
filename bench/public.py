"""Public releases month after month on frozen rows: `python -m bench public`, home from ZGM_BENCH_HOME or data/.

Every month end of the last two years becomes a release of its own that knows what was printed before; rounding,
attack, cells, proof and ledger are the real ones. Baseline of the deviation is plain nearest rounding.
"""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.disclosure import ledger
from pipelines.disclosure.rounding import nearest
from pipelines.metrics.sources import Point, RowSource
from pipelines.months import previous_month_end
from pipelines.paths import CHECKOUT, Home
from pipelines.releases import open_release
from pipelines.releases.counting import Counter
from pipelines.releases.proof import attack_release
from pipelines.releases.public_build import OPEN_POPULATIONS, ledger_file, record, write_public
from pipelines.releases.public_cells import CELLS, read_cells
from pipelines.settings import Settings

RELEASES = 24


@dataclass(frozen=True)
class Made:
    """One release: seconds of rounding, ledger and attack, of the attack from the files, and what came out."""

    seconds: float
    again: float
    cells: int
    recovered: int
    too_few: int
    corrected: int
    withheld: int


def main() -> None:
    demo = Home(Path(os.environ.get("ZGM_BENCH_HOME", CHECKOUT / "data")))
    with open_release(demo) as release, tempfile.TemporaryDirectory() as folder:
        source, months = release.core, [m for m in release.months if m <= release.data_as_of]
        source.prepare([Point(month, previous_month_end(month)) for month in months])
        home = Home(Path(folder))
        home.releases.mkdir()
        made = [
            _release(home, source, months[: len(months) - back], release.settings, release.folder)
            for back in reversed(range(RELEASES))
        ]
        _report(made, len(months))
        _deviation(home, source, months)
        fresh = Home(Path(folder) / "fresh")
        fresh.releases.mkdir(parents=True)
        whole = _release(fresh, source, months, release.settings, release.folder)
        print(
            f"whole history of {len(months)} months at once: {whole.seconds:.1f} s (bar 60), {whole.cells} cells"
        )
        fresh = Home(Path(folder) / "two")
        fresh.releases.mkdir(parents=True)
        two = _release(fresh, source, months[-24:], release.settings, release.folder)
        print(f"24 months at once: {two.seconds:.1f} s (bar 10), {two.cells} cells")


def _release(home: Home, source: RowSource, months: list[date], settings: Settings, frozen: Path) -> Made:
    name = f"{months[-1]}"
    folder = home.releases / name
    (folder / "internal").mkdir(parents=True)
    for part in OPEN_POPULATIONS:
        (folder / "internal" / f"{part}.parquet").symlink_to(frozen / "internal" / f"{part}.parquet")
    start = time.perf_counter()
    public = write_public(home, source, months, settings, folder)
    record(home, folder, {"release": name, "settings": "", "inputs": name}, "Bench")
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    found = attack_release(folder).values()
    return Made(
        seconds,
        time.perf_counter() - start,
        public["attacked_cells"],
        sum(part.recovered for part in found),
        sum(part.too_few for part in found),
        public["corrected_cells"],
        sum(len(months) for months in public["withheld_months"].values()),
    )


def _report(made: list[Made], months: int) -> None:
    seconds = sorted(entry.seconds for entry in made)
    print(
        f"{len(made)} monthly releases one after the other, the last over {months} months: "
        f"median {seconds[len(seconds) // 2]:.1f} s, slowest {seconds[-1]:.1f} s each "
        f"(rounding, attack, cells, ledger); attack from the files at most {max(e.again for e in made):.1f} s"
    )
    print(
        f"recovered {sum(e.recovered for e in made)}, fewer than 5 candidates {sum(e.too_few for e in made)}, "
        f"corrections {sum(e.corrected for e in made)}, withheld months {max(e.withheld for e in made)}"
    )


def _deviation(home: Home, source: RowSource, months: list[date]) -> None:
    """Of the totals and single tables in the newest release, against nearest rounding of the same cells."""
    cells = read_cells(home.releases / f"{months[-1]}" / "public" / CELLS)
    counter = Counter(source, months)
    ours = plain = worst = count = 0
    for (metric, period, where), cell in cells.items():
        if (
            metric != "active_target_group"
            or len(where) != 1
            or where[0][0] not in ("sex", "household", "status_group")
        ):
            continue
        exact = counter(metric, period, (where[0][0],)).get((where[0][1],), 0)
        if exact and cell.value is not None:
            ours, plain = ours + abs(cell.value - exact), plain + abs(nearest(exact, cell.base) - exact)
            worst, count = max(worst, abs(cell.value - exact)), count + 1
    print(
        f"deviation of {count} cells (sex, household, status): largest {worst}, mean {ours / count:.2f}, "
        f"{ours / plain:.3f} × nearest rounding; ledger {len(ledger.entries(ledger_file(home)))} cells"
    )


if __name__ == "__main__":
    main()
