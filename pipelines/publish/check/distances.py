"""Distances from another day, which the claim supplies: «ein Vierteljahr zuvor», «im Folgequartal».

How long (a number and a unit) and which way are read apart, so that no pair of them has to be listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipelines.publish.check import days, numberwords
from pipelines.publish.check.model import Moment
from pipelines.publish.check.phrases import small

NO_YEAR = r"(?!\s\(?(?:19|20)\d\d)"  # «im vergangenen Jahr 2024» names its year

# A word that betrays the unit, and its months.
_UNITS = (("halb", 6), ("viertel", 3), ("quartal", 3), ("jahr", 12), ("monat", 1), ("woche", 0))
_UNIT = (
    r"(?:halbe[nsr]?\sjahre?s?|halbjahre?[ns]?|vierteljahre?[ns]?|quartale?[ns]?|kalenderjahre?[ns]?|jahre?[ns]?"
    r"|monate?[ns]?)(?!\w)"
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
# Which way a distance is told; the first that fits is read.
_WAYS: tuple[tuple[str, int, str], ...] = (
    ("within", -1, rf"(?:binnen|innerhalb(?:\svon)?|in(?:\sdiesen)?|im\slaufe(?:\svon)?)\s{_ABOUT}{_LONG}"),
    ("before", -1, rf"vor\s{_ABOUT}{_LONG}"),
    ("of_before", -1, rf"{_IN_PLACE}\s(?P<unit>{_UNIT})\s{_BEFORE}"),
    ("of_behind", 1, rf"{_IN_PLACE}\s(?P<unit>{_UNIT})\s{_BEHIND}"),
    # not «in den zwölf Monaten zuvor», which is a stretch
    ("back", -1, rf"{_LONG}(?<![^h]en)\s(?:{_BEFORE}|vor\s(?:diesem|dem)\sstichtag)"),
    ("on", 1, rf"{_LONG}(?<![^h]en)\s{_BEHIND}"),
    ("on_more", 1, rf"(?:weitere|noch\s(?:einmal\s)?)\s?{_LONG}\s{_BEHIND}"),
    ("after_more", 1, rf"nach\s(?:weiteren\s{_LONG}|(?P<size>\w+)\sweiteren\s(?P<unit>{_UNIT}))"),
    ("after", 1, rf"(?<![^.;!?(]\s)nach\s{_ABOUT}{_LONG}(?=\s(?:waren|sind|lag|zählte|betrug|umfasste|belief)\b)"),
    ("vor", -1, rf"(?:(?:{_EDGE}|{_IN_PLACE})\s)?vor(?P<unit>monat|quartal|halbjahr)(?:e?s)?\b"),
    ("vor_end", -1, r"(?:am|zum|bis\szum)\svor(?P<unit>monat|quartal|halbjahr)s?(?:s|es)?ende"),
    ("vorig", -1, rf"(?:{_EDGE}|im)\s{_EARLIER}\s(?P<unit>monate?s?|quartals?|halbjahre?s?)\b"),
    ("folge", 1, rf"(?:{_EDGE}|{_IN_PLACE})\sfolge(?P<unit>monat|quartal|halbjahr)(?:e?s)?\b"),
    ("folgend", 1, rf"(?:{_EDGE}|im)\s{_LATER}\s(?P<unit>monate?s?|quartals?|halbjahre?s?)\b"),
    ("quarter_end", -1, r"(?:am|zum)\s(?P<unit>quartal|monat|halbjahre?)s(?:ende|schluss)\s(?:davor|zuvor)\b"),
)  # fmt: skip


def _named(way: str, words: str) -> str:
    """The pattern with its groups named after the way, for one pattern of all."""
    count = iter(range(9))
    return re.sub(r"\(\?P<(\w+)>", lambda m: f"(?P<{way}_{m[1]}{next(count)}>", words)


_PATTERN = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{way}>{_named(way, words)})' for way, _, words in _WAYS)}){NO_YEAR}"
)
_DIRECTION = {way: direction for way, direction, _ in _WAYS}
# Ways that tell of that day, and not only how far it is from another one.
_THEN = {"before", "back", "of_before", "vor", "vor_end", "vorig", "quarter_end"}
_GENITIVES = {"zweier": "zwei", "dreier": "drei"}  # «binnen zweier Jahre»
_WORTH_LOOKING = re.compile("jahr|monat|quartal|woche")


def find(text: str) -> Iterator[Moment]:
    """text: in small letters."""
    if not _WORTH_LOOKING.search(text):
        return
    for match in _PATTERN.finditer(text):
        way = next(name for name in _DIRECTION if match[name])
        parts = {
            name: said for name, said in match.groupdict().items() if said and name.startswith(f"{way}_")
        }
        size = next((said for name, said in parts.items() if name.startswith(f"{way}_size")), "ein")
        unit = next(said for name, said in parts.items() if name.startswith(f"{way}_unit"))
        long = months(size, unit)
        if long:
            yield Moment(
                match.start(), match.end(), "shift", months=_DIRECTION[way] * long, then=way in _THEN
            )


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
