"""The rows of public tables come from closed lists, never from the data: a row that appears would tell who came.

A row «divers» or a new Träger that stood in the tables only once somebody was there would say: nobody before, and at
least one now. A printed 0 would then stand for 1 to 4, four values.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from pipelines import codelists
from pipelines.disclosure.programme import Programme
from pipelines.disclosure.tables import MULTIPLE
from pipelines.errors import UsageProblem
from pipelines.metrics import dimensions

# Never counted anywhere, or only another name for unknown.
_NO_ROWS = frozenset({"DUBLETTE", "UNB"})


def closed_codes(plan: Programme, traeger: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Dimension of a public table → every exact code a person or event can have there, occurring or not.

    traeger: codes of further Träger in the city's settings. Raises UsageProblem for a dimension without a list.
    """
    return {dim: _codes(dim, plan.codes, tuple(traeger)) for dim in sorted(_dimensions(plan))}


def _dimensions(plan: Programme) -> set[str]:
    populations = plan.populations.values()
    tables = {dim for population in populations for table in population.tables for dim in table}
    return tables | {rule.by for population in populations for rule in population.flows}


def _codes(dim: str, declared: Mapping[str, Collection[str]], traeger: tuple[str, ...]) -> tuple[str, ...]:
    if dim in declared:
        return tuple(declared[dim])
    known = dimensions.load().get(dim)
    listed = () if known is None else _of_list(known.codelist) if known.codelist else tuple(known.labels)
    if not listed:
        raise UsageProblem(f"Tabellenprogramm: Für «{dim}» fehlt die Liste der Ausprägungen unter codes.")
    more = (*traeger, MULTIPLE) if dim == "traeger" else (codelists.UNKNOWN,)
    return tuple(dict.fromkeys(code for code in (*listed, *more) if code not in _NO_ROWS))


def _of_list(name: str) -> tuple[str, ...]:
    """The codes of a list; a nationality of unknown region is counted as unknown."""
    return tuple(code for code, entry in codelists.load(name).items() if entry.group != codelists.UNKNOWN)
