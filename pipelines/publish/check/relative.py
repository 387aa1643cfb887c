"""Dates that count from another day: «im vergangenen Jahr», «vor einem Jahr», «aktuell»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipelines.publish.check import days, numberwords
from pipelines.publish.check.model import Moment
from pipelines.publish.check.phrases import small

_NO_YEAR = r"(?!\s\(?(?:19|20)\d\d)"  # «im vergangenen Jahr 2024» names its year


# «in den zurückliegenden zwölf Monaten», «innerhalb der vorangegangenen sechs Monate», «im Laufe der letzten zwei Jahre»
_A_DAY = r"\bbis\s(?:zum\s)?(?:ende|mitte|\d{1,2}\.)\s?\w+\s(?:19|20)\d\d\b"
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
        r"|\b(?:im\svorigen|voriges|im\szurückliegenden)\sjahr\b)" + _NO_YEAR,
        text,
    ):
        year = today.year - 1
        yield Moment(
            m.start(), m.end(), "period", as_of=days.month_end(year, 12), period_from=days.before(year, 1)
        )
    for m in _LAST_MONTHS.finditer(text):
        months = _months(m[1], m[2])
        if months:
            start = days.shifted(last, -months)
            yield Moment(m.start(), m.end(), "period", as_of=last, period_from=start, months=-months)
    for m in re.finditer(
        r"\b(?:seit\sjahresbeginn|seit\sbeginn\sdes\sjahres|im\slaufenden\sjahr|heuer)\b",
        text,
    ):
        if _UNTIL_BEFORE.search(text, max(0, m.start() - 120), m.start()) or _UNTIL.match(text, m.end()):
            continue  # «Bis Ende Juni 2024 gab es im laufenden Jahr 150 Zugänge»
        start = days.before(last.year, 1)
        yield Moment(m.start(), m.end(), "period", as_of=last, period_from=start, precise=False)


def this_year(text: str, today: date) -> Iterator[Moment]:
    """«in diesem Jahr»: the one that is not over yet; `undated.that_year` knows when another one is meant."""
    text = small(text)
    last = days.last_month_end(today)
    for m in re.finditer(r"\b(?:in\s(?:diesem|jenem)|dieses)\sjahr\b", text):
        yield Moment(
            m.start(), m.end(), "period", as_of=last, period_from=days.before(last.year, 1), precise=False
        )


_SHIFT_TABLE = (
    (r"im\sjahresvergleich|auf\sjahressicht", -12),
    (r"vor\seinem\sjahr|(?:im|das|dem|zum|als|des)\svorjahr(?:es|s)?|vorjahr(?:es|s)?", -12),
    (r"(?:binnen|innerhalb)\s(?:eines\sjahres|von\szwölf\smonaten|jahresfrist)", -12),
    (r"(?:ein|einem)\sjahr\szuvor|im\sjahr\s(?:zuvor|davor|vorher)|ein\sjahr\s(?:davor|vorher)", -12),
    (r"vor\seinem\shalben\sjahr|ein\shalbes\sjahr\s(?:zuvor|davor|vorher)|zum\svorhalbjahr", -6),
    (r"(?:im|zum|gegenüber\sdem)\svorjahreszeitraum|(?:gegenüber|als|zu)\sdem\sjahr\s(?:davor|zuvor)", -12),
    (
        r"(?:zum|am|im)\s(?:gleichen|selben)\s(?:stichtag|tag|zeitpunkt|monat)\s(?:des\svorjahrs|des\svorjahres|im\svorjahr|ein\sjahr\szuvor)",
        -12,
    ),
    (r"vorjahres(?:wert|ergebnis|stand|niveau|zahl|summe)\w*", -12),
    (r"(?:(?:zum|am|im|gegenüber\sdem|als\szum|als\sam)\s)?vorjahres(?:stichtag|monat|zeitpunkt)", -12),
    (r"im\s(?:gleichen|selben)\szeitraum\s(?:des\svorjahres|im\svorjahr)", -12),
    (r"vor\seinem\smonat|(?:im|zum|dem)\svormonat|vormonat|einen?\smonat\szuvor", -1),
    (r"(?:binnen|innerhalb)\seines\smonats", -1),
    (r"(?:binnen|innerhalb)\seines\s(?:vierteljahr(?:e?s)|quartals)", -3),
    (r"(?:binnen|innerhalb)\seines\s(?:halben\sjahres|halbjahr(?:e?s))", -6),
    (r"(?:im|zum|dem)\svorquartal|vorquartal", -3),
    (r"nach\seinem\sweiteren\sjahr", 12),
    (r"nach\seinem\sweiteren\smonat|einen\sweiteren\smonat\s(?:später|danach)", 1),
    (r"einen?\smonat\s(?:später|darauf|danach)", 1),
    (r"ein\shalbes\sjahr\s(?:später|darauf|danach)", 6),
    (r"ein(?:\sweiteres)?\sjahr\s(?:später|darauf|danach)|im\sjahr\s(?:darauf|danach)", 12),
    (r"in\sden\s(?:beiden|zwei)\s(?:darauf)?folgenden\sjahren", 24),
    (r"im\s(?:darauf)?folgenden\sjahr|im\sfolgejahre?s?", 12),
)  # fmt: skip
# One pattern for all of them, so that the text is read once.
_SHIFTS = re.compile(
    r"(?:\b(?:"
    + "|".join(f"(?P<s{n}>{words})" for n, (words, _) in enumerate(_SHIFT_TABLE))
    + r")\b)"
    + _NO_YEAR
)
_SHIFT_OF = {f"s{n}": months for n, (_, months) in enumerate(_SHIFT_TABLE)}


def shifts(text: str, _: date) -> Iterator[Moment]:
    """Distances from another date, which the claim supplies."""
    text = small(text)
    for m in _SHIFTS.finditer(text):
        yield Moment(m.start(), m.end(), "shift", months=_SHIFT_OF[m.lastgroup or ""])
    yield from _numbered(text)


_NUMBERED = re.compile(
    r"\b(?:(?:vor|in(?:\sdiesen)?|binnen|innerhalb(?:\svon)?|im\slaufe(?:\svon)?)\s(?:nur\s|lediglich\s|gerade\s(?:ein)?mal\s|rund\s|gut\s|knapp\s)?(\w+)\s(jahren?|monaten?)|(\w+)\s(jahre|monate)\s(zuvor|davor|vorher|später|darauf|danach))\b"
)


_GENITIVES = {"zweier": "zwei", "dreier": "drei"}  # «binnen zweier Jahre»


def _numbered(text: str) -> Iterator[Moment]:
    """«vor zwei Jahren», «binnen sechs Monaten», «drei Jahre zuvor», «zwölf Monate darauf»."""
    for m in _NUMBERED.finditer(text):
        word, unit = (m[1], m[2]) if m[1] else (m[3], m[4])
        word = _GENITIVES.get(word.lower(), word)
        months = _months(word, unit)
        if months:
            later = (m[5] or "").lower() in ("später", "darauf", "danach")
            yield Moment(m.start(), m.end(), "shift", months=months if later else -months)


def _months(number: str, unit: str) -> int:
    """«zweieinhalb», «Jahre»: 30; 0 where the word is no number."""
    size = int(number) if number.isdigit() else numberwords.small(number) or numberwords.value(number)
    return round(size * (12 if unit.lower().startswith("jahr") else 1)) if size and size < 100 else 0


def now(text: str, _: date) -> Iterator[Moment]:
    """«aktuell», «derzeit»: no day of its own."""
    text = small(text)
    words = r"aktuell|derzeit|zurzeit|zur\szeit|momentan|gegenwärtig|zuletzt|heute|inzwischen|mittlerweile"
    pattern = rf"\b(?:{words}|augenblicklich|jetzt|bislang|bisher)\b"
    for m in re.finditer(pattern, text):
        yield Moment(m.start(), m.end(), "now")
