"""Of how many at least a percentage is told: of fewer it is not reliable, in a table as in a sentence (DOMAIN.md)."""

from __future__ import annotations

from pipelines.metrics import catalogue
from pipelines.metrics.catalogue import Metric
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


def is_share(entry: Metric) -> bool:
    """Whether a metric is a percentage of something counted; money is not counted by heads."""
    return entry.unit == "fraction" and catalogue.base_unit(entry) in _COUNTED


def too_few(figure: Figure) -> bool:
    """Whether a share is one of too few to be told."""
    if figure.unit != "fraction" or figure.value is None or figure.denominator is None:
        return False
    few = figure.denominator < smallest_base(figure.status == "rounded")
    return few and is_share(catalogue.metric(figure.metric))
