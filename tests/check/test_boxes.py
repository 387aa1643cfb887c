"""Boxes of facts, lists, chronicles and titles: what a line takes from its heading, and what ends with the line."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.publish.check import check
from tests.check import corpus_tools

_BOX = """Steckbrief Integrationsmanagement Lörrach
Begleitete Personen (31.12.2024): 1.380
darunter Frauen: 704
Besetzte Stellen: 4,75
Beratungen 2024: 6.510
Kosten 2024: 504.000 Euro
davon Zuschüsse: 352.800 Euro"""
_CHRONICLE = """Rückblick 2022 – Geflüchtete aus der Ukraine, die in Lörrach angekommen sind (aufsummiert):
Februar: 4
März: 118
April: 268"""


def read(text):
    verdicts = check(text, corpus_tools.facts())
    assert all(verdict.verdict == "true" for verdict in verdicts), [v.reason for v in verdicts]
    return [(v.claim.metric, v.claim.value, v.claim.time.as_of, dict(v.claim.by)) for v in verdicts]


def test_every_line_of_a_box_is_a_figure_of_its_own():
    end = date(2024, 12, 31)
    assert read(_BOX) == [
        ("active_target_group", 1380, end, {}),
        ("active_target_group", 704, end, {"sex": "w"}),
        ("fte_filled", 4.75, end, {}),
        ("consultations", 6510, end, {}),
        ("costs_eur", 504_000, end, {}),
        ("grants_eur", 352_800, end, {}),
    ]


def test_the_months_of_a_chronicle_are_of_the_year_in_its_heading():
    assert [(value, day) for _, value, day, _ in read(_CHRONICLE)] == [
        (4, date(2022, 2, 28)),
        (118, date(2022, 3, 31)),
        (268, date(2022, 4, 30)),
    ]


@pytest.mark.parametrize("line", ["- 440 allein", "Allein: 440", "• alleinstehend: 440"])
def test_alone_is_a_group_in_a_list_that_names_families(line):
    text = f"Aktive Zielgruppe des Integrationsmanagements Ende 2024:\n- 880 in Familien\n{line}"
    assert read(text)[-1] == ("active_target_group", 440, date(2024, 12, 31), {"household": "single"})


def test_a_title_takes_day_and_subject_from_the_sentence_below_it():
    title = "Gut ein Drittel ist minderjährig"
    below = "Unter den Ende 2024 vom Integrationsmanagement begleiteten Geflüchteten sind 465 Kinder und Jugendliche."
    text = f"{title}\n{below}"
    first, second = read(text)
    assert first[2:] == second[2:] == (date(2024, 12, 31), {"age_band": "0-17"})


def test_the_line_of_a_traeger_is_about_that_traeger():
    text = "Caritas (Ende 2024): 470 vom Integrationsmanagement in Lörrach begleitete Personen; 1,5 besetzte Stellen."
    assert [by for *_, by in read(text)] == [{"traeger": "CARITAS"}] * 2


def test_a_false_line_does_not_spoil_the_next():
    wrong = _CHRONICLE.replace("118", "181")
    verdicts = [v.verdict for v in check(wrong, corpus_tools.facts())]
    assert verdicts == ["true", "false", "true"]
