"""Date expressions: Stichtage, periods, «vor einem Jahr», «aktuell»; each with the stretch of text it stands on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from pipelines.publish.check import days, numberwords, relative, stretches
from pipelines.publish.check.model import Moment, Source, Span

_MONTH = (
    r"(Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    r"|Jan\.|Feb\.|Sept\.|Okt\.|Nov\.|Dez\.)"
)
_YEAR = r"((?:19|20)\d{2})"
_EDGE = r"(?<![\w.,:§])"
_UNITS = (
    r"(?!\s?(?:%|(?:mehr|weniger)\b(?!\s+(?:als|denn)\s+(?:\d|ein|das|dop))|Prozent|Euro|€|Personen|Menschen|Geflüchtet|Flüchtling|Beratung|Mio|Stellen|Ukrain"
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
_PARTS = {
    "halbjahr": 6,
    "jahreshälfte": 6,
    "hälfte": 6,
    "hälfte des jahres": 6,
    "quartal": 3,
    "vierteljahr": 3,
}
_ORDER = {
    "ersten": 1, "erster": 1, "zweiter": 2, "erste": 1, "erstes": 1, "zweiten": 2, "zweite": 2, "zweites": 2,
    "dritten": 3, "drittes": 3, "vierten": 4, "viertes": 4,
}  # fmt: skip
_OPEN_DAY = rf"(?P<d1>\d{{1,2}})\.(?:\s?(?P<m1>\d{{1,2}})\.\s?|\s?(?P<n1>{_MONTH[1:-1]})\s?)?(?P<y1>(?:19|20)\d{{2}})?"
_UNTIL = r"\s?(?:bis(?:\s(?:zum|einschließlich))?|und(?:\sdem)?|–|-)\s?"
_FULL_DAY = (
    r"(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>(?:19|20)\d{2})(?!\d)"
    rf"|(?P<d4>\d{{1,2}})\.\s?(?P<n2>{_MONTH[1:-1]})\s(?P<y4>(?:19|20)\d{{2}})(?!\d)"
)
_COMPARED = re.compile(
    r"(?i:\b(?:(?-i:als)|wie|gegenüber|verglichen mit|im vergleich (?:zu[mr]?|mit)|im verhältnis zu[mr]?|nach)\s+"
    r"(?:noch\s+|am\s+|im\s+|in\s+|dem\s+|der\s+|zum\s+|stand\s+|jahre?s?\s+|bis\s+)*)$"
)
_PAPER = re.compile(
    r"(?:[Kk]onzept(?:ion)?|[Rr]ichtlinie|[Vv]erordnung|[Vv]orschrift|VwV\w*|[Gg]esetz|[Bb]eschluss|[Vv]ertrag|[Ss]tudie"
    r"|[Ll]eitlinien?|[Ss]atzung|[Ll]eitbild|[Vv]ereinbarung|[Gg]utachten|[Ee]rlass|[Pp]apier|[Ee]mpfehlung|[Bb]escheid)(?:e?s)?"
    r"(?:\s\(|,)?\s(?:(?:von|vom|aus)\s(?:dem\s|der\s)?(?:Jahre?\s)?|des\sJahres\s|Integrationsmanagement\s)?"
    r"(?:\d{1,2}\.\s?\d{1,2}\.\s?|(?:\d{1,2}\.\s)?" + _MONTH + r"\s)?" + _YEAR + r"(?!\d)"
)
_SINCE = re.compile(r"(?i:\bseit(?:\s+dem|\s+der)?\s+)$")
_STAND = re.compile(
    r"(?i:\b(?:daten)?stand(?:\s+der\s+(?:zahlen|daten|angaben|erhebung)\s*:?|\s+vom|\s+am|\s+zum|\s*:|\s+ist|\s+per|\s+der)?\s*)$|(?i:\bstichtag(?:\s+ist)?(?:\s+der|\s*:)?\s*)$"
)

_DATELINE = re.compile(r"^\s*(?:Pressemitteilung\s+vom\s+|[A-ZÄÖÜ][\w -]{2,30},\s+(?:den\s+)?)$")


def find(text: str, today: date) -> list[Moment]:
    """All date expressions in reading order; `today` is what «im vergangenen Jahr» counts from."""
    moments: list[Moment] = []
    taken = bytearray(len(text) + 1)
    for span in papers(text):
        _take(taken, span)
    years = "19" in text or "20" in text
    for reader in _READERS if years else _WITHOUT_YEARS:
        for moment in reader(text, today):
            if not any(taken[moment.start : moment.end]):
                moments.append(moment)
                _take(taken, moment)
    moments.sort(key=lambda moment: moment.start)
    joined = [_with_role(text, moment) for moment in stretches.joined(text, moments)]
    joined = [stretches.with_year(text, moment, joined) for moment in joined]
    joined = [stretches.that_year(text, moment, joined) for moment in joined]
    ref = reference(text, joined, today)[0]
    months = list(stretches.bare_months(text, ref, joined))
    bare = (
        *stretches.bare_parts(text, joined),
        *months,
        *stretches.bare_years(text, ref, sorted([*joined, *months], key=lambda moment: moment.start)),
    )
    for moment in bare:
        if not any(taken[moment.start : moment.end]):
            joined.append(_with_role(text, moment))
    return sorted(joined, key=lambda moment: moment.start)


def reference(text: str, moments: list[Moment], default: date) -> tuple[date, Source]:
    """The draft's own day: «Stand …» (text), else the last month end before its dateline, else `default` (assumed)."""
    for moment in moments:
        if moment.role == "stand" and moment.as_of:
            return moment.as_of, "text"
    first = next((m for m in moments if m.as_of), None)
    # «Lörrach, 21. Juli 2022», not «Meine Damen und Herren, Ende Juni 2022 …»
    dated = first and first.shape == "point" and text[first.start].isdigit()
    if first and dated and _DATELINE.match(text[: first.start]):
        assert first.as_of is not None
        return days.last_month_end(first.as_of), "assumed"
    return default, "assumed"


