"""The time until when nothing may be printed, as a form asks for it: a German day and an hour."""

from __future__ import annotations

import re
from datetime import datetime

from pipelines.errors import UsageProblem
from pipelines.publish import german

_HOUR = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?: ?Uhr)?")


def read(day: str, hour: str) -> datetime | None:
    """The embargo of «14.07.2022» and «10:00», None of two empty fields; a day alone begins at midnight, as on the
    command line. Raises UsageProblem for what is no day, no hour, or an hour without a day.
    """
    day, hour = day.strip(), hour.strip()
    if not day and not hour:
        return None
    if not day:
        raise UsageProblem("Sperrfrist: zur Uhrzeit fehlt der Tag; bitte ergänzen, z. B. 14.07.2022.")
    on, at = german.typed_day(day), _HOUR.fullmatch(hour or "0")
    if at is None or int(at[1]) > 23 or int(at[2] or 0) > 59:
        raise UsageProblem(f"Sperrfrist: {german.quoted(hour)} ist keine Uhrzeit; erwartet wird z. B. 10:00.")
    if on is None:
        raise UsageProblem(f"Sperrfrist: {german.quoted(day)} ist kein Tag; erwartet wird z. B. 14.07.2022.")
    return datetime(on.year, on.month, on.day, int(at[1]), int(at[2] or 0))
