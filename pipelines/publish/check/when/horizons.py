"""How far ahead a number of those who reach the limit looks: by months named in passing, or by a day.

«Dehnt man den Blick auf sechs Monate aus, sind es 142», «Bis Ende März 2025 erreichen 61 Personen die Dreijahresgrenze».
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from pipelines.publish.check.calendar import days
from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Claim, Mention, Source, Time
from pipelines.publish.check.when import dating, ownday, timing
from pipelines.publish.check.words.vocabulary import Topic

_KNOWN = (3, 6, 12)  # months ahead for which the catalogue has a figure
_DIMENSION = "horizon_months"
_HORIZON = f"{_DIMENSION}="
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_NTH = (
    r"(?<!ersten )(?<!zweiten )(?<!dritten )(?<!vierten )"  # «im ersten Quartal», but «im ersten halben Jahr»
)
_MONTHS = re.compile(
    r"(?<!vor )(?<!seit )(?<!nach )(?<!vor dem )(?i:\b"
    rf"(?:(?P<m3>(?:drei|3)\s+monate|{_NO_NTH}(?:viertelj|quart)a)"
    rf"|(?P<m6>(?:sechs|6)\s+monate|(?:ein(?:e[smn])?\s+)?(?:halbe[snm]?\s+j|{_NO_NTH}halbj)ahr)"
    r"|(?P<m12>(?:zwölf|12)\s+monate|ein(?:e[sm])?\s+(?:ganze[sn]?\s+)?jahre?s?\b))\w*"
    r"(?!\s+(?:zuvor|davor|vorher|früher|später|danach)))"
)
# «61 in den nächsten drei Monaten, weitere 81 in den drei Monaten danach»: of no horizon that is counted
_MONTHS_AFTER = re.compile(
    r"\bweitere[nr]?\s+\d[^,;:]*\bin\s+den\s+\w+\s+Monaten\s+(?:danach|darauf)\b|\bin\s+den\s+\w+\s+Monaten\s+(?:danach|darauf)\s[^,;:]*\bweitere"
)
_MONTHS_AHEAD = re.compile(r"\b(?:nächsten|kommenden)\s+(?:\w+\s+)?(?:Monate|halben|Halbjahr|Quartal)")


def months(draft: Draft, mention: Mention) -> str | None:
    """The months that a number's clause looks ahead, else the clauses beside it without a number; None if several."""
    counted = {m.clause for m in draft.mentions_of(mention.sentence) if m.noun.unit != "months"}
    at = draft.by_sentence.index
    own = [n for n, clause in enumerate(draft.clauses) if at(clause.start) == mention.sentence]
    silent = [n for n in own if n not in counted]
    if "exceeded" in draft.concepts_of_clause(mention.clause):
        silent = []  # «… erreichen ihn binnen zwölf Monaten, 211 hatten ihn bereits hinter sich»: of the others
    for near in ([mention.clause], silent):
        named = {
            c.removeprefix(_HORIZON)
            for n in near
            for c in draft.concepts_of_clause(n)
            if c.startswith(_HORIZON)
        }
        named = named or {str(m.lastgroup)[1:] for n in near for m in _MONTHS.finditer(draft.clause_text(n))}
        if named:
            return named.pop() if len(named) == 1 else None
    return None


def counted_ahead(
    draft: Draft, mention: Mention, topic: Topic, claim: Claim, reference: timing.Reference
) -> Claim:
    """The claim with its horizon, where it names the day until which it looks ahead or says the months in passing."""
    if claim.metric != "reaching_36_months" or claim.time.as_of is None:
        return claim
    if draft.says(mention.clause, _MONTHS_AFTER) and draft.sentence_says(mention.sentence, _MONTHS_AHEAD):
        return replace(claim, by={key: told for key, told in claim.by.items() if key != _DIMENSION})
    until = _day_ahead(draft, mention, topic, reference[0]) or claim.time.as_of
    said = claim.by.get(_DIMENSION)
    claim = _from_day(draft, mention, claim) or _until(claim, until, *reference)
    own = any(concept.startswith(_HORIZON) for concept in draft.concepts_of_clause(mention.clause))
    if own and said and not _names_day(draft, mention):
        # «2025 läuft die Frist für 297 ab, bei 142 von ihnen in den nächsten sechs Monaten»: no other clause's day
        return replace(claim, by={**claim.by, _DIMENSION: said})
    passing = None if own else months(draft, mention)
    return replace(claim, by={**claim.by, _DIMENSION: passing}) if passing else claim


def _names_day(draft: Draft, mention: Mention) -> bool:
    clause = draft.clauses[mention.clause]
    return any(clause.holds(moment.start) for moment in draft.moments_of(mention.sentence))


def _from_day(draft: Draft, mention: Mention, claim: Claim) -> Claim | None:
    """«Bis Ende Juni 2025 erreichen 142 der Ende 2024 Begleiteten die Grenze»: from the claim's day to that one."""
    start, clause = claim.time.as_of, draft.clauses[mention.clause]
    named = [m for m in draft.moments_of(mention.sentence) if clause.holds(m.start)]
    # «Im ersten Halbjahr 2025 erreichen nach dem Stand von Ende 2024 142 Personen …»
    ends = [m for m in named if dating.says_until(draft, m) or (start and m.period_from == start)]
    ahead = [n for m in ends for n in _KNOWN if start and m.as_of == days.shifted(start, n)]
    return (
        replace(claim, by={**claim.by, _DIMENSION: str(ahead[0])}, partitive="") if len(ahead) == 1 else None
    )


def _day_ahead(draft: Draft, mention: Mention, topic: Topic, today: date) -> date | None:
    """«Schon bis Ende März trifft das auf 61 zu»: a day without a year until which one looks ahead is the next one."""
    day = ownday.of(draft, mention, topic)
    if day is None or day.as_of is None or _YEAR.search(draft.text, day.start, day.end):
        return None
    if day.as_of > today or not dating.says_until(draft, day):
        return None
    this_year = days.shifted(day.as_of, 12 * (today.year - day.as_of.year))
    return this_year if this_year > today else days.shifted(this_year, 12)


def _until(claim: Claim, until: date, today: date, source: Source) -> Claim:
    if until <= today:
        return claim
    ahead = next((n for n in _KNOWN if days.shifted(today, n) == until), None)
    if ahead is None:
        return claim
    return replace(
        claim, time=Time(today, None, source), by={**claim.by, _DIMENSION: str(ahead)}, partitive=""
    )
