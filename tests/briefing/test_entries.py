"""What the approval of a briefing enters: every figure of every table and picture, with its cell, Stichtag and period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from pipelines.paths import Home
from pipelines.publish import register
from pipelines.publish.briefing.corrections import MEDIUM
from pipelines.publish.document import Document
from pipelines.publish.printed import contains
from pipelines.publish.register import Entry, approval
from pipelines.publish.register.contradictions import among
from pipelines.publish.register.words import listed, overview
from tests.briefing.town import AS_OF, COMPARE, EDITION
from tests.register.printed import printed as by_hand

JULY = date(2022, 7, 14)
# Columns of changes, and the scenario: arithmetic on what is printed beside them.
_RECKONED = ("Veränderung", "in Prozent")


def _entries(made: Document, day: date = JULY, by: str = "Frau A") -> list[Entry]:
    return approval.entries(made, MEDIUM, day, EDITION, by)


def test_every_number_of_every_table_and_picture_is_entered(made: Document) -> None:
    missing = [
        (table.key, row.name, table.header[at + 1])
        for table in made.tables()
        for row in table.rows
        for at, cell in enumerate(row.cells)
        if cell.value is not None and cell.figure is None
        and table.header[at + 1] not in _RECKONED and table.key != "szenario"
    ]  # fmt: skip
    # The whole of a breakdown is no share of anything.
    assert {(row, column) for _, row, column in missing} == {("insgesamt", "Anteil")}
    keys = {
        (e.figure.metric, e.figure.unit, tuple(e.figure.by.items()), e.figure.as_of, e.figure.period_from)
        for table in made.tables() for row in table.rows for e in row.cells if e.figure
    }  # fmt: skip
    entered = _entries(made)
    assert len(entered) >= len(keys) > 150
    assert len(entered) == len({(e.metric, e.label, e.unit, e.by, e.as_of, e.period_from) for e in entered})


def test_reasons_structure_quota_money_topics_outlook_and_the_year_before_are_there(made: Document) -> None:
    entered = _entries(made)
    cells = {(entry.metric, *(name for name, _ in entry.by)) for entry in entered}
    assert cells >= {
        ("entries", "zugangsart"), ("exits", "abgangsgrund"), ("active_target_group", "nationality"),
        ("active_target_group", "age_band"), ("fte_filled", "traeger"), ("caseload_filled", "traeger"),
        ("costs_eur", "traeger"), ("consultations", "topic"), ("quota_target",), ("fte_needed",),
        ("reaching_36_months", "horizon_months"), ("city_share_per_person",),
    }  # fmt: skip
    days = {entry.as_of.last for entry in entered if entry.metric == "active_target_group" and not entry.by}
    assert {AS_OF, COMPARE} < days and len(days) >= 24
    lump = {entry.name for entry in entered if entry.metric is None}
    assert {"Verwaltungspauschale der Stadt", "Verwaltungspauschale der Stadt, Caritas"} <= lump


def test_the_words_of_an_entry_have_its_number(made: Document) -> None:
    for entry in _entries(made):
        number = entry.shown.split(" ")[-2 if entry.unit in ("percent", "eur") else -1]
        assert contains(entry.wording, number) or entry.shown == "0" or entry.unit == "eur_per_person", entry


def test_a_briefing_does_not_contradict_itself(made: Document) -> None:
    """Caseloads of the Träger are no parts of the city's, topics overlap, «Weitere» are others in every table."""
    assert among(_entries(made)) == []


def test_a_later_contradiction_to_a_cell_is_found(made: Document) -> None:
    own = next(e for e in _entries(made) if e.metric == "exits" and e.by == (("abgangsgrund", "WEGZUG_KOMMUNE"),)
               and e.unit == "persons")  # fmt: skip
    after = str(own.period_from)
    other = by_hand("900", str(own.as_of), "exits", "abgangsgrund=WEGZUG_KOMMUNE", zeitraum_nach=after)
    (conflict,) = [one for one in among([*_entries(made), other]) if one.kind == "printed"]
    assert set(conflict.entries) == {own, other}


def test_a_briefing_that_is_approved_again_on_another_day_is_entered_once(
    made: Document, tmp_path: Path
) -> None:
    home = Home(tmp_path)
    first = approval.record(home, _entries(made))
    assert len(first) == len(_entries(made))
    assert approval.record(home, _entries(made, date(2022, 7, 15))) == []
    assert register.entries(home) == first
    assert len(approval.record(home, _entries(made, by="Herr B"))) == len(first)


def test_the_list_shows_totals_once_and_counts_the_cells(made: Document) -> None:
    entered = _entries(made)
    again = [replace(entry, published=entry.published, source="zum 31.07.2022") for entry in entered]
    newspaper = by_hand("900", "2022-06-30", "active_target_group", "sex=m")
    shown, cells = overview([*entered, *again, newspaper])
    assert cells == 2 * sum(bool(entry.by) for entry in entered) > 200
    lines = listed(shown)
    (group,) = [line for line in lines if f"{AS_OF:%d.%m.%Y}" in line and " Aktive Zielgruppe: " in line]
    assert group.endswith("(Unterlage Gemeinderat, 14.07.2022; 2-mal gedruckt)")
    assert [line for line in lines if "männlich: 900 (Anzeiger" in line]
