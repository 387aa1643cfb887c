"""What an approved document writes into the register, and what it contradicts there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from pipelines.paths import Home
from pipelines.publish import german, register
from pipelines.publish.document import Document
from pipelines.publish.printed import printed
from pipelines.publish.register.contradictions import REASONS
from pipelines.publish.register.model import Entry
from pipelines.publish.register.words import sentences
from pipelines.publish.wording import Interval
from pipelines.publish.worlds import Edition, interval

_BY = ", freigegeben von "
_MOST_WARNINGS = 12
# Figures of a document that are no metric of the catalogue, with the name that they go by.
_NO_METRIC = {"lump_sum_eur": "Verwaltungspauschale der Stadt"}


@dataclass(frozen=True)
class Paper:
    """A document that goes out: what it is, its Stichtag, the id of the release that it speaks from."""

    medium: str
    as_of: date
    release: str

    @property
    def source(self) -> str:
        """The document in words, without who approved it: «Presseblatt zum 30.06.2022 aus Freigabe …»."""
        return f"{self.medium} zum {german.day(self.as_of)} aus Freigabe {self.release}"

    def holds(self, entry: Entry) -> bool:
        """Whether an entry comes from this document, whoever approved it and when."""
        return entry.source.partition(_BY)[0] == self.source


def entries(
    document: Document, medium: str, published: date, edition: Edition, by: str, note: str = ""
) -> list[Entry]:
    """What a document prints, figure by figure, in reading order.

    A preliminary figure is no print that later ones must agree with, and a figure without a value is no print at all.
    """
    paper = Paper(medium, document.as_of, edition.release)
    origin = register.Origin(medium, published, edition.release, "public", f"{paper.source}{_BY}{by}", note)
    found = []
    for wording, figure in printed(document):
        stands_for = interval(figure, edition.base)
        if stands_for is not None and not edition.preliminary(figure.as_of):
            known = stands_for if isinstance(stands_for, Interval) else None
            found.append(register.entry_of(figure, origin, wording, known, _NO_METRIC.get(figure.metric, "")))
    return found


def record(home: Home, new: Iterable[Entry]) -> list[Entry]:
    """Write the entries of an approval down and give back those that are new.

    A document that is approved a second time by the same person has gone out already, whatever the day.
    """
    known = {content(entry) for entry in register.entries(home)}
    return register.record(home, [entry for entry in new if content(entry) not in known])


def content(entry: Entry) -> Entry:
    """An entry without the day on which it was printed."""
    return replace(entry, published=None)


def approver(entry: Entry) -> str:
    """Who approved the document that an entry of `entries` comes from."""
    return entry.source.partition(_BY)[2]


def warnings(home: Home, new: list[Entry]) -> list[str]:
    """One text per contradiction with what was printed before, the unexplained ones first; nothing is recorded.

    Only printed numbers are named. A release that corrects many numbers has many; the last text then counts the rest.
    """
    found = sorted(register.contradicting(home, new), key=lambda conflict: REASONS.index(conflict.reason))
    texts = ["Achtung. " + "\n  ".join(sentences(conflict)) for conflict in found[:_MOST_WARNINGS]]
    more = len(found) - len(texts)
    return texts + ([f"Und {more} weitere, siehe «zgm register conflicts»."] if more > 0 else [])
