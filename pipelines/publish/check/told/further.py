"""What a growth goes on from that is told last of all: the newest day of the sentence before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipelines.publish.check.draft.context import Draft
from pipelines.publish.check.model import Claim, Mention, Moment, Time
from pipelines.publish.check.when import dating

_MORE = re.compile(r"\b(?:weitere|nochmals|noch\s+einmal)\s+(?:\w+\s+)?$")


def since(draft: Draft, mention: Mention, same: Sequence[Claim], own: Sequence[Moment]) -> Time | None:
    """«Mitte 2024 … 1.310, nachdem es Ende 2023 noch 1.226 waren. Bis Ende 2024 wuchs sie um weitere 5,3 Prozent».

    same: what the paragraph told of the same figure, whose last day it is else; own: the days of the number's sentence.
    """
    if not same or not _goes_further(draft, mention, own):
        return same[-1].time if same else None
    at = draft.by_sentence.index
    beside = [c.time for c in same if at(c.start) == at(same[-1].start)]
    return max(beside, key=lambda time: time.as_of or date.min)


def _goes_further(draft: Draft, mention: Mention, own: Sequence[Moment]) -> bool:
    """Not «Bis Ende 2024 hat sie sich vervierfacht»: a factor may be of the first day told."""
    more = _MORE.search(draft.text, max(0, mention.span.start - 20), mention.span.start)
    until = any(dating.says_until(draft, day) for day in own)
    return mention.quantity.form != "factor" and (until or more is not None)