def papers(text: str) -> list[Span]:
    """«Konzept 2019», «der Richtlinie von 2017»: the year of a paper, no Stichtag."""
    found = _papers(text)
    return list(found)


@lru_cache(maxsize=2)
def _papers(text: str) -> tuple[Span, ...]:
    dated = "19" in text or "20" in text
    return tuple(Span(m.start(), m.end()) for m in _PAPER.finditer(text)) if dated else ()


def _take(taken: bytearray, span: Span) -> None:
    taken[span.start : span.end] = b"\1" * (span.end - span.start)


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
    """«von Januar bis Juni 2024», «zwischen Januar 2022 und März 2023», «1. Januar bis 30. Juni 2024»."""
    for m in re.finditer(rf"{_EDGE}{_OPEN_DAY}{_UNTIL}(?:{_FULL_DAY})", text):
        yield from _day_range(m)
    until = r"\s(?:bis(?:\seinschließlich)?|und|auf)\s"
    pattern = rf"(?:[Vv]on|[Zz]wischen|[Aa]b)\s(?P<e1>Ende\s)?(?P<m1>{_MONTH[1:-1]})(?:\s(?P<y1>(?:19|20)\d\d))?{until}"
    pattern += rf"(?:Ende\s)?(?P<m2>{_MONTH[1:-1]})\s(?P<y2>(?:19|20)\d\d)"
    for m in re.finditer(pattern, text):
        yield _month_range(m)
    pattern = rf"\b(?P<e1>(?!))?(?P<m1>{_MONTH[1:-1]})(?:\s(?P<y1>(?:19|20)\d\d))?\s(?:bis(?:\seinschließlich)?|–)\s"
    pattern += rf"(?P<m2>{_MONTH[1:-1]})\s(?P<y2>(?:19|20)\d\d)"
    for m in re.finditer(pattern, text):
        yield _month_range(m)


def _year_range(text: str, _: date) -> Iterator[Moment]:
    """«zwischen Mitte und Ende 2021», «von Anfang bis Mitte 2024»: two edges of one year."""
    edges = {"anfang": 0, "mitte": 6, "ende": 12}
    for m in re.finditer(
        rf"\b(?:[Vv]on|[Zz]wischen)\s(Anfang|Mitte)\s(?:und|bis)\s(Mitte|Ende)\s{_YEAR}", text
    ):
        year, begin, end = int(m[3]), edges[m[1].lower()], edges[m[2].lower()]
        if begin < end:
            yield Moment(
                m.start(),
                m.end(),
                "period",
                as_of=days.month_end(year, end),
                period_from=days.before(year, begin + 1),
            )


def _month_range(m: re.Match[str]) -> Moment:
    """«von Ende April auf Ende Mai 2022» begins with the last of April, «von April bis Mai» before its first."""
    year = int(m["y1"] or m["y2"])
    month = days.month_number(m["m1"])
    first = days.month_end(year, month) if m["y1"] or m["e1"] else None
    start = days.month_end(year, month) if m["e1"] else days.before(year, month)
    end = days.month_end(int(m["y2"]), days.month_number(m["m2"]))
    return Moment(m.start(), m.end(), "period", as_of=end, period_from=start, first=first)


