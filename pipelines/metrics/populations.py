"""The relations that metrics count in, their dimensions, and which combinations the month-end cubes hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from pipelines.errors import Problem
from pipelines.hints import did_you_mean

_CORE = ("traeger", "nationality", "status", "age_band", "sex", "housing")
_MORE = ("region", "status_group", "household", "zugangsart", "duration_class")


@dataclass(frozen=True)
class Population:
    """One relation of `sql/`, one row per member.

    variants: relations with the same columns plus the dimension named; they serve when that dimension is asked for.
    main: dimensions cubed up to three at a time (one breakdown and two filters). more: cubed singly and in pairs.
    folded: dimensions that only the public table programme counts by (a rate as the codes yes and no); never cubed.
    standing: the codes of a dimension that stand in every table by it, also with zero: they are a part of the question
    (who reaches the limit within 3 months?), not something that members have.
    unit: what a share of it is a share of, as in a catalogue entry (the sites of a house are counted in places).
    flow: rows belong to a period. persons: rows are persons, so that Träger rows can exceed the total (`multiple`).
    """

    name: str
    relation: str
    main: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    variants: Mapping[frozenset[str], str] = field(default_factory=dict)
    standing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unit: str = "persons"
    flow: bool = False
    persons: bool = False

    @property
    def dimensions(self) -> frozenset[str]:
        """What a figure may be broken down by."""
        return frozenset(self.main + self.more)

    @property
    def columns(self) -> frozenset[str]:
        """What the rows can be counted by."""
        return self.dimensions | frozenset(self.folded)

    def relation_for(self, dimensions: frozenset[str]) -> str:
        """The relation that has all of `dimensions`."""
        special = frozenset().union(*self.variants) if self.variants else frozenset()
        return self.variants.get(dimensions & special, self.relation)

    def cube_sets(self) -> Iterator[tuple[str, ...]]:
        """Every combination of dimensions that the cubes hold, each in alphabetical order."""
        sets = {tuple(sorted(some)) for size in range(4) for some in combinations(self.main, size)}
        sets |= {tuple(sorted(some)) for size in (1, 2) for some in combinations(self.main + self.more, size)}
        return iter(sorted(sets, key=lambda some: (len(some), some)))


def _by(*dimensions: str) -> frozenset[str]:
    return frozenset(dimensions)


POPULATIONS = {
    population.name: population
    for population in (
        Population(
            "active",
            "active",
            main=_CORE,
            more=(*_MORE, "language", "employment"),
            folded=("contacted", "limit_36", "planned", "b1", "employed"),
            variants={_by("traeger"): "active_by_traeger"},
            persons=True,
        ),
        # The same persons once more: quantiles cannot be added up and are dear, so fewer combinations are cubed.
        Population(
            "durations", "active", more=_CORE, variants={_by("traeger"): "active_by_traeger"}, persons=True
        ),
        Population(
            "active_ahead",
            "active_ahead",
            main=("horizon_months", "traeger", "nationality", "status_group", "age_band", "sex", "household"),
            variants={_by("traeger"): "active_ahead_by_traeger"},
            standing={"horizon_months": ("3", "6", "12")},
            persons=True,
        ),
        Population(
            "entries",
            "entries",
            main=("traeger", "nationality", "zugangsart", "age_band", "sex"),
            more=("region", "status", "status_group", "household", "housing"),
            variants={_by("traeger"): "entries_by_traeger"},
            flow=True,
            persons=True,
        ),
        Population(
            "exits",
            "exits",
            main=("traeger", "nationality", "abgangsgrund", "age_band", "sex"),
            more=("region", "status", "status_group", "household", "housing", "zugangsart"),
            variants={_by("traeger"): "exits_by_traeger"},
            flow=True,
            persons=True,
        ),
        Population(
            "ukraine",
            "ukraine",
            main=("cohort", "horizon_months", "sex", "age_band"),
            folded=("presence", "stayed_3", "stayed_6", "stayed_12", "stayed_24"),
            variants={_by("horizon_months"): "ukraine_after"},
        ),
        Population("ukraine_survival", "ukraine_survival", main=("tenure_months",)),
        Population("positions", "positions_on", main=("traeger", "position_function"), unit="fte"),
        Population("target", "target_on", unit="persons_per_fte"),
        Population("finances", "finances", main=("traeger",), unit="eur"),
        Population("quota", "quota_on"),
        Population("central_residents", "central_residents", main=("site",)),
        Population("sites", "sites_on", main=("site",), unit="places"),
        Population("inhabitants", "inhabitants_on"),
        Population(
            "consultations",
            "consulted",
            main=("traeger", "channel", "topic"),
            variants={_by("topic"): "consultation_topics"},
            unit="consultations",
            flow=True,
        ),
    )
}


def population(name: str) -> Population:
    """The population called `name`; Problem with a suggestion when there is none."""
    if name not in POPULATIONS:
        raise Problem(f"Die Grundgesamtheit «{name}» gibt es nicht. {did_you_mean(name, POPULATIONS)}")
    return POPULATIONS[name]
