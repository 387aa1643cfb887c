"""Numbers in a text, in digits and words; what is no quantity (dates, telephones, paragraphs, ages) is masked first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipelines.publish.check.model import Quantity, Span, Word
from pipelines.publish.check.numbers import inwords, printed, repeats
from pipelines.publish.check.text import numberwords
from pipelines.publish.check.text.sought import Sought

_GAP = r"[ \t]"
_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
_ORDINAL = re.compile(r"(?<![\w.,])\d{1,2}\.(?!\s*\n[ \t]*\n)(?=\s+[A-Za-zÄÖÜäöüß])")
_DIGITS = re.compile(
    rf"(?<![\w.,:/-])(?:\d{{1,3}}(?:\.\d{{3}})+|\d{{1,3}}(?:{_GAP}\d{{3}})+|\d{{1,3}}(?:['’]\d{{3}})+|\d{{1,3}}\.\d{{1,2}}(?![\d.])|\d+)(?:,\d+)?(?![\w])"
)
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
        inwords.fractions,
        inwords.factors,
        inwords.times,
        inwords.spelled_times,
        inwords.one_more,
        inwords.years_and_months,
        inwords.dozens,
        inwords.millions,
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
    if inwords.of_middle_half(text, low.start, high.end):
        return False
    between = _SPELLED_RANGE.fullmatch(text, low.end, high.start)
    opened = _BETWEEN.search(text, max(0, low.start - 12), low.start)
    return bool(between) and ("und" not in between[0] or bool(opened))  # type: ignore[index]


def _ratios(text: str, _: list[Word]) -> Iterable[Quantity]:
    for match in _RATIO.finditer(text):
        value = printed.value(match["n"]) if match["n"][0].isdigit() else numberwords.value(match["n"])
        if value is not None:
            yield Quantity(match.start(), match.end(), value, "ratio", printed.step(match["n"]))


def _ranges(text: str, _: list[Word]) -> Iterable[Quantity]:
    for match in _RANGE.all(text):
        low, high = (group for group in match.groups() if group)
        if printed.value(low) < printed.value(high) and not inwords.of_middle_half(
            text, match.start(), match.end()
        ):
            found = _with_unit(text, match.start(), match.end(), printed.value(low), printed.step(low))
            scale = 0.01 if found.form in ("percent", "points") else found.step / printed.step(low)
            yield replace(found, upper=printed.value(high) * scale)


def _places(text: str, _: list[Word]) -> Iterable[Quantity]:
    """«528 von 610 Plätzen» is a share."""
    for match in _PLACES_TAKEN.all(text):
        yield Quantity(match.start(), match.end(), round(int(match[1]) / int(match[2]), 4), "percent", 0.0001)
    for match in _OF_PLACES.all(text):  # «von 610 Plätzen waren 528 belegt»
        yield Quantity(match.start(), match.end(), round(int(match[2]) / int(match[1]), 4), "percent", 0.0001)


def _digits(text: str, _: list[Word]) -> Iterable[Quantity]:
    ordinals = {match.start() for match in _ORDINAL.finditer(text)}
    for match in _DIGITS.finditer(text):
        sentence_end = match.start() in ordinals and text[match.end() : match.end() + 1] == "."
        if not sentence_end or _starts_sentence(text, match.end() + 1) or _is_count(text, match.start()):
            yield _with_unit(
                text, match.start(), match.end(), printed.value(match[0]), printed.step(match[0])
            )


def _spelled(text: str, all_words: list[Word]) -> Iterable[Quantity]:
    for word in all_words:
        value = numberwords.value(word.lower)
        if value is not None and (word.text[0].islower() or value > 1):
            yield _with_unit(text, word.start, word.end, value, 1 if value == int(value) else 0.25)


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
