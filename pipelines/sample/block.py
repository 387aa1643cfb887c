"""One block: a small invented town with all its histories; the demo is one block, large samples are many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.sample import corrections, housing, margins, rows
from pipelines.sample.chance import Chance
from pipelines.sample.contacts import Contacts, silent_persons
from pipelines.sample.days import first_day, last_day
from pipelines.sample.people import Person
from pipelines.sample.progress import give_progress
from pipelines.sample.status import give_statuses
from pipelines.sample.targets import CLOSING, OPENING, Targets
from pipelines.sample.world import World

PERSON_NUMBERS = 1 << 14  # room for running numbers of one block
CONTACT_NUMBERS = 1 << 20
Line = tuple[str, str, int, str]  # kind, Träger, index of the first delivery that has it, line


@dataclass(frozen=True)
class Plan:
    """What is asked for: days of the deliveries (ascending), months back, seed, contacts relative to the demo."""

    deliveries: tuple[int, ...]
    months: int
    seed: int
    contact_factor: float = 1.0
    flaws: bool = False

    @property
    def opening(self) -> int:
        """The first month of the sample."""
        return CLOSING - self.months + 1


@dataclass(frozen=True)
class Block:
    """Number of the block, scale against the city, persons with a case wanted (None: as they come)."""

    number: int
    scale: float
    persons: int | None = None


def populate(plan: Plan, block: Block) -> tuple[World, list[Person]]:
    """A lived-through world and the persons of it that the sample keeps."""
    scale = block.scale
    while True:
        world = World(Chance(plan.seed, block.number, "world"), Targets(scale), min(plan.opening, OPENING))
        world.run(CLOSING)
        world.ukraine.settle_before_the_war()
        kept = [person for person in world.persons if _reaches(person, first_day(plan.opening))]
        if block.persons is None:
            return world, kept
        clients = [person for person in kept if person.cases]
        if len(clients) >= block.persons:
            return world, _without(world, kept, clients, len(clients) - block.persons)
        scale *= 1.02 * block.persons / max(len(clients), 1)


def _without(world: World, kept: list[Person], clients: list[Person], surplus: int) -> list[Person]:
    """All but some clients chosen at random, so that the number is exact and the shapes stay."""
    dropped = {person.number for person in world.chance.shuffled(clients)[:surplus]}
    return [person for person in kept if person.number not in dropped]


def _reaches(person: Person, opening: int) -> bool:
    """A person with something to tell in the sample's months."""
    lasts = [case.last for case in person.cases] + [stay.left for stay in person.stays]
    return any(not last or last >= opening for last in lasts)


def furnish(plan: Plan, block: Block, world: World, persons: list[Person]) -> None:
    """Give every kept person homes, statuses and progress; apply the margins and later corrections."""
    closing = last_day(CLOSING)
    if block.persons is None and plan.opening <= OPENING:
        margins.meet(world)
    chance = Chance(plan.seed, block.number, "histories")
    housing.house(chance, world.households, closing, world.targets.scale)
    for household in world.households:
        give_statuses(chance, household)
    for person in persons:
        if person.cases:
            give_progress(chance, person)
    chance = Chance(plan.seed, block.number, "corrections")
    corrections.plant(chance, persons, plan.deliveries[-1])
    if block.persons is None:
        corrections.double(chance, world, persons)
    if plan.flaws:
        corrections.two_traeger(chance, persons, plan.deliveries[-1] - 60)
    for number, person in enumerate(persons):
        person.number = block.number * PERSON_NUMBERS + number
    for number, household in enumerate(world.households):
        household.number = block.number * PERSON_NUMBERS + number


def lines(plan: Plan, block: Block) -> Iterator[Line]:
    """All lines about persons of one block."""
    world, persons = populate(plan, block)
    furnish(plan, block, world, persons)
    for index, at in enumerate(plan.deliveries):
        yield from _extract(persons, index, at, plan.seed)
    yield from _contacts(plan, block, world, persons)


def _extract(persons: list[Person], index: int, at: int, seed: int) -> Iterator[Line]:
    register: list[str] = []
    for person in persons:
        register.extend(rows.zuzugsregister(person, at, seed))
        if person.cases:
            yield from (("faelle", traeger, index, line) for traeger, line in rows.faelle(person, at, seed))
            yield from (
                ("aufenthalt", traeger, index, line) for traeger, line in rows.aufenthalt(person, at, seed)
            )
            homes = housing.homes_of(person, at)
            yield from (
                ("unterbringung", traeger, index, line)
                for traeger, line in rows.unterbringung(person, homes, at, seed)
            )
    # Sorted by pseudonym, so that the order of rows links nobody to a case.
    yield from (("zuzugsregister", "STADT", index, line) for line in sorted(register))


def _contacts(plan: Plan, block: Block, world: World, persons: list[Person]) -> Iterator[Line]:
    chance = Chance(plan.seed, block.number, "contacts")
    first_number = block.number * CONTACT_NUMBERS
    contacts = Contacts(chance, plan.seed, first_number, first_day(plan.opening), last_day(CLOSING))
    silent = silent_persons(chance, persons, world.targets)
    for person in persons:
        for traeger, known, line in contacts.of(person, person.number in silent, plan.contact_factor):
            yield from _from_then_on(plan, traeger, known, line)
    for traeger, known, line in contacts.walk_ins(world.targets.scale * plan.contact_factor):
        yield from _from_then_on(plan, traeger, known, line)


def _from_then_on(plan: Plan, traeger: str, known: int, line: str) -> Iterator[Line]:
    for index, at in enumerate(plan.deliveries):
        if known <= at:
            yield "beratungen", traeger, index, line
