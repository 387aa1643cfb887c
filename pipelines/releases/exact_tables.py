"""Tables that a city prints exactly instead of rounded (`disclosure.exact_tables`): events, by calendar half-year."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipelines.disclosure import ledger
from pipelines.disclosure.exact import ExactTable, print_exactly
from pipelines.disclosure.grid import By, by
from pipelines.disclosure.model import Findings
from pipelines.disclosure.programme import Programme
from pipelines.disclosure.tables import CellSystem, Equation, linked
from pipelines.errors import Damaged, Refused, UsageProblem
from pipelines.hints import did_you_mean
from pipelines.metrics import catalogue
from pipelines.metrics.populations import population
from pipelines.releases.public_cells import Key, Printed
from pipelines.settings import Settings

PROOF = "internal/audit/exact/tables.json"
Before = Mapping[ledger.CellKey, ledger.Entry]
Counts = Callable[[str, str, tuple[str, ...]], Mapping[tuple[str, ...], int]]


@dataclass(frozen=True)
class Rule:
    """metric: a flow of events. dims: one or two dimensions of its one table."""

    metric: str
    dims: tuple[str, ...]


def declared(settings: Settings, plan: Programme) -> list[Rule]:
    """The city's exact tables. Raises UsageProblem for a metric or a dimension that cannot be printed exactly."""
    return [_rule(entry, plan) for entry in settings["disclosure.exact_tables"]]


def _rule(entry: Mapping[str, str], plan: Programme) -> Rule:
    name, dims = entry["metric"], tuple(sorted(word.strip() for word in entry["by"].split(",")))
    possible = _possible(plan)
    if name not in possible:
        raise UsageProblem(
            f"settings.toml: «{name}» lässt sich nicht genau drucken, denn dieselben Menschen stehen in gerundeten "
            f"Tabellen; möglich ist {', '.join(sorted(possible)) or 'keine Kennzahl'}."
        )
    # Topics overlap: their rows add up to more than the total, so no sum protects anything.
    allowed = [dim for dim in population(possible[name]).main if dim not in _overlapping(plan)]
    for dim in dims:
        if dim not in allowed:
            raise UsageProblem(
                f"settings.toml: «{name}» nach «{dim}» lässt sich nicht genau drucken. {did_you_mean(dim, allowed)}"
            )
    if len(dims) > 2:
        raise UsageProblem(
            f"settings.toml: Die genaue Tabelle von «{name}» hat mehr als zwei Merkmale; bitte teilen."
        )
    return Rule(name, dims)


def _possible(plan: Programme) -> dict[str, str]:
    """Metrics whose programme entry holds nothing but them, and counts no persons → their relation."""
    found = {}
    for group in plan.populations.values():
        spoken = [name for name in group.names if name not in group.silent]
        measures = [catalogue.metric(name).value for name in spoken if name in catalogue.load()]
        if len(spoken) == 1 and len(measures) == 1 and (measure := measures[0]) is not None:
            relation = population(measure.population)
            if relation.flow and not relation.persons:
                found[spoken[0]] = measure.population
    return found


def _overlapping(plan: Programme) -> set[str]:
    return {flow.by for group in plan.populations.values() for flow in group.flows if flow.overlapping}


def without(plan: Programme, rules: Iterable[Rule]) -> Programme:
    """The programme without what is printed exactly: one number never stands in both worlds of rounding."""
    exact = {rule.metric for rule in rules}
    kept = {name: group for name, group in plan.populations.items() if not exact & set(group.names)}
    return replace(plan, populations=kept)


def refuse_change_of_method(rules: Iterable[Rule], before: Before) -> None:
    """Refuse to print exactly what was printed rounded, and the other way round: two methods tell on each other."""
    exact = {rule.metric for rule in rules}
    for (metric, _, _), entry in before.items():
        was = entry.method == "suppressed"
        if was != (metric in exact):
            old, new = ("genau", "gerundet") if was else ("gerundet", "genau")
            raise Refused(
                f"«{metric}» wurde bisher {old} gedruckt und soll jetzt {new} gedruckt werden; beides zusammen verriete "
                "kleine Zellen. Bitte disclosure.exact_tables in settings.toml auf den alten Stand bringen."
            )


