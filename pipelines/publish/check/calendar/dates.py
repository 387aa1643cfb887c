"""Date expressions: Stichtage, periods, «vor einem Jahr», «aktuell»; each with the stretch of text it stands on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from pipelines.publish.check.calendar import (
    adjacent,
    apposed,
    datelines,
    days,
    distances,
    edges,
    parts,
    ranges,
    relative,
    stretches,
    undated,
    withinyear,
    yearparts,
)
from pipelines.publish.check.calendar.days import EDGE, MONTH, YEAR
from pipelines.publish.check.model import Moment, Span

_UNITS = (
    r"(?!\s?(?:%|(?:mehr|weniger)\b(?!\s+ge\w+t?\b|\s+(?:als|denn)\s+(?:\d|ein|das|dop|[a-zäöüß]+t\b(?!\s[A-ZÄÖÜ]))|\s+[A-ZÄÖÜ]|\s+(?!als\b)\w+(?:t|en)\b)|Prozent|Euro|€|Personen|Menschen|Geflüchtet|Flüchtling|Beratung|Mio|Stellen|Ukrain|Plätze|Einwohner"
    r"|(?:(?!zwi)\w+ische|geflüchtete|geduldete)n?\s[A-Z]))"
)
# «Rund 6.500 Mal haben wir 2024 Menschen beraten»: whoever writes «6.500» would write «2.024 Menschen»
_DOTTED = re.compile(r"\b\d{1,3}\.\d{3}\b")
_BEFORE_PEOPLE = re.compile(
    rf"(?<=[a-zäöüß]\s)(?<!von\s)(?<!auf\s)(?<!um\s)(?<!rund\s)(?<!etwa\s)(?<!über\s)(?<!mit\s)(?<!bei\s)(?<!genau\s){YEAR}"
    r"(?=\s(?:Personen|Menschen|Geflüchtet|Beratung))"
)
_COMPARED = re.compile(
    r"(?i:\b(?:(?-i:als)|wie|gegenüber|verglichen mit|gemessen a[nm]|im (?:vergleich|verhältnis) (?:zu[mr]?|mit)"
    r"|(?:der|ein|beim) vergleich (?:zu[mr]?|mit)|nach"
    r"|\w*fachen?|doppelten?)\s+"
    r"(?:noch\s+|schon\s+|bereits\s+|auch\s+|damals,?\s+|(?:ganz\s+)?(?:zu\s+Beginn|am\s+Anfang|zum\s+Start|beim\s+Start),?\s+|zu\s+|am\s+|im\s+"
    r"|in\s+|für\s+|dem\s+|das\s+|der\s+|zum\s+|zur\s+|stand\s+|des\s+|jahre?s?\s+|bis\s+|(?:wert|stand|niveau)e?s?\s+vo[nm]\s+|vo[nm]\s+)*"
    r"|sich\s+der\s+\w*wert\s+vo[nm]\s+"  # «hat sich der Wert vom Januar 2018 vervierfacht»
    # «über dem von Ende 2023», «Verglichen wird der Stand von Ende 2024 mit dem von Ende 2023»
    r"|(?:(?:über|unter)\s+(?:dem|denen|der|jene[mrn])|mit\s+dem)\s+(?:des\s+jahres|vo[nm]|aus\s+dem\s+jahr)\s+"
    r"|(?:über|unter)\s+(?:dem|diesem)\s+(?:\w+)?(?:wert|stand|niveau)\s+(?:vo[nm]|zum|im|am|des\s+jahres)\s+)$"
)
# «um 160 über der des ersten Halbjahres»
_OVER_THAT = re.compile(r"\d\s+(?:über|unter)\s+(?:dem|denen|der|jene[mrn])\s+$")
# «den Wert des Jahres 2023 um 676 übertroffen», «übertraf das Niveau von Ende 2023 um 154»
_VALUE_OF = re.compile(
    r"\b(?:den|das|der)\s+(?:[Ww]ert|[Ss]tand|[Nn]iveau|[Ee]rgebnis)\s+(?:des\s+Jahres|aus\s+dem\s+Jahr|vo[nm]|im|zum)\s+$"
)
_EXCEED = r"\b(?:übertr[aio]f\w*|überst[ei]e?g\w*|unterschr[ei]+t\w*)\b"
_ON = r"(?:[^.;:!?]|\.(?=\d))*"
_EXCEEDED, _EXCEEDS = re.compile(rf"{_ON}{_EXCEED}"), re.compile(rf"{_EXCEED}{_ON}$")
_MEASURE = re.compile(
    r"\s(?:zum|als)\s(?:Maßstab|Ausgangspunkt|Vergleich|Vergleichswert|Vergleichsjahr|Basis)\b"
)
_FROM_YEAR = re.compile(r"[Vv]on\s(?:19|20)\d\d\s(?:auf|zu)\s(?:19|20)\d\d\b")  # «von 2023 auf 2024»
_UNTIL = re.compile(r"\sbis\s")  # «seit Ende 2020 bis Ende 2024»
_SINCE = re.compile(
    r"(?i:\bseit(?:\s+dem|\s+der)?\s+(?:(?:kriegsbeginn|kriegsausbruch|(?:beginn|ausbruch)\s+des\s+(?:\w+\s+)?(?:\w+)?kriege?s)"
    r"(?:\s+in\s+der\s+ukraine)?\s+(?:im|ende|am)\s+"
    r"|(?:ihrer\s+|seiner\s+)?(?:gründung|bestehen|einrichtung|start)\s+(?:im\s+jahre?|im|in|am|ende|anfang|mitte)\s+)?)$"
)
_STAND = re.compile(
    r"(?i:\b(?:daten)?stand(?:\s+der\s+(?:zahlen|daten|angaben|erhebung)\s*:?|\s+vom|\s+am|\s+zum|\s*:|\s+ist|\s+per|\s+der)?\s*)$|(?i:\bstichtag(?:\s+ist)?(?:\s+der|\s*:)?\s*)$"
    r"|\b(?:Zahlen|Daten|Statistik|Übersicht|Auswertung)\s+(?:\w+\s+){0,3}zum\s+$"
)


def find(text: str, today: date) -> list[Moment]:
    """All date expressions in reading order; `today` is what «im vergangenen Jahr» counts from."""
    today = datelines.sent_on(text) or today
    moments: list[Moment] = []
    taken = bytearray(len(text) + 1)
    for span in datelines.papers(text):
        _take(taken, span)
    years = "19" in text or "20" in text
    for reader in _READERS if years else _WITHOUT_YEARS:
        for moment in reader(text, today):
            if not any(taken[moment.start : moment.end]):
                moments.append(moment)
                _take(taken, moment)
    moments.sort(key=lambda moment: moment.start)
    moments = apposed.said_again(text, moments)
    joined = [_with_role(text, moment) for moment in stretches.joined(text, moments)]
    joined = distances.from_a_day(text, joined)
    joined = [undated.with_year(text, moment, joined) for moment in joined]
    joined = [undated.that_year(text, moment, joined) for moment in joined]
    joined = [undated.since_its_beginning(text, moment, joined) for moment in joined]
    for at, moment in enumerate(joined):
        joined[at] = _with_role(text, adjacent.dated(text, moment, joined[:at], today))
    joined = [apposed.ending(text, moment, joined) for moment in joined]
    ref = datelines.reference(text, joined, today)[0]
    named = list(yearparts.bare_parts(text, joined))
    months = list(undated.bare_months(text, ref, joined))
    named += undated.bare_years(text, ref, _in_order((*joined, *months)))
    ends = (m for m in months if m.shape == "point")  # «bis Ende Juni 3.205, danach noch 3.305»
    named += withinyear.stretches(text, _in_order((*joined, *named, *ends)))
    # «von Juli bis Dezember» is one stretch and no month
    bare = (*named, *(m for m in months if not any(stretch.holds(m.start) for stretch in named)))
    bare = tuple(moment for moment in bare if not any(taken[moment.start : moment.end]))
    joined += [_with_role(text, moment) for moment in bare]
    joined = _in_order(joined)
    # «vom Beginn des Jahres 2024 bis Ende Juni»
    return stretches.joined(text, joined) if bare else joined


def _in_order(moments: Iterable[Moment]) -> list[Moment]:
    return sorted(moments, key=lambda moment: moment.start)


def _take(taken: bytearray, span: Span) -> None:
    taken[span.start : span.end] = b"\1" * (span.end - span.start)


# «Nach dem ersten Halbjahr 2022 waren es …»: its end, and nothing to compare with
_OVER = re.compile(r"(?i:\bnach\s+(?:ablauf\s+)?de[sm]\s+)$")


_AS_WELL = re.compile(
    r"\b\d{4},?\s+(?:als|wie)\s+auch\s+(?:am\s+|zum\s+)?$"
)  # «sowohl Ende 2022 als auch Ende 2024»
_AS_MUCH = re.compile(r"(?i:(?P<never>\bnie\b[^.;:]*)?\bso\s[^.;:]*\bwie\s(?:im\s)?(?:jahre?\s)?$)")
_NEVER = re.compile(r"[^.;:]{0,40}\bnie\b")


def _with_role(text: str, moment: Moment) -> Moment:
    before = text[max(0, moment.start - 60) : moment.start]
    inside = moment.period_from and moment.as_of and (moment.as_of - moment.period_from).days < 200
    if (
        (
            _COMPARED.search(before)
            and not (inside and _OVER.search(before))
            and not (_unequalled(text, moment) or _AS_WELL.search(before))
        )
        or _MEASURE.match(text, moment.end)
        or _FROM_YEAR.match(text, max(0, moment.start - 4))
        or (_VALUE_OF.search(before) and _exceeded(text, moment))
        or (moment.shape == "period" and _OVER_THAT.search(before))
    ):
        role = "compared"
    elif moment.shape != "now" and _STAND.search(before):
        role = "stand"
    elif _SINCE.search(before) and not _UNTIL.search(text, moment.start, moment.end):
        role = "since"
    else:
        return moment
    return Moment(**{**moment.__dict__, "role": role})


def _unequalled(text: str, moment: Moment) -> bool:
    """«Nie wurde so viel beraten wie 2024», «So viele wie 2024 gab es nie»: what is told is told of that day."""
    so_much = _AS_MUCH.search(text, max(0, moment.start - 60), moment.start)
    return so_much is not None and bool(so_much["never"] or _NEVER.match(text, moment.end))


def _exceeded(text: str, moment: Moment) -> bool:
    """Does the clause say that a value was exceeded or not reached?"""
    behind = _EXCEEDED.match(text, moment.end)
    return bool(behind or _EXCEEDS.search(text, max(0, moment.start - 80), moment.start))


def _days(text: str, _: date) -> Iterator[Moment]:
    numeric = rf"{EDGE}(\d{{1,2}})\.\s?(\d{{1,2}})\.\s?((?:19|20)?\d{{2}})(?!\d)"
    for m in re.finditer(numeric, text):
        yield from _day(m, int(m[3]) if len(m[3]) == 4 else 2000 + int(m[3]), int(m[2]), int(m[1]))
    for m in re.finditer(rf"{EDGE}(\d{{1,2}})\.\s?{MONTH}\s{YEAR}", text):
        yield from _day(m, int(m[3]), days.month_number(m[2]), int(m[1]))
    for m in re.finditer(rf"{EDGE}{YEAR}-(\d{{2}})-(\d{{2}})(?!\d)", text):
        yield from _day(m, int(m[1]), int(m[2]), int(m[3]))
    # A day without a year dates no figure, but its digits are no quantity either.
    for m in re.finditer(
        rf"{EDGE}\d{{1,2}}\.\s?(?:{MONTH}(?!\s?(?:19|20)\d\d\b)|\d{{1,2}}\.(?!\s?\d))", text
    ):
        yield Moment(m.start(), m.end(), "now")


def _day(match: re.Match[str], year: int, month: int, day: int) -> Iterator[Moment]:
    try:
        yield Moment(match.start(), match.end(), "point", as_of=date(year, month, day))
    except ValueError:
        # 31.06.2022 names no day; its digits still are no quantity.
        yield Moment(match.start(), match.end(), "now")


def _months(text: str, _: date) -> Iterator[Moment]:
    for m in re.finditer(rf"\b{MONTH}\s{YEAR}\s\((?:am|zum|Stand:?|Stichtag:?)\s(\d{{1,2}})\.\)", text):
        yield from _day(m, int(m[2]), days.month_number(m[1]), int(m[3]))  # «im Juni 2021 (Stichtag 30.)»
    for m in re.finditer(rf"\b{MONTH}\s{YEAR}(?!\d)", text):
        yield _month(m, int(m[2]), days.month_number(m[1]))
    for m in re.finditer(rf"{EDGE}(0?[1-9]|1[0-2])/{YEAR}(?!\d)", text):
        yield _month(m, int(m[2]), int(m[1]))


def _month(match: re.Match[str], year: int, month: int) -> Moment:
    end = days.month_end(year, month)
    return Moment(match.start(), match.end(), "period", as_of=end, period_from=days.before(year, month))


def _years(text: str, _: date) -> Iterator[Moment]:
    for m in re.finditer(
        rf"(?i:\b(?:im\s)?(?:(?:Kalender|Berichts|Haushalts)?jahre?s?\s)?)(?<![\w.,:/§-]){YEAR}(?:/\d{{2,4}})?(?![\d.,]\d|\w){_UNITS}",
        text,
    ):
        yield _year(m, int(m[1]))
    for m in re.finditer(
        rf"(?i:\b(?:im\s)?(?:Kalender|Berichts|Haushalts)?jahre?s?\s|\bin\s|\bseit\s|\bende\s){YEAR}(?!\d)",
        text,
    ):
        yield _year(m, int(m[1]))
    if _DOTTED.search(text):
        for m in _BEFORE_PEOPLE.finditer(text):
            yield _year(m, int(m[1]))


def _year(match: re.Match[str], year: int) -> Moment:
    end = days.month_end(year, 12)
    return Moment(
        match.start(1), match.end(), "period", as_of=end, period_from=days.before(year, 1), precise=False
    )


_READERS: tuple[Callable[[str, date], Iterator[Moment]], ...] = (
    *(
        adjacent.find,
        ranges.ranges,
        ranges.year_range,
        _days,
        edges.find,
        parts.find,
        _months,
        relative.periods,
        relative.this_year,
        relative.shifts,
        _years,
    ),
    relative.now,
)
# What a text may name that holds no year.
_WITHOUT_YEARS = (adjacent.find, _days, relative.periods, relative.this_year, relative.shifts, relative.now)
