"""200 kills (SIGKILL) of loads and releases: at every instrumented point, then at random moments.

After each one what is served must be the state before or after, whole; at the end load and release succeed, nothing
half made is left and every hash holds. SIGKILL leaves what the process had handed to the system; what a power cut adds
is tried in `bench.powercut`. Printed: what was killed, which states were seen, seconds.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipelines import faults, releases, warehouse
from pipelines.__main__ import main as zgm
from pipelines.metrics import Query, compute
from pipelines.paths import Home
from pipelines.releases.verify import verify
from tests.children import killed

KILLS = 200
SEED = 2022
_HEAD = "Fall-ID;Träger;Staatsangehörigkeit;Aufnahme IM\n"
_POSTS = "Stellen-Nr.;Träger;Funktion;VZÄ Plan;VZÄ besetzt;gültig ab\nS1;CARITAS;INTEGRATIONSMANAGEMENT;2;2;01.01.2020\n"
_CASES = 300


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _play(Path(folder), KILLS)


def _play(folder: Path, kills: int) -> None:
    before = _prepare(folder)
    chance, seen, start = random.Random(SEED), Counter[str](), time.perf_counter()
    moments = _moments(chance, kills)
    for number, (verb, point, after) in enumerate(moments):
        root = shutil.copytree(before, folder / "haus")
        words = ["load", str(folder / "neu")] if verb == "load" else ["release", "--approve", "Bench"]
        hit = killed([*words, "--home", str(root)], point=point, after=after)
        seen[f"{verb}: {'killed' if hit else 'finished before'}"] += 1
        seen[f"served after a {verb}: {_served(root)}"] += 1
        seen[f"loaded after a {verb}: {_loaded(root)}"] += 1
        _recover(folder, root, f"kill {number} ({verb} {point or f'{after:.3f} s'})")
        shutil.rmtree(root)
    for what, times in sorted(seen.items()):
        print(f"{what}: {times}")
    print(
        f"{kills} kills, each followed by a load and a release that succeeded: {time.perf_counter() - start:.0f} s"
    )


def _moments(chance: random.Random, kills: int) -> Iterator[tuple[str, str, float | None]]:
    named = [("load", point, None) for point in faults.LOAD_POINTS]
    named += [("release", point, None) for point in faults.RELEASE_POINTS if point != "salt-made"]
    yield from named[:kills]
    for number in range(kills - len(named)):
        # The longer part of a load and of a release this small is over after these seconds.
        yield (
            ("load", "", chance.uniform(0.02, 1.6))
            if number % 2
            else ("release", "", chance.uniform(0.02, 2.4))
        )


def _prepare(folder: Path) -> Path:
    """A home with a public release of 300 cases and a load of 301 after it; `neu` holds an export of 302."""
    root = folder / "vorlage"
    for step, count in (("alt", _CASES), ("mehr", _CASES + 1), ("neu", _CASES + 2)):
        inbox = folder / step
        inbox.mkdir()
        day = {"alt": "2022-06-30", "mehr": "2022-07-31", "neu": "2022-08-31"}[step]
        rows = "".join(f"LO-{n:010X};CARITAS;Syrien;01.03.2022\n" for n in range(count))
        (inbox / f"faelle_CARITAS_{day}.csv").write_text(_HEAD + rows, encoding="utf-8")
        (inbox / f"stellen_STADT_{day}.csv").write_text(_POSTS, encoding="utf-8")
    for words in (
        ["load", str(folder / "alt")],
        ["release", "--approve", "Bench"],
        ["load", str(folder / "mehr")],
    ):
        with _silence():
            assert zgm([*words, "--home", str(root)]) == 0
    return root


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        yield


def _served(root: Path) -> int:
    """Active persons at the Datenstand of the served release, from its cubes and again from its rows."""
    with releases.open_release(Home(root)) as release:
        query = Query("active_target_group", release.data_as_of)
        inside, rows = compute(release.internal, query), compute(release.core, query)
    assert inside == rows, f"{root}: cubes and rows differ"
    count = int(inside[0].value or 0)
    assert count in (_CASES, _CASES + 1), f"{root}: {count} persons are served"
    return count


def _loaded(root: Path) -> int:
    with warehouse.open_current(Home(root)) as connection:
        row = connection.execute("SELECT count(*) FROM current_cases").fetchone()
    count = row[0] if row else 0
    assert count in (_CASES + 1, _CASES + 2), f"{root}: {count} cases are loaded"
    return int(count)


def _recover(folder: Path, root: Path, what: str) -> None:
    with _silence():
        for words in (["load", str(folder / "neu")], ["release", "--approve", "Bench"]):
            code = zgm([*words, "--home", str(root)])
            assert code == 0, f"{what}: zgm {words[0]} ended with {code}"
    home = Home(root)
    with releases.open_release(home) as release:
        figures = compute(release.internal, Query("active_target_group", release.data_as_of))
    assert figures[0].value == _CASES + 2, what
    assert verify(home) == [], what
    assert not list(home.releases.glob(".*")) and not list(home.loads.glob(".*")), what
    with warehouse.open_current(home) as connection:
        hashes = {row[0] for row in connection.execute("SELECT sha256 FROM deliveries").fetchall()}
    assert {path.name.split(".")[0] for path in home.snapshots.glob("*/*")} == hashes, what


if __name__ == "__main__":
    main()
