"""The rows about persons as an export of one day shows them: begun until then, ends as far as known then."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pipelines.sample import housing
from pipelines.sample.chance import case_id, household_id, person_id
from pipelines.sample.days import text
from pipelines.sample.people import Case, Person
from pipelines.sample.progress import employment, language

Row = tuple[str, str]  # Träger, line
_FAR = 10**7
_DESTINATION = {
    "WEGZUG_KOMMUNE": "WEGZUG_INLAND",
    "RUECKKEHR_AUSREISE": "RUECKKEHR",
    "ABSCHIEBUNG": "RUECKKEHR",
    "UNBEKANNT_VERZOGEN": "UNBEKANNT",
}
_PLANNED_AHEAD = 21


def faelle(person: Person, at: int, seed: int) -> Iterator[Row]:
    """Case rows of one person known on the day `at`."""
    fall = case_id(person.number, seed)
    household = "" if person.hidden_household else household_id(person.household.number, seed)
    year = "" if person.hidden_year else str(person.birth_year)
    plan = max((one for one in person.plans if one <= at), default=0)
    extended = "j" if 0 < person.extended <= at else "n"
    now = f"{text(plan)};{extended};{language(person, at)};{employment(person, at)}"
    for case in person.cases:
        if max(case.start, case.known) > at:
            continue
        end, moved = _ends(case, at, person.number)
        start = case.first_told if case.first_told <= at < case.told_until else case.start
        reason = case.reason if end or moved else ""
        yield (
            case.traeger,
            f"{fall};{household};{case.traeger};{year};{person.sex};{person.nationality};{text(person.entered)};"
            f"{text(case.assigned)};{text(start)};{case.route};{text(end)};{reason};{text(moved)};{now}",
        )


def _ends(case: Case, at: int, number: int) -> tuple[int, int]:
    """End and move as known on the day; every tenth end is entered some days ahead."""
    ahead = _PLANNED_AHEAD if number % 10 == 0 and not case.moved_away else 0
    if case.end_known > at:
        return 0, 0
    return (case.end if case.end <= at + ahead else 0), (case.moved_away if case.moved_away <= at else 0)


def _known(person: Person, at: int) -> bool:
    first = person.cases[0]
    return first.start <= at and first.known <= at


def _keeper(person: Person, since: int, at: int) -> str:
    """The Träger in charge at the row's start, as far as its case row is known on the day."""
    known = [case for case in person.cases if case.start <= at and case.known <= at]
    begun = [case for case in known if case.start <= since]
    return (begun[-1] if begun else known[0]).traeger


def aufenthalt(person: Person, at: int, seed: int) -> Iterator[Row]:
    """Status rows; a status ends on the eve of the next one known."""
    if not _known(person, at):
        return
    until = person.cases[-1].last or _FAR
    steps = [step for step in person.statuses if step[0] <= at and step[0] <= until]
    fall = case_id(person.number, seed)
    for (start, status), (after, _) in pairwise([*steps, (0, "")]):
        yield _keeper(person, start, at), f"{fall};{status};{text(start)};{text(after - 1 if after else 0)}"


def unterbringung(
    person: Person, homes: list[tuple[int, int, str, str]], at: int, seed: int
) -> Iterator[Row]:
    """Homes; `homes` are the person's from `housing.homes_of`."""
    if not _known(person, at):
        return
    fall = case_id(person.number, seed)
    for moved_in, moved_out, kind, site in homes:
        if moved_in <= at:
            out = moved_out if moved_out <= at else 0
            yield _keeper(person, moved_in, at), f"{fall};{kind};{site};{text(moved_in)};{text(out)}"


def zuzugsregister(person: Person, at: int, seed: int) -> Iterator[str]:
    """Register rows; births in the city are no arrivals."""
    spells = [(stay.arrived, stay.left, stay.destination) for stay in person.stays] or _other_spells(person)
    status = [held for since, held in person.statuses if since <= at]
    year = "" if person.hidden_year else str(person.birth_year)
    who = f"{person_id(person.number, seed)};{person.nationality};{status[-1] if status else ''};{year};{person.sex}"
    for arrived, left, destination in spells:
        if arrived <= at:
            gone = bool(left) and left <= at
            yield f"{who};{text(arrived)};{text(left) if gone else ''};{destination if gone else ''}"


def _other_spells(person: Person) -> list[tuple[int, int, str]]:
    first = person.cases[0]
    if first.route == "GEBURT" or first.reason == "DUBLETTE":
        return []
    spells = []
    for start, end in housing.spans(person):
        reasons = [case.reason for case in person.cases if case.moved_away == end and end]
        spells.append((start, end, _DESTINATION.get(reasons[0], "UNBEKANNT") if reasons else ""))
    return spells
