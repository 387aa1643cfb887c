"""Rules bundled into checks: one expectation each, so that hundreds of rules about cells stay a matter of a second.

An expectation costs Great Expectations a fixed time, whatever it looks at; so all rules about single rows of one batch
and severity are one. A rule that stands alone is decided by its core expectation, if it names one: so the tests compare
our predicates with what Great Expectations itself means by «not null» or «not before».
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from expectations.model import Rule, Severity


@dataclass(frozen=True)
class Check:
    """Rules of one batch and severity that one expectation decides; it counts rows that break any of them."""

    batch: str
    severity: Severity
    rules: tuple[Rule, ...]

    @property
    def name(self) -> str:
        """The names of its rules, each once."""
        return ", ".join(dict.fromkeys(rule.rule for rule in self.rules))

    @property
    def query(self) -> str:
        """SELECT over `{batch}` of the rows that break a rule of this check."""
        if len(self.rules) == 1:
            return self.rules[0].query
        either = " OR ".join(f"({rule.when})" for rule in self.rules)
        return f"WITH s AS (SELECT * FROM {{batch}}) SELECT s.file_no, s.row_no FROM s WHERE {either}"


def checks(rules: Iterable[Rule]) -> list[Check]:
    """Bundle what can be decided in one look at a row; rules with a query of their own stay alone."""
    bundles: dict[tuple[object, ...], list[Rule]] = {}
    for number, rule in enumerate(rules):
        alone = number if rule.rows else None
        bundles.setdefault((rule.batch, rule.severity, alone), []).append(rule)
    return [Check(bundle[0].batch, bundle[0].severity, tuple(bundle)) for bundle in bundles.values()]
