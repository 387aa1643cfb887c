"""Persons from Ukraine: the arrivals register leads, the case work follows.

Arrivals follow the public monthly curve, the number present its own anchors; departures are what lies between.
Of those present the case work takes on as many as the target stock asks for, oldest arrivals first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.sample import casework
from pipelines.sample.chance import Chance
from pipelines.sample.days import day, first_day, last_day
from pipelines.sample.days import month as month_number
from pipelines.sample.families import AgeSex, Steering, draw
from pipelines.sample.people import Household, Person, Stay
from pipelines.sample.targets import UKRAINE, table

if TYPE_CHECKING:
    from pipelines.sample.world import World

WAR = day(2022, 2, 24)
_DESTINATIONS = (("WEGZUG_INLAND", 48), ("RUECKKEHR", 30), ("DRITTSTAAT", 8), ("UNBEKANNT", 14))
_REASON = {
    "WEGZUG_INLAND": "WEGZUG_KOMMUNE",
    "RUECKKEHR": "RUECKKEHR_AUSREISE",
    "DRITTSTAAT": "RUECKKEHR_AUSREISE",
    "UNBEKANNT": "UNBEKANNT_VERZOGEN",
}
_ROUTES = (("UKRAINE_DIREKT", 86), ("ZUWEISUNG", 9), ("FAMILIENNACHZUG", 5))


def _age_sex_shares() -> tuple[dict[str, float], list[tuple[int, int]]]:
    rows = table("ukraine_age_sex")
    total = sum(int(row["female"]) + int(row["male"]) for row in rows)
    shares = {}
    for row in rows:
        shares[row["from_age"] + "w"] = int(row["female"]) / total
        shares[row["from_age"] + "m"] = int(row["male"]) / total
    return shares, [(int(row["from_age"]), int(row["to_age"])) for row in rows]


class Ukraine:
    """Register and case work of persons from Ukraine within a world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.targets = world.targets
        self.present: list[Household] = []
        self.away: list[Household] = []
        shares, bands = _age_sex_shares()
        self._steering, self._cells = Steering(shares), AgeSex(bands)
        self._counts: dict[str, int] = {}

    @property
    def chance(self) -> Chance:
        return self.world.chance

    def live(self, month: int) -> None:
        """One month: arrivals, returns, departures, ends of cases, cases taken on."""
        arriving = self.targets.ukraine_arrivals(month)
        target = self.targets.ukraine_present(month)
        before = sum(len(_here(household)) for household in self.present)
        back = self._returns(month) if month > month_number(2022, 5) else 0
        surplus = before + arriving + back - target
        self._arrive(arriving + max(0, -surplus), month)
        self._leave(max(0, surplus), month)
        self._end_cases(month)
        self._meet(self.targets.ukraine_active(month), month)
        self.present = [household for household in self.present if _here(household)]

    def settle_before_the_war(self) -> None:
        """A few persons who came years earlier stand in the register too and do not count as arrived."""
        for year in range(2014, 2014 + int(8 * self.targets.scale + 0.5)):
            at = day(2014 + (year - 2014) % 8, 9, 1) + self.chance.below(90)
            household = self.world.new_household("ukraine", UKRAINE, draw(self.chance, "ukraine")[:1], at)
            household.members[0].stays.append(Stay(at))

    def _arrive(self, persons: int, month: int) -> None:
        first = max(first_day(month), WAR)
        while persons > 0:
            unit = self._steering.choose(self.chance, "ukraine", self._counts, self._cells, 8)[:persons]
            for cell, number in self._cells(unit).items():
                self._counts[cell] = self._counts.get(cell, 0) + number
            at = self.chance.between(first, last_day(month))
            household = self.world.new_household("ukraine", UKRAINE, unit, at)
            for person in household.members:
                person.entered = casework.entered(person, at - self.chance.below(12), at)
                person.stays.append(Stay(at))
            self.present.append(household)
            persons -= len(unit)

    def _returns(self, month: int) -> int:
        """Some who left come back and are entered a second time."""
        returned = 0
        for household in list(self.away):
            left = household.members[0].stays[-1].left
            if left + 45 < first_day(month) and self.chance.happens(0.012):
                at = self.chance.between(first_day(month), last_day(month) - 2)
                for person in household.members:
                    person.stays.append(Stay(at))
                self.away.remove(household)
                self.present.append(household)
                returned += len(household.members)
        return returned

    def _leave(self, persons: int, month: int) -> None:
        while persons > 0:
            household = self._restless(month)
            if household is None:
                return  # the next month makes up for it
            leaving = _here(household)[-persons:]
            arrived = max(one.stays[-1].arrived for one in leaving)
            at = self.chance.between(max(first_day(month), arrived + 1), last_day(month))
            destination = self.chance.weighted(_DESTINATIONS)
            for person in leaving:
                person.stays[-1].left, person.stays[-1].destination = at, destination
                self._sign_off(person, at, destination)
            if not _here(household):
                self.present.remove(household)
                if len(household.members) == len(leaving):
                    self.away.append(household)
            persons -= len(leaving)

    def _sign_off(self, person: Person, at: int, destination: str) -> None:
        if not person.active:
            return
        if person.cases[-1].start >= at:
            person.cases.pop()  # left before the case work began
            return
        casework.end(
            person, at, _REASON[destination], self.chance.below(20) if self.chance.happens(0.3) else 0
        )

    def _restless(self, month: int) -> Household | None:
        """Who leaves: rather one of those not yet taken on, and nobody who arrived on the month's last days.

        None where all arrived then, as in a small town's first month of the war.
        """
        settled = last_day(month) - 2
        if not any(_settled(household, settled) for household in self.present):
            return None
        while True:
            household = self.chance.pick(self.present)
            if not _settled(household, settled):
                continue
            if not any(one.active for one in _here(household)) or self.chance.happens(0.5):
                return household

    def _end_cases(self, month: int) -> None:
        first, last = first_day(month), last_day(month)
        for household in self.present:
            active = household.active
            if active and household.fate[0] <= last:
                reason = household.fate[1]
                reason = reason if reason not in casework.MOVING else "SELBSTSTAENDIG"  # still present
                for person in active:
                    casework.end(person, max(household.fate[0], first, person.cases[-1].start + 1), reason)
            elif active and self.chance.happens(0.003):
                casework.pass_on(self.chance, household, self.chance.workday(first + 3, last - 3), last)

    def _meet(self, target: int, month: int) -> None:
        need = target - sum(len(household.active) for household in self.present)
        for household in self.present:
            if need == 0:
                return
            if need > 0:
                waiting = [one for one in _here(household) if not one.cases][:need]
                self._take_on(household, waiting, month)
                need -= len(waiting)
        self._last_resort(need, month)

    def _last_resort(self, need: int, month: int) -> None:
        """Too few waiting: former clients who are still here come back. Too many cases: the oldest end."""
        at = last_day(month)
        for household in self.present:
            if need > 0:
                former = [
                    one for one in _here(household) if one.cases and 0 < one.cases[-1].last < first_day(month)
                ]
                for person in former[:need]:
                    casework.reopen(person, at)
                need -= len(former[:need])
                if former and household.active:
                    casework.decide_fate(self.chance, household, "ukraine")
            elif need < 0:
                ending = [one for one in household.active if one.cases[-1].start < first_day(month)][:-need]
                for person in ending:
                    casework.end(person, at, "SELBSTSTAENDIG")
                need += len(ending)

    def _take_on(self, household: Household, persons: list[Person], month: int) -> None:
        if not persons:
            return
        latest = max(person.stays[-1].arrived for person in persons)
        at = self.chance.workday(max(first_day(month), latest), last_day(month))
        household.traeger = household.traeger or casework.choose_traeger(self.chance, at)
        route = self.chance.weighted(_ROUTES)
        for person in persons:
            casework.take_on(person, at, at - self.chance.below(3) if route == "ZUWEISUNG" else 0, route)
        if household.fate[0] <= at:
            casework.decide_fate(self.chance, household, "ukraine")


def _settled(household: Household, until: int) -> bool:
    """Whether somebody of a household is present, and nobody since less than that day."""
    here = _here(household)
    return bool(here) and max(one.stays[-1].arrived for one in here) <= until


def _here(household: Household) -> list[Person]:
    return [person for person in household.members if person.stays and not person.stays[-1].left]
