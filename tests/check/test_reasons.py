"""Why people came or left: a number of one reason is of that reason, and never called false of all."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.metrics.model import Figure
from pipelines.publish.check import TableOfFacts, check

YEAR_END, BEGUN = date(2024, 12, 31), date(2023, 12, 31)


def _flow(metric: str, by: dict[str, str], value: int) -> Figure:
    return Figure(metric, 1, "persons", "flow", YEAR_END, BEGUN, by, value, None, None, "exact", False)


FACTS = TableOfFacts(
    [
        _flow("exits", {}, 156),
        _flow("exits", {"abgangsgrund": "WEGZUG_KOMMUNE"}, 47),
        _flow("exits", {"abgangsgrund": "EINBUERGERUNG"}, 12),
        _flow("entries", {}, 310),
        _flow("entries", {"zugangsart": "ZUWEISUNG"}, 127),
        _flow("entries", {"zugangsart": "FAMILIENNACHZUG"}, 40),
    ],
    YEAR_END,
)


@pytest.mark.parametrize(
    ("text", "by", "value"),
    [
        ("2024 gab es 47 Abgänge durch Wegzug in eine andere Kommune.", {"abgangsgrund": "WEGZUG_KOMMUNE"}, 47),
        ("2024 gab es 156 Abgänge, davon 12 durch Einbürgerung.", {"abgangsgrund": "EINBUERGERUNG"}, 12),
        ("2024 gab es 127 Zugänge durch Zuweisung.", {"zugangsart": "ZUWEISUNG"}, 127),
        (
            "Von den 310 Zugängen kamen 2024 127 durch Zuweisung und 40 durch Familiennachzug.",
            {"zugangsart": "FAMILIENNACHZUG"}, 40,
        ),
    ],
)  # fmt: skip
def test_a_number_of_one_reason(text, by, value):
    found = {(v.claim.value, tuple(v.claim.by.items())): v.verdict for v in check(text, FACTS)}
    assert found[value, tuple(by.items())] == "true"
    assert "false" not in found.values()


def test_a_mistyped_number_of_one_reason_is_false():
    (verdict,) = check("2024 gab es 74 Abgänge durch Wegzug.", FACTS)
    assert (verdict.verdict, dict(verdict.claim.by)) == ("false", {"abgangsgrund": "WEGZUG_KOMMUNE"})


def test_a_reason_of_the_money_is_none():
    text = (
        "2024 wurden die Kosten des Integrationsmanagements durch Zuweisungen des Landes gedeckt; "
        "310 Personen kamen neu in die Begleitung."
    )
    assert [(v.claim.value, dict(v.claim.by)) for v in check(text, FACTS)] == [(310, {})]
