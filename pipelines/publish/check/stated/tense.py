"""Whether a clause speaks of what is or of what was, and which days only say how something began."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment

# Verbs that speak of today, unless a participle makes them speak of what was.
_PRESENT = re.compile(
    r"\b(?:umfasst|zählt|zählen|begleitet|betreut|leben|lebt|wohnen|sind|ist|gibt|liegt|liegen|beträgt|fördert|entfallen|kommen"
    r"|hat|haben|stammen|stammt|gehören|gehört|werden|wird)\b"
)
_PERFECT = re.compile(
    r"\b(?:(?:an|auf|ein|hinzu|zu)?ge\w{2,}(?:t|en)|wurden?|waren?|hatten?|worden|gewesen)\b(?<!gehört)(?<!gehören)(?<!gefördert)"
)
# «im Mai 2017 beschlossen»: no day of any number
_FOUNDED = re.compile(
    r"(?i:\b(?:gegründet|beschlossen|eingerichtet|ins\s+leben\s+gerufen|aus\s+der\s+taufe\s+gehoben|eingeführt|angelaufen|gestartet|begonnen"
    r"|geschaffen|aufgebaut)\b)"
)


def of_today(draft: Draft, mention: Mention) -> bool:
    """Does the clause speak of what is, not of what was?"""
    return draft.says(mention.clause, _PRESENT) and not draft.says(mention.clause, _PERFECT)


def of_the_beginning(draft: Draft, mention: Mention, moment: Moment) -> bool:
    """«Das Integrationsmanagement, im Mai 2017 beschlossen, begleitet 1.380 Personen»: is it the day of the decision?"""
    clause = draft.by_clause.index(moment.start)
    elsewhere = clause != mention.clause and clause not in draft.clauses_with_numbers
    return elsewhere and draft.says(clause, _FOUNDED) and of_today(draft, mention)
