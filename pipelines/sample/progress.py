"""Language, work and integration plans: what an export shows without a date, as it was on the export's day."""

from __future__ import annotations

from pipelines.sample.chance import Chance
from pipelines.sample.days import year_of
from pipelines.sample.people import Person

_COURSE = ("A1", "A2", "B1", "B2", "C1")
_LAST_LEVEL = {
    "ukraine": (("A1", 18), ("A2", 30), ("B1", 38), ("B2", 12), ("C1", 2)),
    "others": (("A1", 20), ("A2", 34), ("B1", 33), ("B2", 11), ("C1", 2)),
}
_WORK = (("SVP", 58), ("MINIJOB", 24), ("AUSBILDUNG", 12), ("PRAKTIKUM", 6))


def give_progress(chance: Chance, person: Person) -> None:
    """Draw the dated steps of one person."""
    kind = "ukraine" if person.stays else "others"
    person.languages = _languages(chance, person, kind)
    person.jobs = _jobs(chance, person, kind)
    person.plans = _plans(chance, person)
    person.pace = chance.weighted(((0.14, 6), (0.42, 54), (0.85, 40)))
    if person.birth_year + 14 > year_of(person.cases[0].start):
        person.pace *= 0.7


def _languages(chance: Chance, person: Person, kind: str) -> list[tuple[int, str]]:
    start = person.entered
    if chance.happens(0.05) or year_of(start) - person.birth_year < 3:
        return [(start, "UNB")]
    steps = [(start, "ALPHA" if kind == "others" and chance.happens(0.14) else "A0")]
    last = chance.weighted(_LAST_LEVEL[kind])
    at = start + chance.between(90, 300)
    for level in _COURSE[: _COURSE.index(last) + 1]:
        at += chance.between(80, 300)
        steps.append((at, level))
    return steps


def _jobs(chance: Chance, person: Person, kind: str) -> list[tuple[int, str]]:
    start = person.entered
    age = year_of(start) - person.birth_year
    if chance.happens(0.05):
        return [(start, "UNB")]
    if chance.happens(0.04):
        return [(start, "NICHT_ERWERBSFAEHIG")]
    # Who grows up here starts looking for training or work at 18.
    ready = start if age >= 18 else start + (18 - age) * 365
    steps = [(ready, "ARBEITSUCHEND"), (ready + chance.between(60, 200), "SPRACHKURS")]
    chances = {("m", "others"): 0.8, ("w", "others"): 0.46, ("m", "ukraine"): 0.66, ("w", "ukraine"): 0.54}
    if person.sex == "w" and person.role == "partner" and chance.happens(0.4):
        steps.append((ready + chance.between(100, 500), "ELTERNZEIT"))
    at = ready + (chance.between(300, 950) if kind == "others" else chance.between(400, 1250))
    steps.append(
        (
            at,
            chance.weighted(_WORK)
            if chance.happens(chances.get((person.sex, kind), 0.5))
            else "ARBEITSUCHEND",
        )
    )
    if chance.happens(0.3):
        steps.append((at + chance.between(200, 900), chance.weighted((("SVP", 82), ("ARBEITSUCHEND", 18)))))
    return steps


def _plans(chance: Chance, person: Person) -> list[int]:
    plans: list[int] = []
    for case in person.cases:
        at = case.start + chance.between(20, 150)
        willing = chance.happens(0.78)
        while willing and at < (case.last or at + 1) and len(plans) < 6:
            plans.append(at)
            at += chance.between(250, 480)
            willing = chance.happens(0.82)
    return plans


def _held(steps: list[tuple[int, str]], at: int, before: str) -> str:
    value = before
    for since, new in steps:
        if since > at:
            break
        value = new
    return value


def language(person: Person, at: int) -> str:
    return _held(person.languages, at, "UNB")


def employment(person: Person, at: int) -> str:
    """Small children are in day care, children at school, the old retired; adults as their steps say."""
    age = year_of(at) - person.birth_year
    if age < 3:
        return "UNB"
    if age < 18:
        return "KITA" if age < 6 else "SCHULE"
    return "RENTE" if age >= 66 else _held(person.jobs, at, "UNB")
