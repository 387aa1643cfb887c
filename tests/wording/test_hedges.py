"""A hedge word is a promise: what is generated is true, and what is printed elsewhere is held to the same rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publish.wording import HEDGES, Interval, Phrase, default_grain, hedge, holds, round_to

GRAINS = st.sampled_from([None, 5, 10, 50, 100])


@pytest.mark.parametrize(
    ("exact", "grain", "hedge_word", "number"),
    [
        (1048, None, "rund", 1050),
        (512, None, "rund", 510),
        (512, 100, "über", 500),
        (400, None, "", 400),
        (487, 100, "knapp", 500),
        (43, None, "knapp", 45),
        (42, None, "über", 40),
        (3, None, "knapp", 5),
        (1, None, "weniger als", 5),
        (0, None, "", 0),
        (1362, 100, "knapp", 1400),
        (451, 100, "rund", 450),
        (49_768, None, "rund", 49_750),
    ],
)
def test_generated_wording_of_an_exact_value(exact, grain, hedge_word, number):
    assert hedge(exact, grain) == Phrase(hedge_word, number)


@pytest.mark.parametrize(
    ("published", "grain", "hedge_word", "number"),
    [
        (510, None, "rund", 510),
        (1050, None, "rund", 1050),
        (510, 100, "über", 500),
        (0, None, "weniger als", 5),
        (1235, None, "knapp", 1250),
    ],
)
def test_generated_wording_of_a_published_value(published, grain, hedge_word, number):
    value = Interval(max(0, published - 4), published + 4, published)
    assert hedge(value, grain) == Phrase(hedge_word, number)


@pytest.mark.parametrize(
    ("word", "claimed", "exact", "answer"),
    [
        ("zirka", 1050, 1048, "true"),
        ("rund", 1070, 1048, "true"),
        ("rund", 1075, 1048, "false"),
        ("rund", 1000, 1048, "false"),
        ("rund", 510, 512, "true"),
        ("etwa", 500, 512, "false"),
        ("rund", 50_000, 49_768, "true"),
        ("über", 500, 512, "true"),
        ("über", 512, 512, "false"),
        ("Über", 520, 512, "false"),
        ("mehr als", 500, 400, "false"),
        ("gut", 500, 512, "true"),
        ("gut", 500, 612, "false"),
        ("knapp", 515, 512, "true"),
        ("knapp", 500, 487, "true"),
        ("knapp", 500, 512, "false"),
        ("fast", 500, 400, "false"),
        ("fast", 1200, 1150, "true"),
        ("weniger als", 500, 400, "true"),
        ("unter", 400, 400, "false"),
        ("bis zu", 400, 400, "true"),
        ("mindestens", 401, 400, "false"),
        ("", 1048, 1048, "true"),
        ("", 1050, 1048, "false"),
        ("genau", 1050, 1048, "false"),
    ],
)
def test_internal_world(word, claimed, exact, answer):
    assert holds(word, claimed, exact) == answer


@pytest.mark.parametrize(
    ("word", "claimed", "answer"),
    [
        ("", 510, "true"),
        ("rund", 510, "true"),
        ("über", 500, "true"),
        ("über", 505, "true"),
        ("über", 506, "false"),
        ("knapp", 515, "false"),
        ("fast", 520, "false"),
        ("weniger als", 515, "true"),
        ("", 512, "undecidable"),
        ("", 515, "false"),
        ("rund", 500, "false"),
    ],
)
def test_public_world_510_stands_for_506_to_514(word, claimed, answer):
    assert holds(word, claimed, Interval(506, 514, 510)) == answer


@given(st.integers(0, 60_000), GRAINS)
def test_generated_wording_is_true_of_the_exact_value(exact, grain):
    phrase = hedge(exact, grain)
    assert holds(phrase.hedge, phrase.number, exact, grain) == "true"


@given(st.integers(1, 12_000).map(lambda n: n * 5), GRAINS, st.integers(-4, 4))
def test_generated_wording_is_true_of_every_value_behind_a_published_number(published, grain, offset):
    phrase = hedge(Interval(published - 4, published + 4, published), grain)
    assert (
        holds(phrase.hedge, phrase.number, Interval(published - 4, published + 4, published), grain) == "true"
    )
    if phrase.hedge not in ("", "rund"):
        assert holds(phrase.hedge, phrase.number, published + offset, grain) == "true"


@given(st.sampled_from(sorted(HEDGES)), st.integers(1, 3000), st.integers(1, 600).map(lambda n: n * 5))
def test_what_holds_of_an_interval_holds_of_each_of_its_values(word, claimed, published):
    value = Interval(published - 4, published + 4, published)
    if claimed != published and holds(word, claimed, value) == "true":
        assert all(holds(word, claimed, exact) == "true" for exact in range(published - 4, published + 5))


@given(st.integers(0, 100_000), st.sampled_from([5, 10, 50, 100]))
def test_rounding_stays_within_half_a_grain(exact, grain):
    rounded = round_to(exact, grain)
    assert rounded % grain == 0
    assert abs(rounded - exact) <= grain / 2


def test_default_grains():
    assert [default_grain(n) for n in (0, 99, 100, 999, 1000)] == [5, 5, 10, 10, 50]
