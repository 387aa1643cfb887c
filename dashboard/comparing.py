"""With which day a page compares: the choice that an address carries, the day, and its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pipelines.months import previous_month_end
from pipelines.publish import german
from pipelines.publish.worlds import a_year_before


@dataclass(frozen=True)
class Comparison:
    """noun: what it is called, in the dative; label: the same as a choice.

    day: the day compared with. when: that day in words, of a stock and of the month that a flow covers.
    """

    noun: str
    label: str
    day: Callable[[date], date]
    when: Callable[[date], tuple[str, str]]


def _year_end(as_of: date) -> date:
    """The last 31 December before a day."""
    return date(as_of.year - 1, 12, 31)


def _of_year_end(as_of: date) -> tuple[str, str]:
    end = _year_end(as_of)
    return f"Ende {end.year}", f"im {german.month(end)}"


USUAL = "vorjahr"
COMPARISONS = {
    USUAL: Comparison(
        "Vorjahr", "zum Vorjahr", a_year_before, lambda _: ("vor einem Jahr", "vor einem Jahr")
    ),
    "vormonat": Comparison(
        "Vormonat", "zum Vormonat", previous_month_end, lambda _: ("vor einem Monat", "im Monat davor")
    ),
    "jahresende": Comparison("letzten Jahresende", "zum Jahresende", _year_end, _of_year_end),
}
CHOICES = {name: comparison.label for name, comparison in COMPARISONS.items()}
