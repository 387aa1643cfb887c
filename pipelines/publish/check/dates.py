"""Date expressions: Stichtage, periods, «vor einem Jahr», «aktuell»; each with the stretch of text it stands on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from pipelines.publish.check import days, numberwords
from pipelines.publish.check.model import Moment

_MONTH = (
    r"(Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|Jan\.|Feb\.|Sept\.|Okt\.|Nov\.|Dez\.)"
)
_YEAR = r"((?:19|20)\d{2})"
_EDGE = r"(?<![\w.,:§])"
_UNITS = (
    r"(?!\s?(?:%|Prozent|Euro|€|Personen|Menschen|Geflüchtet|Flüchtling|Beratung|Mio|Stellen|Ukrain"
    r"|\w+(?:ische|ete)n?\s[A-Z]))"
)
_SEASONS = {
    "frühjahr": 5,
    "frühling": 5,
    "frühsommer": 6,
    "sommer": 8,
    "spätsommer": 9,
    "herbst": 11,
    "winter": 12,
}
_PARTS = {"halbjahr": 6, "quartal": 3}
_ORDER = {
    "ersten": 1, "erste": 1, "erstes": 1, "zweiten": 2, "zweite": 2, "zweites": 2,
    "dritten": 3, "drittes": 3, "vierten": 4, "viertes": 4,
}  # fmt: skip
_COMPARED = re.compile(
    r"(?i:\b(?:als|wie|gegenüber|verglichen mit|im vergleich (?:zu[mr]?|mit)|im verhältnis zu[mr]?|nach)\s+"
    r"(?:noch\s+|im\s+|in\s+|dem\s+|der\s+|zum\s+|stand\s+)*)$"
)
_SINCE = re.compile(r"(?i:\bseit(?:\s+dem|\s+der)?\s+)$")
_STAND = re.compile(
    r"(?i:\b(?:daten)?stand(?:\s+vom|\s+am|\s+zum|\s*:|\s+ist|\s+per|\s+der)?\s*)$|(?i:\bstichtag(?:\s+ist)?(?:\s+der|\s*:)?\s*)$"
)

_Found = tuple[int, int, date, date | None, bool]


def find(text: str, today: date) -> list[Moment]:
    """All date expressions in reading order; `today` is what «im vergangenen Jahr» counts from."""
    moments: list[Moment] = []
    for reader in _READERS:
        for moment in reader(text, today):
            if not any(moment.start < other.end and other.start < moment.end for other in moments):
                moments.append(_with_role(text, moment))
    return sorted(moments, key=lambda moment: moment.start)


def _with_role(text: str, moment: Moment) -> Moment:
    before = text[max(0, moment.start - 40) : moment.start]
    if _COMPARED.search(before):
        role = "compared"
    elif moment.shape != "now" and _STAND.search(before):
        role = "stand"
    elif _SINCE.search(before):
        role = "since"
    else:
        return moment
    return Moment(**{**moment.__dict__, "role": role})


def _ranges(text: str, _: date) -> Iterator[Moment]:
    """«von Januar bis Juni 2024», «zwischen Januar 2022 und März 2023»."""
    until = r"(?:bis(?:\seinschließlich)?|und)"
    pattern = rf"(?:[Vv]on|[Zz]wischen|[Aa]b)\s{_MONTH}(?:\s{_YEAR})?\s{until}\s{_MONTH}\s{_YEAR}"
    for m in re.finditer(pattern, text):
        last = int(m[4])
        start = days.before(int(m[2] or last), days.month_number(m[1]))
        yield Moment(
            m.start(),
            m.end(),
            "period",
            as_of=days.month_end(last, days.month_number(m[3])),
            period_from=start,
        )


def _days(text: str, _: date) -> Iterator[Moment]:
    numeric = rf"{_EDGE}(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?((?:19|20)?\d{{2}})(?!\d)"
    for m in re.finditer(numeric, text):
        yield from _day(m, int(m[3]) if len(m[3]) == 4 else 2000 + int(m[3]), int(m[2]), int(m[1]))
    for m in re.finditer(rf"{_EDGE}(\d{{1,2}})\.\s?{_MONTH}\s{_YEAR}", text):
        yield from _day(m, int(m[3]), days.month_number(m[2]), int(m[1]))
    for m in re.finditer(rf"{_EDGE}{_YEAR}-(\d{{2}})-(\d{{2}})(?!\d)", text):
        yield from _day(m, int(m[1]), int(m[2]), int(m[3]))
    # A day without a year dates no figure, but its digits are no quantity either.
    for m in re.finditer(rf"{_EDGE}\d{{1,2}}\.\s?(?:{_MONTH}|\d{{1,2}}\.)(?!\s?\d)", text):
        yield Moment(m.start(), m.end(), "now")


def _day(match: re.Match[str], year: int, month: int, day: int) -> Iterator[Moment]:
    try:
        yield Moment(match.start(), match.end(), "point", as_of=date(year, month, day))
    except ValueError:
        # 31.06.2022 names no day; its digits still are no quantity.
        yield Moment(match.start(), match.end(), "now")


def _edges(text: str, _: date) -> Iterator[Moment]:
    """«Ende Juni 2022», «Ende 2023», «Mitte 2019», «Jahresende 2022», «Jahreswechsel 2022/23», «Herbst 2017»."""
    for m in re.finditer(rf"(?i:(Anfang|Mitte|Ende))(?:\sdes\sMonats)?\s{_MONTH}\s{_YEAR}", text):
        last = days.month_end(int(m[3]), days.month_number(m[2]))
        yield Moment(m.start(), m.end(), "point", as_of=last, precise=m[1].lower() == "ende")
    for m in re.finditer(
        rf"(?i:(Jahres)?(Anfang|Beginn|Mitte|Ende|Wechsel))(?:\sdes\sJahres)?\s{_YEAR}(?:/\d+)?{_UNITS}", text
    ):
        month = {"anfang": 1, "beginn": 1, "mitte": 6}.get(m[2].lower(), 12)
        yield Moment(m.start(), m.end(), "point", as_of=days.month_end(int(m[3]), month), precise=month > 1)
    for m in re.finditer(
        rf"(?i:\b(?:Zum\s|im\s)?(Frühjahr|Frühling|Frühsommer|Sommer|Spätsommer|Herbst|Winter))\s{_YEAR}(?:/\d+)?",
        text,
    ):
        last = days.month_end(int(m[2]), _SEASONS[m[1].lower()])
        yield Moment(m.start(), m.end(), "point", as_of=last, precise=False)


def _parts(text: str, _: date) -> Iterator[Moment]:
    """«im ersten Halbjahr 2024», «3. Quartal 2023», «Q4 2023»."""
    for m in re.finditer(rf"(?i:(\w+|\d\.)\s(Halbjahr|Quartal)(?:s|es)?(?:\sdes\sJahres)?)\s{_YEAR}", text):
        nth = _ORDER.get(m[1].lower()) or (int(m[1][0]) if m[1][0].isdigit() else 0)
        size = _PARTS[m[2].lower()]
        if 1 <= nth <= 12 // size:
            yield _part(m, int(m[3]), nth, size)
    for m in re.finditer(rf"\bQ([1-4])[\s/]{_YEAR}", text):
        yield _part(m, int(m[2]), int(m[1]), 3)


def _part(match: re.Match[str], year: int, nth: int, size: int) -> Moment:
    start = days.before(year, (nth - 1) * size + 1)
    return Moment(
        match.start(), match.end(), "period", as_of=days.month_end(year, nth * size), period_from=start
    )


def _months(text: str, _: date) -> Iterator[Moment]:
    for m in re.finditer(rf"\b{_MONTH}\s{_YEAR}(?!\d)", text):
        yield _month(m, int(m[2]), days.month_number(m[1]))
    for m in re.finditer(rf"{_EDGE}(0?[1-9]|1[0-2])/{_YEAR}(?!\d)", text):
        yield _month(m, int(m[2]), int(m[1]))


def _month(match: re.Match[str], year: int, month: int) -> Moment:
    end = days.month_end(year, month)
    return Moment(match.start(), match.end(), "period", as_of=end, period_from=days.before(year, month))


def _years(text: str, _: date) -> Iterator[Moment]:
    for m in re.finditer(
        rf"(?i:\b(?:im\s)?(?:(?:Kalender|Berichts|Haushalts)?jahre?s?\s)?)(?<![\w.,:/§-]){_YEAR}(?:/\d{{2,4}})?(?![\d.,]\d|\w){_UNITS}",
        text,
    ):
        yield _year(m, int(m[1]))
    for m in re.finditer(
        rf"(?i:\b(?:im\s)?(?:Kalender|Berichts|Haushalts)?jahre?\s|\bin\s|\bseit\s|\bende\s){_YEAR}(?!\d)",
        text,
    ):
        yield _year(m, int(m[1]))


def _year(match: re.Match[str], year: int) -> Moment:
    end = days.month_end(year, 12)
    return Moment(
        match.start(1), match.end(), "period", as_of=end, period_from=days.before(year, 1), precise=False
    )


def _relative_periods(text: str, today: date) -> Iterator[Moment]:
    """«im vergangenen Jahr», «in den letzten zwölf Monaten», «seit Jahresbeginn»."""
    last = days.last_month_end(today)
    for m in re.finditer(
        r"(?i:\bim\s(?:ver|voran)gangenen\sjahr\b|\bim\sletzten\sjahr\b|\bvergangenes\sjahr\b|\bletztes\sjahr\b)",
        text,
    ):
        year = today.year - 1
        yield Moment(
            m.start(), m.end(), "period", as_of=days.month_end(year, 12), period_from=days.before(year, 1)
        )
    pattern = r"(?i:\bin\sden\s(?:vergangenen|letzten|zurückliegenden)\s(\w+)\smonaten\b)"
    for m in re.finditer(pattern, text):
        months = int(m[1]) if m[1].isdigit() else numberwords.small(m[1])
        if months:
            yield Moment(m.start(), m.end(), "period", as_of=last, period_from=days.shifted(last, -months))
    for m in re.finditer(
        r"(?i:\b(?:seit\sjahresbeginn|seit\sbeginn\sdes\sjahres|in\sdiesem\sjahr|im\slaufenden\sjahr|heuer)\b)",
        text,
    ):
        start = days.before(last.year, 1)
        yield Moment(m.start(), m.end(), "period", as_of=last, period_from=start, precise=False)


def _shifts(text: str, _: date) -> Iterator[Moment]:
    """Distances from another date, which the claim supplies."""
    table = (
        (r"vor\seinem\sjahr|(?:im|das|dem|zum|als|des)\svorjahr(?:es|s)?|vorjahr(?:es|s)?", -12),
        (r"(?:binnen|innerhalb)\s(?:eines\sjahres|von\szwölf\smonaten|jahresfrist)", -12),
        (r"(?:ein|einem)\sjahr\szuvor|im\sjahr\szuvor|ein\sjahr\s(?:davor|vorher)", -12),
        (r"vor\szwei\sjahren|zwei\sjahre\szuvor", -24),
        (r"vor\sdrei\sjahren|drei\sjahre\szuvor", -36),
        (r"vor\seinem\shalben\sjahr|ein\shalbes\sjahr\szuvor|vor\ssechs\smonaten|zum\svorhalbjahr", -6),
        (r"vor\seinem\smonat|(?:im|zum|dem)\svormonat|vormonat|einen?\smonat\szuvor", -1),
        (r"(?:binnen|innerhalb)\seines\smonats", -1),
        (r"vor\sdrei\smonaten|(?:im|zum|dem)\svorquartal|vorquartal", -3),
        (r"einen?\smonat\s(?:später|darauf)", 1),
        (r"ein\shalbes\sjahr\s(?:später|darauf)", 6),
        (r"ein\sjahr\s(?:später|darauf)", 12),
    )  # fmt: skip
    for pattern, months in table:
        for m in re.finditer(rf"(?i:\b(?:{pattern})\b)", text):
            yield Moment(m.start(), m.end(), "shift", months=months)


def _now(text: str, _: date) -> Iterator[Moment]:
    words = r"aktuell|derzeit|zurzeit|zur\szeit|momentan|gegenwärtig|zuletzt|heute|inzwischen|mittlerweile"
    pattern = rf"(?i:\b(?:{words}|augenblicklich|jetzt|bislang|bisher)\b)"
    for m in re.finditer(pattern, text):
        yield Moment(m.start(), m.end(), "now")


_READERS: tuple[Callable[[str, date], Iterator[Moment]], ...] = (
    *(_ranges, _days, _edges, _parts, _months, _relative_periods, _shifts, _years, _now),
)
