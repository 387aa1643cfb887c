"""The press sheet: sentences that are true, rounded and dated, with table, definition, source and picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pipelines.errors import NotAvailable
from pipelines.metrics import Figure, catalogue
from pipelines.publish import german
from pipelines.publish.anchors import beside
from pipelines.publish.briefing.notes import protection, signs
from pipelines.publish.chart import alt_text
from pipelines.publish.document import (
    PRELIMINARY,
    Block,
    Cell,
    Document,
    Paragraph,
    Picture,
    Points,
    Row,
    Section,
    Table,
)
from pipelines.publish.press.grain import require
from pipelines.publish.press.topics import TOPICS, Desk, Topic
from pipelines.publish.sentences import months_or_days
from pipelines.publish.typed import typed
from pipelines.publish.worlds import Answers, Edition, Reader, require_stichtag

__all__ = ["Approval", "LastPublished", "Sheet", "make", "until"]

# metric, its name among the topic's numbers («Soll», else empty) → the register's sentence «zuletzt veröffentlicht: …»,
# None when nothing was printed about it
LastPublished = Callable[[str, str], str | None]


@dataclass(frozen=True)
class Approval:
    """Who approved, and until when nothing may be printed."""

    by: str = ""
    embargo: datetime | None = None

    @property
    def name(self) -> str:
        """Who approved as one line, "" for a draft; UsageProblem when it is too long for a head."""
        return typed("Freigegeben von", self.by)


def until(embargo: datetime) -> str:
    """«14.07.2022, 10:00 Uhr»"""
    return f"{german.day(embargo)}, {embargo:%H:%M} Uhr"


@dataclass(frozen=True)
class Sheet:
    """The finished sheet: a document, and the topics with their pictures."""

    document: Document
    topics: tuple[Topic, ...]


def make(
    answers: Answers,
    edition: Edition,
    as_of: date,
    grain: float | None = None,
    approval: Approval | None = None,
    last_published: LastPublished | None = None,
) -> Sheet:
    """The sheet for a Stichtag.

    grain: rounding grain for persons in prose (None: 5, 10, 50 by size; which ones: `grain.py`). Topics the world does
    not hold are left out.
    Raises NotAvailable for another day than a published month end or when no topic is left, UsageProblem for a grain.
    """
    if grain is not None:
        require(grain, edition.base)
    require_stichtag(as_of, edition)
    desk = Desk(Reader(answers), edition, as_of, grain)
    topics = tuple(topic for topic in (make_topic(desk) for make_topic in TOPICS) if topic is not None)
    if not topics:
        raise NotAvailable(f"Für den {german.day(as_of)} ist keine Zahl des Presseblatts veröffentlicht.")
    sections = [_section(desk, topic, last_published) for topic in topics]
    signed = approval or Approval()
    document = Document(
        title=f"Presseblatt Integrationsmanagement {edition.city}",
        subject=f"Zahlen zum Zitieren, {german.stand(as_of)}",
        head=_head(desk, signed),
        sections=(*sections, _reading(desk, [block for section in sections for block in section.blocks])),
        as_of=as_of,
        data_as_of=edition.data_as_of,
        release=edition.release,
        author=f"Stadt {edition.city}",
        mark=_mark(desk, signed),
        keywords=("Integrationsmanagement", "Presse", german.month(as_of)),
    )
    return Sheet(document, topics)


def _head(desk: Desk, approval: Approval) -> tuple[tuple[str, str], ...]:
    return (
        ("Stand", german.month(desk.as_of)),
        ("Datenstand", f"{german.day(desk.edition.data_as_of)}, Freigabe {desk.edition.release}"),
        ("Sperrfrist", until(approval.embargo) if approval.embargo else "keine"),
        ("Freigegeben von", approval.name or "noch nicht freigegeben"),
        ("Kontakt", desk.edition.contact),
    )


def _mark(desk: Desk, approval: Approval) -> str:
    marks = [] if approval.name else ["Entwurf, nicht freigegeben"]
    marks += [PRELIMINARY] if desk.edition.preliminary(desk.as_of) else []
    marks += [f"Sperrfrist {until(approval.embargo)}"] if approval.embargo else []
    return ", ".join([*marks, *([desk.edition.notice] if desk.edition.notice else [])])


def _section(desk: Desk, topic: Topic, last_published: LastPublished | None) -> Section:
    blocks: list[Block] = [
        Paragraph(text, "quote", desk.told(text, topic))
        for text in dict.fromkeys((topic.short, topic.standard, topic.context))
    ]
    if topic.chart is not None:
        blocks.append(Picture(topic.chart))
        blocks.append(Paragraph(f"Bildbeschreibung: {alt_text(topic.chart)}", "note"))
    caption = f"{topic.title}, {german.stand(desk.as_of)}"
    if desk.edition.preliminary(desk.as_of):
        caption += f" ({PRELIMINARY})"
    rows = tuple(Row(name, (Cell.of(figure), Cell(_when(figure)))) for name, figure in topic.figures)
    when = "Zeitraum" if any(figure.period_from for _, figure in topic.figures) else "Stichtag"
    blocks.append(
        Table(topic.key, caption, ("Zahl", "Wert", when), rows, f"{topic.note} {desk.source}.".strip())
    )
    blocks += [Paragraph(text) for text in _definitions(topic)]
    blocks.append(Paragraph(_last(topic, last_published), "note"))
    return Section(topic.title, tuple(blocks))


def _definitions(topic: Topic) -> list[str]:
    """One sentence per count of the table, with its name there where there are several; a ratio's name defines it."""
    several = len(topic.named) > 1
    return [
        f"Definition{f' «{topic.named[metric]}»' if several else ''}: "
        + _first_sentence(catalogue.metric(metric).definition)
        for metric in dict.fromkeys(figure.metric for _, figure in topic.figures if figure.kind != "ratio")
    ]


def _when(figure: Figure) -> str:
    """The day of a stock; of what happened in months the first and the last one."""
    if figure.period_from is None:
        return german.day(figure.as_of)
    return months_or_days(figure.period_from, figure.as_of)


def _first_sentence(text: str) -> str:
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]


def _last(topic: Topic, last_published: LastPublished | None) -> str:
    found = last_published(topic.metric, topic.which) if last_published else None
    return f"{found or 'zuletzt veröffentlicht: kein Eintrag im Register'}."


def _reading(desk: Desk, blocks: Sequence[Block]) -> Section:
    lines = (
        *protection(desk.edition.base, exact=beside(desk.edition.anchors, desk.days)),
        "In den Sätzen ist weiter gerundet; «rund», «über» und «knapp» sind für jeden möglichen Wert wahr.",
        f"«Stand» ist der {german.day(desk.as_of)}.",
        signs(blocks),
    )
    return Section("So sind die Zahlen zu lesen", (Points(tuple(filter(None, lines))),))
