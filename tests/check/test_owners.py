"""Numbers that are not ours to judge: other bodies', single houses', ages without a band, days before the data begin."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.metrics.model import Figure
from pipelines.publish.check import TableOfFacts, check
from tests.check import corpus_tools

_DAY = date(2024, 12, 31)


def _said(text: str) -> list[tuple[str, float, str]]:
    return [(v.claim.metric, v.claim.value, v.verdict) for v in check(text, corpus_tools.facts(), as_of=_DAY)]


@pytest.mark.parametrize(
    "opening",
    [
        "Der Kreis Lörrach hat 2.900 Geflüchtete aufgenommen.",
        "Im Landkreis leben 6.100 Geflüchtete.",
        "In Musterheim leben 240 Geflüchtete.",
        "Die Gemeinde Beispieldorf hat 80 Geflüchtete aufgenommen.",
    ],
)
def test_what_follows_on_another_body_is_its_own_until_the_city_is_named(opening):
    assert _said(f"{opening} Derzeit werden 210 Personen betreut.") == []
    ours = _said(f"{opening} Das Integrationsmanagement in Lörrach begleitet 1.500 Personen.")
    assert ours == [("active_target_group", 1500, "false")]


@pytest.mark.parametrize(
    "text",
    [
        "In Kassel leben 4.300 Geflüchtete aus der Ukraine, von denen 510 Personen wieder verzogen sind.",
        "Beispiel Hannover: Die Stadt hat 6.900 ukrainische Flüchtlinge aufgenommen. Heute leben noch 5.200 bei uns.",
        "In Weil am Rhein leben 900 Geflüchtete, die meisten aus der Ukraine (310), Syrien (190) und dem Irak (50).",
        "Die meisten Menschen aus der Ukraine leben in Bayern (41.000) und Hessen (22.000). 61 Prozent sind Frauen.",
        "In Neuheim arbeiten zwei Integrationsmanagerinnen. Die sind für 170 Geflüchtete zuständig.",
        "Rund 1,3 Millionen Menschen aus der Ukraine haben Zuflucht gefunden.",
    ],
)
def test_other_towns_and_more_people_than_the_city_has_are_not_ours(text):
    assert _said(text) == []


def test_the_land_that_pays_is_no_other_place():
    text = "Das Land Baden-Württemberg fördert 3,5 Stellen im Integrationsmanagement."
    assert _said(text) == [("fte_funded", 3.5, "true")]


def test_a_blank_line_ends_what_was_said_of_another_body():
    text = "Der Kreis Lörrach hat 2.900 Geflüchtete aufgenommen.\n\nEs werden 1.304 Personen betreut."
    assert _said(text) == _said("Es werden 1.304 Personen betreut.")


def test_who_hands_out_a_quota_does_not_own_what_follows():
    text = "Der Landkreis hat die Quote für 2023 neu berechnet. Aufgenommen wurden 2023 im Rahmen der Quote 241 Personen."
    assert _said(text) == [("quota_actual", 241, "true")]


@pytest.mark.parametrize(
    "age", ["zwischen 30 und 39 Jahren", "über 60 Jahren", "zwischen null und drei Jahren"]
)
def test_an_age_without_a_band_is_a_doubt_whatever_the_number(age):
    assert [verdict for *_, verdict in _said(f"In Lörrach leben 93 Geflüchtete {age}.")] == ["undecidable"]


def test_the_ages_of_the_catalogue_are_judged():
    answers = [
        _said(f"Ende 2024 waren {n} Menschen der Zielgruppe jünger als sechs Jahre.") for n in (171, 271)
    ]
    assert [[verdict for *_, verdict in said] for said in answers] == [["true"], ["false"]]


def test_a_group_whose_whole_no_sentence_counts_is_never_called_false():
    text = "Viele Geflüchtete sind lange hier. Die größte Gruppe stammt aus Syrien ({})."
    assert [_said(text.format(n))[0][2] for n in (181, 281)] == ["true", "undecidable"]
    counted = "Ende 2024 lebten 1.380 Geflüchtete in Lörrach. Die größte Gruppe stammt aus Syrien ({})."
    assert [_said(counted.format(n))[1][2] for n in (181, 281)] == ["true", "false"]


def test_a_day_before_the_data_begin_cannot_be_decided():
    rows = [(date(2015, 12, 31), 0), (_DAY, 1380)]
    figures = [
        Figure("active_target_group", 1, "persons", "stock", day, None, {}, n, None, None, "exact", False)
        for day, n in rows
    ]
    facts = TableOfFacts(figures, _DAY)
    text = "Ende 2015 lebten 300 Geflüchtete in Lörrach, Ende 2024 lebten 1.100 Geflüchtete in Lörrach."
    assert [verdict.verdict for verdict in check(text, facts)] == ["undecidable", "false"]


def test_what_a_past_quota_asked_for_is_told_in_the_conditional():
    text = "2022 hätten nach der Quote {} Geflüchtete untergebracht werden sollen. Wirklich untergebracht wurden 638."
    assert _said(text.format(592)) == [("quota_target", 592, "true"), ("quota_actual", 638, "true")]
    assert _said(text.format(700))[0] == ("quota_target", 700, "false")


def test_a_slip_of_the_pen_about_the_target_group_is_ours_however_large():
    (verdict,) = check("Derzeit umfasst die aktive Zielgruppe 99.999 Personen.", corpus_tools.facts())
    assert (verdict.claim.metric, verdict.verdict) == ("active_target_group", "false")
