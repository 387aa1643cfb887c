"""Printed figures and a small released town, as a test wants to write them."""

from __future__ import annotations

import atexit
import json
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from pipelines.metrics import cubes
from pipelines.months import month_ends
from pipelines.paths import Home
from pipelines.publish.register.model import Entry
from pipelines.publish.register.reading import entry_from
from pipelines.releases import pointer
from pipelines.releases.intact import sealed
from tests.metrics.world import DEFAULTS, world

ACTIVE = "active_target_group"
MONTHS = month_ends(date(2022, 1, 31), date(2022, 8, 31))


def printed(value: str, as_of: str = "2022-06-30", metric: str = ACTIVE, by: str = "", **more: str) -> Entry:
    """«rund 1.400» for a Stichtag, in the «Anzeiger» unless said otherwise; metric «» makes a free fact."""
    given = {
        "medium": "Anzeiger", "veroeffentlicht": "2022-07-05", "wortlaut": f"es sind {value}", "stichtag": as_of,
        "wert": value, "kennzahl": metric, "gliederung": by, "fassung": "1" if metric else "",
        "quelle": "Seite 3",
    }  # fmt: skip
    return entry_from(given | more)


def persons(count: int, start: str, **more: Any) -> list[dict[str, Any]]:
    """`count` persons admitted on `start`."""
    return [
        {"case_id": f"{start}-{number}", "traeger": "CARITAS", "admitted_on": start, **more}
        for number in range(count)
    ]


@cache
def _cubes(people: str) -> Path:
    """The cubes of a town are made once; every test gets its own copy."""
    folder = Path(mkdtemp(prefix="register-"))
    atexit.register(shutil.rmtree, folder)
    exports = {"CARITAS": ["31.01.2022", "31.07.2022"]}
    quota = [
        {"year": 2022, "version_on": "15.02.2022", "target": 365, "actual": 41, "carry_over": 0},
        {"year": 2022, "version_on": "15.06.2022", "target": 234, "actual": 200, "carry_over": 0},
    ]
    source = world({"cases": json.loads(people), "quota": quota}, exports)
    cubes.build(source, MONTHS, folder)
    source.connection.close()
    return folder


def release(root: Path, cases: list[dict[str, Any]], release_id: str = "2022-07-31-00000001") -> Home:
    """A home in which these case rows are released, with month ends up to July 2022; the newest call is served."""
    home = Home(root)
    folder = home.releases / release_id
    shutil.copytree(_cubes(json.dumps(cases)), folder / "internal")
    manifest = {
        "release": release_id,
        "data_as_of": "2022-07-31",
        "first_export": "2022-01-31",
        "months": [month.isoformat() for month in MONTHS],
        "deliveries": [],
        "settings_values": dict(DEFAULTS.values),
        "metrics": {},
        "files": {},
    }
    (folder / "manifest.json").write_bytes(sealed(manifest))
    pointer.switch(home, release_id, "release", "Test")
    return home
