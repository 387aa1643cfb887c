"""Invented exports of every kind, calibrated to published figures: `write` is the room's one door."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.sample import block as blocks
from pipelines.sample import deliveries, flaws, hostile, offices
from pipelines.sample.block import Block, Plan
from pipelines.sample.casework import TRAEGER
from pipelines.sample.chance import Chance
from pipelines.sample.columns import CITY, COLUMNS, PER_TRAEGER
from pipelines.sample.targets import CLOSING, OPENING
from pipelines.sample.writer import Key, Spoil, Writer, pages, refuse_foreign_exports

NOTICE = "Beispieldaten, frei erfunden"
MONTHS = CLOSING - OPENING + 1
FLAWS = ("none", "typical", "hostile")
PERSONS_OF_THE_CITY = 3300  # about as many as the calibrated world ever takes on
_BLOCK = 3000
_SIDE_BY_SIDE_FROM = 4
_HOSTILE_PERSONS = 60
_LARGE_CONTACTS = 0.22  # fewer consultations in scaled samples: about ten rows a person over all kinds


@dataclass(frozen=True)
class Wish:
    """What to write: persons ever (None: the calibrated city), months up to 2025-07, deliveries, seed, flaws."""

    persons: int | None = None
    months: int = MONTHS
    deliveries: int | None = None
    seed: int = 2022
    flaws: str = "none"


def write(directory: Path, wish: Wish = Wish()) -> dict[str, int]:
    """Write the sample into `directory`; returns rows per file name. Same wish, same bytes.

    With flaws "hostile" the directory gets one sub-folder per attack, each a delivery; the numbers are then
    files per folder.

    Raises UsageProblem when the directory holds exports that are not of this sample.
    """
    if wish.flaws == "hostile":
        return _write_hostile(directory, wish)
    count = wish.deliveries if wish.deliveries or not wish.persons else 1
    factor = _LARGE_CONTACTS if wish.persons else 1.0
    plan = Plan(deliveries.days(count, wish.months), wish.months, wish.seed, factor, wish.flaws == "typical")
    writer = Writer(directory, plan.deliveries, plan.flaws)
    keys = [
        (kind, owner, index)
        for index in range(len(plan.deliveries))
        for kind in COLUMNS
        for owner in _owners(kind)
    ]
    refuse_foreign_exports(directory, (writer.name(key) for key in keys))
    try:
        for key in keys:
            writer.begin(key)
        for page in _written(plan, _blocks(wish.persons)):
            writer.append(page)
        writer.append(
            pages(
                _city(plan, (wish.persons or PERSONS_OF_THE_CITY) / PERSONS_OF_THE_CITY), _spoiler(plan, -1)
            )
        )
        writer.finish()
    finally:
        writer.abandon()
    return writer.rows


def _write_hostile(directory: Path, wish: Wish) -> dict[str, int]:
    """Attacks around a small clean delivery; returns files per sub-folder."""
    with TemporaryDirectory() as name:
        clean = Path(name)
        write(clean, replace(wish, persons=wish.persons or _HOSTILE_PERSONS, deliveries=1, flaws="none"))
        files = {path.name: path.read_bytes() for path in sorted(clean.iterdir())}
        # What is attacked must be there, even where the few persons are all with others.
        files.setdefault(f"{hostile.CASES}.csv", f"{COLUMNS['faelle']}\n".encode())
        return hostile.write(directory, files)


def _written(plan: Plan, towns: list[Block]) -> Iterator[dict[Key, tuple[int, bytes]]]:
    """The pages of all blocks in their order; many blocks are made side by side, a few at a time."""
    job = partial(_write_block, plan)
    if len(towns) < _SIDE_BY_SIDE_FROM or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(job, towns)
        return
    with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
        yield from pool.imap(job, towns)


def _write_block(plan: Plan, block: Block) -> dict[Key, tuple[int, bytes]]:
    return pages(blocks.lines(plan, block), _spoiler(plan, block.number))


def _spoiler(plan: Plan, block: int) -> Spoil | None:
    if not plan.flaws:
        return None

    def spoil(key: Key, lines: list[str]) -> list[str]:
        return flaws.spoil(key[0], lines, Chance(plan.seed, block, "flaws", *key))

    return spoil


def _owners(kind: str) -> tuple[str, ...]:
    return TRAEGER if kind in PER_TRAEGER else (CITY,)


def _blocks(persons: int | None) -> list[Block]:
    """The calibrated city, or as many towns of a few thousand persons as are needed."""
    if persons is None:
        return [Block(0, 1.0)]
    count = -(-persons // _BLOCK)
    sizes = [persons // count + (number < persons % count) for number in range(count)]
    return [Block(number, size / PERSONS_OF_THE_CITY * 1.03, size) for number, size in enumerate(sizes)]


def _city(plan: Plan, scale: float) -> list[tuple[str, str, int, str]]:
    kinds = [kind for kind in COLUMNS if kind not in (*PER_TRAEGER, "zuzugsregister")]
    return [
        (kind, CITY, index, line)
        for index, at in enumerate(plan.deliveries)
        for kind in kinds
        for line in offices.lines(kind, at, scale)
    ]
