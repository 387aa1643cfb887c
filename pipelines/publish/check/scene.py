"""The day that a sentence without a claim sets for the next: «Ende 2022 war viel los. Es begleitete 1.119 Menschen.»"""

from __future__ import annotations

import re

from pipelines.publish.check import days
from pipelines.publish.check.context import Draft
from pipelines.publish.check.last import Last
from pipelines.publish.check.model import Mention, Moment

# A beginning dates nothing that came of it: «2016 begann das Integrationsmanagement. Es zählte 1.380 Personen.»
_BEGAN = re.compile(
    r"(?i:\b(?:beg[ao]nn\w*|gegründet\w*|gründ\w*|start\w*|gestartet|eingerichtet|eingeführt|führte|beschloss\w*|tagt\w*|brach\w*"
    r"|\w*gebrochen|überfiel|angriff\w*|kriegs\w*|eröffne\w*|seit)\b)"
)
_SINCE_THEN = re.compile(
    r"(?i:\b(?:seitdem|seither|bis heute|seit damals|schon damals|anschließend|danach)\b)"
)
# Verbs that speak of today, unless a participle makes them speak of what was.
_PRESENT = re.compile(
    r"\b(?:umfasst|zählt|zählen|begleitet|betreut|leben|lebt|wohnen|sind|ist|gibt|liegt|liegen|beträgt|fördert|entfallen|kommen"
    r"|hat|haben|stammen|stammt|gehören|gehört|werden|wird)\b"
)
_PERFECT = re.compile(
    r"\b(?:(?:an|auf|ein|hinzu|zu)?ge\w{2,}(?:t|en)|wurden?|waren?|hatten?|worden|gewesen)\b(?<!gehört)(?<!gehören)(?<!gefördert)"
)


def of_today(draft: Draft, mention: Mention) -> bool:
    """Does the clause speak of what is, not of what was?"""
    return draft.says(mention.clause, _PRESENT) and not draft.says(mention.clause, _PERFECT)


def period(draft: Draft, mention: Mention, last: Last) -> Moment | None:
    """«2023 wurde so viel beraten wie nie. 5.834 Beratungen waren es, ein Drittel mehr als 2022»: the only period of
    the sentence before, where this one names nothing but what it compares with."""
    before = draft.just_before(mention.sentence)
    if (
        before is None
        or (last.sentence >= before and last.sentence != mention.sentence)
        or draft.frames.titles[before]
    ):
        return None
    if any(m.as_of and m.role != "compared" for m in draft.moments_of(mention.sentence)):
        return None
    moments = [m for m in draft.moments_of(before) if m.as_of]
    one = len(moments) == 1 and moments[0].role == "plain" and moments[0].period_from is not None
    return moments[0] if one and not draft.sentence_says(before, _BEGAN) else None


def named(draft: Draft, mention: Mention, last: Last) -> Moment | None:
    """The only day of the sentence before, where nothing in this one, and no claim before, names another."""
    before = draft.just_before(mention.sentence)
    if before is None or last.sentence >= before or draft.frames.titles[before]:
        return None
    if draft.moments_of(mention.sentence) or draft.sentence_says(mention.sentence, _SINCE_THEN):
        return None
    moments = [moment for moment in draft.moments_of(before) if moment.as_of]
    one = len(moments) == 1 and moments[0].role in ("plain", "stand")
    if not one or not days.is_month_end(moments[0].as_of):  # type: ignore[arg-type]
        return None
    return moments[0]


def of(draft: Draft, mention: Mention, last: Last) -> Moment | None:
    """`named`, where the number's own words speak of what was and that sentence of no beginning."""
    moment = named(draft, mention, last)
    if moment is None or of_today(draft, mention) or draft.sentence_says(mention.sentence - 1, _BEGAN):
        return None
    return moment
