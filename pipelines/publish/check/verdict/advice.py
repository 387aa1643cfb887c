"""The German sentences of the check: why a verdict, and how to say it instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from pipelines.metrics import catalogue, dimensions
from pipelines.publish import german, smallbase
from pipelines.publish.check.calendar import days
from pipelines.publish.check.model import Claim
from pipelines.publish.check.numbers import hedges
from pipelines.publish.check.verdict.answers import PERCENT_KINDS
from pipelines.publish.check.verdict.facts import Facts
from pipelines.publish.check.verdict.values import Measured
from pipelines.publish.wording import HEDGES

PART_OF_THE_WHOLE = "Der Satz nennt einen Teil der Zielgruppe, für den keine Zahl gefunden wurde."
OTHER_READING = (
    "Die Zahl passt zu einer Gruppe oder einem Tag, die daneben stehen; bitte im selben Satzteil nennen."
)
OF_THE_BODY = "Das kann eine eigene Zahl des Trägers sein; bitte schreiben, dass das Integrationsmanagement gemeint ist."
BEFORE_OUR_DATA = "So weit reichen die Daten nicht zurück; die Zahl lässt sich nicht prüfen."
_MISSING = {
    "group": "Für diese Gruppe gibt es zu diesem Stichtag keine Zahl.",
    "suppressed": "Diese Zahl ist nicht veröffentlicht.",
    "undated": "Zu dieser Zahl (oder ihrem Vergleich) fehlt der Stichtag oder der Zeitraum; bitte ergänzen.",
    "undefined": "Diese Verhältniszahl ist zu diesem Stichtag nicht bestimmt.",
}


def checked(count: int) -> str:
    """How a summary of the verdicts begins."""
    return f"{count} {'Aussage' if count == 1 else 'Aussagen'} geprüft"


def unknown(claim: Claim, why: str, facts: Facts, internal: bool) -> str:
    """Why the world of numbers does not answer."""
    if why == "preliminary":
        return f"Der Stichtag liegt nach dem Datenstand ({german.day(facts.data_as_of)}); die Zahl wäre vorläufig."
    if why in _MISSING:
        return _MISSING[why]
    as_of = claim.time.as_of
    if not internal and as_of and not days.is_month_end(as_of):
        return f"Öffentlich sind nur Monatsenden; {german.day(as_of)} ist keines."
    return f"{_name(claim)} gibt es {_when(claim)} in dieser Freigabe nicht."


def small_base(internal: bool) -> str:
    least = smallbase.smallest_base(not internal)
    return f"Prozente nennt man nur ab einer Gesamtzahl von {least}; hier ist sie kleiner."


def ambiguous(claim: Claim, others: tuple[str, ...]) -> str:
    """Several metrics fit and they do not agree."""
    names = " oder ".join(f"«{_metric_name(metric)}»" for metric in (claim.metric, *others))
    return f"Gemeint sein kann {names}; bitte genauer schreiben."


def shown(claim: Claim, measured: Measured, unit: str, internal: bool) -> str:
    """The figure as every other document prints it."""
    value = measured.printed
    if claim.kind == "factor":
        return f"{german.number(value, 2, at_least=1)}-fach"
    if claim.kind == "points":
        return f"{german.number(value * 100, 1)}{german.NARROW}Prozentpunkte"
    if claim.kind in PERCENT_KINDS or unit == "fraction":
        return german.percent(value, 1 if internal else 0)
    return german.in_table(value, unit)


def reason(claim: Claim, measured: Measured, answer: str, shown_as: str, unit: str, internal: bool) -> str:
    """One or two short sentences; in the public world they rest on the published value alone."""
    source = "Der Wert ist" if internal else "Veröffentlicht ist"
    if claim.before:
        source = f"Gegenüber {_day(claim.before.as_of)} ist die Veränderung"
    if claim.against is not None:
        source = f"Im Vergleich mit «{_groups(claim.against)}» ist der Unterschied"
    parts = [f"{_name(claim)} {_when(claim)}: {source} {shown_as}."]
    if answer != "true":
        parts.append(_why_not(claim, measured, answer))
    if claim.time.source == "assumed":
        parts.append("Der Stichtag ist angenommen.")
    return " ".join(parts)


def _why_not(claim: Claim, measured: Measured, answer: str) -> str:
    printed = claim.text
    if answer == "undecidable":
        return f"«{printed}» ist genauer als die veröffentlichte Zahl."
    word = claim.hedge.lower()
    if len(hedges.parts(word)) > 1:
        return f"Zwei Einschränkungen zusammen («{word}») passen nicht; bitte nur eine verwenden."
    if claim.upper is not None:
        return "Der Wert liegt nicht in der genannten Spanne."
    family = HEDGES.get(word, "none")
    if claim.direction and measured.printed * claim.direction < 0:
        return f"«{printed}» stimmt nicht, die Richtung ist umgekehrt."
    if family == "none":
        return f"«{printed}» stimmt damit nicht überein."
    if not measured.exact:
        return f"«{word}» gilt nicht für jeden Wert, für den die veröffentlichte Zahl steht."
    why = {
        "about": "die Abweichung ist dafür zu groß",
        "above": "der Wert liegt nicht darüber",
        "just_above": "der Wert liegt nicht knapp darüber",
        "below": "der Wert liegt nicht darunter",
        "just_below": "der Wert liegt nicht knapp darunter",
        "at_least": "der Wert liegt darunter",
        "at_most": "der Wert liegt darüber",
    }[family]
    return f"«{word}» stimmt nicht: {why}."


def _name(claim: Claim) -> str:
    groups = _groups(claim.by)
    name = f"«{_metric_name(claim.metric)}»" + (f" ({groups})" if groups else "")
    return f"Rest zu {name}" if claim.rest else name


def _groups(by: Mapping[str, str]) -> str:
    return ", ".join(_group(dimension, code) for dimension, code in by.items())


def _group(dimension: str, code: str) -> str:
    known = dimensions.load().get(dimension)
    label = known.label(code) if known else code
    return f"{label} Jahre" if label == code and dimension == "age_band" else label


def _metric_name(metric: str) -> str:
    known = catalogue.load()
    return known[metric].name if metric in known else metric


def _when(claim: Claim) -> str:
    time = claim.time
    if time.period_from and time.as_of:
        return f"vom {_day(time.period_from + timedelta(days=1))} bis {_day(time.as_of)}"
    return f"zum {_day(time.as_of)}"


def _day(day: date | None) -> str:
    return german.day(day) if day else "unbekanntem Tag"


def plain(text: str) -> str:
    """Control characters of a hostile draft never reach a terminal."""
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text)
