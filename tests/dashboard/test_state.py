"""The address of a page: what it carries, and what happens to addresses nobody meant."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.comparing import COMPARISONS
from dashboard.pages.council import PAGE as COUNCIL
from dashboard.pages.overview import PAGE as OVERVIEW
from dashboard.pages.structure import PAGE as STRUCTURE
from dashboard.state import SPANS, State, address, codes, defaults, parse
from pipelines.metrics import catalogue


class Edition:
    codes = staticmethod(codes)
    months = (date(2022, 4, 30), date(2022, 5, 31), date(2022, 6, 30), date(2022, 7, 31))
    newest = date(2022, 6, 30)


EDITION = Edition()
CHOICES = OVERVIEW.choices


def read(search):
    return parse(search, EDITION, CHOICES)


def test_an_address_without_parameters_is_the_default_and_the_default_is_not_written():
    assert read("") == defaults(EDITION, CHOICES)
    assert address(read(""), EDITION, CHOICES) == ""
    assert address(read("?zeitraum=36&stand=2022-06&kennzahl=active_target_group"), EDITION, CHOICES) == ""


def test_an_address_names_stichtag_metric_breakdown_and_two_filters():
    state = read("?stand=2022-05&kennzahl=entries&nach=sex&traeger=CARITAS&herkunft=166")
    assert state.as_of == date(2022, 5, 31)
    assert (state.metric, state.by) == ("entries", "sex")
    assert state.filters == (("traeger", "CARITAS"), ("nationality", "166"))
    assert state.notices == ()


@pytest.mark.parametrize(
    ("search", "sentence"),
    [
        ("?stand=2031-01", "Für den 31.01.2031 gibt es hier keine Zahlen"),
        ("?stand=gestern", "Den Stichtag «gestern» gibt es nicht; gezeigt wird der neueste Stand."),
        ("?stand=2022-06-15", "Den Stichtag «2022-06-15» gibt es nicht"),
        ("?stand=2022-06-31", "Den Stichtag «2022-06-31» gibt es nicht"),
        ("?stand=2022-06-30-5", "Den Stichtag «2022-06-30-5» gibt es nicht"),
        ("?stand=-2022-06", "Den Stichtag «-2022-06» gibt es nicht"),
        ("?zeitraum=999", "Der Zeitraum «999» ist hier unbekannt; gezeigt wird die Voreinstellung."),
        (
            "?vergleich=gestern",
            "Der Vergleich «gestern» ist hier unbekannt; gezeigt wird die Voreinstellung.",
        ),
        ("?kennzahl=umsatz", "Die Kennzahl «umsatz» ist hier unbekannt; gezeigt wird die Voreinstellung."),
        ("?traeger=AWO2", "«AWO2» gibt es bei «Träger» nicht; dieser Filter entfällt."),
        (
            "?nach=sex&geschlecht=m",
            "Nach «Geschlecht» lässt sich nicht zugleich gliedern und filtern",
        ),
        (
            "?herkunft=166&herkunft=475",
            "«herkunft» steht mehrfach in der Adresse; es gilt die letzte Angabe.",
        ),
        ("?gibtesnicht=1", "Die Angabe «gibtesnicht» in der Adresse kennt diese Seite nicht; sie entfällt."),
        ("?a=1&b=1&c=1&d=1&e=1", "Auch weitere Angaben der Adresse kennt diese Seite nicht"),
        ("?traeger=STADT&alter=0-5&geschlecht=m", "Es gelten höchstens 2 Filter zugleich"),
        ("?kennzahl=caseload_filled&geschlecht=m", "gibt es nicht nach «Geschlecht»"),
        ("?stand=2022-06&x=" + "a" * 3000, "Die Adresse ist zu lang"),
    ],
)
def test_what_cannot_be_shown_falls_back_and_says_so(search, sentence):
    assert any(sentence in str(notice) for notice in read(search).notices)


def test_the_month_end_itself_is_a_stichtag_too():
    state = read("?stand=2022-05-31")
    assert (state.as_of, state.notices) == (date(2022, 5, 31), ())


def test_a_long_committee_is_kept_whole_and_one_that_is_too_long_is_named_not_cut():
    """«Ausschuss für Soziales, Integration, Bildung und Sport» was printed up to «Bil»."""
    name = "Ausschuss für Soziales, Integration, Bildung und Sport"
    state = parse(f"?gremium={quote(name)}", EDITION, COUNCIL.choices)
    assert (dict(state.fields), state.notices) == ({"gremium": name}, ())
    state = parse("?gremium=" + "Ausschuss" * 20, EDITION, COUNCIL.choices)
    assert state.fields == ()
    assert str(state.notices[0]) == "«gremium» ist länger als 100 Zeichen; die Angabe entfällt."


def test_of_two_values_for_one_filter_the_last_one_counts_and_the_same_one_twice_is_no_matter():
    assert read("?herkunft=166&herkunft=475").filters == (("nationality", "475"),)
    assert read("?herkunft=475&herkunft=475").notices == ()


@given(st.text(max_size=300))
def test_no_address_breaks_a_page(search):
    state = read("?" + search)
    assert state.as_of in EDITION.months
    assert state.metric in CHOICES.metrics
    assert len(state.filters) <= 2


@st.composite
def states(draw):
    metric = draw(st.sampled_from(CHOICES.metrics))
    known = catalogue.metric(metric).dimensions
    by = draw(st.sampled_from(["", *[name for name in CHOICES.breakdowns if name in known]]))
    allowed = [name for name in CHOICES.filters if name in known and name != by]
    chosen = draw(st.lists(st.sampled_from(allowed), unique=True, max_size=2)) if allowed else []
    filters = tuple((name, draw(st.sampled_from(codes(name)))) for name in chosen)
    as_of = draw(st.sampled_from(EDITION.months))
    compare = draw(st.sampled_from(list(COMPARISONS)))
    return State(as_of, draw(st.sampled_from(list(SPANS))), metric, by, compare, filters)


@given(states())
def test_every_state_survives_its_address(state):
    assert read(address(state, EDITION, CHOICES)) == state


def test_a_page_takes_only_the_parameters_it_has():
    state = parse("?nach=sex", EDITION, STRUCTURE.choices)
    assert state.by == ""
    assert state.notices
    assert parse("?vergleich=vormonat", EDITION, STRUCTURE.choices).notices
