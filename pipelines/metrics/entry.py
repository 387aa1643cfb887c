"""One file of the metric catalogue: what may stand in it, read and checked by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pipelines.declarations import read_yaml
from pipelines.errors import Problem
from pipelines.hints import did_you_mean
from pipelines.metrics import dimensions as dims
from pipelines.metrics.populations import POPULATIONS

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
_LISTS = ("audience", "series_breaks", "dimensions", "always_by")
_FLAGS = ("needs_export", "calendar_year")
_ROLES = ("value", "numerator", "denominator")
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
    valid_from: date
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


def read(path: Path) -> Metric:
    """The metric in `path`; Problem with the file's name for whatever is missing, misspelled or makes no sense."""
    keys = read_yaml(path)
    if not isinstance(keys, dict):
        raise Problem(f"{path.name}: Die Datei beschreibt keine Kennzahl.")
    for text in _TEXTS:
        if not str(keys.get(text) or "").strip():
            raise Problem(f"{path.name}: Der Eintrag «{text}» fehlt oder ist leer.")
    allowed = {*_TEXTS, *_LISTS, *_FLAGS, "valid_from", "version", "compute"}
    for key in keys:
        if key not in allowed:
            raise Problem(
                f"{path.name}: Den Eintrag «{key}» gibt es nicht. {did_you_mean(str(key), allowed)}"
            )
    _check_forms(path, keys)
    _check_choice(path, "unit", keys["unit"], UNITS)
    _check_choice(path, "kind", keys["kind"], KINDS)
    for audience in keys.get("audience") or ():
        _check_choice(path, "audience", audience, AUDIENCES)
    _check_standing(path, keys)
    for entry in keys.get("series_breaks") or ():
        if not isinstance(entry, dict) or not isinstance(entry.get("day"), date) or not entry.get("text"):
            raise Problem(f"{path.name}: Jeder Bruch der Reihe (series_breaks) braucht day (Tag) und text.")
    for dimension in (*(keys.get("dimensions") or ()), *(keys.get("always_by") or ())):
        _check_choice(path, "dimensions", dimension, dims.load())
    return _metric(path, keys)


def _check_forms(path: Path, keys: Mapping[str, Any]) -> None:
    """What is not there is an empty list, or no; «nein» is a text, which would count as yes."""
    for key in _LISTS:
        if not isinstance(keys.get(key) or [], list):
            raise Problem(f"{path.name}: «{key}» ist eine Liste, mit eckigen Klammern oder Strichen.")
    for key in _FLAGS:
        if not isinstance(keys.get(key) or False, bool):
            raise Problem(f"{path.name}: «{key}» ist true oder false, nicht «{keys[key]}».")


def _check_standing(path: Path, keys: Mapping[str, Any]) -> None:
    """For whom, since when, in which version: nothing of it is guessed, or the metric would answer nobody."""
    if not keys.get("audience"):
        raise Problem(f"{path.name}: «audience» braucht mindestens einen von {', '.join(AUDIENCES)}.")
    # A moment is a date, too, but cannot be compared with a day.
    if type(keys.get("valid_from")) is not date:
        raise Problem(f"{path.name}: «valid_from» braucht einen Tag, z. B. 2022-06-30.")
    if type(keys.get("version")) is not int or keys["version"] < 1:
        raise Problem(f"{path.name}: «version» braucht eine ganze Zahl ab 1.")


def _metric(path: Path, keys: dict[str, Any]) -> Metric:
    given = keys.get("compute")
    compute = dict(given) if isinstance(given, dict) else {}
    listed, scale = compute.pop("sum", ()), compute.pop("scale", None)
    terms = tuple(
        _term(path, "sum", term) for term in (listed if isinstance(listed, list | tuple) else [None])
    )
    parts = {role: _operand(path, role, compute.pop(role, None)) for role in _ROLES}
    ratio = None not in (parts["numerator"], parts["denominator"])
    if [parts["value"] is not None, bool(terms), ratio].count(True) != 1 or compute:
        raise Problem(
            f"{path.name}: «compute» braucht genau eines: value, sum oder numerator mit denominator."
        )
    if scale is not None and not (ratio and type(scale) is int and scale > 0):
        raise Problem(f"{path.name}: «scale» ist eine ganze Zahl ab 1; «scale» steht nur bei numerator.")
    return Metric(
        **{text: str(keys[text]).strip() for text in _TEXTS},  # type: ignore[arg-type]
        audience=tuple(keys["audience"]),
        valid_from=keys["valid_from"],
        version=keys["version"],
        series_breaks=tuple(keys.get("series_breaks") or ()),
        dimensions=tuple(keys.get("dimensions") or ()),
        always_by=tuple(keys.get("always_by") or ()),
        needs_export=bool(keys.get("needs_export")),
        calendar_year=bool(keys.get("calendar_year")),
        terms=terms,
        scale=scale or 1,
        **parts,  # type: ignore[arg-type]
    )


def _operand(path: Path, role: str, keys: Any) -> Operand | None:
    if keys is None:
        return None
    if isinstance(keys, dict) and "metric" in keys:
        return _term(path, role, keys)
    measure = Measure(**_entries(path, role, keys, Measure, ("population", "aggregate")))
    _check_choice(path, "population", measure.population, POPULATIONS)
    _check_choice(path, "aggregate", measure.aggregate, _AGGREGATES)
    share = measure.quantile
    between = isinstance(share, float) and 0 < share < 1
    if between != (measure.aggregate == "quantile") or (share is not None and not between):
        raise Problem(
            f"{path.name}: «quantile» braucht eine Zahl zwischen 0 und 1, und nur aggregate «quantile» hat sie."
        )
    return measure


def _term(path: Path, role: str, keys: Any) -> Term:
    term = Term(**_entries(path, role, keys, Term, ("metric",)))
    if not isinstance(term.metric, str):
        raise Problem(f"{path.name}: «{term.metric}» ist kein Wert für «metric».")
    if term.sign not in (1, -1):
        raise Problem(f"{path.name}: «sign» ist 1 oder -1, nicht «{term.sign}».")
    return term


def _entries(path: Path, role: str, keys: Any, form: type, needed: tuple[str, ...]) -> dict[str, Any]:
    """What stands in one part of «compute»: entries that `form` has, and of those all that it needs."""
    known = [field.name for field in fields(form)]
    if not isinstance(keys, dict):
        raise Problem(f"{path.name}: «{role}» braucht {' und '.join(needed)}.")
    for key in keys:
        _check_choice(path, role, key, known)
    for key in needed:
        if key not in keys:
            raise Problem(f"{path.name}: In «{role}» fehlt «{key}».")
    return keys


def _check_choice(path: Path, key: str, value: Any, known: Iterable[str]) -> None:
    if value not in list(known):  # a list among the values has no place in a set
        raise Problem(f"{path.name}: «{value}» ist kein Wert für «{key}». {did_you_mean(str(value), known)}")
