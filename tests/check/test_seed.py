"""The press release of June 2022 in the words of the public record: confirmed as printed, caught when falsified."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.publish.check import check, to_json
from tests.check import corpus_tools

TEXT = (
    "Seit Mai 2017 begleiten die Träger Geflüchtete in Lörrach; im Herbst 2017 folgte das Konzept, im Januar 2022 ein "
    "größeres Team.\n\n"
    "Stand Juni 2022 umfasst die aktive Zielgruppe des Integrationsmanagements zirka 1050 Personen. "
    "Zuletzt kamen über 500 ukrainische Geflüchtete nach Lörrach, wovon aktuell sich noch 400 Personen im Stadtgebiet "
    "befinden. 3,5 Stellenanteile werden vom Sozialministerium gefördert."
)


def test_all_four_figures_are_found_and_true():
    found = [(v.claim.text, v.claim.metric, v.exact, v.verdict) for v in check(TEXT, corpus_tools.facts())]
    assert found == [
        ("zirka 1050 Personen", "active_target_group", 1048, "true"),
        ("über 500 ukrainische Geflüchtete", "ukraine_arrivals_total", 512, "true"),
        ("400 Personen", "ukraine_present", 400, "true"),
        ("3,5 Stellenanteile", "fte_funded", 3.5, "true"),
    ]
    assert {v.claim.time.as_of for v in check(TEXT, corpus_tools.facts())} == {date(2022, 6, 30)}


@pytest.mark.parametrize(
    ("printed", "falsified"),
    [
        ("1050", "1150"),
        ("1050", "1.000"),
        ("1050", "1.500"),
        ("zirka", "über"),
        ("über 500", "über 520"),
        ("über 500", "unter 500"),
        ("noch 400", "noch 410"),
        ("noch 400", "noch 512"),
        ("3,5", "4"),
        ("3,5", "5,3"),
    ],
)
def test_one_falsified_number_is_caught_and_nothing_else(printed, falsified):
    answers = [v.verdict for v in check(TEXT.replace(printed, falsified), corpus_tools.facts())]
    assert sorted(answers) == ["false", "true", "true", "true"]


def test_json_has_exactly_the_promised_keys():
    document = to_json(check(TEXT, corpus_tools.facts()), "korpus", "ob")
    claim = document["claims"][0]
    assert set(document) == {"release", "audience", "claims"}
    assert claim == {
        "text": "zirka 1050 Personen", "start": claim["start"], "end": claim["start"] + 19,
        "metric": "active_target_group", "by": {}, "as_of": "2022-06-30", "as_of_source": "text", "hedge": "zirka",
        "claimed": 1050, "exact": 1048, "shown": "1.048", "verdict": "true",
        "reason": "«Aktive Zielgruppe» zum 30.06.2022: Der Wert ist 1.048.", "suggestion": None, "publishable": True,
    }  # fmt: skip


def test_a_number_finer_than_the_public_world_is_true_but_not_for_print():
    [verdict] = check("Ende Juni 2022 zählte die aktive Zielgruppe 1.048 Personen.", corpus_tools.facts())
    assert (verdict.verdict, verdict.publishable, verdict.suggestion) == (
        "true",
        False,
        "rund 1.050 Personen",
    )


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        (
            "Ende 2024 kamen auf eine besetzte Stelle im Integrationsmanagement rund 160 Personen.",
            "rund 290 Personen",
        ),
        ("Ende 2024 lag der Betreuungsschlüssel je besetzter Stelle bei 1 zu 160.", "rund 1 zu 290"),
        ("Die Aufnahmequote 2022 lag bei 952 Personen.", "592 Personen"),
        ("Ende 2022 zählte die aktive Zielgruppe 1.400 Personen.", "über 1.100 Personen"),
    ],
)
def test_a_better_wording_fits_into_the_sentence(text, suggestion):
    [verdict] = check(text, corpus_tools.facts())
    assert (verdict.verdict, verdict.suggestion) == ("false", suggestion)


def test_the_day_of_the_text_decides_when_it_names_none():
    text = "Die aktive Zielgruppe umfasst aktuell 1.048 Personen."
    assert [v.verdict for v in check(text, corpus_tools.facts(), as_of=date(2022, 6, 30))] == ["true"]
    [verdict] = check(text, corpus_tools.facts())
    assert (verdict.verdict, verdict.claim.time.source, verdict.claim.time.as_of) == (
        "false",
        "assumed",
        date(2024, 12, 31),
    )
