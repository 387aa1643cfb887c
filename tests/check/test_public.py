"""In the public world the check answers from published values alone; asking again and again narrows nothing down."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.metrics.model import Figure
from pipelines.publish.check import TableOfFacts, check, to_json

DAY = date(2022, 6, 30)


def count(metric: str, value: int, by: dict[str, str] | None = None, status: str = "rounded") -> Figure:
    return Figure(metric, 1, "persons", "stock", DAY, None, by or {}, value, None, None, status, False)


def ratio(metric: str, unit: str, top: float, bottom: float) -> Figure:
    return Figure(metric, 1, unit, "ratio", DAY, None, {}, top / bottom, top, bottom, "rounded", False)


PUBLIC = TableOfFacts(
    [
        count("active_target_group", 1050),
        count("active_target_group", 505, {"sex": "w"}),
        count("ukraine_arrivals_total", 510),
        count("ukraine_present", 400),
        ratio("caseload_filled", "persons_per_fte", 1050, 4.0),
        ratio("ukraine_retention", "fraction", 400, 510),
        Figure("fte_funded", 1, "fte", "stock", DAY, None, {}, 3.5, None, None, "exact", False),
    ],
    DAY,
)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Über 500 Ukrainer sind in Lörrach angekommen.", "true"),
        ("Knapp 515 Ukrainer sind in Lörrach angekommen.", "false"),
        ("510 Ukrainer sind in Lörrach angekommen.", "true"),
        ("512 Ukrainer sind in Lörrach angekommen.", "undecidable"),
        ("520 Ukrainer sind in Lörrach angekommen.", "false"),
        ("Rund 510 Ukrainer sind in Lörrach angekommen.", "true"),
        ("Die aktive Zielgruppe umfasst zirka 1.050 Personen.", "true"),
        ("Die aktive Zielgruppe umfasst 1.048 Personen.", "undecidable"),
        ("48 Prozent der aktiven Zielgruppe sind Frauen.", "true"),
        ("47,6 Prozent der aktiven Zielgruppe sind Frauen.", "undecidable"),
        ("Die Bleibequote liegt bei 78 Prozent.", "true"),
        ("Der Betreuungsschlüssel liegt bei 1 zu 263.", "true"),
        ("3,5 Stellen werden gefördert.", "true"),
    ],
)
def test_answers_in_the_public_world(text, answer):
    [verdict] = check(text, PUBLIC, "press")
    assert verdict.verdict == answer
    assert verdict.exact is None


def test_finer_than_published_is_not_for_print():
    verdicts = {
        n: check(f"{n} Ukrainer sind in Lörrach angekommen.", PUBLIC, "press")[0].publishable
        for n in (510, 512)
    }
    assert verdicts == {510: True, 512: False}


def test_only_month_ends_are_public():
    [verdict] = check("Zum 15. Juni 2022 umfasste die aktive Zielgruppe 1.050 Personen.", PUBLIC, "press")
    assert (verdict.verdict, verdict.reason) == (
        "undecidable",
        "Öffentlich sind nur Monatsenden; 15.06.2022 ist keines.",
    )


def test_a_group_that_is_not_published_cannot_be_decided():
    [verdict] = check("120 Frauen der aktiven Zielgruppe kommen aus Syrien.", PUBLIC, "council")
    assert (verdict.verdict, verdict.publishable) == ("undecidable", False)


@given(
    st.integers(450, 560),
    st.sampled_from(["", "rund ", "über ", "knapp ", "mehr als ", "weniger als ", "fast "]),
)
def test_no_reply_names_a_number_that_is_neither_printed_nor_published(claimed, hedge):
    """Every digit of the reply comes from the text, from the published value, or from its rounding for prose."""
    text = f"{hedge}{claimed} Ukrainer sind in Lörrach angekommen."
    reply = to_json(check(text, PUBLIC, "press"), "x", "press")["claims"][0]
    words = f"{reply['reason']} {reply['suggestion']} {reply['shown']}".replace(str(claimed), "").replace(
        "30.06.2022", ""
    )
    assert {word.strip("«».,;:") for word in words.split() if any(c.isdigit() for c in word)} <= {"510"}


@given(st.integers(480, 540))
def test_true_unhedged_answers_are_given_for_the_published_number_only(claimed):
    [verdict] = check(f"{claimed} Ukrainer sind in Lörrach angekommen.", PUBLIC, "press")
    assert (verdict.verdict == "true") == (claimed == 510)
