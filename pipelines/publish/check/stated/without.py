"""A share of those who have not: «38 Prozent der Erwachsenen haben keinen Integrationsplan» is what the rate leaves."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.words.vocabulary import Topic

_RATES = ("integration_plan_rate", "employment_rate", "language_b1_rate")
_SHARES = ("percent", "fraction")
# not «nicht einmal», «nicht nur», «nicht ganz», «nicht 62, sondern 38 Prozent»
_NOT = re.compile(
    r"\bkein(?:en?|er|erlei)?\b|\b[Oo]hne\b|\b(?:noch\s+)?nicht\b(?!\s+(?:einmal|nur|ganz|alle|jede|mehr\s+als|weniger|\d))"
)
_TWICE = re.compile(r"\bnicht\b.*\bohne\b|\bohne\b.*\bnicht\b|\bnicht\b.*\bkein|\bkein\w*\b.*\bnicht\b")


def said(draft: Draft, mention: Mention, topic: Topic, role: str) -> bool:
    """Does the clause of a share deny what the rate counts?"""
    if topic.metric not in _RATES or role != "level" or mention.quantity.form not in _SHARES:
        return False
    return draft.says(mention.clause, _NOT) and not draft.says(mention.clause, _TWICE)
