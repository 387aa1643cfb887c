"""The day on which something was said: «teilte die Stadt am 14. Januar 2025 mit», «Vorlage vom 3. Februar 2025».

No number is of that day; like a dateline it says when the draft was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from pipelines.publish.check.calendar import days
from pipelines.publish.check.model import Span

_WEEKDAY = r"(?:[A-ZÄÖÜ][a-zäöüß]+tag|Mittwoch|Sonnabend)"
_MONTH, _YEAR = days.MONTH.replace("(", "(?P<name>", 1), days.YEAR.replace("(", "(?P<year>", 1)
_DAY = (
    rf"(?:am|vom)\s+(?:{_WEEKDAY},?\s+(?:dem\s+|den\s+)?)?"
    rf"(?P<day>\d{{1,2}})\.\s?(?:(?P<number>\d{{1,2}})\.\s?|{_MONTH}\s){_YEAR}(?!\d)"
)
_NEAR = r"[^.;:()\d]{0,70}?\b"
_SAYING = re.compile(
    rf"\b(?:teilten?|sagten?|erklärten?|berichteten?|informierten?|betonten?|erläuterten?|meldeten?|bilanzierten?|unterrichteten?"
    rf"|(?:gab|gaben)(?=[^.;:()]{{0,90}}\bbekannt)){_NEAR}{_DAY}"
)
_PAPER = re.compile(
    r"\b(?:\w*[Mm]itteilung|\w*[Vv]orlage|Auskunft|\w*[Bb]ericht|Anfrage|Antrag|Schreiben|\w*[Ss]itzung|\w*[Gg]emeinderats?|\w*[Aa]usschuss(?:es)?"
    rf"|Pressegespräch|Pressekonferenz|Interview)\b[^.;:()\d]{{0,50}}?\b{_DAY}"
)
_AS_SAID = re.compile(
    rf"\b(?:[Ww]ie|[Ss]o)\b{_NEAR}{_DAY},?\s+(?:\w+\s+){{0,3}}(?:mitteil\w*|bericht\w*|sagte|erklärte|erläuterte|bekannt\s?gab|schrieb)"
)
_MAY_BE = re.compile(r"\b(?:am|vom)\s")


def spans(text: str) -> list[Span]:
    """Where such days stand."""
    return [span for span, _, _ in _found(text)]


def first(text: str) -> date | None:
    """The first day on which something was said; a paper or a meeting may be of another time than the draft."""
    return next((day for _, day, said in _found(text) if said), None)


@lru_cache(maxsize=2)
def _found(text: str) -> tuple[tuple[Span, date, bool], ...]:
    if not _MAY_BE.search(text):
        return ()
    return tuple(sorted(set(_all(text)), key=lambda found: (found[0].start, not found[2])))


def _all(text: str) -> Iterator[tuple[Span, date, bool]]:
    for pattern in (_SAYING, _PAPER, _AS_SAID):
        for match in pattern.finditer(text):
            month = int(match["number"]) if match["number"] else days.month_number(match["name"])
            try:
                day = date(int(match["year"]), month, int(match["day"]))
            except ValueError:
                continue
            # «Das Integrationsmanagement meldete am 31. Dezember 2024 …»: that is a Stichtag
            if not days.is_month_end(day):
                yield Span(match.start("day"), match.end("year")), day, pattern is not _PAPER
