"""What changed between two releases and why: a new delivery, a correction, a definition, a setting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.metrics import catalogue
from pipelines.metrics.catalogue import Metric
from pipelines.releases.reader import Release

NEW = "neue Lieferung"
CORRECTION = "Korrektur"
DEFINITION = "Definition"
SETTING = "Einstellung"
CODE = "Programm"


@dataclass(frozen=True)
class Change:
    """One total that differs at a month end both releases know, and why."""

    metric: str
    by: dict[str, str]
    as_of: date
    before: int | float | None
    after: int | float | None
    reason: str


@dataclass(frozen=True)
class Comparison:
    """deliveries_added / deliveries_removed: entries of the manifests; definitions: ids of changed metrics."""

    before: str
    after: str
    deliveries_added: list[dict[str, Any]]
    deliveries_removed: list[dict[str, Any]]
    definitions: list[str]
    settings_changed: bool
    new_months: list[date]
    changes: list[Change]


def compare(before: Release, after: Release) -> Comparison:
    """Every total of the catalogue at every month end that both releases know, and the inputs that differ."""
    definitions = _changed_definitions(before, after)
    old, new = _deliveries(before), _deliveries(after)
    shared = sorted(set(before.months) & set(after.months))
    reason = _reason_for_data(before, after)
    changes = [
        change
        for metric in catalogue.load().values()
        for change in _changes(
            before, after, metric, shared, DEFINITION if metric.id in definitions else reason
        )
    ]
    return Comparison(
        before=before.id,
        after=after.id,
        deliveries_added=[entry for key, entry in new.items() if key not in old],
        deliveries_removed=[entry for key, entry in old.items() if key not in new],
        definitions=definitions,
        settings_changed=before.manifest["settings"] != after.manifest["settings"],
        new_months=sorted(set(after.months) - set(before.months)),
        changes=changes,
    )


def _deliveries(release: Release) -> dict[str, dict[str, Any]]:
    return {entry["sha256"] + entry["file"]: entry for entry in release.manifest["deliveries"]}


def _changed_definitions(before: Release, after: Release) -> list[str]:
    old, new = before.manifest["metrics"], after.manifest["metrics"]
    return sorted(name for name in new if old.get(name) != new[name])


def _reason_for_data(before: Release, after: Release) -> str:
    if set(_deliveries(before)) != set(_deliveries(after)):
        return CORRECTION
    return SETTING if before.manifest["settings"] != after.manifest["settings"] else CODE


def _changes(
    before: Release, after: Release, metric: Metric, shared: list[date], reason: str
) -> list[Change]:
    old, new = before.totals(metric.id), after.totals(metric.id)
    found = []
    for key in sorted(key for key in set(old) | set(new) if key[0] in shared):
        if old.get(key) != new.get(key):
            as_of, by = key
            # Figures after the older Datenstand were preliminary: what came since is news, not a correction.
            why = NEW if reason == CORRECTION and as_of > before.data_as_of else reason
            found.append(Change(metric.id, dict(by), as_of, old.get(key), new.get(key), why))
    return found
