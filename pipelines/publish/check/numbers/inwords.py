"""Numbers said in words: fractions, factors, dozens, «eine halbe Stelle», «zwei Jahre und drei Monate»."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.publish.check.model import Quantity, Word
from pipelines.publish.check.numbers import printed
from pipelines.publish.check.text import numberwords
from pipelines.publish.check.text.sought import Sought

_PARTS = {"drittel": 3, "viertel": 4, "fünftel": 5, "sechstel": 6, "siebtel": 7, "achtel": 8, "zehntel": 10}
_FRACTION = Sought(
    "drittel viertel fünftel sechstel siebtel achtel zehntel",
    r"(?i:(?<!\w)(drittel|viertel|fünftel|sechstel|siebtel|achtel|zehntel|dreiviertel)n?\b)",
)
_HEDGING = {"gutes", "knappes", "rundes", "weiteres", "anderes"}
_HALF = Sought("hälfte", r"(?i:\b(?:(?:die|der|eine)\s)?hälfte\b)")
_MONTHS = re.compile(r"\s+Monate?n?\b")
_HALF_BEFORE = re.compile(r"\bHälfte\b(?:[^.!?]|\.(?=\d))*$")
_HALF_BEHIND = re.compile(r"(?:[^.!?]|\.(?=\d)){0,120}?\bHälfte\b")
_EVERY = Sought("jede", r"(?i:\bjede[rsnm]?\s(\w+)\b)")
_OF = re.compile(
    r"(?i:\svon\s(?!de[nr]\b)(\w+)\b(?![.,]\d))"
    r"(?!\s(?:Träger|Standort|Unterk|Städte|Kommun|Gemeinde|Säule|Baustein|Ziel|Punkt|Bereich|Team|Dienst|Verbänd|Partner|Modell)\w*)"
)
# «Von zehn Begleiteten sind fünf Frauen», «Von je 100 Begleiteten kommen 54 aus der Ukraine»
_OUT_OF = Sought(
    "von_zehn von_hundert von_einhundert von_10 von_je",
    r"(?<![A-Za-zäöüß0-9]\s)(?i:\bvon\s(?:je|jeweils)\s|\bvon\s)(zehn|10|(?:ein)?hundert|100)\s(?:[a-zäöüß]+\s)?[A-ZÄÖÜ][\wäöüß]+\s(?:[A-Za-zäöüß]+\s|(?:19|20)\d\d\s){1,6}?"
    r"(\d{1,2}|eine?[nr]?|zwei|drei|vier|fünf|sechs|sieben|acht|neun)(?!\w|[.,]\d|\s(?:Prozent|%|Stellen?))",
)
_HUNDRED = {"100", "hundert", "einhundert"}
_WORD_BEFORE, _WORD_UNTIL = re.compile(r"\b(\w+)\s$"), re.compile(r"(?<![\w.,])(\w+)$")
_FACTOR = Sought(
    "mal fach halb doppel verdopplung",
    r"(?i:\b(?:einer?\s(?=ver|halb))?(?:(doppelt|drei\s?mal|dreifach|vier\s?mal|vierfach|fünf\s?mal|halb|zwei\s?mal)\sso\s(?:viele?n?|groß|hoch|lange?|stark|zahlreich|häufig|oft)"
    r"|(verdoppel\w*|verdopplung|verdreifach\w*|vervierfach\w*|verfünffach\w*|halbier\w*)|(?:das|dem|beim|zum|vom)\s(doppelte|dreifache|vierfache)n?)\b)",
)
_FACTORS = {
    "dopp": 2,
    "zwei": 2,
    "verdo": 2,
    "drei": 3,
    "verdr": 3,
    "vier": 4,
    "vervi": 4,
    "fünf": 5,
    "verfü": 5,
    "halb": 0.5,
}
_TIMES = Sought(
    "mal fach",
    r"(?<![\w.,])(\d+(?:,\d+)?)[- ]?(?:mal\sso\s(?:viele?n?|groß|hoch|lange?|stark|zahlreich|häufig|oft)|[Ff]achen?\b)",
)
_SPELLED_TIMES = Sought(
    "mal fach",
    r"(?i:\b(\w{4,})(?:mal\sso\s(?:viele?n?|groß|hoch|lange?|stark|zahlreich|häufig|oft)|fachen?)\b)",
)
_ONE_MORE = Sought(
    "eine",
    r"eine(?:(?:(?<=[,(] eine)|(?<=, gerade eine)|(?<=, nur eine)|(?<=, genau eine)|(?<=, lediglich eine)"
    r"|(?<=und eine)|(?<=damit eine))[rns]?(?= (?:mehr|weniger) als\b)"
    r"|(?<=\beine)(?= (?:volle|ganze) \w*[Ss]telle (?!inne))"
    r"|(?<=und eine)(?= (?:bei|auf) (?:der|die) [A-ZÄÖÜ]))",  # «1,5 bei der Caritas und eine bei der Stadt»
)
_YEARS_AND_MONTHS = Sought("monat", r"\b(\w+)\s+Jahre?n?\s+und\s+(\w+)(?=\s+Monate?n?\b)")
_DOZEN = Sought("dutzend", r"(?i:\b(ein(?:\shalbes)?|zwei|drei|vier|fünf)\sdutzend\b)")
_PART_OF_MILLION = Sought(
    "million", r"(?i:\b(?:eine[r]?\s)?(?:(halben?|dreiviertel)\s|(viertel|dreiviertel))million\b)"
)
_HALF_ONE = Sought(
    "halbe dreiviertel",
    r"(?i:\b(?:eine?[nr]?\s)?(halbe|dreiviertel)[nrs]?"
    # «Mitte 2022 war es eine halbe.», «habe sie noch bei einer halben gelegen»
    r"(?:(?:(?<=eine halbe)|(?<=einer halben))(?=\s?[.;]|\s(?:gewesen|betragen|gelegen)\b)"
    r"|(?=\s(?:(?:auf|bis|und|oder)\s(?:\w+\s){1,2})?(?:[a-zäöüß]+te[nr]?\s)?"
    r"(?:stelle|vollzeitstelle|planstelle|personalstelle|bei\b|beim\b|(?:auf|für)\s(?:die|den|das|der)\b))))",
)
_PART_OF_POSITION = Sought("viertelstelle", r"\b(?:[Ee]ine[nr]?\s)?(Dreiviertel|Viertel)(?=stellen?\b)")


def of_middle_half(text: str, start: int, end: int) -> bool:
    """«Die Begleitdauer der mittleren Hälfte lag zwischen 9,8 und 33,0 Monaten»: two quartiles, and no range of one."""
    if not _MONTHS.match(text, end):
        return False
    return bool(_HALF_BEFORE.search(text, max(0, start - 120), start) or _HALF_BEHIND.match(text, end))


def fractions(text: str, _: list[Word]) -> Iterable[Quantity]:
    for match in _FRACTION.all(text):
        part = match[1].lower()
        word = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
        if part == "dreiviertel":
            yield Quantity(match.start(), match.end(), 0.75, "fraction", 0.01)
            continue
        # «ein gutes Drittel»: the hedge is read with the hedges; «ein weiteres Viertel», «ein anderes Viertel»
        if word and word[1].lower() in _HEDGING:
            yield Quantity(match.start(), match.end(), 1 / _PARTS[part], "fraction", 0.01)
            continue
        count = numberwords.small(word[1] if word else "ein")
        if count is not None:
            start = word.start() if word else match.start()
            yield Quantity(start, match.end(), count / _PARTS[part], "fraction", 0.01)
    for match in _HALF.all(text):
        yield Quantity(match.start(), match.end(), 0.5, "fraction", 0.01)
    for match in _EVERY.all(text):
        nth = numberwords.ordinal(match[1])
        if nth:
            yield Quantity(match.start(), match.end(), 1 / nth, "fraction", 0.01)
    for match in _OF.finditer(text):
        word = _WORD_UNTIL.search(text, max(0, match.start() - 40), match.start())
        part, whole = _small(word[1]) if word else None, _small(match[1])
        if word and part and match[1].lower() in _HUNDRED:
            yield Quantity(word.start(), match.end(), part / 100, "percent", 0.01)
        elif word and part and whole and part < whole <= 12:
            yield Quantity(word.start(), match.end(), part / whole, "fraction", 0.01)
    for match in _OUT_OF.all(text):
        part = _small(match[2])
        hundred = match[1].lower() in _HUNDRED
        if part and (hundred or part < 10):
            yield Quantity(
                match.start(2),
                match.end(2),
                part / (100 if hundred else 10),
                "percent" if hundred else "fraction",
                0.01,
            )


def factors(text: str, _: list[Word]) -> Iterable[Quantity]:
    for match in _FACTOR.all(text):
        word = next(group for group in match.groups() if group).lower()
        yield Quantity(
            match.start(), match.end(), next(v for k, v in _FACTORS.items() if word.startswith(k)), "factor"
        )


def times(text: str, _: list[Word]) -> Iterable[Quantity]:
    for match in _TIMES.all(text):
        yield Quantity(
            match.start(), match.end(), printed.value(match[1]), "factor", min(printed.step(match[1]), 0.1)
        )


def spelled_times(text: str, _: list[Word]) -> Iterable[Quantity]:
    """«anderthalbmal so hoch», «auf das Zweieinhalbfache»."""
    for match in _SPELLED_TIMES.all(text):
        value = numberwords.value(match[1])
        if value:
            yield Quantity(match.start(), match.end(), value, "factor", 1)


def years_and_months(text: str, _: list[Word]) -> Iterable[Quantity]:
    """«zwei Jahre und neun Monate»: 33 months."""
    for match in _YEARS_AND_MONTHS.all(text):
        years, rest = (_small(word.lower()) for word in match.groups())
        if years and rest:
            yield Quantity(match.start(), match.end(), 12 * years + rest, "plain")


def dozens(text: str, _: list[Word]) -> Iterable[Quantity]:
    for match in _DOZEN.all(text):
        word = match[1].lower()
        times = 0.5 if word.endswith("halbes") else numberwords.small(word) or 1
        yield Quantity(match.start(), match.end(), times * 12, "plain")
    for match in _HALF_ONE.all(text):
        yield Quantity(
            match.start(), match.end(), 0.5 if match[1].lower() == "halbe" else 0.75, "plain", 0.25
        )
    for match in _PART_OF_POSITION.all(text):  # «eine Dreiviertelstelle»
        yield Quantity(match.start(), match.end(), 0.75 if match[1][0] == "D" else 0.25, "plain", 0.25)


def millions(text: str, _: list[Word]) -> Iterable[Quantity]:
    """«eine halbe Million», as roundly as it is said."""
    for match in _PART_OF_MILLION.all(text):
        value = {"ha": 5e5, "vi": 2.5e5, "dr": 7.5e5}[(match[1] or match[2])[:2].lower()]
        yield Quantity(match.start(), match.end(), value, "plain", 1e5 if value == 5e5 else 5e4)


def one_more(text: str, _: list[Word]) -> Iterable[Quantity]:
    """«97 kamen aus Afghanistan, eine mehr als im Juni 2022»."""
    for match in _ONE_MORE.all(text):
        yield Quantity(match.start(), match.end(), 1, "plain", 1)


def _small(word: str) -> int | None:
    return int(word) if word.isdigit() and len(word) < 3 else numberwords.small(word)
