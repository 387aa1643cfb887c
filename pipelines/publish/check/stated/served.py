"""How many persons so many positions serve: all of them, or as many as each of the positions of one kind."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.words.vocabulary import Topic

_POSITIONS = ("fte_filled", "fte_planned", "fte_funded")
_FOR_SO_MANY = re.compile(r"\s+für\s+(?:(?:insgesamt|zusammen|die|alle)\s+){0,2}")
# «Auf jede der 3,5 geförderten Stellen kamen 394 Begleitete», «Bei den 4,75 besetzten waren es 291»,
# «…, bezogen auf die 3,5 geförderten Stellen sind es 394»
_EACH_OF = re.compile(
    r"\b(?:jede\s+(?:der|dieser|unserer|ihrer|seiner|von\s+den)|[Bb]ei\s+den|(?:[Bb]ezogen|[Gg]erechnet|[Uu]mgelegt)\s+auf\s+die|[Gg]emessen\s+an\s+den)\s+(?:\w+\s+)?[\d,]+\s+(?:(?:bei|von)\s+(?:der|dem)\s+\w+\s+|\w+\s+)?(besetzten|geplanten|geförderten)(?:\s+\w*[Ss]tellen\b)?(?:[^,;:]|,\d)*$"
)
_OF_EACH = {"besetzten": "caseload_filled", "geplanten": "caseload_planned", "geförderten": "caseload_funded"}

# «auf 4,75 besetzte Stellen 1.380 Menschen, also 291 auf jede»
_ON_EACH = re.compile(
    r"^\W*(?:(?:also|somit|mithin|rechnerisch|das\s+(?:sind|waren))\s+)?[\d.]+(?:\s+[A-ZÄÖÜ]\w+)?\s+(?:auf|für|je)\s+(?:jede|eine)"
    r"(?:\s+(?:davon|einzelne|Stelle))?\W*$"
)
# «Jede dieser Stellen ist für 291 Menschen da», «und jede davon musste 291 begleiten»
_EACH_SERVES = re.compile(
    r"^\W*(?:(?:und|doch|aber|denn|sodass|so\s+dass)\s+)?(?:[Aa]uf\s+)?(?:[Jj]ed|ein)e\s+(?:einzelne\s+)?(?:(?:dieser|der\s+besetzten)\s+\w*[Ss]tellen"
    r"|davon|von\s+(?:ihnen|diesen)|einzelne)\b"
)


# «1,75 Stellen, auf die rechnerisch je 309 Personen entfielen»
_ON_WHICH_EACH = re.compile(r"^\s*auf\s+die\b.*\bje\s+\d")


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


def each_of_those_told(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """«Auf 4,75 besetzte Stellen kamen 1.380 Menschen, also 291 auf jede»: on each of the positions just told.

    «4,75 Stellen sind besetzt. Jede davon ist für 291 Menschen da»: likewise of those the sentence before told.
    """
    each = draft.says(mention.clause, _ON_WHICH_EACH) and draft.text.endswith("je ", 0, mention.span.start)
    serves = (each or draft.says(mention.clause, _EACH_SERVES)) and mention.noun.unit in (None, "persons")
    if not serves and not (last.sentence == mention.sentence and draft.says(mention.clause, _ON_EACH)):
        return None
    near = draft.with_one_before(mention.sentence) if serves else [mention.sentence]
    kinds = {
        c.metric for c in last.told if c.metric in _POSITIONS and draft.by_sentence.index(c.start) in near
    }
    return draft.vocabulary.topics[kinds.pop().replace("fte", "caseload")] if len(kinds) == 1 else None
