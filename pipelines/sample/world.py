"""The invented city, month by month: cases end, children are born, households are taken on until the target is met.

Exits follow from what happens to households; entries fill the gap to the target stock of each nationality. Between
anchors the stock may stray by a few persons, so that families fit; at an anchor the last gap is filled person by person.
"""

from __future__ import annotations

from pipelines.sample import casework
from pipelines.sample.chance import Chance
from pipelines.sample.days import first_day, last_day, year_of
from pipelines.sample.families import Margins, Member, Steering
from pipelines.sample.people import Household, Person
from pipelines.sample.targets import OPENING, Targets
from pipelines.sample.ukraine import Ukraine

# Further nations of which a few persons each live in the city (invented).
_FURTHER = (
    *("150", "144", "170", "121", "430", "451", "221", "252", "285", "431", "479", "262", "283"),
    *("261", "225", "277", "160", "422", "425", "238", "231", "248", "997", "445", "272", "246"),
)
_SLACK = 3
_ROUTES = (("ZUWEISUNG", 68), ("PRIVATEINZUG_ANGERECHNET", 14), ("UMZUG_KOMMUNE", 18))
_RETURNABLE = frozenset({"WEGZUG_KOMMUNE", "SELBSTSTAENDIG", "UNBEKANNT_VERZOGEN"})


