"""Of how many at least a percentage is told: of fewer it is not reliable, in a table as in a sentence (DOMAIN.md)."""

from __future__ import annotations

from pipelines.metrics import catalogue
from pipelines.metrics.model import Figure

SMALLEST_BASE = 50  # the internal world, of exact numbers
SMALLEST_PUBLIC_BASE = 100  # the public world, of printed numbers
_COUNTED = ("persons", "fte", "consultations", "places")


def smallest_base(public: bool) -> int:
    """Of how many at least a percentage is told, in the public or the internal world."""
    return SMALLEST_PUBLIC_BASE if public else SMALLEST_BASE


def base_unit(figure: Figure) -> str:
    """What a figure is a share of: persons, places, eur; "" when it is no share."""
    return catalogue.base_unit(catalogue.metric(figure.metric))


def too_few(figure: Figure) -> bool:
    """Whether a share is one of too few to be told. Money is not counted by heads."""
    if figure.unit != "fraction" or figure.value is None or figure.denominator is None:
        return False
    few = figure.denominator < smallest_base(figure.status == "rounded")
    return few and base_unit(figure) in _COUNTED