def _day_range(m: re.Match[str]) -> Iterator[Moment]:
    year = int(m["y2"] or m["y4"])
    month = int(m["m2"]) if m["m2"] else days.month_number(m["n2"])
    first = int(m["m1"]) if m["m1"] else days.month_number(m["n1"]) if m["n1"] else month
    try:
        end = date(year, month, int(m["d2"] or m["d4"]))
        start = date(int(m["y1"] or year), first, int(m["d1"]))
    except ValueError:
        return
    yield Moment(m.start(), m.end(), "period", as_of=end, period_from=stretches.opening(start))


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
    """«letzter Junitag 2022», «Ende Juni 2022», «Ende 2023», «Mitte 2019», «Jahresende 2022», «Herbst 2017»."""
    last_day = rf"letzte[nrs]?\s(?:Tag\s(?:des|im)\s(?:Monats\s)?{_MONTH}s?|{_MONTH}tage?s?)\s{_YEAR}"
    for m in re.finditer(last_day, text):
        last = days.month_end(int(m[3]), days.month_number(m[1] or m[2]))
        yield Moment(m.start(), m.end(), "point", as_of=last)
    for m in re.finditer(rf"(?i:(Anfang|Mitte|Ende))(?:\sdes\sMonats)?\s{_MONTH}\s{_YEAR}", text):
        last = days.month_end(int(m[3]), days.month_number(m[2]))
        yield Moment(m.start(), m.end(), "point", as_of=last, precise=m[1].lower() == "ende")
    for m in re.finditer(
        rf"(?i:(Jahres)?(Anfang|Beginn|Mitte|Ende|Wechsel|Schluss|Silvester))(?:\sdes\sJahres)?\s{_YEAR}(?:/\d+)?",
        text,
    ):
        month = {"anfang": 1, "beginn": 1, "mitte": 6}.get(m[2].lower(), 12)
        yield Moment(
            m.start(),
            m.end(),
            "point",
            as_of=days.month_end(int(m[3]), month),
            precise=month > 1,
            also=(date(int(m[3]), 1, 1),) if month == 1 else (),
        )
    for m in re.finditer(
        rf"(?i:\b(?:Zum\s|im\s)?(Frühjahr|Frühling|Frühsommer|Sommer|Spätsommer|Herbst|Winter))\s{_YEAR}(?:/\d+)?",
        text,
    ):
        last = days.month_end(int(m[2]), _SEASONS[m[1].lower()])
        earlier = (days.shifted(last, -1), days.shifted(last, -2))
        yield Moment(m.start(), m.end(), "point", as_of=last, precise=False, also=earlier)


def _parts(text: str, _: date) -> Iterator[Moment]:
    """«im ersten Halbjahr 2024», «3. Quartal 2023», «Q4 2023»."""
    for m in re.finditer(
        rf"(?i:(\w+|\d\.)\s(Halbjahr|Jahreshälfte|Hälfte\sdes\sJahres|Hälfte|Quartal|Vierteljahr)(?:s|es)?(?:\sdes\sJahres)?)\s{_YEAR}",
        text,
    ):
        nth = _ORDER.get(m[1].lower()) or (int(m[1][0]) if m[1][0].isdigit() else 0)
        size = _PARTS[m[2].lower()]
        if 1 <= nth <= 12 // size:
            yield _part(m, int(m[3]), nth, size)
    first = rf"(?i:\bin\sden\s(ersten|letzten)\s(\w+)\smonaten\s(?:des\sjahres\s|von\s)?){_YEAR}"
    for m in re.finditer(first, text):
        months = int(m[2]) if m[2].isdigit() else numberwords.small(m[2]) or 0
        if 12 % months == 0 if months else False:
            yield _part(m, int(m[3]), 1 if m[1].lower() == "ersten" else 12 // months, months)
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


_READERS: tuple[Callable[[str, date], Iterator[Moment]], ...] = (
    *(
        _ranges,
        _year_range,
        _days,
        _edges,
        _parts,
        _months,
        relative.periods,
        relative.this_year,
        relative.shifts,
        _years,
    ),
    relative.now,
)
# What a text may name that holds no year.
_WITHOUT_YEARS = (_days, relative.periods, relative.this_year, relative.shifts, relative.now)