def tables(
    rules: Iterable[Rule],
    months: Sequence[str],
    halves: Mapping[str, Sequence[str]],
    counts: Counts,
    before: Before,
    need: int,
) -> list[ExactTable]:
    """One table per rule and half-year, its months with it; months of an unfinished half-year stand alone."""
    printed: dict[Hashable, int | None] = {key: entry.value for key, entry in before.items()}
    found = []
    for rule in rules:
        codes = sorted({codes for half in halves for codes in counts(rule.metric, half, rule.dims)})
        systems = [_half_year(rule, half, inside, codes, counts) for half, inside in halves.items()]
        inside = {month for months_of in halves.values() for month in months_of}
        alone: dict[Hashable, int] = {
            (rule.metric, month, ()): _total(counts, rule, month) for month in months if month not in inside
        }
        found += [print_exactly(system, need, printed) for system in (*systems, CellSystem(alone))]
    return found


def _half_year(
    rule: Rule, half: str, months: Sequence[str], codes: Sequence[tuple[str, ...]], counts: Counts
) -> CellSystem:
    cells: dict[By, int] = {(): _total(counts, rule, half)}
    for dims in {rule.dims, *((dim,) for dim in rule.dims)}:
        exact = counts(rule.metric, half, dims)
        places = [rule.dims.index(dim) for dim in dims]
        for found in sorted({tuple(code[place] for place in places) for code in codes}):
            cells[by(zip(dims, found, strict=True))] = exact.get(found, 0)
    system = linked(rule.metric, half, cells)
    parts: dict[Hashable, int] = {(rule.metric, month, ()): _total(counts, rule, month) for month in months}
    system.exact |= parts
    system.equations.append(Equation({**dict.fromkeys(parts, 1), (rule.metric, half, ()): -1}, half))
    system.check()
    return system


def _total(counts: Counts, rule: Rule, period: str) -> int:
    return counts(rule.metric, period, ()).get((), 0)


def printed_cells(found: Iterable[ExactTable], before: Before) -> dict[Key, Printed]:
    """What the public reads: exact numbers and dots, corrections beside what stood there before."""
    cells: dict[Key, Printed] = {}
    for table in found:
        for key, value in table.printed.items():
            old = before.get(key)  # type: ignore[call-overload]
            changed = old is not None and old.value != value
            corrected = changed or (old is not None and old.correction)
            earlier = (old.value if changed else old.earlier) if old and corrected else None
            cells[key] = Printed(value, 0, corrected, earlier)  # type: ignore[index]
    return cells


def write_proof(found: Sequence[ExactTable], staging: Path) -> None:
    """Keep what the attack needs: printed cells, sums, and how many values each dot must keep; no hidden number."""
    if not found:
        return
    path = staging / PROOF
    path.parent.mkdir()
    body = [
        {
            "cells": [[*_plain(key), value, table.need.get(key)] for key, value in table.printed.items()],
            "sums": [[[_plain(part) for part in parts], _plain(total)] for parts, total in table.sums],
        }
        for table in found
    ]
    path.write_text(json.dumps(body, ensure_ascii=False), encoding="utf-8")


def _plain(key: Any) -> list[Any]:
    metric, period, where = key
    return [metric, period, [list(pair) for pair in where]]


def attack_written(folder: Path, cells: Mapping[Key, Printed]) -> Findings | None:
    """Attack the exact tables of a written release again; None when it has none.

    Raises Damaged when the proof speaks of other numbers than the published cells.
    """
    path = folder / PROOF
    if not path.exists():
        return None
    found: list[Any] = []
    for body in json.loads(path.read_text(encoding="utf-8")):
        table = _read(body)
        for key, value in table.printed.items():
            if key not in cells or cells[key].value != value:  # type: ignore[index]
                raise Damaged(
                    f"Freigabe {folder.name}: Der Nachweis passt nicht zu den veröffentlichten Zellen."
                )
        found += table.attacked().cells
    return Findings(tuple(found))


def _read(body: Mapping[str, Any]) -> ExactTable:
    rows = [(_key(row[:3]), row[3], row[4]) for row in body["cells"]]
    sums = tuple((tuple(_key(part) for part in parts), _key(total)) for parts, total in body["sums"])
    return ExactTable(
        {key: value for key, value, _ in rows}, {key: need for key, _, need in rows if need is not None}, sums
    )


def _key(plain: Sequence[Any]) -> Key:
    metric, period, where = plain
    return metric, period, tuple((str(dim), str(code)) for dim, code in where)
