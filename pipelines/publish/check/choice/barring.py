"""Which numbers make no claim: somebody else's, of something nobody counts here, or of what may come."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.groups import groups
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated import gone, others, outlook, owners, roles, staffing
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.told import discourse, parts, payments, quartiles, shares

_SO_MANY_MORE = re.compile(
    r"\s*(?:und\s+damit\s+|also\s+)?(?:\w+\s+)?[\d.,]+\s*(?:Prozent|%)?\s+(?:mehr|weniger)\s+als\s"
)

_THAN_ASKED = re.compile(
    r"\s*(?:Prozent|%)?\s*(?:mehr|weniger)\s(?:[A-ZÄÖÜ]\w+\s)?(?:auf,?\s)?als\s(?:gefordert|verlangt|vorgegeben|vorgeschrieben|(?:es\s)?"
    r"(?:das|ihr|sein|die|ihre)\s(?:\w*[Ss]oll|\w*[Qq]uote|Vorgabe)\b)|\s*(?:Prozent|%)?\s*mehr\s[A-ZÄÖÜ]\w+\sauf,\sals\s"
)
_PLANNED_AND_FILLED = re.compile(
    r"[^.;:]*\b(?:Differenz|Lücke|Abstand|Unterschied)\s+zwischen\b(?=[^;:]*\b(?:geplant|Plan))(?=[^;:]*\bbesetzt)(?:[^.;:]|\.\d)*"
    r"\b(?:beträgt|betrug|ist|war|liegt|lag|sind|waren)\b"
)
_THAT_WAS = re.compile(r"\W*(?:Das|Dies)\s+(?:sind|waren|ist|war|bedeutete?)\s+(?:[a-zäöüß]+\s+){0,2}")


def barred(draft: Draft, mention: Mention, last: Last) -> bool:
    """Is the number somebody else's, of something nobody counts here, or of what may come?"""
    if outlook.blocked(draft, mention) and not _part_elsewhere(draft, mention, last):
        return True
    if (
        owners.of_others(draft, mention)
        or staffing.supposed(draft, mention)
        or others.are_meant(draft, mention)
    ):
        return True
    if owners.told_of_strangers(draft, mention) or discourse.of_something_else(draft, mention):
        return True
    if _more_than_asked(draft, mention) or _left_unfilled(draft, mention):
        return True
    if quartiles.only_share(draft, mention) or staffing.agencies(draft, mention):
        return True
    if mention.quantity.form != "plain" and gone.again(draft, mention, last):
        return True
    if mention.noun.foreign:
        return parts.people_nobody_counts(draft, mention, last) is None
    if last.sentence != mention.sentence and groups.of_strangers(draft, mention):
        return True
    if payments.somebodys_share(draft, mention, last):
        return True
    if shares.of_positions(draft, mention, last) or _more_of_theirs(draft, mention, last):
        return True
    counted, again = parts.counted_again(draft, mention, last)
    return parts.part_of_strangers(draft, mention, last) or (again and counted is None)


def _more_than_asked(draft: Draft, mention: Mention) -> bool:
    """«… 261 aufgenommen und damit 1,6 Prozent mehr als gefordert»: how much of the Soll, nobody reckons here."""
    end = draft.sentences[mention.sentence].end
    return (
        mention.quantity.form == "percent"
        and _THAN_ASKED.match(draft.text, mention.quantity.end, end) is not None
    )


def _left_unfilled(draft: Draft, mention: Mention) -> bool:
    """«Die Differenz zwischen geplanten und besetzten Stellen beträgt eine Dreiviertelstelle»: nobody counts it."""
    start = draft.clauses[mention.clause].start
    return (
        mention.noun.unit == "fte"
        and _PLANNED_AND_FILLED.match(draft.text, start, mention.span.start) is not None
    )


def _more_of_theirs(draft: Draft, mention: Mention, last: Last) -> bool:
    """«Das Jobcenter vermittelte 486 Geflüchtete, 12 Prozent mehr als 2023»: how much more than theirs.

    Likewise «Im gesamten Landkreis lebten 4.200. Das waren 300 mehr als ein Jahr zuvor».
    """
    before = draft.preceding(mention) or _meant_by_that(draft, mention)
    if before is None or last.sentence >= before.sentence or mention.noun.unit is not None:
        return False
    beside = before.clause == mention.clause - 1 and _SO_MANY_MORE.match(draft.clause_text(mention.clause))
    if not (beside or before.sentence < mention.sentence) or roles.of(draft, mention) != "change":
        return False
    return outlook.blocked(draft, before) or (not beside and owners.of_others(draft, before))


def _meant_by_that(draft: Draft, mention: Mention) -> Mention | None:
    """The last number of the sentence before, which «Das» stands for."""
    before = draft.just_before(mention.sentence)
    start = draft.sentences[mention.sentence].start
    if before is None or not _THAT_WAS.fullmatch(draft.text, start, mention.span.start):
        return None
    return next(reversed(draft.mentions_of(before)), None)


def _part_elsewhere(draft: Draft, mention: Mention, last: Last) -> bool:
    """«… 171 Kinder. 83 davon besuchen eine Kita»: a part of ours, whatever office it is told of."""
    # «Nach einer Umfrage rauchten 318 der begleiteten Personen»
    of_whom = {h.concept for h in draft.in_clause_of(mention) if mention.genitive.holds(h.start)}
    if not of_whom.isdisjoint({"accompanied", "target"}):
        return outlook.of_other_office(draft, mention)
    near = last.topic is not None and last.topic.unit == "persons" and last.sentence >= mention.sentence - 1
    return near and groups.thereof(draft, mention) and outlook.of_other_office(draft, mention)
