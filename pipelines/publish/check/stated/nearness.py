"""The factors by which a concept's place counts for a number, and what the clause before a number is its basis for."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.words.vocabulary import Hit

# «Kosten von 504.000 Euro» · own clause · earlier clause · later clause · another number's noun · sentence before
HEAD, OWN, EARLIER, LATER, ELSEWHERES_NOUN, BEFORE = 4.0, 3.0, 1.5, 1.2, 1.0, 0.6
AHEAD = 1.5  # behind the next number, where that is let in

# «Legt man die 5,5 Planstellen zugrunde, …», «Auf die geförderten Stellen gerechnet, …»
_BASED = re.compile(
    r"(?:Legt|Nimmt|Bezieht|Rechnet|legt|nimmt|bezieht|rechnet)\s+man\b"
    r"|(?:Auf|An)\s+[^,;:.]*\b(?:gerechnet|bezogen|umgerechnet|umgelegt|gemessen)\W*$"
)
# «…, damit auf eine Stelle 120 Menschen kommen», but not «Damit kamen auf eine Stelle 291 Menschen»
SO_THAT_IT_BE = re.compile(
    r"^\W*[Dd]amit\s+(?!(?:k[ao]m|entf[aiä]|war|ist|sind|lag|liegt|betrug|begleite|betreu|ha[tb])\w*\s)"
    r".*\b(?:kommen|kommt|kämen?|entfallen|entfällt|entfielen?|begleite(?:t|n)?|betreu(?:t|en)|zuständig\s+(?:ist|sind|wäre))\W*$"
    # «Wer 120 Menschen je Stelle will, braucht 11,5 Stellen»
    r"|^\W*[Ww]er\b.*\b(?:will|möchte|wolle|anstrebt)\W*$"
)
_IN_RELATION = re.compile(r"\b[Ii]ns?\s+$|\b[Ii]m\s+$")
_TO_SO_MANY = re.compile(r"\s+zu\s+(?:(?:den|allen|insgesamt|rund)\s+){0,2}")


def basis(draft: Draft, mention: Mention) -> set[str]:
    """«Auf jede Person gerechnet, waren es 4,7»: what the clause before says that the number is reckoned on."""
    before = mention.clause - 1
    return draft.concepts_of_clause(before) if before >= 0 and draft.says(before, _BASED) else set()


def in_relation_to(draft: Draft, mention: Mention, hit: Hit) -> bool:
    """«Wer die Gespräche ins Verhältnis zu den 1.380 Menschen setzt, kommt auf 4,7»: what it is reckoned from."""
    if mention.quantity.form == "ratio" or not _IN_RELATION.search(
        draft.text, max(0, hit.start - 4), hit.start
    ):
        return False
    return bool(_TO_SO_MANY.fullmatch(draft.text, hit.end, mention.span.start))
