"""Dated events beside the curves: a small file that a person keeps by hand, checked when it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pipelines.errors import UsageProblem
from pipelines.hints import did_you_mean
from pipelines.metrics import catalogue
from pipelines.paths import CHECKOUT, Home
from pipelines.publish.chart import Event

_KEYS = {"day", "text", "source", "metrics", "breaks", "month_only"}
_NEEDED = {"day", "text", "source"}


@dataclass(frozen=True)
class Annotation:
    """An event and the metrics it belongs to (none: all)."""

    event: Event
    metrics: tuple[str, ...]


def load(home: Home) -> tuple[Annotation, ...]:
    """The annotations of a home, else those of the product; oldest first.

    Raises UsageProblem naming file and entry for a missing source, an unknown key or metric.
    """
    own = home.root / "annotations.yml"
    path = own if own.exists() else CHECKOUT / "data" / "annotations.yml"
    if not path.exists():
        return ()
    entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    made = [_annotation(path, number, entry) for number, entry in enumerate(entries, start=1)]
    return tuple(sorted(made, key=lambda annotation: annotation.event.on))


def _annotation(path: Path, number: int, entry: Any) -> Annotation:
    where = f"{path}, Eintrag {number}"
    if not isinstance(entry, dict) or not set(entry) >= _NEEDED or not isinstance(entry["day"], date):
        raise UsageProblem(f"{where}: Jedes Ereignis braucht day (Tag), text und source.")
    for key in entry:
        if key not in _KEYS:
            raise UsageProblem(f"{where}: «{key}» gibt es nicht. {did_you_mean(key, _KEYS)}")
    for metric in entry.get("metrics") or ():
        if metric not in catalogue.load():
            raise UsageProblem(
                f"{where}: Die Kennzahl «{metric}» gibt es nicht. {did_you_mean(metric, catalogue.load())}"
            )
    event = Event(
        entry["day"],
        str(entry["text"]),
        str(entry["source"]),
        bool(entry.get("breaks")),
        bool(entry.get("month_only")),
    )
    return Annotation(event, tuple(entry.get("metrics") or ()))


def for_metrics(annotations: tuple[Annotation, ...], *names: str) -> tuple[Event, ...]:
    """The events to show beside these metrics: the hand-kept ones and the series breaks of the catalogue."""
    kept = [item.event for item in annotations if not item.metrics or set(item.metrics) & set(names)]
    for name in names:
        kept += [
            Event(entry["day"], str(entry["text"]), breaks=True)
            for entry in catalogue.metric(name).series_breaks
        ]
    return tuple(sorted(kept, key=lambda event: event.on))
