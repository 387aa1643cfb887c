"""How many persons so many positions serve: all of them, or as many as each of the positions of one kind."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.words.vocabulary import Topic

_POSITIONS = ("fte_filled", "fte_planned", "fte_funded")
_FOR_SO_MANY = re.compile(r"\s+für\s+(?:(?:insgesamt|zusammen|die|alle)\s+){0,2}")
# «Auf jede der 3,5 geförderten Stellen kamen 394 Begleitete», «Bei den 4,75 besetzten waren es 291»
_EACH_OF = re.compile(
    r"\b(?:jede\s+(?:der|dieser|von\s+den)|[Bb]ei\s+den)\s+(?:\w+\s+)?[\d,]+\s+(?:\w+\s+)?(besetzten|geplanten|geförderten)(?:\s+\w*[Ss]tellen\b)?(?:[^,;:]|,\d)*$"
)
_OF_EACH = {"besetzten": "caseload_filled", "geplanten": "caseload_planned", "geförderten": "caseload_funded"}


def all_they_serve(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«heißt im Alltag: 4,75 besetzte Stellen für 1.380 Menschen»: of more than one position these are all."""
    if last.metric not in _POSITIONS or mention.quantity.form != "plain":
        return None
    before = draft.preceding(mention)
    if before is None or before.noun.unit != "fte" or before.quantity.value <= 1:
        return None
    if mention.noun.unit not in (None, "persons"):
        return None
    joined = _FOR_SO_MANY.fullmatch(draft.text, before.span.end, mention.span.start)
    return draft.vocabulary.topics["active_target_group"] if joined else None


def each_of(draft: Draft, mention: Mention) -> str | None:
    """«Auf jede der 3,5 geförderten Stellen kamen 394 Begleitete»: on the positions that the words before count."""
    each = _EACH_OF.search(draft.text, draft.clauses[mention.clause].start, mention.span.start)
    return _OF_EACH[each[1]] if each else None
