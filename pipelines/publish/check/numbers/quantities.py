"""Numbers in a text, in digits and words; what is no quantity (dates, telephones, paragraphs, ages) is masked first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipelines.publish.check.model import Quantity, Span, Word
from pipelines.publish.check.numbers import repeats
from pipelines.publish.check.text import numberwords
from pipelines.publish.check.text.sought import Sought

_GAP = r"[ \t]"
_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
_ORDINAL = re.compile(r"(?<![\w.,])\d{1,2}\.(?!\s*\n[ \t]*\n)(?=\s+[A-Za-zÄÖÜäöüß])")
_DIGITS = re.compile(
    rf"(?<![\w.,:/-])(?:\d{{1,3}}(?:\.\d{{3}})+|\d{{1,3}}(?:{_GAP}\d{{3}})+|\d{{1,3}}(?:['’]\d{{3}})+|\d{{1,3}}\.\d{{1,2}}(?![\d.])|\d+)(?:,\d+)?(?![\w])"
)
_POINT = re.compile(r"\d{1,3}\.\d{1,2}")  # «4.75 Stellen»: a decimal point, since thousands have three digits
_NO_DIGIT = re.compile(r"[^\d,]")
_SPELLED_RANGE = re.compile(r"\s+(?:bis(?!\s+zu)|–)\s+|\s+und\s+")
_BETWEEN = re.compile(r"(?i:\bzwischen\s+)$")
_SCALE = re.compile(
    rf"{_GAP}?(Mio\.?|Million(?:en)?|Mrd\.?|Milliarden?|Tsd\.?|Tausend|tausend|Hundert|hundert)\b\.?"
)
_SCALES = {"mi": 1e6, "mr": 1e9, "ts": 1e3, "ta": 1e3, "hu": 1e2}
_PERCENT = re.compile(
    rf"{_GAP}?(?:(Prozentpunkte?n?)|(?:%|Prozent|v\.{_GAP}?H\.|vom Hundert)(?![\w-]*punkt))"
)
# «um 4,3 Punkte», «ein Minus von 1,5 Punkten»
_POINTS = re.compile(rf"{_GAP}?Punkte?n?\b")
_BY = re.compile(
    r"\b(?:[Uu]m|(?:Plus|Minus|Rückgang|Anstieg|Zuwachs|Verlust|Zunahme|Abnahme)\s+von)\s+(?:\w+\s+)?$"
)
_RATIO = re.compile(
    rf"(?<![\w.,:])(?:1|eins?|einer?|eine){_GAP}?(?::|zu){_GAP}?(?P<n>\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?|[a-zäöüß]+)(?!\w|:\d)",
    re.IGNORECASE,
)
_RANGE = Sought(
    "zwischen bis –",
    rf"(?:(?i:\bzwischen)\s+(?P<a>{_NUMBER})\s+und\s+(?P<b>{_NUMBER})|(?<![\w.,:/-])(?P<c>{_NUMBER})\s*(?:bis(?!\szu)|–)\s*(?P<d>{_NUMBER}))(?![\w])",
)
_PLACES_TAKEN = Sought(
    "plätze",
    r"(?<![\w.,])(\d{2,4})\s(?:von|der)\s(?:insgesamt\s|den\s|rund\s)?(\d{2,4})(?=\s(?:\w+\s)?Plätzen?\b)",
)
_OF_PLACES = Sought(
    "plätze",
    r"(?<![\w.,])[Vv]on\s(?:den\s|insgesamt\s|rund\s)?(\d{2,4})\sPlätzen\s(?:[A-Za-zÄÖÜäöüß]+\s){0,6}(\d{2,4})(?=\s(?:[a-zäöüß]+\s)?(?:belegt|besetzt|vergeben))",
)
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


def find(text: str, all_words: list[Word], masks: list[Span]) -> list[Quantity]:
    """All quantities in reading order; longer readings («1 zu 262», «zwei Drittel») win over their parts."""
    found: list[Quantity] = []
    taken = sorted(masks, key=lambda span: span.start)
    blocked = bytearray(len(text) + 1)
    for span in taken:
        blocked[span.start : span.end] = b"\1" * (span.end - span.start)
    for reader in (
        _ratios,
        _ranges,
        _places,
        _fractions,
        _factors,
        _times,
        _spelled_times,
        _one_more,
        _years_and_months,
        _dozens,
        _millions,
        _digits,
        _spelled,
    ):
        for quantity in reader(text, all_words):
            if not any(blocked[quantity.start : quantity.end]):
                found.append(quantity)
                blocked[quantity.start : quantity.end] = b"\1" * (quantity.end - quantity.start)
    found.sort(key=lambda quantity: quantity.start)
    found += [q for q in repeats.of_the_one_before(text, found) if not any(blocked[q.start : q.end])]
    return _joined(text, sorted(found, key=lambda quantity: quantity.start))


def _joined(text: str, found: list[Quantity]) -> list[Quantity]:
    """«viereinhalb bis fünf», «zwischen vier und fünf»: two numbers, one range."""
    joined: list[Quantity] = []
    for quantity in found:
        last = joined[-1] if joined else None
        if last and _is_range(text, last, quantity):
            joined[-1] = replace(last, end=quantity.end, upper=quantity.value, form=quantity.form)
        else:
            joined.append(quantity)
    return joined


def _is_range(text: str, low: Quantity, high: Quantity) -> bool:
    if low.form != "plain" or high.form != "plain" or low.upper is not None or low.value >= high.value:
        return False
    if _of_middle_half(text, low.start, high.end):
        return False
    between = _SPELLED_RANGE.fullmatch(text, low.end, high.start)
    opened = _BETWEEN.search(text, max(0, low.start - 12), low.start)
    return bool(between) and ("und" not in between[0] or bool(opened))  # type: ignore[index]


def _of_middle_half(text: str, start: int, end: int) -> bool:
    """«Die Begleitdauer der mittleren Hälfte lag zwischen 9,8 und 33,0 Monaten»: two quartiles, and no range of one."""
    if not _MONTHS.match(text, end):
        return False
    return bool(_HALF_BEFORE.search(text, max(0, start - 120), start) or _HALF_BEHIND.match(text, end))


def _ratios(text: str, _: list[Word]) -> Iterable[Quantity]:
    for match in _RATIO.finditer(text):
        value = _number(match["n"]) if match["n"][0].isdigit() else numberwords.value(match["n"])
        if value is not None:
            yield Quantity(match.start(), match.end(), value, "ratio", _step(match["n"]))


def _ranges(text: str, _: list[Word]) -> Iterable[Quantity]:
    for match in _RANGE.all(text):
        low, high = (group for group in match.groups() if group)
        if _number(low) < _number(high) and not _of_middle_half(text, match.start(), match.end()):
            found = _with_unit(text, match.start(), match.end(), _number(low), _step(low))
            scale = 0.01 if found.form in ("percent", "points") else found.step / _step(low)
            yield replace(found, upper=_number(high) * scale)


def _places(text: str, _: list[Word]) -> Iterable[Quantity]:
    """«528 von 610 Plätzen» is a share."""
    for match in _PLACES_TAKEN.all(text):
        yield Quantity(match.start(), match.end(), round(int(match[1]) / int(match[2]), 4), "percent", 0.0001)
    for match in _OF_PLACES.all(text):  # «von 610 Plätzen waren 528 belegt»
        yield Quantity(match.start(), match.end(), round(int(match[2]) / int(match[1]), 4), "percent", 0.0001)


def _fractions(text: str, _: list[Word]) -> Iterable[Quantity]:
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
        if word and part and whole and part < whole <= 12:
            yield Quantity(word.start(), match.end(), part / whole, "fraction", 0.01)


def _factors(text: str, _: list[Word]) -> Iterable[Quantity]:
    for match in _FACTOR.all(text):
        word = next(group for group in match.groups() if group).lower()
        yield Quantity(
            match.start(), match.end(), next(v for k, v in _FACTORS.items() if word.startswith(k)), "factor"
        )


def _times(text: str, _: list[Word]) -> Iterable[Quantity]:
    for match in _TIMES.all(text):
        yield Quantity(match.start(), match.end(), _number(match[1]), "factor", min(_step(match[1]), 0.1))


def _spelled_times(text: str, _: list[Word]) -> Iterable[Quantity]:
    """«anderthalbmal so hoch», «auf das Zweieinhalbfache»."""
    for match in _SPELLED_TIMES.all(text):
        value = numberwords.value(match[1])
        if value:
            yield Quantity(match.start(), match.end(), value, "factor", 1)


def _years_and_months(text: str, _: list[Word]) -> Iterable[Quantity]:
    """«zwei Jahre und neun Monate»: 33 months."""
    for match in _YEARS_AND_MONTHS.all(text):
        years, rest = (_small(word.lower()) for word in match.groups())
        if years and rest:
            yield Quantity(match.start(), match.end(), 12 * years + rest, "plain")


def _dozens(text: str, _: list[Word]) -> Iterable[Quantity]:
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


def _millions(text: str, _: list[Word]) -> Iterable[Quantity]:
    """«eine halbe Million», as roundly as it is said."""
    for match in _PART_OF_MILLION.all(text):
        value = {"ha": 5e5, "vi": 2.5e5, "dr": 7.5e5}[(match[1] or match[2])[:2].lower()]
        yield Quantity(match.start(), match.end(), value, "plain", 1e5 if value == 5e5 else 5e4)


def _digits(text: str, _: list[Word]) -> Iterable[Quantity]:
    ordinals = {match.start() for match in _ORDINAL.finditer(text)}
    for match in _DIGITS.finditer(text):
        sentence_end = match.start() in ordinals and text[match.end() : match.end() + 1] == "."
        if not sentence_end or _starts_sentence(text, match.end() + 1) or _is_count(text, match.start()):
            yield _with_unit(text, match.start(), match.end(), _number(match[0]), _step(match[0]))


def _spelled(text: str, all_words: list[Word]) -> Iterable[Quantity]:
    for word in all_words:
        value = numberwords.value(word.lower)
        if value is not None and (word.text[0].islower() or value > 1):
            yield _with_unit(text, word.start, word.end, value, 1 if value == int(value) else 0.25)


def _one_more(text: str, _: list[Word]) -> Iterable[Quantity]:
    """«97 kamen aus Afghanistan, eine mehr als im Juni 2022»."""
    for match in _ONE_MORE.all(text):
        yield Quantity(match.start(), match.end(), 1, "plain", 1)


def _with_unit(text: str, start: int, end: int, value: float, step: float) -> Quantity:
    scale = _SCALE.match(text, end)
    if scale:
        size = _SCALES[scale[1][:2].lower()]
        value, step, end = round(value * size, 6), step * size, scale.end()
    percent = _PERCENT.match(text, end)
    points = (
        _POINTS.match(text, end) if percent is None and _BY.search(text, max(0, start - 20), start) else None
    )
    if points:
        return Quantity(start, points.end(), value / 100, "points", step / 100)
    if percent:
        form = "points" if percent[1] else "percent"
        return Quantity(start, percent.end(), value / 100, form, step / 100)  # type: ignore[arg-type]
    return Quantity(start, end, value, "plain", step)


def _starts_sentence(text: str, position: int) -> bool:
    from pipelines.publish.check.text.tokenise import STARTERS

    following = re.match(r"\s+([\wÄÖÜäöü]+)", text[position : position + 40])
    return bool(following) and following[1].lower() in STARTERS  # type: ignore[index]


def _is_count(text: str, start: int) -> bool:
    from pipelines.publish.check.text.tokenise import is_count

    return is_count(text, start)


def _number(digits: str) -> float:
    plain = digits if _POINT.fullmatch(digits) else _NO_DIGIT.sub("", digits).replace(",", ".")
    value = float(plain)
    return int(value) if value.is_integer() else value


def _step(digits: str) -> float:
    mark = "." if _POINT.fullmatch(digits) else ","
    return float(10 ** -len(digits.partition(mark)[2]))


def _small(word: str) -> int | None:
    return int(word) if word.isdigit() and len(word) < 3 else numberwords.small(word)
