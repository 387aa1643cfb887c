"""A claim in true words that may be printed: the corrected wording of the check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipelines.metrics import catalogue
from pipelines.publish import german, wording
from pipelines.publish.check.model import Claim
from pipelines.publish.check.verdict.answers import PERCENT_KINDS, Answers
from pipelines.publish.check.verdict.exactness import Exactness
from pipelines.publish.check.verdict.values import Measured
from pipelines.publish.wording import Phrase
from pipelines.releases.public import is_open

_COMPARATIVE = re.compile(r"\b(?:mehr|weniger|höher|niedriger|größer|kleiner)\b")
_RATIO = re.compile(r":|\bzu\b")
_EURO = re.compile(r"(?:Euro|€|EUR)\b\s*|€\s*")
_PLACES = {"fte": 2, "per_1000": 1, "consultations_per_person": 1}


def wording_of(claim: Claim, measured: Measured, exactness: Exactness, answers: Answers) -> str:
    """The claim in true words, no more exact than the public world. measured: the value in the world of who asks."""
    unit = answers.unit(claim)
    if claim.kind == "factor":
        return f"das {german.number(abs(measured.printed), 1)}-Fache"
    if unit in ("persons", "consultations") and claim.kind not in PERCENT_KINDS:
        text = _counted(claim, measured, exactness.published(claim))
    elif is_open(catalogue.metric(claim.metric)):
        text = _open(claim, abs(measured.printed), unit)
    else:
        text = _reckoned(claim, measured, exactness, answers)
    return text + _more_or_less(claim, measured)


def _counted(claim: Claim, measured: Measured, published: Measured | None) -> str:
    if is_open(catalogue.metric(claim.metric)):
        # The quota counts no one who could be known.
        return f"{german.number(abs(measured.printed))} {claim.noun}".strip()
    size = measured if measured.printed >= 0 else measured.scaled(-1)
    value = size.as_value()
    if isinstance(value, wording.Interval) and value.low > value.high:
        value = wording.Interval(value.high, value.low, value.published)
    phrase = wording.hedge(value)
    if not phrase.hedge and published is not None and abs(published.printed) != phrase.number:
        phrase = Phrase("rund", phrase.number)  # round by chance, and finer than the sum that is published
    return " ".join((_spoken(phrase), claim.noun)).strip()


def _open(claim: Claim, value: float, unit: str) -> str:
    """Positions and money are printed as they are."""
    if claim.kind in PERCENT_KINDS or unit == "fraction":
        return _percent(claim, value)
    if unit == "eur":
        return _spoken(wording.hedge(value, 100 if value < 100_000 else 1000)) + " Euro"
    return " ".join((german.amount(value, unit), claim.noun)).strip()


def _reckoned(claim: Claim, measured: Measured, exactness: Exactness, answers: Answers) -> str:
    """What was divided by or through a count: the published number, with a hedge where it is not the exact one."""
    published = exactness.published(claim)
    value = published or measured
    for phrase in _phrases(claim, value, published is not None, answers):
        said = _said(claim, phrase, answers)
        if answers.of(said, measured) == "true" and exactness.publishable(said, measured):
            return _in_unit(claim, phrase, answers.unit(claim))
    return _in_unit(claim, Phrase("rund", _printed(claim, value, answers)), answers.unit(claim))


def _phrases(claim: Claim, value: Measured, is_public: bool, answers: Answers) -> Iterator[Phrase]:
    """Ways of saying it, the plainest first."""
    unit = answers.unit(claim)
    number = _printed(claim, value, answers)
    percent = claim.kind in PERCENT_KINDS or unit == "fraction"
    if unit == "persons_per_fte" and wording.round_to(number, 5) != claim.value:
        yield Phrase("rund", wording.round_to(number, 5))
    if is_public or percent:
        yield Phrase("", number)
        yield Phrase("rund", number)
    factor = 100.0 if percent else 1.0
    size = value if value.printed >= 0 else value.scaled(-1)
    ends = sorted((size.low * factor, size.high * factor))
    known = wording.Interval(ends[0], ends[1], size.printed * factor)
    yield wording.hedge(known, unit=answers.grain_unit(claim))


def _printed(claim: Claim, value: Measured, answers: Answers) -> float:
    """The number as it is printed, percentages in percent."""
    unit = answers.unit(claim)
    if claim.kind in PERCENT_KINDS or unit == "fraction":
        return float(german.rounded(abs(value.printed) * 100, 1 if claim.kind == "points" else 0))
    return float(german.rounded(abs(value.printed), _PLACES.get(unit, 0)))


def _said(claim: Claim, phrase: Phrase, answers: Answers) -> Claim:
    """The claim with another number, for the question whether it would be true."""
    unit = answers.unit(claim)
    percent = claim.kind in PERCENT_KINDS or unit == "fraction"
    places = 1 if claim.kind == "points" else _PLACES.get(unit, 0)
    step = 10.0**-places / (100 if percent else 1)
    value = phrase.number / (100 if percent else 1)
    return replace(
        claim, value=value, step=step, hedge=phrase.hedge, upper=None, approximate=False, direction=0
    )


def _in_unit(claim: Claim, phrase: Phrase, unit: str) -> str:
    if claim.kind in PERCENT_KINDS or unit == "fraction":
        return _percent(claim, phrase.number / 100, phrase.hedge)
    places = _PLACES.get(unit, 0)
    number = german.number(phrase.number, places, at_least=min(places, 1))
    if unit == "persons_per_fte" and _RATIO.search(claim.text):
        return f"{phrase.hedge} 1 zu {number}".strip()
    noun = claim.noun
    if unit == "eur_per_person":
        noun = f"Euro {_EURO.sub('', claim.noun)}".strip()
    return " ".join(filter(None, (phrase.hedge, number, noun)))


def _percent(claim: Claim, share: float, hedge: str = "") -> str:
    noun, places = ("Prozentpunkte", 1) if claim.kind == "points" else ("Prozent", 0)
    return f"{hedge} {german.number(share * 100, places)} {noun}".strip()


def _spoken(phrase: Phrase) -> str:
    return " ".join((phrase.hedge, german.number(phrase.number))).strip()


def _more_or_less(claim: Claim, measured: Measured) -> str:
    """Which way it went, where the words around the number do not say so already («wuchs um 145»)."""
    if claim.kind not in ("change", "relative", "points"):
        return ""
    told = claim.direction and (claim.direction < 0) == (measured.printed < 0)
    if told and not _COMPARATIVE.search(claim.text):
        return ""
    return " weniger" if measured.printed < 0 else " mehr"
