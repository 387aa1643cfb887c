"""What an approved document writes into the register, and what it contradicts there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipelines.metrics import Figure
from pipelines.paths import Home
from pipelines.publish import register
from pipelines.publish.register.model import Entry
from pipelines.publish.register.words import sentences
from pipelines.publish.wording import Interval
from pipelines.publish.worlds import Edition, interval

_BY = ", freigegeben von "
Printed = Iterable[tuple[str, Figure]]


def entries(
    printed: Printed, medium: str, published: date, edition: Edition, by: str, note: str = ""
) -> list[Entry]:
    """The entries of a document. printed: wording and public figure, in reading order; each figure counts once.

    A preliminary figure is no print that later ones must agree with, and a figure without a value is no print at all.
    """
    source = f"{medium} aus Freigabe {edition.release}{_BY}{by}"
    origin = register.Origin(medium, published, edition.release, "public", source, note)
    found: dict[tuple[object, ...], Entry] = {}
    for wording, figure in printed:
        stands_for = interval(figure, edition.base)
        if stands_for is not None and not edition.preliminary(figure.as_of):
            known = stands_for if isinstance(stands_for, Interval) else None
            entry = register.entry_of(figure, origin, wording, known)
            found.setdefault((entry.metric, entry.by, entry.as_of, entry.period_from), entry)
    return list(found.values())


def approver(entry: Entry) -> str:
    """Who approved the document that an entry of `entries` comes from."""
    return entry.source.partition(_BY)[2]


def warnings(home: Home, new: list[Entry]) -> list[str]:
    """One text per contradiction with what was printed before; nothing is recorded. Only printed numbers are named."""
    return ["Achtung. " + "\n  ".join(sentences(conflict)) for conflict in register.contradicting(home, new)]
