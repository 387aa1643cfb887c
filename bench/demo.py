"""The main job, cold: sample, load, release. Baseline: bare DuckDB reading and inserting the same files as text.

Great Expectations costs three seconds before it does anything; what is ours is therefore told besides its start.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from bench.measure import zgm


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home, exports = Path(folder) / "home", Path(folder) / "exports"
        seconds, _ = zgm(home, "sample", "--out", str(exports))
        print(f"zgm sample: {seconds:.1f} s")
        bare = _bare(exports)
        print(f"bare DuckDB reads and inserts the same files (baseline): {bare:.2f} s")
        great = _import("great_expectations")
        print(f"import great_expectations alone: {great:.1f} s")
        load, code = zgm(home, "load", str(exports))
        print(f"zgm load: {load:.1f} s in all, {load - great:.1f} s besides that import "
              f"({(load - great) / bare:.1f} × baseline), exit {code}")  # fmt: skip
        release, code = zgm(home, "release")
        print(f"zgm release: {release:.1f} s, exit {code}")
        print(f"load + release besides the import: {load - great + release:.1f} s (bar: 10 s)")
        again, code = zgm(home, "load", str(exports))
        print(f"zgm load of the same files again: {again:.1f} s, exit {code}")
        _city(Path(folder))


_STARTED = """
import sys, time
import great_expectations.expectations
from pipelines.quality import dialect, great
from pipelines.__main__ import main
great._context()
start = time.perf_counter()
code = main(sys.argv[1:])
print(f"SECONDS {time.perf_counter() - start:.3f} {code}")
"""


def _city(folder: Path) -> None:
    """One delivery of one city in a process in which Great Expectations is started already; best of three."""
    exports = folder / "city"
    zgm(folder / "home", "sample", "--out", str(exports), "--deliveries", "1")
    rows = sum(path.read_bytes().count(b"\n") - 1 for path in exports.glob("*.csv"))
    seconds = min(_started("load", str(exports), "--home", str(folder / f"city-{n}")) for n in range(3))
    bare = _bare(exports)
    print(f"zgm load of one city's delivery ({rows:,} rows) once Great Expectations is started: {seconds:.2f} s "
          f"({seconds / bare:.1f} × bare DuckDB's {bare:.2f} s; bar: 2 s)")  # fmt: skip


def _started(*words: str) -> float:
    command = [sys.executable, "-c", _STARTED, *words]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1].split()
    assert said[0] == "SECONDS" and said[2] == "0", said
    return float(said[1])


def _bare(exports: Path) -> float:
    start = time.perf_counter()
    connection = duckdb.connect()
    for path in sorted(exports.glob("*.csv")):
        table = path.stem.split("_")[0]
        read = f"SELECT * FROM read_csv('{path}', delim=';', header=true, all_varchar=true)"
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table} AS {read} LIMIT 0")
        connection.execute(f"INSERT INTO {table} {read}")
    return time.perf_counter() - start


def _import(module: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", f"import {module}"], check=True)
    return time.perf_counter() - start
