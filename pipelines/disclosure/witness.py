"""Proof that rounded numbers reveal nobody: the printed numbers are themselves a possible population.

Four steps, each checked and none assumed:
  1. The printed numbers are ≥ 0, add up in every table, and stock(t) = stock(t−1) + entries − exits holds.
  2. The tables of a month form no cycle. Then whole, non-negative tables that agree on their common margins are the
     margins of a real list of persons (local-to-global consistency of bags over acyclic hypergraphs, Atserias and
     Kolaitis 2021). So there are people who fit every printed table of the month exactly.
  3. These people can live on from month to month: attributes nobody ever changes move only with entries and exits
     (the rounding delivers such people; here they are checked head by head). A month whose tables by these attributes
     are withheld says of its people only how many they are. Then it is enough that the months around it follow from
     each other with all entries and exits between them: first those come and go who make the difference, and whoever
     the month has beyond that comes and goes in between; its own printed stock is never below zero.
  4. To that population add k persons of any kind who were always there (for a flow: who came or went in that month).
     Every printed number then stands for a value k higher, inside its interval for k = 0 … base − 1.
So each cell has at least `base` possible values, against everything published about all months at once.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import replace

from pipelines.disclosure.anchors import check_anchors
from pipelines.disclosure.block import Block, cell_base, kinds
from pipelines.disclosure.flows import check_series
from pipelines.disclosure.grid import By
from pipelines.disclosure.model import Finding, Findings
from pipelines.disclosure.population import Kinds, follows
from pipelines.disclosure.tables import MULTIPLE, linked
from pipelines.errors import Disclosive, Refused

_PROOF = "Zeugenbevölkerung"


def attack_block(printed: Block, people: Mapping[str, Sequence[int]], base: int, need: int) -> Findings:
    """Attack everything published about a population; `printed` holds the printed numbers, no exact ones.

    people: month → people per kind who are claimed to fit them; checked here, not trusted.

    One finding per printed cell: lower and upper bound the values that the proof shows to be possible.
    Raises Disclosive with the first step that fails: without a proof nothing is published.
    """
    if need > base:
        raise Disclosive(
            f"Rundung auf {base} lässt höchstens {base} sichere Kandidaten, verlangt sind {need}; "
            "bitte disclosure.base erhöhen."
        )
    try:
        check_series(printed.series, printed.names)
        _check_months(printed)
        _check_flows(printed)
        _check_people(printed, people)
        check_anchors(printed, people, kinds(printed), base)
    except Refused as error:
        raise Disclosive(f"Die Veröffentlichung besteht den Angriff nicht: {error}") from error
    cells = [_finding(where, value, base, need) for where, value in _cells(printed)]
    return Findings((*cells, *_overlapping(printed, base, need)))


def _check_months(printed: Block) -> None:
    proven: set[frozenset[str]] = set()
    for month, cells in printed.structure.items():
        printed.month(month, cells)
        total = printed.series.stock[printed.series.months.index(month)]
        if cells.get((), total) != total:
            raise Refused(f"Die Summe der Tabellen im Monat {month} ist nicht der gedruckte Bestand {total}.")
        _check_signs(month, cells, total)
        shapes = {frozenset(dim for dim, _ in where) for where in cells}
        if shapes != proven:
            refuse_cycles(shapes, printed.parents, printed.unchanging)
            proven = shapes


def _check_signs(month: str, cells: Mapping[By, int], total: int) -> None:
    for where, value in cells.items():
        is_multiple = any(code == MULTIPLE for _, code in where)
        fits = -total <= value <= 0 if is_multiple else 0 <= value <= total
        if not fits:
            raise Refused(f"Die Zelle {where} im Monat {month} ist mit {value} unmöglich.")


def _check_flows(printed: Block) -> None:
    series = printed.series
    monthly = {printed.names[1]: series.entries, printed.names[2]: series.exits}
    for table in printed.flows:
        if not table.overlapping:
            linked(table.name, table.period, table.cells, printed.parents)
        refuse_cycles({frozenset(dim for dim, _ in where) for where in table.cells}, printed.parents, ())
        _check_signs(table.period, table.cells, table.cells[()])
        if table.name in monthly:
            months = [monthly[table.name][series.months.index(month)] for month in table.months]
            if sum(months) != table.cells[()]:
                raise Refused(
                    f"Die Summe von «{table.name}» {table.period} ist nicht die Summe ihrer Monate."
                )


def _check_people(printed: Block, people: Mapping[str, Sequence[int]]) -> None:
    """Step 3: the people of each month have the printed margins and can come from the month before."""
    known = kinds(printed)
    last: Sequence[int] | None = None
    lumps: Sequence[int] = range(len(known.kinds))
    came = gone = 0
    for place, month in enumerate(printed.series.months):
        came, gone = came + printed.series.entries[place], gone + printed.series.exits[place]
        cells = printed.structure.get(month, {})
        if not known.told_by(cells):
            continue
        now = people.get(month, ())
        if not follows(known, now, last, came, gone, lumps) or not _fits(known, now, cells):
            raise Refused(
                f"Im Monat {month} passen Bestand, Zugänge und Abgänge zu keiner Bevölkerung; "
                "die gedruckten Zahlen könnten mehr verraten, als sie dürfen."
            )
        last, came, gone = now, 0, 0
        lumps = known.lumps(cells, printed.parents)


def _fits(known: Kinds, now: Sequence[int], cells: Mapping[By, int]) -> bool:
    margins = ((known.members(where), value) for where, value in cells.items())
    return all(
        sum(now[kind] for kind in members) == value for members, value in margins if members is not None
    )


def refuse_cycles(
    shapes: Collection[frozenset[str]],
    parents: Mapping[tuple[str, str], tuple[str, str]],
    unchanging: Collection[str],
) -> None:
    """Refuse tables that hang together in a ring (A × B, B × C, C × A): step 2 would not hold for them."""
    coarser = {fine: coarse for (fine, _), (coarse, _) in parents.items()}
    present = {dim for shape in shapes for dim in shape}
    lasting = frozenset(dim for dim in unchanging if dim in present and dim not in coarser.values())
    edges = {_finest(shape, shapes, coarser) for shape in shapes} | {lasting}
    edges |= {
        frozenset(pair) for pair in coarser.items() if set(pair) <= {dim for edge in edges for dim in edge}
    }
    rest = _reduce(edges)
    if rest:
        ring = "; ".join(sorted(" × ".join(sorted(edge)) for edge in rest))
        raise Refused(
            f"Die Tabellen {ring} bilden einen Ring; bitte eine davon aus dem Tabellenprogramm streichen."
        )


def _finest(
    shape: frozenset[str], shapes: Collection[frozenset[str]], coarser: Mapping[str, str]
) -> frozenset[str]:
    """A table by region that is also printed by nationality says nothing of its own."""
    for fine, coarse in coarser.items():
        if coarse in shape and (shape - {coarse}) | {fine} in shapes:
            return (shape - {coarse}) | {fine}
    return shape


def _reduce(edges: set[frozenset[str]]) -> set[frozenset[str]]:
    """Graham's reduction: drop dimensions of one table only, drop tables inside others; a ring is what remains."""
    while True:
        lonely = {dim for edge in edges for dim in edge if sum(dim in other for other in edges) == 1}
        shrunk = {edge - lonely for edge in edges}
        kept = {edge for edge in shrunk if edge and not any(edge < other for other in shrunk)}
        if kept == edges:
            return edges if len(edges) > 1 else set()
        edges = kept


