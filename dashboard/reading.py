"""The released figures as pages see them: one open edition, asked only through compute, answers kept.

The pointer to the current release is read at every request (one small file); a new release is opened beside the
old one, which stays readable for the requests that still use it. The same happens when somebody wrote its files, and
opening finds out whether they are damaged. Nothing about a person is in what is opened here.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from dashboard.roles import World
from dashboard.state import Choices, codes
from pipelines import releases
from pipelines.errors import EnvironmentProblem
from pipelines.metrics import Figure, Query, catalogue, compute
from pipelines.metrics.sources import Source
from pipelines.months import previous_month_end
from pipelines.paths import Home
from pipelines.publish.worlds import drawn
from pipelines.releases import pointer
from pipelines.settings import Settings

_MOST_ANSWERS = 1500


class Release(Protocol):
    """What an edition needs of a release."""

    @property
    def id(self) -> str: ...
    @property
    def data_as_of(self) -> date: ...
    @property
    def manifest(self) -> Mapping[str, Any]: ...
    @property
    def months(self) -> Sequence[date]: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def internal(self) -> Source: ...


class Edition:
    """One release: asks compute and keeps the answers (a release never changes)."""

    world: World = "internal"

    def __init__(self, release: Release) -> None:
        self.release = release
        self.id = release.id
        self.data_as_of = release.data_as_of
        self.settings = release.settings
        self.first_export = release.internal.first_export
        self.months: tuple[date, ...] = tuple(sorted(release.months))
        if not self.months:
            raise EnvironmentProblem(
                "Diese Freigabe enthält keinen Monat; bitte neu freigeben (zgm release)."
            )
        self._answers: dict[object, list[Figure]] = {}
        self.earlier: dict[tuple[str, str], Any] = {}  # (earlier release, metric) → its totals and ours
        self.comparisons: dict[
            str, releases.Comparison
        ] = {}  # with earlier releases, made when first asked for
        self._lock = threading.Lock()

    @property
    def newest(self) -> date:
        """The last month end that is complete; the first of all when none is."""
        complete = [month for month in self.months if month <= self.data_as_of]
        return complete[-1] if complete else self.months[0]

    def ask(self, query: Query) -> list[Figure]:
        """The figures that answer `query`; errors are those of compute."""
        key = (query.metric, query.as_of, query.period_from, query.by, tuple(sorted(query.filters.items())))
        key = (*key, query.every, query.top)  # type: ignore[assignment]
        with self._lock:
            if key not in self._answers:
                if len(self._answers) > _MOST_ANSWERS:
                    self._answers.clear()
                self._answers[key] = self._answer(query)
            return self._answers[key]

    def _answer(self, query: Query) -> list[Figure]:
        return drawn(compute(self.release.internal, query))

    def codes(self, dimension: str) -> list[str]:
        """The codes of a dimension that a reader may filter for."""
        return codes(dimension)

    def met(self, dimension: str) -> set[str]:
        """The codes of a dimension under which the target group ever had somebody at a month end."""
        before_all = previous_month_end(self.months[0])
        asked = Query("active_target_group", self.months[-1], before_all, (dimension,), every="month")
        return {figure.by[dimension] for figure in self.ask(asked) if figure.by}

    def offers(self, metric: str, dimension: str = "") -> bool:
        """Whether this world holds a metric at all, or its breakdown by a dimension."""
        return not dimension or dimension in catalogue.metric(metric).dimensions

    def fitting(self, choices: Choices) -> Choices:
        """What of a page's choices this world can answer."""
        return choices


class Library:
    """Gives the edition of the current release of a home."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._release: releases.Release | None = None
        self._editions: dict[World, Edition] = {}
        self._lock = threading.Lock()

    def current(self, world: World = "internal") -> Edition:
        """The edition of a world that the pointer names now.

        Raises Refused when nothing is released yet, NotAvailable for the public world of an internal release, Damaged
        when a file of the release is not what it was.
        """
        named = pointer.require_current(self._home)
        with self._lock:
            if self._release is None or self._release.id != named or self._release.changed():
                self._release, self._editions = self._open(named), {}
            if world not in self._editions:
                self._editions[world] = edition_of(self._release, world)
            return self._editions[world]

    def whole(self) -> Edition:
        """The exact edition of the current release, once every world that the release has can be answered.

        The pages inside quote public figures too: with one part damaged next to no page is served (docs/adr/0011).
        Raises as `current`, but not for a release that was never given a public world.
        """
        inside = self.current()
        if inside.release.manifest["public"] is not None:
            self.current("public")
        return inside

    def _open(self, named: str) -> releases.Release:
        # Not whole: of a release pages ask only its figures, and a web host need not hold the rows about persons.
        return releases.open_release(self._home, named, lasting=True, whole=False)

    def named(self) -> str | None:
        """The release that the pointer names now; None before the first."""
        return pointer.current_id(self._home)

    @property
    def home(self) -> Home:
        return self._home


def edition_of(release: Release, world: World) -> Edition:
    """The release as one world sees it."""
    from dashboard.publicedition import PublicEdition

    return Edition(release) if world == "internal" else PublicEdition(release)
