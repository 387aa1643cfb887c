"""The council briefing: one Stichtag against another, as a document ready for a Sitzungsvorlage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipelines.errors import NotAvailable
from pipelines.publish import german
from pipelines.publish.anchors import beside
from pipelines.publish.briefing import offices, outlook, overview, people
from pipelines.publish.briefing.corrections import NONE, Corrections
from pipelines.publish.briefing.frame import Frame
from pipelines.publish.briefing.notes import corrected, notes
from pipelines.publish.document import PRELIMINARY, Document, Paragraph, Section
from pipelines.publish.typed import typed
from pipelines.publish.worlds import (
    Answers,
    Edition,
    Reader,
    a_year_before,
    require_comparison,
    require_stichtag,
)

__all__ = ["Header", "make", "too_early"]


@dataclass(frozen=True)
class Header:
    """What the council office adds; empty fields are not printed. public: None says nothing about the session."""

    number: str = ""
    committee: str = ""
    meeting: date | None = None
    public: bool | None = None
    approved_by: str = ""


def too_early(meeting: date | None, as_of: date) -> str:
    """The sentence for a session before the Stichtag, whose figures it could not know; empty when all is well."""
    if meeting is None or meeting >= as_of:
        return ""
    return (
        f"Achtung: Die Sitzung am {german.day(meeting)} liegt vor dem Stichtag {german.day(as_of)}; "
        "bitte beide Tage prüfen."
    )


def _frame(answers: Answers, edition: Edition, as_of: date, compare: date | None) -> Frame:
    require_stichtag(as_of, edition)
    before = compare or _usual_comparison(as_of, edition)
    require_comparison(before, as_of, edition)
    return Frame(Reader(answers), edition, as_of, before)


def make(
    answers: Answers,
    edition: Edition,
    as_of: date,
    compare: date | None = None,
    header: Header | None = None,
    corrections: Corrections = NONE,
) -> Document:
    """The briefing for `as_of` against `compare` (default: a year before).

    corrections: what `briefing.corrections.corrections` found to be printed otherwise before.
    Raises NotAvailable for a day the public world does not know, UsageProblem when the days are the wrong way round.
    """
    frame = _frame(answers, edition, as_of, compare)
    found = (
        _first(frame, corrections),
        overview.key_figures(frame),
        people.movement(frame),
        people.structure(frame),
        people.ukraine(frame),
        offices.quota(frame),
        offices.staffing(frame),
        offices.money(frame),
        offices.consultations(frame),
        outlook.outlook(frame),
    )
    sections = tuple(section for section in found if section is not None)
    return Document(
        title=f"Integrationsmanagement in {edition.city}: Zahlen zum {german.day(as_of)}",
        subject=f"Unterlage für den Gemeinderat, {german.stand(as_of)}",
        head=_head(frame, header or Header()),
        sections=(*sections, notes(frame, sections, corrections)),
        as_of=as_of,
        data_as_of=edition.data_as_of,
        release=edition.release,
        author=f"Stadt {edition.city}",
        mark=_mark(edition, as_of),
        keywords=("Integrationsmanagement", "Gemeinderat", german.month(as_of)),
    )


def _first(frame: Frame, corrections: Corrections) -> Section:
    """The essentials, below them the exact number beside the tables and the totals that were corrected."""
    section = overview.essentials(frame)
    exact = [Paragraph(words, "note") for words in beside(frame.edition.anchors, frame.days)]
    return Section(section.title, (*section.blocks, *exact, *corrected(corrections)))


def _usual_comparison(as_of: date, edition: Edition) -> date:
    """A year before, or the first known month end when the record is younger than that.

    Raises NotAvailable for the first month end itself.
    """
    year = a_year_before(as_of)
    if as_of == min(edition.months):
        raise NotAvailable(
            f"Vor dem {german.day(as_of)} gibt es keine öffentlichen Zahlen zum Vergleichen; "
            "bitte einen späteren Stichtag wählen."
        )
    return year if year in edition.months else min(edition.months)


def _head(frame: Frame, header: Header) -> tuple[tuple[str, str], ...]:
    session = {True: "öffentlich", False: "nichtöffentlich", None: ""}[header.public]
    pairs = (
        ("Vorlage", header.number),
        ("Gremium", header.committee),
        ("Sitzung", ", ".join(part for part in (german.day(header.meeting) if header.meeting else "", session) if part)),
        ("Stichtag", f"{frame.label(frame.as_of)}, Vergleich mit {frame.label(frame.compare)}"),
        ("Datenstand", f"{german.day(frame.edition.data_as_of)}, Freigabe {frame.edition.release}"),
        ("Freigegeben von", header.approved_by),
    )  # fmt: skip
    return tuple((label, typed(label, text)) for label, text in pairs if text.strip())


def _mark(edition: Edition, as_of: date) -> str:
    marks = [PRELIMINARY] if edition.preliminary(as_of) else []
    return ", ".join([*marks, *([edition.notice] if edition.notice else [])])
