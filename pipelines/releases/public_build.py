"""The part *public* of a release: the table programme, rounded, attacked, and written only when the attack fails."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pipelines import faults
from pipelines.disclosure import ledger, programme
from pipelines.disclosure.block import Block, Earlier
from pipelines.disclosure.codes import closed_codes
from pipelines.disclosure.grid import ANCHOR
from pipelines.disclosure.witness import as_printed
from pipelines.disclosure.world import Rules, World, protect
from pipelines.errors import Disclosive, Refused
from pipelines.metrics.sources import RowSource
from pipelines.paths import Home
from pipelines.releases import city_rules, exact_tables, intact, open_before, pointer
from pipelines.releases.counting import Counter, half_years, month_name, region_of
from pipelines.releases.proof import people_of, write_proof
from pipelines.releases.public_answers import exact_metrics, write_answers
from pipelines.releases.public_cells import (
    CELLS,
    NEEDS_EXPORT,
    OPEN_POPULATIONS,
    Key,
    Printed,
    read_cells,
    write_cells,
)
from pipelines.settings import Settings
from pipelines.storage import write_atomically


def ledger_file(home: Home) -> Path:
    """The memory of what was printed, over all releases."""
    return home.ledger / "ledger.jsonl"


def salt_of(home: Home) -> bytes:
    """The secret that breaks ties in rounding; made once."""
    if not home.salt.exists():
        # Whole or not at all: half a secret would be taken for the secret for ever.
        write_atomically(home.salt, secrets.token_bytes(32), 0o600)
        faults.point("salt-made")
    return home.salt.read_bytes()


def write_public(
    home: Home, source: RowSource, months: Sequence[date], settings: Settings, staging: Path
) -> dict[str, Any]:
    """Round, attack and write `public/` and the proof beside it; returns what the manifest says about it.

    Raises Refused when no safe rounding exists or the attack finds something out: nothing is released then.
    """
    full = programme.load()
    exact = exact_tables.declared(settings, full)
    plan = exact_tables.without(full, exact)
    rules = city_rules.rules(settings, plan, salt_of(home))
    known = [month for month in months if month <= source.data_as_of]
    printed = ledger.entries(ledger_file(home))
    exact_tables.refuse_change_of_method(exact, printed)
    before = {key: entry for key, entry in printed.items() if entry.method != "suppressed"}
    counter = Counter(source, known)
    merger = _merger(plan, counter, known, before)
    codes = closed_codes(plan, settings["traeger"])
    blocks = {
        group.id: _from_first_export(
            programme.build_block(group, counter.months, half_years(known), counter, merger, codes),
            source.first_export,
        )
        for group in plan.populations.values()
    }
    blocks = city_rules.applied(blocks, settings, plan, before)
    city_rules.refuse_new_bases(blocks, before, rules)
    silent = frozenset(name for group in plan.populations.values() for name in group.silent)
    try:
        world = protect(blocks, before, rules, silent, _earlier_people(home))
        exactly = exact_tables.tables(exact, counter.months, half_years(known), counter, printed, rules.need)
    except Disclosive as error:
        raise Refused(f"Die Freigabe unterbleibt: {error}") from error
    cells = printed_cells(world, before, blocks) | exact_tables.printed_cells(exactly, printed)
    _write(cells, world, blocks, rules, staging)
    exact_tables.write_proof(exactly, staging)
    write_answers(plan, staging / "public", [rule.metric for rule in exact])
    if last := _last_public(home):
        open_before.write(staging / "public", OPEN_POPULATIONS, last)
    return {
        "months": [str(month) for month in known],
        "base": rules.base,
        "threshold": rules.need,
        "attacked_cells": len(world.findings.cells) + sum(len(table.need) for table in exactly),
        "withheld_months": {name: list(names) for name, names in world.withheld.items()},
        "withdrawn_cells": len(world.withdrawn),
        "corrected_cells": len(world.corrections),
        "anchors": [
            {"metric": metric, "period": period, "value": value}
            for (metric, period, where), value in sorted(world.values.items())
            if where == ANCHOR
        ],
    }


def _last_folder(home: Home) -> Path | None:
    """The folder of the newest public release; None before the first, and when it is gone."""
    printed = ledger.releases(ledger_file(home))
    return home.releases / printed[-1] if printed and printed[-1] in pointer.existing_ids(home) else None


def _earlier_people(home: Home) -> dict[str, Earlier]:
    """The people who proved the newest public release: with them what was printed can stay."""
    if (folder := _last_folder(home)) is None:
        return {}
    intact.require(folder, intact.read_manifest(folder), "internal")
    return people_of(folder)


def _last_public(home: Home) -> open_before.Printed | None:
    if (folder := _last_folder(home)) is None:
        return None
    manifest = intact.read_manifest(folder)
    intact.require(folder, manifest, "public")
    months = [date.fromisoformat(month) for month in manifest["public"]["months"]]
    return open_before.Printed(folder / "public", months)


def _merger(
    plan: programme.Programme, counter: Counter, months: Sequence[date], before: Mapping[ledger.CellKey, Any]
) -> programme.Merger:
    """Joins small nationalities into regions; one that was ever large enough, or ever printed, keeps its row."""
    sizes = [
        {codes[0]: count for codes, count in counter("active_target_group", name, ("nationality",)).items()}
        for name in counter.months
    ]
    printed = {code for _, _, where in before for dim, code in where if dim == "nationality"}
    already = {code for code in printed if not code.startswith("rest_")}
    listed = programme.listed_codes(sizes, plan.merges["nationality"].least, already)
    shown = _rows_of_months(counter.months, before)
    return programme.Merger(plan.merges, {"nationality": listed}, {"nationality": region_of}, shown)


def _rows_of_months(
    months: Sequence[str], before: Mapping[ledger.CellKey, Any]
) -> dict[str, dict[str, set[str]]]:
    """Month → the nationalities that had a row when it was printed; a month without a table has those before it."""
    rows: dict[str, set[str]] = {}
    for _, month, where in before:
        rows.setdefault(month, set()).update(code for dim, code in where if dim == "nationality")
    found: dict[str, dict[str, set[str]]] = {}
    last: set[str] = set()
    for month in months:
        if month in rows:
            last = {code for code in rows[month] if not code.startswith("rest_")} or last
            found[month] = {"nationality": last}
    return found


def _write(
    cells: Mapping[Key, Printed], world: World, blocks: Mapping[str, Block], rules: Rules, staging: Path
) -> None:
    public, proof = staging / "public", staging / "internal" / "audit"
    public.mkdir()
    proof.mkdir()
    write_cells(cells, public / CELLS)
    for name in OPEN_POPULATIONS:
        shutil.copyfile(staging / "internal" / f"{name}.parquet", public / f"{name}.parquet")
    for name, block in blocks.items():
        rounded = world.rounded[name]
        write_proof(
            proof / f"{name}.json",
            as_printed(block, rounded.values),
            rounded.people,
            rules.base_of(name),
            rules.need_of(name),
        )


def printed_cells(
    world: World, before: Mapping[ledger.CellKey, ledger.Entry], blocks: Mapping[str, Block]
) -> dict[Key, Printed]:
    """What the public reads: numbers, corrections beside what stood there before, and gaps that say they are gaps."""
    cells: dict[Key, Printed] = {}
    for key, value in world.values.items():
        old = before.get(key)
        if old is not None and old.value != value:
            cells[key] = Printed(value, world.bases[key], True, old.value)
        else:
            corrected = old is not None and old.correction
            cells[key] = Printed(
                value, world.bases[key], corrected, old.earlier if old and corrected else None
            )
    for key in (*world.withdrawn, *_withheld(world, blocks)):
        cells.setdefault(key, Printed(None, 0, False, before[key].value if key in before else None))
    return cells


def _withheld(world: World, blocks: Mapping[str, Block]) -> list[Key]:
    """Cells of tables that a month does not show because they would tell too much."""
    return [
        (blocks[name].names[0], month, where)
        for name, months in world.withheld.items()
        for month in months
        for where in blocks[name].structure[month]
        if (blocks[name].names[0], month, where) not in world.values
    ]


def _from_first_export(block: Block, first: date | None) -> Block:
    """Leave out tables of attributes that nobody had described yet."""

    def known(month: str, where: tuple[tuple[str, str], ...]) -> bool:
        described = first is not None and month >= month_name(first)
        return described or not {dim for dim, _ in where} & NEEDS_EXPORT

    structure = {
        month: {where: count for where, count in cells.items() if known(month, where)}
        for month, cells in block.structure.items()
    }
    return replace(block, structure=structure)


def record(home: Home, folder: Path, manifest: Mapping[str, Any], approver: str) -> str:
    """Write the cells of a release into the ledger, once; returns the ledger's head.

    The caller holds the single writer's lock.
    """
    path = ledger_file(home)
    if manifest["release"] in ledger.releases(path):
        return ledger.head(path)
    cells = read_cells(folder / "public" / CELLS)
    before = ledger.entries(path)
    stamp = ledger.Stamp(manifest["release"], manifest["settings"], manifest["inputs"], approver)
    exact = exact_metrics(folder / "public")
    values = {key: cell.value for key, cell in cells.items() if cell.value is not None or key[0] in exact}
    entries = ledger.changed(before, values, lambda key: cells[key].base, exact)
    return ledger.append(path, stamp, entries)
