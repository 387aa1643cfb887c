"""The invented persons: who they are, when the case work held them, and what happened to them."""

from __future__ import annotations

from dataclasses import dataclass, field

OPEN = 0  # an end that has not come


@dataclass(slots=True)
class Case:
    """One row of `faelle`: [start, end) at one Träger. Days are ordinals, 0 means none."""

    traeger: str
    start: int
    assigned: int
    route: str
    end: int = OPEN
    reason: str = ""
    moved_away: int = 0
    known: int = 0  # first day on which the office had the row
    end_known: int = 0  # first day on which the office had its end
    first_told: int = 0  # a start date as first (wrongly) delivered …
    told_until: int = 0  # … until it was corrected on this day

    @property
    def last(self) -> int:
        """The half-open end: the earlier of end and move, 0 while open."""
        end, moved = self.end, self.moved_away
        return min(end, moved) if end and moved else end or moved


@dataclass(slots=True)
class Stay:
    """One row of the arrivals register: [arrived, left)."""

    arrived: int
    left: int = OPEN
    destination: str = ""


@dataclass(slots=True, eq=False)
class Person:
    """One person; lists of (day, value) hold what changes over time, oldest first."""

    number: int
    nationality: str
    sex: str
    birth_year: int
    role: str
    household: Household
    entered: int = 0
    cases: list[Case] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    statuses: list[tuple[int, str]] = field(default_factory=list)
    languages: list[tuple[int, str]] = field(default_factory=list)
    jobs: list[tuple[int, str]] = field(default_factory=list)
    plans: list[int] = field(default_factory=list)
    extended: int = 0
    pace: float = 0.0
    hidden_year: bool = False
    hidden_household: bool = False

    @property
    def active(self) -> bool:
        return bool(self.cases) and not (self.cases[-1].end or self.cases[-1].moved_away)

    def active_on(self, at: int) -> bool:
        """Whether a case row, other than a double, holds the end of the day."""
        rows = (case for case in self.cases if case.reason != "DUBLETTE")
        return any(case.start <= at and (not case.last or case.last > at) for case in rows)


@dataclass(slots=True)
class Home:
    """One place of a household: [moved_in, moved_out)."""

    moved_in: int
    moved_out: int
    kind: str
    site: str = ""


@dataclass(slots=True, eq=False)
class Household:
    """Persons who came together; `fate` is the planned end of the case work (day, reason)."""

    number: int
    group: str
    members: list[Person] = field(default_factory=list)
    traeger: str = ""
    fate: tuple[int, str] = (0, "")
    homes: list[Home] = field(default_factory=list)

    @property
    def active(self) -> list[Person]:
        return [person for person in self.members if person.active]
