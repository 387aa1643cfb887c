"""The public side of the pages: briefing and draft check, made from published figures only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from dashboard.publicedition import OFF, PublicEdition
from dashboard.view import View
from pipelines.errors import NotAvailable, UsageProblem
from pipelines.metrics import Figure, Query
from pipelines.publish import briefing, check, german, worlds
from pipelines.publish.briefing.corrections import NONE, corrections
from pipelines.publish.document import Document
from pipelines.releases import Release

__all__ = [
    "OFF",
    "REFUSALS",
    "briefing_of",
    "is_on",
    "published",
    "verdicts",
    "words_of",
]


@dataclass(frozen=True)
class Words:
    """What a person typed into the form of the council page."""

    number: str
    committee: str
    meeting: date | None
    public: bool | None
    compare: date | None


def is_on(view: View) -> bool:
    """Whether the release has a public world."""
    return getattr(view.edition.release, "public", None) is not None


def _edition(view: View) -> worlds.Edition:
    return worlds.edition(cast(Release, view.edition.release), view.settings)


def _answers(view: View) -> worlds.Answers:
    return worlds.public_answers(cast(Release, view.edition.release))


def published(view: View, figure: Figure, filters: Mapping[str, str] | None = None) -> Figure | None:
    """What the public world prints for the same question; None when it prints nothing."""
    query = Query(figure.metric, figure.as_of, figure.period_from, filters=filters or {})
    try:
        found = PublicEdition(view.edition.release).ask(query)
    except REFUSALS:
        return None
    return next((answer for answer in found if not answer.by and answer.value is not None), None)


def words_of(view: View) -> tuple[Words, list[str]]:
    """The header of a briefing, and a sentence for each day that is none or cannot be meant."""
    fields = dict(view.state.fields)
    sentences: list[str] = []
    days = {
        word: _day(label, fields.get(word, "").strip(), sentences)
        for word, label in (("sitzung", "Sitzung"), ("vergleich", "Vergleich"))
    }
    if early := briefing.too_early(days["sitzung"], view.as_of):
        sentences.append(early)
    session = {"ja": True, "nein": False}.get(fields.get("oeffentlich", ""))
    number, committee = fields.get("nummer", ""), fields.get("gremium", "")
    return Words(number, committee, days["sitzung"], session, days["vergleich"]), sentences


def _day(label: str, text: str, sentences: list[str]) -> date | None:
    if not text:
        return None
    day = german.typed_day(text)
    if day is None:
        sentences.append(f"{label}: «{text}» ist kein Tag; erwartet wird z. B. 30.06.2022.")
    return day


def briefing_of(view: View) -> Document:
    """The briefing for the Stichtag of the address.

    Raises NotAvailable without a public world or for a day that it does not know, UsageProblem for a comparison that
    does not come first.
    """
    words, _ = words_of(view)
    header = briefing.Header(words.number, words.committee, words.meeting, words.public)
    release = cast(Release, view.edition.release)
    corrected = corrections(view.home, release, view.as_of) if view.home else NONE
    return briefing.make(_answers(view), _edition(view), view.as_of, words.compare, header, corrected)


def verdicts(view: View, draft: str) -> list[check.Verdict]:
    """Every claim of a draft, judged by published figures only."""
    edition = view.edition
    base = int(edition.settings["disclosure.base"])
    facts = check.ReleaseFacts(_answers(view), edition.id, edition.data_as_of, edition.newest, base)
    return check.check(draft, facts, "press")


REFUSALS = (NotAvailable, UsageProblem)
