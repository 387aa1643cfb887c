"""One population over the months: totals with their flows, structure tables per month, and what ties them together."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pipelines.disclosure.flows import Series
from pipelines.disclosure.grid import By
from pipelines.disclosure.population import Kind, Kinds, kinds_of
from pipelines.disclosure.tables import CellSystem, Equation, linked

# Cells on the left have together the same members as those on the right.
Identity = tuple[tuple[By, ...], tuple[By, ...]]
# Month → kind → people, as an earlier release proved them.
Earlier = Mapping[str, Mapping[Kind, int]]
Parents = Mapping[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True)
class FlowTable:
    """Flows of a longer period by one dimension: `name` is "entries" or "exits", `months` the months it covers.

    cells: coordinates → persons; `()` is the total and equals the sum of the months' totals.
    overlapping: one event may count in several cells (topics), which then need not add up to the total.
    sensitive: overlapping cells get the base `sensitive_base`; the table is left out where its total is too small.
    """

    name: str
    period: str
    months: tuple[str, ...]
    cells: Mapping[By, int]
    overlapping: bool = False
    sensitive: bool = False
    sensitive_base: int = 10


@dataclass(frozen=True)
class Block:
    """A population with everything published about it.

    series: totals of consecutive months. structure: month → cells of that month's tables, `()` is the stock.
    parents: code → coarser code. unchanging: dimensions whose code a person keeps for life.
    names: metric names of stock, entries and exits. identities: groups of cells with the same members (who is no adult
    has no plan and is 0–17 or of unknown age), each as (cells, cells): both sums are equal in every month.
    anchors: month → stock that is published exactly as well, as a cell of its own outside the tables.
    """

    series: Series
    structure: Mapping[str, Mapping[By, int]]
    flows: Sequence[FlowTable] = ()
    parents: Parents = field(default_factory=dict)
    unchanging: tuple[str, ...] = ("nationality", "region", "sex")
    names: tuple[str, str, str] = ("active_target_group", "entries", "exits")
    identities: Sequence[Identity] = ()
    anchors: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def _flow_tables(self) -> dict[tuple[str, str, frozenset[str]], FlowTable]:
        return {
            (table.name, table.period, frozenset(dim for dim, _ in where)): table
            for table in self.flows
            for where in table.cells
            if where
        }

    def base_of(self, metric: str, period: str, where: By, base: int) -> int:
        """The rounding base of a cell: the block's, or that of its flow table; tables of one metric may differ."""
        table = self._flow_tables.get((metric, period, frozenset(dim for dim, _ in where)))
        return base if table is None else cell_base(table, base)

    def month(self, month: str, cells: Mapping[By, int]) -> CellSystem:
        """A month's tables with their sums and identities; raises Refused when they do not add up."""
        stock = self.names[0]
        system = linked(stock, month, cells, self.parents)
        for left, right in self.identities:
            if all(where in cells for where in (*left, *right)):
                terms: dict[Hashable, int] = {(stock, month, where): 1 for where in left}
                terms |= {(stock, month, where): -1 for where in right}
                system.equations.append(Equation(terms, f"{stock}, gleiche Personen, {month}"))
        system.check()
        return system


def kinds(block: Block) -> Kinds:
    """The kinds of people a block's tables tell apart."""
    return kinds_of(
        {where for cells in block.structure.values() for where in cells}, block.unchanging, block.parents
    )


def cell_base(table: FlowTable, base: int) -> int:
    """The rounding base of a flow table's cells."""
    return max(base, table.sensitive_base) if table.sensitive else base
