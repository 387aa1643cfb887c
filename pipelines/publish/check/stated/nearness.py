"""The factors by which a concept's place counts for a number, and what the clause before a number is its basis for."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention

# «Kosten von 504.000 Euro» · own clause · earlier clause · later clause · another number's noun · sentence before
HEAD, OWN, EARLIER, LATER, ELSEWHERES_NOUN, BEFORE = 4.0, 3.0, 1.5, 1.2, 1.0, 0.6
AHEAD = 1.5  # behind the next number, where that is let in

# «Legt man die 5,5 Planstellen zugrunde, …», «Auf die geförderten Stellen gerechnet, …»
_BASED = re.compile(
    r"(?:Legt|Nimmt|Bezieht|Rechnet|legt|nimmt|bezieht|rechnet)\s+man\b"
    r"|(?:Auf|An)\s+[^,;:.]*\b(?:gerechnet|bezogen|umgerechnet|umgelegt|gemessen)\W*$"
)


def basis(draft: Draft, mention: Mention) -> set[str]:
    """«Auf jede Person gerechnet, waren es 4,7»: what the clause before says that the number is reckoned on."""
    before = mention.clause - 1
    return draft.concepts_of_clause(before) if before >= 0 and draft.says(before, _BASED) else set()
