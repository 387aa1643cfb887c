"""Residence status over the years: asylum procedure, decision, later steps; § 24 for persons from Ukraine."""

from __future__ import annotations

from pipelines.sample.chance import Chance
from pipelines.sample.days import day
from pipelines.sample.people import Household, Person
from pipelines.sample.ukraine import WAR

Steps = list[tuple[int, str]]
_DECISIONS = {
    "475": (("25_2_GFK", 52), ("25_2_SUB", 42), ("60A", 4), ("25_1", 2)),
    "423": (("25_3", 42), ("25_2_GFK", 22), ("25_2_SUB", 8), ("60A", 28)),
    "438": (("25_2_GFK", 36), ("25_2_SUB", 8), ("25_3", 12), ("60A", 44)),
    "224": (("25_2_GFK", 66), ("25_2_SUB", 22), ("25_3", 4), ("60A", 8)),
    "439": (("25_2_GFK", 52), ("25_1", 8), ("60A", 40)),
    "273": (("25_2_GFK", 44), ("25_2_SUB", 18), ("25_3", 16), ("60A", 22)),
    "163": (("25_2_GFK", 50), ("25_1", 10), ("60A", 40)),
}
_OTHERWISE = (("60A", 74), ("25_3", 10), ("25_2_GFK", 8), ("25_5", 5), ("SONST", 3))
_CHANCE_LAW = day(2023, 1, 1)  # § 104c AufenthG came into force on 31.12.2022


def give_statuses(chance: Chance, household: Household) -> None:
    """A household shares its procedure; who is born or joins later enters it at that day; some are unknown."""
    if household.group == "ukraine":
        for person in household.members:
            person.statuses = _protected(chance, person)
        return
    shared = _asylum(chance, household.members[0])
    for person in household.members:
        steps = shared if person is household.members[0] else _from(shared, person.entered)
        person.statuses = _naturalised(steps, person)
        if chance.happens(0.015):
            person.statuses = []
        elif chance.happens(0.01):
            person.statuses = [(person.entered, "UNB")]


def _asylum(chance: Chance, head: Person) -> Steps:
    decided = head.entered + chance.between(90, 620)
    outcome = chance.weighted(_DECISIONS.get(head.nationality, _OTHERWISE))
    steps = [(head.entered, "55_ASYLG"), (decided, outcome)]
    if outcome == "60A":
        return steps + _tolerated(chance, decided)
    return steps + _settled(chance, decided)


def _tolerated(chance: Chance, since: int) -> Steps:
    if chance.happens(0.45) and since + 900 < _CHANCE_LAW + 500:
        start = max(_CHANCE_LAW, since + 900) + chance.below(400)
        after = chance.weighted((("25_5", 40), ("SONST", 45), ("60A", 15)))
        return [(start, "104C"), (start + 540, after)]
    return [(since + chance.between(500, 1500), "25_5")] if chance.happens(0.2) else []


def _settled(chance: Chance, since: int) -> Steps:
    if not chance.happens(0.3):
        return []
    start = since + chance.between(1300, 2300)
    return [
        (start - chance.between(30, 90), "81"),
        (start, chance.weighted((("26_3", 60), ("26_4", 25), ("9", 15)))),
    ]


def _from(steps: Steps, at: int) -> Steps:
    held = [status for start, status in steps if start <= at]
    later = [step for step in steps if step[0] > at]
    return ([(at, held[-1])] if held else []) + later


def _naturalised(steps: Steps, person: Person) -> Steps:
    for case in person.cases:
        if case.reason == "EINBUERGERUNG" and case.end:
            return [step for step in steps if step[0] < case.end] + [(case.end, "EINGEBUERGERT")]
    return steps


def _protected(chance: Chance, person: Person) -> Steps:
    arrived = person.stays[0].arrived
    if arrived < WAR:
        return [(arrived, "SONST")]
    if chance.happens(0.35):
        return [(arrived, "81"), (arrived + chance.between(20, 90), "24")]
    steps = [(arrived + chance.below(20), "24")]
    if chance.happens(0.02):
        steps.append((arrived + chance.between(500, 1100), "SONST"))
    return steps
