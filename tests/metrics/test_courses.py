"""Answers over all months: read once, kept while there is room, never another question's."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.metrics import Query, compute, cubes
from pipelines.metrics.courses import Course, Courses
from tests.metrics.world import day, world

_MONTHS = [date(2022, 4, 30), date(2022, 5, 31), date(2022, 6, 30)]


def _course(rows: int) -> Course:
    return {date(2022, 6, 30): {(str(number),): number for number in range(rows)}}


def test_a_course_is_read_once() -> None:
    courses, read = Courses(100), []
    for _ in range(3):
        courses.get("a", lambda: read.append("a") or _course(5))  # type: ignore[func-returns-value]
    assert read == ["a"]


def test_the_course_that_nobody_asked_for_longest_makes_room() -> None:
    courses, read = Courses(25), []

    def ask(name: str) -> None:
        courses.get(name, lambda: read.append(name) or _course(9))  # type: ignore[func-returns-value]

    for name in ("a", "b", "a", "c", "a", "b"):  # two have room; "c" drives out "b"
        ask(name)
    assert read == ["a", "b", "c", "b"]


def test_a_course_larger_than_all_room_is_answered_all_the_same() -> None:
    assert len(Courses(3).get("big", lambda: _course(50))[date(2022, 6, 30)]) == 50


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [("31.03.2022", "30.06.2022", 3), ("30.04.2022", "31.05.2022", 1), ("31.05.2022", "30.06.2022", 1)],
)
def test_months_of_a_period_add_up_and_an_answer_may_be_changed_without_harm(
    tmp_path, start: str, end: str, expected: int
) -> None:
    admitted = ["05.04.2022", "05.05.2022", "05.06.2022"]
    rows = [
        {"case_id": f"LO-{at}", "traeger": "STADT", "admitted_on": since} for at, since in enumerate(admitted)
    ]
    source = world({"cases": rows})
    cubes.build(source, _MONTHS, tmp_path)
    cube = cubes.CubeSource(tmp_path, source.data_as_of, source.first_export, _MONTHS)
    asked = Query("entries", day(end), day(start), by=("traeger",))
    first = compute(cube, asked)
    told = {tuple(figure.by.values()): figure.value for figure in first}
    assert told == {(): expected, ("STADT",): expected, ("multiple",): 0}
    assert compute(cube, asked) == first
    cube.close()
