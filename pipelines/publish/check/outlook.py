"""Numbers that say nothing about what is: denied ones, conditions, plans, the future."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.publish.check.context import Draft
from pipelines.publish.check.model import Mention

_INFINITIVE = (
    r"(?:an|hin(?:zu|ein)?|zu|ab|zurück|da(?:zu)?|auf|weiter|er|über)?(?:wachsen|steigen|sinken|nehmen|kommen|gehen|höhen|reichen"
    r"|schreiten|fallen|gehören|geben|stocken|bauen|ziehen)|betragen|umfassen|liegen|brauchen|sein|haben|leben|bleiben"
    r"|ausscheiden|zählen|benötigen|betreuen|begleiten|aufnehmen|werden|kosten|fördern|finanzieren|verringern|verdoppeln|halbieren"
)
_WILL = re.compile(
    rf"(?i:\b(?:wird|werden|würde|würden)\b.*\b(?:{_INFINITIVE})\b(?!\s+(?:ist|sind|war|waren|hat|haben))"
    rf"|\b(?:{_INFINITIVE})\s+(?:wird|werden|würde|würden|soll|sollen|will|wollen|könnte\w*)\b"
    r"|\b(?:soll|sollen)\b.*\bwerden\b|\b(?:künftig|zukünftig|in zukunft|demnächst|perspektivisch)\b"
    r"|\b(?:plant|planen|beantragt|fordert|wünscht)\b)",
    re.DOTALL,
)
_IF = re.compile(r"(?i:^[\s\"„«»–-]*(?:wenn|falls|sofern|sollten?)\b)")
_NEXT = re.compile(
    r"(?i:\bim\s+(?:kommenden|nächsten|folgenden)\s+jahr\b|\bab\s+(?:dem\s+)?(?:nächsten|kommenden)\s+jahr\b)"
)
_NOT = re.compile(r"(?i:\b(?:nicht|kein|keine|keinen)(?:\s+(?:mehr|länger|nur|etwa))?\s+)$")
# What is known today although it lies ahead.
_KNOWN = {"limit36", "over36"}


def denied(draft: Draft, mention: Mention) -> bool:
    """«nicht 1.200, sondern 1.380»: the first number is not claimed."""
    return bool(_NOT.search(draft.text[max(0, mention.span.start - 20) : mention.span.start]))


def ahead(draft: Draft, mention: Mention) -> bool:
    """Does the clause speak of the future, or the sentence begin with a condition?"""
    concepts = {hit.concept for hit in draft.hits_by_sentence[mention.sentence]}
    if concepts & _KNOWN:
        return False
    if _IF.match(draft.sentence_text(mention.sentence)):
        return True
    return _of_the_future(draft.clause_text(mention.clause))


@lru_cache(maxsize=256)
def _of_the_future(clause: str) -> bool:
    return bool(_WILL.search(clause) or _NEXT.search(clause))
