"""On which days the Träger deliver."""

from __future__ import annotations

from pipelines.sample.days import day, first_day, last_day
from pipelines.sample.targets import CLOSING

DEMO = (
    *(day(year, 12, 31) for year in range(2018, 2022)),
    day(2022, 6, 30),
    *(day(year, 12, 31) for year in range(2022, 2025)),
)


def days(count: int | None, months: int) -> tuple[int, ...]:
    """`count` delivery days, the last one 31.07.2025; without a count the demo's nine, as far as the months reach.

    Year ends (and 30.06.2022) going back, then the month ends between them, latest first.
    """
    opening, last = first_day(CLOSING - months + 1), last_day(CLOSING)
    natural = [at for at in DEMO if at >= opening]
    if count is None:
        return (*natural, last)
    between = [last_day(number) for number in range(CLOSING - 1, CLOSING - months, -1)]
    candidates = [*reversed(natural), *(at for at in between if at not in natural)]
    return (*sorted(candidates[: count - 1]), last)
