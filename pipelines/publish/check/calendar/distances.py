"""Distances from another day, which the claim supplies: «ein Vierteljahr zuvor», «im Folgequartal».

How long (a number and a unit) and which way are read apart, so that no pair of them has to be listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipelines.publish.check.calendar import days
from pipelines.publish.check.model import Moment
from pipelines.publish.check.text import numberwords
from pipelines.publish.check.text.phrases import small
from pipelines.publish.check.text.sought import Sought

NO_YEAR = r"(?!\s\(?(?:19|20)\d\d)"  # «im vergangenen Jahr 2024» names its year

# A word that betrays the unit, and its months.
_UNITS = (("halb", 6), ("viertel", 3), ("quartal", 3), ("jahr", 12), ("monat", 1), ("woche", 0))
_UNIT = (
    r"(?:halbe[nsr]?\sjahre?s?|halbjahre?[ns]?|vierteljahre?[ns]?|quartale?[ns]?|kalenderjahre?[ns]?|jahre?[ns]?"
    r"|monate?[ns]?)(?!\w|\s(?:hintereinander|nacheinander|in\sfolge)\b)"  # «in drei Jahren hintereinander»: no distance
)
_FULL = r"(?:(?:volle|ganze|komplette|weitere)[nmrs]?\s)?"
# «vier Wochen» is how one also says a month
_LONG = rf"(?P<size>\w+)\s{_FULL}(?P<unit>{_UNIT}|(?<=\bvier\s)wochen\b)"
_ABOUT = r"(?:nur\s|lediglich\s|gerade\s(?:ein)?mal\s|rund\s|gut\s|knapp\s|genau\s|exakt\s|etwa\s)?"
_BEFORE, _BEHIND = r"(?:zuvor|davor|vorher|früher)\b", r"(?:später|darauf|danach|hernach)\b"
_EDGE = r"(?:(?:am|zum|bis\szum)\sende\sde[sr]|ende\sde[sr]|(?:zum|mit)\sablauf\sdes)"
_EARLIER = r"(?:vorigen|vorherigen|vorhergehenden|vorangegangenen|vorausgegangenen)"
_LATER = r"(?:(?:darauf|nach)?folgenden|anschließenden)"
_IN_PLACE = r"(?:im|am|zum|das|dem|des|der|als|gegenüber\sdem)"
# Which way a distance is told (−1 back, 1 on), whether it tells of that day and not only how far it is, and in what
# words; the first that fits is read.
_WAYS: tuple[tuple[int, bool, str], ...] = (
    (-1, False, rf"(?:binnen|innerhalb(?:\svon)?|in(?:\sdiesen)?|im\slaufe(?:\svon)?)\s{_ABOUT}{_LONG}"),
    (-1, True, rf"vor\s{_ABOUT}{_LONG}"),
    (-1, True, rf"{_IN_PLACE}\s(?P<unit>{_UNIT})\s{_BEFORE}"),
    (1, False, rf"{_IN_PLACE}\s(?P<unit>{_UNIT})\s{_BEHIND}"),
    # not «in den zwölf Monaten zuvor», «im Lauf der zwölf Monate davor», which are stretches
    (-1, True, rf"(?<!\bder\s)(?<!\bdie\s){_LONG}(?<![^h]en)\s(?:{_BEFORE}|vor\s(?:diesem|dem)\sstichtag)"),
    (1, False, rf"{_LONG}(?<![^h]en)\s{_BEHIND}"),
    (1, False, rf"(?:weitere|noch\s(?:einmal\s)?)\s?{_LONG}\s{_BEHIND}"),
    (1, False, rf"nach\sweiteren\s{_LONG}"),
    (1, False, rf"nach\s(?P<size>\w+)\sweiteren\s(?P<unit>{_UNIT})"),
    (1, False, rf"(?<![^.;!?(]\s)nach\s{_ABOUT}{_LONG}(?=\s(?:waren|sind|lag|zählte|betrug|umfasste|belief)\b)"),
    (-1, True, rf"(?:(?:{_EDGE}|{_IN_PLACE})\s)?vor(?P<unit>monat|quartal|halbjahr)(?:e?s)?\b"),
    (-1, True, r"(?:am|zum|bis\szum)\svor(?P<unit>monat|quartal|halbjahr)s?(?:s|es)?ende"),
    (-1, True, rf"(?:{_EDGE}|im)\s{_EARLIER}\s(?P<unit>monate?s?|quartals?|halbjahre?s?)\b"),
    (1, False, rf"(?:{_EDGE}|{_IN_PLACE})\sfolge(?P<unit>monat|quartal|halbjahr)(?:e?s)?\b"),
    (1, False, rf"(?:{_EDGE}|im)\s{_LATER}\s(?P<unit>monate?s?|quartals?|halbjahre?s?)\b"),
    (-1, True, r"(?:am|zum)\s(?P<unit>quartal|monat|halbjahre?)s(?:ende|schluss)\s(?:davor|zuvor)\b"),
)  # fmt: skip
_READ = [(way, then, re.compile(rf"(?:{words}){NO_YEAR}")) for way, then, words in _WAYS]
# One pattern for all of them, so that the text is searched once.
_ANY = Sought(
    "jahr monat quartal woche",
    r"\b(?:" + "|".join(re.sub(r"\?P<\w+>", "?:", words) for _, _, words in _WAYS) + f"){NO_YEAR}",
)
_GENITIVES = {"zweier": "zwei", "dreier": "drei"}  # «binnen zweier Jahre»


def find(text: str) -> Iterator[Moment]:
    """text: in small letters."""
    for found in _ANY.all(text):
        way, then, match = next(
            (way, then, match) for way, then, words in _READ if (match := words.match(text, found.start()))
        )
        long = way * months(match.groupdict().get("size") or "ein", match["unit"])
        if long:
            yield Moment(match.start(), match.end(), "shift", months=long, then=then)


# not «in den drei Monaten nach dem 31. Dezember», «innerhalb der zwölf Monate nach …», which are stretches
_FROM_A_DAY = re.compile(
    rf"\b(?<!der\s)(?<!die\s)(?<!den\s){_LONG}(?<![^h]en)\s(?P<way>vor|nach)\s(?:(?:dem|der)\s)?$"
)


def from_a_day(text: str, moments: list[Moment]) -> list[Moment]:
    """«Drei Monate vor dem Jahresende 2023», «ein Jahr nach dem 30. Juni 2021»: the day so far from another one."""
    return [_shifted(text, moment) for moment in moments]


def _shifted(text: str, moment: Moment) -> Moment:
    if moment.as_of is None or moment.period_from or moment.role not in ("plain", "compared"):
        return moment
    start = max(0, moment.start - 45)
    match = _FROM_A_DAY.search(small(text[start : moment.start]))
    long = months(match["size"], match["unit"]) if match else 0
    if match is None or not long:
        return moment
    day = days.shifted(moment.as_of, -long if match["way"] == "vor" else long)
    return replace(moment, start=start + match.start(), as_of=day, role="plain", also=())


def months(number: str, unit: str) -> int:
    """«zweieinhalb», «jahre»: 30; 0 where the word is no number."""
    number = _GENITIVES.get(number, number)
    size = int(number) if number.isdigit() else numberwords.small(number) or numberwords.value(number)
    if not size or size >= 100:
        return 0
    per = next(months for word, months in _UNITS if word in unit)
    return round(size * per) or (1 if "woche" in unit else 0)
