"""Kennzahlenkatalog: was jede Zahl ist und was nicht."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from pipelines.arguments import add_forms

if TYPE_CHECKING:
    from pipelines.metrics.catalogue import Metric


_KINDS = {
    "stock": "Bestand an einem Tag",
    "flow": "Bewegung in einem Zeitraum",
    "cumulative": "aufgelaufene Summe",
    "ratio": "Verhältnis zweier Summen",
    "distribution": "Verteilung",
}


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", metavar="ID", help="eine Kennzahl, z. B. active_target_group")
    add_forms(parser)


def run(args: Namespace) -> int:
    from pipelines.metrics import catalogue

    chosen = [catalogue.metric(args.id)] if args.id else list(catalogue.load().values())
    if args.format == "json":
        found = [_facts(entry) for entry in chosen]
        print(json.dumps(found[0] if args.id else found, sort_keys=True, ensure_ascii=False, indent=2))
    elif args.id:
        print(_page(chosen[0]))
    else:
        for entry in chosen:
            print(f"{entry.id:<26} {entry.name}")
    return 0


def _facts(entry: Metric) -> dict[str, Any]:
    return {
        "id": entry.id,
        "name": entry.name,
        "definition": entry.definition,
        "is_not": entry.is_not,
        "limits": [entry.is_not, *_limits(entry)],
        "unit": entry.unit,
        "kind": entry.kind,
        "dimensions": _dimensions(entry),
        "audience": list(entry.audience),
        "owner": entry.owner,
        "source": entry.source,
        "valid_from": str(entry.valid_from),
        "version": entry.version,
        "series_breaks": [{**one, "day": str(one["day"])} for one in entry.series_breaks],
        "needs_export": entry.needs_export,
    }


def _limits(entry: Metric) -> list[str]:
    """Besides what it is not: where this number ends, in sentences."""
    from pipelines.publish import german, smallbase

    found = [f"Bruch in der Reihe am {german.day(one['day'])}: {one['text']}" for one in entry.series_breaks]
    if entry.needs_export:
        found.append("Vor dem ersten Export nicht bestimmt: Die Angaben beschreiben den Tag eines Exports.")
    if smallbase.is_share(entry):
        inside, outside = smallbase.SMALLEST_BASE, smallbase.SMALLEST_PUBLIC_BASE
        found.append(f"Angezeigt ab einer Gesamtzahl von {inside}, öffentlich von {outside}.")
    if set(entry.audience) == {"ob"}:
        found.append("Nur für den internen Gebrauch.")
    return found


def _dimensions(entry: Metric) -> list[str]:
    """What the metric can be broken down by; what it always is broken down by stands first."""
    return [*entry.always_by, *(name for name in entry.dimensions if name not in entry.always_by)]


def _page(entry: Metric) -> str:
    from pipelines.metrics import dimensions as dims
    from pipelines.publish import german

    by = ", ".join(dims.dimension(name).name for name in _dimensions(entry)) or "keine"
    return "\n".join(
        (
            f"{entry.name} ({entry.id}, Fassung {entry.version})",
            f"  Was diese Zahl ist: {entry.definition}",
            f"  Was sie nicht ist: {entry.is_not}",
            *(f"  Grenze: {limit}" for limit in _limits(entry)),
            f"  Einheit: {german.UNIT_NAMES[entry.unit]}; Art: {_KINDS[entry.kind]}; "
            f"gilt ab {german.day(entry.valid_from)}",
            f"  Gliederungen: {by}",
            f"  Verantwortlich: {entry.owner}; Quelle: {entry.source}",
        )
    )
