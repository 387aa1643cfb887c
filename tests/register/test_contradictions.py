"""Printed figures against one another: what is a contradiction, what is none, and why they differ."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publish.register.contradictions import among, valid
from pipelines.publish.register.model import Entry
from pipelines.publish.register.words import sentences
from tests.register.printed import ACTIVE, printed

OTHER = {"medium": "Bote", "quelle": "Seite 1"}


def found(*entries: Entry) -> list[tuple[str, str]]:
    return [(conflict.kind, conflict.reason) for conflict in among(valid(entries))]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("rund 1.400", "1.398"),
        ("rund 1.400", "etwa 1.380"),
        ("über 500", "512"),
        ("über 500", "rund 510"),
        ("knapp 500", "492"),
        ("bis zu 500", "unter 450"),
        ("500 bis 600", "rund 550"),
    ],
)
def test_two_wordings_that_one_value_can_make_true_do_not_contradict(one: str, two: str) -> None:
    assert found(printed(one), printed(two, **OTHER)) == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("rund 1.400", "1.362"),
        ("über 500", "500"),
        ("knapp 500", "über 500"),
        ("gut 500", "rund 560"),
        ("1.200", "1.150"),
    ],
)
def test_two_wordings_that_no_value_makes_true_contradict(one: str, two: str) -> None:
    assert found(printed(one), printed(two, **OTHER)) == [("printed", "mistake")]


def test_the_same_figure_in_two_papers_is_no_contradiction() -> None:
    assert found(printed("1.048"), printed("1.048", **OTHER)) == []


@pytest.mark.parametrize(
    ("one", "two", "reasons"),
    [
        ("2022-06", "2022-07", []),  # other months, other people
        ("2022-06", "2022-06", ["mistake"]),
        ("2022-06", "2022-06-30", ["mistake"]),  # «Stand Juni 2022» is the end of the month
        ("2022-06", "2022-06-15", ["stichtag"]),  # the month may mean another day
        ("2022", "2022-12-31", ["stichtag"]),
        ("2022", "2022-06", ["stichtag"]),
        ("2022", "2022", ["stichtag"]),  # a stock of «2022» is of no one day
        ("2022-06-30", "2022-06-30", ["mistake"]),
    ],
)
def test_the_precision_of_the_stichtag_decides_what_can_be_explained(
    one: str, two: str, reasons: list[str]
) -> None:
    entries = printed("1.000", one), printed("1.100", two, **OTHER)
    assert [reason for _, reason in found(*entries)] == reasons


def test_another_version_of_the_definition_explains_a_difference() -> None:
    assert found(printed("1.000"), printed("1.100", fassung="2", **OTHER)) == [("printed", "definition")]


def test_another_release_explains_a_difference() -> None:
    old = printed("1.000", freigabe="2022-06-30-aaaa")
    assert found(old, printed("1.012", freigabe="2022-07-31-bbbb", **OTHER)) == [("printed", "correction")]


def test_a_quota_printed_with_three_values_is_reported_with_both_reasons() -> None:
    quota = "quota_target"
    three = [
        printed("365", "2023-02", quota),
        printed("356", "2023-02", quota, **OTHER),
        printed("234", "2023-10", quota, medium="Kurier"),
    ]
    mistake, stand = among(three)
    assert (mistake.reason, stand.reason) == ("mistake", "stichtag")
    assert {entry.shown for entry in mistake.entries} == {"365", "356"}
    assert {entry.shown for entry in stand.entries} == {"365", "356", "234"}
    assert "Zahlendreher" in mistake.detail and not stand.detail


def test_a_text_that_names_the_old_and_the_new_quota_makes_the_difference_itself() -> None:
    assert found(printed("516", "2024", "quota_target"), printed("257", "2024-09", "quota_target")) == []


def test_cared_for_and_living_in_town_are_told_apart() -> None:
    cared = printed("rund 1.150", "2023-09", "active_with_contact")
    living = printed("1.200", "2023-10", **OTHER)
    (conflict,) = among([cared, living])
    assert (conflict.kind, conflict.reason) == ("printed", "definition")
    assert "Grund: Definition; es wurde nicht dasselbe gezählt." in sentences(conflict)


def test_a_text_that_prints_both_metrics_tells_them_apart_itself() -> None:
    """«über 500 kamen, 400 sind noch da»: our sheet with 510 and 400 contradicts neither."""
    city = [
        printed("über 500", "2022-06", "ukraine_arrivals_total"),
        printed("400", "2022-06", "ukraine_present"),
    ]
    sheet = printed("400", "2022-06-30", "ukraine_present", **OTHER)
    assert found(*city, sheet) == []
    assert found(city[0], sheet) == [
        ("printed", "definition")
    ]  # alone, they look like one number printed twice


def test_filled_and_funded_positions_are_told_apart_by_their_words() -> None:
    """4 filled, 3.5 of them funded, 4.75 filled from the next month on: three true numbers about two things."""
    funded = printed("3,5", "2022-06", "fte_funded", wortlaut="3,5 Stellenanteile vom Land gefördert")
    filled = [
        printed("4", "2022-06", "fte_filled", wortlaut="4 besetzte Stellen", **OTHER),
        printed("4,75", "2022-07", "fte_filled", wortlaut="", **OTHER),
    ]
    assert found(funded, *filled) == []


@pytest.mark.parametrize("words", ["Vier Stellen hat das Integrationsmanagement", "4 geförderte Stellen"])
def test_positions_in_the_words_of_others_or_in_none_are_reported(words: str) -> None:
    funded = printed("3,5", "2022-06", "fte_funded", wortlaut="Das Land fördert 3,5 Stellen")
    filled = printed("4", "2022-06", "fte_filled", wortlaut=words, **OTHER)
    assert found(funded, filled) == [("printed", "definition")]


@pytest.mark.parametrize(
    "living",
    [
        printed("1.200", "2024-03", **OTHER),  # half a year later nobody mixes them up
        printed("1.200", "2023-09"),  # one text that names both explains itself
        printed("rund 1.150", "2023-09", **OTHER),
    ],
)
def test_related_metrics_are_not_always_a_contradiction(living: Entry) -> None:
    assert found(printed("1.150", "2023-09", "active_with_contact"), living) == []


def test_different_cells_and_units_are_different_things() -> None:
    assert (
        found(printed("500", by="sex=m"), printed("548", by="sex=w"), printed("52 Prozent", by="sex=w")) == []
    )


def test_free_facts_contradict_by_their_label() -> None:
    one = printed("1.789", "2023", "", bezeichnung="untergebracht", einheit="Personen")
    two = printed("1.798", "2023", "", bezeichnung="Untergebracht", einheit="Personen")
    assert found(one, two) == [("printed", "mistake")]


def test_880_and_440_are_not_1400() -> None:
    texts = (
        printed("rund 1.400"),
        printed("etwa 880", by="household=family"),
        printed("etwa 440", by="household=single"),
    )
    for order in permutations(texts):
        (conflict,) = among(order)
        assert (conflict.kind, conflict.entries[0]) == ("parts", texts[0])
        assert (
            "Die Teile ergeben 1.307 bis 1.333 Personen, das Ganze steht für 1.375 bis 1.425."
            in sentences(conflict)
        )


@pytest.mark.parametrize(
    ("total", "parts", "wrong"),
    [
        ("622", {"sex=m": "369", "sex=w": "253"}, False),
        ("623", {"sex=m": "369", "sex=w": "253"}, True),
        ("rund 1.320", {"household=family": "880", "household=single": "440"}, False),
        ("100", {"nationality=475": "60", "nationality=423": "30"}, False),  # the rest was not printed
        ("100", {"nationality=475": "60", "nationality=423": "50"}, True),
        ("100", {"nationality=475": "60", "nationality=other": "30"}, True),
        ("über 500", {"sex=m": "300", "sex=w": "250"}, False),
        ("100", {"traeger=CARITAS": "60", "traeger=STADT": "45"}, False),  # a person may have two Träger
        ("100", {"traeger=CARITAS": "60", "traeger=STADT": "45", "traeger=multiple": "-5"}, False),
        ("100", {"sex=m": "100"}, False),
    ],
)
def test_parts_and_their_printed_total(total: str, parts: dict[str, str], wrong: bool) -> None:
    entries = [printed(total), *(printed(value, by=cell) for cell, value in parts.items())]
    assert found(*entries) == ([("parts", "mistake")] if wrong else [])


def test_two_joined_rows_of_a_public_table_are_not_everybody() -> None:
    """«privat wohnend» and «Erstaufnahme» leave out who lives in follow-up housing."""
    parts = [printed("700", by="housing=privat"), printed("10", by="housing=unterkunft")]
    reasons = [printed("35", metric="exits", by=f"abgangsgrund={code}", zeitraum_nach="2021-12-31")
               for code in ("rueckkehr_abschiebung", "sonstige_gruende")]  # fmt: skip
    totals = [printed("1.400"), printed("200", metric="exits", zeitraum_nach="2021-12-31")]
    assert found(*parts, *reasons, *totals) == []


def test_parts_without_a_total_in_their_text_are_held_against_one_printed_elsewhere() -> None:
    parts = [printed("880", by="household=family"), printed("440", by="household=single")]
    assert found(*parts) == []
    assert found(*parts, printed("rund 1.400", **OTHER)) == [("parts", "mistake")]


@pytest.mark.parametrize(
    ("shares", "wrong"),
    [
        ({"475": "54 Prozent", "423": "12,8 Prozent"}, False),
        ({"475": "54 Prozent", "423": "47 Prozent"}, False),  # 53,5 + 46,5 is possible
        ({"475": "54 Prozent", "423": "48 Prozent"}, True),
        ({"475": "33 Prozent", "423": "33 Prozent", "other": "33 Prozent"}, False),
        ({"475": "33,3 Prozent", "423": "33,3 Prozent", "other": "33,0 Prozent"}, True),
    ],
)
def test_shares_in_percent_make_a_hundred_within_rounding(shares: dict[str, str], wrong: bool) -> None:
    entries = [
        printed("1.362"),
        *(printed(value, by=f"nationality={code}") for code, value in shares.items()),
    ]
    assert found(*entries) == ([("parts", "mistake")] if wrong else [])


@given(st.lists(st.integers(1, 900), min_size=2, max_size=6))
def test_true_parts_of_a_true_total_never_contradict(counts: list[int]) -> None:
    codes = ["475", "423", "438", "224", "237", "other"][-len(counts) :]
    parts = [printed(str(count), by=f"nationality={code}") for count, code in zip(counts, codes, strict=True)]
    assert found(printed(str(sum(counts))), *parts) == []


@given(st.integers(50, 3000), st.permutations(["rund", "", "über", "knapp"]))
def test_true_wordings_of_one_value_never_contradict(value: int, words: list[str]) -> None:
    from pipelines.publish.wording import holds, round_to

    rounded = int(round_to(value, 10))
    said = [f"{word} {rounded}" for word in words if word and holds(word, rounded, value) == "true"]
    assert found(*(printed(text, ACTIVE and "2022-06") for text in [*said, str(value)])) == []


OURS = {"welt": "public", "freigabe": "2022-07-31-aaaa"}


def by_traeger(metric: str, values: dict[str, str], **more: str) -> list[Entry]:
    return [printed(value, metric=metric, by=f"traeger={code}", **more) for code, value in values.items()]


def test_a_ratio_of_each_traeger_is_no_part_of_the_ratio_of_all() -> None:
    loads = by_traeger("caseload_filled", {"STADT": "287", "CARITAS": "280", "DIAKONIE": "314"})
    coverage = by_traeger("cost_coverage", {"STADT": "33,3", "CARITAS": "97,5", "DIAKONIE": "116,2"})
    assert found(printed("295", metric="caseload_filled"), *loads) == []
    assert found(printed("78,0", metric="cost_coverage"), *coverage) == []


def test_topics_overlap_and_make_more_than_all_consultations() -> None:
    def held(value: str, by: str = "") -> Entry:
        return printed(value, metric="consultations", by=by, zeitraum_nach="2021-06-30")

    assert found(held("1.000"), held("700", "topic=WOHNEN"), held("600", "topic=ARBEIT")) == []


def test_weitere_are_others_in_every_table() -> None:
    assert found(printed("135", by="nationality=other"), printed("80", by="nationality=other", **OTHER)) == []


def test_the_money_of_a_year_at_two_stichtage_of_this_product_is_no_contradiction() -> None:
    """Half a year and the whole one: each document names its Stichtag. A newspaper's «2022» does not."""
    half = printed("90.000", "2022-06-30", "costs_eur", **OURS)
    whole = printed(
        "180.000", "2022-12-31", "costs_eur", **OURS | {"freigabe": "2023-01-31-bbbb"}, medium="B"
    )
    assert found(half, whole) == []
    assert found(printed("120.000", "2022", "costs_eur", **OTHER), whole) == [("printed", "stichtag")]


def test_a_number_that_this_product_printed_again_is_one_line_of_a_contradiction() -> None:
    ours = [printed("1.045", medium="Presseblatt", veroeffentlicht=f"2022-{month}-10", **OURS)
            for month in ("07", "08", "09")]  # fmt: skip
    other_release = printed(
        "1.045", medium="Presseblatt", veroeffentlicht="2022-10-10", welt="public", freigabe="b"
    )
    (conflict,) = among([*ours, other_release, printed("1.100")])
    assert len(conflict.entries) == 3, "what one release printed again is left out"
    lines = [line for line in sentences(conflict) if "gedruckt «1.045»" in line]
    assert lines == [
        "Aktive Zielgruppe, 30.06.2022: gedruckt «1.045» (Presseblatt, 10.07.2022; 2-mal gedruckt)"
    ]
