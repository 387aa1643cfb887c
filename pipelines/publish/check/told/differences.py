"""What two numbers just told are apart: «Geplant waren 5,5 Stellen, gefördert 3,5; die Differenz von 2 …»."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention
from pipelines.publish.check.stated.last import Last
from pipelines.publish.check.words.vocabulary import Topic

_IS = (
    r"(?:beträgt|betrug|macht|machte|beläuft\s+sich\s+auf|belief\s+sich\s+auf|lag\s+bei|liegt\s+bei|ist|war)"
)
_BOTH = r"(?:zwischen\s+(?:den\s+|diesen\s+)?beiden\s+)?"
_APART = re.compile(
    rf"\b(?:Differenz|Unterschied|Abstand|Lücke)\s+{_BOTH}(?:(?:in\s+Höhe\s+)?von|{_IS})\s+(?:\w+\s+)?$"
)
_DIFFERENCES = {
    frozenset(("fte_planned", "fte_funded")): "funding_gap_fte",
    frozenset(("fte_needed", "fte_filled")): "fte_missing",
    frozenset(("costs_eur", "grants_eur")): "city_share_eur",
    frozenset(("quota_target", "quota_actual")): "quota_balance",
    frozenset(("entries", "exits")): "net_change",
}


def of_two_told(draft: Draft, mention: Mention, last: Last) -> Topic | None:
    """The metric that is the difference of the last two told, of the same day or year."""
    if len(last.told) < 2 or mention.sentence - last.sentence > 1:
        return None
    one, other = last.told[-2:]
    metric = _DIFFERENCES.get(frozenset((one.metric, other.metric)))
    if metric is None or one.time.as_of != other.time.as_of or mention.quantity.form != "plain":
        return None
    topic = draft.vocabulary.topics[metric]
    start = draft.clauses[mention.clause].start
    apart = mention.noun.unit in (None, topic.unit) and _APART.search(draft.text, start, mention.span.start)
    return topic if apart else None
