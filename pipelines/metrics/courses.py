"""Answers over all months, kept while there is room: pages of other Stichtage ask the same and then nothing is read."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date

from pipelines.metrics.sources import Cells

Course = dict[date, Cells]  # month → codes → value
# About 12 MB. The default pages of a city need a third of it.
MOST_ROWS = 60_000


class Courses:
    """The courses asked for last, at most `most_rows` rows together; safe to use from several threads."""

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self._most = most_rows
        self._kept: OrderedDict[Hashable, Course] = OrderedDict()
        self._rows = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable, read: Callable[[], Course]) -> Course:
        """What is kept under `key`, else what `read` gives; nobody may change it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        course = read()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = course
                self._rows += _size(course)
            while self._rows > self._most and len(self._kept) > 1:
                self._rows -= _size(self._kept.popitem(last=False)[1])
        return course


def _size(course: Course) -> int:
    return 1 + sum(len(cells) for cells in course.values())
