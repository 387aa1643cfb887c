"""What offices notice late or leave out: late entries, a mistyped start, a double case, a missing year of birth.

Nothing planted here touches the figures of 30.06.2022, which must come out the same from the delivery of that day
and from the newest one, nor any figure of a month's end in the newest delivery.
"""

from __future__ import annotations

from pipelines.sample.casework import TRAEGER
from pipelines.sample.chance import Chance
from pipelines.sample.days import day, first_day, last_day, month_of
from pipelines.sample.people import Case, Household, Person
from pipelines.sample.world import World

PRESS_DAY = day(2022, 6, 30)
_COMPLETE_UNTIL = day(2021, 1, 1)  # persons of the published margins have every attribute
# When a double case begins and when it is found out: between two of the demo's deliveries.
_DOUBLES = (
    (day(2019, 4, 8), day(2020, 2, 12)),
    (day(2020, 9, 21), day(2021, 3, 4)),
    (day(2020, 11, 9), day(2021, 3, 4)),
    (day(2023, 6, 5), day(2024, 4, 16)),
)


def plant(chance: Chance, persons: list[Person], last_delivery: int) -> None:
    """Delay some entries, mistype some starts and leave some cells empty."""
    for person in persons:
        if not person.cases:
            continue
        _leave_out(chance, person)
        # Only the first row and the last end come late: between two Träger a late end would look like a double case.
        first, final = person.cases[0], person.cases[-1]
        if chance.happens(0.02):
            first.known = _entered(chance, first.start, last_delivery)
        if final.last and chance.happens(0.04):
            final.end_known = _entered(chance, final.last, last_delivery)
        if chance.happens(0.008):
            _mistype(chance, first, last_delivery)


def double(chance: Chance, world: World, persons: list[Person]) -> None:
    """Add a few cases (to world and `persons`) that turn out later to be of somebody already known."""
    for begun, found in _DOUBLES:
        _double(chance, world, persons, begun, found)


def _entered(chance: Chance, happened: int, last_delivery: int) -> int:
    """The day on which the office enters what happened, days or weeks later."""
    known = happened + chance.between(5, 50)
    return happened if happened <= PRESS_DAY < known or known > last_delivery else known


def _leave_out(chance: Chance, person: Person) -> None:
    if person.cases[0].start < _COMPLETE_UNTIL:
        return
    person.hidden_year = chance.happens(0.006)
    if len(person.household.members) == 1:
        person.hidden_household = chance.happens(0.01)
        if chance.happens(0.006):
            person.sex = chance.pick(("d", "x"))


def _mistype(chance: Chance, case: Case, last_delivery: int) -> None:
    """A start date a few days off, within its month, corrected half a year later."""
    told = case.start + chance.pick((-9, -7, -2, -1, 1, 2, 7, 9))
    corrected = case.start + chance.between(150, 250)
    same_month = first_day(month_of(case.start)) <= told <= last_day(month_of(case.start))
    before_the_end = not case.last or told < case.last
    in_time = corrected <= last_delivery and not case.start <= PRESS_DAY < corrected
    if same_month and before_the_end and in_time:
        case.first_told, case.told_until = told, corrected


def two_traeger(chance: Chance, persons: list[Person], at: int) -> None:
    """Three persons whom two Träger hold at the same time: a mistake for `--flaws typical`."""
    alone = [one for one in persons if len(one.cases) == 1 and one.active_on(at) and not one.cases[0].last]
    for person in chance.shuffled(alone)[:3]:
        case = person.cases[0]
        other = chance.pick([name for name in TRAEGER if name != case.traeger])
        person.cases.append(Case(other, case.start + 20, case.assigned, "TRAEGERWECHSEL"))


def _double(chance: Chance, world: World, persons: list[Person], begun: int, found: int) -> None:
    """One person who lives alone has a second Fall-ID for a while, until somebody notices."""
    alone = [
        one
        for one in persons
        if one.active_on(begun) and one.active_on(found) and len(one.household.members) == 1
    ]
    if not alone:
        return
    twin = chance.pick(alone)
    household = Household(max(one.number for one in world.households) + 1, twin.household.group)
    double = Person(0, twin.nationality, twin.sex, twin.birth_year, "head", household, twin.entered)
    held = next(one for one in twin.cases if one.start <= begun and not 0 < one.last <= begun)
    case = Case(held.traeger, begun, held.assigned, held.route, found, "DUBLETTE")
    case.end_known = found
    double.cases.append(case)
    household.members.append(double)
    world.households.append(household)
    persons.append(double)
