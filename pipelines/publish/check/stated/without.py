"""Those who have not: «38 Prozent haben keinen Integrationsplan», «137 der 211 Personen haben keine Verlängerung»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.words.vocabulary import Topic

_RATES = ("integration_plan_rate", "employment_rate", "language_b1_rate")
_PART = "over_36_months_extended"  # of those beyond the limit, with whom alone it is set against
_SHARES = ("percent", "fraction")
# not «nicht einmal», «nicht nur», «nicht ganz», «nicht 62, sondern 38 Prozent»
_NOT = re.compile(
    r"\bkein(?:en?|er|erlei)?\b|\b[Oo]hne\b|\b(?:noch\s+)?nicht\b(?!\s+(?:einmal|nur|ganz|alle|jede|mehr\s+als|weniger|\d))"
)
_TWICE = re.compile(r"\bnicht\b.*\bohne\b|\bohne\b.*\bnicht\b|\bnicht\b.*\bkein|\bkein\w*\b.*\bnicht\b")


def said(draft: Draft, mention: Mention, topic: Topic, role: str) -> bool:
    """Does the clause of a share deny what the rate counts?"""
    rate = topic.metric in _RATES and mention.quantity.form in _SHARES
    if role != "level" or not (rate or topic.metric == _PART):
        return False
    return any(draft.says(at, _NOT) and not draft.says(at, _TWICE) for at in _clauses(draft, mention))


def _clauses(draft: Draft, mention: Mention) -> list[int]:
    """The number's clause, and where this goes on past what describes its whole («137 der 211, die …, haben keine …»)."""
    whole = draft.following(mention)
    described = draft.relative_clause(whole) if whole and draft.whole_of_one_before(whole) else None
    if described is None or described + 1 >= len(draft.clauses):
        return [mention.clause]
    return [mention.clause, *([described + 1] if draft.one_sentence(described, described + 1) else [])]
