"""The published margins of December 2020: the last few degrees of freedom are set so that every margin holds.

The world comes within a few persons of them; here some ages, households and sexes are changed, in an order fixed by
the persons' numbers. Nothing dated changes, so every stock stays as it is.
"""

from __future__ import annotations

from collections import Counter

from pipelines.sample.days import last_day
from pipelines.sample.people import Household, Person
from pipelines.sample.targets import CENSUS_MONTH
from pipelines.sample.world import World


def meet(world: World) -> None:
    """Make minors, families and males of the census month exact."""
    at = last_day(CENSUS_MONTH)
    active = [person for person in world.persons if person.active_on(at)]
    _minors(active, world.targets.margin("minor"), CENSUS_MONTH // 12)
    _families(world, active, world.targets.margin("family"))
    _males(active, world.targets.margin("male"), CENSUS_MONTH // 12)


def _minors(active: list[Person], target: int, year: int) -> None:
    missing = target - sum(year - person.birth_year < 18 for person in active)
    if missing > 0:
        grown = [one for one in active if year - one.birth_year >= 18 and one.role != "partner"]
        for person in sorted(grown, key=lambda one: (-one.birth_year, one.number))[:missing]:
            person.birth_year = year - 17
    else:
        minors = [one for one in active if year - one.birth_year < 18]
        for person in sorted(minors, key=lambda one: (one.birth_year, one.number))[:-missing]:
            person.birth_year = year - 18


def _families(world: World, active: list[Person], target: int) -> None:
    together = Counter(person.household.number for person in active)
    missing = target - sum(number for number in together.values() if number > 1)
    alone = [one for one in active if len(one.household.members) == 1]
    while missing >= 2:
        first, second = _countrymen(alone)
        _join(world, second, first.household)
        missing -= 2
    if missing == 1:
        person, household = _relatives(alone, active, together)
        _join(world, person, household)
    for person in _eldest_children(active, together)[: max(0, -missing)]:
        _leave(world, person)


def _countrymen(alone: list[Person]) -> tuple[Person, Person]:
    """Two single persons of one nationality; they are taken out of the list."""
    for first in alone:
        for second in alone:
            if first is not second and first.nationality == second.nationality:
                alone.remove(first)
                alone.remove(second)
                return first, second
    raise ValueError("no two single persons of one nationality")


def _relatives(alone: list[Person], active: list[Person], together: Counter[int]) -> tuple[Person, Household]:
    for person in alone:
        for other in active:
            if other.nationality == person.nationality and together[other.household.number] > 1:
                return person, other.household
    raise ValueError("no family of the nationality of a single person")


def _eldest_children(active: list[Person], together: Counter[int]) -> list[Person]:
    """One person of each larger family who may well live alone, the eldest children first."""
    chosen: dict[int, Person] = {}
    for person in sorted(active, key=lambda one: (one.birth_year, one.number)):
        number = person.household.number
        if together[number] > 2 and person.role not in ("head", "partner"):
            chosen.setdefault(number, person)
    return list(chosen.values())


def _join(world: World, person: Person, household: Household) -> None:
    world.households.remove(person.household)
    person.household = household
    person.role = "relative"
    household.members.append(person)


def _leave(world: World, person: Person) -> None:
    old = person.household
    old.members.remove(person)
    person.household = Household(
        max(one.number for one in world.households) + 1, old.group, [person], old.traeger
    )
    world.households.append(person.household)


def _males(active: list[Person], target: int, year: int) -> None:
    missing = target - sum(person.sex == "m" for person in active)
    wrong, right = ("w", "m") if missing > 0 else ("m", "w")
    children = [
        one for one in active if one.sex == wrong and year - one.birth_year < 18 and one.role == "child"
    ]
    for person in children[: abs(missing)]:
        person.sex = right
