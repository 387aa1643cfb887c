"""What if: simple arithmetic on top of released figures, never a figure itself. Every assumption has its sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pipelines.months import month_end, months_later
from pipelines.publish import german

MONTHS_AHEAD = 24


@dataclass(frozen=True)
class Start:
    """The released figures a scenario starts from. rate: EUR per funded FTE and year. preliminary: they are so."""

    as_of: date
    persons: Fraction
    filled: Fraction
    funded: Fraction
    target: Fraction
    rate: Fraction
    preliminary: bool


@dataclass(frozen=True)
class Scenario:
    """plus: persons more (or fewer) by `by`, evenly. positions: filled FTE more or fewer from the first month on."""

    plus: Fraction
    by: date
    target: Fraction
    rate: Fraction
    positions: Fraction


@dataclass(frozen=True)
class Month:
    """One month end of a scenario; caseload is None without filled positions."""

    on: date
    persons: Fraction
    filled: Fraction
    caseload: Fraction | None
    needed: Fraction
    missing: Fraction


def read(fields: Mapping[str, str], start: Start) -> tuple[Scenario, list[str]]:
    """The scenario that the fields of the form describe, and a sentence for every field that cannot be used."""
    sentences: list[str] = []

    def take(word: str, label: str, usual: Fraction, low: int, high: int) -> Fraction:
        text = fields.get(word, "").strip()
        if not text:
            return usual
        value = number_of(text)
        if value is None:
            sentences.append(
                f"{label}: {german.quoted(text)} ist keine Zahl; gerechnet wird mit {_plain(usual)}."
            )
            return usual
        if not low <= value <= high:
            sentences.append(
                f"{label}: Möglich sind {_plain(low)} bis {_plain(high)}; gerechnet wird mit {_plain(usual)}."
            )
            return usual
        return value

    scenario = Scenario(
        plus=take("plus", "Personen", Fraction(0), -5000, 5000),
        by=_month(fields.get("bis", ""), start.as_of, sentences),
        target=take("ziel", "Zielschlüssel", start.target, 10, 1000),
        rate=take("satz", "Satz je Stelle", start.rate, 0, 500_000),
        positions=take("stellen", "Stellen", Fraction(0), -100, 100),
    )
    return scenario, sentences


def number_of(text: str) -> Fraction | None:
    """The number that somebody typed: «64.000», «64 000,50», «−0,75», «0.75»; None for what is none.

    Before groups of three digits a dot marks thousands, as in every number that the form itself shows.
    """
    typed = _BETWEEN_DIGITS.sub("", text.strip()).replace(german.MINUS, "-")
    if _GERMAN.fullmatch(typed):
        typed = typed.replace(".", "").replace(",", ".")
    elif not _WITH_A_DOT.fullmatch(typed):
        return None
    return Fraction(typed)


_BETWEEN_DIGITS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", re.ASCII)
_GERMAN = re.compile(r"[+-]?(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?", re.ASCII)
_WITH_A_DOT = re.compile(r"[+-]?\d+\.\d+", re.ASCII)


def _plain(value: Fraction | int) -> str:
    return german.number(value, 2, at_least=0)


def _month(text: str, as_of: date, sentences: list[str]) -> date:
    usual = months_later(as_of, 12)
    if not text.strip():
        return usual
    try:
        day = month_end(month_of(text, as_of))
    except ValueError:
        sentences.append(
            f"Bis: {german.quoted(text)} ist kein Monat; gerechnet wird bis {german.month(usual)}."
        )
        return usual
    if not as_of < day <= months_later(as_of, MONTHS_AHEAD):
        sentences.append(
            f"Bis: Möglich sind die nächsten {MONTHS_AHEAD} Monate; gerechnet wird bis {german.month(usual)}."
        )
        return usual
    return day


def month_of(text: str, as_of: date) -> date:
    """The first day of a month as people write it: 2026-08, 08/2026, 31.08.2026, August 2026, or August (the next one).

    Raises ValueError for anything else.
    """
    found = _MONTH.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    if found["iso"]:
        return date(int(found["iso"]), int(found["iso_month"]), 1)
    if found["number"]:
        return date(int(found["year"]), int(found["number"]), 1)
    number = next((at for at in range(1, 13) if _is_called(found["name"], at)), 0)
    if found["named_year"] or not number:
        return date(int(found["named_year"] or 0), number, 1)
    return date(as_of.year + (number <= as_of.month), number, 1)


_MONTH = re.compile(
    r"(?P<iso>\d{4})-(?P<iso_month>\d{1,2})(?:-\d{1,2})?"
    r"|(?:\d{1,2}\.)?(?P<number>\d{1,2})[./](?P<year>\d{4})"
    r"|(?P<name>[A-Za-zä]{3,9})\.?(?: (?P<named_year>\d{4}))?"
)


def _is_called(name: str, month: int) -> bool:
    return german.month(date(2000, month, 1)).lower().startswith(name.lower())


def course(start: Start, scenario: Scenario) -> list[Month]:
    """The next 24 month ends, the start first."""
    whole = (scenario.by.year - start.as_of.year) * 12 + scenario.by.month - start.as_of.month
    months = []
    for step in range(MONTHS_AHEAD + 1):
        persons = start.persons + scenario.plus * min(Fraction(step, whole), Fraction(1))
        filled = max(start.filled + (scenario.positions if step else 0), Fraction(0))
        needed = persons / scenario.target
        caseload = persons / filled if filled else None
        months.append(
            Month(months_later(start.as_of, step), persons, filled, caseload, needed, needed - filled)
        )
    return months


def assumptions(start: Start, scenario: Scenario) -> list[str]:
    """What the scenario takes for granted, in words."""
    said = [
        f"Ausgangspunkt: {german.number(start.persons)} aktive Personen und {german.fte(start.filled)} besetzte Stellen "
        f"am {german.day(start.as_of)}{' (vorläufig)' if start.preliminary else ''}."
    ]
    if scenario.plus:
        said.append(
            f"Bis {german.month(scenario.by)} {_grown(scenario.plus)}, danach bleibt die Zahl gleich."
        )
    else:
        said.append("Die Zahl der Personen bleibt gleich.")
    if scenario.positions:
        more = "mehr" if scenario.positions > 0 else "weniger"
        said.append(f"Ab dem ersten Monat sind {german.fte(abs(scenario.positions))} Stellen {more} besetzt.")
    said.append(f"Das Ziel ist {german.ratio(scenario.target)}.")
    said.append(f"Gerechnet wird mit {german.eur(scenario.rate)} je geförderter Stelle und Jahr.")
    return said


def _grown(plus: Fraction) -> str:
    """«werden es gleichmäßig 20 Personen weniger», «wird es eine Person mehr»."""
    more = "mehr" if plus > 0 else "weniger"
    if abs(plus) == 1:
        return f"wird es eine Person {more}"
    return f"werden es gleichmäßig {german.quantity(abs(plus), 'persons')} {more}"


def shares(total: Fraction, parts: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Split `total` over the Träger in today's proportion (an assumption of its own)."""
    whole = sum(parts.values(), Fraction(0))
    return {name: total * part / whole for name, part in parts.items()} if whole else {}
