"""Dates that count from another day: «im vergangenen Jahr», «vor einem Jahr», «aktuell»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipelines.publish.check.calendar import days, distances
from pipelines.publish.check.model import Moment
from pipelines.publish.check.text.phrases import small
from pipelines.publish.check.text.sought import Sought

# «in den zurückliegenden zwölf Monaten», «innerhalb der vorangegangenen sechs Monate», «im Laufe der letzten zwei Jahre»
_A_DAY = r"\bbis\s(?:zum\s)?(?:ende|mitte|\d{1,2}\.)\s?(?:\w+\s)?(?:19|20)\d\d\b"
_UNTIL, _UNTIL_BEFORE = re.compile(rf"[^.;!?]*{_A_DAY}"), re.compile(rf"{_A_DAY}[^.;!?]*$")
_LAST_MONTHS = re.compile(
    r"\b(?:(?:in|binnen|während|über)\sde[nr]|(?:innerhalb|im\s(?:lauf|laufe|verlauf))(?:\svon)?\sde[rn]|über\sdie)\s"
    r"(?:jeweils\s)?(?:vergangenen|letzten|zurückliegenden|vorangegangenen|vorausgegangenen|vorhergehenden|vorherigen)\s"
    r"(\w+)\s(monat|jahre)e?n?\b"
)


def periods(text: str, today: date) -> Iterator[Moment]:
    """«im vergangenen Jahr», «in den letzten zwölf Monaten», «seit Jahresbeginn»."""
    text = small(text)
    last = days.last_month_end(today)
    for m in re.finditer(
        r"(?:\bim\s(?:ver|voran)gangenen\sjahr\b|\bim\sletzten\sjahr\b|\bvergangenes\sjahr\b|\bletztes\sjahr\b"
        r"|\b(?:im\svorigen|voriges|im\s(?:zurückliegenden|abgelaufenen))\sjahr\b)" + distances.NO_YEAR,
        text,
    ):
        yield _year_back(m, 1, today)
    for m in re.finditer(
        r"\b(?:im\svorletzten(?:\sjahr\b|(?=[.,;]))|ende\sdes\svorletzten\sjahre?s?\b)" + distances.NO_YEAR,
        text,
    ):
        yield _year_back(m, 2, today)
    for m in _LAST_MONTHS.finditer(text):
        months = distances.months(m[1], m[2])
        if months:
            start = days.shifted(last, -months)
            yield Moment(m.start(), m.end(), "period", as_of=last, period_from=start, months=-months)
    for m in re.finditer(
        r"\b(?:seit\sjahresbeginn|seit\sbeginn\sdes\sjahres|im\slaufenden\sjahr|heuer)\b",
        text,
    ):
        since = m[0].startswith("seit")  # of the year of that day (`undated.since_its_beginning`)
        until = _UNTIL_BEFORE.search(text, max(0, m.start() - 120), m.start()) or _UNTIL.match(text, m.end())
        if until and not since:
            continue  # «Bis Ende Juni 2024 gab es im laufenden Jahr 150 Zugänge»
        start = days.before(last.year, 1)
        yield Moment(m.start(), m.end(), "period", as_of=last, period_from=start, precise=False)


def _year_back(m: re.Match[str], back: int, today: date) -> Moment:
    """The calendar year so many before the day of writing.

    Of data up to the end of 2024 one speaks in 2025; who writes on that very day may mean the year before.
    """
    last = days.last_month_end(today)
    over = last == today and last.month == 12
    year = today.year - back + over
    also = (days.month_end(year - 1, 12),) if over else ()
    return Moment(
        m.start(),
        m.end(),
        "period",
        as_of=days.month_end(year, 12),
        period_from=days.before(year, 1),
        also=also,
    )


def this_year(text: str, today: date) -> Iterator[Moment]:
    """«in diesem Jahr»: the one that is not over yet; `undated.that_year` knows when another one is meant."""
    text = small(text)
    last = days.last_month_end(today)
    for m in re.finditer(r"\b(?:in\s(?:diesem|jenem)|dieses|jenes)\sjahr\b", text):
        yield Moment(
            m.start(), m.end(), "period", as_of=last, period_from=days.before(last.year, 1), precise=False
        )


# Distances said without a number and a unit that could be read apart. True: they tell of the day itself.
_SHIFT_TABLE = (
    (r"im\s(?:vor)?jahresvergleich", -12, True),
    (r"auf\sjahressicht|(?:binnen|innerhalb)\sjahresfrist", -12, False),
    (r"im\s(?:(?:gesamten|ganzen|vollen)\s)?vorjahr(?:es|s)?", -12, True),
    (r"(?:(?:das|dem|zum|als|des)\s)?vorjahr(?:es|s)?", -12, False),
    (r"im\svorjahreszeitraum", -12, True),
    (r"(?:zum|gegenüber\sdem)\svorjahreszeitraum|zu\sdem\sjahr\s(?:davor|zuvor)", -12, False),
    (
        r"(?:zum|am|im)\s(?:gleichen|selben|entsprechenden)\s(?:stichtag|tag|zeitpunkt|monat)\s"
        r"(?:de[sr]\svorjahre?s|im\svorjahr|(?:ein|im)\sjahr\s(?:zuvor|davor|vorher))",
        -12,
        True,
    ),
    (r"zum\svergleichs(?:zeitpunkt|stichtag|tag)\s(?:des|im)\svorjahr(?:e?s)?", -12, True),
    (r"vorjahres(?:wert|ergebnis|stand|niveau|zahl|summe)\w*", -12, False),
    (r"(?:zum|am)\svorjahres(?:stichtag|zeitpunkt)|im\svorjahresmonat", -12, True),
    (r"(?:(?:gegenüber\sdem|als\szum|als\sam)\s)?vorjahres(?:stichtag|monat|zeitpunkt)(?:e?s)?", -12, False),
    (r"im\s(?:gleichen|selben)\szeitraum\s(?:des\svorjahres|im\svorjahr)", -12, True),
    (r"in\sden\s(?:zwölf|12)\smonaten\s(?:darauf|danach)", 12, False),
    # «die Statistik des Vorjahres wies 5.834 aus»
    (r"(?:die|der)\s(?:jahres)?(?:statistik|bilanz|zählung|auswertung|übersicht)\sdes\svorjahre?s", -12, True),
    # not «wird auf das Folgejahr angerechnet»
    (r"im\sfolgejahre?s?|(?<!auf\s)das\sfolgejahr(?!\s(?:angerechnet|übertragen|gutgeschrieben))"
     r"|im\s(?:darauf)?folgenden\sjahr", 12, False),
    (r"in\sden\s(?:beiden|zwei)\s(?:darauf)?folgenden\sjahren", 24, False),
)  # fmt: skip
# One pattern for all of them, so that the text is read once.
_SHIFTS = Sought(
    "jahr monat",
    r"(?:\b(?:"
    + "|".join(f"(?P<s{n}>{words})" for n, (words, _, _) in enumerate(_SHIFT_TABLE))
    + r")\b)"
    + distances.NO_YEAR,
)


def shifts(text: str, _: date) -> Iterator[Moment]:
    """Distances from another date, which the claim supplies."""
    text = small(text)
    for m in _SHIFTS.all(text):
        _words, months, then = _SHIFT_TABLE[int((m.lastgroup or "s0")[1:])]
        yield Moment(m.start(), m.end(), "shift", months=months, then=then)
    yield from distances.find(text)


_SO_NOW = re.compile(
    r"\b(?:so\s\w+\s(?:sie|er|es)\s|und\s(?=nun\s(?:liegt|beträgt|sind|ist|steht)\b))(nun|nunmehr)\b"
)  # «Lag sie Ende 2023 bei …, so beträgt sie nun …», «…, und nun beträgt sie …»


def now(text: str, _: date) -> Iterator[Moment]:
    """«aktuell», «derzeit»: no day of its own."""
    text = small(text)
    words = r"aktuell|derzeit|zurzeit|zur\szeit|momentan|gegenwärtig|zuletzt|heute|inzwischen|mittlerweile"
    pattern = rf"\b(?:{words}|augenblicklich|seither|seitdem|jetzt|bislang|bisher)\b"
    for m in re.finditer(pattern, text):
        yield Moment(m.start(), m.end(), "now")
    for m in _SO_NOW.finditer(text):
        yield Moment(m.start(1), m.end(), "now")
