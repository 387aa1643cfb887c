"""How numbers and dates are read: what is a quantity, what is not, and which day is meant."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.publish import german
from pipelines.publish.check.calendar import dates
from pipelines.publish.check.numbers import masks, quantities
from pipelines.publish.check.text import numberwords, tokenise

TODAY = date(2024, 12, 31)


def numbers(text: str) -> list[float]:
    moments = dates.find(text, TODAY)
    found = quantities.find(text, tokenise.words(text), masks.masked(text, moments))
    return [round(quantity.value, 4) for quantity in found]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1.050, 1050 und 1 050 Personen", [1050, 1050, 1050]),
        ("fünfhundert Menschen", [500]),
        ("eintausendachtundvierzig", [1048]),
        ("dreieinhalb Stellen, anderthalb Stellen, eine halbe Stelle", [3.5, 1.5, 0.5]),
        (
            "zwei Drittel, ein Viertel, die Hälfte, jeder dritte, neun von zehn",
            [0.6667, 0.25, 0.5, 0.3333, 0.9],
        ),
        ("ein Dutzend, zwei Dutzend", [12, 24]),
        ("78,1 Prozent, 78,1 %, 2,5 Prozentpunkte", [0.781, 0.781, 0.025]),
        ("1 zu 262, 1:262, 1 : 262", [262, 262, 262]),
        ("verdoppelt, doppelt so viele, halb so viele", [2, 2, 0.5]),
        ("1,2 Millionen Euro, 351,9 Tsd. Euro", [1_200_000, 351_900]),
        ("eine Person, ein Haus, acht geben", [8]),
        ("§ 24 AufenthG, §§ 25 Abs. 3 und 60a", []),
        ("Tel. 07621 415-200, +49 7621 415-0", []),
        ("am 30.06.2022, im Juni 2022, seit 2019, 2022/23", []),
        ("um 17.30 Uhr, von 9 bis 12 Uhr", []),
        ("Palmstraße 12, 79539 Lörrach, Linie 7, Nr. 4", []),
        ("die 34-jährige, unter 18 Jahren, zwischen 18 und 64 Jahren, 3-Jahres-Grenze", []),
        ("die 3. Sitzung, im 2. Stock", []),
        ("je 1.000 Einwohner", []),
        ("alert(1), window.open(12), sleep( 5 ), f(x='3 Personen'), <script>alert(1)</script>", []),
        ("=1+1 Personen", []),
        ("1.226 + 154 = 1.380 Personen, 310 – 156 = 154", [1380, 154]),
        ("1.380 (= 1.226 + 154) Personen", [1380, 1226, 154]),
        ("Syrien(48), insgesamt(1.048), davon (5) Frauen", [48, 1048, 5]),
        ("Niveau B1, A 98, DE12 3456 7890 1234 5678 90", []),
    ],
)
def test_quantities(text, values):
    assert numbers(text) == values


@given(st.integers(0, 999_999))
def test_printed_german_numbers_are_read_back(value):
    assert numbers(f"es sind {german.number(value)} Personen") == [value]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Stand Juni 2022", date(2022, 5, 31), date(2022, 6, 30)),
        ("zum 30.06.2022", None, date(2022, 6, 30)),
        ("am 1. Januar 2018", None, date(2018, 1, 1)),
        ("Ende 2023", None, date(2023, 12, 31)),
        ("Ende Februar 2024", None, date(2024, 2, 29)),
        ("Mitte 2019", None, date(2019, 6, 30)),
        ("im September 2023", date(2023, 8, 31), date(2023, 9, 30)),
        ("im Jahr 2022", date(2021, 12, 31), date(2022, 12, 31)),
        ("im ersten Halbjahr 2024", date(2023, 12, 31), date(2024, 6, 30)),
        ("im 3. Quartal 2023", date(2023, 6, 30), date(2023, 9, 30)),
        ("von Januar bis Juni 2024", date(2023, 12, 31), date(2024, 6, 30)),
        ("im vergangenen Jahr", date(2023, 12, 31), date(2024, 12, 31)),
        ("in den letzten zwölf Monaten", date(2023, 12, 31), date(2024, 12, 31)),
    ],
)
def test_dates(text, start, end):
    [moment] = dates.find(text, TODAY)
    assert (moment.period_from, moment.as_of) == (start, end)


@pytest.mark.parametrize(
    ("text", "months"), [("vor einem Jahr", -12), ("im Vorjahr", -12), ("zum Vormonat", -1)]
)
def test_distances(text, months):
    [moment] = dates.find(text, TODAY)
    assert moment.months == months


@pytest.mark.parametrize("word", ["und", "ein", "Hunderte", "achten", "Sieb", "elfenbein"])
def test_words_that_are_no_numbers(word):
    assert numberwords.value(word) is None


def test_a_date_does_not_end_a_sentence():
    text = "Am 30. Juni 2022 lebten ca. 400 Personen hier. Es waren 1.048. Zuletzt 512."
    assert len(tokenise.sentences(text)) == 3
