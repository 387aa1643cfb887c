"""What offices notice late: rows and ends entered after a delivery, a mistyped start, a case that was a double.

Nothing planted here touches the figures of 30.06.2022, which must come out the same from the delivery of that day
and from the newest one.
"""

from __future__ import annotations

from pipelines.sample.chance import Chance
from pipelines.sample.days import day
from pipelines.sample.people import Case, Person
from pipelines.sample.world import World

PRESS_DAY = day(2022, 6, 30)


def _lag(chance: Chance, happened: int, last_delivery: int, low: int = 5, high: int = 50) -> int:
    """The day on which the office enters what happened; at the latest before the last delivery."""
    known = happened + chance.between(low, high)
    if happened <= PRESS_DAY < known or known > last_delivery:
        return happened
    return known


def plant(chance: Chance, world: World, persons: list[Person], deliveries: tuple[int, ...]) -> None:
    """Delay some entries and mistype some starts."""
    last = deliveries[-1]
    for person in persons:
        for case in person.cases:
            if chance.happens(0.02):
                case.known = _lag(chance, case.start, last)
            if case.last and chance.happens(0.03):
                case.end_known = _lag(chance, max(case.end, case.moved_away), last)
