"""Who comes together: people alone, couples, mothers and families, by profile of the country of origin."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.sample.chance import Chance

Member = tuple[str, int, str]  # sex, age, role (head, partner, child, relative)

_KINDS = {
    "family": (("man", 27), ("woman", 6), ("couple", 8), ("parents", 46), ("mother", 9), ("brothers", 4)),
    "mixed": (("man", 42), ("woman", 13), ("couple", 5), ("parents", 16), ("mother", 20), ("brothers", 4)),
    "men": (("man", 76), ("woman", 5), ("couple", 4), ("parents", 6), ("mother", 5), ("brothers", 4)),
    "ukraine": (
        ("man", 9),
        ("woman", 15),
        ("couple", 6),
        ("elders", 12),
        ("parents", 21),
        ("mother", 33),
        ("elder", 6),
    ),
}
_ADULT_AGES = (((18, 20), 12), ((21, 29), 52), ((30, 39), 16), ((40, 60), 15), ((61, 69), 5))
_PARENT_AGES = (((20, 24), 22), ((25, 29), 32), ((30, 36), 18), ((37, 44), 20), ((45, 52), 8))
_CHILDREN = ((1, 34), (2, 33), (3, 20), (4, 9), (5, 4))


def _aged(chance: Chance, bands: tuple[tuple[tuple[int, int], int], ...]) -> int:
    return chance.between(*chance.weighted(bands))


def _children(chance: Chance, parent_age: int, few: bool) -> list[Member]:
    oldest = max(0, min(17, parent_age - 19))
    count = chance.weighted(_CHILDREN[:3] if few else _CHILDREN)
    # The city's families are young: four of five children are at most twelve.
    ages = [chance.between(0, min(oldest, 12 if chance.happens(0.3) else 17)) for _ in range(count)]
    return [("m" if chance.happens(0.51) else "w", age, "child") for age in sorted(ages, reverse=True)]


def draw(chance: Chance, profile: str) -> list[Member]:
    """One household as (sex, age, role), adults first."""
    kind = chance.weighted(_KINDS[profile])
    if kind in ("man", "woman"):
        return [("m" if kind == "man" else "w", _aged(chance, _ADULT_AGES), "head")]
    if kind in ("elder", "elders"):
        age = chance.between(60, 82)
        head: list[Member] = [("w", age, "head")]
        return [*head, ("m", min(84, age + chance.between(0, 4)), "partner")] if kind == "elders" else head
    if kind == "brothers":
        age = chance.between(18, 32)
        return [("m", age, "head"), ("m", max(14, age - chance.between(1, 5)), "relative")]
    return _with_parents(chance, profile, kind)


def _with_parents(chance: Chance, profile: str, kind: str) -> list[Member]:
    age = _aged(chance, _PARENT_AGES)
    few = profile == "ukraine"
    if few and kind == "mother":
        age = max(age, chance.between(24, 45))
        unit: list[Member] = [("w", age, "head"), *_children(chance, age, few)]
        return [*unit, ("w", min(84, age + 26), "relative")] if chance.happens(0.15) else unit
    if kind == "mother":
        return [("w", age, "head"), *_children(chance, age, few)]
    couple: list[Member] = [("m", age + chance.between(0, 7), "head"), ("w", age, "partner")]
    return couple if kind == "couple" else couple + _children(chance, age, few)


@dataclass
class Steering:
    """Chooses among proposals the one that keeps the shares of a few features nearest to their targets."""

    shares: dict[str, float]

    def choose(
        self, chance: Chance, profile: str, counts: dict[str, int], features: Features, proposals: int = 6
    ) -> list[Member]:
        """The best of some drawn households; `counts` holds the features (and `persons`) so far."""
        best: list[Member] = []
        least = 0.0
        for _ in range(proposals):
            unit = draw(chance, profile)
            off = self._distance(counts, features(unit))
            if not best or off < least:
                best, least = unit, off
        return best

    def _distance(self, counts: dict[str, int], added: dict[str, int]) -> float:
        persons = counts.get("persons", 0) + added["persons"]
        misses = (
            counts.get(name, 0) + added.get(name, 0) - share * persons for name, share in self.shares.items()
        )
        return sum(miss * miss for miss in misses) / persons


class Features:
    """What is counted about a household."""

    def __call__(self, unit: list[Member]) -> dict[str, int]:
        raise NotImplementedError


class Margins(Features):
    """Features of the published margins: male, in a family, under 18."""

    def __call__(self, unit: list[Member]) -> dict[str, int]:
        return {
            "persons": len(unit),
            "male": sum(sex == "m" for sex, _, _ in unit),
            "family": len(unit) if len(unit) > 1 else 0,
            "minor": sum(age < 18 for _, age, _ in unit),
        }


class AgeSex(Features):
    """Features of the UNHCR table: one cell per age band and sex."""

    def __init__(self, bands: list[tuple[int, int]]) -> None:
        self._band = {age: low for low, high in bands for age in range(low, high + 1)}

    def __call__(self, unit: list[Member]) -> dict[str, int]:
        cells = {"persons": len(unit)}
        for sex, age, _ in unit:
            cell = f"{self._band[age]}{sex}"
            cells[cell] = cells.get(cell, 0) + 1
        return cells
