"""Each rule of the quality gate, declared once: `rules_for(kind)` for one kind, `cross_rules()` for the whole stock.

Generic rules follow from the declarations of the kinds, the special ones stand in `suites/<kind>.yml` and
`suites/cross.yml`. The Great Expectations suites and the queries that name the rows are both made from these.
"""

from __future__ import annotations

from expectations.checks import Check, checks
from expectations.model import Rule
from expectations.suites import cross_rules, rules_for

__all__ = ["Check", "Rule", "checks", "cross_rules", "rules_for"]
