"""A million persons, ten million rows: sample, load, growth, memory. `ZGM_BENCH_PERSONS` for other sizes.

Baseline: bare DuckDB reads the same files with the same types and inserts them into a file. Both run right after each
other, twice the baseline, in processes of their own, so that a busy machine slows them alike; processor time is told
beside wall time because it does not depend on who else works.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

SIZES = (10_000, 100_000, 1_000_000)


@dataclass(frozen=True)
class Run:
    """Wall and processor seconds and the peak of the memory of one process."""

    wall: float
    cpu: float
    peak_mb: float


def main() -> None:
    sizes = [int(size) for size in os.environ.get("ZGM_BENCH_PERSONS", "").split(",") if size] or SIZES
    before: tuple[int, Run] | None = None
    for persons in sizes:
        with tempfile.TemporaryDirectory() as folder:
            rows, load = _measure(Path(folder), persons)
        if before:
            times = math.log(rows / before[0])
            wall, cpu = (
                math.log(load.wall / before[1].wall) / times,
                math.log(load.cpu / before[1].cpu) / times,
            )
            print(
                f"growth from {before[0]:,} to {rows:,} rows: exponent {wall:.2f} wall, {cpu:.2f} processor"
            )
        before = rows, load


def _measure(folder: Path, persons: int) -> tuple[int, Run]:
    exports, home = folder / "exporte", folder / "haus"
    size = ["--persons", str(persons), "--deliveries", "1"]
    sample = _run(["-m", "pipelines", "sample", "--out", str(exports), *size])
    megabytes = sum(path.stat().st_size for path in exports.iterdir()) / 1e6
    print(f"\n{persons:,} persons: zgm sample {_told(sample)}, {megabytes:.0f} MB")
    first = _run(["-m", "bench.million", "bare", str(exports), str(folder / "bare.duckdb")])
    load = _run(["-m", "pipelines", "load", str(exports), "--home", str(home)], codes=(0, 3))
    second = _run(["-m", "bench.million", "bare", str(exports), str(folder / "bare.duckdb")])
    bare = Run(
        (first.wall + second.wall) / 2, (first.cpu + second.cpu) / 2, max(first.peak_mb, second.peak_mb)
    )
    rows = int((folder / "bare.rows").read_text())
    print(f"{rows:,} rows, bare DuckDB (baseline): {_told(bare)}")
    print(f"zgm load, gate and start of Great Expectations included: {_told(load)}")
    print(
        f"ratio {load.wall / bare.wall:.2f} wall, {load.cpu / bare.cpu:.2f} processor (bar: 5; memory 4096 MB)"
    )
    shutil.rmtree(home)
    return rows, load


def _told(run: Run) -> str:
    return f"{run.wall:.1f} s (processor {run.cpu:.1f} s), peak {run.peak_mb:.0f} MB"


def _run(words: list[str], codes: tuple[int, ...] = (0,)) -> Run:
    start = time.perf_counter()
    child = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    # Not Popen.wait: this one tells what the child used.
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    code = child.returncode = os.waitstatus_to_exitcode(status)
    if code not in codes:
        raise SystemExit(f"{' '.join(words)} ended with {code}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _bare(exports: Path, target: Path) -> None:
    """The baseline, in a process of its own: declared types, one insert per kind, one checkpoint."""
    import duckdb

    from pipelines.intake import kinds

    target.unlink(missing_ok=True)
    rows = 0
    with duckdb.connect(str(target)) as connection:
        for kind in kinds.load().values():
            files = sorted(str(path) for path in exports.glob(f"{kind.name}_*.csv"))
            columns = {column.header: column for column in kind.columns}
            with Path(files[0]).open(encoding="utf-8") as file:
                header = [columns[name] for name in file.readline().rstrip("\r\n").split(";")]
            # «j» and lists have no type of their own in a reader of CSV.
            types = ", ".join(
                f"'{column.name}': '{'VARCHAR' if column.type in ('flag', 'codes') else column.sql_type}'"
                for column in header
            )
            done = connection.execute(
                f"CREATE TABLE {kind.table} AS SELECT * FROM read_csv({files!r}, columns={{{types}}}, header=true, "
                "auto_detect=false, delim=';', quote='\"', escape='\"', dateformat='%d.%m.%Y', decimal_separator=',')"
            ).fetchone()
            rows += int(done[0]) if done else 0
        connection.execute("CHECKPOINT")
    target.with_suffix(".rows").write_text(str(rows))


if __name__ == "__main__":
    if sys.argv[1:2] == ["bare"]:
        _bare(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