class World:
    """All persons of one block, from the first month to the last."""

    def __init__(self, chance: Chance, targets: Targets, first_month: int) -> None:
        self.chance = chance
        self.targets = targets
        self.first_month = first_month
        self.persons: list[Person] = []
        self.households: list[Household] = []
        self.running: dict[str, list[Household]] = {group: [] for group in targets.groups}
        self.gone: dict[str, list[tuple[int, Household]]] = {group: [] for group in targets.groups}
        self.ukraine = Ukraine(self)
        self._deck: list[str] = []
        total = targets.margin("persons") or 1
        shares = {name: targets.margin(name) / total for name in ("male", "family", "minor")}
        self._steering, self._margins = Steering(shares), Margins()
        self._counts: dict[str, int] = {}

    def run(self, last_month: int) -> None:
        """Live through all months up to and including `last_month`."""
        for month in range(self.first_month, last_month + 1):
            self._counts = self._count(month)
            for group in self.targets.groups:
                self._live(group, month)
            self.ukraine.live(month)

    def new_household(self, group: str, nationality: str, unit: list[Member], at: int) -> Household:
        """A household of new persons; ages hold in the year of `at`."""
        household = Household(len(self.households), group)
        self.households.append(household)
        for member in unit:
            self.add_person(household, nationality, member, at)
        return household

    def add_person(self, household: Household, nationality: str, member: Member, at: int) -> Person:
        """One more person in a household."""
        sex, age, role = member
        person = Person(len(self.persons), nationality, sex, year_of(at) - age, role, household)
        self.persons.append(person)
        household.members.append(person)
        return person

    def _count(self, month: int) -> dict[str, int]:
        year = month // 12
        counts: dict[str, int] = {}
        for households in self.running.values():
            for household in households:
                unit = [(one.sex, year - one.birth_year, one.role) for one in household.active]
                self._add(self._margins(unit))
        counts, self._counts = self._counts, counts
        return counts

    def _add(self, features: dict[str, int]) -> None:
        for name, number in features.items():
            self._counts[name] = self._counts.get(name, 0) + number

    def _live(self, group: str, month: int) -> None:
        self._end_cases(group, month)
        self._pass_on(group, month)
        self._births(group, month)
        need = self.targets.stock(group, month) - self._stock(group)
        if month in self.targets.anchors:
            self._release(group, -need, month)
            self._take_on(group, need, month, slack=0)
        else:
            self._take_on(group, need, month, slack=_SLACK)
        self.running[group] = [household for household in self.running[group] if household.active]

    def _office_day(self, month: int) -> int:
        # Never the first of a month: the stock of 01.01.2018 is that of the evening before, births apart.
        return self.chance.workday(first_day(month) + 1, last_day(month))

    def _stock(self, group: str) -> int:
        return sum(len(household.active) for household in self.running[group])

    def _end_cases(self, group: str, month: int) -> None:
        first, last = first_day(month), last_day(month)
        for household in self.running[group]:
            at, reason = household.fate
            if at <= last:
                self._end(household, household.active, max(at, first + 1), reason)
            elif len(household.active) > 1 and self.chance.happens(0.003):
                self._one_leaves(household, first, last)

    def _end(self, household: Household, persons: list[Person], at: int, reason: str) -> None:
        paper = self.chance.below(12) if self.chance.happens(0.2) else 0
        for person in persons:
            casework.end(person, max(at, person.cases[-1].start + 1), reason, paper)
        if reason in _RETURNABLE:
            self.gone[household.group].append((at, household))

    def _one_leaves(self, household: Household, first: int, last: int) -> None:
        person = household.active[-1]
        if person.cases[-1].start < first:
            age = year_of(first) - person.birth_year
            reason = "VERSTORBEN" if age > 55 else "WEGZUG_KOMMUNE"
            casework.end(person, self.chance.workday(first + 1, last), reason)

    def _pass_on(self, group: str, month: int) -> None:
        first, last = first_day(month), last_day(month)
        for household in self.running[group]:
            if self.chance.happens(0.004) and household.active:
                at = self.chance.workday(first + 3, last - 3)
                casework.pass_on(self.chance, household, at, last)

    def _births(self, group: str, month: int) -> None:
        need = self.targets.stock(group, month) - self._stock(group)
        for household in self.running[group]:
            if need <= (0 if month in self.targets.anchors else -_SLACK):
                return
            if self.chance.happens(0.014) and self._may_have_child(household, month):
                self._birth(household, month)
                need -= 1

    def _may_have_child(self, household: Household, month: int) -> bool:
        women = (one for one in household.active if one.sex == "w" and one.role in ("head", "partner"))
        return len(household.active) > 1 and any(18 <= month // 12 - one.birth_year <= 42 for one in women)

    def _birth(self, household: Household, month: int) -> None:
        at = self.chance.between(first_day(month), last_day(month))
        sex = "m" if self.chance.happens(0.51) else "w"
        child = self.add_person(household, household.active[0].nationality, (sex, 0, "child"), at)
        child.entered = at
        casework.take_on(child, at, 0, "GEBURT")

    def _release(self, group: str, surplus: int, month: int) -> None:
        """At an anchor end the cases that would have ended next, until the stock is met."""
        for household in sorted(self.running[group], key=lambda one: (one.fate[0], one.number)):
            leaving = [one for one in household.active if one.cases[-1].start < first_day(month)][
                : max(surplus, 0)
            ]
            if leaving:
                at = self._office_day(month)
                self._end(household, leaving, at, "SELBSTSTAENDIG")
                surplus -= len(leaving)

    def _take_on(self, group: str, need: int, month: int, slack: int) -> None:
        while need > 0:
            taken = self._return(group, need, month) or self._reunite(group, need + slack, month)
            if not taken:
                unit = self._steering.choose(
                    self.chance, self.targets.profile(group), self._counts, self._margins
                )
                if len(unit) > need + slack and slack:
                    return  # the family waits until there is room for it
                unit = unit[:need] if not slack else unit
                self._add(self._margins(unit))
                self._admit(group, unit, month)
                taken = len(unit)
            need -= taken

    def _nationality(self, group: str) -> str:
        if group != "other":
            return group
        if not self._deck:
            self._deck = self.chance.shuffled(_FURTHER)
        return self._deck.pop()

    def _admit(self, group: str, unit: list[Member], month: int) -> None:
        at = self._office_day(month)
        household = self.new_household(group, self._nationality(group), unit, at)
        household.traeger = casework.choose_traeger(self.chance, at)
        route = self.chance.weighted(_ROUTES)
        opening = month == self.first_month
        # Before the case work began in 2017 persons had been assigned since 2016.
        back = self.chance.between(1, 660) if opening else self.chance.below(40)
        assigned = at - back if opening or route == "ZUWEISUNG" else 0
        entry = (assigned or at) - self.chance.between(150, 900 if month >= OPENING + 24 else 500)
        for person in household.members:
            person.entered = casework.entered(person, entry, at)
            casework.take_on(person, at, assigned, route)
        casework.decide_fate(self.chance, household, "others")
        self.running[group].append(household)

    def _return(self, group: str, need: int, month: int) -> int:
        if not self.chance.happens(0.06):
            return 0
        for number, (left, household) in enumerate(self.gone[group]):
            persons = [
                one
                for one in household.members
                if not one.active and one.cases[-1].last + 60 < first_day(month)
            ]
            if persons and len(persons) <= need and left + 90 < first_day(month) and not household.active:
                del self.gone[group][number]
                return self._reopen(group, household, persons, month)
        return 0

    def _reopen(self, group: str, household: Household, persons: list[Person], month: int) -> int:
        at = self._office_day(month)
        household.traeger = casework.choose_traeger(self.chance, at)
        for person in persons:
            casework.reopen(person, at)
        casework.decide_fate(self.chance, household, "others")
        if household not in self.running[group]:
            self.running[group].append(household)
        return len(persons)

    def _reunite(self, group: str, room: int, month: int) -> int:
        """Wife and children join a man who lives here alone."""
        if room < 2 or self.targets.profile(group) == "men" or not self.chance.happens(0.1):
            return 0
        alone = [
            one
            for one in self.running[group]
            if len(one.members) == 1 and one.active and one.active[0].sex == "m"
        ]
        if not alone:
            return 0
        household = self.chance.pick(alone)
        year = month // 12
        age = max(19, year - household.members[0].birth_year - self.chance.below(6))
        if age > 50 or household.members[0].cases[-1].start >= first_day(month):
            return 0
        unit: list[Member] = [("w", age, "partner"), ("m", self.chance.below(min(9, age - 17)), "child")][
            :room
        ]
        at = self._office_day(month)
        for member in unit:
            person = self.add_person(household, household.members[0].nationality, member, at)
            person.entered = casework.entered(person, at - self.chance.below(20), at)
            casework.take_on(person, at, 0, "FAMILIENNACHZUG")
        return len(unit)
