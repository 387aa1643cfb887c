"""Rates and other numbers derived from printed ones, and what a printed figure was before it was corrected."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from pipelines.disclosure import ratios
from pipelines.metrics import Figure
from pipelines.releases.printed_number import PLACES, PrintedQuotient, earlier_of


def printed(figure: Figure) -> int | float | None:
    """The number that is printed of a figure over published cells; None where there is none, or it may not be told."""
    if figure.value is None:
        return None
    if figure.kind == "ratio":
        return rate(figure)
    return _derived(figure.value) if isinstance(figure.value, float) else figure.value


def correction(before: Figure, value: int | float | None) -> tuple[bool, int | float | None]:
    """Whether something else than `value` (None: no number) stood here before, and which number; None: none, or one
    that is not known. before: the figure with the city's records as they were printed, over the cells of today.

    What several cells make together may be what it was although they were corrected: then nothing changed.
    """
    parts = (before.numerator, before.denominator) if before.kind == "ratio" else (before.value,)
    given = [part for part in parts if part is not None]
    if len(given) < len(parts):
        return value is not None, None
    stood = [earlier_of(part) for part in given]
    if None in stood:
        return True, None
    earlier = stood[0]
    if before.kind == "ratio":
        earlier = rate(replace(before, numerator=stood[0], denominator=stood[1]))
    elif isinstance(earlier, float):
        earlier = _derived(earlier)
    return (True, earlier) if earlier != value else (False, None)


def _derived(value: float) -> float:
    """Positions as they are printed; how far the exact number may be off stays with them."""
    made = float(ratios.half_away(Fraction(value), PLACES["fte"]))
    return value.printed(made) if isinstance(value, PrintedQuotient) else made


def rate(figure: Figure) -> int | float | None:
    """A rate from printed numbers, no finer than the public may see it; None below the least denominator."""
    above, below = figure.numerator or 0, figure.denominator or 0
    if figure.unit == "fraction":
        whole = ratios.percent(int(above), int(below))
        return None if whole is None else whole / 100
    if figure.unit == "persons_per_fte":
        return ratios.per_unit(int(above), Fraction(below))
    if figure.unit == "per_1000":
        per = ratios.per_thousand(int(above), int(below))
        return None if per is None else float(per)
    least = ratios.LEAST_DENOMINATOR if figure.unit != "consultations_per_fte" else 0
    return (
        None if below < least or not below else float(ratios.half_away(Fraction(above) / Fraction(below), 1))
    )
