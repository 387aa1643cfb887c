"""The proof kept beside a release: the printed block and invented people who fit it; repeat the attack anytime."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipelines.disclosure.block import Block, Earlier, FlowTable, Identity, kinds
from pipelines.disclosure.earlier_codes import as_today
from pipelines.disclosure.flows import Series
from pipelines.disclosure.grid import ANCHOR
from pipelines.disclosure.model import Findings
from pipelines.disclosure.witness import attack_block
from pipelines.errors import Damaged
from pipelines.releases import exact_tables
from pipelines.releases.public_cells import CELLS, Key, read_cells

_FOLDER = "internal/audit"


@dataclass(frozen=True)
class Proven:
    """A printed block with its rounding base and how many candidates its cells must keep."""

    block: Block
    base: int
    need: int


def write_proof(
    path: Path, printed: Block, people: Mapping[str, Sequence[int]], base: int, need: int
) -> None:
    """Keep what `attack_block` needs. No exact count and no real person is in it."""
    body = {
        "series": asdict(printed.series),
        "structure": {month: _pairs(cells) for month, cells in printed.structure.items()},
        "flows": [{**vars(table), "cells": _pairs(table.cells)} for table in printed.flows],
        "parents": [[*fine, *coarse] for fine, coarse in sorted(printed.parents.items())],
        "unchanging": printed.unchanging,
        "names": printed.names,
        "identities": printed.identities,
        "anchors": printed.anchors,
        "people": people,
        "base": base,
        "need": need,
    }
    path.write_text(json.dumps(body, sort_keys=True, ensure_ascii=False), encoding="utf-8")


def attack_release(folder: Path) -> dict[str, Findings]:
    """Attack a written release again, population by population.

    Raises Damaged when the proof speaks of other numbers than the published cells, Disclosive when it fails.
    """
    published = read_cells(folder / "public" / CELLS)
    cells = {key: cell.value for key, cell in published.items() if cell.value is not None}
    found = {}
    for path in sorted((folder / _FOLDER).glob("*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))
        printed = _block(body)
        _require_same(printed, cells, folder.name)
        found[path.stem] = attack_block(printed, body["people"], body["base"], body["need"])
    exact = exact_tables.attack_written(folder, published)
    return found if exact is None else {**found, "exact": exact}


def blocks_of(folder: Path) -> dict[str, Proven]:
    """Population → the printed numbers of a written release as its proof speaks of them."""
    found = {}
    for path in sorted((folder / _FOLDER).glob("*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))
        found[path.stem] = Proven(_block(body), body["base"], body["need"])
    return found


def people_of(folder: Path) -> dict[str, Earlier]:
    """Population → month → kind → invented people, as they prove a written release; empty when it is gone."""
    found: dict[str, Earlier] = {}
    for path in sorted((folder / _FOLDER).glob("*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))
        known = kinds(_block(body))
        found[path.stem] = {
            month: dict(zip(known.kinds, people, strict=True)) for month, people in body["people"].items()
        }
    return found


def _require_same(printed: Block, cells: Mapping[Key, int], release: str) -> None:
    spoken_of = claimed(printed)
    names = {name for name, _, _ in spoken_of}
    published = {key for key in cells if key[0] in names}
    spoken = {name for name, _, _ in published}
    if {key for key in spoken_of if key[0] in spoken} != published or any(
        cells[key] != spoken_of[key] for key in published
    ):
        raise Damaged(f"Freigabe {release}: Der Nachweis passt nicht zu den veröffentlichten Zellen.")


def claimed(printed: Block) -> dict[Key, int]:
    """Every cell that the proof speaks of, silent ones included."""
    stock = printed.names[0]
    found: dict[Key, int] = {
        (stock, month, where): count
        for month, table in printed.structure.items()
        for where, count in table.items()
    }
    found |= {(flow.name, flow.period, where): n for flow in printed.flows for where, n in flow.cells.items()}
    found |= {(stock, month, ANCHOR): exact for month, exact in printed.anchors.items()}
    for name, values in zip(printed.names, _series_of(printed), strict=True):
        found |= {(name, month, ()): n for month, n in zip(printed.series.months, values, strict=True)}
    return found


def _series_of(printed: Block) -> tuple[tuple[int, ...], ...]:
    return printed.series.stock, printed.series.entries, printed.series.exits


def _pairs(cells: Mapping[Any, int]) -> list[list[Any]]:
    return [[list(where), count] for where, count in cells.items()]


def _cells(pairs: list[list[Any]]) -> dict[Any, int]:
    return {_where(where): count for where, count in pairs}


def _where(pairs: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """Coordinates by the codes of today, as `read_cells` has them; kinds of people know none of the earlier ones."""
    return as_today(tuple((dim, code) for dim, code in pairs))


def _block(body: Mapping[str, Any]) -> Block:
    series = {name: tuple(values) for name, values in body["series"].items()}
    flows = [
        FlowTable(**{**flow, "months": tuple(flow["months"]), "cells": _cells(flow["cells"])})
        for flow in body["flows"]
    ]
    return Block(
        Series(**series),
        {month: _cells(pairs) for month, pairs in body["structure"].items()},
        flows,
        {(fine, code): (coarse, into) for fine, code, coarse, into in body["parents"]},
        tuple(body["unchanging"]),
        tuple(body["names"]),
        [_identity(pair) for pair in body["identities"]],
        body.get("anchors", {}),
    )


def _identity(pair: Sequence[Sequence[Any]]) -> Identity:
    left, right = pair
    return tuple(_where(where) for where in left), tuple(_where(where) for where in right)
