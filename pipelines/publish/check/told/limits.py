"""Those whose limit the paragraph speaks of: «Überschritten hatten sie 211», «In sechs Monaten folgen 142»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.when import horizons
from pipelines.publish.check.words.vocabulary import Topic

_LIMITS = {"over_36_months", "over_36_months_extended", "reaching_36_months"}
_LIMIT_OR_IT = re.compile(
    r"\b(?:Grenze|Frist|Schwelle|Marke|Höchstdauer|(?:hatten|haben|hätten) (?:sie|diese[ns]?|ihn|es))\b"
)
_CONCERNED = re.compile(
    r"\b(?:betrifft|betraf|betreffen)\s+(?:das|dies|(?:die|diese)\s+(?:\S+-)?(?:Grenze|Frist|Schwelle))\b"
    r"|\b(?:[Dd]as|[Dd]ies|(?:[Dd]ie|[Dd]iese)\s+(?:\S+-)?(?:Grenze|Frist|Schwelle))\s+(?:betrifft|betraf)\b"
    r"|\b[Bb]etroffen\s+(?:davon\s+)?(?:sind|waren)\b|\b(?:sind|waren)\b.*\bbetroffen\b"
)
_ABOVE = re.compile(
    r"^\W*über\s+(?:der|dieser)\s+(?:Grenze|Schwelle|Frist|Marke|Höchstdauer)\b|\b(?:bereits|schon)\s+darüber\b|\bdarüber\s+(?:lagen|liegen|lägen|waren|sind)\b|\bdarüber\s+hinaus\b",
    re.IGNORECASE,
)
_SUCH = re.compile(r"\beine\s+solche\b|\beine\s+derartige\b|\bsolche\s+hatten\b")


def passed(draft: Draft, mention: Mention, last: Last) -> str | None:
    """«… sind es 142. Bereits überschritten war die Grenze bei 211 Personen, von denen 74 eine Verlängerung hatten»."""
    if last.topic is None or last.topic.metric not in _LIMITS or mention.noun.unit not in (None, "persons"):
        return None
    said = set(draft.concepts_of_clause(mention.clause))
    described = draft.relative_clause(mention)
    behind = described is not None and described + 1 < len(draft.clauses)
    if behind and described is not None and draft.inserted(mention.clause, described + 1):
        # «Bei 74 der 211, die darüber lagen, wurde verlängert»
        said |= draft.concepts_of_clause(described + 1)
    if "extended" in said and draft.whole_of_one_before(mention):
        # «74 von 211 Personen verfügen über eine Verlängerung», but «… von 1.380»
        named = set(draft.concepts_of(mention.sentence))
        over = "over36" in named or named >= {"limit36", "exceeded"}
        over = over or (described is not None and draft.says(described, _ABOVE))
        over = over or last.told_as(mention.quantity.value, "over_36_months") is not None
        return "over_36_months" if over else "active_target_group"
    if draft.whole_of_one_before(mention):
        return None  # «211 der 1.380 Begleiteten hatten die Grenze überschritten»
    if "extended" in said or _has_such(draft, mention):
        return "over_36_months_extended"
    above = any(draft.says(clause, _ABOVE) for clause in (mention.clause, *draft.labels(mention)))
    passed = ("exceeded" in said and draft.says(mention.clause, _LIMIT_OR_IT)) or above
    return "over_36_months" if passed else None


def _has_such(draft: Draft, mention: Mention) -> bool:
    """«… braucht eine Verlängerung. Von den 211 Personen konnten 74 eine solche vorweisen»: what was named before."""
    named = any(
        "extended" in draft.concepts_of(n) for n in (mention.sentence, *draft.lenders(mention.sentence))
    )
    return named and draft.says(mention.clause, _SUCH)


def next_to_reach(draft: Draft, mention: Mention, topic: Topic) -> str | None:
    """«211 haben die Grenze überschritten. In den nächsten sechs Monaten folgen 142»: they will reach it.

    Likewise «… sind 158 Frauen. Insgesamt betrifft die Frist in diesem Zeitraum 297 Personen».
    """
    if topic.metric not in _LIMITS or mention.noun.unit not in (None, "persons"):
        return None
    if draft.in_clause(mention.clause, "contact"):
        return None  # «1.304 Menschen hatten in den zwölf Monaten bis Ende 2024 Kontakt mit der Beratung»
    if draft.whole_of_one_before(mention):
        return None  # «61 der 1.380 Begleiteten erreichten binnen drei Monaten die Grenze»
    concerned = topic.metric == "reaching_36_months" and draft.says(mention.clause, _CONCERNED)
    return "reaching_36_months" if concerned or horizons.months(draft, mention) else None
