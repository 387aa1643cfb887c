"""Which quartile a number of months is: «Bei einem Viertel lag sie unter 9,8 Monaten», «zwischen 9,8 und 33,0»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.numbers import hedges
from pipelines.publish.wording import HEDGES

_LONGER = re.compile(r"\b(?:[Ll]änger|[Mm]ehr)\s+als\s+$")
_OR_LONGER = re.compile(r"\s+(?:oder|und)\s+(?:länger|mehr)\b")
_SINCE_MONTHS = re.compile(
    r"(?i:\b(?:seit|schon|bereits|länger als|kürzer als|mehr als|weniger als|noch keine|zwischen|höchstens|mindestens)\s"
    r"(?:[^,;]|\d,\d){0,40}\bMonat)"
)
# «Wer zum Viertel mit der längsten Dauer zählt, war seit mindestens 33 Monaten dabei»
_WHO_BELONGS = re.compile(r"^\W*Wer\b")
# «das Viertel mit der kürzesten Verweildauer»
_WITH_THE = re.compile(
    r"\b(?:Viertel\w*|das(?:jenige)?)\s+mit\s+de[rnm]\s+(?:(kürzest|geringst|niedrigst)|längst|höchst|größt)\w+\s"
)
_HALF = re.compile(r"\bHälfte\b")
# «zwischen 9,8 und 33,0 Monaten»: the ends of the middle half
_OPENS, _CLOSES = re.compile(r"\b[Zz]wischen\s+$"), re.compile(r"\s+(?:Monaten?\s+)?und\s+")
_QUANTILES = {0.25: "duration_q1", 0.5: "duration_median", 0.75: "duration_q3"}


def only_share(draft: Draft, mention: Mention) -> bool:
    """«Die Hälfte ist seit mindestens 21,4 Monaten dabei»: the share only says which quantile the months are."""
    if mention.quantity.form not in ("fraction", "percent"):
        return False
    if draft.in_clause(mention.clause, "over36"):
        # «Im Median sind es 21,4 Monate, und 15,3 Prozent sind schon länger als 36 Monate dabei»
        return False
    months = any(m.noun.unit == "months" for m in draft.mentions_of(mention.sentence))
    return months and told(draft, mention)


def told(draft: Draft, mention: Mention) -> bool:
    """«Ein Viertel der Zielgruppe war seit höchstens 9,8 Monaten in Begleitung»: how long, with that word or without."""
    if draft.hits_of(mention.sentence, "duration"):
        return True
    said = set(draft.concepts_of(mention.sentence)).union(
        *map(draft.concepts_of, draft.lenders(mention.sentence))
    )
    ours = not {"target", "accompanied", "cared", "programme"}.isdisjoint(said) and "plan" not in said
    return ours and draft.sentence_says(mention.sentence, _SINCE_MONTHS)


def of(draft: Draft, mention: Mention) -> str | None:
    """The quartile itself, whatever bounds it; None where nothing says which one."""
    end = _of_middle_half(draft, mention)
    if end:
        return end
    if mention.noun.unit != "months" and not _goes_on_in_months(draft, mention):
        return None
    return _named(draft, mention) or _of_share(draft, mention)


def _of_share(draft: Draft, mention: Mention) -> str | None:
    """«Ein Viertel war höchstens 9,8 Monate dabei»: a share of all, and on which side of the number they are."""
    # «Die Hälfte der Personen, die Ende 2024 dazugehörten, war seit höchstens 21,4 Monaten dabei»
    clauses = {mention.clause, mention.clause - 2 if draft.goes_on_around(mention) else mention.clause}
    if draft.says(mention.clause - 1, _WHO_BELONGS):
        clauses.add(mention.clause - 1)
    if draft.text[draft.clauses[mention.clause].end - 1] == ":":
        clauses.add(
            mention.clause + 1
        )  # «Mehr als 33,0 Monate: So lange dauerte die Begleitung bei einem Viertel»
    told_of = [m.quantity for m in draft.mentions_of(mention.sentence) if m.clause in clauses]
    shares = [q for q in told_of if q.form in ("fraction", "percent")]
    # «die Hälfte seit höchstens 21,4 und drei Viertel seit höchstens 33 Monaten»: the one right before it
    shares = [q for q in shares if q.end <= mention.span.start][-1:] or shares
    share = shares[0].value if shares else 0.0
    longer = _LONGER.search(draft.text, max(0, mention.span.start - 14), mention.span.start) is not None
    longer = longer or _OR_LONGER.match(draft.text, mention.span.end) is not None
    longer = longer or any(
        HEDGES.get(word) in ("above", "just_above", "at_least") for word in hedges.parts(mention.hedge)
    )
    return _QUANTILES.get(round(1 - share if longer else share, 2)) if share else None


def _named(draft: Draft, mention: Mention) -> str | None:
    """«das untere Viertel unter 9,8 Monaten», «wer zu dem Viertel mit der kürzesten Verweildauer gehörte, …»."""
    start = draft.start_of_stretch(mention)
    ends = [h.concept for h in draft.in_clause_of(mention) if start <= h.start < mention.span.start]
    if "lower" in ends or "upper" in ends:
        return "duration_q1" if "lower" in ends else "duration_q3"
    before = mention.clause - 1
    clauses = [mention.clause, before] if draft.says(before, _WHO_BELONGS) else [mention.clause]
    for clause in clauses:
        said = _WITH_THE.search(draft.clause_text(clause)) if draft.says(clause, _WITH_THE) else None
        if said:
            return "duration_q1" if said[1] else "duration_q3"
    return None


def _of_middle_half(draft: Draft, mention: Mention) -> str | None:
    """«Die Begleitdauer der mittleren Hälfte lag zwischen 9,8 und 33,0 Monaten»: between the two quartiles."""
    if not draft.sentence_says(mention.sentence, _HALF) or mention.quantity.form != "plain":
        return None
    for low, high in ((mention, draft.following(mention)), (draft.preceding(mention), mention)):
        if low is None or high is None or high.noun.unit != "months":
            continue
        opened = _OPENS.search(draft.text, max(0, low.quantity.start - 12), low.quantity.start)
        if opened and _CLOSES.fullmatch(draft.text, low.span.end, high.span.start):
            return "duration_q1" if low is mention else "duration_q3"
    return None


def _goes_on_in_months(draft: Draft, mention: Mention) -> bool:
    """«Ein Viertel war höchstens 9,8 Monate dabei, die Hälfte höchstens 21,4»: the unit is not said again."""
    if mention.noun.unit is not None or mention.quantity.form != "plain" or mention.quantity.step >= 1:
        return False
    counted = (m for m in draft.mentions_of(mention.sentence) if m.span.end <= mention.span.start)
    return any(m.noun.unit == "months" for m in counted)
