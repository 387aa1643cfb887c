"""Open a release for reading: month-end cubes for everybody inside, frozen rows for the command line only."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

from pipelines import codelists, settings
from pipelines.errors import EnvironmentProblem
from pipelines.metrics.cubes import CubeSource
from pipelines.metrics.sources import RowSource
from pipelines.paths import Home
from pipelines.releases import intact, pointer, totals
from pipelines.releases.files import row_source
from pipelines.releases.public import PublicWorld
from pipelines.settings import KEYS, Settings


class Release:
    """A finished release. `internal` is exact at month ends; `core` is exact on any day and holds rows about persons.

    Each part is held against its hashes when it is first asked for, and then raises Damaged. Files are read later than
    that: who uses a release as a context gets Damaged at its end when one was damaged meanwhile, and who keeps it open
    asks `changed` before each use.
    """

    def __init__(self, folder: Path, lasting: bool = False) -> None:
        """lasting: does a process read it for long? Then the cubes stay in memory from their first question on.

        Raises Damaged for a manifest that was changed.
        """
        self.folder, self._lasting = folder, lasting
        self._found_intact: dict[str, intact.Marks] = {}
        self.manifest: dict[str, Any] = intact.read_manifest(folder)
        self.id: str = self.manifest["release"]
        self.data_as_of = date.fromisoformat(self.manifest["data_as_of"])
        first = self.manifest["first_export"]
        self.first_export = date.fromisoformat(first) if first else None
        self.months = [date.fromisoformat(text) for text in self.manifest["months"]]

    @property
    def settings(self) -> Settings:
        """The settings under which this release was made (an older one is computed again as it was)."""
        given = dict(self.manifest["settings_values"])
        given["target_ratio"] = [
            {**entry, "valid_from": date.fromisoformat(entry["valid_from"])}
            for entry in given["target_ratio"]
        ]
        given["disclosure.anchors"] = [
            {**entry, "as_of": date.fromisoformat(entry["as_of"])}
            for entry in given.get("disclosure.anchors", [])
        ]
        return Settings({key.name: given.get(key.name, key.default) for key in KEYS})

    @property
    def default_stichtag(self) -> date:
        """The last month end not after the Datenstand: what «aktuell» means."""
        return max((month for month in self.months if month <= self.data_as_of), default=self.data_as_of)

    @cached_property
    def internal(self) -> CubeSource:
        """Exact month-end figures. Raises EnvironmentProblem for an account outside the group of their files."""
        try:
            folder = self._part("internal")
        except PermissionError as error:
            raise EnvironmentProblem(
                "Die genauen Zahlen dieser Freigabe darf dieses Konto nicht lesen; "
                "bitte dem Ordner releases die Gruppe der Seiten geben (docs/DEPLOYMENT.md)."
            ) from error
        return CubeSource(folder, self.data_as_of, self.first_export, self.months, hold=self._lasting)

    @cached_property
    def public(self) -> PublicWorld | None:
        """The public world; None for a release that was not approved for the public."""
        part = self.manifest["public"]
        if part is None:
            return None
        months = [date.fromisoformat(text) for text in part["months"]]
        return PublicWorld(self._part("public"), self.data_as_of, self.first_export, months)

    @cached_property
    def core(self) -> RowSource:
        """Exact figures for any day, from rows about persons.

        Raises EnvironmentProblem for a user who may not read them.
        """
        try:
            return row_source(self._part("core"), self.settings, self.data_as_of)
        except OSError as error:
            raise EnvironmentProblem(
                "Die Einzelzeilen dieser Freigabe darf nur das Konto lesen, das Lieferungen lädt."
            ) from error

    def totals(self, metric: str) -> totals.Totals:
        """The totals of a metric at all month ends, as they were when this release was made."""
        return totals.read(self._part("internal"), metric)

    def require_intact(self, *parts: str) -> None:
        """Raises Damaged when a file of these parts is not what it was; each part is read once for this."""
        for part in parts:
            if part not in self._found_intact:
                marks = intact.marks(self.folder, self.manifest, part)
                intact.require(self.folder, self.manifest, part)
                self._found_intact[part] = marks

    def changed(self) -> bool:
        """Whether anybody wrote a file of a part since it was found intact: then open the release anew."""
        return any(
            intact.marks(self.folder, self.manifest, part) != marks
            for part, marks in self._found_intact.items()
        )

    def _part(self, part: str) -> Path:
        self.require_intact(part)
        return self.folder / part

    def __enter__(self) -> Release:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if "internal" in self.__dict__:
            self.internal.close()
        if self.__dict__.get("public") is not None:
            self.__dict__["public"].close()
        if "core" in self.__dict__:
            self.core.connection.close()
        # An error of a reader or a wrong number may come from a file that was damaged after it was found intact.
        if (error is None or isinstance(error, Exception)) and self.changed():
            intact.require(self.folder, self.manifest, *self._found_intact)


def open_release(
    home: Home, release_id: str | None = None, lasting: bool = False, whole: bool = True
) -> Release:
    """The served release of `home`, or the one that `release_id` names (a beginning is enough); lasting as in `Release`.

    whole: hold every file against its hash now; pages hold only the parts that they ask, each when they first do.
    Raises Refused before the first release, UsageProblem for an unknown id, Damaged when a file is not what it was.
    """
    chosen = pointer.find_id(home, release_id) if release_id else pointer.require_current(home)
    # Whoever reads figures of this home also reads the names that it gives to its Träger.
    codelists.name_further("traeger", settings.load(home)["traeger"])
    release = Release(home.releases / chosen, lasting)
    if whole:
        release.require_intact(*intact.readable_parts(release.folder))
    return release
