"""Which printed cells answer which metric: written beside the cells, so that the public part explains itself.

A public site needs neither the table programme nor a solver, and an old release is read as it was meant.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.metrics import catalogue
from pipelines.metrics.catalogue import Measure
from pipelines.releases.public_cohorts import Cohorts

if TYPE_CHECKING:
    from pipelines.disclosure.programme import Programme

FILE = "answers.json"
Where = tuple[tuple[str, str], ...]


def write_answers(plan: Programme, folder: Path, exact: Collection[str] = ()) -> None:
    """Keep the metrics that are tables of their own, and those that are cells of another metric's table.

    exact: metrics with tables of exact numbers and dots; they are named apart, for nothing of them is rounded.
    """
    names = sorted(
        {name for group in plan.populations.values() for name in group.names if name not in group.silent}
        | set(exact)
    )
    answers = {
        name: {"metric": answer.metric, "where": answer.where, "of": answer.of}
        for name, answer in plan.answers.items()
    }
    cohorts = {
        name: {"metric": rate.metric, "horizons": rate.horizons} for name, rate in plan.cohorts.items()
    }
    kept = {"tables": names, "answers": answers, "exact": sorted(exact), "cohorts": cohorts}
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False, indent=1)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")


def exact_metrics(folder: Path) -> frozenset[str]:
    """Metrics whose numbers this public part prints exactly, small ones as dots."""
    return frozenset(json.loads((folder / FILE).read_text(encoding="utf-8")).get("exact", ()))


def read_cohorts(folder: Path) -> list[Cohorts]:
    """The rates that this public part tells by half-year of arrival; none in releases from before they were printed."""
    kept = json.loads((folder / FILE).read_text(encoding="utf-8")).get("cohorts", {})
    return [_rate(name, **keys) for name, keys in kept.items()]


def _rate(name: str, metric: str, horizons: dict[str, str]) -> Cohorts:
    rate = catalogue.metric(name)
    assert isinstance(rate.numerator, Measure) and isinstance(
        rate.denominator, Measure
    )  # a rate of two counts
    return Cohorts(metric, horizons, rate.numerator, rate.denominator)


def read_answers(folder: Path) -> dict[Measure, tuple[str, tuple[Where, ...]]]:
    """What is counted → the metric in whose tables it stands, and the cells to add up."""
    kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
    known: dict[Measure, tuple[str, tuple[Where, ...]]] = {}
    for name in kept["tables"]:
        if name in catalogue.load() and (measure := catalogue.metric(name).value) is not None:
            known[measure] = (name, ((),))
    for name, answer in kept["answers"].items():
        metric = catalogue.metric(name)
        where, of = (_cells(answer[side]) for side in ("where", "of"))
        if metric.value is not None:
            known[metric.value] = (answer["metric"], where)
        elif isinstance(metric.numerator, Measure) and isinstance(metric.denominator, Measure):
            known[metric.numerator] = (answer["metric"], where)
            known[metric.denominator] = (answer["metric"], of)
    return known


def _cells(cells: list[list[list[str]]]) -> tuple[Where, ...]:
    return tuple(tuple((dim, code) for dim, code in where) for where in cells)
