"""The metric catalogue: one YAML file per metric, checked as a whole before any figure is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pipelines.errors import Problem, UsageProblem
from pipelines.hints import did_you_mean
from pipelines.metrics.entry import Measure, Metric, Operand, Term, read
from pipelines.metrics.populations import population

__all__ = ["Measure", "Metric", "Operand", "Term"]

FOLDER = Path(__file__).with_name("catalogue")


@cache
def load(folder: Path = FOLDER) -> dict[str, Metric]:
    """The checked catalogue by id, in alphabetical order.

    Raises Problem naming file and fault: duplicates, unknown references, cycles, missing texts.
    """
    metrics: dict[str, Metric] = {}
    for path in sorted(folder.glob("*.yml")):
        metric = read(path)
        if metric.id in metrics or metric.id != path.stem:
            raise Problem(
                f"{path.name}: Die Kennzahl «{metric.id}» ist doppelt oder heißt anders als ihre Datei."
            )
        metrics[metric.id] = metric
    for metric in metrics.values():
        _check_references(metric, metrics)
        _refuse_cycles(metric.id, metrics, ())
        _check_dimensions(metric, metrics)
    return metrics


def metric(name: str) -> Metric:
    """The metric called `name`; UsageProblem with a suggestion when there is none."""
    known = load()
    if name not in known:
        raise UsageProblem(f"Die Kennzahl «{name}» gibt es nicht. {did_you_mean(name, known)}")
    return known[name]


def measures() -> Iterator[Measure]:
    """Every measure of the catalogue, once, in the order of the metrics."""
    parts = (part for metric in load().values() for part in metric.operands if isinstance(part, Measure))
    return iter(dict.fromkeys(parts))


def needs_period(entry: Metric) -> bool:
    """Whether a question about this metric must name the start of a period."""
    if entry.calendar_year:
        return False
    own = any(isinstance(part, Measure) and population(part.population).flow for part in entry.operands)
    return own or any(needs_period(metric(reference)) for reference in entry.references)


def base_unit(entry: Metric) -> str:
    """What a metric is a share of, as a unit: persons, places, eur; "" for a metric that is no ratio."""
    if entry.denominator is None:
        return ""
    if isinstance(entry.denominator, Measure):
        return population(entry.denominator.population).unit
    return metric(entry.denominator.metric).unit


def can_be_negative(entry: Metric) -> bool:
    """Whether a figure can lie below zero: something is taken away in it, or it is carried over from another year."""
    carried = isinstance(entry.value, Measure) and entry.value.expression == "carry_over"
    taken = any(term.sign < 0 for term in entry.terms)
    return carried or taken or any(can_be_negative(metric(reference)) for reference in entry.references)


def is_divided(entry: Metric) -> bool:
    """Whether a division is part of a figure, in the metric itself or in one that it refers to: it is printed rounded."""
    return entry.denominator is not None or any(is_divided(metric(name)) for name in entry.references)


def _check_references(metric: Metric, metrics: Mapping[str, Metric]) -> None:
    for reference in metric.references:
        if reference not in metrics:
            raise Problem(
                f"{metric.id}.yml: Die Kennzahl «{reference}» gibt es nicht. {did_you_mean(reference, metrics)}"
            )


def _check_dimensions(metric: Metric, metrics: Mapping[str, Metric]) -> None:
    """Refuse a dimension that what is counted does not have: the breakdown would silently be a total."""
    counted = metric.operands if metric.denominator is None else metric.operands[:1]
    for part in counted:
        known = dimensions_of(part, metrics)
        for dimension in (*metric.dimensions, *metric.always_by):
            if dimension not in known:
                raise Problem(
                    f"{metric.id}.yml: Was hier gezählt wird, hat die Gliederung «{dimension}» nicht. "
                    f"{did_you_mean(dimension, known)}"
                )


def dimensions_of(part: Operand, metrics: Mapping[str, Metric]) -> frozenset[str]:
    """What an operand can be broken down by."""
    if isinstance(part, Measure):
        return population(part.population).dimensions
    inner = metrics[part.metric]
    return frozenset(inner.dimensions) | frozenset(inner.always_by)


def _refuse_cycles(name: str, metrics: Mapping[str, Metric], above: tuple[str, ...]) -> None:
    if name in above:
        raise Problem(f"{name}.yml: Die Kennzahlen verweisen im Kreis: {' → '.join((*above, name))}.")
    for reference in metrics[name].references:
        _refuse_cycles(reference, metrics, (*above, name))