def _cells(printed: Block) -> list[tuple[dict[str, str], int]]:
    stock, entries, exits = printed.names
    cells = []
    for place, month in enumerate(printed.series.months):
        for name, values in ((stock, "stock"), (entries, "entries"), (exits, "exits")):
            # The anchored total is known on purpose; all other cells are protected.
            if name != stock or month not in printed.anchors:
                cells.append(({"metric": name, "period": month}, getattr(printed.series, values)[place]))
        structure = printed.structure.get(month, {})
        cells += [
            ({"metric": stock, "period": month, **dict(where)}, n) for where, n in structure.items() if where
        ]
    for table in printed.flows:
        cells += [
            ({"metric": table.name, "period": table.period, **dict(where)}, count)
            for where, count in table.cells.items()
            if not where or not table.overlapping
        ]
    return cells


def _finding(where: dict[str, str], value: int, base: int, need: int) -> Finding:
    if value < 0 or where.get("traeger") == MULTIPLE:
        return Finding(where, value - base + 1, value, base, need, _PROOF)
    return Finding(where, value, value + base - 1, base, need, _PROOF)


def _overlapping(printed: Block, base: int, need: int) -> list[Finding]:
    """Topics: any consultation may have any of them or none, so a cell moves freely between 0 and the total."""
    found = []
    for table in (table for table in printed.flows if table.overlapping):
        own, most = cell_base(table, base), table.cells[()]
        for where, value in table.cells.items():
            if where:
                lower, upper = max(0, value - own + 1), min(value + own - 1, most)
                place = {"metric": table.name, "period": table.period, **dict(where)}
                asked = need * own // base
                found.append(Finding(place, lower, upper, upper - lower + 1, asked, _PROOF))
    return found


def as_printed(block: Block, values: Mapping[Hashable, int]) -> Block:
    """The same block with printed numbers in place of exact ones: what the attacker gets to see."""
    stock, entries, exits = block.names
    months = block.series.months
    series = replace(
        block.series,
        stock=tuple(values[stock, month, ()] for month in months),
        entries=tuple(values[entries, month, ()] for month in months),
        exits=tuple(values[exits, month, ()] for month in months),
    )
    structure = {
        month: {where: values[stock, month, where] for where in cells if (stock, month, where) in values}
        for month, cells in block.structure.items()
    }
    flows = [
        replace(
            table,
            cells={
                w: values[table.name, table.period, w]
                for w in table.cells
                if (table.name, table.period, w) in values
            },
        )
        for table in block.flows
    ]
    return replace(block, series=series, structure=structure, flows=flows)
