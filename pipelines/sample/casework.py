"""The few things that happen to a household in the case work: taken on, passed on, ended."""

from __future__ import annotations

from pipelines.sample.chance import Chance
from pipelines.sample.days import day, plus_months, year_of
from pipelines.sample.people import OPEN, Case, Household, Person

TRAEGER = ("CARITAS", "DIAKONIE", "STADT")
MOVING = frozenset({"WEGZUG_KOMMUNE", "RUECKKEHR_AUSREISE", "ABSCHIEBUNG", "UNBEKANNT_VERZOGEN"})
_MORE_CITY_STAFF = day(2022, 7, 1)
_SHARES_BEFORE = (("CARITAS", 36), ("DIAKONIE", 48), ("STADT", 16))
_SHARES_AFTER = (("CARITAS", 33), ("DIAKONIE", 40), ("STADT", 27))
_EARLY_REASONS = (
    ("WEGZUG_KOMMUNE", 44),
    ("SELBSTSTAENDIG", 22),
    ("UNBEKANNT_VERZOGEN", 10),
    ("RUECKKEHR_AUSREISE", 8),
    ("EINBUERGERUNG", 5),
    ("ABSCHIEBUNG", 5),
    ("SONST", 6),
)
_ALONE_REASONS = (*_EARLY_REASONS, ("VERSTORBEN", 3))
_LATE_REASONS = (("UEBERGABE_REGELDIENST_3J", 70), ("SELBSTSTAENDIG", 30))
# Of those from Ukraine most are extended for a fourth year, else the published stock of July 2025 could not be.
_FATES = {
    "others": (("early", 40), ("handed_over", 34), ("extended", 18), ("overdue", 8)),
    "ukraine": (("early", 5), ("handed_over", 8), ("extended", 79), ("overdue", 8)),
}


def choose_traeger(chance: Chance, at: int) -> str:
    """Träger take households on about in proportion to their posts."""
    return chance.weighted(_SHARES_AFTER if at >= _MORE_CITY_STAFF else _SHARES_BEFORE)


def entered(person: Person, planned: int, latest: int) -> int:
    """A day of entry not before the birth (who was born here: early in the year of birth) nor after `latest`."""
    if year_of(planned) >= person.birth_year:
        return planned
    return min(latest, day(person.birth_year, 1, 1) + person.number % 28)


def take_on(person: Person, at: int, assigned: int, route: str) -> None:
    """Open a case row for a person at the Träger of the household."""
    if assigned and year_of(assigned) < person.birth_year:
        assigned = 0  # born after the parents were assigned
    person.cases.append(Case(person.household.traeger, at, assigned, route))


def end(person: Person, at: int, reason: str, late_paper: int = 0) -> None:
    """End the open case row; who moves away may be signed off some days later than the move."""
    case = person.cases[-1]
    if reason in MOVING:
        case.moved_away = at
        case.end = at + late_paper
    else:
        case.end = at
    case.reason = reason


def decide_fate(chance: Chance, household: Household, kind: str) -> None:
    """Plan when and why the case work of a newly taken household ends, and whether a fourth year is granted."""
    case = next(person for person in household.members if person.active).cases[-1]
    limit = plus_months(case.assigned or case.start, 36)
    if limit < case.start + 90:
        limit = case.start + 365
    outcome = chance.weighted(_FATES[kind])
    if outcome == "early":
        reasons = _ALONE_REASONS if len(household.members) == 1 else _EARLY_REASONS
        household.fate = (case.start + chance.between(40, limit - case.start), chance.weighted(reasons))
    elif outcome == "handed_over":
        household.fate = (limit + chance.below(25), "UEBERGABE_REGELDIENST_3J")
    elif outcome == "overdue":
        household.fate = (limit + chance.between(60, 500), chance.weighted(_LATE_REASONS))
    else:
        _extend(chance, household, limit)


def _extend(chance: Chance, household: Household, limit: int) -> None:
    household.fate = (limit + chance.between(300, 365), chance.weighted(_LATE_REASONS))
    for person in household.members:
        person.extended = limit - chance.between(0, 45)


def pass_on(chance: Chance, household: Household, at: int, last: int) -> None:
    """Hand a household to another Träger: touching intervals, rarely with a day between."""
    household.traeger = chance.pick([name for name in TRAEGER if name != household.traeger])
    gap = 1 if chance.happens(0.04) and at + 1 < last else 0
    for person in household.active:
        old = person.cases[-1]
        if old.start >= at:
            continue
        old.end, old.reason = at, "TRAEGERWECHSEL"
        take_on(person, at + gap, old.assigned, "TRAEGERWECHSEL")


def reopen(person: Person, at: int) -> None:
    """Take a former client on again."""
    take_on(person, at, at, "WIEDERAUFNAHME")
    person.extended = OPEN
