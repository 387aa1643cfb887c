"""The released figures as pages see them: one open edition, asked only through compute, answers kept.

The pointer to the current release is read at every request (one small file); a new release is opened beside the
old one, which stays readable for the requests that still use it. Nothing about a person is in what is opened here.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from pipelines.errors import EnvironmentProblem
from pipelines.metrics import Figure, Query, compute
from pipelines.metrics.sources import Source, month_end, previous_month_end
from pipelines.paths import Home
from pipelines.releases import open_release, pointer
from pipelines.settings import Settings

_MOST_ANSWERS = 4000


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


def year_before(day: date) -> date:
    """The same month end a year earlier."""
    return month_end(date(day.year - 1, day.month, 1))


def months_before(day: date, months: int) -> date:
    """The month end `months` earlier."""
    for _ in range(months):
        day = previous_month_end(day)
    return day


class Edition:
    """One release: asks compute and keeps the answers (a release never changes)."""

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
                self._answers[key] = compute(self.release.internal, query)
            return self._answers[key]


class Library:
    """Gives the edition of the current release of a home."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._edition: Edition | None = None
        self._named = ""
        self._lock = threading.Lock()

    def current(self) -> Edition:
        """The edition that the pointer names now.

        Raises Refused when nothing is released yet.
        """
        named = pointer.require_current(self._home)
        edition = self._edition
        if edition is not None and named == self._named:
            return edition
        with self._lock:
            if self._edition is None or named != self._named:
                self._edition, self._named = Edition(open_release(self._home, named)), named
            return self._edition
