"""Numbers each with a day of its own and one noun for all: «2022 wurden 5.834, 2024 dagegen 6.510 Beratungen geführt»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention

_NEXT_DATED = re.compile(
    r"(?:,|\s+und|\s+sowie)\s+(?:im\s(?:Jahre?\s)?|in\s|am\s|zum\s)?\s*(?:(?:bei|auf|dagegen|hingegen|schon|bereits|dann|sogar|nur|noch|rund|etwa|gut|knapp|über)\s+)*"
)


def last_of_row(draft: Draft, mention: Mention) -> Mention | None:
    """The number whose noun this one shares, the last of the row; None: it has its own, or the row is none."""
    following = draft.following(mention)
    if following is None or not _next_day(draft, mention, following):
        return None
    return following if following.noun.unit is not None else last_of_row(draft, following)


def _next_day(draft: Draft, mention: Mention, following: Mention) -> bool:
    if mention.noun.unit is not None or following.quantity.form != mention.quantity.form != "ratio":
        return False
    moments = draft.moments_of(mention.sentence)
    between = [m for m in moments if mention.span.end <= m.start and m.end <= following.span.start]
    if len(between) != 1 or not any(draft.clauses[mention.clause].holds(m.start) for m in moments):
        return False
    rest = draft.text[mention.span.end : between[0].start] + draft.text[between[0].end : following.span.start]
    return bool(_NEXT_DATED.fullmatch(rest))
