"""Where households live: first accommodation, follow-up housing, own flats; central sites are never overfull."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from heapq import heappop, heappush

from pipelines.sample.chance import Chance
from pipelines.sample.days import month_named, month_of
from pipelines.sample.people import OPEN, Home, Household, Person
from pipelines.sample.targets import Line, table

Span = tuple[int, int]  # [from, to), 0 = open
_FOREVER = 10**7
_STAYS = {  # days
    "VU_GU": (120, 420),
    "VU_NOT": (30, 150),
    "AU_ZENTRAL": (200, 1000),
    "AU_DEZENTRAL": (300, 1500),
    "PRIVAT_GAST": (60, 270),
    "PRIVAT_MV": (1200, 5000),
}
_NEXT = {
    "VU_GU": (("AU_DEZENTRAL", 60), ("PRIVAT_MV", 40)),
    "VU_NOT": (("AU_DEZENTRAL", 60), ("PRIVAT_MV", 40)),
    "AU_ZENTRAL": (("AU_DEZENTRAL", 40), ("PRIVAT_MV", 58), ("SONST", 2)),
    "AU_DEZENTRAL": (("PRIVAT_MV", 100),),
    "PRIVAT_GAST": (("PRIVAT_MV", 75), ("AU_DEZENTRAL", 25)),
    "PRIVAT_MV": (("PRIVAT_MV", 100),),
    "SONST": (("PRIVAT_MV", 100),),
}


def spans(person: Person) -> list[Span]:
    """When a person lives in the city: from the first case (or arrival) to a move away, again after a return."""
    if person.stays:
        return [(stay.arrived, stay.left) for stay in person.stays]
    found: list[Span] = []
    for case in person.cases:
        start = case.assigned if not found and case.assigned else case.start
        if found and found[-1][1] == OPEN:
            start = found.pop()[0]
        found.append((start, case.moved_away))
    return found


def _household_spans(household: Household) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(
        (start, end or _FOREVER) for person in household.members for start, end in spans(person)
    ):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


class Sites:
    """The central sites with the persons in them."""

    def __init__(self, scale: float) -> None:
        rows = table("sites")
        self._sites = [
            (row["site"], int(int(row["usable"]) * scale), _day(row["from"]), _day(row["to"]) or _FOREVER)
            for row in rows
        ]
        points = table("central")
        months = tuple(month_named(row["month"]) for row in points)
        self._target = Line(months, tuple(int(int(row["persons"]) * scale) for row in points))
        self._inside = {row["site"]: 0 for row in rows}
        self._leaving: list[tuple[int, str, int]] = []

    def room(self, at: int, persons: int) -> str:
        """The name of a site that takes the household on that day, else nothing."""
        while self._leaving and self._leaving[0][0] <= at:
            _, site, number = heappop(self._leaving)
            self._inside[site] -= number
        if sum(self._inside.values()) + persons > self._target.at(month_of(at)):
            return ""
        free = [
            (usable - self._inside[site], site)
            for site, usable, opened, closed in self._sites
            if opened <= at <= closed and usable - self._inside[site] >= persons
        ]
        return max(free)[1] if free else ""

    def enter(self, site: str, persons: int, until: int) -> None:
        self._inside[site] += persons
        heappush(self._leaving, (until, site, persons))


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal() if text else 0


def house(chance: Chance, households: Iterable[Household], closing: int, scale: float) -> None:
    """Give every household its homes, in the order of time."""
    sites = Sites(scale)
    events: list[tuple[int, int, int, str]] = []
    by_number = {household.number: household for household in households}
    for household in by_number.values():
        for start, end in _household_spans(household):
            _start(chance, household, start, end, events)
    while events:
        at, number, until, came_from = heappop(events)
        if at <= closing:
            _move(chance, sites, by_number[number], at, until, came_from, events)


def _start(
    chance: Chance, household: Household, start: int, end: int, events: list[tuple[int, int, int, str]]
) -> None:
    first = household.members[0]
    if household.group == "ukraine":
        came_from = chance.weighted((("GUEST", 48), ("VU_NOT", 14), ("NEW", 38)))
    else:
        came_from = "NEW"
        if first.cases[0].assigned and first.entered + 60 < start and not household.homes:
            household.homes.append(Home(first.entered + chance.between(10, 50), start, "VU_GU"))
    heappush(events, (start, household.number, end, came_from))


def _move(
    chance: Chance,
    sites: Sites,
    household: Household,
    at: int,
    until: int,
    came_from: str,
    events: list[tuple[int, int, int, str]],
) -> None:
    kind, site = _choose(chance, sites, household, at, came_from)
    low, high = _STAYS.get(kind, (200, 900))
    leave = at + chance.between(low, high)
    out = min(leave, until)
    if site:
        sites.enter(site, _persons(household, at), out)
    household.homes.append(Home(at, 0 if out >= _FOREVER else out, kind, site))
    if leave < until:
        heappush(events, (leave, household.number, until, kind))


def _persons(household: Household, at: int) -> int:
    """Persons living in the household on a day (at least one)."""
    here = sum(
        any(start <= at and (not end or at < end) for start, end in spans(one)) for one in household.members
    )
    return max(1, here)


def _choose(chance: Chance, sites: Sites, household: Household, at: int, came_from: str) -> tuple[str, str]:
    if came_from == "GUEST":
        return "PRIVAT_GAST", ""
    if came_from == "VU_NOT" and not household.homes:
        return "VU_NOT", ""
    if came_from in ("NEW", "VU_NOT", "PRIVAT_GAST"):
        site = sites.room(at, _persons(household, at))
        if site and chance.happens(0.8):
            return "AU_ZENTRAL", site
    if came_from == "NEW":
        return chance.weighted((("AU_DEZENTRAL", 42), ("PRIVAT_MV", 52), ("PRIVAT_GAST", 3), ("UNB", 3))), ""
    return chance.weighted(_NEXT.get(came_from, _NEXT["SONST"])), ""


def homes_of(person: Person, closing: int) -> list[tuple[int, int, str, str]]:
    """A person's homes (moved in, moved out or 0, kind, site): the household's within the person's own stay."""
    rows: list[tuple[int, int, str, str]] = []
    for start, end in spans(person):
        before = [home for home in person.household.homes if home.kind == "VU_GU"] if not rows else []
        for home in before:
            if person.entered <= home.moved_in and home.moved_out <= start:
                rows.append((home.moved_in, home.moved_out, home.kind, home.site))
        for home in person.household.homes:
            inside, out = max(home.moved_in, start), min(home.moved_out or _FOREVER, end or _FOREVER)
            if inside < out and home.kind != "VU_GU" and inside <= closing:
                rows.append((inside, 0 if out >= _FOREVER else out, home.kind, home.site))
    return sorted(rows)
