"""What changed between two releases, in German sentences."""

from __future__ import annotations

from itertools import groupby

from pipelines.metrics import catalogue
from pipelines.metrics import dimensions as dims
from pipelines.publish import german
from pipelines.releases.compare import Change, Comparison

_WHY = {
    "neue Lieferung": "durch die neue Lieferung",
    "Korrektur": "durch eine Korrektur in den Lieferungen",
    "Definition": "durch eine geänderte Definition",
    "Einstellung": "durch eine geänderte Einstellung",
    "Programm": "durch eine neue Fassung des Programms",
}


def sentences(found: Comparison) -> list[str]:
    """The comparison line by line: inputs first, then per metric what changed and why."""
    lines = [f"Von {found.before} nach {found.after}:"]
    lines += [
        f"  neu geliefert: {entry['file']} ({german.number(entry['rows'])} Zeilen)"
        for entry in found.deliveries_added
    ]
    lines += [f"  entfallen: {entry['file']}" for entry in found.deliveries_removed]
    lines += [f"  Definition geändert: {catalogue.metric(name).name}" for name in found.definitions]
    if found.settings_changed:
        lines.append("  Einstellungen geändert")
    if found.new_months:
        first, last = german.day(found.new_months[0]), german.day(found.new_months[-1])
        lines.append(f"  neue Monatsletzte: {first} bis {last}")
    ordered = sorted(found.changes, key=_subject)
    lines += [_line(list(group)) for _, group in groupby(ordered, key=_subject)]
    return lines if len(lines) > 1 else [*lines, "  keine Unterschiede"]


def _subject(change: Change) -> tuple[str, str, str]:
    """Changes of one cell for one reason make one line; sorting keeps their order in time."""
    return change.metric, str(change.by), change.reason


def _line(changes: list[Change]) -> str:
    last = changes[-1]
    metric = catalogue.metric(last.metric)
    cell = "".join(f", {dims.dimension(name).label(code)}" for name, code in last.by.items())
    before, after = (_printed(value, metric.unit) for value in (last.before, last.after))
    more = f"; insgesamt {german.number(len(changes))} Monatsletzte betroffen" if len(changes) > 1 else ""
    arrow = f"{before} → {after}" if before != after else f"{after} (gerundet gleich)"
    return f"  {metric.name}{cell}, {german.day(last.as_of)}: {arrow} {_WHY[last.reason]}{more}"


def _printed(value: int | float | None, unit: str) -> str:
    return german.UNDEFINED if value is None else german.amount(value, unit)
