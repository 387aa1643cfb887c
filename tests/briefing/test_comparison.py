"""The two days of a briefing: which periods are compared, and what is left out of the tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from pipelines.errors import NotAvailable
from pipelines.metrics import Figure, Query
from pipelines.publish import briefing
from pipelines.publish.document import Document, Table
from pipelines.publish.worlds import Answers
from tests.briefing.town import AS_OF, COMPARE, EDITION, public

MAY, APRIL = date(2022, 5, 31), date(2022, 4, 30)
_STRUCTURE = "aktive-zielgruppe-nach-"


def _block(document: Document, key: str) -> Table:
    return next(block for block in document.blocks() if isinstance(block, Table) and block.key == key)


def _rows(document: Document, key: str) -> dict[str, tuple[str, ...]]:
    return {row.name: tuple(cell.shown for cell in row.cells) for row in _block(document, key).rows}


def _one(metric: str, as_of: date, after: date | None = None) -> int:
    value = public()(Query(metric, as_of, after))[0].value
    assert isinstance(value, int)
    return value


def test_flows_are_compared_with_the_period_of_the_same_length_before() -> None:
    document = briefing.make(public(), EDITION, AS_OF, MAY)
    rows = _rows(document, "kennzahlen")
    for name, metric in (("Zugänge", "entries"), ("Abgänge", "exits"), ("Beratungen", "consultations")):
        now, before = _one(metric, AS_OF, MAY), _one(metric, MAY, APRIL)
        assert rows[name][:2] == (str(now), str(before)), name
    note = _block(document, "kennzahlen").note
    assert "im Juni 2022, verglichen mit dem gleich langen Zeitraum davor (im Mai 2022)" in note


def test_a_year_is_compared_with_the_year_before(  # as it always was
) -> None:
    document = briefing.make(public(), EDITION, AS_OF)
    before = _one("entries", COMPARE, date(2020, 6, 30))
    assert _rows(document, "kennzahlen")["Zugänge"][1] == str(before)
    assert (
        "zwölf Monate bis zum Stichtag, verglichen mit den zwölf Monaten davor"
        in _block(document, "kennzahlen").note
    )


def test_a_period_before_the_record_is_no_withheld_number() -> None:
    """«•» would say that somebody holds the number back."""

    def answers(query: Query) -> Sequence[Figure]:
        if query.period_from is not None and query.period_from < min(EDITION.months):
            raise NotAvailable("Kein Stichtag der öffentlichen Zahlen.")
        return public()(query)

    document = briefing.make(answers, EDITION, date(2020, 12, 31))
    for name in ("Zugänge", "Abgänge", "Beratungen"):
        assert _rows(document, "kennzahlen")[name][1:] == ("kein Wert", "x", "x")
    note = _block(document, "kennzahlen").note
    assert "«kein Wert»: Für den Zeitraum vom 01.11.2019 bis 31.05.2020 liegen keine Zahlen vor." in note
    assert "kein Wert" not in _block(briefing.make(answers, EDITION, AS_OF), "kennzahlen").note


def test_money_of_one_and_the_same_year_is_not_compared() -> None:
    over = replace(EDITION, data_as_of=date(2022, 12, 31))
    document = briefing.make(public(), over, AS_OF, MAY)
    assert _rows(document, "kennzahlen")["Eigenanteil der Stadt"][2:] == ("x", "x")
    assert "Kalenderjahr des Stichtags, bei beiden Tagen dasselbe." in _block(document, "kennzahlen").note


@pytest.mark.parametrize(
    ("compare", "told"),
    [(COMPARE, True), (date(2021, 7, 31), True), (MAY, False), (date(2021, 1, 31), False)],
)
def test_the_scenario_repeats_a_year_and_no_other_period(compare: date, told: bool) -> None:
    document = briefing.make(public(), EDITION, AS_OF, compare)
    keys = {table.key for table in document.tables()}
    assert ("szenario" in keys) == told and "drei-jahres-grenze" in keys
    if told:
        assert (
            len(_block(document, "szenario").rows) == 2
        )  # «bleibt gleich groß» stands in the table of positions


def _with_sex(change: Callable[[Figure], Figure | None]) -> Answers:
    """The town, but with other cells by sex."""

    def answers(query: Query) -> Sequence[Figure]:
        found = list(public()(query))
        if query.metric == "active_target_group" and query.by == ("sex",):
            made = [change(figure) if figure.by else figure for figure in found]
            return [figure for figure in made if figure is not None]
        return found

    return answers


def _cell(code: str, on: date, **changes: object) -> Answers:
    """«weiblich» counted as 0 on both days, but for what is changed of `code` on one of them."""

    def change(figure: Figure) -> Figure:
        nobody = replace(figure, value=0) if figure.by == {"sex": "w"} else figure
        return replace(nobody, **changes) if figure.by == {"sex": code} and figure.as_of == on else nobody  # type: ignore[arg-type]

    return _with_sex(change)


def test_who_is_nobody_on_both_days_becomes_a_line_of_note() -> None:
    document = briefing.make(_cell("m", AS_OF), EDITION, AS_OF)
    table = _block(document, _STRUCTURE + "geschlecht")
    assert "weiblich" not in _rows(document, _STRUCTURE + "geschlecht")
    assert table.note.startswith("An beiden Tagen 0: ") and "«weiblich»" in table.note


@pytest.mark.parametrize("day", [AS_OF, COMPARE])
@pytest.mark.parametrize(
    ("changes", "shown"), [({"value": 5}, "5"), ({"value": None, "status": "suppressed"}, "•")]
)
def test_a_number_or_a_dot_on_one_day_keeps_its_row(
    day: date, changes: dict[str, object], shown: str
) -> None:
    document = briefing.make(_cell("w", day, **changes), EDITION, AS_OF)
    cells = _rows(document, _STRUCTURE + "geschlecht")["weiblich"]
    assert cells[0 if day == AS_OF else 1] == shown and cells[1 if day == AS_OF else 0] == "0"
    assert "weiblich" not in _block(document, _STRUCTURE + "geschlecht").note


def test_who_was_there_before_and_is_gone_keeps_a_row() -> None:
    """Otherwise the column of the comparison would not add up."""
    gone = _with_sex(lambda figure: None if (figure.by, figure.as_of) == ({"sex": "w"}, AS_OF) else figure)
    rows = _rows(briefing.make(gone, EDITION, AS_OF), _STRUCTURE + "geschlecht")
    parts = [int(cells[1]) for name, cells in rows.items() if name != "insgesamt"]
    assert rows["weiblich"][0] == "0" and int(rows["weiblich"][1]) > 0
    assert abs(sum(parts) - int(rows["insgesamt"][1])) <= 5


def test_a_withheld_nation_makes_weitere_a_dot_and_no_zero() -> None:
    def answers(query: Query) -> Sequence[Figure]:
        found = list(public()(query))
        if query.by == ("nationality",) and query.as_of == COMPARE:
            smallest = min((one for one in found if one.by), key=lambda one: one.value or 0)
            return [
                replace(one, value=None, status="suppressed") if one == smallest else one for one in found
            ]
        return found

    rows = _rows(briefing.make(answers, EDITION, AS_OF), _STRUCTURE + "staatsangehoerigkeit")
    assert rows["Weitere"][1] == "•"


def test_kinds_of_entry_that_did_not_occur_become_a_line_of_note() -> None:
    def answers(query: Query) -> Sequence[Figure]:
        found = list(public()(query))
        if query.by == ("zugangsart",):
            return [
                replace(one, value=0) if one.by.get("zugangsart") == "ZUWEISUNG" else one for one in found
            ]
        return found

    table = _block(briefing.make(answers, EDITION, AS_OF), "zugaenge-nach-zugangsart")
    assert "Zuweisung" not in [row.name for row in table.rows]
    assert "In diesem Zeitraum 0: " in table.note and "«Zuweisung»" in table.note
