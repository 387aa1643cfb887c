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
from pipelines.paths import Home
from pipelines.publish.chart import Event

_KEYS = {"day", "text", "source", "metrics", "breaks", "month_only"}
_NEEDED = {"day", "text", "source"}
_SHIPPED = Path(__file__).with_name("annotations.yml")


@dataclass(frozen=True)
class Annotation:
    """An event and the metrics it belongs to (none: all)."""

    event: Event
    metrics: tuple[str, ...]


def load(home: Home) -> tuple[Annotation, ...]:
    """The annotations of a home, else those of the product; oldest first.

    Raises UsageProblem naming file and entry for broken YAML, a missing source, an unknown key or metric.
    """
    own = home.root / "annotations.yml"
    path = own if own.exists() else _SHIPPED
    entries = _entries(path)
    made = [_annotation(path, number, entry) for number, entry in enumerate(entries, start=1)]
    return tuple(sorted(made, key=lambda annotation: annotation.event.on))


def _entries(path: Path) -> list[Any]:
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (Zeile {mark.line + 1})" if mark else ""
        raise UsageProblem(f"{path} ist kein gültiges YAML{where}; bitte berichtigen.") from error
    if not isinstance(entries, list):
        raise UsageProblem(f"{path}: Erwartet wird eine Liste von Ereignissen, jedes beginnt mit «- day:».")
    return entries


def _is_complete(entry: Any) -> bool:
    """Day, text and source are there and are what they are called; a moment is no day."""
    return (
        isinstance(entry, dict)
        and set(entry) >= _NEEDED
        and type(entry["day"]) is date
        and all(isinstance(entry[key], str) and entry[key].strip() for key in ("text", "source"))
    )


def _annotation(path: Path, number: int, entry: Any) -> Annotation:
    where = f"{path}, Eintrag {number}"
    if not _is_complete(entry):
        raise UsageProblem(f"{where}: Jedes Ereignis braucht day (Tag), text und source.")
    for key in entry:
        if key not in _KEYS:
            raise UsageProblem(f"{where}: «{key}» gibt es nicht. {did_you_mean(key, _KEYS)}")
    if not isinstance(entry.get("metrics") or [], list):
        raise UsageProblem(f"{where}: metrics ist eine Liste, z. B. [entries, exits].")
    for metric in entry.get("metrics") or ():
        if metric not in catalogue.load():
            raise UsageProblem(
                f"{where}: Die Kennzahl «{metric}» gibt es nicht. {did_you_mean(metric, catalogue.load())}"
            )
    event = Event(
        entry["day"],
        entry["text"],
        entry["source"],
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
