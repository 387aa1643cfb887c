"""Since when a question before asks: «Um wie viel hat sich die Zahl seit Ende 2023 verändert? Um 154 …»."""

from __future__ import annotations

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment

_WITH_WHAT = ("since", "compared")


def since(draft: Draft, mention: Mention) -> Moment | None:
    """The day that the question right before compares with, where the number's sentence names none itself."""
    if not draft.behind_a_question(mention.sentence):
        return None
    if any(m.role in _WITH_WHAT or m.months for m in draft.moments_of(mention.sentence)):
        return None
    before = draft.just_before(mention.sentence)
    named = [] if before is None else draft.moments_of(before)
    found = [m for m in named if m.role in _WITH_WHAT and m.as_of]
    return found[0] if len(found) == len(named) == 1 else None
