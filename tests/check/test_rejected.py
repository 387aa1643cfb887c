"""Numbers that a draft rejects, or only asks about, are no claims; what it sets against them is one."""

from __future__ import annotations

import pytest

from tests.check.corpus_tools import judged


def _read(text: str) -> list[tuple[str, float, str]]:
    return [(v.claim.metric, v.claim.value, v.verdict) for v in judged({"text": text})]


@pytest.mark.parametrize(
    "text",
    [
        "Es trifft nicht zu, dass die Stadt 1.800 Geflüchtete begleitet.",
        "Es stimmt nicht, dass der Kostendeckungsgrad im Jahr 2023 bei 95 Prozent lag.",
        "Falsch ist auch das Gerücht, 900 Ukrainer lebten noch im Stadtgebiet.",
        "Die Stadt dementiert, dass im Jahr 2024 rund 700 Menschen neu in die Begleitung gekommen seien.",
        "Dass im Integrationsmanagement zehn Stellen besetzt seien, wies die Verwaltung zurück.",
        "Die Meldung, wonach 80 Prozent der Begleiteten aus der Ukraine stammen, ist unzutreffend.",
        "Keineswegs betreut das Welcome-Center 2.500 Personen, wie ein Leserbrief nahelegte.",
        "Von 1.700 Begleiteten kann keine Rede sein.",
        "Am Samstag hieß es, in Lörrach würden 1.830 Geflüchtete begleitet. Diese Angabe war falsch.",
        "Stimmt es, dass die Stadt 1.500 Geflüchtete begleitet?",
        "Stadtrat Wenzel fragte, ob im Jahr 2024 tatsächlich 400 Menschen neu hinzugekommen seien.",
        "Die CDU-Fraktion beantragt, den städtischen Anteil auf 100.000 Euro zu begrenzen.",
        "Kämen auf jede Fachkraft nur 100 Geflüchtete, bliebe für jeden mehr Zeit.",
    ],
)
def test_what_is_rejected_or_asked_is_no_claim(text):
    assert _read(text) == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "Die Behauptung, es gebe 1.700 Begleitete, ist falsch. Tatsächlich gehörten Ende 2024 1.380 Menschen "
            "zur aktiven Zielgruppe.",
            ("active_target_group", 1380, "true"),
        ),
        (
            "Berichtigung: Im Artikel nannten wir 1.338 Begleitete. Richtig ist: Zum Jahresende 2024 waren es 1.380.",
            ("active_target_group", 1380, "true"),
        ),
        (
            "Das Gerücht von 300 Abgängen hat sich nicht bestätigt; im Jahr 2024 endete die Begleitung in 156 Fällen.",
            ("exits", 156, "true"),
        ),
        (
            "Werden wirklich 1.500 Geflüchtete begleitet? Nein, zum Jahresende 2024 waren es 1.380.",
            ("active_target_group", 1380, "true"),
        ),
        ("Im Jahr 2022 verließen nicht 213, sondern 231 Menschen die Begleitung.", ("exits", 231, "true")),
        ("Die Stadt begleitet nicht 1.500 Geflüchtete, sondern 1.830.", ("active_target_group", 1830, "false")),
        (
            "Die Zahl der Begleiteten hat sich seit Ende 2023 nicht um 145, sondern um 154 erhöht.",
            ("active_target_group", 154, "true"),
        ),
    ],
)  # fmt: skip
def test_what_stands_against_it_is_one(text, claim):
    assert _read(text) == [claim]


def test_an_answer_that_says_yes_makes_it_a_claim():
    text = "Stimmt es, dass die Stadt Ende 2024 1.380 Geflüchtete begleitete? Ja, so viele waren es."
    assert _read(text) == [("active_target_group", 1380, "true")]


def test_the_next_sentence_may_praise_without_taking_back():
    text = (
        "Ende 2024 begleitete das Integrationsmanagement 1.380 Personen. Das ist nicht wenig. "
        "Richtig ist auch, dass 156 gingen."
    )
    assert ("active_target_group", 1380, "true") in _read(text)
