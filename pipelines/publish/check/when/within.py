"""«Ende 2023 waren es 1.226; binnen eines Jahres stieg die Zahl auf 1.380»: so long after the level told before."""

from __future__ import annotations

import re

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Mention, Moment, Time
from pipelines.publish.check.stated import moving
from pipelines.publish.check.text import phrases
from pipelines.publish.check.when import timing
from pipelines.publish.check.when.dayasked import Asked

_WITHIN = re.compile(r"(?i:in |im laufe |innerhalb |binnen )")
# «Binnen eines Jahres war sie um 107 gestiegen» looks back
_HAD_MOVED = re.compile(
    r"\b(?:war|waren|hatten?)\b[^.;:]*\b(?:ge|zuge|abge|ange)\w+(?:en|t)\W*$|\b(?:war|waren|hatten?)\W*$"
)


def after_a_level(asked: Asked) -> Time | None:
    """The end of such a stretch, where it lies within the data; else it is the stretch before the day told."""
    draft, mention, last = asked.draft, asked.mention, asked.last
    if asked.topic.period or asked.topic.year or last is None or last.as_of is None or last.period_from:
        return None
    moves = draft.says(mention.clause, moving.CHANGING) and not draft.says(mention.clause, _HAD_MOVED)
    span = _span(draft, mention) if moves else None
    if span is None:
        return None
    if span.start < asked.said:
        before = draft.text[max(0, mention.span.start - 20) : mention.span.start]
        return (
            last if phrases.ONTO.search(before) else None
        )  # «… um 154 auf 1.380»: of the day that it came to
    end = timing.shifted(last, -span.months)
    return end if end.as_of and end.as_of <= asked.ref[0] else None


def _span(draft: Draft, mention: Mention) -> Moment | None:
    """The only such stretch that the clause names, before the number."""
    clause, moments = draft.clauses[mention.clause], draft.moments_of(mention.sentence)
    named = [m for m in moments if clause.holds(m.start)]
    if any(m.as_of for m in named) or len({m.as_of for m in moments if m.as_of}) > 1:
        return None  # «Nach einem Zuwachs um 100 binnen sechs Monaten begleitete es Mitte 2022 …»
    spans = [m for m in named if m.shape == "shift" and m.months < 0 and _WITHIN.match(draft.text, m.start)]
    return spans[0] if len(spans) == 1 and spans[0].end <= mention.span.start else None
