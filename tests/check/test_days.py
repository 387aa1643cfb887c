"""Days, years and steps from one day to another, said in many ways: each in every frame, always the same day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.declarations import read_yaml
from tests.check.corpus_tools import judged

SAID = read_yaml(Path(__file__).parent / "sentences" / "days.yml")
NUMBERS = {date(2023, 12, 31): "1.226", date(2022, 6, 30): "1.048"}
OF_A_DAY = (
    "{} begleitete das Integrationsmanagement {} Personen.",
    "Das Integrationsmanagement begleitete {} {} Personen.",
    "{} gehörten {} Personen zur aktiven Zielgruppe.",
    "Die aktive Zielgruppe umfasste {} {} Personen.",
)
OF_A_YEAR = (
    ("{} gab es im Integrationsmanagement 231 Zugänge.", "entries"),
    ("Das Integrationsmanagement verzeichnete {} 231 Zugänge.", "entries"),
    ("Im Integrationsmanagement fanden {} 5.834 Beratungen statt.", "consultations"),
    ("Das Integrationsmanagement kostete {} 415.000 Euro.", "costs_eur"),
    ("Die Abgänge aus der aktiven Zielgruppe beliefen sich {} auf 124.", "exits"),
)
STEPPED = (
    "{base}. {said} waren es {number}.",
    "{base}. {said} belief sich diese Zahl auf {number}.",
    "{base}, {said} {number}.",
    "{base}, während es {said} {number} waren.",
    "{base}. Zum Vergleich: {said} waren es {number}.",
    "{base} – {said} {number}.",
)
NOWADAYS = ("mittlerweile", "inzwischen", "heute", "jetzt")
LABELLED = "{base} ({said}: {number})."


def _sentence(frame: str, *said: str, **named: str) -> str:
    text = frame.format(*said, **named)
    return text[0].upper() + text[1:]


def _readings(text: str) -> list[tuple[str, date | None, str]]:
    return [(v.claim.metric, v.claim.time.as_of, v.verdict) for v in judged({"text": text})]


@pytest.mark.parametrize("frame", OF_A_DAY)
@pytest.mark.parametrize("day", list(SAID["days"]))
def test_a_day_may_be_said_in_many_ways(day, frame):
    texts = [_sentence(frame, said, NUMBERS[day]) for said in SAID["days"][day]]
    faults = [text for text in texts if _readings(text) != [("active_target_group", day, "true")]]
    assert faults == []


@pytest.mark.parametrize(("frame", "metric"), OF_A_YEAR)
def test_a_year_may_be_said_in_many_ways(frame, metric):
    texts = [_sentence(frame, said) for said in SAID["years"][2023]]
    faults = [text for text in texts if _readings(text) != [(metric, date(2023, 12, 31), "true")]]
    assert faults == []


@pytest.mark.parametrize("steps", SAID["steps"], ids=lambda steps: f"{steps['metric']} {steps['day']}")
def test_a_step_is_counted_from_the_day_told(steps):
    wanted = steps["metric"], steps["day"], "true"
    faults = []
    for said in steps["said"]:
        frames = STEPPED if said in NOWADAYS else (*STEPPED, LABELLED)
        for frame in frames:
            opening = said[0].upper() + said[1:] if ". {said}" in frame else said
            text = _sentence(frame, base=steps["base"], said=opening, number=steps["number"])
            found = _readings(text)
            if len(found) != 2 or found[1] != wanted:
                faults.append(f"{text} → {found}")
    assert faults == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Drei Monate vor dem Jahresende 2024 gehörten 1.362 Menschen zur aktiven Zielgruppe.", date(2024, 9, 30)),
        ("Ein Jahr nach dem 30. Juni 2021 umfasste die aktive Zielgruppe 1.048 Menschen.", date(2022, 6, 30)),
        ("Ein halbes Jahr vor Ende 2024 umfasste die aktive Zielgruppe 1.310 Menschen.", date(2024, 6, 30)),
        (
            "Nach 1.310 Begleiteten zur Jahresmitte 2024 zählte das Integrationsmanagement drei Monate später 1.362.",
            date(2024, 9, 30),
        ),
    ],
)  # fmt: skip
def test_a_day_so_far_from_another(text, day):
    assert _readings(text)[-1] == ("active_target_group", day, "true")


def test_a_stretch_behind_a_day_is_no_day():
    """«In den drei Monaten nach dem 31. Dezember» says until when, not of which day."""
    text = (
        "In den drei Monaten nach dem 31. Dezember 2024 erreichen 61 Personen der aktiven Zielgruppe "
        "die Grenze von 36 Monaten."
    )
    assert _readings(text) == [("reaching_36_months", date(2024, 12, 31), "true")]
