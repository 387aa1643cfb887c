"""How much on average, or each year: «543 Beratungen im Monat» is no number of a period."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.words.vocabulary import Topic

_WEEKLY = re.compile(
    r"(?i:\b(?:(?:pro|je|jede[nr]?)\s+(?:arbeits|werk)?(?:tag|woche|monat|quartal)|(?:arbeits)?täglich|wöchentlich|monatlich"
    r"|(?:tages|wochen|monats|quartals)(?:durch)?schnitt|(?:tages|wochen|monats)mittel)\b)"
    r"|\b(?:[Ii]m\s+(?:Schnitt|Durchschnitt|Mittel)|durchschnittlich|also|rund|gut|knapp|etwa)\b[^,;]*\bim\s+Monat\b(?!\s+[A-ZÄÖÜ])"
)
_FOR_EACH = re.compile(r"\b(?:[Jj]e|[Pp]ro|[Jj]eden|[Jj]edem)\s+(?:Abgang|Zugang|Neuzugang)\b")
_TALKS = ("consultations", "consultations_per_fte", "consultations_per_person")
_YEARLY = re.compile(
    r"(?i:\b(?:jährlich|alljährlich|jedes\s+jahr|pro\s+jahr|jahr\s+für\s+jahr"
    r"|im\s+jahr\s+(?:(?:rund|etwa|über|bis\s+zu|mehr\s+als|knapp)\s|\d{1,3}\.\d{3}))\b)"
)


def of_a_rhythm(draft: Draft, mention: Mention, topic: Topic) -> bool:
    """«berät jährlich 4.000 Menschen»: a stock is no number of a year; whoever says so counts something else."""
    if topic.period and mention.quantity.form == "plain" and draft.says(mention.clause, _FOR_EACH):
        return True  # «Je Abgang gab es 2024 rund zwei Zugänge»
    flow = topic.metric in _TALKS or topic.period or topic.grows
    if flow and draft.says(mention.clause, _WEEKLY):
        return True  # «60 Vorsprachen pro Woche» are no number of a period
    bare = mention.noun.unit is None and "target" not in draft.concepts_of_clause(mention.clause)
    if bare and mention.quantity.form == "plain" and draft.says(mention.clause, _WEEKLY):
        return True  # «1.371 Beratungen, also gut 114 im Monat»
    stock = topic.unit == "persons" and not (topic.period or topic.year or topic.grows)
    return stock and draft.says(mention.clause, _YEARLY)
