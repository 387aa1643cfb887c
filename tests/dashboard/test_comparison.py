"""Überblick compares with the year before, the month before, or the last end of a year: one choice for all of it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from dashboard.comparing import CHOICES
from dashboard.lookup import offered, place
from dashboard.pages import overview
from pipelines import codelists
from pipelines.metrics import dimensions as dims

DAYS = {"vorjahr": "31.07.2021", "vormonat": "30.06.2022", "jahresende": "31.12.2021"}
WORDS = {"vorjahr": "vor einem Jahr", "vormonat": "vor einem Monat", "jahresende": "Ende 2021"}


def read(client, address):
    page = client.get(address).get_data(as_text=True)
    return unescape(re.search(r'<div id="vorab">(.*?)</div><div id="dash"', page, re.S)[1])


@pytest.mark.parametrize("choice", list(CHOICES))
def test_heading_sentence_and_tile_tell_the_change_since_the_chosen_day(app, client, choice):
    search = "" if choice == "vorjahr" else f"?vergleich={choice}"
    view = app.contents.view("/", search)
    now, then = view.figure("active_target_group").value, view.before("active_target_group").value
    assert view.compared.strftime("%d.%m.%Y") == DAYS[choice]
    chart = app.contents.page("/", search, "internal").blocks["verlauf"].chart
    same = f"genauso viele wie {WORDS[choice]}"
    words = f"{now - then} mehr als {WORDS[choice]}" if now > then else same
    assert chart.title == f"Aktive Zielgruppe: {words}"
    assert chart.sentence.endswith(f", {words}.")
    tile = read(client, f"/{search}").split("kachel-aenderung")[1].split("</span>")[0]
    assert tile.endswith(words)


@pytest.mark.parametrize("choice", list(CHOICES))
def test_origins_stand_beside_those_of_the_chosen_day(app, choice):
    view = app.contents.view("/", f"?vergleich={choice}")
    (block,) = overview._origins(view)
    assert [series.name for series in block.chart.series] == ["31.07.2022", DAYS[choice]]


def test_a_flow_is_compared_with_the_month_that_it_is_about(app):
    titles = {
        choice: app.contents.page("/", f"?kennzahl=entries&vergleich={choice}", "internal").blocks["verlauf"].chart.title
        for choice in ("vormonat", "jahresende")
    }  # fmt: skip
    assert titles["vormonat"].endswith("als im Monat davor")
    assert titles["jahresende"].endswith("als im Dezember 2021")


def test_before_the_first_month_there_is_nothing_to_compare_with(client):
    first = read(client, "/?stand=2019-01&vergleich=vormonat")
    assert "kein Vergleich mit dem Vormonat möglich" in first
    assert "kein Vergleich mit dem letzten Jahresende möglich" in read(
        client, "/?stand=2019-01&vergleich=jahresende"
    )


def test_what_stands_out_is_told_of_a_year_whatever_is_compared(client):
    usual, other = (
        read(client, address).split("Das fällt auf")[1].split("</section>")[0]
        for address in ("/", "/?vergleich=vormonat")
    )
    assert re.sub(r'href="[^"]*"', "", usual) == re.sub(r'href="[^"]*"', "", other)
    assert 'href="/#verlauf"' in other, "the chart of the year, not the one of the month below it"


def test_states_are_listed_by_name_and_only_those_from_which_somebody_came(app):
    """The list began «Deutschland, Jugoslawien, Albanien» and held every state that ever was."""
    edition = app.contents.view("/", "").edition
    nationality = dims.dimension("nationality")
    names = [nationality.label(code) for code in offered(nationality, edition, None)]
    assert names == ["Afghanistan", "Ghana", "Syrien", "Ukraine"]
    chosen = [nationality.label(code) for code in offered(nationality, edition, "120")]
    assert chosen == [*names, "Jugoslawien"], "what is chosen is offered; a state that is no more comes last"


def test_an_order_of_its_own_stays(app):
    edition, age = app.contents.view("/", "").edition, dims.dimension("age_band")
    assert offered(age, edition, None) == edition.codes("age_band")


def test_names_stand_where_a_german_reader_looks_them_up():
    labels = [entry.label for entry in codelists.load("nationality").values()]
    ordered = sorted(labels, key=place)
    assert ordered.index("Algerien") < ordered.index("Äthiopien") < ordered.index("Belgien")
    assert ordered.index("China") < ordered.index("Côte d’Ivoire") < ordered.index("Dänemark")
