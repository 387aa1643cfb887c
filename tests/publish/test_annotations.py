"""Events beside the curves: kept by hand, checked when read."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.errors import UsageProblem
from pipelines.paths import Home
from pipelines.publish import annotations


def load(folder, text):
    (folder / "annotations.yml").write_bytes(text.encode("utf-8", "surrogateescape"))
    return annotations.load(Home(folder))


def test_the_products_own_events_are_valid_and_every_one_names_its_source(tmp_path):
    found = annotations.load(Home(tmp_path))
    assert [item.event.on for item in found] == sorted(item.event.on for item in found)
    assert date(2022, 2, 24) in [item.event.on for item in found]
    assert all(item.event.source and len(item.event.text.split()) <= 8 for item in found)


def test_a_home_may_keep_its_own_and_a_month_without_a_day_is_printed_as_a_month(tmp_path):
    found = load(
        tmp_path, "- {day: 2022-05-01, month_only: true, text: Neues Haus, source: Presse, metrics: [exits]}"
    )
    assert found[0].event.when == "Mai 2022"
    assert annotations.for_metrics(found, "exits") == (found[0].event,)
    assert annotations.for_metrics(found, "entries") == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- {day: 2022-05-01, text: ohne Quelle}", "braucht day"),
        ("- {day: gestern, text: a, source: b}", "braucht day"),
        ("- {day: 2022-05-01, text: a, source: b, farbe: rot}", "«farbe» gibt es nicht"),
        ("- {day: 2022-05-01, text: a, source: b, metrics: [exitss]}", "Meinten Sie «exits»"),
        ("- {day: 2022-05-01, text: a, source: b, metrics: exits}", "metrics ist eine Liste"),
        ("- {day: 2022-05-01, text: a, source: b, metrics: 7}", "metrics ist eine Liste"),
        ("- {day: 2022-05-01 10:00:00, text: a, source: b}", "braucht day"),
        ("- {day: 2022-05-01, text: '', source: b}", "braucht day"),
        ("- {day: 2022-05-01, text: [a], source: b}", "braucht day"),
        ("5", "eine Liste von Ereignissen"),
        ("day: 2022-05-01", "eine Liste von Ereignissen"),
        ("- {day: 2022-05-01, text: 'a", "kein gültiges YAML"),
        ("\udcff", "kein gültiges YAML"),
    ],
)
def test_an_entry_that_cannot_be_meant_is_named(tmp_path, text, sentence):
    with pytest.raises(UsageProblem, match=sentence):
        load(tmp_path, text)
