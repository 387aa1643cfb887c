"""One number said of two days: «Ende 2024 wie schon Ende 2022 bei 4,75», «sowohl am 30. Juni … als auch am …»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Claim, Mention, Moment
from pipelines.publish.check.when import timing
from pipelines.publish.check.words.vocabulary import Topic

_DAY = r"(?:(?:am|im|zum|zur|Ende|schon|bereits|auch|noch)\s+)*"
_AS_WELL = re.compile(rf"(?:,?|\s+\w+,)\s*(?:wie|als\s+auch|ebenso\s+wie|genauso\s+wie)\s+{_DAY}")
_AND = re.compile(rf"\s+und\s+{_DAY}")
_ON_BOTH = re.compile(
    r"\b(?:[Aa]n|[Zz]u) (?:den )?beiden (?:Stichtagen|Tagen|Zeitpunkten|Terminen|Jahresenden)\b"
)
_EACH = re.compile(r"\b(?:jeweils|gleichermaßen|unverändert|beide\s+Male)\b")


def of(
    draft: Draft, mention: Mention, topic: Topic, claim: Claim, ref: date, told: Sequence[Claim]
) -> Claim | None:
    """The claim of the other day, where its clause says one number of two; None where it does not.

    told: the claims so far, of whose days «an beiden Stichtagen» speaks.
    """
    if draft.says(mention.clause, _ON_BOTH) and claim.kind == "amount":
        return _of_both(claim, told)
    pair = _two_days(draft, mention) if claim.kind in ("amount", "share", "ratio") else None
    if pair is None or claim.time.as_of is None:
        return None
    times = [timing.dated(draft, mention, topic, replace(moment, role="plain"), ref) for moment in pair]
    other = next((time for time in times if time.as_of and time.as_of != claim.time.as_of), None)
    named = any(time.as_of == claim.time.as_of for time in times)
    return replace(claim, time=other, readings=()) if other and named else None


def _of_both(claim: Claim, told: Sequence[Claim]) -> Claim | None:
    """«Gefördert wurden an beiden Stichtagen 3,5 Stellen»: the day told of before the last one as well.

    «Seit Ende 2022 um 261 auf 1.380 gestiegen (Stand: Ende 2024), besetzt waren zu beiden Zeitpunkten 4,75».
    """
    times = (time for c in reversed(told) for time in (c.time, c.before) if time and time.as_of)
    days = list(dict.fromkeys(time.as_of for time in times))[:2]
    other = next((day for day in days if day != claim.time.as_of), None)
    if other is None or claim.time.as_of not in days or claim.time.period_from:
        return None
    return replace(claim, time=replace(claim.time, as_of=other), readings=())


def _two_days(draft: Draft, mention: Mention) -> list[Moment] | None:
    """The two days of the clause, the first of which may stand in the one before («Ende 2024 waren, wie schon …, …»)."""
    before = mention.clause - 1
    one = before >= 0 and draft.one_sentence(before, mention.clause)
    clauses = [before, mention.clause] if one else [mention.clause]
    numbers = [m for m in draft.mentions_of(mention.sentence) if m.clause in clauses]
    inside = [draft.clauses[clause] for clause in clauses]
    days = [
        m for m in draft.moments_of(mention.sentence) if m.as_of and any(s.holds(m.start) for s in inside)
    ]
    each = draft.says(mention.clause, _EACH)
    for first, second in pairwise(days if numbers == [mention] else ()):
        between = first.end, second.start
        if _AS_WELL.fullmatch(draft.text, *between) or (each and _AND.fullmatch(draft.text, *between)):
            return [first, second]
    return None
