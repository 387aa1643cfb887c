"""Sentences for the press: short, dated, true, in German."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipelines.errors import NotAvailable
from pipelines.metrics.model import Figure
from pipelines.publish.wording import sentences

ACTIVE = Figure(
    "active_target_group",
    1,
    "persons",
    "stock",
    date(2022, 6, 30),
    None,
    {},
    1048,
    None,
    None,
    "exact",
    False,
)


def test_internal_sentences():
    before = replace(ACTIVE, as_of=date(2021, 6, 30), value=871)
    made = sentences(ACTIVE, "Aktive Zielgruppe", before=before)
    assert made.short == "Aktive Zielgruppe: rund 1.050 Personen (Stand: Juni 2022)."
    assert (
        made.standard == "Die Stadt Lörrach nennt für «Aktive Zielgruppe» zum 30.06.2022 rund 1.050 Personen."
    )
    assert made.context == made.standard + " Zum Vergleich: Am 30.06.2021 waren es rund 870 Personen."


def test_public_sentences_hold_for_all_a_published_number_stands_for():
    published = replace(ACTIVE, value=510, status="rounded")
    assert "rund 510 Personen" in sentences(published, "Ukraine", base=5).short
    assert "über 500 Personen" in sentences(published, "Ukraine", base=5, grain=100).short


def test_equal_when_rounded_is_nearly_unchanged():
    before = replace(ACTIVE, as_of=date(2021, 6, 30), value=1051)
    assert sentences(ACTIVE, "Aktive Zielgruppe", before=before).context.endswith(
        "Das ist nahezu unverändert gegenüber dem 30.06.2021."
    )


def test_positions_and_rates():
    positions = replace(ACTIVE, metric="fte_funded", unit="fte", value=3.5)
    rate = replace(
        ACTIVE,
        metric="ukraine_retention",
        unit="fraction",
        kind="ratio",
        value=400 / 512,
        numerator=400,
        denominator=512,
    )
    assert (
        sentences(positions, "Stellen gefördert").short
        == "Stellen gefördert: 3,5 Vollzeitstellen (Stand: Juni 2022)."
    )
    assert (
        sentences(rate, "Bleibequote Ukraine").short == "Bleibequote Ukraine: 78 Prozent (Stand: Juni 2022)."
    )


def test_a_flow_names_its_period():
    flow = replace(
        ACTIVE,
        metric="consultations",
        unit="consultations",
        kind="flow",
        period_from=date(2021, 12, 31),
        value=2110,
    )
    assert (
        sentences(flow, "Beratungen").short
        == "Beratungen: rund 2.100 Beratungen (vom 01.01.2022 bis 30.06.2022)."
    )


def test_short_sentences_fit_into_140_characters():
    made = sentences(ACTIVE, "Eine Kennzahl mit einem sehr langen Namen " * 5)
    assert len(made.short) <= 140
    assert made.short.endswith("rund 1.050 Personen (Stand: Juni 2022).")


def test_what_may_not_be_printed_is_refused():
    with pytest.raises(NotAvailable, match=r"zum 30\.06\.2022 gibt es keine Zahl"):
        sentences(replace(ACTIVE, preliminary=True), "Aktive Zielgruppe")
