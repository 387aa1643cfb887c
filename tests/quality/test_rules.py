"""The declarations themselves: complete, in German, documented, and never repeating a value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from expectations import Rule, cross_rules, rules_for
from pipelines.intake import kinds
from pipelines.quality.words import RULE

_ALL = [*(rule for name in kinds.load() for rule in rules_for(name)), *cross_rules()]


@pytest.mark.parametrize("rule", _ALL, ids=lambda rule: f"{rule.kind}-{rule.rule}-{rule.column}")
def test_a_rule_is_one_german_sentence(rule: Rule) -> None:
    sentence = rule.sentence("7")
    assert sentence.endswith(".") and "{" not in sentence
    assert len(re.findall(r"\S+", sentence)) <= 24, sentence
    assert rule.rule in RULE


def test_every_required_column_has_a_rule_for_its_absence() -> None:
    for kind in kinds.load().values():
        wanted = {column.header for column in kind.columns if column.required}
        assert {rule.column for rule in rules_for(kind.name) if rule.rule == "missing_value"} == wanted


def test_errors_in_required_columns_go_back_and_others_are_blanked() -> None:
    for kind in kinds.load().values():
        required = {column.header: column.required for column in kind.columns}
        for rule in rules_for(kind.name):
            if rule.rule in (
                "impossible_date",
                "unknown_code",
                "date_after_export",
                "out_of_range",
                "negative_value",
            ):
                expected = ("error", "quarantine") if required[rule.column or ""] else ("warning", "blank")
                assert (rule.severity, rule.effect) == expected


def test_days_of_validity_may_lie_ahead_and_events_may_not() -> None:
    ahead = {rule.column for rule in rules_for("stellen") if rule.rule == "date_after_export"}
    assert ahead == set()
    events = {rule.column for rule in rules_for("faelle") if rule.rule == "date_after_export"}
    assert events == {"Einreise Deutschland", "Zuweisung AU", "Aufnahme IM", "Integrationsplan vom"}


def test_the_document_names_every_rule() -> None:
    text = (Path(__file__).parents[2] / "docs" / "RULES.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([a-z0-9_]+)`", text, flags=re.MULTILINE))
    assert documented == set(RULE)
    assert {rule.rule for rule in _ALL} <= documented
