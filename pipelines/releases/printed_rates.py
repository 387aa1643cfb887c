"""Rates of printed numbers, and what a printed figure was before its cells were corrected."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from pipelines.disclosure import ratios
from pipelines.metrics import Figure
from pipelines.releases.printed_number import earlier_of


def correction(figure: Figure, value: int | float) -> tuple[bool, int | float | None]:
    """Whether another number than `value` stood here before, and which (None when that is not known).

    What several cells make together may be what it was although they were corrected: then nothing changed.
    """
    parts = (figure.numerator, figure.denominator) if figure.kind == "ratio" else (figure.value,)
    before = [None if part is None else earlier_of(part) for part in parts]
    if None in before:
        return True, None
    earlier = before[0]
    if figure.kind == "ratio":
        earlier = rate(replace(figure, numerator=before[0], denominator=before[1]))
    return (True, earlier) if earlier != value else (False, None)


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
