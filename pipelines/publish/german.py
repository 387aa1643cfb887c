"""Figures, dates and changes as Germans read them: every string a person sees of a figure is made here.

Rounding happens once, half away from zero, from exact rational numbers (DOMAIN.md, "Words in print").
Table signs follow DIN 55301.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from pipelines.metrics.model import Figure
from pipelines.publish.smallbase import SMALLEST_BASE, too_few

NARROW = "\u202f"  # narrow no-break space, before a percent sign and between number and unit
MINUS = "\u2212"
ZERO, UNKNOWN, SUPPRESSED, UNDEFINED, LATER, CORRECTED = "–", ".", "•", "x", "…", "r"
UNRELIABLE = "/"
SIGNS = {
    ZERO: "genau null",
    UNKNOWN: "unbekannt",
    SUPPRESSED: "nicht veröffentlicht",
    UNDEFINED: "nicht sinnvoll",
    UNRELIABLE: f"nicht sicher genug, Gesamtzahl unter {SMALLEST_BASE}",
    LATER: "folgt später",
    CORRECTED: "berichtigt",
}
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
_TYPED_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_WITHIN = str.maketrans("«»", "‹›")
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NEARLY = "nahezu unverändert"

Number = int | float | Decimal | Fraction


def exact(value: Number) -> Fraction:
    """The number a person means: a float counts as the decimal it prints as (0.1 is one tenth)."""
    return Fraction(Decimal(repr(value))) if isinstance(value, float) else Fraction(value)


def rounded(value: Number, places: int = 0) -> Decimal:
    """`value` with `places` decimals, half away from zero."""
    number_ = exact(value)
    scaled, below = abs(number_.numerator) * 10**places, number_.denominator
    whole = (2 * scaled + below) // (2 * below)
    return Decimal(-whole if number_.numerator < 0 else whole).scaleb(-places)


def number(value: Number, places: int = 0, at_least: int | None = None) -> str:
    """A German number; trailing zeros beyond `at_least` decimals are dropped.

    >>> number(1050), number(Decimal("4.75"), 2), number(Decimal("4"), 2, at_least=1), number(-29)
    ('1.050', '4,75', '4,0', '−29')
    """
    keep = places if at_least is None else at_least
    made = rounded(value, places)
    digits = f"{abs(made):,.{places}f}"
    whole, _, decimals = digits.partition(".")
    while len(decimals) > keep and decimals.endswith("0"):
        decimals = decimals[:-1]
    text = whole.replace(",", ".") + ("," + decimals if decimals else "")
    return MINUS + text if made < 0 else text


def percent(fraction: Number, places: int = 1) -> str:
    """A fraction as a percentage with a narrow no-break space.

    >>> percent(0.781) == "78,1\u202f%"
    True
    """
    return number(exact(fraction) * 100, places) + NARROW + "%"


def ratio(persons_per_fte: Number) -> str:
    """A caseload, rounded half up.

    >>> ratio(Fraction(1048, 4))
    '1 : 262'
    """
    return f"1 : {number(persons_per_fte)}"


def eur(amount: Number) -> str:
    """Whole euros with the sign behind a narrow no-break space."""
    return number(amount) + NARROW + "€"


def day(on: date) -> str:
    """30.06.2022"""
    return f"{on.day:02d}.{on.month:02d}.{on.year:04d}"


def month(on: date) -> str:
    """Juni 2022"""
    return f"{MONTHS[on.month - 1]} {on.year}"


def file_name(words: str) -> str:
    """German words as the name of a file: ASCII, lower case, joined by hyphens.

    >>> file_name("Zugänge nach Aufenthaltsstatus (Gruppen)")
    'zugaenge-nach-aufenthaltsstatus-gruppen'
    """
    spelled = words.lower().translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def quoted(text: str) -> str:
    """Words in quotation marks; marks within them become single ones.

    >>> quoted("am häufigsten «Ukraine»")
    '«am häufigsten ‹Ukraine›»'
    """
    return f"«{text.translate(_WITHIN)}»"


def typed_day(text: str) -> date | None:
    """The day that somebody typed into a form; None for anything else, also for a year of two digits.

    >>> typed_day("14.07.2022"), typed_day("31.02.2022"), typed_day("14.7.22")
    (datetime.date(2022, 7, 14), None, None)
    """
    typed = _TYPED_DAY.fullmatch(text)
    try:
        return date(int(typed[3]), int(typed[2]), int(typed[1])) if typed else None
    except ValueError:
        return None  # 31.02.: the caller has the sentence


def stand(as_of: date) -> str:
    """The phrase of a press release; from the Stichtag, never from an export date."""
    return f"Stand: {month(as_of)}"


def fte(value: Number) -> str:
    """Positions: one or two decimals."""
    return number(value, 2, at_least=1)


_WORDING = {
    "persons": number,
    "places": number,
    "consultations": number,
    "fte": fte,
    "eur": eur,
    "eur_per_person": eur,
    "fraction": percent,
    "persons_per_fte": ratio,
    "per_1000": lambda value: number(value, 1),
    "months": lambda value: number(value, 1),
    "consultations_per_person": lambda value: number(value, 1),
    "consultations_per_fte": lambda value: number(value, 0),
}

UNIT_NAMES = {
    "persons": "Personen",
    "places": "Plätze",
    "consultations": "Beratungen",
    "fte": "Vollzeitstellen (VZÄ)",
    "eur": "Euro",
    "eur_per_person": "Euro je Person",
    "fraction": "Prozent",
    "persons_per_fte": "Personen je Vollzeitstelle",
    "per_1000": "je 1.000 Einwohner",
    "months": "Monate",
    "consultations_per_person": "Beratungen je Person",
    "consultations_per_fte": "Beratungen je Vollzeitstelle",
}
_SINGULAR = {"persons": "Person", "places": "Platz", "consultations": "Beratung", "months": "Monat"}


def value_of(figure: Figure) -> Fraction | None:
    """The figure as an exact number: ratios from numerator and denominator, the rest from the value.

    A published rate is the printed one: no digit is behind it.
    """
    if figure.value is None:
        return None
    if (
        figure.kind == "ratio"
        and figure.status != "rounded"
        and figure.numerator is not None
        and figure.denominator
    ):
        quotient = exact(figure.numerator) / exact(figure.denominator)
        return quotient * 1000 if figure.unit == "per_1000" else quotient
    return exact(figure.value)


def amount(value: Number, unit: str) -> str:
    """A number in the form its unit asks for: `amount(Fraction(1048, 4), "persons_per_fte")` is «1 : 262»."""
    return _WORDING[unit](value)


def shown(figure: Figure) -> str:
    """The one string of a figure, on page, paper and in files: a number or a DIN 55301 sign.

    A sign has no number to draw or to write beside it, also where a figure has a value (`too_few`).
    """
    if figure.status == "suppressed":
        return SUPPRESSED
    value = value_of(figure)
    if value is None:
        if figure.status == "undefined":
            return UNDEFINED
        return LATER if figure.preliminary else UNKNOWN
    if too_few(figure):
        return UNRELIABLE
    if figure.status == "rounded":
        return published(value, figure.unit)
    return in_table(value, figure.unit)


def in_table(value: Number, unit: str) -> str:
    """An exact number as a table prints it: «–» for exactly zero, but a caseload keeps its form.

    >>> in_table(0, "persons"), in_table(0, "persons_per_fte")
    ('–', '1 : 0')
    """
    return ZERO if value == 0 and unit != "persons_per_fte" else amount(value, unit)


def legend(used: Collection[str]) -> list[str]:
    """What the signs among these strings mean.

    >>> legend({"1.045", "–"})
    ['– = genau null']
    """
    return [f"{sign} = {meaning}" for sign, meaning in SIGNS.items() if sign in used]


def marked(text: str, corrected: bool) -> str:
    """A figure's string as a table prints it: with the sign «r» where something else was printed before.

    >>> marked("1.045", True) == "1.045\u202fr", marked("1.045", False)
    (True, '1.045')
    """
    return f"{text}{NARROW}{CORRECTED}" if corrected else text


def corrected_among(names: Iterable[str], flags: Iterable[bool]) -> str:
    """The columns of a row whose number is corrected: what a file says in a column of its own, beside pure numbers.

    >>> corrected_among(("2021", "2022"), (False, True))
    '2022'
    """
    return ", ".join(name for name, corrected in zip(names, flags, strict=True) if corrected)


def published(value: Number, unit: str) -> str:
    """A number of the public world: whole percent; a rounded «0» stands for 0 to 4 and is no «genau null».

    >>> published(0, "persons"), published(Fraction(400, 510), "fraction") == "78\u202f%"
    ('0', True)
    """
    return percent(value, 0) if unit == "fraction" else amount(value, unit)


def in_prose(figure: Figure) -> str:
    """A figure inside a sentence: zero is «0» there, not a table sign. Who tells a share asks `too_few` first."""
    value = value_of(figure)
    if value is None or figure.status == "rounded":
        return shown(figure)
    return amount(value, figure.unit)


def quantity(value: Number, unit: str) -> str:
    """A number with its noun for a sentence; percent is written out in prose."""
    text = amount(value, unit)
    if unit == "fraction":
        return text.replace("%", "Prozent")
    if unit in {"persons_per_fte", "eur"}:
        return text
    if unit == "eur_per_person":
        return f"{text} je Person"
    if abs(exact(value)) == 1 and unit in _SINGULAR:
        return f"{text} {_SINGULAR[unit]}"
    return f"{text} {UNIT_NAMES[unit].removesuffix(' (VZÄ)')}"


def change(now: Number, before: Number, unit: str, when: str = "vor einem Jahr", whole: bool = False) -> str:
    """The change in words. whole: the percentages compared are whole ones (published).

    >>> change(1048, 1019, "persons"), change(0.5, 0.5001, "fraction")
    ('29 mehr als vor einem Jahr', 'nahezu unverändert')
    """
    difference = exact(now) - exact(before)
    if difference == 0:
        return f"genauso viele wie {when}" if unit in _SINGULAR else f"genauso hoch wie {when}"
    size = _step(abs(difference), unit, whole)
    if size is None:
        return _NEARLY
    more, less = ("höher", "niedriger") if unit == "persons_per_fte" else ("mehr", "weniger")
    return f"{size} {more if difference > 0 else less} als {when}"


def _step(size: Fraction, unit: str, whole: bool) -> str | None:
    """How far apart two figures are, None when nothing is left after rounding."""
    if unit == "fraction":
        points = rounded(size * 100, 1)
        shown_points = number(points, 1, at_least=0 if whole else 1)
        return None if points == 0 else f"{shown_points} Prozentpunkt{'' if shown_points == '1' else 'e'}"
    if unit == "persons_per_fte":
        persons = rounded(size)
        return None if persons == 0 else f"um {number(persons)}"
    text = amount(size, unit)
    return None if rounded(size, 1 if "," in text else 0) == 0 else text
