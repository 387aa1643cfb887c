"""Make a release: freeze the rows, count the cubes, write the manifest, switch the pointer. All or nothing."""

from __future__ import annotations

import hashlib
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipelines import faults, warehouse
from pipelines import settings as settings_room
from pipelines.disclosure import ledger
from pipelines.errors import UsageProblem
from pipelines.metrics import cubes
from pipelines.metrics.sources import Point, RowSource
from pipelines.months import month_ends, previous_month_end
from pipelines.paths import Home, require_writable
from pipelines.releases import intact, load_findings, pointer, public_build, retention, totals
from pipelines.releases.files import row_source
from pipelines.releases.freeze import freeze
from pipelines.releases.identity import Inputs, inputs_of
from pipelines.releases.intact import read_manifest, sealed
from pipelines.settings import Settings
from pipelines.storage import close_to_others, fsync_directory, fsync_tree, sha256_of, single_writer

# Twenty years of months are more than any record of this field; one wrong early date must not make a thousand.
_MOST_MONTHS = 240
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What a release run did: `new` is False when the same release existed already."""

    release_id: str
    new: bool
    manifest: dict[str, Any]


def build(home: Home, approved_by: str | None, progress: Progress = lambda _: None) -> Built:
    """Release the loaded state of `home`; the same inputs and code give the same id and the same bytes.

    Raises UsageProblem for an approval without a name, Refused when nothing is loaded, EnvironmentProblem when another
    writer is at work, Damaged when the same release was made before and is no longer what it was.
    """
    if approved_by is not None and not approved_by.strip():
        raise UsageProblem("Wer für die Öffentlichkeit freigibt, braucht einen Namen.")
    require_writable(home)
    settings = settings_room.load(home)
    with single_writer(home.lock):
        home.releases.mkdir(parents=True, exist_ok=True)
        retention.remove_half_made(home)
        with warehouse.open_current(home) as connection:
            inputs = inputs_of(connection, settings)
            release_id = _id_for(home, inputs, approved_by)
            retention.remove_never_served(home, release_id)
            new = release_id not in pointer.existing_ids(home)
            if new:
                _write(home, release_id, inputs, settings, connection, approved_by is not None, progress)
        folder = home.releases / release_id
        manifest = read_manifest(folder)
        if not new:
            intact.require(folder, manifest, *intact.PARTS)
        if approved_by is not None:
            faults.point("before-ledger")
            public_build.record(home, folder, manifest, approved_by)
            faults.point("after-ledger")
        pointer.switch(home, release_id, "release", approved_by)
        faults.point("released")
        retention.remove_old(home, settings["retention.releases_years"])
    return Built(release_id, new, manifest)


def _id_for(home: Home, inputs: Inputs, approved_by: str | None) -> str:
    """The id of the release to be; approving the same state twice is the same release."""
    if approved_by is None:
        return inputs.release_id()
    path = public_build.ledger_file(home)
    printed = ledger.releases(path)
    if printed and printed[-1] in pointer.existing_ids(home):
        last = read_manifest(home.releases / printed[-1])
        if last["inputs"] == inputs.fingerprint:
            return printed[-1]
    salt = hashlib.sha256(public_build.salt_of(home)).hexdigest()
    return inputs.release_id(ledger.head(path) + salt)


def _write(
    home: Home,
    release_id: str,
    inputs: Inputs,
    settings: Settings,
    connection: Any,
    public: bool,
    progress: Progress,
) -> None:
    staging = Path(tempfile.mkdtemp(prefix=retention.STAGING, dir=home.releases))
    # Added, not set: the group that the folder of releases hands down (docs/DEPLOYMENT.md) must stay.
    staging.chmod(stat.S_IMODE(staging.stat().st_mode) | 0o055)
    progress("Zeilen werden eingefroren")
    freeze(connection, staging / "core")
    faults.point("rows-frozen")
    progress("Zahlen werden berechnet")
    internal = staging / "internal"
    internal.mkdir()
    source = row_source(staging / "core", settings, date.fromisoformat(inputs.data_as_of))
    months = _months(source)
    cubes.build(source, months, internal)
    cube = cubes.CubeSource(internal, source.data_as_of, source.first_export, months, hold=False)
    totals.write(cube, months, internal)
    cube.close()
    faults.point("cubes-counted")
    part = None
    if public:
        progress("Öffentliche Tabellen werden gerundet und angegriffen")
        source.prepare([Point(month, previous_month_end(month)) for month in months])
        part = public_build.write_public(home, source, months, settings, staging)
        faults.point("public-written")
    source.connection.close()
    close_to_others(internal)
    facts = {
        "release": release_id,
        "inputs": inputs.fingerprint,
        "public": part,
        "first_export": source.first_export,
        "findings": load_findings.counted(connection),
    }
    _write_manifest(staging, inputs, settings, months, facts)
    fsync_tree(staging)
    faults.point("before-rename")
    staging.rename(home.releases / release_id)
    fsync_directory(home.releases)
    faults.point("after-rename")


def _months(source: RowSource) -> list[date]:
    first, last = source.connection.execute(
        "SELECT (SELECT min(admitted_on) FROM cases), (SELECT max(export_date) FROM exports)"
    ).fetchone() or (None, None)
    return month_ends(first or last, last)[-_MOST_MONTHS:]


def _write_manifest(
    staging: Path, inputs: Inputs, settings: Settings, months: list[date], facts: dict[str, Any]
) -> None:
    files = {
        str(path.relative_to(staging)): sha256_of(path)
        for path in sorted(staging.rglob("*"))
        if path.is_file()
    }
    manifest = {
        **inputs.as_json(),
        **facts,
        "months": [str(month) for month in months],
        "settings_values": settings.shaping_figures,
        "files": files,
    }
    (staging / "manifest.json").write_bytes(sealed(manifest))
