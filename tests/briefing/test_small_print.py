"""What a statistician looks for: signs of balances, shares that round to nothing, how many months a curve has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipelines.errors import NotAvailable
from pipelines.metrics import Figure, Query
from pipelines.months import month_ends
from pipelines.publish.briefing.corrections import NONE
from pipelines.publish.briefing.frame import Frame
from pipelines.publish.briefing.notes import notes
from pipelines.publish.briefing.offices import quota
from pipelines.publish.briefing.people import movement, ukraine
from pipelines.publish.document import Cell, Picture, Points, Row, Section, Table
from pipelines.publish.worlds import Reader
from tests.briefing.town import AS_OF, COMPARE, EDITION, public

_JULY = date(2025, 7, 31)


def _figure(metric: str, as_of: date, number: int) -> Figure:
    return Figure(metric, 1, "persons", "stock", as_of, None, {}, number, None, None, "exact", False)


def _noted(*shown: str) -> str:
    """The notes of a document with one table of these shares."""
    rows = tuple(Row("divers", (Cell(text, 0, "fraction"),)) for text in shown)
    section = Section("Zusammensetzung", (Table("sex", "Geschlecht", ("Geschlecht", "Anteil"), rows),))
    made = notes(Frame(Reader(public()), EDITION, AS_OF, COMPARE), [section], NONE)
    return " ".join(item for block in made.blocks if isinstance(block, Points) for item in block.items)


def test_a_share_that_rounds_to_nothing_is_explained() -> None:
    """5 of 1.400 is «0 %»: whole percent is the rule, and the notes say what it stands for, where it stands."""
    sentence = "«0\u202f%» heißt: weniger als ein halbes Prozent."
    assert sentence in _noted("99\u202f%", "0\u202f%")
    assert sentence not in _noted("50\u202f%", "±0\u202f%", "x")


@pytest.mark.parametrize(("actual", "balance"), [(648, "+56"), (451, "−141"), (592, "–")])
def test_a_balance_carries_its_sign(actual: int, balance: str) -> None:
    quotas = {"quota_target": 592, "quota_actual": actual, "quota_balance": actual - 592}

    def answers(query: Query) -> list[Figure]:
        if query.metric not in quotas or query.as_of != AS_OF:
            raise NotAvailable("Nicht im Tabellenprogramm.")
        return [_figure(query.metric, AS_OF, quotas[query.metric])]

    section = quota(Frame(Reader(answers), EDITION, AS_OF, COMPARE))
    assert section is not None
    [table] = [block for block in section.blocks if isinstance(block, Table)]
    shown = {row.name: row.cells[0].shown for row in table.rows}
    assert shown == {"Soll": "592", "Ist": str(actual), "Saldo (Ist minus Soll)": balance}


def _months(query: Query) -> list[Figure]:
    """1.200 of everybody at every month end, no breakdown."""
    if query.by:
        raise NotAvailable("Nicht im Tabellenprogramm.")
    if not query.every:
        return [_figure(query.metric, query.as_of, 1200)]
    assert query.period_from is not None
    return [
        _figure(query.metric, day, 1200)
        for day in month_ends(query.period_from, query.as_of)
        if day > query.period_from
    ]


def test_every_curve_shows_the_same_25_months() -> None:
    """The Stichtag, and the same month end two years before: as in the press sheet."""
    edition = replace(EDITION, months=tuple(month_ends(date(2022, 1, 31), _JULY)), data_as_of=_JULY)
    frame = Frame(Reader(_months), edition, _JULY, date(2024, 7, 31))
    for section in (movement(frame), ukraine(frame)):
        assert section is not None
        [chart] = [block.chart for block in section.blocks if isinstance(block, Picture)]
        assert (chart.places[0], len(chart.places)) == (date(2023, 7, 31), 25), section.title
