"""What the pages say in words: the base of a share, ties, table signs, and one string for one number."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import accumulate

import pytest

from dashboard import charts, cohorts, findings, publicworld
from dashboard.app import create
from dashboard.components.tiles import _unit
from dashboard.largest import largest
from dashboard.pages import overview, structure, ukraine
from dashboard.roles import ROLES
from dashboard.view import with_filters
from pipelines.metrics import Figure, catalogue
from pipelines.publish.chart import Point
from pipelines.publish.sentences import retention, rounding_note, statement, tile_change

DAY = date(2022, 7, 31)
NOBODY = Figure("ukraine_present", 1, "persons", "stock", DAY, None, {}, 0, None, None, "exact", False)
RATE = Figure("employment_rate", 1, "fraction", "ratio", DAY, None, {}, 0.36, 290, 805, "exact", False)


def cells(dimension, **sizes):
    return [
        Figure(
            "ukraine_present",
            1,
            "persons",
            "stock",
            DAY,
            None,
            {dimension: code},
            value,
            None,
            None,
            "exact",
            False,
        )
        for code, value in sizes.items()
    ]


def plain(client, address):
    page = re.search(
        r'<div id="vorab">(.*?)</div><div id="dash"', client.get(address).get_data(as_text=True), re.S
    )
    return unescape(re.sub(r"<[^>]+>", "|", page[1]))


@pytest.fixture(scope="module")
def public_app(approved):
    return create(approved)


def test_a_share_and_a_figure_per_inhabitant_name_their_base():
    assert "(von 805)" in statement(catalogue.metric("employment_rate"), RATE)
    per_head = Figure(
        "per_1000_inhabitants", 1, "per_1000", "ratio", DAY, None, {}, 27.2, 1398, 51349, "exact", False
    )
    assert (
        statement(catalogue.metric("per_1000_inhabitants"), per_head)
        == "Am 31.07.2022 waren es 27,2 Personen der aktiven Zielgruppe je 1.000 Einwohner (bei 51.349 Einwohnern)."
    )


@pytest.mark.parametrize(("status", "base", "told"), [("exact", 49, False), ("exact", 50, True), ("rounded", 95, False),
                                                      ("rounded", 100, True)])  # fmt: skip
def test_no_share_of_too_few_stands_in_a_sentence(status, base, told):
    few = replace(RATE, denominator=base, numerator=20, value=20 / base, status=status)
    assert ("Prozent" in statement(catalogue.metric("employment_rate"), few)) is told
    after = statement(catalogue.metric("employment_rate"), RATE, few)
    assert ("vor einem Jahr" in after) is told


@pytest.mark.parametrize(
    ("metric", "noun"), [("housing_occupancy", "Plätze"), ("employment_rate", "Personen")]
)
def test_too_few_are_named_as_what_they_are(metric, noun):
    """A house of 12 places has too few places for a share, not too few persons."""
    few = replace(RATE, metric=metric, denominator=12, numerator=9, value=0.75)
    sentence = f"Für einen Anteil sind es zu wenige {noun}."
    assert statement(catalogue.metric(metric), few).endswith(sentence)


def test_the_heading_over_a_share_of_few_places_speaks_of_places(home):
    """The houses of the town have fewer than 50 places."""
    view = create(home).contents.view("/", "")
    few = replace(RATE, metric="housing_occupancy", denominator=12, numerator=9, value=0.75)
    heading = charts.headline(view, "housing_occupancy", few, None)
    assert heading == "Auslastung Anschlussunterbringung: zu wenige Plätze für einen Anteil"


def test_a_tile_of_too_few_explains_its_sign_and_compares_nothing():
    few = replace(RATE, denominator=12, numerator=9, value=0.75)
    assert _unit(few) == "Prozent (/ = nicht sicher genug, Gesamtzahl unter 50)"
    words = ("gegenüber 31.07.2021", "Vorjahr")
    told = {tile_change(few, RATE, *words), tile_change(RATE, few, *words)}
    assert told == {"kein Vergleich mit dem Vorjahr möglich"}


def test_a_share_of_money_is_never_one_of_too_few():
    """40 Euro are no group of persons: nobody can be recognised in them, and 75 percent of them may be said."""
    money = replace(RATE, metric="cost_coverage", denominator=40, numerator=30, value=0.75)
    assert "bei 75,0" in statement(catalogue.metric("cost_coverage"), money)


def test_no_heading_holds_a_share_of_too_few(public_app):
    search = "?kennzahl=language_b1_rate&traeger=CARITAS&alter=18-24"
    chart = public_app.contents.page("/", search, "internal").blocks["verlauf"].chart
    assert chart.series[0].points[-1] == Point(None, "/"), "the table does not hold it, either"
    assert not re.search(r"\d+,\d", chart.title + chart.sentence)


@pytest.mark.parametrize("metric", ["employment_rate", "language_b1_rate", "integration_plan_rate"])
def test_heading_and_sentence_of_a_published_rate_have_the_same_string(public_app, metric):
    chart = public_app.contents.page("/", f"?kennzahl={metric}", "public").blocks["verlauf"].chart
    change = re.search(r"[\d,]+ Prozentpunkte?", chart.title)
    assert change is None or change[0] in chart.sentence
    assert ",0" not in chart.title


def test_groups_of_the_same_size_are_all_the_largest():
    found = cells("sex", m=45, w=45, d=5, unknown=80)
    assert largest("sex", found).names == ("männlich", "weiblich")
    assert ukraine._largest_words("sex", found) == (
        "am häufigsten männlich und weiblich",
        "Die größten Gruppen im Stadtgebiet: männlich und weiblich, je 45 Personen.",
    )
    assert ukraine._largest_words("sex", cells("sex", unknown=80))[0] == "unbekannt"
    three = cells("sex", m=45, w=45, d=45)
    assert largest("sex", three).heading == "am häufigsten männlich, weiblich und divers"
    comma = cells("status_group", anerkannt_befristet=5, abgelehnt=5, offen=5)
    assert largest("status_group", comma).heading.count(";") == 1, "a name holds a comma itself"


def test_the_overview_names_all_the_largest_nationalities():
    """Of two as large the overview named the one that stood first."""
    total = replace(NOBODY, metric="active_target_group", value=300)
    tied = largest("nationality", cells("nationality", **{"475": 60, "423": 60, "unknown": 180}))
    assert overview._origin_words(tied, total) == (
        "Herkunft: Syrien und Afghanistan sind die größten Gruppen",
        "Die größten Gruppen sind «Syrien» und «Afghanistan» mit je 60 Personen, das sind je 20,0\u202fProzent von 300.",
    )
    one = largest("nationality", cells("nationality", **{"475": 61, "423": 60}))
    assert overview._origin_words(one, total)[0] == "Herkunft: Syrien ist die größte Gruppe"
    assert overview._origin_words(largest("nationality", cells("nationality", unknown=9)), total) == (
        "Herkunft: unbekannt",
        "Zur Herkunft ist nichts bekannt.",
    )


def test_two_attributes_together_name_all_the_largest_pairs():
    sizes = {("0-5", "m"): 12, ("18-24", "w"): 12, ("18-24", "m"): 7, ("unknown", "m"): 40}
    both = [
        replace(NOBODY, by={"age_band": age, "sex": sex}, value=size) for (age, sex), size in sizes.items()
    ]
    heading, sentence = structure._pair_words("age_band", "sex", both)
    pairs = "«0–5 Jahre» und «männlich»; «18–24 Jahre» und «weiblich»"
    assert (heading, sentence) == (
        f"am häufigsten {pairs}",
        f"Am häufigsten zusammen: {pairs}, je 12 Personen.",
    )
    assert structure._pair_words("age_band", "sex", both[3:])[1] == "Über beides zusammen ist nichts bekannt."


def quotes_open(text):
    """The most «…» that stand in one another."""
    depth = list(accumulate((sign == "«") - (sign == "»") for sign in text))
    return max(depth, default=0)


NESTED = [
    "/struktur",
    "/?traeger=«x»",
    "/gemeinderat?vergleich=«gestern»",
    "/personal?bis=«nie»",
    "/presse?rundung=«7»",
]


@pytest.mark.parametrize("address", NESTED)
def test_quotation_marks_within_quotation_marks_are_single_ones(public_app, address):
    """A download was named «Alter und Geschlecht: am häufigsten «25–39 Jahre»»."""
    page = public_app.server.test_client().get(address, follow_redirects=True).get_data(as_text=True)
    body = unescape(re.search(r'<div id="vorab">(.*?)</div><div id="dash"', page, re.S)[1])
    pieces = [*re.split(r"<[^>]+>", body), *re.findall(r'(?:aria-label|alt|title)="([^"]*)"', body)]
    assert [piece for piece in pieces if quotes_open(piece) > 1] == []
    assert any("‹" in piece for piece in pieces)


def test_where_nobody_is_no_group_is_the_largest(public_app):
    """The public tables have a row for every code, also where all of them are 0."""
    assert not largest("sex", cells("sex", m=0, w=0))
    made = public_app.contents.page("/ukraine", "?stand=2021-03", "public")
    assert "alter" not in made.blocks and "bestand" in made.blocks


def test_a_printed_zero_is_not_told_as_nobody():
    arrived = replace(NOBODY, metric="ukraine_arrivals_total")
    assert retention(arrived, NOBODY) == "Im Zuzugsregister steht bis zum Stichtag niemand aus der Ukraine."
    printed = retention(replace(arrived, status="rounded"), replace(NOBODY, status="rounded"))
    assert (
        printed == "Aus dem Zuzugsregister sind bis zum Stichtag 0 Personen aus der Ukraine veröffentlicht."
    )
    open_ = retention(replace(arrived, value=None), NOBODY)
    assert open_ == "Für den 31.07.2022 ist nicht bekannt, wie viele aus der Ukraine kamen und noch da sind."


def test_a_tile_says_its_unit_once_and_explains_a_table_sign():
    assert _unit(RATE) == ""
    assert _unit(replace(RATE, value=None, status="undefined")) == "Prozent (x = nicht sinnvoll)"
    assert _unit(NOBODY) == "Personen (– = genau null)"
    assert _unit(replace(NOBODY, value=3)) == "Personen"


def test_without_filled_positions_the_answer_to_what_if_holds_no_table_sign(client):
    answer = re.search(r"Ergebnis: (.*?)Stellen\.", plain(client, "/personal?plus=10&stellen=-4"), re.S)[1]
    assert "kein Betreuungsschlüssel ohne besetzte Stelle" in answer
    assert " x " not in answer


def test_the_way_to_the_scenario_is_there_when_the_scenario_is(client, app, monkeypatch):
    way = "Was wäre, wenn …? Zum Szenario"
    assert way in plain(client, "/personal")
    from dashboard.pages import staff

    monkeypatch.setattr(staff, "panel", lambda view, paid: ([], None))
    content = staff.make(app.contents.view("/personal", "?stand=2022-01"))
    assert way not in str(content.before)


def test_the_retention_of_the_cohorts_names_how_many_it_is_about(public_app):
    view = public_app.contents.view("/ukraine", "")
    _, sentence = cohorts._cohort_words(view)
    assert re.match(
        r"Von [\d.]+ Personen, deren Ankunft so lange zurückliegt, waren nach \d+ Monaten noch", sentence
    )


def test_months_of_arrival_of_fewer_than_50_have_no_row_of_signs():
    sizes = {
        cell.by["cohort"]: cell for cell in cells("cohort", **{"2022-03": 160, "2022-04": 49, "2022-05": 50})
    }
    assert cohorts._told(list(sizes), sizes, public=False) == ["2022-03", "2022-05"]
    assert cohorts._not_told(1) == [
        "Nicht gezeigt: 1 Ankunftsmonat mit weniger als 50 Angekommenen; eine Quote wäre dort nicht sicher genug. "
    ]
    few = {"2022-04": sizes["2022-04"]}
    assert cohorts._told(["2022-04"], few, public=False) == ["2022-04"], "an empty table would say less"


def test_the_published_retention_names_how_many_it_is_about():
    cell = replace(
        RATE, metric="ukraine_retention", value=0.55, numerator=280, denominator=510, status="rounded"
    )
    title, sentence = cohorts._published_words({("2022-H1", "24"): cell})
    assert title == "Wer bleibt: aus dem 1. Halbjahr 2022 nach 24 Monaten noch 55\u202fProzent"
    assert sentence.startswith(
        "Von den 510 Angekommenen des 1. Halbjahres 2022 waren nach 24 Monaten noch 55"
    )


def test_months_in_which_as_many_came_are_all_named():
    assert ukraine._most_words(
        cells("cohort", **{"2022-03": 40, "2022-04": 40, "2022-05": 5}), public=False
    ) == (
        "Die meisten kamen im März 2022 und April 2022",
        "Im März 2022 und April 2022 kamen je 40 Personen, so viele wie in keinem anderen Monat.",
    )
    assert ukraine._most_words(cells("cohort", **{"2022-H1": 510, "2022-H2": 5}), public=True) == (
        "Die meisten kamen im 1. Halbjahr 2022",
        "Im 1. Halbjahr 2022 kamen 510 Personen, so viele wie in keinem anderen Halbjahr.",
    )


def test_a_title_never_has_two_brackets_in_a_row():
    assert with_filters("Stellen gefördert (VZÄ)", "Caritas") == "Stellen gefördert (VZÄ; Caritas)"
    assert with_filters("Aktive Zielgruppe", "Caritas") == "Aktive Zielgruppe (Caritas)"
    assert with_filters("Aktive Zielgruppe", "") == "Aktive Zielgruppe"


PAGES_OF_FIGURES = ["/", "/?traeger=CARITAS", "/ukraine", "/personal", "/struktur"]


@pytest.mark.parametrize("address", PAGES_OF_FIGURES)
def test_after_the_datenstand_every_title_and_sentence_says_vorläufig(app, address):
    """The tiles said so, and «Bewegung: 357 mehr Zugänge als Abgänge» beside them did not."""
    path, _, query = address.partition("?")
    made = app.contents.page(path, f"?{query}&stand=2022-08", "internal")
    assert made.blocks
    for block in made.blocks.values():
        assert "vorläufig" in block.chart.title, block.chart.title
        assert block.chart.sentence.startswith(("Vorläufig: ", "Vorläufig, nur ")), block.chart.sentence
        assert (block.chart.title + block.chart.sentence).lower().count("vorläufig") == 2
    complete = app.contents.page(path, f"?{query}&stand=2022-07", "internal")
    assert not any(
        "vorläufig" in block.chart.title + block.chart.sentence for block in complete.blocks.values()
    )


def test_what_is_preliminary_is_told_with_its_filter_in_one_lead(app):
    made = app.contents.page("/", "?traeger=CARITAS&stand=2022-08", "internal")
    assert made.blocks["verlauf"].chart.sentence.startswith("Vorläufig, nur Caritas: Am 31.08.2022 waren es")


def test_findings_of_a_preliminary_stichtag_say_so(client):
    listed = re.search(r"Das fällt auf(.*?)Auf einen Blick", plain(client, "/?stand=2022-08"), re.S)[1]
    sentences = [line for line in listed.split("|") if line.strip() and not line.startswith("Zum Diagramm")]
    assert sentences and all(line.startswith("Vorläufig: ") for line in sentences)
    assert "vorläufig und dürfen noch nicht zitiert werden" in plain(client, "/?stand=2022-08")


def test_a_preliminary_figure_is_not_to_be_quoted(public_app):
    """Positions of a day after the Datenstand were «vorläufig» and «zitierfähig» in the same tile."""
    view = public_app.contents.view("/", "")
    figure = view.figure("fte_funded")
    assert publicworld.published(view, figure) is not None
    assert publicworld.published(view, replace(figure, preliminary=True)) is None


def ratio(persons, positions, **parts):
    return Figure(
        "caseload_filled", 1, "persons_per_fte", "ratio", DAY, None, {}, persons / positions, persons, positions,
        "exact", False, **parts,
    )  # fmt: skip


def test_a_change_that_the_printed_numbers_contradict_says_that_it_is_rounded():
    """1 : 294 beside 1 : 283 and «um 12 höher»: 1.398 / 4,75 − 1.342 / 4,75 are 11,8."""
    now, before = ratio(1398, 4.75), ratio(1342, 4.75)
    assert statement(catalogue.metric("caseload_filled"), now, before).endswith(
        "um 12 höher als vor einem Jahr."
    )
    assert rounding_note(now, before) == "Abweichungen durch Rundung."
    assert charts.rounding(now, before) == (
        "Die Veränderung ist vor dem Runden berechnet: Abweichungen durch Rundung. ",
    )
    assert findings._why(now, before) == (
        " Vor einem Jahr war es 1 : 283 (Abweichungen durch Rundung); "
        "seitdem: mehr Personen bei gleich vielen Stellen."
    )


def test_a_change_that_the_printed_numbers_show_needs_no_note():
    assert rounding_note(ratio(1300, 5), ratio(1200, 5)) == ""
    assert rounding_note(ratio(1300, 5), None) == ""
    few = replace(RATE, denominator=40, numerator=21, value=21 / 40)
    assert rounding_note(few, replace(few, numerator=20, value=0.5)) == "", "no change is told in words"
    points = replace(RATE, numerator=291, value=291 / 805)
    assert rounding_note(points, RATE) == "", "36,1 − 36,0 is 0,1"


def test_the_money_of_the_scenario_is_no_funding_of_today(client):
    """«heute: Förderung im Jahr 210.000 €» stood for 2025, when a lump sum of 351.900 € was granted."""
    words = plain(client, "/personal?satz=64.000")
    assert "heute, zum Satz 60.000\u202f€|" in words and "Szenario, zum Satz 64.000\u202f€|" in words
    assert "Diese Beträge sind gerechnet, nicht gezahlt. Der Satz von 60.000\u202f€ stammt aus der" in words
    today = words.split("Heute und am Ende des Szenarios")[1].split(
        "Förderung, gerechnet als Stellen mal Satz"
    )[0]
    assert "€" not in today


def test_what_was_really_paid_stands_beside_the_money_of_the_scenario(client):
    """The town was paid 3 × 120.000 € for the 729 days from 01.01.2021 to 30.12.2022."""
    words = plain(client, "/personal")
    assert (
        "Tatsächlich gezahlt, alle Programme – 2021: 180.247\u202f€; 2022 (bis Juli): 179.753\u202f€."
        in words
    )


def test_who_runs_the_service_is_not_named_like_those_who_accompany_people(public_app):
    """«Freigeben darf: Betreuung oder …» read as if a counsellor might let a press sheet go out."""
    assert "Betreuung" not in ROLES.values()
    words = plain(public_app.server.test_client(), "/presse")
    assert "Freigeben darf: Administration oder Büro des Oberbürgermeisters oder Presse." in words
