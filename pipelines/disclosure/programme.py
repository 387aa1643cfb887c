"""The table programme: reads the declaration, merges small codes, and turns exact counts into blocks to be rounded."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.declarations import read_yaml
from pipelines.disclosure.block import Block, FlowTable, Identity
from pipelines.disclosure.closed_rows import all_rows
from pipelines.disclosure.earlier_codes import EARLIER_CODES
from pipelines.disclosure.flows import Series
from pipelines.disclosure.grid import By, by
from pipelines.disclosure.witness import refuse_cycles
from pipelines.errors import UsageProblem
from pipelines.metrics import dimensions

_FILE = Path(__file__).with_name("programme.yml")

# Asks for exact counts: metric, period ("2022-06" or "2022-H1"), dimensions → codes in that order → count.
Counts = Callable[[str, str, tuple[str, ...]], Mapping[tuple[str, ...], int]]


@dataclass(frozen=True)
class FlowRule:
    metric: str
    by: str
    overlapping: bool = False
    sensitive: bool = False
    after: int = 0


@dataclass(frozen=True)
class Population:
    """What is published about one population; see the head of programme.yml. since: a month "2022-02", or empty."""

    id: str
    names: tuple[str, str, str]
    unchanging: tuple[str, ...]
    tables: tuple[tuple[str, ...], ...]
    flows: tuple[FlowRule, ...]
    identities: tuple[Identity, ...]
    silent: frozenset[str]
    since: str = ""


@dataclass(frozen=True)
class Merge:
    """How codes of a dimension are joined: named ones, and those that stay too small into a rest."""

    codes: Mapping[str, str]
    least: int = 0
    into: str | None = None


@dataclass(frozen=True)
class Answer:
    """A metric answered by cells of another one: sum of `where`, for a rate over the sum of `of`."""

    metric: str
    where: tuple[By, ...]
    of: tuple[By, ...]


@dataclass(frozen=True)
class Cohorts:
    """A rate by half-year of arrival: of the events `metric`, those with `yes` in the dimension of a horizon."""

    metric: str
    horizons: Mapping[str, str]


@dataclass(frozen=True)
class Programme:
    populations: Mapping[str, Population]
    merges: Mapping[str, Merge]
    answers: Mapping[str, Answer]
    codes: Mapping[str, tuple[str, ...]]
    cohorts: Mapping[str, Cohorts] = field(default_factory=dict)


def load(path: Path = _FILE) -> Programme:
    """The declared programme.

    Raises UsageProblem for tables of more than two dimensions and for codes joined under a name that is not theirs,
    and Refused for tables that form a ring.
    """
    declared = read_yaml(path)
    populations = {name: _population(name, keys) for name, keys in declared["populations"].items()}
    merges = {name: _merge(keys) for name, keys in declared["merge"].items()}
    _check_names(merges)
    for population in populations.values():
        shapes = {frozenset(table) for table in population.tables}
        parents = {(dim, "*"): (merge.into, "*") for dim, merge in merges.items() if merge.into}
        refuse_cycles(shapes, parents, population.unchanging)
    answers = {
        name: Answer(keys["metric"], _cells(keys["where"]), _cells(keys.get("of", ())))
        for name, keys in declared["answers"].items()
    }
    cohorts = {name: Cohorts(**keys) for name, keys in declared.get("cohorts", {}).items()}
    codes = {dim: tuple(map(str, listed)) for dim, listed in declared["codes"].items()}
    return Programme(populations, merges, answers, codes, cohorts)


def _population(name: str, keys: Mapping[str, Any]) -> Population:
    tables = tuple(tuple(sorted([table] if isinstance(table, str) else table)) for table in keys["tables"])
    for table in tables:
        if len(table) > 2:
            raise UsageProblem(
                f"Tabellenprogramm, {name}: {' × '.join(table)} hat mehr als zwei Merkmale; bitte teilen."
            )
    spoken = tuple(word.strip("()") for word in keys["names"])
    silent = frozenset(word.strip("()") for word in keys["names"] if word.startswith("("))
    identities = tuple((_cells(pair["left"]), _cells(pair["right"])) for pair in keys.get("identities", ()))
    flows = tuple(FlowRule(**flow) for flow in keys["flows"])
    names = (spoken[0], spoken[1], spoken[2])
    since = keys.get("since", "")
    return Population(name, names, tuple(keys["unchanging"]), tables, flows, identities, silent, since)


def _merge(keys: Mapping[str, Any]) -> Merge:
    codes = {old: new for new, olds in keys.get("codes", {}).items() for old in olds}
    return Merge(codes, keys.get("least", 0), keys.get("into"))


def _check_names(merges: Mapping[str, Merge]) -> None:
    """Several codes joined bear a name of their own, and a name once printed for them is never given to a part."""
    labels = {dim: known.joined for dim, known in dimensions.load().items()}
    for dim, merge in merges.items():
        for new in sorted(set(merge.codes.values()) - set(labels.get(dim, ()))):
            parts = ", ".join(sorted(old for old, joined in merge.codes.items() if joined == new))
            raise UsageProblem(
                f"Tabellenprogramm, {dim}: «{new}» fasst {parts} zusammen und braucht dafür einen eigenen Code, "
                "der in keiner Codeliste steht, mit einer Bezeichnung in dimensions.yml."
            )
    for (dim, old), new in EARLIER_CODES.items():
        if dim not in merges or merges[dim].codes.get(old) != new:
            raise UsageProblem(
                f"Tabellenprogramm, {dim}: «{old}» stand früher gedruckt für «{new}» und muss dazu gehören; "
                "ein anderer Inhalt unter diesem Code verfälscht das Verzeichnis."
            )


def _cells(words: Iterable[str]) -> tuple[By, ...]:
    pairs = (word.split("=", 1) for word in words)
    return tuple(by([(name, code)]) for name, code in pairs)


def listed_codes(
    sizes: Iterable[Mapping[str, int]], least: int, already: Collection[str] = ()
) -> frozenset[str]:
    """Codes that keep a row of their own: at least `least` persons at some month end, or listed before.

    Measured over the whole history and never taken back, so that the list itself tells nothing new about a month.
    """
    found = set(already)
    for counts in sizes:
        found |= {code for code, count in counts.items() if count >= least}
    return frozenset(found)


class Merger:
    """Joins codes after the programme; `lift` says to which coarser code a small one belongs."""

    def __init__(
        self,
        merges: Mapping[str, Merge],
        listed: Mapping[str, Collection[str]],
        lift: Mapping[str, Callable[[str], str]],
        printed: Mapping[str, Mapping[str, Collection[str]]] | None = None,
    ) -> None:
        """printed: month → dimension → codes that had a row of their own when that month was printed first."""
        self._merges, self._listed, self._lift = merges, listed, lift
        self._printed = printed or {}

    def at(self, month: str) -> Merger:
        """The merging of one month: a month that has been printed is never split anew.

        A smaller rest beside an older, larger one would tell what left it.
        """
        listed = {**self._listed, **self._printed.get(month, {})}
        return Merger(self._merges, listed, self._lift)

    def code(self, dim: str, code: str) -> str:
        """The public code of an exact one; `unknown` always stays."""
        merge = self._merges.get(dim)
        if merge is None or code == "unknown":
            return code
        if merge.into and code not in self._listed.get(dim, ()):
            return f"rest_{self._lift[dim](code)}"
        return merge.codes.get(code, code)

    def counts(self, dims: Sequence[str], exact: Mapping[tuple[str, ...], int]) -> dict[By, int]:
        """Exact counts by codes → counts by public coordinates."""
        merged: dict[By, int] = defaultdict(int)
        for codes, count in exact.items():
            merged[by((dim, self.code(dim, code)) for dim, code in zip(dims, codes, strict=True))] += count
        return dict(merged)

    def parents(self, cells: Iterable[By]) -> dict[tuple[str, str], tuple[str, str]]:
        """(dimension, public code) → its coarser code, for every code that occurs."""
        found = {}
        for dim, code in {pair for where in cells for pair in where}:
            merge = self._merges.get(dim)
            if merge is not None and merge.into:
                rest = code.removeprefix("rest_")
                coarse = code if code == "unknown" else rest if rest != code else self._lift[dim](code)
                found[dim, code] = (merge.into, coarse)
        return found


def build_block(
    population: Population,
    months: Sequence[str],
    halves: Mapping[str, Sequence[str]],
    counts: Counts,
    merger: Merger,
    codes: Mapping[str, Collection[str]],
) -> Block:
    """Exact counts of one population as a block for `round_block`.

    months: consecutive month ends "2022-06". halves: complete half-years → their months. counts: see `Counts`.
    codes: dimension → all codes it can have; every one gets its row, so that neither an absent row nor a new one tells
    anything. Raises Refused for a code outside its list.
    """
    stock, entries, exits = (
        tuple(counts(name, month, ()).get((), 0) for month in months) for name in population.names
    )
    raw = {month: _month(population, month, counts, merger) for month in months} if population.tables else {}
    structure = {
        month: _filled(population.tables, cells, codes, merger.at(month)) for month, cells in raw.items()
    }
    flows = [
        _flow(rule, half, tuple(inside), counts, merger, codes[rule.by])
        for rule in population.flows
        for half, inside in halves.items()
        if _months_since(months, inside) >= rule.after
    ]
    parents = merger.parents({where for cells in structure.values() for where in cells})
    return Block(
        Series(tuple(months), stock, entries, exits),
        structure,
        flows,
        parents,
        population.unchanging,
        population.names,
        population.identities,
    )


def _months_since(months: Sequence[str], inside: Sequence[str]) -> int:
    """How many months are known after the end of a half-year."""
    return len(months) - 1 - months.index(inside[-1])


def _month(population: Population, month: str, counts: Counts, merger: Merger) -> dict[By, int]:
    cells: dict[By, int] = {}
    for table in ((), *population.tables):
        cells |= merger.at(month).counts(table, counts(population.names[0], month, table))
    return cells


def _filled(
    tables: Iterable[Sequence[str]],
    cells: Mapping[By, int],
    codes: Mapping[str, Collection[str]],
    merger: Merger,
) -> dict[By, int]:
    rows: list[By] = [()]
    for table in tables:
        shown = [_rows(dim, codes[dim], merger) for dim in table]
        rows += [by(zip(table, combo, strict=True)) for combo in itertools.product(*shown)]
    return all_rows(rows, cells)


def _rows(dim: str, codes: Iterable[str], merger: Merger) -> list[str]:
    """The public codes of a dimension, small nationalities as the rest of their region."""
    return sorted({merger.code(dim, code) for code in codes})


def _flow(
    rule: FlowRule, half: str, months: tuple[str, ...], counts: Counts, merger: Merger, codes: Collection[str]
) -> FlowTable:
    """Every half-year shows the same rows, empty ones included."""
    counted = merger.counts((rule.by,), counts(rule.metric, half, (rule.by,)))
    cells = all_rows([by([(rule.by, code)]) for code in _rows(rule.by, codes, merger)], counted)
    cells[()] = counts(rule.metric, half, ()).get((), 0)
    return FlowTable(rule.metric, half, months, cells, rule.overlapping, rule.sensitive)
