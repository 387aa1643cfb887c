"""The metric catalogue: one YAML file per metric, checked as a whole before any figure is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pipelines.declarations import read_yaml
from pipelines.errors import Problem, UsageProblem
from pipelines.hints import did_you_mean
from pipelines.metrics import dimensions as dims
from pipelines.metrics.populations import population

FOLDER = Path(__file__).with_name("catalogue")
UNITS = [
    "persons",
    "fte",
    "eur",
    "fraction",
    "persons_per_fte",
    "per_1000",
    "months",
    "consultations",
    "consultations_per_person",
    "consultations_per_fte",
    "eur_per_person",
]
KINDS = ("stock", "flow", "cumulative", "ratio", "distribution")
AUDIENCES = ("ob", "council", "press")
_TEXTS = ("id", "name", "short", "unit", "kind", "definition", "is_not", "owner", "source")
_AGGREGATES = ("count", "sum", "max", "quantile")


@dataclass(frozen=True)
class Measure:
    """An aggregate over a population: SQL fragments over its columns; quantile in (0, 1)."""

    population: str
    aggregate: str
    expression: str = "*"
    where: str = "true"
    quantile: float | None = None

    @property
    def adds_up_nothing(self) -> bool:
        """Whether a cell without a row that meets the condition is the sum of nothing: zero, not «not recorded»."""
        return self.aggregate == "sum" and self.where != "true"

    @property
    def sql(self) -> str:
        """The aggregate as one SQL expression."""
        if self.aggregate == "quantile":
            inner = f"quantile_cont({self.expression}, {self.quantile})"
        else:
            inner = f"{self.aggregate}({self.expression})"
        return f"{inner} FILTER (WHERE {self.where})"


@dataclass(frozen=True)
class Term:
    """A reference to another metric with its sign in a sum."""

    metric: str
    sign: int = 1


Operand = Measure | Term


@dataclass(frozen=True)
class Metric:
    """One catalogue entry. Exactly one form: a value, a sum of terms, or numerator over denominator (times scale)."""

    id: str
    name: str
    short: str
    unit: str
    kind: str
    definition: str
    is_not: str
    owner: str
    source: str
    audience: tuple[str, ...]
    valid_from: Any
    version: int
    series_breaks: tuple[Mapping[str, Any], ...]
    dimensions: tuple[str, ...]
    always_by: tuple[str, ...]
    needs_export: bool
    calendar_year: bool
    value: Measure | None
    terms: tuple[Term, ...]
    numerator: Operand | None
    denominator: Operand | None
    scale: int

    @cached_property
    def operands(self) -> tuple[Operand, ...]:
        """Everything this metric is made of."""
        single = tuple(part for part in (self.value, self.numerator, self.denominator) if part is not None)
        return single + self.terms

    @property
    def references(self) -> tuple[str, ...]:
        """Ids of the metrics that this one is computed from."""
        return tuple(part.metric for part in self.operands if isinstance(part, Term))


@cache
def load(folder: Path = FOLDER) -> dict[str, Metric]:
    """The checked catalogue by id, in alphabetical order.

    Raises Problem naming file and fault: duplicates, unknown references, cycles, missing texts.
    """
    metrics: dict[str, Metric] = {}
    for path in sorted(folder.glob("*.yml")):
        metric = _read(path)
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


def can_be_negative(entry: Metric) -> bool:
    """Whether a figure can lie below zero: something is taken away in it, or it is carried over from another year."""
    carried = isinstance(entry.value, Measure) and entry.value.expression == "carry_over"
    taken = any(term.sign < 0 for term in entry.terms)
    return carried or taken or any(can_be_negative(metric(reference)) for reference in entry.references)


def _read(path: Path) -> Metric:
    keys = read_yaml(path)
    if not isinstance(keys, dict):
        raise Problem(f"{path.name}: Die Datei beschreibt keine Kennzahl.")
    for text in _TEXTS:
        if not str(keys.get(text) or "").strip():
            raise Problem(f"{path.name}: Der Eintrag «{text}» fehlt oder ist leer.")
    allowed = {*_TEXTS, "audience", "valid_from", "version", "series_breaks", "dimensions", "always_by"}
    allowed |= {"needs_export", "calendar_year", "compute"}
    for key in keys:
        if key not in allowed:
            raise Problem(f"{path.name}: Den Eintrag «{key}» gibt es nicht. {did_you_mean(key, allowed)}")
    _check_choice(path, "unit", keys["unit"], UNITS)
    _check_choice(path, "kind", keys["kind"], KINDS)
    for audience in keys.get("audience") or ():
        _check_choice(path, "audience", audience, AUDIENCES)
    for entry in keys.get("series_breaks") or ():
        if not isinstance(entry, dict) or not isinstance(entry.get("day"), date) or not entry.get("text"):
            raise Problem(f"{path.name}: Jeder Bruch der Reihe (series_breaks) braucht day (Tag) und text.")
    for dimension in (*(keys.get("dimensions") or ()), *(keys.get("always_by") or ())):
        _check_choice(path, "dimensions", dimension, dims.load())
    return _metric(path, keys)


def _metric(path: Path, keys: dict[str, Any]) -> Metric:
    compute = dict(keys.get("compute") or {})
    terms = tuple(Term(**term) for term in compute.pop("sum", ()))
    scale = compute.pop("scale", 1)
    parts = {role: _operand(path, compute.pop(role, None)) for role in ("value", "numerator", "denominator")}
    forms = (parts["value"] is not None, bool(terms), None not in (parts["numerator"], parts["denominator"]))
    if sum(forms) != 1 or compute:
        raise Problem(
            f"{path.name}: «compute» braucht genau eines: value, sum oder numerator mit denominator."
        )
    return Metric(
        **{text: str(keys[text]).strip() for text in _TEXTS},  # type: ignore[arg-type]
        audience=tuple(keys.get("audience") or ()),
        valid_from=keys.get("valid_from"),
        version=int(keys.get("version") or 0),
        series_breaks=tuple(keys.get("series_breaks") or ()),
        dimensions=tuple(keys.get("dimensions") or ()),
        always_by=tuple(keys.get("always_by") or ()),
        needs_export=bool(keys.get("needs_export")),
        calendar_year=bool(keys.get("calendar_year")),
        terms=terms,
        scale=scale,
        **parts,  # type: ignore[arg-type]
    )


def _operand(path: Path, keys: dict[str, Any] | None) -> Operand | None:
    if keys is None:
        return None
    if "metric" in keys:
        return Term(**keys)
    measure = Measure(**keys)
    population(measure.population)
    _check_choice(path, "aggregate", measure.aggregate, _AGGREGATES)
    return measure


def _check_choice(path: Path, key: str, value: str, known: Any) -> None:
    if value not in known:
        raise Problem(f"{path.name}: «{value}» ist kein Wert für «{key}». {did_you_mean(str(value), known)}")


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
