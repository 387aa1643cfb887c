"""A power cut at every instrumented point: what was not synced is gone, as after pulling the plug.

The home lies in an ext4 image on a loop device, mounted so that nothing reaches the image by itself (five minutes
between commits, no help for renames, data in no order). The process is killed at a point, the image is copied as it is,
and the copy is mounted: the journal is played back, all that was written but not synced is missing. Then the old or the
new state must be whole, the next load and release must succeed, and what had been reported as done must be there.

Needs root and loop devices; says so and does nothing without them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import kills
from pipelines import faults
from tests.children import killed

_OPTIONS = "loop,commit=300,noauto_da_alloc,data=writeback"
_DONE = ("after-pointer", "tidied", "released", "")
_TOOLS = ("mkfs.ext4", "mount", "umount")


def main() -> None:
    if (
        os.geteuid() != 0
        or not all(shutil.which(tool) for tool in _TOOLS)
        or not Path("/dev/loop-control").exists()
    ):
        print("skipped: a power cut can be played only by root on a machine with loop devices and ext4")
        return
    with tempfile.TemporaryDirectory() as folder:
        _play(Path(folder))


def _play(folder: Path) -> None:
    before = kills._prepare(folder)
    image, seen = folder / "platte", Counter[str]()
    points = [("load", point) for point in (*faults.LOAD_POINTS, "")]
    points += [("release", point) for point in (*faults.RELEASE_POINTS, "") if point != "salt-made"]
    for verb, point in points:
        _format(image)
        with _mounted(image, folder / "ort") as place:
            root = shutil.copytree(before, place / "haus")
            subprocess.run(["sync", "-f", str(place)], check=True)
            words = ["load", str(folder / "neu")] if verb == "load" else ["release", "--approve", "Bench"]
            killed([*words, "--home", str(root)], point=point)
            shutil.copyfile(image, folder / "nach-dem-stromausfall")
        with _mounted(folder / "nach-dem-stromausfall", folder / "ort") as place:
            root = place / "haus"
            served, loaded = kills._served(root), kills._loaded(root)
            if point in _DONE:
                assert (loaded if verb == "load" else served) > kills._CASES + (verb == "load"), (
                    f"{verb} {point} is lost"
                )
            seen[f"{verb}: served {served}, loaded {loaded}"] += 1
            kills._recover(folder, root, f"power cut ({verb} {point or 'finished'})")
    for what, times in sorted(seen.items()):
        print(f"{what}: {times}")
    print(
        f"{len(points)} power cuts, each followed by a load and a release that succeeded; nothing done was lost"
    )


def _format(image: Path) -> None:
    image.unlink(missing_ok=True)
    with image.open("wb") as file:
        file.truncate(200 << 20)
    subprocess.run(
        ["mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", str(image)], check=True
    )


@contextmanager
def _mounted(image: Path, place: Path) -> Iterator[Path]:
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", _OPTIONS, str(image), str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


if __name__ == "__main__":
    main()
