"""The public side of the pages: briefing and draft check, made from published figures only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from dashboard.publicedition import OFF, PublicEdition
from dashboard.view import View
from pipelines.errors import NotAvailable, UsageProblem
from pipelines.metrics import Figure, Query
from pipelines.publish import anchors, briefing, check, german, worlds
from pipelines.publish.briefing.corrections import NONE, corrections
from pipelines.publish.document import Document
from pipelines.releases import Release

__all__ = [
    "OFF",
    "REFUSALS",
    "briefing_of",
    "early",
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
    """What may be quoted of the same question: the exact anchor, else the table's cell; None when nothing is printed,
    and for what is preliminary.
    """
    if figure.preliminary:
        return None
    query = Query(figure.metric, figure.as_of, figure.period_from, filters=filters or {})
    try:
        found = PublicEdition(view.edition.release).ask(query)
    except REFUSALS:
        return None
    printed = next((answer for answer in found if not answer.by and answer.value is not None), None)
    exact = anchors.exact_total(_edition(view).anchors, figure.metric, figure.as_of)
    if printed is None or filters or figure.period_from or exact is None:
        return printed
    return replace(printed, value=exact, status="exact")


def words_of(view: View) -> Words:
    """What was typed into the form, understood. Raises UsageProblem with a sentence for each field that cannot be."""
    fields = dict(view.state.fields)
    sentences: list[str] = []
    days = {
        word: _day(label, fields.get(word, "").strip(), sentences)
        for word, label in (("sitzung", "Sitzung"), ("vergleich", "Vergleich"))
    }
    session = fields.get("oeffentlich", "")
    if session not in _SESSIONS:
        sentences.append(
            f"Art der Sitzung: {german.quoted(session)} gibt es nicht; bitte öffentlich oder nichtöffentlich wählen."
        )
    if sentences:
        raise UsageProblem(" ".join(sentences))
    number, committee = fields.get("nummer", ""), fields.get("gremium", "")
    return Words(number, committee, days["sitzung"], _SESSIONS[session], days["vergleich"])


_SESSIONS = {"": None, "ja": True, "nein": False}


def _day(label: str, text: str, sentences: list[str]) -> date | None:
    if not text:
        return None
    day = german.typed_day(text)
    if day is None:
        sentences.append(f"{label}: {german.quoted(text)} ist kein Tag; erwartet wird z. B. 30.06.2022.")
    return day


def early(view: View) -> str:
    """The sentence for a session before the Stichtag; empty when all is well. Raises as `words_of`."""
    return briefing.too_early(words_of(view).meeting, view.as_of)


def briefing_of(view: View) -> Document:
    """The briefing for the Stichtag of the address.

    Raises NotAvailable without a public world or for a day that it does not know, UsageProblem for a comparison that
    does not come first and for what `words_of` does not understand.
    """
    words = words_of(view)
    header = briefing.Header(words.number, words.committee, words.meeting, words.public)
    release = cast(Release, view.edition.release)
    corrected = corrections(view.home, release, view.as_of) if view.home else NONE
    return briefing.make(_answers(view), _edition(view), view.as_of, words.compare, header, corrected)


def verdicts(view: View, draft: str) -> list[check.Verdict]:
    """Every claim of a draft, judged by published figures only."""
    edition = view.edition
    base = int(edition.settings["disclosure.base"])
    days = (edition.id, edition.data_as_of, edition.newest)
    facts = check.ReleaseFacts(_answers(view), *days, base, _edition(view).anchors)
    return check.check(draft, facts, "press")


REFUSALS = (NotAvailable, UsageProblem)
