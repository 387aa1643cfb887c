"""The day of the draft itself: «Stand …», its dateline; and the years of papers, which are no days at all."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from pipelines.publish.check.calendar import announced, days
from pipelines.publish.check.calendar.days import MONTH, YEAR
from pipelines.publish.check.model import Moment, Source, Span

_MONTHLY = re.compile(r"\s*(?:[.)–-]|\n)")
_PAPER = re.compile(
    r"(?:[Kk]onzept(?:ion)?|(?<=nach dem )(?:[Bb]etreuungss|S)chlüssel"
    r"|[Rr]ichtlinie|[Vv]erordnung|[Vv]orschrift|VwV\w*|[Gg]esetz|[Bb]eschluss|[Vv]ertrag|[Ss]tudie"
    r"|[Ll]eitlinien?|[Ss]atzung|[Ll]eitbild|[Vv]ereinbarung|[Gg]utachten|[Ee]rlass|[Pp]apier|[Ee]mpfehlung|[Bb]escheid)(?:e?s)?"
    r"(?:\s\(|,)?\s(?:(?:von|vom|aus)\s(?:dem\s|der\s)?(?:Jahre?\s)?|des\sJahres\s|Integrationsmanagement\s)?"
    r"(?:\d{1,2}\.\s?\d{1,2}\.\s?|(?:\d{1,2}\.\s)?" + MONTH + r"\s)?" + YEAR + r"(?!\d)"
)
_REPORT = re.compile(r"\b(?:[A-ZÄÖÜ]\w*b|B)ericht(?:e?s)?\s(?:für\s|zum\sJahr\s|des\sJahres\s)?$")
# «weist der Bericht für 2023 5.834 aus»: then the year is of what it tells
_TELLS = re.compile(r"\b(?:weist|nennt|zählt|verzeichnet|meldet|führt)\s(?:de[rn]|unser|ihr)\s\w+\sfür\s$")
_KEY_DATE = re.compile(r"\b[Zz]um\s[Ss]tichtag\s+$")
_SENDER = r"^\s*(?:Pressemitteilung\s+vom\s+|[A-ZÄÖÜ][\w -]{2,30},\s+(?:den\s+)?)"
_DATELINE = re.compile(_SENDER + "$")
_SENT = re.compile(rf"{_SENDER}(\d{{1,2}})\.\s?(?:(\d{{1,2}})\.\s?|{MONTH}\s){YEAR}(?!\d)")


def reference(text: str, moments: list[Moment], default: date) -> tuple[date, Source]:
    """The draft's own day: «Stand …» (text), else the last month end before its dateline, else `default` (assumed)."""
    for moment in moments:
        if moment.role == "stand" and moment.as_of and not _of_a_series(text, moment, moments, default):
            return moment.as_of, "text"
    first = next((m for m in moments if m.as_of), None)
    month = first and first.is_month
    if first and month and _MONTHLY.match(text, first.end) and _DATELINE.match(text[: first.start]):
        return first.as_of, "assumed"  # type: ignore[return-value]  # «Lörrach, Juni 2022. Die aktive Zielgruppe …»
    # «Lörrach, 21. Juli 2022», not «Meine Damen und Herren, Ende Juni 2022 …»
    dated = first and first.shape == "point" and text[first.start].isdigit()
    if first and dated and _DATELINE.match(text[: first.start]):
        assert first.as_of is not None
        return days.last_month_end(first.as_of), "assumed"
    said = announced.first(text)
    # What was said after the newest data is said of them.
    return (min(days.last_month_end(said), default) if said else default), "assumed"


def _of_a_series(text: str, stand: Moment, moments: list[Moment], default: date) -> bool:
    """«Zum Stichtag Ende Juni 2021 waren es 940, (…) und Ende 2024 rund 1.300»: one of several days that are told."""
    if not _KEY_DATE.search(text, max(0, stand.start - 16), stand.start):
        return False
    days_told = [m.as_of for m in moments if m.shape == "point" and m.role == "plain" and m.as_of]
    return any(stand.as_of and stand.as_of < day <= default for day in days_told)


def sent_on(text: str) -> date | None:
    """The day that «im vergangenen Jahr» counts from: of the dateline («Lörrach, 15. Januar 2025 …»), else of a word."""
    numbered = _SENT.match(text)
    if numbered is None:
        return announced.first(text)
    month = int(numbered[2]) if numbered[2] else days.month_number(numbered[3])
    try:
        return date(int(numbered[4]), month, int(numbered[1]))
    except ValueError:
        return None


def of_a_report(text: str, moment: Moment) -> bool:
    """«Laut Jahresbericht 2024»: the year that a report tells of, which yields to any day told beside it."""
    said = _REPORT.search(text, max(0, moment.start - 40), moment.start)
    return said is not None and not _TELLS.search(text, max(0, moment.start - 50), moment.start)


def papers(text: str) -> list[Span]:
    """«Konzept 2019», «teilte die Stadt am 14. Januar 2025 mit»: the year of a paper, the day of a word, no Stichtag."""
    return [*_papers(text), *announced.spans(text)]


@lru_cache(maxsize=2)
def _papers(text: str) -> tuple[Span, ...]:
    dated = "19" in text or "20" in text
    return tuple(Span(m.start(), m.end()) for m in _PAPER.finditer(text)) if dated else ()
