"""Consultations: those of persons with a case, and walk-ins without a Fall-ID."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.sample.chance import Chance, case_id, scramble
from pipelines.sample.days import day, first_day, last_day, month, month_of, plus_months, text
from pipelines.sample.people import Case, Person
from pipelines.sample.targets import Line, Targets

SILENCE_DAY = day(2023, 9, 30)  # "rund 1150 betreut" of about 1,200 active
_SILENT_PERSONS = 53
_WINDOW = plus_months(SILENCE_DAY, -12) + 1
_DISTANCE = range(month(2020, 4), month(2021, 6))  # the pandemic: calls instead of visits
_CHANNELS = (("PERSOENLICH", 62), ("TELEFON", 16), ("DIGITAL", 9), ("SCHRIFTLICH", 6), ("HAUSBESUCH", 7))
_CHANNELS_FAR = (("PERSOENLICH", 22), ("TELEFON", 48), ("DIGITAL", 20), ("SCHRIFTLICH", 8), ("HAUSBESUCH", 2))
_TOPICS = (
    ("WOHNEN", 20),
    ("BEHOERDEN", 17),
    ("FINANZEN", 13),
    ("ARBEIT", 12),
    ("SPRACHE", 10),
    ("AUFENTHALT", 9),
    ("KITA_SCHULE", 7),
    ("GESUNDHEIT", 6),
    ("FAMILIE", 4),
    ("SONST", 2),
)
_WALK_INS_PER_WEEK = Line((month(2017, 11), month(2022, 2), month(2022, 6), month(2025, 1)), (8, 14, 40, 60))
Row = tuple[str, int, str]  # Träger, first day on which the office has it, line


class Contacts:
    """Makes the rows of `beratungen` of one block; running numbers keep every Kontakt-ID apart."""

    def __init__(self, chance: Chance, seed: int, first_number: int, opening: int, closing: int) -> None:
        self._chance = chance
        self._seed = seed
        self._number = first_number
        self._opening = opening
        self._closing = closing

    def _line(self, traeger: str, fall: str, at: int, year_month: int) -> str:
        chance = self._chance
        self._number += 1
        topics = chance.weighted(_TOPICS)
        if chance.one() < 0.28:
            second = chance.weighted(_TOPICS)
            topics = topics if second == topics else f"{topics}|{second}"
        channel = chance.weighted(_CHANNELS_FAR if year_month in _DISTANCE else _CHANNELS)
        minutes = 5 * chance.between(2, 18)
        interpreter = "j" if chance.one() < 0.17 else "n"
        contact = f"BSP-{scramble(self._number, 36, self._seed * 4):09X}"
        return f"{contact};{fall};{text(at)};{channel};{topics};{minutes};{interpreter}"

    def of(self, person: Person, silent: bool, factor: float) -> Iterator[Row]:
        """A person's consultations within the cases, up to two a month."""
        fall = case_id(person.number, self._seed)
        seen = False
        for case in person.cases:
            for at in self._days(person, case, factor):
                inside = _WINDOW <= at <= SILENCE_DAY
                if inside and silent:
                    continue
                seen = seen or inside
                yield case.traeger, max(at, case.known), self._line(case.traeger, fall, at, month_of(at))
        if not seen and not silent and person.active_on(SILENCE_DAY):
            yield self._at_least_one(person, fall)

    def _at_least_one(self, person: Person, fall: str) -> Row:
        case = next(
            one for one in person.cases if one.start <= SILENCE_DAY and not 0 < one.last <= SILENCE_DAY
        )
        at = self._chance.workday(max(case.start, _WINDOW), SILENCE_DAY)
        return case.traeger, max(at, case.known), self._line(case.traeger, fall, at, month_of(at))

    def _days(self, person: Person, case: Case, factor: float) -> Iterator[int]:
        half = person.pace * factor / 2
        one = self._chance.one
        end = min(case.last or self._closing + 1, self._closing + 1)
        start = max(case.start, self._opening)
        for number in range(month_of(start), month_of(end - 1) + 1 if end > start else 0):
            for _ in (1, 2):
                if one() < half:
                    at = self._chance.workday(max(start, first_day(number)), min(end - 1, last_day(number)))
                    yield at

    def walk_ins(self, scale: float) -> Iterator[Row]:
        """Persons who come by without a case, most of them to the city's Welcome-Center."""
        for number in range(month_of(self._opening), month_of(self._closing) + 1):
            count = int(_WALK_INS_PER_WEEK.at(number) * 4.345 * scale + self._chance.one())
            for _ in range(count):
                at = self._chance.workday(first_day(number), last_day(number))
                traeger = self._chance.weighted((("STADT", 70), ("CARITAS", 14), ("DIAKONIE", 16)))
                yield traeger, at, self._line(traeger, "", at, number)


def silent_persons(chance: Chance, persons: list[Person], targets: Targets) -> set[int]:
    """Numbers of the persons who were active on the day of the anchor, but had no contact for a year."""
    old = [one for one in persons if one.active_on(SILENCE_DAY) and one.cases[0].start < SILENCE_DAY - 120]
    return {one.number for one in chance.shuffled(old)[: int(_SILENT_PERSONS * targets.scale + 0.5)]}
