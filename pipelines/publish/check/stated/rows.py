"""Numbers each with a day of its own and one noun for all: «2022 wurden 5.834, 2024 dagegen 6.510 Beratungen geführt»."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention

_NEXT_DATED = re.compile(
    r"(?:,|\s+und|\s+sowie)\s+(?:im\s(?:Jahre?\s)?|in\s|am\s|zum\s|von\s)?\s*(?:(?:bei|auf|dagegen|hingegen|schon|bereits|dann|sogar|nur|noch|rund|etwa|gut|knapp|über)\s+)*"
)

_NEXT_BODY = re.compile(
    r"(?:,|\s+und|\s+sowie)\s+(?:(?:bei|auf)\s+)?(?:die|der|das|dem)\s+[A-ZÄÖÜ]\w+\s+(?:[a-zäöüß]+\s+)?"
)


def last_of_row(draft: Draft, mention: Mention) -> Mention | None:
    """The number whose noun this one shares, the last of the row; None: it has its own, or the row is none."""
    return _last(draft, mention, _next_day)


def last_of_bodies(draft: Draft, mention: Mention) -> Mention | None:
    """The last of a row of bodies: «die Caritas 90, die Diakonie 120 und die Stadt 128 Personen mehr»."""
    return _last(draft, mention, _next_body)


def _last(
    draft: Draft, mention: Mention, joined: Callable[[Draft, Mention, Mention], bool]
) -> Mention | None:
    following = draft.following(mention)
    if following is None or not joined(draft, mention, following):
        return None
    return following if following.noun.unit is not None else _last(draft, following, joined)


def _next_body(draft: Draft, mention: Mention, following: Mention) -> bool:
    same = following.quantity.form == mention.quantity.form != "ratio"
    if mention.noun.unit is not None or not same:
        return False
    return _NEXT_BODY.fullmatch(draft.text, mention.span.end, following.span.start) is not None


def _next_day(draft: Draft, mention: Mention, following: Mention) -> bool:
    # «Besetzt waren Mitte 2022 vier Stellen und Ende 2022 dann 4,75 Stellen»: said of each
    shared = mention.noun.unit is None or mention.noun.unit == following.noun.unit == "fte"
    if not shared or following.quantity.form != mention.quantity.form != "ratio":
        return False
    moments = draft.moments_of(mention.sentence)
    between = [m for m in moments if mention.span.end <= m.start and m.end <= following.span.start]
    if len(between) != 1 or not any(draft.clauses[mention.clause].holds(m.start) for m in moments):
        return False
    rest = draft.text[mention.span.end : between[0].start] + draft.text[between[0].end : following.span.start]
    return bool(_NEXT_DATED.fullmatch(rest))
