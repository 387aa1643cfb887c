"""The public world of a release: round everything, attack it, and hand over only what has passed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from pipelines.disclosure import ledger
from pipelines.disclosure.block import Block, Earlier
from pipelines.disclosure.block_rounding import RoundedBlock, round_block
from pipelines.disclosure.grid import ANCHOR
from pipelines.disclosure.model import Finding, Findings
from pipelines.disclosure.witness import as_printed, attack_block
from pipelines.errors import Disclosive


@dataclass(frozen=True)
class Rules:
    """base: rounding base. need: candidates every cell must keep. salt: secret that breaks ties.

    sensitive: populations rounded to `sensitive_base` as a whole, because one of their tables is sensitive.
    """

    base: int
    need: int
    salt: bytes
    sensitive_base: int = 10
    sensitive: frozenset[str] = frozenset()

    def base_of(self, population: str) -> int:
        """The rounding base of a population's tables."""
        return max(self.base, self.sensitive_base) if population in self.sensitive else self.base

    def need_of(self, population: str) -> int:
        """Candidates that a population's cells must keep: more where the base is larger."""
        return self.need * self.base_of(population) // self.base


@dataclass(frozen=True)
class World:
    """values: (metric, period, coordinates) → number to print. entries: what the ledger must take in.

    corrections: cell → "left" or "sums", for the internal log only (a reader must not learn the reason).
    withheld: population → months whose tables by lasting attributes are not printed. withdrawn: cells printed in an
    earlier release that this one does not print any more. findings: the result of the attack.
    rounded: population → all rounded numbers with the invented people who fit them, for the kept proof.
    """

    values: dict[ledger.CellKey, int]
    entries: tuple[ledger.Entry, ...]
    corrections: dict[Hashable, str]
    withheld: dict[str, tuple[str, ...]]
    withdrawn: tuple[ledger.CellKey, ...]
    findings: Findings
    bases: dict[ledger.CellKey, int] = field(default_factory=dict)
    rounded: dict[str, RoundedBlock] = field(default_factory=dict)


def protect(
    blocks: Mapping[str, Block],
    before: Mapping[ledger.CellKey, ledger.Entry],
    rules: Rules,
    silent: frozenset[str] = frozenset(),
    earlier: Mapping[str, Earlier] | None = None,
) -> World:
    """Turn exact blocks (population → block) into what may be printed, with `before` = everything printed so far.

    silent: metric names that tie numbers together and are never printed. earlier: population → the people who proved
    the release before. Raises Refused when tables cannot be
    additive, Disclosive when the attack succeeds anywhere: then nothing may be written.
    """
    printed: dict[Hashable, int] = {
        key: entry.value for key, entry in before.items() if entry.value is not None
    }
    rounded = {
        name: round_block(block, rules.base_of(name), rules.salt, printed, (earlier or {}).get(name))
        for name, block in blocks.items()
    }
    findings = _attack(blocks, rounded, rules)
    bases = {
        key: base
        for name in blocks
        for key, base in _bases(blocks[name], rounded[name], rules.base_of(name)).items()
    }
    values = {
        _cell(key): value
        for block in rounded.values()
        for key, value in block.values.items()
        if _cell(key)[0] not in silent
    }
    for block in blocks.values():
        anchors = {(block.names[0], month, ANCHOR): exact for month, exact in block.anchors.items()}
        values |= anchors
        bases |= dict.fromkeys(anchors, 0)
    return World(
        values,
        tuple(ledger.changed(before, values, bases.__getitem__)),
        {key: why for block in rounded.values() for key, why in block.corrections.items()},
        {name: block.dropped for name, block in rounded.items() if block.dropped},
        tuple(sorted(key for key in before if key not in values)),
        findings,
        {key: base for key, base in bases.items() if key in values},
        rounded,
    )


def _attack(blocks: Mapping[str, Block], rounded: Mapping[str, RoundedBlock], rules: Rules) -> Findings:
    cells: list[Finding] = []
    for name, block in blocks.items():
        seen = as_printed(block, rounded[name].values)
        cells += attack_block(seen, rounded[name].people, rules.base_of(name), rules.need_of(name)).cells
    findings = Findings(tuple(cells))
    if not findings.passed:
        worst = next(cell for cell in cells if cell.too_few)
        raise Disclosive(
            f"{findings.too_few} Zellen behalten zu wenige mögliche Werte, zuerst {dict(worst.where)}; "
            "bitte im Tabellenprogramm zusammenfassen."
        )
    return findings


def _bases(block: Block, rounded: RoundedBlock, base: int) -> dict[ledger.CellKey, int]:
    cells = map(_cell, rounded.values)
    return {(name, period, where): block.base_of(name, period, where, base) for name, period, where in cells}


def _cell(key: Hashable) -> ledger.CellKey:
    assert isinstance(key, tuple)
    return (key[0], key[1], key[2])
